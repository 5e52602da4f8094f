"""Comments that may be the rest of a text: YAML takes ` #12` out of `Bill #12` without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from builder.sources import Comments, Source, Span
from builder.storyfile.syntax.decoding import decoded
from builder.storyfile.syntax.libyaml import ScalarEvent, StreamEndEvent, YAMLError, events
from builder.storyfile.syntax.lines import Lines
from builder.storyfile.syntax.parse import parse

_SIGN: Final = re.compile(rb" #\w")
"""How `Bill #12` goes on, and a comment hardly ever does: most have a space after the sign."""
_COMMENT: Final = re.compile(r"\s*(?<=\s)(#\w.*?)\s*$")
_NO_TEXT: Final = re.compile(r"[a-z0-9_./+-]*")
"""An id, a number, the name of a file."""


def comments_after_texts(source: Source) -> Comments:
    """The comments that begin with a word right after a text without quotation marks."""
    return Comments(tuple(_comments(source)) if _SIGN.search(source.data) is not None else ())


def _comments(source: Source) -> Iterator[tuple[Span, str]]:
    lines = Lines(decoded(source)[0])
    for end in _ends_of_texts(parse(source).text):
        line, column = lines.at(end)
        if comment := _COMMENT.match(lines[line], column):
            first, last = comment.span(1)
            yield Span(source.name, line + 1, first + 1, line + 1, last + 1), comment[1]


def _ends_of_texts(text: str) -> Iterator[int]:
    """The characters after which texts without quotation marks end, up to where this is no YAML."""
    with suppress(YAMLError), events(text) as next_event:
        while not isinstance(event := next_event(), StreamEndEvent):
            if isinstance(event, ScalarEvent) and not event.style and not _NO_TEXT.fullmatch(event.value):
                yield event.end_mark.index
