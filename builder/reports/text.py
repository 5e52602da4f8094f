"""Findings for people: the author's own line, the mark under the fault, and what to do next."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from builder.diagnostics import Finding, Mark, Severity
from builder.model import Waiver
from builder.reports import Report, told_play

WIDTH: Final = 110
"""Characters of an author's line that are shown around the mark; most lines fit whole."""

STYLES: Final = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
"""How each severity is set in a terminal."""
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def render(report: Report) -> str:
    """Each finding with its line, then what is waived and why, then one line that counts."""
    return printed((*_findings(report), *_waived(report.waived), Text(summary(report))), colour=report.colour)


def findings(report: Report) -> str:
    """The findings alone, each with its line, and an empty line between two; without an end of the last line."""
    return printed(_findings(report), colour=report.colour).rstrip("\n")


def summary(report: Report) -> str:
    """One line: how many stories were checked, how many findings of each severity there are, how many are let be."""
    counts = [(report.count(severity), severity.value) for severity in Severity]
    found = [_counted(number, what) for number, what in counts if number] or ["nothing to mend"]
    found += [f"{len(report.waived):,} waived"] if report.waived else []
    found += [f"{report.known:,} in the baseline"] if report.known else []
    return f"{_counted(len(report.stories), 'story')} checked: {', '.join(found)}."


def _counted(number: int, what: str) -> str:
    plural = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number:,} {what if number == 1 else plural}"


def printed(lines: Iterable[Text], *, colour: bool) -> str:
    """The lines as they go to a terminal, with its signs for ``colour`` or without any; none is broken."""
    out = Console(
        file=io.StringIO(), force_terminal=colour, no_color=not colour, highlight=False, markup=False,
        emoji=False, soft_wrap=True, width=10_000, color_system="standard" if colour else None,
    )  # fmt: skip
    for line in lines:
        out.print(line)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def _findings(report: Report) -> Iterator[Text]:
    for finding in report.findings:
        yield from _lines(finding, report.link(finding.diagnostic))
        yield Text()


def _waived(waived: Iterable[tuple[Finding, Waiver]]) -> Iterator[Text]:
    """A line for each finding that an author accepted: the rule, the place, the reason."""
    lines = [
        Text.assemble(
            ("waived", "bold"), f"[{finding.diagnostic.rule}]: {_place(finding.mark)}: {_flat(waiver.reason)}"
        )
        for finding, waiver in waived
    ]
    yield from [*lines, Text()] if lines else []


def _lines(finding: Finding, link: str | None) -> Iterator[Text]:
    diagnostic = finding.diagnostic
    style = STYLES[diagnostic.severity]
    yield Text.assemble((f"{diagnostic.severity.value}[{diagnostic.rule}]", style), f": {_clean(diagnostic.message)}")
    marks = (finding.mark, *finding.related)
    gutter = max(len(str(mark.span.line)) for mark in marks)
    yield from _marked(finding.mark, gutter, style, "-->")
    for mark in finding.related:
        yield from _marked(mark, gutter, "bold blue", ":::")
    notes = {"help": diagnostic.help, "play": told_play(diagnostic), "open": link}
    for name, words in notes.items():
        if words:
            yield Text.assemble(" " * gutter, (" = ", "bold blue"), (name, "bold"), f": {_clean(words)}")


def _marked(mark: Mark, gutter: int, style: str, arrow: str) -> Iterator[Text]:
    """The place, the author's line, and the mark under it."""
    edge = "bold blue"
    yield Text.assemble(" " * gutter, (arrow, edge), f" {_place(mark)}")
    before, marked, after = cut(mark)
    yield Text.assemble((" " * gutter + " |", edge))
    yield Text.assemble((f"{mark.span.line:>{gutter}} | ", edge), before + marked + after)
    under = "^" * max(cell_len(marked), 1) + (f" {_clean(mark.label)}" if mark.label else "")
    yield Text.assemble((" " * gutter + " | ", edge), " " * cell_len(before), (under, style))


def cut(mark: Mark) -> tuple[str, str, str]:
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


def _place(mark: Mark) -> str:
    return f"{_clean(mark.span.file)}:{mark.span.line}:{mark.span.column}"


def _flat(text: str) -> str:
    return _clean(" ".join(text.split()))


def _clean(text: str) -> str:
    """The text with tabs as one space each, and control and direction characters made visible instead of obeyed."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))
