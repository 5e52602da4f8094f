"""No play ever ends in this outcome.

An ending that nobody can reach is a promise the story does not keep: its debrief is never read.

Reported:

    scenes:
      hello:
        text: The phone rings.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}    # <- unreachable-outcome

Accepted:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: What now?, goto: hung-up}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}

To mend it, lead a choice, a `next`, a `route` or an interrupt to the outcome, or delete it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.graph import Reach
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(reach: Reach) -> Iterator[Diagnostic]:
    """One finding for every outcome that no path leads to."""
    story = reach.graph.story
    for outcome in story.outcomes:
        if outcome not in reach.entered:
            yield Diagnostic(
                "unreachable-outcome",
                Place(story.file, ("outcomes", outcome), "key"),
                f"No play ever ends in `{outcome}`: no path leads to it from `{reach.graph.start}`.",
                f"Lead a choice, a `next` or a `route` to `{outcome}`, or delete it.",
            )
