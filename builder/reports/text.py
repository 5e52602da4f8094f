"""Findings for people: the author's own line, the mark under the fault, and what to do next."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from builder.diagnostics import Finding, Mark, Severity

WIDTH: Final = 110
"""Characters of an author's line that are shown around the mark; most lines fit whole."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def render(findings: tuple[Finding, ...], stories: int, *, colour: bool = False) -> str:
    """The report: each finding with its line, then one line that counts. ``colour`` adds terminal colours."""
    out = Console(
        file=io.StringIO(), force_terminal=colour, no_color=not colour, highlight=False, markup=False, emoji=False,
        soft_wrap=True, width=10_000, color_system="standard" if colour else None,
    )  # fmt: skip
    for finding in findings:
        for line in _lines(finding):
            out.print(line)
        out.print()
    out.print(summary(findings, stories))
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def summary(findings: tuple[Finding, ...], stories: int) -> str:
    """One line: how many stories were checked and how many findings of each severity there are."""
    counts = [
        _counted(sum(finding.diagnostic.severity is severity for finding in findings), severity.value)
        for severity in Severity
    ]
    found = ", ".join(count for count in counts if not count.startswith("0")) or "nothing to mend"
    return f"{_counted(stories, 'story')} checked: {found}."


def _counted(number: int, what: str) -> str:
    plural = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number:,} {what if number == 1 else plural}"


def _lines(finding: Finding) -> Iterator[Text]:
    diagnostic = finding.diagnostic
    style = _STYLES[diagnostic.severity]
    yield Text.assemble((f"{diagnostic.severity.value}[{diagnostic.rule}]", style), f": {_clean(diagnostic.message)}")
    marks = (finding.mark, *finding.related)
    gutter = max(len(str(mark.span.line)) for mark in marks)
    yield from _marked(finding.mark, gutter, style, "-->")
    for mark in finding.related:
        yield from _marked(mark, gutter, "bold blue", ":::")
    if diagnostic.help:
        yield Text.assemble(" " * gutter, (" = ", "bold blue"), ("help", "bold"), f": {_clean(diagnostic.help)}")
    if diagnostic.play is not None:
        yield Text.assemble(" " * gutter, (" = ", "bold blue"), ("play", "bold"), f": {diagnostic.play}")


def _marked(mark: Mark, gutter: int, style: str, arrow: str) -> Iterator[Text]:
    """The place, the author's line, and the mark under it."""
    span, edge = mark.span, "bold blue"
    yield Text.assemble(" " * gutter, (arrow, edge), f" {_clean(span.file)}:{span.line}:{span.column}")
    before, marked, after = _cut(mark)
    yield Text.assemble((" " * gutter + " |", edge))
    yield Text.assemble((f"{span.line:>{gutter}} | ", edge), before + marked + after)
    under = "^" * max(cell_len(marked), 1) + (f" {mark.label}" if mark.label else "")
    yield Text.assemble((" " * gutter + " | ", edge), " " * cell_len(before), (under, style))


def _cut(mark: Mark) -> tuple[str, str, str]:
    """The line before, under and after the mark; a very long line is cut to what surrounds the mark."""
    start = min(mark.span.column - 1, len(mark.line))
    end = max(mark.span.end_column - 1, start) if mark.span.end_line == mark.span.line else len(mark.line)
    before, marked, after = mark.line[:start], mark.line[start:end], mark.line[end:]
    if len(mark.line) > WIDTH:
        marked = marked if len(marked) <= WIDTH // 2 else marked[: WIDTH // 2] + "…"
        before = before if len(before) <= WIDTH // 2 else "…" + before[-WIDTH // 2 :]
        room = max(WIDTH - len(before) - len(marked), 0)
        after = after if len(after) <= room else after[:room] + "…"
    return _clean(before), _clean(marked), _clean(after)


def _clean(text: str) -> str:
    """The text with tabs as one space each, and control and direction characters made visible instead of obeyed."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))
