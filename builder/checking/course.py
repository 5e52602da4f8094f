"""What lies around the stories: the course with its skills and sources, its Markdown pages, and the rules about all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.diagnostics import Diagnostic
from builder.flow.course import CourseGraph
from builder.flow.link import StoryGraph, link_course
from builder.model import Course, CoursePage, Scene
from builder.sources import CourseSources
from builder.storyfile.front_matter import read_pages
from builder.storyfile.read import read_course


@dataclass(frozen=True, slots=True)
class ReadCourse:
    """A course without its stories, and what is wrong with it; whether its skills can be relied on."""

    sources: CourseSources
    course: Course
    skills_known: bool
    pages: tuple[CoursePage, ...]
    findings: tuple[Diagnostic, ...]


def read_around(sources: CourseSources) -> ReadCourse:
    """Read all that a course has but its stories; never raises on what an author wrote."""
    course, findings, skills_known = read_course(sources.course, sources.skills, sources.phrases, sources.statements)
    pages, wrong = read_pages(sources.pages if sources.statements is not None else ())
    return ReadCourse(sources, course, skills_known, pages, (*findings, *wrong))


def findings_around(read: ReadCourse) -> Iterator[Diagnostic]:
    """What reading the course found, and linking it with the ids of its stories."""
    yield from read.findings
    if read.sources.course is not None:
        ids = {found.id for found in read.sources.stories}
        yield from link_course(read.course, ids, read.sources.course.name, skills_known=read.skills_known)


def course_graph(
    read: ReadCourse,
    graphs: Collection[StoryGraph],
    practices: Mapping[str, Mapping[str, Sequence[Scene]]],
    all_asked_for: bool,
) -> CourseGraph:
    """What is asked about the course; nothing is said of its own files where only some stories were asked for."""
    sources = read.sources
    around = (sources.course, sources.skills, sources.statements) if all_asked_for else (None, None, None)
    file, skills, statements = (None if source is None else source.name for source in around)
    whole = all_asked_for and len(graphs) == len(sources.stories)
    return CourseGraph(read.course, tuple(graphs), file, skills, whole, practices, statements, read.pages)
