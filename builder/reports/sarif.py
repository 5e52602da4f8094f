"""Findings for code scanners: SARIF 2.1.0, with the pages of the rules, and waived findings as suppressed ones."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final
from urllib.parse import quote

from builder import __version__
from builder.diagnostics import Diagnostic, Finding, Mark, Page, identity
from builder.model import Waiver
from builder.reports import Report, sentences

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT: Final = "coolheadFinding/v1"


def render(report: Report) -> str:
    """The report as one SARIF log with one run; the same findings give the same bytes."""
    rules = sorted(report.pages)
    driver = {
        "name": "coolhead",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(report.pages[name]) for name in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(report, {name: index for index, name in enumerate(rules)})),
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(page: Page) -> dict[str, Any]:
    return {
        "id": page.rule,
        "name": "".join(word.capitalize() for word in page.rule.split("-")),
        "shortDescription": {"text": page.sentence},
        "fullDescription": {"text": page.reasons},
        "help": {"text": page.text.strip(), "markdown": page.text.strip()},
        "defaultConfiguration": {"level": page.severity.value},
    }


def _results(report: Report, indices: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Findings that stand, then those that are waived. Equal ones are numbered, so that none hides behind another."""
    seen: Counter[tuple[str, ...]] = Counter()
    standing = ((finding, None) for finding in report.findings)
    for finding, waiver in chain(standing, report.waived):
        known = identity(finding.diagnostic)
        seen[known] += 1
        digest = hashlib.sha256("\0".join(known).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        result = _result(finding, report)
        if finding.diagnostic.rule in indices:
            result["ruleIndex"] = indices[finding.diagnostic.rule]
        result["partialFingerprints"] = {FINGERPRINT: f"{digest}:{seen[known]}"}
        result["suppressions"] = [_suppression(waiver)] if waiver is not None else []
        yield result


def _result(finding: Finding, report: Report) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "level": diagnostic.severity.value,
        "message": {"text": "\n".join(sentences(report, diagnostic))},
        "locations": [_location(finding.mark)],
    }
    if finding.related:
        result["relatedLocations"] = [{"id": number, **_location(each)} for number, each in enumerate(finding.related)]
    properties = _properties(diagnostic, report.link(diagnostic))
    return {**result, "properties": properties} if properties else result


def _location(mark: Mark) -> dict[str, Any]:
    span = mark.span
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    physical = {"artifactLocation": {"uri": quote(span.file, errors="surrogatepass")}, "region": region}
    return {"physicalLocation": physical, **({"message": {"text": mark.label}} if mark.label else {})}


def _properties(diagnostic: Diagnostic, link: str | None) -> dict[str, str]:
    """Where in the story the fault lies, and the play that shows it."""
    known = {
        "story": diagnostic.story,
        "scene": diagnostic.scene,
        "choice": diagnostic.choice,
        "play": diagnostic.play,
        "playUrl": link,
    }
    return {name: value for name, value in known.items() if value is not None}


def _suppression(waiver: Waiver) -> dict[str, str]:
    return {"kind": "inSource", "status": "accepted", "justification": waiver.reason}
