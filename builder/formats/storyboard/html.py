"""A storyboard as one HTML file that stands alone: it opens from a disk, runs nothing and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from builder.formats.storyboard.document import Block, Document, Heading, Table
from builder.pages.render import macro
from builder.pages.rich import Paragraph


class Part(NamedTuple):
    """A heading, a table, or paragraphs of one kind that follow each other: a list, for example."""

    kind: str
    holds: Heading | Table | tuple[Paragraph, ...]


def html(document: Document) -> bytes:
    """The whole file."""
    body = macro("storyboard.html", "storyboard")(document.story, document.language, _parts(document.blocks), _parts)
    return (str(body).strip() + "\n").encode()


def _parts(blocks: Iterable[Block]) -> Iterator[Part]:
    for kind, found in groupby(blocks, _kind):
        match kind:
            case "title" | "table":
                yield from (Part(kind, each) for each in found if not isinstance(each, Paragraph))
            case _:
                yield Part(kind, tuple(each for each in found if isinstance(each, Paragraph)))


def _kind(block: Block) -> str:
    match block:
        case Heading():
            return "title"
        case Table():
            return "table"
        case Paragraph(kind=kind):
            return kind
