"""What a course's Markdown pages say of themselves at their very top: the sources that they meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath
from typing import Any, Final

from builder import model
from builder.diagnostics import Diagnostic
from builder.sources import Place, Source
from builder.storyfile import schema
from builder.storyfile.kinds import reader
from builder.storyfile.make import BLANKS, MAKERS
from builder.storyfile.reading import as_far_as_wanted, begin
from builder.storyfile.syntax import UNREADABLE, Parsed, parse
from builder.storyfile.syntax.decoding import decoded

_FENCED: Final = re.compile(rb"(\xef\xbb\xbf)?---([ \t]*\r?\n(?:.*\n)??)(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL)
_HEADING: Final = re.compile(r"^#[ \t]+(.*\S)", re.MULTILINE)


def read_pages(pages: Iterable[Source]) -> tuple[tuple[model.CoursePage, ...], tuple[Diagnostic, ...]]:
    """The pages that name sources, and a finding where what they name is no list.

    Nothing else at the top of a page is looked at: it is the site generator's, which has its own say about it.
    """
    found: list[model.CoursePage] = []
    findings: list[Diagnostic] = []
    for page in pages:
        top = front_matter(page)
        told = parse(top) if top is not None else None
        if told is None or not isinstance(told.data, dict) or "sources" not in told.data:
            continue
        named, wrong = _sources(page.name, told)
        findings += wrong
        if named:
            found.append(model.CoursePage(page.name, _title(page, told.data.get("title")), named))
    return tuple(found), tuple(findings)


def front_matter(page: Source) -> Source | None:
    """The YAML between the fences at the top of a page, with its lines where they were; None where there is none."""
    fenced = _FENCED.match(page.data)
    # A comment takes the place of the opening fence, so that a line keeps its number.
    return None if fenced is None else Source(page.name, b"#--" + fenced[2])


def _sources(file: str, parsed: Parsed) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    reading = begin(file, parsed, MAKERS, BLANKS)
    read = partial(reader(schema.TEXTS), reading, parsed.data["sources"], ("sources",))
    named: Any = as_far_as_wanted(reading, read, UNREADABLE)
    own = (each for each in reading.findings if isinstance(each.place, Place) and each.place.route[:1] == ("sources",))
    return () if named is UNREADABLE else named, tuple(own)


def _title(page: Source, own: object) -> str:
    """The title that a page gives itself, else its first heading, else its file's name as words."""
    if isinstance(own, str) and own.strip():
        return own.strip()
    heading = _HEADING.search(decoded(page)[0])
    return heading[1] if heading is not None else PurePosixPath(page.name).stem.replace("-", " ")
