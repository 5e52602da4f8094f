"""Findings as annotations: the workflow commands that put a finding beside its line in a pull request on GitHub."""

from __future__ import annotations

from typing import Final

from builder.diagnostics import Finding, Severity
from builder.reports import Report, sentences

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """One command a line for each finding; nothing where there is none."""
    return "".join(f"{_command(finding, report)}\n" for finding in report.findings)


def _command(finding: Finding, report: Report) -> str:
    diagnostic, span = finding.diagnostic, finding.mark.span
    where: dict[str, str | int] = {"file": span.file, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # columns are refused for what spans several lines
        where |= {"col": span.column, "endColumn": span.end_column}
    where["title"] = diagnostic.rule
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items())
    words = "\n".join(sentences(report, diagnostic))
    return f"::{_LEVELS[diagnostic.severity]} {properties}::{_data(words)}"


def _data(text: str) -> str:
    """Text that stays on its line and is read back as it was."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The same for a property, which a comma or a colon would end."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
