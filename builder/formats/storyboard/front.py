"""The front of a storyboard: what the story is, who is in it, what it keeps count of, and how to read and comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

from builder.formats.storyboard.board import COMMENT, EMPTY, Board, Drawing, listed, said, ways_on
from builder.formats.storyboard.document import Block, Cell, Column, Heading, Table
from builder.model import Number, Scene, Story, Variable, Word
from builder.pages.duration import duration
from builder.pages.labels import RESULT, STATUS, capital, skill_title, span, words_of
from builder.pages.rich import Paragraph, Run, plainly, rich
from builder.pages.scenes import is_learner
from builder.pages.start import part_told
from builder.pages.words import at_the_start, label

_ABOUT: Final = (Column("About", 16, names=True), Column("What the author says", 64), COMMENT)
_COUNTED: Final = (
    Column("What", 20, names=True),
    Column("At the start", 22),
    Column("In words", 26),
    Column("Shown to the learner", 12),
    COMMENT,
)
_FACTS: Final = (Column("The learner can find out", 80), COMMENT)
_TRIGGERS: Final = (
    Column("What provokes", 22, names=True),
    Column("Why", 29),
    Column("The sign that warns of it", 29),
    COMMENT,
)
_GLANCE: Final = (
    Column("No.", 6),
    Column("Scene", 34, names=True),
    Column("Stage", 14),
    Column("Where it leads", 46),
)
_MODE: Final = {
    "guided": "Guided: the coach speaks up after a choice that could have been better.",
    "practice": "Practice: the coach speaks when asked.",
    "challenge": "Challenge: the coach speaks only in the debrief at the end.",
}
_SHOWN: Final = {"words": "In words", "meter": "As a meter", "number": "As a number", "hidden": "No"}
_HOW: Final = (
    "The best path comes first, from beginning to end. After it comes each branch, with the number of the choice that "
    "leads into it. Every scene stands here once.",
    "Scenes are numbered. “Go to 12” is a link: in Word, hold Ctrl (or Cmd) and click; on paper, turn to number 12. "
    "“3.2” is the second choice of scene 3.",
    "Write into the column “Comment”, use Word’s own comments, or quote the number in a message: 3.2 is enough.",
    "Choices are rated strong, fair or weak. A weak choice is there on purpose: it is what people do say. Ask of it: "
    "would somebody really say this, and would this come of it?",
    "Learners never see the ratings, the column “Why it tempts”, or the notes for reviewers. They may see the choices "
    "of a scene in another order.",
)


def front(board: Board) -> Iterator[Block]:
    """The title, what the story is about, and how to read what follows."""
    story = board.graph.story
    yield Heading((plainly(story.title),), 0)
    yield Paragraph((Run("Storyboard for review", strong=True), *_marked(board)))
    yield Heading((Run("About this story"),), 1)
    about = tuple((said(what, strong=True), text, EMPTY) for what, text in _about(board) if text)
    yield Table("What the story is about, and for whom", _ABOUT, about)
    yield Heading((Run("How to read this, and how to comment"),), 1)
    yield from (Paragraph((plainly(each),), "bullet", 1) for each in _HOW)


def glance(board: Board, draw: Drawing) -> Iterator[Block]:
    """All scenes and outcomes by number, with where each leads, and the story's map."""
    picture = Markup(draw(lambda place: f"#{board.anchor(place)}", board.when))
    yield Heading((Run("All scenes at a glance"),), 1)
    yield Table("All scenes by number, and where each leads", _GLANCE, tuple(_glance(board)), picture)


def _marked(board: Board) -> Iterator[Run]:
    status = STATUS[board.graph.story.status]
    for part in filter(None, (status, board.label)):
        yield plainly(f" · {part}")


