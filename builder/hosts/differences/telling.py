"""What changed in a story, in words: items with signs, which every form of `coolhead diff` for people shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from builder.flow.changes import ChoiceChange, Edit, Kind, OutcomeChange, SceneChange, StoryChanges
from builder.flow.changes.odds import Chances, OddsChanges
from builder.flow.changes.wording import Piece, compared
from builder.flow.outline import title_of
from builder.hosts.differences.comparing import Comparison
from builder.model import Choice, Scene
from builder.sources import Route

Sign: TypeAlias = Literal["+", "−", "~", "↕"]

SIGNS: Final[dict[Kind, Sign]] = {"added": "+", "removed": "−", "changed": "~", "moved": "↕"}
"""What stands before each item, whatever its colour."""

OPENING: Final = 60
"""Characters of a choice's own words by which it is known."""
CONTEXT: Final = 6
"""Words shown on each side of a change; what lies further off is left out."""
_FEW_WORDS: Final = 4
"""Up to so many words a text is shown as replaced and not compared word by word: conditions, titles, places."""

_ITEM: Final = {"lines": "line", "route": "way", "interrupts": "interrupt", "walkthroughs": "walkthrough"}
"""What one of a list is called, where which one it is matters."""


_SAID: Final = {"goto": "redirected", "say": "reworded", "do": "reworded"}
"""What became of a choice of which nothing else was edited."""


class Told(NamedTuple):
    """One item: its ``sign``, what it is about, the words that came, went or stayed, and what it has below it."""

    sign: Sign
    about: str
    pieces: tuple[Piece, ...] = ()
    parts: tuple[Told, ...] = ()


class OddsRow(NamedTuple):
    """What became of the odds of an outcome: choosing at random, as a skilled learner, and what to say beside it."""

    outcome: str
    random: str
    skilled: str
    remark: str


def told(changes: StoryChanges) -> tuple[Told, ...]:
    """Everything that changed in a story, in its order; of one that came or went, only how much there is of it."""
    if changes.old is None or changes.new is None:
        return ()
    story = [_edit(edit) for edit in changes.edits]
    return (*story, *map(_scene, changes.scenes), *map(_outcome, changes.outcomes))


def summary(changes: StoryChanges) -> str:
    """How much changed, in one line: "scenes: 1 added, 2 changed; choices: 1 removed"."""
    counts, found = changes.counts(), list[str]()
    for thing in ("scene", "choice", "outcome"):
        each = [f"{counts[thing, kind]:,} {kind}" for kind in SIGNS if counts.get((thing, kind))]
        found += [f"{thing}s: {', '.join(each)}"] if each else []
    whole = changes.old is not None and changes.new is not None
    found += [f"the story itself: {len(changes.edits):,} changed"] if changes.edits and whole else []
    return "; ".join(found) or "only its name"


def title(changes: StoryChanges) -> str:
    """The story by its title and id, with the id that it had before."""
    story = changes.now.story
    before = f", was {changes.old.story.id}" if changes.renamed and changes.old is not None else ""
    return f"{_flat(story.title)} ({story.id}{before})"


def odds_rows(odds: OddsChanges) -> list[OddsRow]:
    """The outcomes whose odds moved, a row each."""
    return [
        OddsRow(
            each.outcome,
            _moved(*(None if side is None else side.random for side in (each.old, each.new))),
            _moved(*(None if side is None else side.skilled for side in (each.old, each.new))),
            _remark(each.old, each.new),
        )
        for each in odds.moved
    ]


# -- scenes, choices, outcomes --


def _scene(change: SceneChange) -> Told:
    scene = change.now
    if change.kind != "changed":
        about = f"scene {_named(scene)}: {_size(scene)}"
        moved = {each.now.position: each for each in change.choices}
        parts = [_choice(moved.get(each.position) or _same_kind(change, each)) for each in scene.choices]
        return Told(SIGNS[change.kind], about, parts=tuple(parts))
    renamed = f", was {change.old.id}" if change.renamed and change.old is not None else ""
    parts = [*map(_edit, change.edits), *map(_choice, change.choices)]
    return Told("~", f"scene {_named(scene)}{renamed}", parts=tuple(parts))


def _same_kind(change: SceneChange, choice: Choice) -> ChoiceChange:
    return ChoiceChange(None, choice) if change.new is not None else ChoiceChange(choice, None)


def _choice(change: ChoiceChange) -> Told:
    choice = change.now
    about = f"choice {choice.name}: “{_opening(choice.text)}”"
    match change.kind:
        case "added":
            came = f", moved here from {change.elsewhere}" if change.elsewhere else ""
            return Told("+", f"{about} → {choice.goto}{came}", parts=tuple(map(_edit, change.edits)))
        case "removed":
            went = f", moved to {change.elsewhere}" if change.elsewhere else ""
            return Told("−", f"{about} → {choice.goto}{went}")
    edits, moved = tuple(map(_edit, change.edits)), ", moved" if change.moved else ""
    about = f"choice {choice.name}" if change.reworded else about
    if len(edits) == 1:
        return Told("~", f"{about}{moved}, {_SAID.get(edits[0].about, edits[0].about)}", edits[0].pieces)
    return Told(SIGNS[change.kind], f"{about}{moved}", parts=edits)


