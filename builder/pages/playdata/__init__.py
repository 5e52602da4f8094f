"""What the learner's script is given of a story: small scripts that hold data, beside the story's pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from builder.flow.guide import Guide
from builder.flow.link import StoryGraph
from builder.model import Course
from builder.pages.addresses import folder
from builder.pages.compile import Page
from builder.pages.playdata.carrier import carrier
from builder.pages.playdata.lessons import story_lessons
from builder.pages.playdata.logic import revision, story_logic
from builder.pages.playdata.marks import story_marks
from builder.pages.playdata.words import bodies, chunked

__all__ = ["data_files", "revision"]


def data_files(
    graph: StoryGraph, course: Course, pages: Sequence[Page], guide: Guide | None, map: str | None
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The data files of a story, each by its address and with what makes its bytes: made late, none has to be kept.

    ``pages`` are the story's scene and outcome pages: their finished bodies are what the script shows. ``guide`` is
    None for a story that could not be decided, ``map`` (our own drawing, trusted) for one that could not be drawn.
    """
    home = folder(graph.story.id)
    made_at = revision(graph)  # goes into each file, so that a page left open over an edit mixes no two
    chunks = chunked([page for page in pages if not _passed_through(graph, page.place)])
    yield f"{home}/story.js", partial(_story, graph, chunks)
    for number, chunk in enumerate(chunks):
        yield f"{home}/words-{number}.js", partial(_words, chunk, made_at)
    yield f"{home}/marks.js", partial(carrier, "marks", story_marks(graph.story), made_at)
    yield f"{home}/lessons.js", partial(_lessons, graph, course, guide, map, made_at)


def _passed_through(graph: StoryGraph, place: str) -> bool:
    scene = graph.story.scenes.get(place)
    return scene is not None and not scene.shown


def _story(graph: StoryGraph, chunks: Sequence[Sequence[Page]]) -> bytes:
    chunk_of = {page.place: number for number, chunk in enumerate(chunks) for page in chunk}
    return carrier("story", story_logic(graph, chunk_of) | {"chunks": len(chunks)})


def _lessons(graph: StoryGraph, course: Course, guide: Guide | None, map: str | None, made_at: str) -> bytes:
    return carrier("lessons", story_lessons(graph, course, guide, map), made_at)


def _words(chunk: Sequence[Page], made_at: str) -> bytes:
    return carrier("words", bodies(chunk), made_at)
