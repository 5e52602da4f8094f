"""What every map has, large story or small: the sheet and its lettering, the start, the endings, the interrupts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from builder.formats.dot.lettering import escaped, fitted, plain, wrapped
from builder.formats.dot.palette import light
from builder.formats.dot.view import RESULTS, View
from builder.model import Outcome, Result

if TYPE_CHECKING:
    from graphviz import Digraph

TEXT: Final = 12.0
TITLE: Final = 16.0
"""The size a title is measured in: it is drawn at 14, but bold, which is an eighth wider."""

_SHAPES: Final[dict[Result, str]] = {"success": "ellipse", "partial": "hexagon", "failure": "octagon"}


def sheet(legend: Iterable[str]) -> Digraph:
    """An empty map with its legend, a line for each entry."""
    from graphviz import Digraph

    words = {"fontname": "Helvetica", "fontsize": f"{TEXT:g}", "fontcolor": light("ink")}
    return Digraph(
        "story",
        graph_attr={
            "rankdir": "TB",
            "nodesep": "0.3",
            "ranksep": "0.55",
            "outputorder": "edgesfirst",
            "pad": "0.2",
            "label": "".join(f"{escaped(line)}\\l" for line in legend),
            "labelloc": "t",
            "labeljust": "l",
            **words,
            "fontsize": "15",  # the legend's lines stand further apart than the picture's words, which are 12 again
        },
        node_attr={"shape": "record", "style": "rounded,filled", "margin": "0.11,0.075", **words},
        edge_attr={"color": light("edge"), "penwidth": "1.3", "arrowsize": "0.7"},
    )


def add_start(drawing: Digraph, start: str) -> None:
    """Mark where the story begins."""
    colours = {"fillcolor": light("accent"), "color": light("accent"), "fontcolor": light("on-accent")}
    drawing.node("(start)", label="Start", shape="box", height="0.3", **colours, **{"class": "start t1"})
    drawing.edge("(start)", start, color=light("accent"), penwidth="1.8")


def add_outcome(drawing: Digraph, outcome: Outcome, view: View) -> None:
    """An outcome, its result told by a word, a shape and a colour."""
    title = wrapped(outcome.title, 150, TEXT, 3)
    named = [fitted(outcome.id, 150, TEXT)] if view.audience == "author" else []
    drawing.node(
        outcome.id,
        label="\\n".join(map(escaped, [RESULTS[outcome.result], *title, *named])),
        tooltip=escaped(f"{RESULTS[outcome.result]}: {plain(outcome.title)}"),
        URL=address(outcome.id, view),
        **ending(outcome.result),
    )


def ending(result: Result) -> dict[str, str]:
    """How an ending of this result looks."""
    return {
        "shape": _SHAPES[result],
        "style": "filled",
        "fillcolor": light(result),
        "color": light(f"{result}-line"),
        "fontcolor": light(f"{result}-ink"),
        "penwidth": "1.8",
        "margin": "0.1,0.07",
        "class": "outcome t1",
    }


def add_interrupt(drawing: Digraph, number: int, target: str, when: str, sign: str = "") -> None:
    """An interrupt, drawn once and not from every scene where it may happen; ``sign`` says what became of it."""
    name = f"(interrupt {number})"
    label = "\\n".join(map(escaped, [f"{sign} At any time".strip(), *wrapped(f"if {when}", 170, TEXT, 3)]))
    colours = {"fillcolor": light("interrupt"), "color": light("interrupt-line")}
    look = {"shape": "note", "style": "filled", "margin": "0.17,0.1", "class": "interrupt t1"}
    drawing.node(name, label=label, tooltip=escaped(f"At any time, if {when}"), **look, **colours)
    drawing.edge(name, target, color=light("interrupt-line"), style="dashed")


def address(place: str, view: View) -> str | None:
    """Where a box links to, for a map with links."""
    return escaped(view.link(place)) if view.link else None
