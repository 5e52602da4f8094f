"""What a storyboard is made of, whatever file it becomes: headings, paragraphs and tables, and the places in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from markupsafe import Markup

from builder.pages.rich import Paragraph, Run

_NONE: Final = Markup("")
Cell: TypeAlias = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the document's title is the one of level 0. ``place`` is what links to it name."""

    runs: tuple[Run, ...]
    level: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and its share of the width in hundredths.

    In the column to be ``filled`` in, reviewers write. One that ``names`` its rows is their heading.
    """

    heading: str
    share: int
    names: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``about`` says what it holds, for those who do not see it.

    ``picture`` is HTML that shows the same, for a file that can hold it: nothing in it is an author's that is not
    escaped.
    """

    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    picture: Markup = _NONE


Block: TypeAlias = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole storyboard in ``language``; ``story`` is the story's title."""

    story: str
    language: str
    blocks: tuple[Block, ...]
