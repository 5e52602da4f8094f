"""Fitting words into boxes: estimated widths, lines broken at words, cuts with an ellipsis, and DOT's own escapes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

ON: Final = "\u00a0" * 3
"""What a line begins with that goes on from the one above it."""
ASIDE: Final = "\u00a0" * 4
"""What a line begins with that adds to the one above it; the picture dims it."""

_NARROW: Final = frozenset("fijlrtI.,:;'’‘!|()[] -")
_WIDE: Final = frozenset("mwMW@%—…")
_ENOUGH: Final = 1_000
"""Characters looked at of any text: more than fit into a box."""
_JOINER: Final = "\u2060"
"""Stands after every backslash, so that what follows is not taken for one of DOT's own signs; the picture drops it."""

_ESCAPES: Final = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "{": "&#123;",
        "}": "&#125;",
        "|": "&#124;",
        "\\": "\\\\" + _JOINER,
    }
)
_NOT_TEXT: Final = re.compile(f"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|{_JOINER}")
"""Characters that XML does not allow at all, and the one that we put in ourselves."""


def plain(text: str) -> str:
    """The text on one line: white space becomes single spaces, what cannot stand in XML is dropped."""
    return " ".join(_NOT_TEXT.sub("", text).split())


def escaped(text: str) -> str:
    """The text as it must stand in a DOT label or tooltip to be read as itself."""
    return text.translate(_ESCAPES)


def restored(text: str) -> str:
    """What `escaped` text was before, given what Graphviz made of it."""
    return text.replace(_JOINER, "").replace("\xa0", " ")


def width(text: str, size: float) -> float:
    """About how wide the text is in pixels at a font size, in the wider of the usual screen fonts."""
    return sum(map(_ems, text)) * size


def fitted(text: str, room: float, size: float) -> str:
    """As much of the text as fits into ``room`` pixels, cut at a word where there is one, then an ellipsis."""
    return next(wrapped(text, room, size, 1), "")


def wrapped(text: str, room: float, size: float, lines: int) -> Iterator[str]:
    """The text broken at words into at most so many lines of ``room`` pixels; an ellipsis shows that more follows."""
    rest = plain(text)[:_ENOUGH]
    for line in range(lines, 0, -1):
        if width(rest, size) <= room:
            if rest:
                yield rest
            return
        last = line == 1
        cut = _cut(rest, room - (_ems("…") * size if last else 0), size)
        yield rest[:cut].rstrip(" ,.;:–-") + "…" if last else rest[:cut].rstrip()
        rest = rest[cut:].lstrip()


def _cut(text: str, room: float, size: float) -> int:
    """Where to break: after the last whole word that fits, or inside a word too long for any line."""
    widths = accumulate(_ems(character) * size for character in text)
    end = next((position for position, reached in enumerate(widths) if reached > room), len(text))
    space = text.rfind(" ", 0, end + 1)
    return space if space > 0 else max(end, 1)


def _ems(character: str) -> float:
    if character in _NARROW:
        return 0.36
    if character in _WIDE:
        return 0.95
    if character.isupper():
        return 0.72
    if unicodedata.combining(character):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(character) in "WF" else 0.58
