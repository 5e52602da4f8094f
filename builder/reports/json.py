"""Findings for programs: the JSON that `coolhead check --format json` promises."""

from __future__ import annotations

import json
from typing import Any

from builder.diagnostics import Finding, Severity
from builder.reports import Report


def render(report: Report) -> str:
    """The report as one JSON document; the same findings give the same bytes."""
    document = {
        "version": 1,
        "summary": {
            "stories": len(report.stories),
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.NOTE),
        },
        "findings": [_finding(each) for each in report.findings],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", errors="replace").decode("utf-8")  # a file's name may hold what is no character


def _finding(finding: Finding) -> dict[str, Any]:
    diagnostic, span = finding.diagnostic, finding.mark.span
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "story": diagnostic.story,
        "scene": diagnostic.scene,
        "choice": diagnostic.choice,
        "play": diagnostic.play,
    }
