"""Whether a file beside the stories can only be looked at: an SVG may hold scripts, which run where it is opened.

In a story a drawing is shown as a picture, in which a browser runs nothing. Opened by itself it is a page of the site,
with all that such a page may do, and so is whatever else a browser takes for a page.
"""

from __future__ import annotations

import re
from typing import Any, Final
from xml.etree.ElementTree import ParseError, XMLPullParser

_PAGES: Final = (".html", ".htm", ".shtml", ".xhtml", ".xht", ".xml", ".xsl", ".mhtml", ".svgz", ".js", ".mjs", ".swf")
_ACTING: Final = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"})
_OWN: Final = re.compile(r"\s*(#|data:image/(png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_SITE: Final = re.compile(r"\s*(#|https?://)", re.IGNORECASE)
_FETCHED: Final = re.compile(
    r"@import|javascript:|\\|url\(\s*+['\"]?+\s*+(?!#|data:image/(png|jpe?g|gif|webp)[;,])", re.IGNORECASE
)
"""A style that leads elsewhere, or is written so that nobody can tell: no drawing program needs a backslash."""


def may_do_more(name: str) -> bool:
    """Whether a file of this name has to be looked into: all others a browser only shows, or hands to the reader."""
    return name.lower().endswith((".svg", *_PAGES))


def more_than_shown(name: str, data: bytes) -> str | None:
    """What a file holds that nothing shown in a story needs, in words that go on after "holds"; None for most files."""
    if name.lower().endswith(_PAGES):
        return "a page or a script of its own"
    if not name.lower().endswith(".svg"):
        return None
    parser: Any = XMLPullParser(("start", "end", "pi"))
    try:
        parser.feed(data)
        parser.close()
        return next((found for event, part in parser.read_events() if (found := _odd(event, part))), None)
    except (ParseError, ValueError):
        return "something that is no SVG"


def _odd(event: str, part: Any) -> str | None:
    if event == "pi":
        return "an instruction to fetch a style sheet" if "stylesheet" in (part.text or "") else None
    if event == "end":
        is_style = _local(part.tag) == "style" and _FETCHED.search(part.text or "")
        return "a style that fetches another file" if is_style else None
    if _local(part.tag) in _ACTING:
        return f"`<{_local(part.tag)}>`"
    return next((found for name, value in part.attrib.items() if (found := _odd_value(part, name, value))), None)


def _odd_value(part: Any, name: str, value: str) -> str | None:
    attribute = _local(name)
    if attribute.startswith("on"):
        return f"`{attribute}`, which runs a script"
    if attribute in ("href", "src") and not (_SITE if _local(part.tag) == "a" else _OWN).match(value):
        return "a link to another file or to a script"
    if attribute == "attributename" and (_local(value) == "href" or value.lower().startswith("on")):
        return "a link that changes"
    return "a style that fetches another file" if _FETCHED.search(value) else None


def _local(name: str) -> str:
    """An XML name without what it belongs to."""
    return name.rpartition("}")[2].rpartition(":")[2].lower()
