"""The finished pages of a story's scenes and outcomes in chunks, so that a script can show them without a page load."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from builder.pages.compile import Page
from builder.pages.playdata.carrier import Data

CHUNK: Final = 65_536
"""Characters of a chunk from which on the next page goes into another: some ten kilobytes packed."""


def chunked(pages: Iterable[Page]) -> list[list[Page]]:
    """The pages in chunks of about the same length, in the author's order."""
    chunks: list[list[Page]] = []
    room = 0
    for page in pages:
        if room <= 0:
            chunks.append([])
            room = CHUNK
        chunks[-1].append(page)
        room -= len(page.body)
    return chunks


def bodies(chunk: Sequence[Page]) -> dict[str, Data]:
    """The body of each page of a chunk, by scene or outcome."""
    return {page.place: page.body for page in chunk}
