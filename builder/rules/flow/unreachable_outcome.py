"""No play ever ends in this outcome.

An ending that nobody can reach is a promise the story does not keep: its debrief is never read. Where paths lead to it,
but never with what they ask for, the message names the conditions.

Reported:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: sorting, change: {trust: +1}}
          - {say: "What now?", goto: sorting, change: {trust: -1}}
      sorting:
        route:
          - {when: trust >= 4, goto: settled}
          - {goto: goodbye}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      settled: {result: success, title: She has a plan}  # <- unreachable-outcome
      hung-up: {result: failure, title: She hangs up}    # <- unreachable-outcome

Accepted:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: "What now?", goto: hung-up}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}

To mend it, lead a choice, a `next`, a `route` or an interrupt to the outcome, change the condition that keeps every
play away, or delete it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.obstacles import kept_away
from builder.flow.proof import Bounds
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(bounds: Bounds) -> Iterator[Diagnostic]:
    """One finding for every outcome where no play ends or, past the limit of the search, that no path leads to."""
    story = bounds.graph.story
    for outcome, why, by_conditions in kept_away(bounds, story.outcomes):
        help = f"Lead a choice, a `next` or a `route` to `{outcome}`, or delete it."
        if by_conditions:
            help = "Change what is asked for, or the changes before it, so that some play can end here."
        place = Place(story.file, ("outcomes", outcome), "key")
        yield Diagnostic("unreachable-outcome", place, f"No play ever ends in `{outcome}`: {why}", help)
