"""Reading on after a YAML mistake: how to change the text, line by line, so that the parser comes further."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from builder.diagnostics import Diagnostic
from builder.storyfile.syntax.decoding import with_plain_indentation, without_odd_characters
from builder.storyfile.syntax.repair.dialect import as_read, hidden, is_older
from builder.storyfile.syntax.repair.mending import without_entry
from builder.storyfile.syntax.repair.stumbles import stumble
from builder.storyfile.syntax.trouble import nothing_read_below

MAX_MISTAKES: Final = 20
"""YAML mistakes after which a file is not read on; every one of them costs a reading of the file."""
MOST_READ: Final = 100_000_000
"""Characters that are read again for the sake of mistakes: fewer of them in a very large file."""


class Attempts:
    """One file's text while it is read again and again, and the mistakes found on the way.

    ``text`` is the author's, with a stand-in for every entry that was set aside; ``given`` is what the parser is given.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.given = as_read(text)
        self.mistakes: list[Diagnostic] = []
        self.reached = -1

    def another(self, error: Any, brackets: Sequence[int]) -> bool:
        """Whether there is a point in another attempt, after the error with which the last one ended.

        ``brackets`` are the lines, from 0, on which the brackets that were open at the error began.
        """
        if is_older(error, self.text) and self.given != (given := hidden(self.text)):
            self.given = given
            return True
        for without in (without_odd_characters, with_plain_indentation):
            clean, fault = without(self.file, self.text)
            if fault is not None:
                self.mistakes.append(fault)
                self.text, self.given = clean, as_read(clean)
                return True
        return self.without_mistake(error, brackets)

    def without_mistake(self, error: Any, brackets: Sequence[int]) -> bool:
        """Report the mistake behind an error and set its entry aside; False where that cannot be done."""
        found = stumble(self.file, self.text, error, brackets)
        mended = None
        if found.line > self.reached:  # else it is the last mistake that still makes trouble
            self.mistakes.append(found.diagnostic)
            self.reached = found.line
            most = min(MAX_MISTAKES, MOST_READ // max(len(self.text), 1))
            if found.entry is not None and len(self.mistakes) <= most:
                mended = without_entry(self.text, found.entry)
        if mended is None:
            self.mistakes[-1] = nothing_read_below(self.mistakes[-1])
            return False
        self.text, self.given = mended, as_read(mended)
        return True
