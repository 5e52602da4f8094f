"""The finished pages of a story's scenes and outcomes in chunks, so that a script can show them without a page load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

CHUNK: Final = 65_536
"""Characters of a chunk from which on the next page goes into another: some ten kilobytes packed."""
PAGES: Final = 16
"""Pages of a chunk where nobody has counted their characters yet; most have some three thousand."""


def by_length(bodies: Mapping[str, str]) -> list[list[str]]:
    """The scenes and outcomes with these pages in chunks of about the same length, in the author's order."""
    chunks: list[list[str]] = []
    room = 0
    for place, body in bodies.items():
        if room <= 0:
            chunks.append([])
            room = CHUNK
        chunks[-1].append(place)
        room -= len(body)
    return chunks


def by_count(places: Sequence[str]) -> list[Sequence[str]]:
    """These scenes and outcomes in chunks of equally many, which takes no page to be made."""
    return [places[start : start + PAGES] for start in range(0, len(places), PAGES)]
