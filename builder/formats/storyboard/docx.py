"""A storyboard as a Word document: landscape A4, with an outline, links that work, and tables whose heads repeat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import docx as python_docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from builder.diagnostics import BuilderError
from builder.formats.storyboard.document import Block, Cell, Document, Heading, Table
from builder.formats.storyboard.docx_styles import LOOKS, WIDTH, dress
from builder.pages.rich import BREAK, Paragraph, Run

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MOST_SCENES: Final = 2_000
"""Scenes and outcomes up to which there is a Word document: about as many pages, and some seconds to write them."""

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""What a zip file says of when its members were made: the first moment that it can name, whenever that was."""
_STYLES: Final = {"bullet": "ListBullet", "number": "ListParagraph", "quote": "Quote", "code": "MacroText"}
_STEP: Final = 284
"""Twentieths of a point by which each list and quotation is set in: half a centimetre."""


@dataclass(slots=True)
class _Writing:
    """A document being written: ``marks`` counts its bookmarks, ``outside`` holds the relations to addresses."""

    word: WordDocument
    marks: int = 0
    outside: dict[str, str] = field(default_factory=dict)


def docx(document: Document) -> bytes:
    """The whole file: the same bytes for the same storyboard.

    Raises `BuilderError` for more than `MOST_SCENES`.
    """
    scenes = sum(isinstance(block, Heading) and bool(block.place) for block in document.blocks)
    if scenes > MOST_SCENES:
        raise BuilderError(
            f"This story has {scenes:,} scenes and outcomes, and Word gets slow beyond {MOST_SCENES:,}. "
            "Write the storyboard as `.html` or `.md`."
        )
    word = python_docx.Document()
    dress(word, document)
    body = word.element.body
    last = body[-1]  # the section's own properties, which have to stay the last
    writing = _Writing(word)
    for block, following in pairwise((*document.blocks, None)):
        if block is not None:
            last.addprevious(_block(writing, block, leading=isinstance(following, Table)))
        if isinstance(block, Table):
            last.addprevious(_paragraph(writing, Paragraph(()), "NoSpacing"))  # or two tables would become one
    file = io.BytesIO()
    word.save(file)
    return _timeless(file)


def _timeless(file: io.BytesIO) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(member, old.read(name))
    return packed.getvalue()


# -- blocks --


def _block(writing: _Writing, block: Block, *, leading: bool) -> Any:
    """One block; a paragraph that is ``leading`` to a table stays on its page."""
    match block:
        case Heading():
            return _heading(writing, block)
        case Table():
            return _table(writing, block)
        case Paragraph():
            return _paragraph(writing, block, "Lead" if leading else "")


def _heading(writing: _Writing, heading: Heading) -> Any:
    style = f"Heading{heading.level}" if heading.level else "Title"
    runs = list(_runs(writing, heading.runs))
    if heading.place:
        writing.marks += 1
        start = _made("w:bookmarkStart", **{"w:id": str(writing.marks), "w:name": _mark(heading.place)})
        runs = [start, *runs, _made("w:bookmarkEnd", **{"w:id": str(writing.marks)})]
    return _made("w:p", _made("w:pPr", _valued("w:pStyle", style)), *runs)


def _paragraph(writing: _Writing, paragraph: Paragraph, style: str = "") -> Any:
    known = [_valued("w:pStyle", style or _STYLES[paragraph.kind])] if style or paragraph.kind in _STYLES else []
    deeper = paragraph.depth - (paragraph.kind == "bullet")
    if deeper > 0:
        hanging = {"w:hanging": str(_STEP)} if paragraph.kind in ("bullet", "number") else {}
        left = (deeper + (paragraph.kind == "bullet")) * _STEP
        known.append(_made("w:ind", **{"w:left": str(left), **hanging}))
    first = (Run(f"{paragraph.number}. "),) if paragraph.kind == "number" else ()
    strong = paragraph.kind == "heading"
    runs = (run._replace(strong=True) for run in paragraph.runs) if strong else paragraph.runs
    return _made("w:p", _made("w:pPr", *known), *_runs(writing, (*first, *runs)))


