"""Every shipped story, edited in every way there is, scene by scene: each edit is told, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import pytest
from conftest import ROOT

from builder.flow.changes import StoryChanges, changes
from builder.flow.link import StoryGraph, link
from builder.hosts.folder import find_course
from builder.hosts.revisions import graphs_of
from builder.model import Branch, Choice, Course, Outcome, Rating, Scene, Story

GRAPHS: Final = {id: graph for id, graph in graphs_of(find_course([ROOT / "stories"]).sources).items() if graph}
Expected = tuple[str, ...]
"""The edit in a word, and the ids and addresses it should be told with."""


def told(found: StoryChanges) -> list[Expected]:
    """Everything that is told, in as few words as tell it apart."""
    said: list[Expected] = [("story", *map(str, edit.route[:1])) for edit in found.edits]
    for scene in found.scenes:
        said += [(scene.kind, scene.now.id)] if scene.kind != "changed" else []
        said += [("renamed", scene.old.id, scene.now.id)] if scene.renamed and scene.old else []
        said += [("edited", scene.now.id, edit.key, edit.kind) for edit in scene.edits]
        for choice in scene.choices:
            whole = choice.kind in ("added", "removed") or choice.moved
            said += [(choice.kind, scene.now.id, choice.now.name)] if whole else []
            said += [("edited", scene.now.id, choice.now.name, edit.key, edit.kind) for edit in choice.edits]
    for outcome in found.outcomes:
        said += [(outcome.kind, outcome.now.id)] if outcome.kind != "changed" else []
        said += [("renamed", outcome.old.id, outcome.now.id)] if outcome.renamed and outcome.old else []
        said += [("edited", outcome.now.id, edit.key, edit.kind) for edit in outcome.edits]
    return said


def relinked(story: Story) -> StoryGraph:
    """The story without its walkthroughs, which an edit may break."""
    graph, findings = link(replace(story, walkthroughs=()), Course(), skills_known=False, media=_media(story))
    assert graph is not None, findings
    return graph


def _media(story: Story) -> set[str]:
    return {file for scene in story.scenes.values() if scene.media for file in scene.media.files.values()} | {
        member.image for member in story.cast.values() if member.image
    }


def with_scene(story: Story, scene: Scene) -> Story:
    return replace(story, scenes={**story.scenes, scene.id: scene})


def with_choice(story: Story, scene: Scene, choice: Choice) -> Story:
    choices = tuple(choice if each.position == choice.position else each for each in scene.choices)
    return with_scene(story, replace(scene, choices=choices))


def _edits_of_choices(story: Story) -> Iterator[tuple[Story, list[Expected]]]:
    outcomes = list(story.outcomes)
    for scene in story.scenes.values():
        for choice in scene.choices:
            place = (scene.id, choice.name)
            elsewhere = next(id for id in outcomes if id != choice.goto)
            yield with_choice(story, scene, replace(choice, goto=elsewhere)), [("edited", *place, "goto", "changed")]
            said = {"say": "So be it then."} if choice.say is not None else {"do": "Walk away."}
            yield with_choice(story, scene, replace(choice, **said)), [("edited", *place, *said, "changed")]  # type: ignore[arg-type]
            rating: Rating = "weak" if choice.rating == "strong" else "strong"
            kind = "changed" if choice.rating else "added"
            yield with_choice(story, scene, replace(choice, rating=rating)), [("edited", *place, "rating", kind)]


def _edits_of_lists(story: Story) -> Iterator[tuple[Story, list[Expected]]]:
    for scene in story.scenes.values():
        if len(scene.choices) < 2:
            continue
        first, *others = scene.choices
        kept = tuple(replace(each, position=number) for number, each in enumerate(others))
        yield with_scene(story, replace(scene, choices=kept)), [("removed", scene.id, first.name)]
        new = Choice(0, first.goto, say="Nobody has said this before today.", id="brand-new")
        pushed = tuple(replace(each, position=number) for number, each in enumerate((new, *scene.choices)))
        yield with_scene(story, replace(scene, choices=pushed)), [("added", scene.id, "brand-new")]
        turned = tuple(replace(each, position=number) for number, each in enumerate((*others, first)))
        moved = first.name if len(others) > 1 else others[0].name
        yield with_scene(story, replace(scene, choices=turned)), [("moved", scene.id, moved)]


def _edits_of_scenes(story: Story) -> Iterator[tuple[Story, list[Expected]]]:
    outcome = next(iter(story.outcomes))
    for scene in story.scenes.values():
        titled: list[Expected] = [("edited", scene.id, "title", "changed" if scene.title else "added")]
        yield with_scene(story, replace(scene, title="Quite another title")), titled
        if scene.lines:
            last = len(scene.lines) - 1
            longer = replace(scene.lines[last], text=f"{scene.lines[last].text} And so on.")
            lines = (*scene.lines[:last], longer)
            yield with_scene(story, replace(scene, lines=lines)), [("edited", scene.id, "lines", "changed")]
            yield with_scene(story, replace(scene, lines=scene.lines[1:])), [("edited", scene.id, "lines", "removed")]
        if scene.next not in (None, outcome):
            yield with_scene(story, replace(scene, next=outcome)), [("edited", scene.id, "next", "changed")]
        if scene.route and scene.route[-1].goto != outcome:
            route = (*scene.route[:-1], Branch(outcome))
            yield with_scene(story, replace(scene, route=route)), [("edited", scene.id, "route", "changed")]
    extra = Scene("brand-new", lines=scene.lines[:0], next=outcome, hint="Where does this lead?")
    yield with_scene(story, extra), [("added", "brand-new")]


def _edits_of_outcomes(story: Story) -> Iterator[tuple[Story, list[Expected]]]:
    for outcome in story.outcomes.values():
        for other, key in ((replace(outcome, title="Another end"), "title"), (_otherwise(outcome), "result")):
            yield (
                replace(story, outcomes={**story.outcomes, outcome.id: other}),
                [("edited", outcome.id, key, "changed")],
            )
    extra = Outcome("brand-new", "partial", "Nobody has come here before")
    yield replace(story, outcomes={**story.outcomes, extra.id: extra}), [("added", "brand-new")]


def _otherwise(outcome: Outcome) -> Outcome:
    return replace(outcome, result="failure" if outcome.result != "failure" else "partial")


def _edits_of_the_story(story: Story) -> Iterator[tuple[Story, list[Expected]]]:
    yield replace(story, title="Another title altogether"), [("story", "title")]
    yield replace(story, facts={**story.facts, "brand-new": "This is new."}), [("story", "facts")]
    for interrupt in story.interrupts[:1]:
        others = story.interrupts[1:]
        yield replace(story, interrupts=others), [("story", "interrupts")]
        weaker = replace(interrupt, when=f"({interrupt.when}) and true")
        yield replace(story, interrupts=(weaker, *others)), [("story", "interrupts")]
    for name, variable in story.state.items():
        state = {**story.state, name: replace(variable, label="Quite another label")}
        yield replace(story, state=state), [("story", "state")]
    second = list(story.scenes)[1]
    yield replace(story, start=second), [("story", "start")]


MAKERS: Final[tuple[Callable[[Story], Iterator[tuple[Story, list[Expected]]]], ...]] = (
    _edits_of_choices, _edits_of_lists, _edits_of_scenes, _edits_of_outcomes, _edits_of_the_story,
)  # fmt: skip


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__.strip("_"))
@pytest.mark.parametrize("id", GRAPHS)
def test_every_edit_of_a_shipped_story_is_told_and_nothing_else(
    id: str, make: Callable[[Story], Iterator[tuple[Story, list[Expected]]]]
) -> None:
    old = relinked(GRAPHS[id].story)
    planted = list(make(old.story))
    assert planted
    for story, expected in planted:
        assert told(changes(old, relinked(story))) == expected


@pytest.mark.parametrize("id", GRAPHS)
def test_every_scene_and_outcome_of_a_shipped_story_can_be_renamed(id: str) -> None:
    path = ROOT / GRAPHS[id].story.file
    old = GRAPHS[id]
    for place in (*old.story.scenes, *old.story.outcomes):
        names = {place: "brand-new"}
        found = changes(old, _renamed(old, names))
        assert told(found) == [("renamed", place, "brand-new")], (path, place)
        assert dict(found.names).items() >= names.items()


def _renamed(graph: StoryGraph, names: dict[str, str]) -> StoryGraph:
    from builder.flow.changes import renaming

    story = renaming.story_in_new_names(graph.story, names)
    scenes = (renaming.scene_in_new_names(each, names) for each in story.scenes.values())
    whole = [
        replace(
            scene,
            id=names.get(scene.id, scene.id),
            choices=tuple(renaming.choice_in_new_names(each, names) for each in scene.choices),
        )
        for scene in scenes
    ]
    outcomes = [replace(each, id=names.get(each.id, each.id)) for each in story.outcomes.values()]
    start = names.get(graph.start, graph.start)
    renamed = replace(
        story, start=start, scenes={each.id: each for each in whole}, outcomes={each.id: each for each in outcomes}
    )
    found, findings = link(renamed, Course(), skills_known=False, media=_media(renamed))
    assert found is not None, findings
    return found
