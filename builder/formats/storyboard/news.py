"""All that changed since a revision in one table, with where it stands, so that reviewers read again only that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from builder.flow.changes import ChoiceChange, Edit, OutcomeChange, SceneChange, StoryChanges
from builder.flow.link import StoryGraph
from builder.flow.outline import title_of
from builder.formats.storyboard.board import COMMENT, EMPTY, Board, led, said
from builder.formats.storyboard.document import Block, Cell, Column, Heading, Table
from builder.formats.storyboard.revised import called, differing, gone, mark, own_words
from builder.pages.labels import capital, words_of
from builder.pages.rich import Paragraph, Run, plainly

_AUTHORS_OWN: Final = ("walkthroughs", "sources")
"""The keys of a story whose edits change nothing that reviewers read."""
_COLUMNS: Final = (Column("Where", 20, names=True), Column("What has changed", 60), COMMENT)


def news(board: Board) -> Iterator[Block]:
    """What has changed, where a revision was asked for."""
    since, changes = board.revised.since, board.revised.changes
    if not since:
        return
    yield Heading((plainly(f"What has changed since {since}"),), 1)
    if changes is None:
        yield Paragraph((Run("Nothing has changed in this story."),))
    elif changes.old is None:
        yield Paragraph((Run("The whole story is new."),))
    else:
        yield Paragraph(
            (
                Run("What came is marked like ", tone="quiet"),
                Run("this", tone="new"),
                Run(", what went like ", tone="quiet"),
                Run("this", tone="gone"),
                Run(", here and where it stands.", tone="quiet"),
            )
        )
        yield Table(f"What has changed since {since}", _COLUMNS, tuple(_rows(board, changes)))


def _rows(board: Board, changes: StoryChanges) -> Iterator[tuple[Cell, ...]]:
    for edit in (each for each in changes.edits if each.key not in _AUTHORS_OWN):
        below = f": {words_of(str(edit.route[1]))}" if len(edit.route) > 1 and isinstance(edit.route[1], str) else ""
        yield said(capital(called(edit)) + below), tuple(_edit(changes, edit, named=False)), EMPTY
    for scene in sorted(changes.scenes, key=_place(board)):
        yield _where(board, scene), tuple(_scene(board, changes, scene)), EMPTY
    for outcome in changes.outcomes:
        yield _where(board, outcome), tuple(_of(changes, outcome)), EMPTY


def _place(board: Board) -> Callable[[SceneChange], int]:
    """The order of scenes by their numbers; what was taken out comes last."""
    return lambda change: board.numbers[change.now.id] if change.new is not None else len(board.numbers) + 1


def _where(board: Board, change: SceneChange | OutcomeChange) -> Cell:
    """The scene or outcome, as a link where it still stands."""
    if change.new is None:
        return said(title_of(change.now))
    id = change.now.id
    return (Paragraph((board.link(id, f"{board.numbers[id]}. {board.title(id)}"),)),)


def _scene(board: Board, changes: StoryChanges, change: SceneChange) -> Iterator[Paragraph]:
    yield from _of(changes, change)
    if change.kind == "changed":
        yield from chain.from_iterable(_choice(board, changes, change, each) for each in change.choices)


def _of(changes: StoryChanges, change: SceneChange | OutcomeChange) -> Iterator[Paragraph]:
    if change.kind != "changed":
        yield Paragraph(mark(change)[1:])
    if change.new is None:
        yield from gone(own_words(change.now))
    yield from chain.from_iterable(_edit(changes, edit) for edit in change.edits)


def _choice(board: Board, changes: StoryChanges, scene: SceneChange, change: ChoiceChange) -> Iterator[Paragraph]:
    if change.new is None:
        yield from led("A choice was taken out:", gone(change.now.text))
        return
    number = board.way_number(scene.now.id, str(change.new.position + 1))
    yield Paragraph((plainly(number, strong=True), *mark(change)))
    if change.elsewhere:
        yield from said("It stood in another scene.", "quiet")
    yield from chain.from_iterable(_edit(changes, edit) for edit in change.edits)


def _edit(changes: StoryChanges, edit: Edit, *, named: bool = True) -> Iterable[Paragraph]:
    words = (Paragraph(tuple(_told(changes, edit))),)
    return led(f"{capital(called(edit))}:", words) if named else words


def _told(changes: StoryChanges, edit: Edit) -> Iterator[Run]:
    """What stood there and what stands there; of ways on, the titles of where they led and lead."""
    if edit.key not in ("goto", "next"):
        yield from differing(edit)
        return
    sides = ((changes.old, edit.old), (changes.new, edit.new))
    found = [_titled(graph, id) for graph, id in sides]
    yield Run(found[0], tone="gone")
    yield Run(" ")
    yield Run(found[1], tone="new")


def _titled(graph: StoryGraph | None, id: str | None) -> str:
    if graph is None or id is None:
        return ""
    place = graph.story.scenes.get(id) or graph.story.outcomes.get(id)
    return plainly(title_of(place) if place else id).text
