"""A course as rules see it that are asked about all of it at once, not about one story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.flow.link import StoryGraph
from builder.model import Course, CoursePage, Scene, Story


@dataclass(frozen=True, slots=True)
class CourseGraph:
    """The sound stories of a course.

    ``file``, ``skills`` and ``statements`` name the files of the course, of its skills and of what its sources say,
    None where there is none. ``whole`` is True where every story of the course is here: neither unsound, nor left out
    as nobody asked for it. ``practised`` has, by the id of each finished story, what
    `builder.flow.practice.often_practised` says of it. ``pages`` are the Markdown pages that name sources.
    """

    course: Course
    graphs: tuple[StoryGraph, ...]
    file: str | None
    skills: str | None
    whole: bool
    practised: Mapping[str, Mapping[str, Sequence[Scene]]] = field(default_factory=dict)
    statements: str | None = None
    pages: tuple[CoursePage, ...] = ()

    @property
    def finished(self) -> tuple[Story, ...]:
        """The stories that their authors call finished: in review or published."""
        return tuple(graph.story for graph in self.graphs if graph.story.status != "draft")


def met(
    statements: Iterable[str], stories: Iterable[Story], pages: Iterable[CoursePage]
) -> dict[str, tuple[Story | CoursePage, ...]]:
    """For each statement, by id, the stories and then the pages that name it among their sources."""
    by: dict[str, list[Story | CoursePage]] = {id: [] for id in statements}
    places: list[Story | CoursePage] = [*stories, *pages]
    for each in places:
        for id in dict.fromkeys(each.sources):
            if id in by:
                by[id].append(each)
    return {id: tuple(where) for id, where in by.items()}
