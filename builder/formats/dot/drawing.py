"""A story as DOT text, in the detail its view asks for, with a legend of the signs that occur in it."""

from __future__ import annotations

from collections.abc import Iterator

from builder.flow.link import StoryGraph
from builder.formats.dot.parts import draw_parts
from builder.formats.dot.scenes import SIGNS, draw_scenes
from builder.formats.dot.sheet import sheet
from builder.formats.dot.view import View


def dot_text(graph: StoryGraph, view: View) -> str:
    """The map as DOT: the same text for the same story, whoever asks."""
    drawing = sheet(_legend(graph, view))
    if view.detail == "overview":
        draw_parts(drawing, graph, view)
    else:
        draw_scenes(drawing, graph, view)
    return str(drawing.source)


def _legend(graph: StoryGraph, view: View) -> Iterator[str]:
    """Sign and meaning, parted by two spaces: the picture draws the sign as it looks on the map."""
    scenes = graph.story.scenes.values()
    if view.detail == "overview":
        yield "→  ways on: the more there are, the thicker the line"
        return
    if any(scene.choices for scene in scenes):
        yield "1  a choice, numbered as in the table" if view.detail == "names" else "1  a choice and its line"
    if any(scene.next or scene.route for scene in scenes):
        yield "- - -  the story moves on by itself"
    if view.audience == "author":
        ratings = {choice.rating for scene in scenes for choice in scene.choices}
        yield from (f"{SIGNS[each]}  a {each} choice" for each in ("strong", "fair", "weak") if each in ratings)
