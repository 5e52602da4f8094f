"""No play of this story ends in success.

A learner who does everything right must be able to succeed, or practice teaches only that nothing helps.

Reported:

    scenes:
      hello:
        text: The phone rings.
        next: hung-up
    outcomes:                                            # <- no-success
      hung-up: {result: failure, title: She hangs up}

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

To mend it, give an outcome `result: success` and lead a path to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.graph import Reach
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(reach: Reach) -> Iterator[Diagnostic]:
    """One finding where no outcome with `result: success` can be reached."""
    story = reach.graph.story
    successes = [outcome.id for outcome in story.outcomes.values() if outcome.result == "success"]
    if any(outcome in reach.entered for outcome in successes):
        return
    if successes:
        named = ", ".join(f"`{outcome}`" for outcome in successes)
        message, help = f"No play ends in success: no path leads to {named}.", "Lead a path to it."
    else:
        message = "No play ends in success: no outcome has `result: success`."
        help = "Write the outcome a good conversation ends in, with `result: success`."
    yield Diagnostic("no-success", Place(story.file, ("outcomes",), "key"), message, help)
