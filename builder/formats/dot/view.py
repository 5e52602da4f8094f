"""How a story is looked at: by whom, in which words, and in how much detail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from builder.flow.link import StoryGraph
from builder.flow.outline import Audience, Order
from builder.model import Result

Detail: TypeAlias = Literal["words", "names", "overview"]
"""How much a map tells: each scene with its choices' words, each scene by name, or only the story's parts."""

MAX_SCENES_IN_WORDS: Final = 30
MAX_SCENES: Final = 100
MAX_WAYS: Final = 300
"""Scenes, and ways on from them, up to which a map can still be read; a larger story gets an overview."""

RESULTS: Final[dict[Result, str]] = {"success": "Success", "partial": "Partial success", "failure": "Failure"}

_SYMBOLS: Final = {">=": "≥", "<=": "≤", "!=": "≠", "==": "="}


def in_symbols(when: str) -> str:
    """A condition as the author wrote it, with the signs of arithmetic for those of programs: ``trust ≥ 4``."""
    return re.sub(r">=|<=|!=|==", lambda found: _SYMBOLS[found.group()], when)


@dataclass(frozen=True, slots=True)
class View:
    """What a map is drawn for.

    ``link`` gives the address of a scene or outcome by id, or is None for a map without links. ``condition`` puts a
    ``when`` into words. ``order`` is the order in which the audience meets a scene's choices.
    """

    audience: Audience
    order: Order
    link: Callable[[str], str] | None = None
    condition: Callable[[str], str] = in_symbols
    detail: Detail = "words"


def detail_for(graph: StoryGraph) -> Detail:
    """The most detail in which a story of this size can still be read."""
    scenes = graph.story.scenes.values()
    ways = sum(len(scene.choices) or len(scene.route) or 1 for scene in scenes)
    if len(scenes) > MAX_SCENES or ways > MAX_WAYS:
        return "overview"
    return "words" if len(scenes) <= MAX_SCENES_IN_WORDS else "names"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def count(number: int, thing: str) -> str:
    """A number of things in words: "1 scene", "1,200 scenes"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
