"""A choice that is not rated strong has no `feedback`.

A mistake teaches when somebody says what was wrong with it, and what would have been better. Of all feedback this is
the part that matters most (Thalheimer 2008).

Reported:

    scenes:
      hello:
        text: '"Nineteen minutes of your flute," says Dario.'
        choices:
          - {say: "Nineteen minutes. I'm here now. What's in it?", goto: settled, rating: strong}
          - {say: Could you read me the serial number?, goto: gone, rating: weak}   # <- missing-feedback
    outcomes:
      settled: {result: success, title: An engineer today}
      gone: {result: failure, title: He hangs up}

Accepted:

    scenes:
      hello:
        text: '"Nineteen minutes of your flute," says Dario.'
        choices:
          - {say: "Nineteen minutes. I'm here now. What's in it?", goto: settled, rating: strong}
          - say: Could you read me the serial number?
            goto: gone
            rating: weak
            feedback: You will need it, but no one has asked him yet what is wrong. Start with the food, then the form.
    outcomes:
      settled: {result: success, title: An engineer today}
      gone: {result: failure, title: He hangs up}

To mend it, say in a sentence or two what this did to the customer, and what would have served.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished, choices_in

SEVERITY = Severity.WARNING


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice rated fair or weak without feedback."""
    for scene, choice in choices_in(finished):
        if choice.rating in ("fair", "weak") and not (choice.feedback or "").strip():
            yield Diagnostic(
                "missing-feedback",
                finished.at(scene, choice, "rating"),
                f"This choice is rated {choice.rating}, and has no `feedback`.",
                "Say what it does to the customer, and what would have served better.",
            )