# -- runs --


def _runs(writing: _Writing, runs: Iterable[Run]) -> Iterator[Any]:
    for run in runs:
        made = _run(run)
        if not run.href:
            yield made
        elif run.href.startswith("#"):
            yield _made("w:hyperlink", made, **{"w:anchor": _mark(run.href[1:]), "w:history": "1"})
        else:
            yield _made("w:hyperlink", made, **{"r:id": _related(writing, run.href), "w:history": "1"})


def _run(run: Run) -> Any:
    looks = [_valued("w:rStyle", "Hyperlink")] if run.href else []
    if run.code:
        looks.append(_made("w:rFonts", **{f"w:{name}": "Consolas" for name in ("ascii", "hAnsi", "cs")}))
    if run.strong or run.tone in LOOKS:
        looks += [_made("w:b")] if run.strong or LOOKS[run.tone].strong else []
    looks += [_made("w:i")] if run.emphasis else []
    looks += [_made("w:strike")] if run.tone == "gone" else []
    if run.tone in LOOKS:
        looks.append(_valued("w:color", LOOKS[run.tone].ink))
        if LOOKS[run.tone].ground:
            looks.append(_shade(LOOKS[run.tone].ground))
    return _made("w:r", *([_made("w:rPr", *looks)] if looks else []), *_words(run.text))


def _words(text: str) -> Iterator[Any]:
    for place, line in enumerate(text.split(BREAK)):
        if place:
            yield _made("w:br")
        if line:
            words = _made("w:t", **{"xml:space": "preserve"})
            words.text = line
            yield words


def _mark(place: str) -> str:
    """A bookmark's name, which may hold no hyphen."""
    return place.replace("-", "_")


def _related(writing: _Writing, address: str) -> str:
    if address not in writing.outside:
        writing.outside[address] = writing.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return writing.outside[address]


# -- tables --


def _table(writing: _Writing, table: Table) -> Any:
    widths = [str(WIDTH * column.share // 100) for column in table.columns]
    looks = _made(
        "w:tblPr",
        _valued("w:tblStyle", "Storyboard"),
        _made("w:tblW", **{"w:w": str(sum(map(int, widths))), "w:type": "dxa"}),
        _valued("w:tblLayout", "fixed", "w:type"),
        _made("w:tblLook", **{"w:val": "00A0", "w:firstRow": "1", "w:lastRow": "0", "w:firstColumn": "1",
                              "w:lastColumn": "0", "w:noHBand": "0", "w:noVBand": "1"}),
        _valued("w:tblCaption", table.about),
    )  # fmt: skip
    grid = _made("w:tblGrid", *(_valued("w:gridCol", width, "w:w") for width in widths))
    head = [(Paragraph((Run(column.heading),)),) for column in table.columns]
    rows = [_row(writing, head, widths, head=True), *(_row(writing, row, widths) for row in table.rows)]
    return _made("w:tbl", looks, grid, *rows)


def _row(writing: _Writing, cells: Iterable[Cell], widths: Iterable[str], *, head: bool = False) -> Any:
    kept = [_made("w:cantSplit"), *([_made("w:tblHeader")] if head else [])]
    made = (_cell(writing, cell, width, head=head) for cell, width in zip(cells, widths, strict=True))
    return _made("w:tr", _made("w:trPr", *kept), *made)


def _cell(writing: _Writing, cell: Cell, width: str, *, head: bool) -> Any:
    looks = _made("w:tcPr", _made("w:tcW", **{"w:w": width, "w:type": "dxa"}))
    style = "TableHead" if head else "TableText"
    empty = (_made("w:p", _made("w:pPr", _valued("w:pStyle", style))),)
    inside = tuple(_paragraph(writing, each, "" if each.kind in _STYLES else style) for each in cell)
    return _made("w:tc", looks, *(inside or empty))


# -- elements --


def _made(tag: str, *inside: Any, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    element.extend(inside)
    return element


def _valued(tag: str, value: str, name: str = "w:val") -> Any:
    return _made(tag, **{name: value})


def _shade(fill: str) -> Any:
    return _made("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": fill})
