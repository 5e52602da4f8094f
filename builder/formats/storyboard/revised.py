"""What changed since a revision, as reviewers see it: marks, words that came and words that went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from builder.flow.changes import ChoiceChange, Edit, OutcomeChange, SceneChange, StoryChanges
from builder.flow.changes.wording import compared
from builder.formats.storyboard.document import Cell
from builder.model import Choice, Line, Outcome, Scene
from builder.pages.render import plain
from builder.pages.rich import Paragraph, Run, Tone, plainly, rich

Edits: TypeAlias = tuple[Edit, ...]

_TONES: Final[Mapping[str, Tone]] = {"same": "plain", "old": "gone", "new": "new"}
_MARKS: Final = {"added": "New", "changed": "Changed", "removed": "Taken out", "moved": "Moved"}


@dataclass(frozen=True, slots=True)
class Revised:
    """What changed ``since`` a revision, by scene, by choice (scene and position) and by outcome.

    ``changes`` is None where nothing did. A storyboard that marks no changes has an empty ``since``.
    """

    since: str = ""
    changes: StoryChanges | None = None
    scenes: Mapping[str, SceneChange] = field(default_factory=dict)
    choices: Mapping[tuple[str, int], ChoiceChange] = field(default_factory=dict)
    outcomes: Mapping[str, OutcomeChange] = field(default_factory=dict)

    def scene_mark(self, scene: str) -> tuple[Run, ...]:
        """What became of a scene, for behind its title; nothing where nothing did."""
        return mark(self.scenes.get(scene))

    def outcome_mark(self, outcome: str) -> tuple[Run, ...]:
        """What became of an outcome, for behind its title."""
        return mark(self.outcomes.get(outcome))


def revised(changes: StoryChanges | None, since: str) -> Revised:
    """Changes in the order in which they are asked for; all of a story that is new counts as such, unmarked."""
    if changes is None or changes.old is None:
        return Revised(since, changes)
    here = [each for each in changes.scenes if each.new is not None]
    choices = {
        (scene.now.id, choice.new.position): choice
        for scene in here for choice in scene.choices if choice.new is not None
    }  # fmt: skip
    outcomes = {each.now.id: each for each in changes.outcomes if each.new is not None}
    return Revised(since, changes, {each.now.id: each for each in here}, choices, outcomes)


def mark(change: SceneChange | ChoiceChange | OutcomeChange | None) -> tuple[Run, ...]:
    """What became of something in one marked word."""
    if change is None:
        return ()
    moved = isinstance(change, ChoiceChange) and change.moved and not change.edits
    return (Run(" "), Run(_MARKS["moved" if moved else change.kind], tone="new"))


def edits_of(change: SceneChange | ChoiceChange | OutcomeChange | None) -> Edits:
    """The edits of something; none where nothing changed, and none of what is new as a whole."""
    return () if change is None else change.edits


def prose(text: str | None, edits: Edits, *route: str | int) -> Cell:
    """The author's words at an address; where they were edited, word by word with what was there before."""
    edit = next((each for each in edits if each.route == route and not _went(each)), None)
    if edit is None or edit.moved:
        return rich(text)
    return brought(text) if edit.old is None else (Paragraph(tuple(differing(edit))),)


def line_words(line: Line, edits: Edits, place: int) -> Cell:
    """The words of one of a scene's lines, likewise."""
    if any(edit.route == ("lines", place) and edit.old is None for edit in edits):
        return brought(line.text)
    return prose(line.text, edits, "lines", place, "text")


def lines_gone(edits: Edits) -> Iterator[Cell]:
    """The lines that were taken out."""
    yield from (gone(edit.old) for edit in edits if edit.key == "lines" and len(edit.route) == 2 and _went(edit))


def _went(edit: Edit) -> bool:
    """Whether one of a list was taken out: its place is another's now."""
    return edit.new is None and isinstance(edit.route[-1], int)


def brought(text: str | None) -> Cell:
    """Words that are new."""
    return tuple(
        paragraph._replace(runs=tuple(run._replace(tone="new") for run in paragraph.runs)) for paragraph in rich(text)
    )


def differing(edit: Edit) -> Iterator[Run]:
    """What an edit took away and brought, with the words around them that stayed."""
    old, new = plain(edit.old), plain(edit.new)
    for place, (part, words) in enumerate(compared(old, new)):
        yield Run(" " if place else "")
        yield plainly(words, _TONES[part])


def gone(text: str | None) -> Cell:
    """Words that were taken out."""
    return (Paragraph((plainly(plain(text), "gone"),)),)


# -- what is no running text --

_CALLED: Final = {
    "say": "words", "do": "action", "goto": "where it leads", "next": "where it leads", "route": "where it leads",
    "change": "effects", "set": "effects", "reaction": "what follows", "feedback": "what the coach says",
    "better": "better wording", "tempting": "why it tempts", "when": "condition", "locked": "words while greyed out",
    "shows": "skills", "misses": "skills", "reveals": "facts", "uses": "facts", "trips": "what it provokes",
    "lines": "what is said and told", "text": "how it ends", "aftermath": "what it came to",
    "reflect": "to think about", "cast": "who is in it", "state": "what the story keeps count of",
    "facts": "what there is to find out", "triggers": "what provokes", "interrupts": "at any time",
    "objectives": "goal", "content-notes": "warned of beforehand", "sources": "where it comes from",
    "walkthroughs": "plays that must stay true",
}  # fmt: skip


def called(edit: Edit) -> str:
    """What an edit is about, in the words that the storyboard itself uses."""
    return _CALLED.get(edit.key, edit.key.replace("-", " "))


def called_all(edits: Iterable[Edit], shown: Iterable[str]) -> str:
    """What was edited besides what is ``shown`` where it stands, each once: "effects, rating"."""
    return ", ".join(dict.fromkeys(called(edit) for edit in edits if edit.key not in shown))


def own_words(thing: Scene | Choice | Outcome) -> str:
    """The words of something that was taken out, by which it is known."""
    match thing:
        case Scene():
            return " ".join(line.text for line in thing.lines)
        case Choice():
            return thing.text
        case Outcome():
            return thing.text or ""
