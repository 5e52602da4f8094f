"""The end of a storyboard: how the story can come out, and where reviewers say what they think of it all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from builder.formats.storyboard.board import COMMENT, EMPTY, Board, come_from, listed, said
from builder.formats.storyboard.document import Block, Cell, Column, Heading, Table
from builder.formats.storyboard.revised import edits_of, prose
from builder.model import Outcome
from builder.pages.labels import RESULT, capital, words_of
from builder.pages.rich import Paragraph, Run, plainly
from builder.pages.words import amount

_COLUMNS: Final = (Column("Part", 16, names=True), Column("What the learner reads", 64), COMMENT)
_VERDICT: Final = (
    Column("Reviewer", 30, filled=True),
    Column("Date", 16, filled=True),
    Column("Right as it is, right with these changes, or to be seen again", 54, filled=True),
)


def outcomes(board: Board) -> Iterator[Block]:
    """Every way in which the story can come out."""
    yield Heading((Run("How it can end"),), 1)
    for outcome in board.graph.story.outcomes.values():
        number = board.numbers[outcome.id]
        named = (plainly(f"{number}. {outcome.title}"), *board.revised.outcome_mark(outcome.id))
        yield Heading(named, 2, board.anchor(outcome.id))
        yield Paragraph(tuple(_known_of(board, outcome)))
        rows = tuple((said(part, strong=True), text, EMPTY) for part, text in _parts(board, outcome) if text)
        if rows:
            yield Table(f"Outcome {number}: what the learner reads", _COLUMNS, rows)


def sources(board: Board) -> Iterator[Block]:
    """Where the story comes from, in the words of the course's sources where they are known."""
    known = board.course.statements
    if board.graph.story.sources:
        yield Heading((Run("Where it comes from"),), 1)
    for id in board.graph.story.sources:
        words = (plainly(id, strong=True), plainly(f"  {known[id].title}")) if id in known else (plainly(id),)
        yield Paragraph(words, "bullet", 1)


def verdict() -> Iterator[Block]:
    """Where reviewers sign."""
    yield Heading((Run("Your verdict"),), 1)
    yield Table("To be filled in by reviewers", _VERDICT, ((EMPTY,) * 3,) * 2)


def _known_of(board: Board, outcome: Outcome) -> Iterator[Run]:
    yield plainly(RESULT[outcome.result], "quiet", strong=True)
    found = tuple(come_from(board, outcome.id))
    if found:
        yield Run(" · ", tone="quiet")
        yield from found
    yield Run(" · ", tone="quiet")
    yield plainly("In the file: ", "quiet")
    yield Run(outcome.id, code=True, tone="quiet")


def _parts(board: Board, outcome: Outcome) -> Iterator[tuple[str, Cell]]:
    edits = edits_of(board.revised.outcomes.get(outcome.id))
    yield "How it ends", prose(outcome.text, edits, "text")
    for whom, text in outcome.aftermath.items():
        yield f"What it came to: {words_of(whom)}", prose(text, edits, "aftermath", whom)
    yield "Debrief", prose(outcome.debrief, edits, "debrief")
    yield "To think about", listed(prose(each, edits, "reflect", n) for n, each in enumerate(outcome.reflect))
    if outcome.score:
        words = amount(board.graph.expressions[outcome.score], board.names)
        yield "Score", said(f"{capital(words)}, from 0 to 100.")
