"""A choice is longer than 35 words.

A learner on a phone should see all choices of a scene at once: three of 35 words fill the screen, and take 26 seconds
to read at 238 words a minute (Brysbaert 2019). Nobody says more than that to a customer in one breath either.

Reported:

    scenes:
      hello:
        text: '"Is anyone going to tell me where my bed is?" asks Maren.'
        choices:
          - say: >-                               # <- long-choice
              I can see here that the driver was at your building on the fifth, the twelfth and the nineteenth, and each
              time it was logged as no access, so what I would like to do is first check your address with you, then the
              phone number, and then ring the depot.
            goto: settled
          - {say: It shows as attempted., goto: gone}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Accepted:

    scenes:
      hello:
        text: '"Is anyone going to tell me where my bed is?" asks Maren.'
        choices:
          - {say: "Yes, me. They came three times and didn't find your door. Is it flat 4?", goto: settled}
          - {say: It shows as attempted., goto: gone}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

To mend it, keep the sentence that matters. What else has to be said can follow in the reaction or the next scene.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished, choices_in, wording

SEVERITY = Severity.WARNING
MOST_WORDS = 35


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice that is too long."""
    for scene, choice in choices_in(finished):
        words = len(choice.text.split())
        if words > MOST_WORDS:
            yield Diagnostic(
                "long-choice",
                finished.at(scene, choice, wording(choice)),
                f"This choice has {words} words.",
                f"Keep what matters: {MOST_WORDS} words at most, so that a phone shows all choices at once.",
            )
