"""What a choice is known by, now and after an edit of its story: its words and its id, not its place.

Playing needs only two letters of it, for addresses, and those are in the story's logic. All of it is loaded with what
remembers plays.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from builder.flow.link import StoryGraph, of_each_scene
from builder.flow.play import DIGITS
from builder.model import Choice, Scene
from builder.pages.playdata.carrier import Data, Entry, entry

_BASE: Final = 36
_FINGERPRINT: Final = 5
_SHORT: Final = 2


def story_marks(graph: StoryGraph) -> list[Entry]:
    """By scene, the marks of its choices in the author's order: ``[fingerprint]``, and the id of who has one."""
    found = of_each_scene(graph, "marks", None, _scene_marks)
    return [each for each in found if each is not None]


def fingerprint(choice: Choice) -> str:
    """Tells a choice's words from other words, whatever the spaces between them: five of 0-9a-z."""
    number = int.from_bytes(sha256(" ".join(choice.text.split()).encode()).digest()[:8], "big")
    letters = ""
    for _ in range(_FINGERPRINT):
        number, digit = divmod(number, _BASE)
        letters += DIGITS[digit]
    return letters


def letters(choice: Choice) -> str:
    """As much of the fingerprint as addresses have."""
    return fingerprint(choice)[:_SHORT]


def _scene_marks(scene: Scene) -> Entry | None:
    return entry(scene.id, [_marks(choice) for choice in scene.choices]) if scene.choices else None


def _marks(choice: Choice) -> Data:
    return [fingerprint(choice), choice.id] if choice.id else [fingerprint(choice)]
