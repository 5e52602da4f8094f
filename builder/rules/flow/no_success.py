"""No play of this story ends in success.

A learner who does everything right must be able to succeed, or practice teaches only that nothing helps. Success may be
written and yet out of reach: then the message names the conditions that no play meets.

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
          - {say: "What now?", goto: hung-up}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}

To mend it, give an outcome `result: success` and lead a path to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.obstacles import in_the_way
from builder.flow.proof import Bounds
from builder.flow.situations import entered
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(bounds: Bounds) -> Iterator[Diagnostic]:
    """One finding where no play ends in success or, past the limit of the search, where no path leads to one."""
    story, proof = bounds.graph.story, bounds.proof
    reached = bounds.reach.entered if proof is None else entered(proof.situations)
    successes = [outcome.id for outcome in story.outcomes.values() if outcome.result == "success"]
    if any(outcome in reached for outcome in successes):
        return
    named = ", ".join(f"`{outcome}`" for outcome in successes)
    possible = next((outcome for outcome in successes if outcome in bounds.reach.entered), None)
    if not successes:
        why = "no outcome has `result: success`."
        help = "Write the outcome a good conversation ends in, with `result: success`."
    elif proof is None or possible is None:
        why, help = f"no path leads to {named}.", "Lead a path to it."
    else:
        why = f"paths lead to {named}, but never with what they ask for. {in_the_way(proof, possible)}"
        help = "Change what is asked for, or the changes before it, so that a good play can succeed."
    yield Diagnostic("no-success", Place(story.file, ("outcomes",), "key"), f"No play ends in success: {why}", help)
