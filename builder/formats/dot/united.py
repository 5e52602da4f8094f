"""A story as it was and as it is in one: every scene, outcome and way on of either, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from builder.flow.changes import Kind, OutcomeChange, SceneChange, StoryChanges
from builder.flow.changes.odds import OddsChanges, OutcomeOdds
from builder.flow.changes.renaming import story_in_new_names
from builder.flow.graph import ways_on
from builder.model import Choice, Interrupt, Outcome, Scene


class Way(NamedTuple):
    """A way on in the drawing: from which scene, by which of its fields, to where, and what became of it."""

    source: str
    target: str
    kind: Kind | None
    field: int | None = None
    by_itself: bool = False


@dataclass(frozen=True, slots=True)
class United:
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


def united(changes: StoryChanges, odds: OddsChanges) -> United:
    """The old and the new story in one; of a scene that became an outcome of the same id, or the other way, the new."""
    new = None if changes.new is None else changes.new.story
    scenes, outcomes = ({}, {}) if new is None else (dict(new.scenes), dict(new.outcomes))
    now = {*scenes, *outcomes}
    scenes |= {each.now.id: each.now for each in changes.scenes if each.now.id not in now}
    outcomes |= {each.now.id: each.now for each in changes.outcomes if each.now.id not in now}
    everything: tuple[SceneChange | OutcomeChange, ...] = (*changes.scenes, *changes.outcomes)
    changed = {each.now.id: each for each in everything if each.new is not None or each.now.id not in now}
    return United(changes, scenes, outcomes, changed, {each.outcome: each for each in odds.moved})


def ways_of(both: United) -> Iterator[Way]:
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


def _ways_of_choices(both: United, scene: Scene, change: SceneChange) -> Iterator[Way]:
    """The choices of a scene that was edited: those of the new one, those that went, and where the redirected led."""
    names, changed = both.changes.names, [each.now for each in change.choices]
    yield from (Way(scene.id, each.goto, None) for each in scene.choices if not any(each is one for one in changed))
    for field, each in enumerate(change.choices):
        target = each.now.goto if each.new is not None else names.get(each.now.goto, each.now.goto)
        yield Way(scene.id, target, each.kind, field)
        led = [edit.old for edit in each.edits if edit.key == "goto"] if each.old is not None else []
        yield from (Way(scene.id, place, "removed", field) for place in led if place is not None)


def _ways_by_itself(both: United, old: Scene, new: Scene) -> Iterator[Way]:
    names = both.changes.names
    before = {names.get(edge.target, edge.target): None for edge in ways_on(old) if not isinstance(edge.way, Choice)}
    after = {edge.target: None for edge in ways_on(new) if not isinstance(edge.way, Choice)}
    for target in dict.fromkeys((*after, *before)):
        kind: Kind | None = None if target in before and target in after else "added" if target in after else "removed"
        yield Way(new.id, target, kind, by_itself=True)


def interrupts_of(changes: StoryChanges) -> Iterator[tuple[Interrupt, Kind | None]]:
    """The interrupts that there are, and those that there were."""
    old = () if changes.old is None else story_in_new_names(changes.old.story, changes.names).interrupts
    new = () if changes.new is None else changes.new.story.interrupts
    for each in new:
        yield each, None if each in old else "added"
    yield from ((each, "removed") for each in old if each not in new)
