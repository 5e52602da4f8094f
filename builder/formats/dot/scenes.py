"""A story scene by scene: what stands in each box, and what each line that leaves it looks like."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from builder.flow.graph import Edge
from builder.flow.link import StoryGraph
from builder.flow.outline import numbered, returning, title_of
from builder.formats.dot.lettering import ASIDE, ON, escaped, fitted, plain, wrapped
from builder.formats.dot.palette import light
from builder.formats.dot.sheet import TEXT, TITLE, add_interrupt, add_outcome, add_start, address
from builder.formats.dot.view import View, capital
from builder.model import Branch, Choice, Outcome, Rating, Scene

if TYPE_CHECKING:
    from graphviz import Digraph

MAX_IN_A_ROW: Final = 8
"""Outcomes up to which all stand side by side at the bottom."""

SIGNS: Final[dict[Rating | None, str]] = {"strong": "+", "fair": "~", "weak": "−", None: ""}
"""What stands beside a rated choice's number: a line's colour alone would not do."""

_LINES: Final = {"strong": ("solid", "2.4"), "fair": ("solid", "1.2"), "weak": ("dotted", "2")}


def draw_scenes(drawing: Digraph, graph: StoryGraph, view: View) -> None:
    """Draw the whole story: its stages with their scenes, its outcomes, and every way on."""
    story = graph.story
    for number, (stage, scenes) in enumerate(_stages(story.scenes.values())):
        if stage is None:
            _add_scenes(drawing, scenes, view)
            continue
        with drawing.subgraph(name=f"cluster_{number}") as band:
            look = {"labeljust": "l", "margin": "14", "style": "rounded,filled", "fontsize": f"{TEXT:g}"}
            colours = {"color": light("band"), "fillcolor": light("band"), "fontcolor": light("muted")}
            band.attr(label=escaped(capital(fitted(stage, 220, TEXT))), **look, **colours)
            _add_scenes(band, scenes, view)
    _add_outcomes(drawing, story.outcomes.values(), view)
    add_start(drawing, graph.start)
    back = returning(graph)
    for scene in story.scenes.values():
        _add_ways(drawing, scene, view, back)
    for number, interrupt in enumerate(story.interrupts, 1):
        add_interrupt(drawing, number, interrupt.goto, view.condition(interrupt.when))


def _stages(scenes: Iterable[Scene]) -> Iterable[tuple[str | None, list[Scene]]]:
    """The scenes by stage, in the order of each stage's first scene."""
    found: dict[str | None, list[Scene]] = {}
    for scene in scenes:
        found.setdefault(scene.stage, []).append(scene)
    return found.items()


def _add_outcomes(drawing: Digraph, outcomes: Collection[Outcome], view: View) -> None:
    with drawing.subgraph() as row:
        if len(outcomes) <= MAX_IN_A_ROW:
            row.attr(rank="sink")
        for outcome in outcomes:
            add_outcome(row, outcome, view)


# -- boxes ------------------------------------------------------------------------------------------------------------


def _add_scenes(drawing: Digraph, scenes: Iterable[Scene], view: View) -> None:
    for scene in scenes:
        width = _width(scene, view)
        room = width - 16
        heading = list(wrapped(title_of(scene), room, TITLE if scene.shown else TITLE - 2, 2))
        named = [fitted(scene.id, room, TEXT)] if view.audience == "author" and scene.title else []
        listed = list(_listed(scene, view, room)) if view.detail == "words" else []
        kind = "scene" if scene.shown else "passing"
        drawing.node(
            scene.id,
            label=_label([*heading, *named], listed, _doors(scene, view)),
            width=f"{width / 72:.2f}",
            fillcolor=light("card"),
            color=light("card-line"),
            tooltip=escaped(plain(title_of(scene)) + (f" ({scene.id})" if named else "")),
            URL=address(scene.id, view) if scene.shown or scene.route else None,
            **{"class": " ".join([kind, f"t{len(heading)}", *("i" for _ in named)])},
        )


def _width(scene: Scene, view: View) -> int:
    """Pixels: all shown scenes are as wide as one another, all passed through are smaller."""
    if view.detail == "words":
        return 240 if scene.shown else 190
    return 156 if scene.shown else 126


