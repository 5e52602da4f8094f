"""Which rules a check reports: those that ``--select`` and ``--ignore`` leave, and what these rules found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from builder.diagnostics import BuilderError, Finding, did_you_mean
from builder.reports import Report
from builder.rules import all_pages


def selected_rules(select: str | None, ignore: str | None) -> set[str]:
    """The names of the rules to report; faults of reading and linking are always among them.

    ``select`` and ``ignore`` are names with commas between them, None where the option is not given. Raises
    `BuilderError` where one names no rule, or a rule that is always reported.
    """
    known = {name for name, page in all_pages().items() if not page.fixed}
    fixed = all_pages().keys() - known
    wanted = known if select is None else _names("--select", select, known, fixed)
    return fixed | (wanted if ignore is None else wanted - _names("--ignore", ignore, known, fixed))


def found_by(rules: set[str], report: Report) -> Report:
    """The report with only what these rules found, waived or not."""

    def stays(finding: Finding) -> bool:
        return finding.diagnostic.rule in rules

    waived = tuple(pair for pair in report.waived if stays(pair[0]))
    return replace(report, findings=tuple(filter(stays, report.findings)), waived=waived)


def _names(option: str, text: str, known: set[str], fixed: Collection[str]) -> set[str]:
    names = {name.strip() for name in text.split(",") if name.strip()}
    for name in sorted(names - known):
        if name in fixed:
            raise BuilderError(f"{option} names `{name}`, which is always reported. Take it out of the list.")
        help = did_you_mean(name, known, "`coolhead explain` lists all rules.")
        raise BuilderError(f"{option} names `{name}`, which is no rule. {help}")
    return names
