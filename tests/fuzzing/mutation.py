"""How an author's file goes wrong: whole lines are lost, doubled, moved, indented, or come from another place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final, TypeAlias

Lines: TypeAlias = list[bytes]
_ODD: Final = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (*"\t\"':#[]{}*&!|>%@`,?\\~é\0\r\u202e\x85\u2028\ufeff\ud800", ": ", "- ", " #", "<<: ", "9" * 30, "_")
)


def changed(data: bytes, seed: int) -> bytes:
    """The file with one to three of its lines changed, as a given seed will have it."""
    rng = Random(seed)
    lines = data.split(b"\n")
    for _ in range(rng.randint(1, 3)):
        rng.choice(_WAYS)(lines, rng)
    return b"\n".join(lines)


def _lose(lines: Lines, rng: Random) -> None:
    at = rng.randrange(len(lines))
    lines[at : at + rng.choice((1, 1, 2, 5))] = [b""]


def _double(lines: Lines, rng: Random) -> None:
    at, to = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[to:to] = lines[at : at + rng.choice((1, 1, 2, 5))]


def _move(lines: Lines, rng: Random) -> None:
    lines.insert(rng.randrange(len(lines)), lines.pop(rng.randrange(len(lines))))
    if not lines:
        lines.append(b"")


def _indent(lines: Lines, rng: Random) -> None:
    at = rng.randrange(len(lines))
    lines[at] = b" " * rng.randint(1, 4) + lines[at] if rng.random() < 0.5 else lines[at][rng.randint(1, 4) :]


def _insert(lines: Lines, rng: Random) -> None:
    at = rng.randrange(len(lines))
    column = rng.randint(0, len(lines[at]))
    lines[at] = lines[at][:column] + rng.choice(_ODD) + lines[at][column:]


def _value(lines: Lines, rng: Random) -> None:
    """One line's value below another line's key."""
    at, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    key, colon, _ = lines[at].partition(b": ")
    lines[at] = key + (colon or b": ") + lines[other].partition(b": ")[2]


_WAYS: Final[tuple[Callable[[Lines, Random], None], ...]] = (_lose, _double, _move, _indent, _insert, _value)