def _label(heading: Iterable[str], listed: Iterable[str], doors: Iterable[tuple[str, object]]) -> str:
    """A record: the heading, the list, and at the foot a small field for each line that leaves the box."""
    fields = ["".join(f"{escaped(line)}\\l" for line in lines) for lines in (heading, listed)]
    feet = "|".join(f"<w{position}>{escaped(label)}" for position, (label, _) in enumerate(doors) if label)
    return "{" + "|".join([*filter(None, fields), *([f"{{{feet}}}"] if feet else [])]) + "}"


def _listed(scene: Scene, view: View, room: float) -> Iterator[str]:
    """The first words of each choice, or the condition of each branch, under the number its line bears."""
    for number, edge in numbered(scene, view.order):
        words, when = _words(edge, view)
        if words:
            yield fitted(f"{number}. {words}", room, TEXT)
            if when:
                yield from (ASIDE + line for line in wrapped(f"if {when}", room - 16, TEXT, 2))
        elif number:
            first, *more = wrapped(f"{number}. {f'if {when}' if when else 'otherwise'}", room - 12, TEXT, 3)
            yield from (first, *(ON + line for line in more))


# -- lines ------------------------------------------------------------------------------------------------------------


def _doors(scene: Scene, view: View) -> Iterator[tuple[str, list[tuple[str, Edge]]]]:
    """What leaves a box: each numbered way alone or, on a map of names, those to the same place together."""
    together: dict[object, list[tuple[str, Edge]]] = {}
    for number, edge in numbered(scene, view.order):
        place = number if view.detail == "words" else (edge.target, _rating(edge, view))
        together.setdefault(place, []).append((number, edge))
    for ways in together.values():
        sign = SIGNS[_rating(ways[0][1], view)]
        yield f"{', '.join(number for number, _ in ways)} {sign}".strip(), ways


def _add_ways(drawing: Digraph, scene: Scene, view: View, back: Container[tuple[str, str]]) -> None:
    """The lines out of a scene. A way back is let free of the order from top to bottom, which else grows wide."""
    for position, (label, ways) in enumerate(_doors(scene, view)):
        edge = ways[0][1]
        drawing.edge(
            f"{scene.id}:w{position}:s" if label else f"{scene.id}:s",
            edge.target,
            tooltip=escaped("; ".join(_sentence(number, each, view) for number, each in ways)),
            constraint="false" if (scene.id, edge.target) in back else None,
            **_line(edge, view),
            **_choices(ways, view),
        )


def _choices(ways: Iterable[tuple[str, Edge]], view: View) -> dict[str, str]:
    """For an author's map, which choices a line stands for: their positions, so that a play can be marked on it."""
    positions = [str(edge.way.position) for _, edge in ways if isinstance(edge.way, Choice)]
    return {"class": "by " + " ".join(positions)} if positions and view.audience == "author" else {}


def _line(edge: Edge, view: View) -> dict[str, str]:
    if not isinstance(edge.way, Choice):
        return {"style": "dashed"}
    rating = _rating(edge, view)
    if rating is None:
        return {}
    style, weight = _LINES[rating]
    return {"style": style, "penwidth": weight, "color": light(rating)}


def _rating(edge: Edge, view: View) -> Rating | None:
    return edge.way.rating if view.audience == "author" and isinstance(edge.way, Choice) else None


def _sentence(number: str, edge: Edge, view: View) -> str:
    words, when = _words(edge, view)
    said = fitted(words, 600, TEXT) if words else "moves on"
    condition = f" (if {when})" if when else ""
    rated = f" – {rating}" if (rating := _rating(edge, view)) else ""
    return f"{number + '. ' if number else ''}{said}{condition}{rated}"


def _words(edge: Edge, view: View) -> tuple[str, str | None]:
    match edge.way:
        case Choice() as choice:
            return _unmarked(choice.text), view.condition(choice.when) if choice.when else None
        case Branch(_, when):
            return "", view.condition(when) if when else None
        case _:
            return "", None


def _unmarked(text: str) -> str:
    """Prose without its Markdown signs."""
    return plain(re.sub(r"[*`]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)))
