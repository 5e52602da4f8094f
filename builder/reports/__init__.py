"""From findings to text or data, one file a format: each has ``render(report)`` and is found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from builder.diagnostics import Diagnostic, Finding, Page, Severity
from builder.model import Waiver

OPENING: Final = 36
"""Characters of a choice that are enough to know it by."""
MOST_CHOICES: Final = 6
"""Choices of a play that are told; of a longer one, the beginning and the end."""


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to report: the findings in order, and the ids of all stories that were checked, sound ones too.

    ``waived`` are findings an author accepted, ``known`` counts those a baseline passes over. ``pages`` explain the
    rules, ``site_url`` is where plays can be opened, and ``strict`` makes warnings fail. ``colour`` is for terminals.
    """

    findings: tuple[Finding, ...]
    stories: tuple[str, ...]
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    known: int = 0
    pages: Mapping[str, Page] = field(default_factory=dict)
    site_url: str | None = None
    strict: bool = False
    colour: bool = False

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding fails the check: an error always, a warning only where the check is strict."""
        return diagnostic.severity is Severity.ERROR or (self.strict and diagnostic.severity is Severity.WARNING)

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.diagnostic.severity is severity for finding in self.findings)

    def link(self, diagnostic: Diagnostic) -> str | None:
        """The address that opens the finding's play, where it has one and the site's own address is known."""
        if self.site_url is None or diagnostic.story is None or diagnostic.play is None:
            return None
        return f"{self.site_url.rstrip('/')}/{diagnostic.story}/#play={diagnostic.play}"


def sentences(report: Report, diagnostic: Diagnostic) -> list[str]:
    """What a finding says, a line each: its message, what to do, the play that shows it, and where to open that."""
    play, link = told_play(diagnostic), report.link(diagnostic)
    notes = (diagnostic.help, f"Play: {play}" if play else None, f"Open it: {link}" if link else None)
    return [diagnostic.message, *(note for note in notes if note)]


def told_play(diagnostic: Diagnostic) -> str | None:
    """The code of a finding's play, and its choices in the author's words: of many, the first few and the last few."""
    if diagnostic.play is None or not diagnostic.played:
        return diagnostic.play
    said = [_opening(" ".join(each.split())) for each in diagnostic.played]
    if len(said) > MOST_CHOICES:
        left = len(said) - MOST_CHOICES + 1
        said = [*said[: MOST_CHOICES // 2], f"({left} more)", *said[left + MOST_CHOICES // 2 :]]
    return f"{diagnostic.play} ({' → '.join(said)})"


def _opening(words: str) -> str:
    return words if len(words) <= OPENING else words[: OPENING - 1].rstrip(" .,;:") + "…"


def formats() -> tuple[str, ...]:
    """The names of all formats a report can be rendered in."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def render(form: str, report: Report) -> str:
    """The report in the format of this name, which is one of `formats`."""
    return cast(str, importlib.import_module(f"{__name__}.{form}").render(report))
