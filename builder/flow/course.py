"""A course as rules see it that are asked about all of it at once, not about one story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from builder.flow.link import StoryGraph
from builder.model import Course, Scene, Story


@dataclass(frozen=True, slots=True)
class CourseGraph:
    """The sound stories of a course.

    ``file`` and ``skills`` name the files of the course and of its skills, None where there is none. ``whole`` is True
    where every story of the course is here: neither unsound, nor left out as nobody asked for it. ``practised`` has, by
    the id of each finished story, what `builder.flow.practice.often_practised` says of it.
    """

    course: Course
    graphs: tuple[StoryGraph, ...]
    file: str | None
    skills: str | None
    whole: bool
    practised: Mapping[str, Mapping[str, Sequence[Scene]]] = field(default_factory=dict)

    @property
    def finished(self) -> tuple[Story, ...]:
        """The stories that their authors call finished: in review or published."""
        return tuple(graph.story for graph in self.graphs if graph.story.status != "draft")
