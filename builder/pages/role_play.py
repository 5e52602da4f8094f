"""A story as a pack to print and play aloud: a card for each part, the scenes by number, a sheet to watch by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from markupsafe import Markup

from builder.flow.link import StoryGraph
from builder.model import CastMember, Choice, Course, Story
from builder.pages.labels import capital, skill_title
from builder.pages.render import phrase
from builder.pages.scenes import OutcomeView, SceneView, is_learner, outcome_view, scene_view
from builder.pages.start import part_told
from builder.pages.telling import Telling
from builder.pages.words import at_the_start

MAX_SCENES: Final = 100
"""Scenes up to which a story has a pack: nobody finds their way through more on paper."""
_EXAMPLES: Final = 3
"""Answers that the observer's sheet gives as examples, of each sort."""


class TriggerView(NamedTuple):
    """What provokes the customer, why, and the sign by which it can be seen coming."""

    phrases: list[str]
    why: Markup
    hint: Markup


class ExampleView(NamedTuple):
    """An answer in the story, and the number of its scene."""

    words: Markup
    number: int


class WatchedView(NamedTuple):
    """A skill to watch for, with answers of this story that show it and that miss it."""

    title: str
    shown: list[ExampleView]
    missed: list[ExampleView]


class PackView(NamedTuple):
    """A pack. Scenes and outcomes are numbered through from 1, and every link in them is ``#`` and a number."""

    begin: str
    summary: Markup
    notes: list[Markup]
    counts: list[str]
    part: str
    channel: str
    objectives: list[Markup]
    customer: str
    others: list[str]
    facts: list[Markup]
    triggers: list[TriggerView]
    watched: list[WatchedView]
    prompts: list[Markup]
    scenes: list[tuple[int, SceneView]]
    outcomes: list[tuple[int, OutcomeView]]


def has_pack(graph: StoryGraph) -> bool:
    """Whether the story is small enough to be played from paper."""
    return len(graph.story.scenes) <= MAX_SCENES


def pack_view(told: Telling, course: Course) -> PackView:
    """What the pack of a story holds."""
    story, numbers = told.graph.story, numbered(told)
    to = {id: f"#{numbers[place]}" for id, place in told.links.to.items()}
    tale = replace(told, links=replace(told.links, to=to), beside=f"../{told.beside}")
    customer, others = _played(story)
    return PackView(
        to[told.graph.start],
        tale.prose(story.summary),
        [phrase(note) for note in story.content_notes],
        [at_the_start(variable) for variable in tale.tally.counted.values()],
        part_told(story),
        capital(story.channel or ""),
        [phrase(objective) for objective in story.objectives],
        _introduced(customer) if customer is not None else "",
        [_introduced(member) for member in others],
        [phrase(fact) for fact in story.facts.values()],
        [
            TriggerView(list(each.phrases), tale.prose(each.why), tale.prose(each.hint))
            for each in story.triggers.values()
        ],
        list(_watched(tale, course)),
        [phrase(each) for each in dict.fromkeys(q for outcome in story.outcomes.values() for q in outcome.reflect)],
        [(_number(tale, id), scene_view(tale, scene)) for id, scene in story.scenes.items() if id in tale.links.paged],
        [(_number(tale, outcome.id), outcome_view(tale, outcome)) for outcome in story.outcomes.values()],
    )


def numbered(tale: Telling) -> dict[str, int]:
    """The number of every page in play by its address among them: the scenes in the author's order, then the outcomes.

    A scene that is passed through without a word has the number of the page that it leads to.
    """
    places = (*(id for id in tale.graph.story.scenes if id in tale.links.paged), *tale.graph.story.outcomes)
    return {tale.links.to[id]: number for number, id in enumerate(places, 1)}


def _number(tale: Telling, id: str) -> int:
    return int(tale.links.to[id].removeprefix("#"))


def _played(story: Story) -> tuple[CastMember | None, list[CastMember]]:
    """The customer, or else whoever comes first, and everybody else but the learner."""
    people = [member for member in story.cast.values() if not is_learner(member)]
    customer = next((member for member in people if member.role == "customer"), next(iter(people), None))
    return customer, [member for member in people if member is not customer]


def _introduced(member: CastMember) -> str:
    return f"{member.name} ({member.role})" if member.role else member.name


def _watched(tale: Telling, course: Course) -> Iterator[WatchedView]:
    for skill in tale.graph.story.practises:
        shown = [found for found in _answers(tale) if skill in found[1].shows]
        missed = [found for found in _answers(tale) if skill in found[1].misses]
        yield WatchedView(skill_title(course, skill), _examples(shown), _examples(missed))


def _answers(tale: Telling) -> Iterator[tuple[int, Choice]]:
    for scene in tale.graph.story.scenes.values():
        for choice in scene.choices:
            yield _number(tale, scene.id), choice


def _examples(found: list[tuple[int, Choice]]) -> list[ExampleView]:
    return [ExampleView(phrase(choice.text), number) for number, choice in found[:_EXAMPLES]]
