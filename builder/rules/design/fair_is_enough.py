"""A learner who always takes the fair choice succeeds.

Fair choices are those that most people get by with: polite, correct, and not quite heard. If they are enough, the
strong ones teach nothing that a learner needs.

Reported:

    state:
      trust: {start: 3, min: 0, max: 10}
    scenes:                                       # <- fair-is-enough
      hello:
        text: Noor lays the green coat on the counter.
        choices:
          - {say: I'm sorry. We did this., goto: asking, change: {trust: +2}, rating: strong}
          - {say: I'm sorry about your coat., goto: asking, change: {trust: +1}, rating: fair}
          - {say: Wool does that., goto: asking, change: {trust: -2}, rating: weak}
      asking:
        text: She does not touch it.
        choices:
          - {say: Who made it for you?, goto: end, change: {trust: +2}, rating: strong}
          - {say: Let me get the form., goto: end, change: {trust: +1}, rating: fair}
          - {say: What did it cost?, goto: end, change: {trust: -2}, rating: weak}
      end: {route: [{when: trust >= 5, goto: settled}, {goto: gone}]}
    outcomes:
      settled: {result: success, title: She takes the panels home}
      gone: {result: partial, title: She takes the money}

Accepted:

    state:
      trust: {start: 3, min: 0, max: 10}
    scenes:
      hello:
        text: Noor lays the green coat on the counter.
        choices:
          - {say: I'm sorry. We did this., goto: asking, change: {trust: +2}, rating: strong}
          - {say: I'm sorry about your coat., goto: asking, rating: fair}
          - {say: Wool does that., goto: asking, change: {trust: -2}, rating: weak}
      asking:
        text: She does not touch it.
        choices:
          - {say: Who made it for you?, goto: end, change: {trust: +2}, rating: strong}
          - {say: Let me get the form., goto: end, rating: fair}
          - {say: What did it cost?, goto: end, change: {trust: -2}, rating: weak}
      end: {route: [{when: trust >= 5, goto: settled}, {goto: gone}]}
    outcomes:
      settled: {result: success, title: She takes the panels home}
      gone: {result: partial, title: She takes the money}

Where a scene offers no fair choice, this learner takes a weak one. An unrated choice counts as fair.

To mend it, let fair choices keep things as they are, and ask at the end for what only strong ones give.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.bots import fair, success_of
from builder.flow.finished import Finished, choices_in
from builder.sources import Place

SEVERITY = Severity.WARNING


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding where a play of fair choices succeeds."""
    if finished.proof is None or not any(choice.rating == "fair" for _, choice in choices_in(finished)):
        return
    play = success_of(finished.proof.situations, fair)
    if play is not None:
        yield Diagnostic(
            "fair-is-enough",
            Place(finished.story.file, ("scenes",), "key"),
            "A learner who always takes the fair choice succeeds.",
            "Let fair choices keep things as they are, and ask at the end for what only strong ones give.",
            play=play,
        )