def _outcome(change: OutcomeChange) -> Told:
    outcome = change.now
    about = f"outcome {outcome.id} “{_flat(outcome.title)}”"
    if change.kind != "changed":
        return Told(SIGNS[change.kind], f"{about}: {outcome.result}")
    renamed = f", was {change.old.id}" if change.renamed and change.old is not None else ""
    return Told("~", f"{about}{renamed}", parts=tuple(map(_edit, change.edits)))


def _named(scene: Scene) -> str:
    return f"{scene.id} “{_flat(title_of(scene))}”" if scene.title else scene.id


def _size(scene: Scene) -> str:
    words = sum(len(line.text.split()) for line in scene.lines)
    ways = f"{len(scene.choices):,} choices" if len(scene.choices) != 1 else "1 choice"
    if not scene.choices:
        ways = f"goes on to {', '.join([scene.next] if scene.next else [each.goto for each in scene.route])}"
    return f"{words:,} word{'' if words == 1 else 's'}, {ways}"


# -- edits --


def _edit(edit: Edit) -> Told:
    if edit.old is not None and edit.new is not None and not edit.moved:
        return Told("~", _label(edit.route), tuple(_compared(edit.old, edit.new)))
    part: Literal["old", "new", "same"] = "new" if edit.old is None else "old" if edit.new is None else "same"
    text = edit.new if edit.new is not None else edit.old or ""
    return Told(SIGNS[edit.kind], _label(edit.route), (Piece(part, _flat(text)),))


def _label(route: Route) -> str:
    """The address of an edit as people say it: "line 2, mood"."""
    said: list[str] = []
    for before, step in zip((None, *route), route, strict=False):
        if isinstance(step, int) and before in _ITEM:
            said[-1] = f"{_ITEM[str(before)]} {step + 1}"
        elif not isinstance(step, int) or before == "words":
            said.append(str(step))
    return ", ".join(said[:-1] if said[-1] == "text" and len(said) > 1 else said)


def _compared(old: str, new: str) -> Iterator[Piece]:
    if max(len(old.split()), len(new.split())) <= _FEW_WORDS:
        yield from (Piece("old", _flat(old)), Piece("new", _flat(new)))
        return
    pieces = compared(old, new)
    for place, (part, text) in enumerate(pieces):
        yield Piece(part, _flat(_cut(text, place > 0, place < len(pieces) - 1) if part == "same" else text))


def _cut(text: str, after: bool, before: bool) -> str:
    """What stays of words that did not change: those next to a change that comes ``after`` or ``before`` them."""
    words = text.split()
    if len(words) <= CONTEXT * (after + before) + 1:
        return text
    ends = ([*words[:CONTEXT], "…"] if after else ["…"], words[-CONTEXT:] if before else [])
    return " ".join([*ends[0], *ends[1]])


# -- odds --


def _moved(old: float | None, new: float | None) -> str:
    if old is None and new is None:
        return ""
    before, after = percent(old), percent(new)
    return before if before == after else f"{before} → {after}"


def percent(chance: float | None) -> str:
    """A chance as people read it, with a dash for none."""
    return "–" if chance is None else f"{100 * chance:.2f} %"


def _remark(old: Chances | None, new: Chances | None) -> str:
    if old is None or new is None:
        return "new" if old is None else "gone"
    if old.reachable != new.reachable:
        return "in reach now" if new.reachable else "out of reach now"
    return ""


def _opening(text: str) -> str:
    flat = _flat(text)
    return flat if len(flat) <= OPENING else flat[: OPENING - 1].rstrip() + "…"


def _flat(text: str) -> str:
    """The words on one line, without signs that would turn or clear a terminal."""
    return "".join(each if each.isprintable() else " " for each in " ".join(text.split()))


def between(pieces: Sequence[Piece]) -> str:
    """What stands between the pieces of a text: an arrow where nothing of it stayed, else a space."""
    return " → " if [piece.part for piece in pieces] == ["old", "new"] else " "


def lines(items: Iterable[Told], depth: int = 0) -> Iterator[tuple[int, Told]]:
    """All items with what they have below them, and how deep each stands."""
    for item in items:
        yield depth, item
        yield from lines(item.parts, depth + 1)


def remarks(comparison: Comparison) -> Iterator[str]:
    """What there is to say of the whole comparison: what it was compared with, and what was not."""
    when = comparison.revision.title
    number = len(comparison.stories)
    if number:
        yield f"{number:,} {'story' if number == 1 else 'stories'} changed since {when}."
    else:
        yield f"Nothing in the stories changed since {when}."
    if comparison.broken_then:
        names = ", ".join(comparison.broken_then)
        yield f"Not compared, as they had errors at {when}: {names}."
    if comparison.broken_now:
        names = ", ".join(comparison.broken_now)
        yield f"Not compared, as they have errors now: {names}. `coolhead check` tells them."
