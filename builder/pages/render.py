"""The one door to Jinja and Markdown: our own templates, autoescaped, and the author's prose as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import OptionsDict

_TEMPLATES: Final = Path(__file__).parent / "templates"

_UNMARKED: Final = re.compile(r"(?!\d{1,9}[.)]|[-+=#~\s])[^\\`*_\[\]<>&\n]+(?<!  )")
"""A line in which neither Markdown nor HTML sees anything but text. It may hold quotation marks, so it is safe between
tags, not inside an attribute."""

_ONLY_PARAGRAPHS: Final = re.compile(
    r"(?:(?!\d{1,9}[.)]|[-+=#~>`<\[\s]|\*(?:\s|\Z)|(?:[*_][ \t]*){3})[^\r\n]+(?<!\s)(?:\n+|\Z))+"
)
"""Lines of which none begins a list, a heading or whatever else is no paragraph, and none ends in a space."""

_BLANK_LINES: Final = re.compile(r"\n\n+")

_SAFE_LINK: Final = re.compile(r"(?:https?:|mailto:|(?!//)[^:]*(?:[/?#]|$))", re.IGNORECASE)
"""Other sites, a mail address, or a file of this site: a colon may not come before the first slash."""
_ELSEWHERE: Final = re.compile(r"(?:[a-z]+:|/|#)", re.IGNORECASE)

_HEADINGS_BELOW: Final = 2
"""The page has the one first-level heading and its parts the second, so a ``#`` in prose makes a third."""


@cache
def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of one of our templates as a function: it escapes whatever it is given that is not Markup."""
    found: Callable[..., Markup] = getattr(_environment().get_template(template).module, name)
    return found


def prose(text: str | None, beside: str = "") -> Markup:
    """The author's Markdown as paragraphs; ``beside`` goes before a link to a file of the story's folder."""
    if not text:
        return Markup("")
    text = text.strip()
    if _UNMARKED.fullmatch(text):
        return _safe(f"<p>{text}</p>")
    paragraphs = _BLANK_LINES.split(text)
    if all(_UNMARKED.fullmatch(line) for paragraph in paragraphs for line in paragraph.split("\n")):
        return _safe(f"<p>{'</p><p>'.join(paragraphs)}</p>")
    markdown, around = _markdown(links=True), {"beside": beside}
    if not _ONLY_PARAGRAPHS.fullmatch(text):
        return _safe(markdown.render(text, around).strip())
    return _safe("</p>\n".join(f"<p>{markdown.renderInline(each, around)}" for each in paragraphs) + "</p>")


def phrase(text: str) -> Markup:
    """The author's Markdown without paragraphs or links, for use inside a link or a button."""
    text = text.strip()
    if _UNMARKED.fullmatch(text):
        return _safe(text)
    return _safe(_markdown(links=False).renderInline(text))


def plain(text: str | None) -> str:
    """The author's Markdown as bare text on one line, not escaped: for a description outside the page."""
    text = (text or "").strip()
    if not _UNMARKED.fullmatch(text):
        blocks = _markdown(links=True).parse(text)
        text = " ".join(_bare(block.children) for block in blocks if block.children)
    return " ".join(text.split())


class Piece(NamedTuple):
    """A piece of Markdown: its ``kind``, as `markdown-it` calls it, and its words; ``inside`` is what it is made of.

    The words of a link are its address, and those of an ordered list the number that it begins with.
    """

    kind: str
    text: str
    inside: tuple[Piece, ...] = ()


def pieces(text: str) -> Iterator[Piece]:
    """The author's Markdown taken apart, for whatever is not HTML; raw HTML in it is text."""
    text = text.strip()
    if _UNMARKED.fullmatch(text):
        yield from (Piece("inline", text, (Piece("text", text),)),) if text else ()
    else:
        yield from map(_piece, _markdown(links=True).parse(text))


def _piece(token: Token) -> Piece:
    told = token.attrGet("href") if token.type == "link_open" else token.attrGet("start")
    return Piece(token.type, token.content if told is None else str(told), tuple(map(_piece, token.children or ())))


def _bare(tokens: Sequence[Token]) -> str:
    return "".join(
        token.content if token.type in ("text", "code_inline") else " " * ("break" in token.type) for token in tokens
    )


def _safe(html: str) -> Markup:
    # Several times faster than Markup(html), which first asks whether its argument knows how to escape itself.
    return str.__new__(Markup, html)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _markdown(*, links: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
    if not links:
        return markdown.disable(["link", "autolink"])
    markdown.validateLink = lambda url: _SAFE_LINK.match(url) is not None  # type: ignore[method-assign]
    markdown.add_render_rule("link_open", _link_open)
    markdown.add_render_rule("heading_open", _lower_heading)
    markdown.add_render_rule("heading_close", _lower_heading)
    return markdown


def _link_open(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    url = str(tokens[index].attrGet("href") or "")
    if url.lower().startswith("http"):
        tokens[index].attrSet("rel", "noopener")
    elif not _ELSEWHERE.match(url):
        tokens[index].attrSet("href", env["beside"] + url)
    return renderer.renderToken(tokens, index, options, env)


def _lower_heading(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    tokens[index].tag = f"h{min(6, int(tokens[index].tag[1]) + _HEADINGS_BELOW)}"
    return renderer.renderToken(tokens, index, options, env)
