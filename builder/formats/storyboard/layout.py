"""A story laid out as a storyboard, from its front to the reviewers' verdict."""

from __future__ import annotations

from collections.abc import Iterator

from builder.flow.graph import Edge
from builder.flow.proof import Bounds
from builder.flow.storyline import Strand
from builder.formats.storyboard.board import Board, Drawing, board, ways_on
from builder.formats.storyboard.document import Block, Document, Heading
from builder.formats.storyboard.front import front, glance, known
from builder.formats.storyboard.news import news
from builder.formats.storyboard.notes import open_points
from builder.formats.storyboard.outcomes import outcomes, sources, verdict
from builder.formats.storyboard.revised import Revised
from builder.formats.storyboard.scenes import strand_blocks
from builder.model import Branch, Choice, Course, Interrupt
from builder.pages.rich import Paragraph, Run, lawful, plainly, rich


def storyboard(
    bounds: Bounds,
    course: Course,
    label: str = "",
    changed: Revised | None = None,
    draw: Drawing = lambda link, condition: "",
) -> Document:
    """The storyboard of a story; ``label`` is a line for its front, such as a version or a date.

    What is ``changed`` since a revision is marked, and listed at the front. ``draw`` draws the story's map.
    """
    shared = board(bounds, course, label, changed or Revised())
    story = shared.graph.story
    return Document(lawful(story.title), lawful(course.language), tuple(_blocks(shared, draw)))


def _blocks(board: Board, draw: Drawing) -> Iterator[Block]:
    yield from front(board)
    yield from news(board)
    yield from known(board)
    yield from glance(board, draw)
    first, *rest = board.line.strands
    yield from _first(first)
    yield from strand_blocks(board, first, 2)
    if any(strand.kind != "never" for strand in rest):
        yield Heading((Run("The branches"),), 1)
    for strand in rest:
        yield _heading(board, strand)
        yield from strand_blocks(board, strand, 2 if strand.kind == "never" else 3)
    yield from outcomes(board)
    yield from sources(board)
    yield from open_points(board)
    yield from verdict()


def _first(strand: Strand) -> Iterator[Block]:
    if strand.kind == "best":
        yield Heading((Run("The best path"),), 1)
        words = "What a learner reads who answers as well as the author thinks one can."
    else:
        yield Heading((Run("From the start"),), 1)
        words = "No play is known to succeed, so there is no best path. This is the way of the best-rated choices."
    yield Paragraph((Run(words),))


def _heading(board: Board, strand: Strand) -> Heading:
    match strand.left:
        case Edge(_, _, Interrupt(when, _)):
            return Heading((plainly(f"At any time, once {board.when(when)}"),), 2)
        case Edge(source, _, way) as edge:
            scene = board.graph.story.scenes[source]
            number = next(number for number, each in ways_on(board.graph, scene) if each == edge)
            return Heading((plainly(f"Branch from {board.way_number(source, number)}"), *_leading(board, way)), 2)
        case _:
            return Heading((Run("Where no play comes to"),), 1)


def _leading(board: Board, way: object) -> Iterator[Run]:
    """What leads into a branch: the choice's own words, or the condition."""
    match way:
        case Choice() as choice:
            yield Run(": ")
            yield from (run._replace(text=run.text.replace("\n", " "), href="") for run in rich(choice.text)[0].runs)
        case Branch(_, str() as when):
            yield plainly(f": if {board.when(when)}")
