"""The scenes of a storyboard: for each a table of what is said, and one of its choices, with room for comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from builder.flow.changes import ChoiceChange
from builder.flow.graph import Edge
from builder.flow.storyline import Strand
from builder.formats.storyboard.board import COMMENT, EMPTY, NOTE, RATING, Board, come_from, led, said, ways_on
from builder.formats.storyboard.document import Block, Cell, Column, Heading, Table
from builder.formats.storyboard.revised import (
    Edits,
    called_all,
    edits_of,
    gone,
    line_words,
    lines_gone,
    mark,
    prose,
)
from builder.model import Branch, Choice, Line, Media, Scene
from builder.pages.labels import capital, skill_title, words_of
from builder.pages.rich import Paragraph, Run, plainly, quoted, rich
from builder.pages.scenes import is_quoted

_SAID: Final = (Column("Who", 14, names=True), Column("What is said and told", 66), COMMENT)
_CHOICES: Final = (
    Column("Choice", 8, names=True),
    Column("What the learner says or does", 19),
    Column("What follows", 20),
    Column("What the coach says", 22),
    Column("Why it tempts", 13),
    replace(COMMENT, share=18),
)

_IN_PLACE: Final = ("say", "do", "reaction", "feedback", "better", "tempting", "locked")
"""The keys of a choice whose edits are shown word by word where they stand."""


def strand_blocks(board: Board, strand: Strand, level: int) -> Iterator[Block]:
    """All scenes of a strand, their headings of this level."""
    for id in strand.scenes:
        yield from _scene(board, board.graph.story.scenes[id], level)


def _scene(board: Board, scene: Scene, level: int) -> Iterator[Block]:
    number, title = board.numbers[scene.id], board.title(scene.id)
    named = (plainly(f"{number}. {title}"), *board.revised.scene_mark(scene.id))
    yield Heading(named, level, board.anchor(scene.id))
    yield Paragraph(tuple(_known_of(board, scene)))
    rows = tuple((said(who, strong=True), text, EMPTY) for who, text in _told(board, scene) if text)
    if rows:
        yield Table(f"Scene {number}: what is said and told", _SAID, rows)
    if scene.choices:
        choices = [_choice(board, scene, number, edge) for number, edge in ways_on(board.graph, scene)]
        choices += _taken_out(board, scene)
        yield Table(f"Scene {number}: the learner’s choices", _CHOICES, tuple(choices))


def _known_of(board: Board, scene: Scene) -> Iterator[Run]:
    """The line under a scene's heading: its stage, where it is come from, and what it is called in the file."""
    parts: list[tuple[Run, ...]] = []
    if scene.stage:
        parts.append((plainly(capital(words_of(scene.stage)), "quiet"),))
    if scene.id == board.graph.start:
        parts.append((plainly("The story begins here", "quiet"),))
    if ways := tuple(come_from(board, scene.id)):
        parts.append(ways)
    if not scene.shown:
        parts.append((plainly("Learners see no page here: the story decides where to go on", "quiet"),))
    if scene.checkpoint:
        parts.append((plainly("A place to come back to", "quiet"),))
    parts.append((plainly("In the file: ", "quiet"), Run(scene.id, code=True, tone="quiet")))
    for place, part in enumerate(parts):
        if place:
            yield Run(" · ", tone="quiet")
        yield from part


# -- what is said and told --


def _told(board: Board, scene: Scene) -> Iterator[tuple[str, Cell]]:
    """Everything in a scene but its choices, each with whose it is."""
    edits = edits_of(board.revised.scenes.get(scene.id))
    yield from _arriving(board, scene)
    if scene.media:
        yield _media(scene.media)
    for place, line in enumerate(scene.lines):
        yield _line(board, line, line_words(line, edits, place))
    yield from (("Taken out", words) for words in lines_gone(edits))
    if scene.hint:
        yield "Hint, on request", prose(scene.hint, edits, "hint")
    if scene.next is not None:
        yield "Next", (Paragraph(board.go_to(scene.next)),)
    if scene.route:
        yield "The story decides", tuple(_route(board, scene))
    yield from ((NOTE, rich(note)) for note in board.notes.get((scene.id, None), ()))


def _arriving(board: Board, scene: Scene) -> Iterator[tuple[str, Cell]]:
    effects = said(board.effects(scene.change, scene.set))
    yield "On arriving", effects + _facts(board, "The learner finds out:", scene.reveals)


