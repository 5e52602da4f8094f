"""What a story's start page tells before the first choice: the situation, the people, the skills, how it is played."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from markupsafe import Markup

from builder.flow.link import StoryGraph
from builder.model import CastMember, Course, Story
from builder.pages.addresses import media_address, skill_address
from builder.pages.duration import duration
from builder.pages.labels import capital, skill_title, span
from builder.pages.render import phrase, prose
from builder.pages.scenes import is_learner
from builder.pages.telling import Telling
from builder.pages.words import at_the_start

_COACH: Final = {
    "guided": "The coach speaks up after a choice that could have gone better, and waits to be asked after the others.",
    "practice": "You see what each choice leads to. The coach keeps quiet until you ask.",
    "challenge": "You see what each choice leads to. The coach keeps quiet until the debrief.",
}
_RETRY: Final = {
    "anywhere": "You can go back at any time and try another way.",
    "checkpoint": "You can go back to marked moments and try another way from there.",
    "never": "There is no going back, but you can always start again.",
}


class PersonView(NamedTuple):
    """Someone in the story; ``image`` is empty where there is no picture."""

    name: str
    role: str
    image: str
    alt: str


class SkillView(NamedTuple):
    """A skill by title; ``href`` and ``summary`` are empty where no framework describes it."""

    title: str
    href: str
    summary: Markup


class StartView(NamedTuple):
    """A start page.

    ``facts`` pairs a heading with a short fact. ``counts`` is the tally at the start; ``remembers`` says that some
    conditions ask where the learner has been.
    """

    summary: Markup
    facts: list[tuple[str, str]]
    part: str
    people: list[PersonView]
    skills: list[SkillView]
    objectives: list[Markup]
    coach: str
    retry: str
    assessed: str
    notes: list[Markup]
    counts: list[str]
    remembers: bool
    outcomes: int


def start_view(tale: Telling, course: Course) -> StartView:
    """What the start page of a story tells."""
    graph, story = tale.graph, tale.graph.story
    return StartView(
        tale.prose(story.summary),
        list(_facts(graph)),
        part_told(story),
        [_person(tale, member) for member in story.cast.values() if not is_learner(member)],
        list(skill_views(course, story.practises)),
        [phrase(objective) for objective in story.objectives],
        _COACH[graph.mode],
        _RETRY[graph.retry],
        _assessed(graph, course),
        [phrase(note) for note in story.content_notes],
        [at_the_start(variable) for variable in tale.tally.counted.values()],
        bool(tale.tally.names.places),
        len(story.outcomes),
    )


def skill_views(course: Course, skills: Iterable[str]) -> Iterator[SkillView]:
    """Skills by title, with what each asks for where the course's framework says so."""
    for id in skills:
        skill = course.skills.get(id)
        if skill is None:
            yield SkillView(skill_title(course, id), "", Markup(""))
        else:
            yield SkillView(skill.title, f"../{skill_address(id)}", prose(skill.summary))


def _facts(graph: StoryGraph) -> Iterator[tuple[str, str]]:
    story, time = graph.story, duration(graph)
    if story.channel:
        yield "Channel", capital(story.channel)
    if story.level:
        yield "Level", capital(story.level)
    yield "Time", span(*time.minutes, "minute")
    if time.decisions is not None:
        yield "Length", span(*time.decisions, "decision")


def part_told(story: Story) -> str:
    """Who the learner is; the bare `you: {name: You, role: learner}` says nothing that needs telling."""
    you = next(filter(is_learner, story.cast.values()), None)
    name = you.name if you is not None and you.name.casefold() != "you" else ""
    role = you.role if you is not None and you.role is not None and you.role != "learner" else ""
    if name or role:
        return f"You play {', '.join(filter(None, (name, role)))}. You choose what to say and do."
    return "You are the one who answers. You choose what to say and do."


def _person(tale: Telling, member: CastMember) -> PersonView:
    image = media_address(tale.graph.story, member.image) if member.image else ""
    return PersonView(member.name, capital(member.role or ""), image, member.alt or "")


def _assessed(graph: StoryGraph, course: Course) -> str:
    if not graph.story.assessed:
        return ""
    passing = f" You pass with {course.pass_mark} points of 100." if course.pass_mark is not None else ""
    return f"Your result counts.{passing}"
