"""The author's words in a terminal: Markdown as far as a terminal goes, and never anything that steers the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from rich.markdown import Markdown

_STEERING: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of writing; tabs and line breaks stay."""


def bare(text: str | None) -> str:
    """The text without characters that steer a terminal."""
    return _STEERING.sub("", text or "")


def prose(text: str | None) -> Markdown:
    """Markdown ready to print; raw HTML in it is shown as text, as on the site."""
    shown = Markdown(bare(text), hyperlinks=False)
    shown.parsed = list(_with_html_as_text(shown.parsed))
    return shown


def _with_html_as_text(tokens: Iterable[Any]) -> Iterator[Any]:
    """The tokens of the parsed text, where HTML (which rich leaves out) has become words."""
    for token in tokens:
        if token.children:
            token.children = list(_with_html_as_text(token.children))
        match token.type:
            case "html_inline":
                yield token.copy(type="text")
            case "html_block":
                yield token.copy(type="paragraph_open", tag="p", nesting=1)
                yield token.copy(type="text", content=token.content.strip())
                yield token.copy(type="paragraph_close", tag="p", nesting=-1)
            case _:
                yield token
