"""A text line by line, as an editor counts: a few bytes a line, as a file may have millions of them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import Final

_END: Final = re.compile("\n")


class Lines:
    """The lines of a ``text``, from 0, each without its end."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = array("I", [0])
        self._starts.extend(found.end() for found in _END.finditer(text))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, line: int) -> str:
        after = line + 1
        end = self._starts[after] - 1 if after < len(self) else len(self.text)
        return self.text[self._starts[line] : end]

    def between(self, line: int, last: int) -> str:
        """The text of a line, of the last one wanted, and of all between them."""
        last = min(last, len(self) - 1)
        return self.text[self._starts[line] : self._starts[last] + len(self[last])]

    def at(self, index: int) -> tuple[int, int]:
        """The line and column, from 0, of a character."""
        line = bisect_right(self._starts, index) - 1
        return line, index - self._starts[line]
