"""The map of what changed in a story: the old and the new one in one drawing, each change with its sign and colour."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from builder.flow.changes import Kind, OutcomeChange, SceneChange, StoryChanges
from builder.flow.changes.odds import OddsChanges, OutcomeOdds
from builder.flow.changes.renaming import story_in_new_names
from builder.flow.graph import ways_on
from builder.flow.outline import title_of
from builder.formats.dot.lettering import escaped, fitted, plain, wrapped
from builder.formats.dot.palette import light
from builder.formats.dot.sheet import TEXT, TITLE, add_interrupt, add_start, ending, sheet
from builder.formats.dot.view import MAX_SCENES, MAX_WAYS, RESULTS, in_symbols
from builder.model import Choice, Interrupt, Outcome, Scene

if TYPE_CHECKING:
    from graphviz import Digraph

SIGNS: Final[dict[Kind | None, str]] = {"added": "+", "removed": "−", "changed": "~", "moved": "~", None: ""}
"""What stands beside the colour."""

_LEGEND: Final = ("(+)  added", "(−)  removed", "(~)  changed", "( )  as it was")
_ROLES: Final[dict[Kind, str]] = {"added": "added", "removed": "removed", "changed": "changed", "moved": "changed"}
_WIDTH: Final = 230


class Way(NamedTuple):
    """A way on in the drawing: from which scene, by which of its fields, to where, and what became of it."""

    source: str
    target: str
    kind: Kind | None
    field: int | None = None
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class _Both:
    """Everything that was or is in a story, by id; ids of what was renamed are the new ones."""

    changes: StoryChanges
    scenes: Mapping[str, Scene]
    outcomes: Mapping[str, Outcome]
    changed: Mapping[str, SceneChange | OutcomeChange]
    odds: Mapping[str, OutcomeOdds]

    def kind(self, id: str) -> Kind | None:
        """What became of a scene or outcome; an outcome whose odds moved counts as changed."""
        if id in self.changed:
            return self.changed[id].kind
        return "changed" if id in self.odds else None


def changes_dot(changes: StoryChanges, odds: OddsChanges) -> str | None:
    """The map as DOT text; None where more changed than can be read.

    Of a large story only what changed is drawn, with what is next to it.
    """
    both = _both(changes, odds)
    ways = list(_ways(both))
    shown = _shown(both, ways)
    if len(shown) > MAX_SCENES:
        return None
    drawing = sheet(_LEGEND)
    for id in shown:
        if id in both.scenes:
            _add_scene(drawing, both, id)
    _add_outcomes(drawing, both, shown)
    _add_starts(drawing, changes, shown)
    for way in dict.fromkeys(way for way in ways if way.source in shown and way.target in shown):
        _add_way(drawing, way)
    for number, (interrupt, kind) in enumerate(_interrupts(changes), 1):
        if interrupt.goto in shown:
            add_interrupt(drawing, number, interrupt.goto, in_symbols(interrupt.when), SIGNS[kind])
    return str(drawing.source)


def _both(changes: StoryChanges, odds: OddsChanges) -> _Both:
    new = changes.new.story if changes.new is not None else None
    scenes, outcomes = (dict(new.scenes), dict(new.outcomes)) if new is not None else ({}, {})
    scenes |= {each.now.id: each.now for each in changes.scenes if each.new is None}
    outcomes |= {each.now.id: each.now for each in changes.outcomes if each.new is None}
    of_scenes: dict[str, SceneChange | OutcomeChange] = {each.now.id: each for each in changes.scenes}
    of_outcomes = {each.now.id: each for each in changes.outcomes}
    return _Both(changes, scenes, outcomes, of_scenes | of_outcomes, {each.outcome: each for each in odds.moved})


def _shown(both: _Both, ways: Collection[Way]) -> dict[str, None]:
    """What is drawn: everything, or of a large story what changed and what leads there or from there."""
    everything = dict.fromkeys((*both.scenes, *both.outcomes))
    if len(both.scenes) <= MAX_SCENES and len(ways) <= MAX_WAYS:
        return everything
    touched = {id for id in everything if both.kind(id)}
    beside = {id for way in ways if way.source in touched or way.target in touched for id in (way.source, way.target)}
    return dict.fromkeys(id for id in everything if id in touched | beside)


# -- ways -------------------------------------------------------------------------------------------------------------


def _ways(both: _Both) -> Iterator[Way]:
    """Every way on that there is or was, from the scenes in their order."""
    for id, scene in both.scenes.items():
        match both.changed.get(id):
            case SceneChange(old=Scene() as old, new=Scene()) as change:
                yield from _ways_of_choices(both, scene, change)
                yield from _ways_by_itself(both, old, scene)
            case change:
                kind = None if change is None else change.kind
                names = both.changes.names if kind == "removed" else {}
                for edge in ways_on(scene):
                    chosen = isinstance(edge.way, Choice)
                    field = edge.way.position if isinstance(edge.way, Choice) and kind is not None else None
                    yield Way(id, names.get(edge.target, edge.target), kind, field, by_itself=not chosen)


def _ways_of_choices(both: _Both, scene: Scene, change: SceneChange) -> Iterator[Way]:
    """The choices of a scene that was edited: those of the new one, those that went, and where the redirected led."""
    names, changed = both.changes.names, [each.now for each in change.choices]
    yield from (Way(scene.id, each.goto, None) for each in scene.choices if not any(each is one for one in changed))
    for field, each in enumerate(change.choices):
        target = each.now.goto if each.new is not None else names.get(each.now.goto, each.now.goto)
        yield Way(scene.id, target, each.kind, field)
        yield from (Way(scene.id, edit.old, "removed", field) for edit in each.edits if edit.key == "goto" and edit.old)


def _ways_by_itself(both: _Both, old: Scene, new: Scene) -> Iterator[Way]:
    names = both.changes.names
    before = {names.get(edge.target, edge.target): None for edge in ways_on(old) if not isinstance(edge.way, Choice)}
    after = {edge.target: None for edge in ways_on(new) if not isinstance(edge.way, Choice)}
    for target in dict.fromkeys((*after, *before)):
        kind: Kind | None = None if target in before and target in after else "added" if target in after else "removed"
        yield Way(new.id, target, kind, by_itself=True)


def _add_way(drawing: Digraph, way: Way) -> None:
    tail = f"{way.source}:s" if way.field is None else f"{way.source}:w{way.field}:s"
    if way.kind is None:
        drawing.edge(tail, way.target, style="dashed" if way.by_itself else None)
        return
    sign = SIGNS[way.kind]
    dashed = way.by_itself or way.kind == "removed"
    drawing.edge(
        tail,
        way.target,
        label=None if way.field is not None and way.kind != "removed" else escaped(f" {sign} "),
        color=light(f"{_ROLES[way.kind]}-line"),
        fontcolor=light(f"{_ROLES[way.kind]}-line"),
        penwidth="2.2",
        style="dashed" if dashed else None,
    )


def _interrupts(changes: StoryChanges) -> Iterator[tuple[Interrupt, Kind | None]]:
    """The interrupts that there are, and those that there were."""
    old = () if changes.old is None else story_in_new_names(changes.old.story, changes.names).interrupts
    new = () if changes.new is None else changes.new.story.interrupts
    for each in new:
        yield each, None if each in old else "added"
    yield from ((each, "removed") for each in old if each not in new)


def _add_starts(drawing: Digraph, changes: StoryChanges, shown: Collection[str]) -> None:
    """Where the story begins, and where it began."""
    now = changes.now.start
    before = now if changes.old is None else changes.names.get(changes.old.start, changes.old.start)
    if now in shown:
        add_start(drawing, now)
    if now in shown and before in shown and before != now:
        _add_way(drawing, Way("(start)", before, "removed"))


# -- boxes ------------------------------------------------------------------------------------------------------------


def _add_scene(drawing: Digraph, both: _Both, id: str) -> None:
    scene, kind = both.scenes[id], both.kind(id)
    change = both.changed.get(id)
    room = _WIDTH - 16
    heading = list(wrapped(f"{SIGNS[kind]} {title_of(scene)}".strip(), room, TITLE, 2))
    before = f", was {change.old.id}" if change is not None and change.renamed and change.old is not None else ""
    named = [fitted(f"{id}{before}", room, TEXT)]
    fields = list(_fields(scene, change)) if isinstance(change, SceneChange) else []
    drawing.node(
        id,
        label=_label([*heading, *named], [*_edited(change, room), *_listed(fields, room)], fields),
        width=f"{_WIDTH / 72:.2f}",
        tooltip=escaped(f"{plain(title_of(scene))} ({id}){f': {kind}' if kind else ''}"),
        **_look(kind, "rounded,filled"),
        **{"class": f"scene t{len(heading)} i"},
    )


def _fields(scene: Scene, change: SceneChange) -> Iterator[tuple[Kind, Choice]]:
    """The choices that a box lists: those that changed, and all of a scene that came or went."""
    if change.kind == "changed":
        yield from ((each.kind, each.now) for each in change.choices)
    else:
        yield from ((change.kind, choice) for choice in scene.choices)


def _edited(change: SceneChange | OutcomeChange | None, room: float) -> list[str]:
    """What was edited in the scene itself, by its keys."""
    keys = dict.fromkeys(edit.key for edit in change.edits) if change is not None else {}
    return [fitted(f"~ {', '.join(keys)}", room, TEXT)] if keys else []


def _listed(fields: Iterable[tuple[Kind, Choice]], room: float) -> Iterator[str]:
    for kind, choice in fields:
        yield fitted(f"{SIGNS[kind]} {choice.name}: {choice.text}", room, TEXT)


def _label(heading: Iterable[str], listed: Iterable[str], fields: Iterable[tuple[Kind, Choice]]) -> str:
    """A record: the heading, what changed, and at the foot a small field for each choice that is listed."""
    rows = ["".join(f"{escaped(line)}\\l" for line in lines) for lines in (heading, listed)]
    feet = "|".join(f"<w{number}>{SIGNS[kind]}" for number, (kind, _) in enumerate(fields))
    return "{" + "|".join([*filter(None, rows), *([f"{{{feet}}}"] if feet else [])]) + "}"


def _add_outcomes(drawing: Digraph, both: _Both, shown: Collection[str]) -> None:
    with drawing.subgraph() as row:
        row.attr(rank="sink")
        for id, outcome in both.outcomes.items():
            if id in shown:
                _add_outcome(row, both, outcome)


def _add_outcome(drawing: Digraph, both: _Both, outcome: Outcome) -> None:
    kind, change = both.kind(outcome.id), both.changed.get(outcome.id)
    said = [*wrapped(outcome.title, 150, TEXT, 3), fitted(outcome.id, 150, TEXT), *_edited(change, 150)]
    said += _odds(both.odds.get(outcome.id))
    heading = f"{SIGNS[kind]} {RESULTS[outcome.result]}".strip()
    shape, title = ending(outcome.result), f"{RESULTS[outcome.result]}: {plain(outcome.title)}"
    drawing.node(
        outcome.id,
        label="\\n".join(map(escaped, [heading, *said])),
        tooltip=escaped(f"{title}{f': {kind}' if kind else ''}"),
        shape=shape["shape"],
        margin=shape["margin"],
        **_look(kind, "filled"),
        **{"class": shape["class"]},
    )


def _odds(found: OutcomeOdds | None) -> list[str]:
    if found is None or found.old is None or found.new is None:
        return []
    if found.old.reachable != found.new.reachable:
        return ["in reach now" if found.new.reachable else "out of reach now"]
    if found.old.random is None or found.new.random is None:
        return []
    return [f"at random {100 * found.old.random:.1f} % → {100 * found.new.random:.1f} %"]


def _look(kind: Kind | None, style: str) -> dict[str, str]:
    """How a box looks: what went is dashed as well."""
    if kind is None:
        return {"fillcolor": light("card"), "color": light("card-line"), "style": style}
    role = _ROLES[kind]
    dashes = f"{style},dashed" if kind == "removed" else style
    return {"fillcolor": light(role), "color": light(f"{role}-line"), "style": dashes, "penwidth": "2"}
