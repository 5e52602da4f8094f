"""One story about to be laid out as a storyboard: its order, its numbers, and the words used throughout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from builder.flow.graph import Edge
from builder.flow.link import StoryGraph
from builder.flow.outline import numbered, order_for, title_of
from builder.flow.proof import Bounds
from builder.flow.storyline import Storyline, storyline
from builder.formats.storyboard.document import Cell, Column
from builder.formats.storyboard.revised import Revised
from builder.model import Course, Interrupt, Rating, Scene, Story, Value
from builder.pages.rich import Paragraph, Run, Tone, plainly
from builder.pages.words import Names, changes, condition
from builder.sources import Route

Drawing: TypeAlias = Callable[[Callable[[str], str], Callable[[str], str]], str]
"""Gives the story's map as a piece of HTML in which every word of an author is escaped, or an empty text.

It is given two functions: the address of a scene or outcome by id, and an author's condition in words."""
COMMENT: Final = Column("Comment", 20, filled=True)
"""The column that reviewers fill in."""
EMPTY: Final[Cell] = ()
NOTE: Final = "Note for reviewers"
RATING: Final[Mapping[Rating, Tone]] = {"strong": "good", "fair": "fair", "weak": "poor"}


@dataclass(frozen=True, slots=True)
class Board:
    """What all parts of a storyboard share.

    ``numbers`` has every scene and outcome by id, ``ways_in`` the ways that lead to each, with the number of each way.
    ``notes`` are the authors' notes by scene, and position of the choice if they are on one.
    ``label`` is the author's own line for the front, such as the version; ``revised`` is what changed since a revision.
    """

    graph: StoryGraph
    course: Course
    line: Storyline
    numbers: Mapping[str, int]
    ways_in: Mapping[str, Sequence[tuple[str, Edge]]]
    names: Names
    notes: Mapping[tuple[str, int | None], Sequence[str]]
    label: str
    revised: Revised

    def title(self, place: str) -> str:
        """The title of a scene or outcome."""
        story = self.graph.story
        return title_of(story.scenes.get(place) or story.outcomes[place])

    def link(self, place: str, text: str) -> Run:
        """Words that lead to a scene or outcome."""
        return plainly(text)._replace(href=f"#{self.anchor(place)}")

    def anchor(self, place: str) -> str:
        """What links to a scene or outcome name."""
        return f"scene-{self.numbers[place]}"

    def go_to(self, place: str) -> tuple[Run, ...]:
        """Where the play goes on: "Go to 12. Say it", as a link."""
        return (self.link(place, f"Go to {self.numbers[place]}. {self.title(place)}"),)

    def when(self, text: str) -> str:
        """The author's condition in words."""
        return condition(self.graph.expressions[text], self.names)

    def effects(self, change: Mapping[str, int], assigned: Mapping[str, Value]) -> str:
        """What a step does to what the story keeps count of, as sentences."""
        return " ".join(changes(change, assigned, self.names))

    def way_number(self, scene: str, number: str) -> str:
        """The number of a way on: "3.2" is the second choice of scene 3."""
        return f"{self.numbers[scene]}.{number}" if number else str(self.numbers[scene])


def board(bounds: Bounds, course: Course, label: str, revised: Revised) -> Board:
    """Work out what all parts share."""
    graph = bounds.graph
    line = storyline(bounds)
    numbers = line.numbers(graph.story.outcomes)
    watched = (graph.story.scenes[scene] for scene in graph.story.scenes if scene in graph.watched)
    places = {scene.id: f"{numbers[scene.id]}. {title_of(scene)}" for scene in watched}
    names = Names(graph.story.state, places)
    return Board(graph, course, line, numbers, _ways_in(graph, numbers), names, _notes(graph.story), label, revised)


def _ways_in(graph: StoryGraph, numbers: Mapping[str, int]) -> Mapping[str, Sequence[tuple[str, Edge]]]:
    found: dict[str, list[tuple[str, Edge]]] = {}
    for scene in sorted(graph.story.scenes.values(), key=lambda scene: numbers[scene.id]):
        for number, edge in ways_on(graph, scene):
            found.setdefault(edge.target, []).append((number, edge))
    for interrupt in graph.story.interrupts:
        found.setdefault(interrupt.goto, []).append(("", Edge("", interrupt.goto, interrupt)))
    return found


def ways_on(graph: StoryGraph, scene: Scene) -> Iterator[tuple[str, Edge]]:
    """A scene's ways on as their author wrote them, with the number of each."""
    return numbered(scene, order_for(graph, "author"))


def _notes(story: Story) -> Mapping[tuple[str, int | None], Sequence[str]]:
    found: dict[tuple[str, int | None], list[str]] = {}
    for note in story.notes:
        match note.place.route:
            case ("scenes", str() as scene, *_):
                found.setdefault((scene, choice_of(note.place.route)), []).append(note.text)
    return found


def choice_of(route: Route) -> int | None:
    """The position of the choice that a route leads into, if it does."""
    match route:
        case ("scenes", _, "choices", int() as position, *_):
            return position
        case _:
            return None


def come_from(board: Board, place: str) -> Iterator[Run]:
    """Where a scene or outcome is come to from, each a link; nothing where no way leads to it."""
    ways = [(number, edge) for number, edge in board.ways_in.get(place, ()) if not isinstance(edge.way, Interrupt)]
    if ways:
        yield plainly("From ", "quiet")
        yield from joined(board.link(edge.source, board.way_number(edge.source, number)) for number, edge in ways)
    for _, edge in board.ways_in.get(place, ()):
        if isinstance(edge.way, Interrupt):
            yield plainly(f"{', and at' if ways else 'At'} any time, once {board.when(edge.way.when)}", "quiet")


# -- small words --


def said(text: str, tone: Tone = "plain", *, strong: bool = False) -> Cell:
    """Our own words, or a name, as one paragraph; no words are no paragraph."""
    return (Paragraph((plainly(text, tone, strong=strong),)),) if text else ()


def led(label: str, paragraphs: Cell) -> Cell:
    """Paragraphs with a few quiet words before the first of them: "Better: …"."""
    if not paragraphs:
        return ()
    first = paragraphs[0]
    return (first._replace(runs=(plainly(f"{label} ", "quiet"), *first.runs)), *paragraphs[1:])


def listed(texts: Iterable[Cell]) -> Cell:
    """Several texts, each with a bullet; a single one has none."""
    found = list(texts)
    if len(found) == 1:
        return found[0]
    return tuple(_bullet(paragraph, first=not place) for each in found for place, paragraph in enumerate(each))


def _bullet(paragraph: Paragraph, *, first: bool) -> Paragraph:
    if first and paragraph.kind == "text":
        return paragraph._replace(kind="bullet", depth=1)
    return paragraph._replace(depth=paragraph.depth + 1)


def joined(runs: Iterable[Run], between: str = ", ", last: str = " and ") -> Iterator[Run]:
    """Runs in a row, as in "3.1, 3.2 and 4.1"."""
    each = list(runs)
    for place, run in enumerate(each):
        if place:
            yield Run(last if place == len(each) - 1 else between)
        yield run
