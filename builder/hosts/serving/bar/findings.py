"""The findings as the bar lists them: those of the scene on the page first, then the story's, then all others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from builder.diagnostics import Diagnostic, Finding, Mark, Severity
from builder.flow.link import StoryGraph
from builder.hosts.serving.bar.shown import Shown, broken
from builder.hosts.serving.bar.standpoint import Standpoint
from builder.pages.addresses import scene_address, start_address
from builder.pages.playdata.carrier import Data
from builder.reports import told_play
from builder.reports.text import cut

MOST: Final = 200
"""Findings that one list holds; `coolhead check` tells them all."""

Nearness: TypeAlias = Literal["scene", "story", "others", "course"]
_NEARNESS: Final[tuple[Nearness, ...]] = ("scene", "story", "others", "course")
_GRAVITY: Final = {severity: rank for rank, severity in enumerate(Severity)}


def findings_view(shown: Shown, here: Standpoint) -> dict[str, Data]:
    """All findings by how near they are, the gravest first, with how many there are in this story and elsewhere.

    On a page that is of no story, those of the whole course count as being here.
    """
    findings = shown.checked.findings
    near = sorted(findings, key=lambda each: (_NEARNESS.index(_nearness(each, here)), _GRAVITY[_severity(each)]))
    groups: dict[str, Data] = {
        nearness: [_finding(each, shown) for each in near[:MOST] if _nearness(each, here) == nearness]
        for nearness in _NEARNESS
    }
    return {
        "groups": {nearness: found for nearness, found in groups.items() if found},
        "left": max(len(near) - MOST, 0),
        "waived": len(shown.checked.waived),
        "here": _counts(each for each in findings if _counts_here(each, here)),
        "elsewhere": _counts(each for each in findings if not _counts_here(each, here)),
    }


def trouble_view(shown: Shown, here: Standpoint) -> dict[str, Data] | None:
    """What keeps the page from being as it was saved last; None where nothing does."""
    found = list(broken(shown, here.story))
    if not found and shown.trouble is None:
        return None
    return {
        "said": shown.trouble,
        "findings": [_finding(each, shown) for each in found[:MOST]],
        "kept": here.story is None or here.graph is not None,
    }


def _nearness(finding: Finding, here: Standpoint) -> Nearness:
    diagnostic = finding.diagnostic
    if diagnostic.story is None:
        return "course"
    if diagnostic.story != here.story:
        return "others"
    return "scene" if diagnostic.scene is not None and diagnostic.scene == here.place else "story"


def _counts_here(finding: Finding, here: Standpoint) -> bool:
    return here.story is None or _nearness(finding, here) in ("scene", "story")


def _severity(finding: Finding) -> Severity:
    return finding.diagnostic.severity


def _counts(findings: Iterable[Finding]) -> dict[str, Data]:
    counts = Counter(map(_severity, findings))
    return {severity.value: counts[severity] for severity in Severity}


def _finding(finding: Finding, shown: Shown) -> dict[str, Data]:
    diagnostic = finding.diagnostic
    return {
        "severity": diagnostic.severity.value,
        "rule": diagnostic.rule,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "scene": diagnostic.scene,
        **_mark(finding.mark, shown),
        "related": [_mark(each, shown) for each in finding.related],
        "play": _play_address(diagnostic, shown.graphs.get(diagnostic.story or "")),
        "played": told_play(diagnostic),
    }


def _play_address(diagnostic: Diagnostic, graph: StoryGraph | None) -> str | None:
    """Where the finding's play can be seen: in its own scene, where that is shown, as the play may go on to it."""
    if graph is None or diagnostic.play is None:
        return None
    scene = graph.story.scenes.get(diagnostic.scene or "")
    address = (
        start_address(graph.story.id) if scene is None or not scene.shown else scene_address(graph.story.id, scene.id)
    )
    return f"{address}#play={diagnostic.play}"


def _mark(mark: Mark, shown: Shown) -> dict[str, Data]:
    span = mark.span
    return {
        "place": f"{span.file}:{span.line}",
        "column": span.column,
        "edit": shown.opening(span),
        "line": span.line,
        "text": list(cut(mark)),
        "label": mark.label,
    }
