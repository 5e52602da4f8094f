"""More than 2 decisions can still be played after success has become impossible.

A learner who has lost plays on, does better and better, and is told at the end that it was for nothing. A few steps
show what a mistake leads to; more of them teach that trying does not help.

Reported:

    scenes:
      hello:
        text: '"Three Saturdays," says Maren.'
        choices:
          - {say: Tell me all of it., goto: plan, rating: strong}
          - {say: It shows as attempted., goto: row, rating: weak}   # <- doomed-walk
      row:
        text: '"Attempted? I was at the window."'
        choices:
          - {say: You were. I take that back., goto: still, rating: strong}
          - {say: That is what it says., goto: gone, rating: weak}
      still:
        text: She breathes out.
        choices:
          - {say: When do you need it by?, goto: late, rating: strong}
          - {say: So what can I do for you?, goto: gone, rating: weak}
      late:
        text: '"Monday. You are out of time."'
        choices:
          - {say: Then I'll tell you what is left., goto: gone, rating: strong}
          - {say: Next Saturday?, goto: gone, rating: weak}
      plan:
        text: '"By Monday at ten."'
        choices:
          - {say: The depot has it until eight., goto: settled, rating: strong}
          - {say: First thing on Wednesday., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Accepted:

    scenes:
      hello:
        text: '"Three Saturdays," says Maren.'
        choices:
          - {say: Tell me all of it., goto: plan, rating: strong}
          - {say: It shows as attempted., goto: row, rating: weak}
      row:
        text: '"Attempted? I was at the window."'
        choices:
          - {say: You were. I take that back., goto: still, rating: strong}
          - {say: That is what it says., goto: gone, rating: weak}
      still:
        text: She breathes out.
        choices:
          - {say: When do you need it by?, goto: plan, rating: strong}
          - {say: So what can I do for you?, goto: gone, rating: weak}
      plan:
        text: '"By Monday at ten."'
        choices:
          - {say: The depot has it until eight., goto: settled, rating: strong}
          - {say: First thing on Wednesday., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

To mend it, open a way back from one of these decisions, or bring the ending forward.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.flow.hope import hopeful, hopeless, lasting, play_of, steps

SEVERITY = Severity.WARNING
MOST = 2


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice that costs success long before the end."""
    if finished.proof is None or not finished.is_rated or not hopeless(finished):
        return
    situations, met = finished.proof.situations, finished.proof.met
    for step in steps(situations, hopeful(finished), lasting(situations, hopeless(finished), MOST + 1)):
        yield Diagnostic(
            "doomed-walk",
            finished.at(step.scene, step.choice),
            f"After this choice success is impossible, and more than {MOST} decisions can still be played.",
            "Open a way back from one of them, or bring the ending forward.",
            play=play_of(met, step),
        )