def _about(board: Board) -> Iterator[tuple[str, Cell]]:
    story, time = board.graph.story, duration(board.graph)
    decisions = f", {span(*time.decisions, 'decision')}" if time.decisions else ""
    yield "Summary", rich(story.summary)
    yield "The learner’s part", said(part_told(story))
    yield "Goal", listed(map(rich, story.objectives))
    yield "Practises", listed(said(skill_title(board.course, skill)) for skill in story.practises)
    yield "Who is in it", listed(map(said, _people(story)))
    yield "Channel", said(capital(story.channel or ""))
    yield "Level", said(capital(story.level or ""))
    yield "How long it takes", said(f"{span(*time.minutes, 'minute')}{decisions}")
    yield "Help", said(_MODE[board.graph.mode])
    yield "Warned of beforehand", listed(map(rich, story.content_notes))
    yield "Reviewed", said(f"{story.reviewed.by}, {story.reviewed.on}" if story.reviewed else "")


def _people(story: Story) -> Iterator[str]:
    for member in story.cast.values():
        if not is_learner(member):
            yield f"{member.name}, {member.role}" if member.role else member.name


def known(board: Board) -> Iterator[Block]:
    """What reviewers need to know of the story beforehand: what it keeps count of, its facts, and what provokes."""
    story = board.graph.story
    if story.state or story.interrupts:
        yield Heading((Run("What the story keeps count of"),), 1)
    if story.state:
        words = "What the learner chooses lets numbers rise and fall and ticks boxes, and some scenes ask for it."
        yield Paragraph((Run(words),))
        rows = tuple(_counted(variable) for variable in story.state.values())
        yield Table("What the story keeps count of", _COUNTED, rows)
    for interrupt in story.interrupts:
        yield Paragraph((plainly(f"At any time, once {board.when(interrupt.when)}: "), *board.go_to(interrupt.goto)))
    if story.facts:
        yield Heading((Run("What there is to find out"),), 1)
        yield Table("Facts", _FACTS, tuple((rich(fact), EMPTY) for fact in story.facts.values()))
    if story.triggers:
        yield Heading((Run("What provokes"),), 1)
        yield Table("What provokes, why, and the sign that warns of it", _TRIGGERS, tuple(_triggers(story)))


def _counted(variable: Variable) -> tuple[Cell, ...]:
    start = at_the_start(variable).removeprefix(f"{label(variable)}: ")
    words, shown = "", "No"
    match variable:
        case Number():
            words = " · ".join(f"from {value}: {word}" for value, word in variable.words)
            shown = _SHOWN[variable.show]
        case Word():
            words = ", ".join(each.replace("_", " ") for each in variable.one_of)
    return said(label(variable), strong=True), said(capital(start)), said(words), said(shown), EMPTY


def _triggers(story: Story) -> Iterator[tuple[Cell, ...]]:
    for trigger in story.triggers.values():
        phrases = ", ".join(f"“{phrase}”" for phrase in trigger.phrases)
        name = said(capital(words_of(trigger.id)), strong=True)
        yield name + said(phrases), rich(trigger.why), rich(trigger.hint), EMPTY


def _glance(board: Board) -> Iterator[tuple[Cell, ...]]:
    story = board.graph.story
    for id, number in board.numbers.items():
        marked = board.revised.scene_mark(id) or board.revised.outcome_mark(id)
        title = (Paragraph((board.link(id, board.title(id)), *marked)),)
        if id in story.scenes:
            leads = (Paragraph(tuple(_leads(board, story.scenes[id]))),)
            yield said(str(number)), title, said(capital(story.scenes[id].stage or "")), leads
        else:
            yield said(str(number)), title, said("The end"), said(RESULT[story.outcomes[id].result])


def _leads(board: Board, scene: Scene) -> Iterable[Run]:
    """Where each way on leads, by number."""
    for place, (number, edge) in enumerate(ways_on(board.graph, scene)):
        lead = "; " if place else ""
        way = f"{board.way_number(scene.id, number)} to " if number else "to "
        yield plainly(lead + way)
        yield board.link(edge.target, str(board.numbers[edge.target]))
