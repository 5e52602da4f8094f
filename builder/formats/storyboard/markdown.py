"""A storyboard as Markdown that GitHub shows and a diff can follow: wide tables are lists, one item a column."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from html import escape as in_html
from itertools import groupby
from typing import Final

from builder.formats.storyboard.document import Block, Cell, Document, Heading, Table
from builder.pages.rich import BREAK, Paragraph, Run

MOST_COLUMNS: Final = 5
"""Columns up to which a table is one in the text, too: more cannot be read side by side."""

_MEANINGFUL: Final = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_LINE_BREAK: Final = "<br>"


def markdown(document: Document) -> bytes:
    """The whole file."""
    return ("\n\n".join(_blocks(document.blocks)) + "\n").encode()


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for listed, found in groupby(blocks, lambda block: isinstance(block, Paragraph) and block.kind == "bullet"):
        if listed:
            yield "\n".join(f"- {_prose(each)}" for each in found if isinstance(each, Paragraph))
        else:
            yield from map(_block, found)


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, place=place):
            anchor = f'<a id="{place}"></a>' if place else ""
            return f"{'#' * (level + 1)} {anchor}{_line(block.runs)}"
        case Table():
            return _table(block) if len(block.columns) <= MOST_COLUMNS else _records(block)
        case Paragraph():
            return _prose(block)


# -- tables --


def _table(table: Table) -> str:
    head = _row(_escaped(column.heading) for column in table.columns)
    rule = _row("---" for _ in table.columns)
    return "\n".join([head, rule, *(_row(map(_cell, row)) for row in table.rows)])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _records(table: Table) -> str:
    """Each row as a list, under what names it."""
    return "\n\n".join(_record(table, row) for row in table.rows)


def _record(table: Table, row: Sequence[Cell]) -> str:
    named = [_cell(cell, " · ") for column, cell in zip(table.columns, row, strict=True) if column.names]
    items = [
        f"- **{_escaped(column.heading)}:** {_cell(cell)}".rstrip()
        for column, cell in zip(table.columns, row, strict=True)
        if not column.names and (cell or column.filled)
    ]
    return "\n".join([" · ".join(named), "", *items])


def _cell(cell: Cell, between: str = _LINE_BREAK) -> str:
    return between.join(map(_prose_in_cell, cell))


def _prose_in_cell(paragraph: Paragraph) -> str:
    match paragraph:
        case Paragraph(runs, "bullet", depth):
            return f"{'&emsp;' * (depth - 1)}• {_line(runs)}"
        case Paragraph(runs, "number", depth, number):
            return f"{'&emsp;' * (depth - 1)}{number}. {_line(runs)}"
        case Paragraph(runs, "quote", depth):
            return f"{'&emsp;' * depth}{_line(runs)}"
        case Paragraph(runs, "heading"):
            return _line(run._replace(strong=True) for run in runs)
        case _:
            return _line(paragraph.runs)


def _prose(paragraph: Paragraph) -> str:
    return _line(paragraph.runs)


# -- runs --


def _line(runs: Iterable[Run]) -> str:
    found = [run for run in runs if run.text]
    around = [Run(" "), *found, Run(" ")]
    return "".join(_run(run, around[place], around[place + 2]) for place, run in enumerate(found))


def _run(run: Run, before: Run, after: Run) -> str:
    words = _looking(run, before, after)
    return f"[{words}]({run.href.translate(_IN_ADDRESS)})" if run.href else words


def _looking(run: Run, before: Run, after: Run) -> str:
    words = _escaped(run.text)
    if run.tone == "gone":
        return f"<del>{words}</del>"
    if run.code:
        return f"<code>{words}</code>"
    if not (run.strong or run.emphasis or run.tone in _STRONG):
        return words
    strong = run.strong or run.tone in _STRONG
    if _stands_apart(run, before, after):
        mark = "*" * (2 * strong + run.emphasis)
        return f"{mark}{words}{mark}"
    words = f"<em>{words}</em>" if run.emphasis else words
    return f"<strong>{words}</strong>" if strong else words


_STRONG: Final = ("good", "fair", "poor", "new")
_IN_ADDRESS: Final = str.maketrans({"(": "%28", ")": "%29", "|": "%7C", " ": "%20", "<": "%3C", ">": "%3E"})


def _stands_apart(run: Run, before: Run, after: Run) -> bool:
    """Whether asterisks around a run can only mean what they are to: words touch them inside, and none outside."""
    plain = not (before.strong or before.emphasis or after.strong or after.emphasis or run.href)
    outside = before.text[-1:].isspace() and (after.text[:1].isspace() or after.text[:1] in string.punctuation)
    return plain and outside and run.text == run.text.strip() and BREAK not in run.text


def _escaped(text: str) -> str:
    return _MEANINGFUL.sub(_harmless, text).replace(BREAK, _LINE_BREAK)


def _harmless(found: re.Match[str]) -> str:
    return in_html(found[0]) if found[0] in "<>&" else f"\\{found[0]}"
