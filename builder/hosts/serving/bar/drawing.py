"""The story's map for its author, with ratings, and the same as a list; scripts mark on it where a play has come."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from builder.flow.link import StoryGraph
from builder.flow.outline import Row, overview, rows
from builder.formats.dot import draw
from builder.formats.dot.view import detail_for, in_symbols
from builder.hosts.serving.bar.shown import Shown
from builder.pages.compile import map_words
from builder.pages.playdata.carrier import Data
from builder.pages.render import plain
from builder.pages.story_map import MAX_ROWS


def map_view(shown: Shown, story: str) -> dict[str, Data] | None:
    """The map of a story, or None where there is no such story; of a very large one, a map of its parts."""
    graph = shown.graphs.get(story)
    if graph is None:
        return None
    in_parts = detail_for(graph) == "overview"
    return {"svg": _svg(graph, shown.root / ".coolhead"), "in_parts": in_parts, "scenes": _scenes(graph)}


def part_view(shown: Shown, story: str, place: str) -> str | None:
    """What stands for a place on a map of the story's parts: an outcome is drawn itself; None without such a story."""
    graph = shown.graphs.get(story)
    if graph is None:
        return None
    return next((f"({number})" for number, part in enumerate(overview(graph).parts) if place in part.scenes), place)


def _svg(graph: StoryGraph, kept: Path) -> str | None:
    to = map_words(graph).link
    return draw(graph, "author", kept, link=lambda place: _from_root(graph, to(place)), named=True)


def _from_root(graph: StoryGraph, link: str) -> str:
    return f"{graph.story.id}/{link.removeprefix('../')}"


def _scenes(graph: StoryGraph) -> list[Data]:
    """Every scene with its ways on, where they are few enough to be read."""
    found = list(rows(graph, "author"))
    if len(found) > MAX_ROWS:
        return []
    by_scene = groupby((row for row in found if row.scene is not None), key=lambda row: row.scene)
    return [_scene(scene, list(ways)) for scene, ways in by_scene if scene is not None]


def _scene(scene: str, ways: list[Row]) -> Data:
    return {"place": scene, "title": plain(ways[0].title), "ways": [_way(each) for each in ways]}


def _way(row: Row) -> Data:
    return {
        "number": row.number,
        "words": plain(row.text),
        "when": in_symbols(row.when) if row.when else None,
        "rating": row.rating,
        "to": row.target,
        "title": plain(row.target_title),
    }
