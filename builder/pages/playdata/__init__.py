"""What the learner's script is given of a story: small scripts that hold data, beside the story's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from builder.flow.guide import Guide
from builder.flow.link import StoryGraph
from builder.model import Course
from builder.pages.addresses import folder
from builder.pages.compile import Page, places_by_address, scene_page
from builder.pages.playdata.carrier import brief, carrier, carrying, in_brief
from builder.pages.playdata.lessons import story_lessons
from builder.pages.playdata.logic import revision, story_logic
from builder.pages.playdata.marks import story_marks
from builder.pages.playdata.words import by_count, by_length

__all__ = ["DataFiles", "data_files", "live_data_files", "revision"]

DataFiles: TypeAlias = Iterator[tuple[str, Callable[[], bytes]]]
"""Files, each by its address and with what makes its bytes: made late, none has to be kept."""


def data_files(
    graph: StoryGraph, course: Course, pages: Iterable[Page], guide: Guide | None, map: str | None
) -> DataFiles:
    """The data files of a story.

    ``pages`` are the story's scene and outcome pages: their finished bodies are what the script shows. ``guide`` is
    None for a story that could not be decided, ``map`` (our own drawing, trusted) for one that could not be drawn.
    """
    bodies = {page.place: page.body for page in pages if not _passed_through(graph, page.place)}
    return _files(graph, course, by_length(bodies), bodies.__getitem__, guide, lambda: map)


def live_data_files(graph: StoryGraph, course: Course, guide: Guide | None, map: Callable[[], str | None]) -> DataFiles:
    """The same of a story that is being written: no page is made, and no map drawn, before a file with it is."""
    places = [place for place in places_by_address(graph).values() if not _passed_through(graph, place)]

    def body(place: str) -> str:
        page = scene_page(graph, course, place)
        assert page is not None, "a place with an address has a page"
        return page.body

    return _files(graph, course, by_count(places), body, guide, map)


def _files(
    graph: StoryGraph,
    course: Course,
    chunks: Sequence[Sequence[str]],
    body: Callable[[str], str],
    guide: Guide | None,
    map: Callable[[], str | None],
) -> DataFiles:
    home = folder(graph.story.id)
    made_at = revision(graph)  # goes into each file, so that a page left open over an edit mixes no two
    yield f"{home}/story.js", lambda: carrying("story", story_logic(graph, chunks))
    for number, chunk in enumerate(chunks):
        yield f"{home}/words-{number}.js", partial(_words, chunk, body, made_at)
    yield f"{home}/marks.js", partial(_marks, graph, made_at)
    yield f"{home}/lessons.js", lambda: carrier("lessons", story_lessons(graph, course, guide, map()), made_at)


def _passed_through(graph: StoryGraph, place: str) -> bool:
    scene = graph.story.scenes.get(place)
    return scene is not None and not scene.shown


def _words(chunk: Sequence[str], body: Callable[[str], str], made_at: str) -> bytes:
    return carrier("words", {place: body(place) for place in chunk}, made_at)


def _marks(graph: StoryGraph, made_at: str) -> bytes:
    return carrying("marks", in_brief(each.brief for each in story_marks(graph)), brief(made_at))
