"""Findings as test results: JUnit XML, which nearly every CI shows; a suite for each story, a case for each rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from builder.diagnostics import Diagnostic, Finding
from builder.reports import Report, sentences

_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, however they are written."""

SOUND: Final = "nothing to mend"
"""The name of the one case of a story in which nothing was found."""


def render(report: Report) -> str:
    """The report as an XML document. A case fails where a finding of its rule fails the check, and tells the others."""
    root = Element("testsuites", name="coolhead")
    suites: dict[str, list[Finding]] = {story: [] for story in report.stories}
    for finding in report.findings:
        suites.setdefault(finding.diagnostic.story or finding.mark.span.file, []).append(finding)
    for name, findings in suites.items():
        _suite(root, name, findings, report)
    for suite in (root, *root):
        suite.set("tests", str(len(suite.findall(".//testcase"))))
        suite.set("failures", str(len(suite.findall(".//failure"))))
        suite.set("errors", "0")
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, name: str, findings: Iterable[Finding], report: Report) -> None:
    suite = SubElement(root, "testsuite", name=_clean(name))
    by_rule = groupby(sorted(findings, key=_rule), key=_rule)
    for rule, found in by_rule:
        _case(SubElement(suite, "testcase", classname=_clean(name), name=rule), list(found), report)
    if not len(suite):
        SubElement(suite, "testcase", classname=_clean(name), name=SOUND)


def _case(case: Element, findings: list[Finding], report: Report) -> None:
    failing = [each for each in findings if report.fails(each.diagnostic)]
    others = [each for each in findings if not report.fails(each.diagnostic)]
    first = findings[0].mark.span
    case.set("file", _clean(first.file))
    case.set("line", str(first.line))
    if failing:
        message = _clean(failing[0].diagnostic.message)
        message += f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
        failure = SubElement(case, "failure", type=failing[0].diagnostic.severity.value, message=message)
        failure.text = _told(failing, report)
    if others:
        SubElement(case, "system-out").text = _told(others, report)


def _told(findings: Iterable[Finding], report: Report) -> str:
    """Each finding with its place, its words, what to do and its play."""
    return _clean("\n".join(f"{_place(each)}: {_words(each.diagnostic, report)}" for each in findings))


def _place(finding: Finding) -> str:
    span = finding.mark.span
    return f"{span.file}:{span.line}:{span.column}"


def _words(diagnostic: Diagnostic, report: Report) -> str:
    first, *rest = sentences(report, diagnostic)
    return "\n  ".join((f"{diagnostic.severity.value}: {first}", *rest))


def _rule(finding: Finding) -> str:
    return finding.diagnostic.rule


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
