"""A waiver accepts nothing.

A waiver says that somebody looked at a finding and decided to let it be. Once the finding is gone the waiver only hides
the next one. A rule's name may be misspelt, and the faults of reading and linking cannot be waived.

Reported:

    scenes:
      hello:
        waive: {no-way-out: The caller may wait for ever.}   # <- unused-waiver
        text: The phone rings.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        next: goodbye
      on-hold:
        waive: {unreachable-scene: Kept for the next version.}
        text: Four minutes pass.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, take the waiver out, or move it to where the finding is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from builder.diagnostics import Diagnostic, Page, Severity, did_you_mean
from builder.model import Waiver
from builder.sources import Place

SEVERITY = Severity.WARNING
_ITSELF = "unused-waiver"


@dataclass(frozen=True, slots=True)
class Waivers:
    """All waivers of a course, those that accepted something, and the rules there are.

    ``judged`` pairs a file with the name of each rule that was asked about it: only there can a waiver accept nothing.
    """

    given: tuple[Waiver, ...]
    used: Collection[Waiver]
    judged: Collection[tuple[str, str]]
    pages: Collection[Page]


def check(waivers: Waivers) -> Iterator[Diagnostic]:
    """One finding for every waiver that accepts nothing, or that never can."""
    known = {page.rule for page in waivers.pages}
    fixed = {page.rule for page in waivers.pages if page.fixed} | {_ITSELF}
    for waiver in waivers.given:
        if waiver.rule not in known:
            help = did_you_mean(waiver.rule, known - fixed, "`coolhead explain` lists all rules.")
            yield _finding(waiver, f"This waives `{waiver.rule}`, but there is no such rule.", help)
        elif waiver.rule in fixed:
            yield _finding(waiver, f"`{waiver.rule}` cannot be waived.", "Take the waiver out, and mend the fault.")
        elif waiver not in waivers.used and (waiver.place.file, waiver.rule) in waivers.judged:
            message = f"This waiver accepts nothing: `{waiver.rule}` reports nothing here or below."
            yield _finding(waiver, message, "Take it out, or move it to where the finding is.")


def _finding(waiver: Waiver, message: str, help: str) -> Diagnostic:
    place = Place(waiver.place.file, (*waiver.place.route, "waive", waiver.rule), "key")
    return Diagnostic(_ITSELF, place, message, help)
