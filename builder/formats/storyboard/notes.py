"""The open points of a story in one table: what its authors noted for reviewers, and what they decided against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from builder.formats.storyboard.board import COMMENT, EMPTY, Board, choice_of, led
from builder.formats.storyboard.document import Block, Cell, Column, Heading, Table
from builder.pages.labels import capital, words_of
from builder.pages.rich import Paragraph, Run, plainly, rich
from builder.pages.words import label
from builder.sources import Route

_COLUMNS: Final = (Column("Where", 20, names=True), Column("What", 60), COMMENT)


def open_points(board: Board) -> Iterator[Block]:
    """All notes, and the findings that the author accepts, with where they stand."""
    story = board.graph.story
    rows = [(*_row(board, note.place.route, rich(note.text)),) for note in story.notes]
    for waiver in story.waivers:
        words = led(f"Accepted: {words_of(waiver.rule)}.", rich(waiver.reason))
        rows.append((*_row(board, waiver.place.route, words),))
    yield Heading((Run("Notes and open points"),), 1)
    if rows:
        yield Paragraph(
            (Run("What the authors noted for you, and the advice of the checks that they decided against."),)
        )
        yield Table("Notes and open points, each with where it stands", _COLUMNS, tuple(rows))
    else:
        yield Paragraph((Run("The authors left no notes, and decided against none of the checks’ advice."),))


def _row(board: Board, route: Route, words: Cell) -> Sequence[Cell]:
    return (Paragraph(tuple(_where(board, route))),), words, EMPTY


def _where(board: Board, route: Route) -> Iterator[Run]:
    """The part of a story that a route leads to, as a link where the storyboard has a place for it."""
    match route:
        case ("scenes", str() as scene, *_) if scene in board.numbers:
            position = choice_of(route)
            number = board.way_number(scene, "" if position is None else str(position + 1))
            yield board.link(scene, f"{number}. {board.title(scene)}" if position is None else number)
        case ("outcomes", str() as outcome, *_) if outcome in board.numbers:
            yield board.link(outcome, f"{board.numbers[outcome]}. {board.title(outcome)}")
        case ("state", str() as name, *_) if name in board.graph.story.state:
            yield plainly(label(board.graph.story.state[name]))
        case (str() as section, *rest):
            yield plainly(capital(": ".join(words_of(str(each)) for each in (section, *rest[:1]))))
        case _:
            yield Run("The story as a whole")
