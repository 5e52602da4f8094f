"""What differs between two texts, word by word: what both have, and what only the old one or the new one has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple, TypeAlias

MOST_WORDS: Final = 2_000
"""Words of a text up to which it is compared word by word; a longer one counts as replaced from first to last word."""
_TOO_SHORT: Final = 2
"""So few words between two changes are told as changed with them: single words that stayed are hard to read."""

Part: TypeAlias = Literal["same", "old", "new"]


class Piece(NamedTuple):
    """A stretch of words, joined by single spaces, and whose they are."""

    part: Part
    text: str


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts as one row of pieces, of what was replaced the old before the new; spacing counts as nothing.

    The pieces that are not ``new`` make up the old text, those that are not ``old`` the new one.
    """
    before, after = old.split(), new.split()
    if max(len(before), len(after)) > MOST_WORDS:
        return tuple(_replaced(before, after))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    same = [(one, other, size) for one, other, size in matcher.get_matching_blocks() if _stays(one, size, before)]
    return tuple(_pieces(before, after, [*same, (len(before), len(after), 0)]))


def _stays(start: int, size: int, words: Sequence[str]) -> bool:
    """Whether a stretch that is in both texts is told as such: not a word or two in the midst of changes."""
    return size > _TOO_SHORT or (size > 0 and (start == 0 or start + size == len(words)))


def _pieces(before: Sequence[str], after: Sequence[str], same: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    at_old = at_new = 0
    for one, other, size in same:
        yield from _replaced(before[at_old:one], after[at_new:other])
        if size:
            yield Piece("same", " ".join(before[one : one + size]))
        at_old, at_new = one + size, other + size


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if old:
        yield Piece("old", " ".join(old))
    if new:
        yield Piece("new", " ".join(new))
