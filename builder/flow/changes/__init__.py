"""What changed in a story from one state of it to another: its scenes, choices and outcomes, and what was edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from builder.flow.changes.changed import ChoiceChange, OutcomeChange, SceneChange, StoryChanges, Thing
from builder.flow.changes.edits import Edit, Kind, edits
from builder.flow.changes.moving import choice_edits, moved_between
from builder.flow.changes.pairing import Pair, by, by_words, paired
from builder.flow.changes.renaming import called, scene_in_new_names, story_in_new_names
from builder.flow.link import StoryGraph
from builder.model import Choice, Outcome, Scene

__all__ = [
    "ChoiceChange",
    "Edit",
    "Kind",
    "OutcomeChange",
    "SceneChange",
    "StoryChanges",
    "Thing",
    "changes",
    "course_changes",
]

T = TypeVar("T")


def changes(before: StoryGraph | None, after: StoryGraph | None) -> StoryChanges:
    """What changed from the old state of a story to the new one; with None for either, all of it came or went.

    Scenes and outcomes are known by their ids, choices by theirs; what has another id and the same words, or words that
    are `pairing.ALIKE`, was renamed or reworded. Waivers and the order of scenes in the file change no story.
    """
    scenes = paired(_scenes(before), _scenes(after), by(_id), by(_content), by_words(_scene_words))
    outcomes = paired(_outcomes(before), _outcomes(after), by(_id), by_words(_outcome_words))
    names = {old.id: new.id for old, new in _stayed(scenes)} | {old.id: new.id for old, new in _stayed(outcomes)}
    choices = {new.id: _paired_choices(old, new, names) for old, new in _stayed(scenes)}
    names |= dict(_steps(scenes, choices))
    return StoryChanges(
        before,
        after,
        edits=tuple(_story_edits(before, after, names)),
        scenes=tuple(moved_between(list(_scene_changes(scenes, choices, names)), names)),
        outcomes=tuple(_outcome_changes(outcomes)),
        names={old: new for old, new in names.items() if old != new},
    )


def course_changes(before: Iterable[StoryGraph], after: Iterable[StoryGraph]) -> tuple[StoryChanges, ...]:
    """What changed in each story of a course, in the order of the new ones; those in which nothing did are left out.

    Stories are known by their ids; one with another id and words that are `pairing.ALIKE` was renamed.
    """
    pairs = paired(tuple(before), tuple(after), by(_story_id), by_words(_story_words))
    found = (changes(pair.old, pair.new) for pair in pairs)
    return tuple(each for each in found if each.kind is not None)


def _stayed(pairs: Iterable[Pair[T]]) -> Iterator[tuple[T, T]]:
    return ((pair.old, pair.new) for pair in pairs if pair.old is not None and pair.new is not None)


def _paired_choices(old: Scene, new: Scene, names: Mapping[str, str]) -> list[Pair[Choice]]:
    """A scene's choices; one with other words altogether, in the same place and leading on as before, is reworded."""

    def place(choice: Choice) -> tuple[int, str]:
        return choice.position, called(choice.goto, names)

    return paired(old.choices, new.choices, by(_id), by(_text), by_words(_text), by(place))


def _steps(scenes: list[Pair[Scene]], choices: Mapping[str, list[Pair[Choice]]]) -> Iterator[tuple[str, str]]:
    """Each choice by what walkthroughs called it, with what they call it now."""
    for scene, now in _stayed(scenes):
        for old, new in _stayed(choices[now.id]):
            yield f"{scene.id}/{old.name}", f"{now.id}/{new.name}"


_NOT_ITS_OWN = ("id", "file", "scenes", "outcomes", "waivers", "notes", "start", "mode", "retry")
"""What is told of scenes and outcomes, what no play depends on, and what may be the course's."""


def _story_edits(old: StoryGraph | None, new: StoryGraph | None, names: Mapping[str, str]) -> Iterator[Edit]:
    if old is None or new is None:
        return
    yield from edits(story_in_new_names(old.story, names), new.story, without=_NOT_ITS_OWN)
    yield from edits(called(old.start, names), new.start, ("start",))
    yield from edits(old.mode, new.mode, ("mode",))
    yield from edits(old.retry, new.retry, ("retry",))


def _scene_changes(
    scenes: list[Pair[Scene]], choices: Mapping[str, list[Pair[Choice]]], names: Mapping[str, str]
) -> Iterator[SceneChange]:
    for old, new, _ in scenes:
        if old is None or new is None:
            yield SceneChange(old, new)
            continue
        own = tuple(edits(scene_in_new_names(old, names), new, without=("id", "choices")))
        of_choices = tuple(_choice_changes(choices[new.id], names))
        if own or of_choices or old.id != new.id:
            yield SceneChange(old, new, own, of_choices)


def _choice_changes(choices: list[Pair[Choice]], names: Mapping[str, str]) -> Iterator[ChoiceChange]:
    for old, new, moved in choices:
        own = () if old is None or new is None else choice_edits(old, new, names)
        if own or moved or old is None or new is None:
            yield ChoiceChange(old, new, own, moved)


def _outcome_changes(outcomes: list[Pair[Outcome]]) -> Iterator[OutcomeChange]:
    for old, new, _ in outcomes:
        if old is None or new is None:
            yield OutcomeChange(old, new)
        elif (own := tuple(edits(old, new, without=("id",)))) or old.id != new.id:
            yield OutcomeChange(old, new, own)


# -- what something is known by --


def _id(thing: Scene | Outcome | Choice) -> str | None:
    return thing.id


def _story_id(graph: StoryGraph) -> str:
    return graph.story.id


def _story_words(graph: StoryGraph) -> str:
    return "\n".join((graph.story.title, *map(_scene_words, graph.story.scenes.values())))


def _text(choice: Choice) -> str:
    return choice.text


def _content(scene: Scene) -> object:
    """The words of a scene or, where it has none, what it does and where it leads."""
    return _scene_words(scene) or (scene.next, scene.route, tuple(scene.change.items()), tuple(scene.set.items()))


def _scene_words(scene: Scene) -> str:
    said = (*(line.text for line in scene.lines), *(choice.text for choice in scene.choices))
    return "\n".join(filter(None, (scene.title, *said, scene.hint)))


def _outcome_words(outcome: Outcome) -> str:
    said = (outcome.title, outcome.text, outcome.debrief, *outcome.aftermath.values(), *outcome.reflect)
    return "\n".join(filter(None, said))


# -- what there is of either --


def _scenes(graph: StoryGraph | None) -> tuple[Scene, ...]:
    return () if graph is None else tuple(graph.story.scenes.values())


def _outcomes(graph: StoryGraph | None) -> tuple[Outcome, ...]:
    return () if graph is None else tuple(graph.story.outcomes.values())
