"""What the server answers under ``_author/``: the bar's script and styles, and what it asks for as it goes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from builder.hosts.serving.answers import JSON, SCRIPT, STYLE, Answer
from builder.hosts.serving.bar.drawing import map_view, part_view
from builder.hosts.serving.bar.findings import findings_view, trouble_view
from builder.hosts.serving.bar.jumping import jump_view
from builder.hosts.serving.bar.options import options_view
from builder.hosts.serving.bar.shown import Shown
from builder.hosts.serving.bar.situation import state_view, steps_view, way_view
from builder.hosts.serving.bar.standpoint import Standpoint, standpoint
from builder.pages.addresses import start_address
from builder.pages.playdata.carrier import Data
from builder.pages.render import plain, prose
from builder.pages.scripts import borrowed, joined, small_style
from builder.rules import all_pages

HEAD: Final = (
    '<link rel="stylesheet" href="{base}_author/page.css">'
    '<script defer src="{base}_author/bar.js?version={version}"></script>'
)
"""What a served page has in its head; ``base`` is where the site begins, ``version`` tells one state from another."""

_ASSETS: Final = Path(__file__).parent / "assets"
_SOURCES: Final = ("words", "asking", "parts", "findings", "jump", "situation", "options", "map", "marks", "bar")
"""The script's sources; the last sets it going."""


def answer(path: str, query: Mapping[str, str], shown: Shown) -> Answer | None:
    """What is asked for under ``_author/``, by its path from there; None where there is no such thing."""
    match path:
        case "bar.js":
            return Answer(_script(), SCRIPT)
        case "bar.css" | "page.css":
            return Answer(_style(path), STYLE)
        case "rule.html":
            page = all_pages().get(query.get("rule", ""))
            return Answer(prose(page.text).encode()) if page is not None else None
        case "bar.json":
            return _json(bar_view(_here(query, shown), shown))
        case "jump.json":
            return _json(jump_view(shown, _here(query, shown), query.get("find", "")))
        case "map.json":
            return _json(map_view(shown, query.get("story", "")))
        case "part.json":
            return _json(part_view(shown, query.get("story", ""), query.get("place", "")))
        case _:
            return None


def bar_view(here: Standpoint, shown: Shown) -> dict[str, Data]:
    """All that the bar tells of a page by itself; what takes longer, or is long, it asks for when it is wanted."""
    graph, play = here.graph, here.play
    told: dict[str, Data] = {
        "trouble": trouble_view(shown, here),
        "findings": findings_view(shown, here),
        "problem": here.problem,
    }
    if graph is not None:
        told["story"] = {
            "id": graph.story.id,
            "title": plain(graph.story.title),
            "start": start_address(graph.story.id),
        }
    if graph is not None and here.place is not None:
        told["place"] = here.place
    if graph is not None and play is not None:
        told |= {
            "state": state_view(graph, play.situation),
            "steps": steps_view(graph, play),
            "way": way_view(play),
            "options": options_view(graph, here.guide, play),
        }
    return told


def _here(query: Mapping[str, str], shown: Shown) -> Standpoint:
    return standpoint(query.get("page", ""), query.get("play", ""), shown)


def _json(told: Data) -> Answer | None:
    if told is None:
        return None
    return Answer(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode(), JSON)


@cache
def _script() -> bytes:
    return joined(*borrowed("play/elements.js"), *(_ASSETS / f"{name}.js" for name in _SOURCES))


@cache
def _style(name: str) -> bytes:
    return small_style((_ASSETS / name).read_bytes())
