"""What a story's changes are made of: each scene, choice and outcome that came, went or was edited, and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

from builder.flow.changes.edits import Edit, Kind
from builder.flow.link import StoryGraph
from builder.model import Choice, Outcome, Scene

Thing: TypeAlias = Literal["scene", "choice", "outcome"]


@dataclass(frozen=True, slots=True)
class ChoiceChange:
    """A choice that came, went, or was edited: ``old`` or ``new`` is None for one that was not or is no longer there.

    ``moved`` marks one that stands in another order among those that stayed. ``elsewhere`` is where the same words came
    from (a new choice) or went to (an old one), as ``scene/choice``: the choice was moved from scene to scene.
    """

    old: Choice | None
    new: Choice | None
    edits: tuple[Edit, ...] = ()
    moved: bool = False
    elsewhere: str | None = None

    @property
    def kind(self) -> Kind:
        """What became of it: it moved where nothing else did."""
        return "moved" if self.moved and not self.edits else _kind(self.old, self.new)

    @property
    def now(self) -> Choice:
        """The choice as it is, or as it was before it went."""
        return _now(self.old, self.new)

    @property
    def reworded(self) -> bool:
        """Whether it is said or done in other words."""
        return any(edit.key in ("say", "do") for edit in self.edits)


@dataclass(frozen=True, slots=True)
class SceneChange:
    """A scene that came, went, or was edited, with those of its ``choices`` that were.

    ``edits`` leave out the choices and the id. Of a scene that came or went as a whole there are neither edits nor
    choices, but for choices that came from another scene, or went to one.
    """

    old: Scene | None
    new: Scene | None
    edits: tuple[Edit, ...] = ()
    choices: tuple[ChoiceChange, ...] = ()

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return _kind(self.old, self.new)

    @property
    def now(self) -> Scene:
        """The scene as it is, or as it was before it went."""
        return _now(self.old, self.new)

    @property
    def renamed(self) -> bool:
        """Whether it has another id now."""
        return self.old is not None and self.new is not None and self.old.id != self.new.id


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """An outcome that came, went, or was edited; ``edits`` leave out the id."""

    old: Outcome | None
    new: Outcome | None
    edits: tuple[Edit, ...] = ()

    @property
    def kind(self) -> Kind:
        """What became of it."""
        return _kind(self.old, self.new)

    @property
    def now(self) -> Outcome:
        """The outcome as it is, or as it was before it went."""
        return _now(self.old, self.new)

    @property
    def renamed(self) -> bool:
        """Whether it has another id now."""
        return self.old is not None and self.new is not None and self.old.id != self.new.id


@dataclass(frozen=True, slots=True)
class StoryChanges:
    """What changed in a story: ``old`` is None for a story that came, ``new`` for one that went.

    ``edits`` are those of the story itself: its title, start, cast, state, facts and the like; none where it came or
    went as a whole. ``scenes`` and ``outcomes`` are in the order of the new story, what went behind what it stood
    behind. ``names`` has the new name of each scene, outcome and choice (``scene/choice``) that was renamed.
    """

    old: StoryGraph | None
    new: StoryGraph | None
    edits: tuple[Edit, ...]
    scenes: tuple[SceneChange, ...]
    outcomes: tuple[OutcomeChange, ...]
    names: Mapping[str, str]

    @property
    def kind(self) -> Kind | None:
        """What became of the story; None where nothing did."""
        if self.old is not None and self.new is not None:
            return "changed" if self.renamed or self.edits or self.scenes or self.outcomes else None
        return None if self.old is self.new else _kind(self.old, self.new)

    @property
    def now(self) -> StoryGraph:
        """The story as it is, or as it was before it went."""
        return _now(self.old, self.new)

    @property
    def renamed(self) -> bool:
        """Whether the story has another id now."""
        return self.old is not None and self.new is not None and self.old.story.id != self.new.story.id

    def counts(self) -> Mapping[tuple[Thing, Kind], int]:
        """How many scenes, choices and outcomes were added, removed and changed.

        All choices of a scene that came or went as a whole count with it.
        """
        found: Counter[tuple[Thing, Kind]] = Counter(("outcome", each.kind) for each in self.outcomes)
        for scene in self.scenes:
            found["scene", scene.kind] += 1
            if scene.kind == "changed":
                found.update(("choice", each.kind) for each in scene.choices)
            else:
                found["choice", scene.kind] += len(scene.now.choices)
        return +found


T = TypeVar("T")


def _now(old: T | None, new: T | None) -> T:
    """The new one or, where there is none, the old one: there is always one of them."""
    found = old if new is None else new
    assert found is not None, "nothing changed into nothing"
    return found


def _kind(old: object, new: object) -> Kind:
    if old is None:
        return "added"
    return "removed" if new is None else "changed"
