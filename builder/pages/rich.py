"""Words for whatever is not a page of the site: paragraphs made of runs, from the author's Markdown or from ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from builder.pages.render import Piece, pieces

Kind: TypeAlias = Literal["text", "heading", "bullet", "number", "quote", "code"]
Tone: TypeAlias = Literal["plain", "quiet", "good", "fair", "poor", "new", "gone"]
"""What a run is besides its words; whoever writes it chooses how it looks. ``gone`` are words that stand no more."""

BREAK: Final = "\n"
"""A break within a paragraph: no run holds any other, or anything that XML forbids."""

_UNLAWFUL: Final = re.compile("[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES: Final = re.compile(r"[\t\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
_OUTSIDE: Final = re.compile(r"(?:https?:|mailto:)", re.IGNORECASE)


class Run(NamedTuple):
    """Words of one look. ``href`` is an address outside, or ``#`` and the name of a place in the same document."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""
    tone: Tone = "plain"


class Paragraph(NamedTuple):
    """A paragraph. ``depth`` is how many lists and quotations it stands in; a ``number`` has its own in its list."""

    runs: tuple[Run, ...]
    kind: Kind = "text"
    depth: int = 0
    number: int = 0


def plainly(text: str, tone: Tone = "plain", *, strong: bool = False) -> Run:
    """Words that are no Markdown as one run."""
    return Run(lawful(text).replace(BREAK, " "), strong=strong, tone=tone)


def lawful(text: str) -> str:
    """The text without characters that XML forbids; what else divides lines is a space."""
    return _UNLAWFUL.sub("", _SPACES.sub(" ", text))


def rich(text: str | None) -> tuple[Paragraph, ...]:
    """The author's Markdown as paragraphs. Only links to other sites and to mail stay links."""
    return tuple(_paragraphs(pieces(text or "")))


def quoted(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """The paragraphs between quotation marks."""
    if not paragraphs:
        return ()
    first, last = Run("“"), Run("”")
    if len(paragraphs) == 1:
        return (paragraphs[0]._replace(runs=(first, *paragraphs[0].runs, last)),)
    opening, closing = paragraphs[0], paragraphs[-1]
    return (
        opening._replace(runs=(first, *opening.runs)),
        *paragraphs[1:-1],
        closing._replace(runs=(*closing.runs, last)),
    )


class _Around(NamedTuple):
    """A list or quotation around a paragraph; ``number`` is that of the list's present item."""

    kind: Kind
    number: int


def _paragraphs(found: Iterable[Piece]) -> Iterator[Paragraph]:
    """Put pieces together: the first paragraph of a list's item bears its bullet or number."""
    around: list[_Around] = []
    kind: Kind = "text"
    for piece in found:
        match piece.kind:
            case "bullet_list_open":
                around.append(_Around("bullet", 0))
            case "ordered_list_open":
                around.append(_Around("number", int(piece.text or 1) - 1))
            case "blockquote_open":
                around.append(_Around("quote", 0))
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                around.pop()
            case "list_item_open":
                kind, number = around[-1]
                around[-1] = _Around(kind, number + 1)
            case "list_item_close":
                kind = "text"  # of an item without words, nothing is left to whatever comes after
            case "heading_open":
                kind = "heading"
            case "fence" | "code_block":
                yield Paragraph((Run(lawful(piece.text).rstrip(), code=True),), "code", len(around))
            case "inline":
                number = around[-1].number if around else 0
                yield Paragraph(tuple(_runs(piece.inside)), kind, len(around), number if kind == "number" else 0)
                kind = "text"
            case "paragraph_open" if around and around[-1].kind == "quote" and kind == "text":
                kind = "quote"


def _runs(inside: Iterable[Piece]) -> Iterator[Run]:
    looks = Run("")
    for kind, text, _ in inside:
        match kind:
            case "strong_open" | "strong_close":
                looks = looks._replace(strong=kind.endswith("open"))
            case "em_open" | "em_close":
                looks = looks._replace(emphasis=kind.endswith("open"))
            case "link_open" | "link_close":
                looks = looks._replace(href=lawful(text) if _OUTSIDE.match(text) else "")
            case "text" | "code_inline":
                yield looks._replace(text=lawful(text).replace(BREAK, " "), code=kind == "code_inline")
            case "softbreak" | "hardbreak":
                yield looks._replace(text=BREAK if kind == "hardbreak" else " ")
