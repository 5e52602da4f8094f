"""Words and tables as a terminal takes them: on their own lines, and with no sign that would turn or clear it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def flat(text: str) -> str:
    """The words on one line, a space for each sign that is none of them."""
    return "".join(each if each.isprintable() else " " for each in " ".join(text.split()))


def opening(text: str, most: int) -> str:
    """The first of the words on one line, in at most so many characters, an ellipsis among them."""
    words = flat(text)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows as lines, set in, their columns as wide as their longest cells."""
    found = list(rows)
    widths = [max(map(len, column)) for column in zip(*found, strict=True)]
    for row in found:
        yield "  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
