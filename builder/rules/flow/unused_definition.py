"""Nothing refers to this fact, trigger, cast member or skill.

It may be left over from an earlier draft, or a choice that should name it does not.

Reported:

    facts:
      monday: The school inspects on Monday.           # <- unused-definition
    cast:
      ann: {name: Ann Ray, role: customer}
      joe: {name: Joe Ray, role: bystander}            # <- unused-definition
    scenes:
      hello:
        speaker: ann
        text: '"At last."'
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    facts:
      monday: The school inspects on Monday.
    cast:
      ann: {name: Ann Ray, role: customer}
      you: {name: You, role: learner}
    scenes:
      hello:
        speaker: ann
        text: '"At last."'
        reveals: [monday]
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, delete it, or name it where it belongs. The learner, who speaks the choices, may stand in the cast unnamed.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.course import CourseGraph
from builder.flow.domain import owners
from builder.flow.link import StoryGraph
from builder.model import Choice
from builder.sources import Place

SEVERITY = Severity.NOTE


def check(course: CourseGraph) -> Iterator[Diagnostic]:
    """One finding for every definition that is never referred to.

    Skills only where every story that could name one is known.
    """
    for graph in course.graphs:
        yield from _of_story(graph)
    if course.skills is not None and course.whole:
        named = {skill for graph in course.graphs for skill in _skills_of(graph)}
        named.update(skill for module in course.course.modules for skill in module.practises)
        for skill in course.course.skills:
            if skill not in named:
                yield _unused(Place(course.skills, ("skills", skill), "key"), "skill", skill)


def _of_story(graph: StoryGraph) -> Iterator[Diagnostic]:
    story = graph.story
    facts: set[str] = set()
    triggers: set[str] = set()
    for owner in owners(graph):
        facts.update(owner.reveals)
        if isinstance(owner, Choice):
            facts.update(owner.uses)
            triggers.update(owner.trips)
    speakers = {line.speaker for scene in story.scenes.values() for line in scene.lines}
    learners = {member.id for member in story.cast.values() if member.role == "learner"}
    sections = (
        ("facts", "fact", story.facts, facts),
        ("triggers", "trigger", story.triggers, triggers),
        ("cast", "cast member", story.cast, speakers | learners),
    )
    for section, what, defined, named in sections:
        for name in defined:
            if name not in named:
                yield _unused(Place(story.file, (section, name), "key"), what, name)


def _skills_of(graph: StoryGraph) -> Iterator[str]:
    yield from graph.story.practises
    for scene in graph.story.scenes.values():
        for choice in scene.choices:
            yield from (*choice.shows, *choice.misses)


def _unused(place: Place, what: str, name: str) -> Diagnostic:
    message = f"Nothing refers to the {what} `{name}`."
    return Diagnostic("unused-definition", place, message, "Delete it, or name it where it belongs.")
