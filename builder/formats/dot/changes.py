"""The map of what changed in a story: the old and the new one in one drawing, each change with its sign and colour."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from builder.flow.changes import Kind, OutcomeChange, SceneChange, StoryChanges
from builder.flow.changes.odds import OddsChanges, OutcomeOdds
from builder.flow.outline import title_of
from builder.formats.dot.lettering import escaped, fitted, plain, wrapped
from builder.formats.dot.palette import light
from builder.formats.dot.sheet import TEXT, TITLE, add_interrupt, add_start, ending, sheet
from builder.formats.dot.united import United, Way, interrupts_of, united, ways_of
from builder.formats.dot.view import MAX_SCENES, MAX_WAYS, RESULTS, in_symbols
from builder.model import Choice, Outcome, Scene

if TYPE_CHECKING:
    from graphviz import Digraph

SIGNS: Final[dict[Kind | None, str]] = {"added": "+", "removed": "−", "changed": "~", "moved": "~", None: ""}
"""What stands beside the colour."""

_LEGEND: Final = ("(+)  added", "(−)  removed", "(~)  changed", "( )  as it was")
_ROLES: Final[dict[Kind, str]] = {"added": "added", "removed": "removed", "changed": "changed", "moved": "changed"}
_WIDTH: Final = 230


def changes_dots(changes: StoryChanges, odds: OddsChanges) -> Iterator[str]:
    """The map as DOT text: in full, then only what changed with what is next to it, as far as either can be read."""
    both = united(changes, odds)
    ways = list(ways_of(both))
    everything = dict.fromkeys((*both.scenes, *both.outcomes))
    if len(both.scenes) <= MAX_SCENES and len(ways) <= MAX_WAYS:
        yield _dot(both, ways, everything, _LEGEND)
    touched = {id for id in everything if both.kind(id)}
    beside = {id for way in ways if touched & {way.source, way.target} for id in (way.source, way.target)}
    part = dict.fromkeys(id for id in everything if id in touched | beside)
    if 0 < len(part) <= MAX_SCENES and len(part) < len(everything):
        yield _dot(both, ways, part, (*_LEGEND[:-1], "( )  as it was; shown where it is next to a change"))


def _dot(both: United, ways: Iterable[Way], shown: Collection[str], legend: Iterable[str]) -> str:
    drawing = sheet(legend)
    for id in shown:
        if id in both.scenes:
            _add_scene(drawing, both, id)
    _add_outcomes(drawing, both, shown)
    _add_starts(drawing, both.changes, shown)
    for way in dict.fromkeys(way for way in ways if way.source in shown and way.target in shown):
        _add_way(drawing, way)
    for number, (interrupt, kind) in enumerate(interrupts_of(both.changes), 1):
        if interrupt.goto in shown:
            add_interrupt(drawing, number, interrupt.goto, in_symbols(interrupt.when), SIGNS[kind])
    return str(drawing.source)


# -- ways -------------------------------------------------------------------------------------------------------------


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


def _add_starts(drawing: Digraph, changes: StoryChanges, shown: Collection[str]) -> None:
    """Where the story begins, and where it began."""
    now = changes.now.start
    before = now if changes.old is None else changes.names.get(changes.old.start, changes.old.start)
    if now in shown:
        add_start(drawing, now)
    if now in shown and before in shown and before != now:
        _add_way(drawing, Way("(start)", before, "removed"))


# -- boxes ------------------------------------------------------------------------------------------------------------


def _add_scene(drawing: Digraph, both: United, id: str) -> None:
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


def _add_outcomes(drawing: Digraph, both: United, shown: Collection[str]) -> None:
    with drawing.subgraph() as row:
        row.attr(rank="sink")
        for id, outcome in both.outcomes.items():
            if id in shown:
                _add_outcome(row, both, outcome)


def _add_outcome(drawing: Digraph, both: United, outcome: Outcome) -> None:
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
