"""A map without a word on it, for whoever has played: the learner's script names the places that were come to."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Final

from builder.flow.graph import ways_on
from builder.flow.link import StoryGraph
from builder.flow.outline import returning
from builder.formats.dot.palette import light
from builder.formats.dot.picture import SVG, shape, translation
from builder.formats.dot.scenes import MAX_IN_A_ROW

_BOX: Final = {"shape": "box", "style": "rounded,filled", "width": "1.5", "height": "0.55"}
_PASSING: Final = {"shape": "circle", "width": "0.2"}


def blank_dot(graph: StoryGraph) -> str:
    """The story as DOT text: an empty box for every scene and outcome, and one line for all ways from one to another.

    All outcomes look alike. Interrupts are left out, as they lead from everywhere.
    """
    from graphviz import Digraph

    drawing = Digraph(
        "story",
        strict=True,
        graph_attr={"rankdir": "TB", "nodesep": "0.25", "ranksep": "0.4", "outputorder": "edgesfirst", "pad": "0.1"},
        node_attr={"label": "", "style": "filled", "fillcolor": light("card"), "color": light("card-line")},
        edge_attr={"color": light("edge"), "penwidth": "1.3", "arrowsize": "0.7"},
    )
    for scene in graph.story.scenes.values():
        drawing.node(scene.id, **(_BOX if scene.shown else _PASSING))
    with drawing.subgraph() as row:
        row.attr(rank="sink" if len(graph.story.outcomes) <= MAX_IN_A_ROW else "")
        for outcome in graph.story.outcomes:
            row.node(outcome, **_BOX)
    back = returning(graph)
    for scene in graph.story.scenes.values():
        for edge in ways_on(scene):
            free = (scene.id, edge.target) in back
            drawing.edge(scene.id, edge.target, constraint="false" if free else None)
    return str(drawing.source)


def blank_picture(graphviz_svg: str) -> str:
    """An ``<svg>`` element with a group for each place (``data-place``) and line (``data-from`` and ``data-to``)."""
    drawn = ET.fromstring(graphviz_svg)
    sheet = drawn.find(f"{SVG}g")
    assert sheet is not None, "Graphviz puts all it draws into one group"
    left, top, wide, high = (f"{float(number):.0f}" for number in drawn.get("viewBox", "").split())
    size = {"viewBox": f"{left} {top} {wide} {high}", "width": wide, "height": high}
    found = ET.Element("svg", {"xmlns": SVG.strip("{}"), "class": "ch-map ch-map-blank", **size})
    moved = ET.SubElement(found, "g", {"transform": translation(sheet)})
    for group in sheet.findall(f"{SVG}g"):
        named = (group.findtext(f"{SVG}title") or "").split("->")
        names = dict(zip(("data-from", "data-to") if len(named) > 1 else ("data-place",), named, strict=True))
        kind = "way" if len(named) > 1 else "node"
        ET.SubElement(moved, "g", {"class": f"ch-map-{kind}", **names}).extend(map(shape, _shapes(group)))
    return ET.tostring(found, encoding="unicode")


def _shapes(group: ET.Element) -> Iterator[ET.Element]:
    return (each for each in group.iter() if each.tag.removeprefix(SVG) in ("path", "polygon", "ellipse"))
