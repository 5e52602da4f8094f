"""Where the YAML parser halted, and what was found to be the cause: what all who look into it share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

QUOTE_IT: Final = "Put the whole text in double quotes, or write it on the lines below after a `|`."
KEY: Final = re.compile(r"\s*(?:- +)*\w[\w-]*\s*:(?!\S)")
"""A line that begins with a key, or a list item that does."""


@dataclass(frozen=True, slots=True)
class Halt:
    """What the parser said, where it halted, and where what it was reading began: lines and columns from 0."""

    said: str
    lines: Sequence[str]
    line: int
    column: int
    opened: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The line on which the parser halted."""
        return self.lines[self.line]

    @property
    def before(self) -> str:
        """What stands before the halt on its line."""
        return self.text[: self.column]

    @property
    def rest(self) -> str:
        """What stands after it."""
        return self.text[self.column :].rstrip()

    def opening(self) -> tuple[int, int]:
        """Where what the parser was reading began, or else where it halted."""
        return self.opened or (self.line, self.column)

    def line_above(self) -> int | None:
        """The nearest line above that is neither blank nor a comment."""
        above = (
            at for at in range(self.line - 1, -1, -1) if self.lines[at].strip() and self.lines[at].lstrip()[0] != "#"
        )
        return next(above, None)


@dataclass(frozen=True, slots=True)
class Cause:
    """Where the mistake is (a line and two columns), what it is, and the line of the entry that holds it, if any."""

    line: int
    columns: tuple[int, int]
    message: str
    help: str
    entry: int | None = None


def depth(line: str) -> int:
    """How far a line is indented."""
    return len(line) - len(line.lstrip(" "))