def _media(media: Media) -> tuple[str, Cell]:
    known = said(media.alt or "No description: it is decoration." if media.kind == "image" else "")
    heard = rich(media.transcript) if media.transcript_file is None else ()
    file = (Paragraph((plainly("File: ", "quiet"), plainly(media.file)._replace(code=True))),)
    return {"image": "Picture", "audio": "Sound", "video": "Film"}[media.kind], known + heard + file


def _line(board: Board, line: Line, words: Cell) -> tuple[str, Cell]:
    if line.when:
        words = (*said(f"Only if {board.when(line.when)}:", "quiet"), *words)
    if line.speaker is None:
        return "Narrator", words
    name = board.graph.story.cast[line.speaker].name
    return f"{name} ({line.mood})" if line.mood else name, words


def _route(board: Board, scene: Scene) -> Iterator[Paragraph]:
    for number, edge in ways_on(board.graph, scene):
        assert isinstance(edge.way, Branch)
        lead = f"If {board.when(edge.way.when)}: " if edge.way.when else "Otherwise: " if number else ""
        label = plainly(f"{board.way_number(scene.id, number)}  ", strong=True) if number else Run("")
        yield Paragraph((label, plainly(lead), *board.go_to(edge.target)))


# -- choices --


def _choice(board: Board, scene: Scene, number: str, edge: Edge) -> tuple[Cell, ...]:
    choice = edge.way
    assert isinstance(choice, Choice)
    change = board.revised.choices.get((scene.id, choice.position))
    edits = edits_of(change)
    return (
        _called(board, scene, number, choice, change),
        _words(board, scene, choice, edits),
        _follows(board, choice, edits),
        _coach(board, choice, edits),
        prose(choice.tempting, edits, "tempting"),
        EMPTY,
    )


def _taken_out(board: Board, scene: Scene) -> Iterator[tuple[Cell, ...]]:
    """The choices that there were since the revision, and are no longer."""
    change = board.revised.scenes.get(scene.id)
    for each in change.choices if change else ():
        if each.new is None:
            yield (Paragraph(mark(each)[1:]),), gone(each.now.text), EMPTY, EMPTY, EMPTY, EMPTY


def _called(board: Board, scene: Scene, number: str, choice: Choice, change: ChoiceChange | None) -> Cell:
    rating = said(capital(choice.rating), RATING[choice.rating]) if choice.rating else said("Not rated", "quiet")
    best = said("Best path", "quiet") if (scene.id, choice.position) in board.line.taken else ()
    marked = (Paragraph(mark(change)[1:]),) if change else ()
    edited = said(called_all(edits_of(change), _IN_PLACE), "quiet")
    return (*said(board.way_number(scene.id, number), strong=True), *rating, *best, *marked, *edited)


def _words(board: Board, scene: Scene, choice: Choice, edits: Edits) -> Cell:
    only = said(f"Only if {board.when(choice.when)}:", "quiet") if choice.when else ()
    text = prose(choice.text, edits, "do" if choice.say is None else "say")
    words = quoted(text) if is_quoted(choice) else text
    locked = led("Else shown greyed out, with:", prose(choice.locked, edits, "locked"))
    notes = (led(f"{NOTE}:", rich(note)) for note in board.notes.get((scene.id, choice.position), ()))
    return (*only, *words, *locked, *chain.from_iterable(notes))


def _follows(board: Board, choice: Choice, edits: Edits) -> Cell:
    return (
        *prose(choice.reaction, edits, "reaction"),
        *said(board.effects(choice.change, choice.set)),
        *_facts(board, "The learner finds out:", choice.reveals),
        *_facts(board, "Builds on:", choice.uses),
        *led("Provokes:", said(", ".join(capital(words_of(trigger)) for trigger in choice.trips))),
        Paragraph(board.go_to(choice.goto)),
    )


def _coach(board: Board, choice: Choice, edits: Edits) -> Cell:
    skills = [
        led(label, said(", ".join(skill_title(board.course, skill) for skill in found)))
        for label, found in (("Shows:", choice.shows), ("Misses:", choice.misses))
    ]
    words = (*prose(choice.feedback, edits, "feedback"), *led("Better:", prose(choice.better, edits, "better")))
    return (*words, *skills[0], *skills[1])


def _facts(board: Board, label: str, facts: tuple[str, ...]) -> Cell:
    return tuple(each for fact in facts for each in led(label, rich(board.graph.story.facts[fact])))
