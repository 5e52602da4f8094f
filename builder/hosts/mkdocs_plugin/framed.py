"""Every page of ours that stands in Material's frame, by its address: made when asked for, as a server may never be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from builder.flow.link import StoryGraph
from builder.formats.dot import draw
from builder.model import Course
from builder.pages.addresses import COVERAGE, HOME, SKILLS, map_address, role_play_address, skill_address, start_address
from builder.pages.compile import (
    Page,
    coverage_page,
    home_page,
    map_page,
    map_words,
    role_play_page,
    skill_pages,
    start_page,
)
from builder.pages.role_play import has_pack
from builder.pipeline import Checked

Made: TypeAlias = Mapping[str, Callable[[], Page]]
"""By address, what makes the page."""


def course_pages(checked: Checked, order: Sequence[StoryGraph], markdown: Mapping[str, str]) -> Made:
    """Home, the skills and what the course covers.

    ``order`` are the stories as the course tells them; ``markdown`` has the addresses of Markdown pages by their files.
    """
    found: dict[str, Callable[[], Page]] = {HOME: partial(home_page, checked.course, checked.graphs)}
    skills = checked.course.skills
    made = cache(lambda: {page.address: page for page in skill_pages(checked.course, order, checked.practices)})
    for address in (SKILLS, *map(skill_address, skills)) if skills else ():
        found[address] = partial(_one_of, made, address)
    return found | {COVERAGE: lambda: coverage_page(checked.coverage(order), markdown)}


def story_pages(graph: StoryGraph, course: Course, kept: Path) -> Made:
    """A story's start page, its map, and its role-play pack where it has one; drawings are kept in ``kept``."""
    id = graph.story.id
    found: dict[str, Callable[[], Page]] = {
        start_address(id): partial(start_page, graph, course),
        map_address(id): lambda: map_page(graph, course, _map(graph, kept)),
    }
    return found | ({role_play_address(id): partial(_pack, graph, course)} if has_pack(graph) else {})


def _one_of(made: Callable[[], Mapping[str, Page]], address: str) -> Page:
    return made()[address]


def unmade(address: str) -> Page:
    """What holds the place of a page that search and navigation do not list, until somebody asks for it."""
    return Page(address, "map", "", "", "", "")


def _pack(graph: StoryGraph, course: Course) -> Page:
    page = role_play_page(graph, course)
    assert page is not None
    return page


def _map(graph: StoryGraph, kept: Path) -> str | None:
    words = map_words(graph)
    return draw(graph, "learner", kept, link=words.link, condition=words.condition, order=words.order)
