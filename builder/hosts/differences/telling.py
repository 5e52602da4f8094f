"""What changed in a story, in words: items with signs, which every form of `coolhead diff` for people shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from builder.flow.changes import ChoiceChange, Edit, Kind, OutcomeChange, SceneChange, StoryChanges
from builder.flow.changes.wording import Piece, compared
from builder.flow.outline import title_of
from builder.hosts.printing import flat, opening
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


def told(changes: StoryChanges) -> tuple[Told, ...]:
    """Everything that changed in a story, in its order; of one that came or went, only how much there is of it."""
    if changes.old is None or changes.new is None:
        return ()
    story = [_edit(edit) for edit in changes.edits]
    return (*story, *map(_scene, changes.scenes), *map(_outcome, changes.outcomes))


# -- scenes, choices, outcomes --


def _scene(change: SceneChange) -> Told:
    scene = change.now
    if change.kind != "changed":
        about = f"scene {_named(scene)}: {_size(scene)}"
        moved = {each.now.position: each for each in change.choices}
        parts = list(_new_lines(scene)) if change.kind == "added" else []
        parts += [_choice(moved.get(each.position) or _same_kind(change, each)) for each in scene.choices]
        return Told(SIGNS[change.kind], about, parts=tuple(parts))
    renamed = f", was {change.old.id}" if change.renamed and change.old is not None else ""
    parts = [*map(_edit, change.edits), *map(_choice, change.choices)]
    return Told("~", f"scene {_named(scene)}{renamed}", parts=tuple(parts))


def _new_lines(scene: Scene) -> Iterator[Told]:
    """The words of a scene that is new: nobody has read them yet."""
    for number, line in enumerate(scene.lines, 1):
        speaker = f", {line.speaker}" if line.speaker else ""
        yield Told("+", f"line {number}{speaker}", (Piece("new", flat(line.text)),))


def _same_kind(change: SceneChange, choice: Choice) -> ChoiceChange:
    return ChoiceChange(None, choice) if change.new is not None else ChoiceChange(choice, None)


def _choice(change: ChoiceChange) -> Told:
    choice = change.now
    about = f"choice {choice.name}: “{opening(choice.text, OPENING)}”"
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
    about = f"outcome {outcome.id} “{flat(outcome.title)}”"
    if change.kind != "changed":
        return Told(SIGNS[change.kind], f"{about}: {outcome.result}")
    renamed = f", was {change.old.id}" if change.renamed and change.old is not None else ""
    return Told("~", f"{about}{renamed}", parts=tuple(map(_edit, change.edits)))


def _named(scene: Scene) -> str:
    return f"{scene.id} “{flat(title_of(scene))}”" if scene.title else scene.id


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
    return Told(SIGNS[edit.kind], _label(edit.route), (Piece(part, flat(text)),))


def _label(route: Route) -> str:
    """The address of an edit as people say it: "line 2, mood"."""
    said: list[str] = []
    for before, step in zip((None, *route), route, strict=False):
        if isinstance(step, int) and before in _ITEM:
            said[-1] = f"{_ITEM[str(before)]} {step + 1}"
        elif not isinstance(step, int) or before == "words":
            said.append(str(step))
    return flat(", ".join(said[:-1] if said[-1] == "text" and len(said) > 1 else said))


def _compared(old: str, new: str) -> Iterator[Piece]:
    if max(len(old.split()), len(new.split())) <= _FEW_WORDS:
        yield from (Piece("old", flat(old)), Piece("new", flat(new)))
        return
    pieces = compared(old, new)
    for place, (part, text) in enumerate(pieces):
        yield Piece(part, flat(_cut(text, place > 0, place < len(pieces) - 1) if part == "same" else text))


def _cut(text: str, after: bool, before: bool) -> str:
    """What stays of words that did not change: those next to a change that comes ``after`` or ``before`` them."""
    words = text.split()
    if len(words) <= CONTEXT * (after + before) + 1:
        return text
    ends = ([*words[:CONTEXT], "…"] if after else ["…"], words[-CONTEXT:] if before else [])
    return " ".join([*ends[0], *ends[1]])


def between(pieces: Sequence[Piece]) -> str:
    """What stands between the pieces of a text: an arrow where nothing of it stayed, else a space."""
    return " → " if [piece.part for piece in pieces] == ["old", "new"] else " "


def lines(items: Iterable[Told], depth: int = 0) -> Iterator[tuple[int, Told]]:
    """All items with what they have below them, and how deep each stands."""
    for item in items:
        yield depth, item
        yield from lines(item.parts, depth + 1)
