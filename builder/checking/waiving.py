"""Waivers at work: which findings their authors have accepted, and where."""

from __future__ import annotations

from collections.abc import Iterable

from builder.diagnostics import Diagnostic, Finding
from builder.model import Waiver
from builder.rules import all_pages
from builder.sources import Place


def split(
    findings: Iterable[Finding], waivers: Iterable[Waiver]
) -> tuple[list[Finding], tuple[tuple[Finding, Waiver], ...]]:
    """The findings that stand and those that are waived, each in order. Of several waivers the nearest one counts."""
    waivable = {name for name, page in all_pages().items() if not page.fixed}
    nearest_first = sorted(
        (each for each in waivers if each.rule in waivable), key=lambda each: len(each.place.route), reverse=True
    )
    kept: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in sorted(findings, key=order):
        waiver = next((each for each in nearest_first if _accepts(each, finding.diagnostic)), None)
        if waiver is None:
            kept.append(finding)
        else:
            waived.append((finding, waiver))
    return kept, tuple(waived)


def order(finding: Finding) -> tuple[str, int, int, str, str]:
    """Where a finding stands among others: by file, place, rule and message."""
    span = finding.mark.span
    return span.file, span.line, span.column, finding.diagnostic.rule, finding.diagnostic.message


def _accepts(waiver: Waiver, diagnostic: Diagnostic) -> bool:
    """Whether the finding lies at the waiver's own place or below; faults of reading and linking cannot be waived."""
    place = diagnostic.place
    if not isinstance(place, Place) or waiver.rule != diagnostic.rule or waiver.place.file != place.file:
        return False
    return place.route[: len(waiver.place.route)] == waiver.place.route
