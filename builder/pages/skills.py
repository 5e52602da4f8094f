"""What the pages of the skills tell: what each skill is and rests on, and the stories in which to practise it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from markupsafe import Markup

from builder.flow.link import StoryGraph
from builder.model import Course, Evidence, Grade, Scene, Skill
from builder.pages.addresses import skill_address, start_address
from builder.pages.labels import STATUS, span
from builder.pages.render import phrase, prose

Practices: TypeAlias = Mapping[str, Mapping[str, Sequence[Scene]]]
"""By story and by skill the scenes in which the skill can be both shown and missed."""

_GRADES: Final[Mapping[Grade, tuple[str, str]]] = {
    "advice": (
        "Advice",
        "The source articles say it, and they cite no study. It may well be right. Nobody we know of has tested it.",
    ),
    "supported": (
        "Some support",
        "Something besides the source articles speaks for it: a study, or the practice of another field. "
        "That is a reason to try it, not a proof that it works for you.",
    ),
    "contested": (
        "Depends",
        "It helps in some conditions and does harm in others, and the sources do not agree. Judge each case.",
    ),
}


class PlaceView(NamedTuple):
    """A story to practise in; ``often`` counts its decisions about the skill, empty where they are not counted."""

    title: str
    href: str
    mark: str
    often: str


class SkillPageView(NamedTuple):
    """One skill; ``grade`` is empty where the framework says nothing of what the skill rests on."""

    title: str
    summary: Markup
    why: Markup
    do: list[Markup]
    avoid: list[Markup]
    places: list[PlaceView]
    grade: str
    meaning: str
    note: Markup
    sources: list[str]


class SkillLine(NamedTuple):
    """One skill in the list of all."""

    title: str
    href: str
    summary: Markup
    stories: str


def skill_page_view(skill: Skill, graphs: Iterable[StoryGraph], practices: Practices) -> SkillPageView:
    """What the page of one skill tells."""
    return SkillPageView(
        skill.title,
        prose(skill.summary),
        prose(skill.why),
        [phrase(each) for each in skill.do],
        [phrase(each) for each in skill.avoid],
        list(_places(skill.id, graphs, practices)),
        *_evidence(skill.evidence),
        list(skill.sources),
    )


def skill_lines(course: Course, graphs: Sequence[StoryGraph], practices: Practices) -> Iterator[SkillLine]:
    """Every skill of the framework in the author's order."""
    for skill in course.skills.values():
        stories = len(list(_places(skill.id, graphs, practices)))
        href = f"../{skill_address(skill.id)}"
        yield SkillLine(skill.title, href, prose(skill.summary), span(stories, stories, "story", "stories"))


def _places(skill: str, graphs: Iterable[StoryGraph], practices: Practices) -> Iterator[PlaceView]:
    """The stories that are for this skill, or that turn out to test it, in the order given."""
    for graph in graphs:
        story = graph.story
        found = len(practices.get(story.id, {}).get(skill, ()))
        if found or skill in story.practises:
            often = span(found, found, "decision") if found else ""
            yield PlaceView(story.title, f"../../{start_address(story.id)}", STATUS[story.status], often)


def _evidence(evidence: Evidence | None) -> tuple[str, str, Markup]:
    if evidence is None:
        return "", "", Markup("")
    return *_GRADES[evidence.grade], prose(evidence.note)
