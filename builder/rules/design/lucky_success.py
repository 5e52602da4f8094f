"""A learner who chooses at random succeeds in over 30 % of plays, or in over 15 % where the result counts.

Success should mean something. Where every third blind try succeeds, it does not, and learners who practise by clicking
on learn that clicking on works. (Three choices, effects of 2 and success at three steps of trust: 21 to 27 %.)

Reported:

    scenes:                                       # <- lucky-success
      hello:
        text: '"Nobody rang me back," says Alun.'
        choices:
          - {say: You waited nine days for a call., goto: settled, rating: strong}
          - {say: Our lines were busy., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: A call on Thursday}
      gone: {result: failure, title: He writes to the paper}

Accepted:

    scenes:
      hello:
        text: '"Nobody rang me back," says Alun.'
        choices:
          - {say: You waited nine days for a call., goto: promise, rating: strong}
          - {say: Our lines were busy., goto: gone, rating: weak}
      promise:
        text: '"So when will you?"'
        choices:
          - {say: "Thursday at ten, with or without news.", goto: settled, rating: strong}
          - {say: As soon as we possibly can., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: A call on Thursday}
      gone: {result: failure, title: He writes to the paper}

The chance is exact, over all plays. Nothing is said of stories with more than 20,000 situations.

To mend it, ask for more strong choices before success: let fair ones keep things as they are, and make weak ones cost
as much as strong ones earn.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.flow.judging import judged
from builder.sources import Place

SEVERITY = Severity.WARNING
MOST_PRACTISING, MOST_ASSESSED = 0.30, 0.15


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding where blind choosing succeeds too often."""
    found = judged(finished)
    if found is None:
        return
    assessed = finished.story.assessed
    chance, most = found.succeeding[found.start], MOST_ASSESSED if assessed else MOST_PRACTISING
    if chance > most:
        yield Diagnostic(
            "lucky-success",
            Place(finished.story.file, ("scenes",), "key"),
            f"Choosing at random succeeds in {chance:.0%} of plays;"
            f" in {'an assessed' if assessed else 'a practice'} story, {most:.0%} is enough.",
            "Ask for more strong choices before success, or let weak ones cost more.",
        )
