"""Storyboards read back from their files, whichever kind they are, into one shape that tests can compare."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt

WIDE: Final = ("What the learner says or does", "What follows", "What the coach says", "Why it tempts", "Comment")
VOID: Final = {"br", "meta", "col", "link", "hr", "img"}


@dataclass
class Section:
    """A heading, its level from 0, the names that links to it use, and the rows of its tables by column."""

    title: str
    level: int
    places: list[str] = field(default_factory=list)
    words: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Storyboard:
    """All sections in order, and where the links within the storyboard lead."""

    sections: list[Section]
    links: list[str]

    def scene(self, number: int) -> Section:
        """The section of the scene or outcome with this number."""
        (found,) = (each for each in self.sections if each.title.startswith(f"{number}. "))
        return found


def read_back(data: bytes, suffix: str) -> Storyboard:
    """The storyboard in a file."""
    match suffix:
        case ".docx":
            return _from_word(data)
        case ".html":
            return _from_html(data.decode())
        case _:
            return _from_html(MarkdownIt("commonmark", {"html": True}).enable("table").render(data.decode()))


# -- Word --


def _from_word(data: bytes) -> Storyboard:
    sections: list[Section] = []
    document = docx.Document(io.BytesIO(data))
    for block in document.iter_inner_content():
        match block:
            case Paragraph() if block.style is not None and re.match("Title|Heading", str(block.style.name)):
                places = [each.get(qn("w:name")) for each in block._p.iter(qn("w:bookmarkStart"))]
                level = 0 if block.style.name == "Title" else int(str(block.style.name)[-1])
                sections.append(Section(block.text, level, places))
            case Paragraph():
                sections[-1].words += _words(block._p)
            case Table():
                head, *rows = ([_cell(cell._tc) for cell in row.cells] for row in block.rows)
                sections[-1].rows += [dict(zip(head, row, strict=True)) for row in rows]
    links = [each.get(qn("w:anchor")) for each in document.element.body.iter(qn("w:hyperlink"))]
    return Storyboard(sections, [link for link in links if link])


def _cell(cell: Any) -> str:
    return "\n".join(_words(paragraph) for paragraph in cell.iter(qn("w:p")))


def _words(paragraph: Any) -> str:
    found = paragraph.iter(qn("w:t"), qn("w:br"))
    return "".join("\n" if each.tag == qn("w:br") else each.text or "" for each in found)


# -- HTML --


@dataclass
class _Node:
    tag: str
    attributes: dict[str, str]
    inside: list[_Node | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[_Node]:
        for each in self.inside:
            if isinstance(each, _Node):
                if each.tag in tags:
                    yield each
                yield from each.all(*tags)

    def outermost(self, *tags: str) -> Iterator[_Node]:
        for each in self.inside:
            if isinstance(each, _Node):
                yield from (each,) if each.tag in tags else each.outermost(*tags)

    @property
    def text(self) -> str:
        if self.tag == "br":
            return "\n"
        return "".join(each if isinstance(each, str) else each.text for each in self.inside)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [_Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            closed = self.open.pop()
            assert closed.tag == tag, f"<{closed.tag}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def tree(html: str) -> _Node:
    """The elements of a page; fails where one is not closed."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    (top,) = parser.open
    return top


def _from_html(html: str) -> Storyboard:
    top = tree(html)
    sections: list[Section] = []
    record = ""
    for node in top.outermost("h1", "h2", "h3", "h4", "p", "li", "table"):
        if node.tag.startswith("h"):
            places = [node.attributes.get("id", ""), *(each.attributes.get("id", "") for each in node.all("a"))]
            sections.append(Section(node.text, int(node.tag[1]) - 1, [place for place in places if place]))
        elif node.tag == "table":
            head, *rows = ([cell.text for cell in row.all("th", "td")] for row in node.all("tr"))
            sections[-1].rows += [dict(zip(head, row, strict=True)) for row in rows]
        elif node.tag == "p":
            sections[-1].words += node.text
            record = node.text
        else:  # a row of a wide table, written as a list: a paragraph that names it, and an item for each column
            label, colon, words = node.text.partition(":")
            if colon and label in WIDE:
                if label == "What the learner says or does":
                    sections[-1].rows.append({"Choice": record})
                sections[-1].rows[-1][label] = words
    links = [each.attributes.get("href", "") for each in top.all("a")]
    return Storyboard(sections, [link[1:] for link in links if link.startswith("#")])
