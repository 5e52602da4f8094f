"""Text that a number sign cuts short: YAML takes the rest of the line for a comment, and nobody would notice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from builder.diagnostics import Diagnostic, shown
from builder.sources import Span
from builder.storyfile.syntax.libyaml import ScalarEvent, StreamEndEvent, YAMLError, events

_SIGN: Final = r" #\w"
"""How `Bill #12` goes on, and a comment hardly ever does: most have a space after the sign."""
_IN_TEXT: Final = re.compile(_SIGN)
_IN_BYTES: Final = re.compile(_SIGN.encode())
_COMMENT: Final = re.compile(r"\s*(?<=\s)(#\w.*)")
_NO_TEXT: Final = re.compile(r"[a-z0-9_./+-]*")
"""An id, a number, the name of a file."""


def may_be_cut(data: bytes) -> bool:
    """Whether a file holds a sign that may cut a text short."""
    return _IN_BYTES.search(data) is not None


def cut_short(file: str, text: str, given: str) -> Iterator[Diagnostic]:
    """A finding for each text without quotation marks after which a comment begins that may belong to it.

    ``given`` is the author's ``text`` as the parser takes it.
    """
    if _IN_TEXT.search(text) is None:
        return
    lines = text.split("\n")
    for line, column in _ends_of_texts(given):
        if comment := _COMMENT.match(lines[line], column):
            message = f"Here the text ends: YAML takes `{shown(comment[1])}` for a comment."
            help = "If it belongs to the text, put all of it in double quotes. In a comment, put a space after `#`."
            span = Span(file, line + 1, comment.start(1) + 1, line + 1, comment.end(1) + 1)
            yield Diagnostic("yaml-syntax", span, message, help)


def _ends_of_texts(text: str) -> Iterator[tuple[int, int]]:
    """Where texts without quotation marks end, up to where this is no YAML: lines and columns from 0."""
    found: list[tuple[int, int]] = []
    try:
        with events(text) as next_event:
            while not isinstance(event := next_event(), StreamEndEvent):
                if isinstance(event, ScalarEvent) and not event.style and not _NO_TEXT.fullmatch(event.value):
                    found.append((event.end_mark.line, event.end_mark.column))
    except YAMLError:
        pass
    yield from found
