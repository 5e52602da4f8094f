"""A story has fewer than 3 outcomes, or none that is partial, or one that random plays hardly ever come to.

Conversations seldom end all well or all badly. What lies between is the reason to tell them as branching stories at
all, and an outcome that one play in a hundred comes to is written for nobody.

Reported:

    scenes:
      hello:
        text: '"Is it ready?" asks Wes.'
        choices:
          - {say: "No, and that's my mistake.", goto: settled}
          - {say: "It said noon in the e-mail.", goto: gone}
    outcomes:                                     # <- few-outcomes
      settled: {result: success, title: Boards by eight}
      gone: {result: failure, title: He walks out}

Accepted:

    scenes:
      hello:
        text: '"Is it ready?" asks Wes.'
        choices:
          - {say: "No, and that's my mistake.", goto: settled}
          - {say: "Not yet, sorry.", goto: late}
          - {say: "It said noon in the e-mail.", goto: gone}
    outcomes:
      settled: {result: success, title: Boards by eight}
      late: {result: partial, title: He takes them home late}
      gone: {result: failure, title: He walks out}

The chance of an outcome is exact: under 1 % is reported, unless no play ends there at all. It is worked out for rated
stories with at most 20,000 situations.

To mend it, write what lies between: solved but cool, accepted but sad. Ease the conditions of an outcome that is too
rare, or join it with another.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.flow.judging import judged
from builder.sources import Place

SEVERITY = Severity.WARNING
FEWEST, LEAST_SHARE = 3, 0.01


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding where outcomes are missing, and one for every outcome that is too rare."""
    outcomes = finished.story.outcomes
    faults = [f"only {len(outcomes)}"] if len(outcomes) < FEWEST else []
    if not any(outcome.result == "partial" for outcome in outcomes.values()):
        faults.append("none that is partial")
    if faults:
        message = f"Of outcomes this story has {' and '.join(faults)}."
        yield _found(finished, message, "Write what lies between: solved but cool, or accepted but sad.")
    found = judged(finished)
    for id, shares in found.shares.items() if found is not None else ():
        assert found is not None
        share = shares[found.start]
        if 0 < share < LEAST_SHARE:
            message = f"Choosing at random, {share:.2%} of plays end in `{id}`."
            yield _found(finished, message, "Ease what leads to it, or join it with another outcome.", id)


def _found(finished: Finished, message: str, help: str, *steps: str) -> Diagnostic:
    return Diagnostic("few-outcomes", Place(finished.story.file, ("outcomes", *steps), "key"), message, help)
