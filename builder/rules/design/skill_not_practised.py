"""A skill that the story says it practises has fewer than 2 decisions in which it can be both shown and missed.

One decision may be luck. Only where a skill can be shown and can be missed, and that more than once, does a play say
anything about it.

Reported:

    practises:
      - listen-fully
      - be-honest                                 # <- skill-not-practised
    scenes:
      hello:
        text: '"Let me tell you how it was," says Maren.'
        choices:
          - {say: Go on., goto: after, shows: [listen-fully], rating: strong}
          - {say: The reference first., goto: after, misses: [listen-fully], rating: weak}
      after:
        text: '"And now the school inspects on Monday."'
        choices:
          - {say: "So it has to be there by Monday.", goto: settled, shows: [listen-fully, be-honest], rating: strong}
          - {say: "It will be there Saturday, I promise.", goto: gone, misses: [be-honest, listen-fully], rating: weak}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: A fourth Saturday}

Accepted:

    practises: [listen-fully]
    scenes:
      hello:
        text: '"Let me tell you how it was," says Maren.'
        choices:
          - {say: Go on., goto: after, shows: [listen-fully], rating: strong}
          - {say: The reference first., goto: after, misses: [listen-fully], rating: weak}
      after:
        text: '"And now the school inspects on Monday."'
        choices:
          - {say: "So it has to be there by Monday.", goto: settled, shows: [listen-fully, be-honest], rating: strong}
          - {say: "It will be there Saturday, I promise.", goto: gone, misses: [be-honest, listen-fully], rating: weak}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: A fourth Saturday}

A decision counts where one choice shows the skill while another, offered with it, misses it, and where random plays
come by at least once in four times.

To mend it, tag the choices that turn on this skill, write a decision that does, or take it out of `practises`.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.flow.practice import often_practised
from builder.sources import Place

SEVERITY = Severity.WARNING
FEWEST = 2


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every skill under ``practises`` that is not practised."""
    found = often_practised(finished)
    for position, skill in enumerate(finished.story.practises):
        decisions = found.get(skill, ())
        if len(decisions) < FEWEST:
            where = f"only in `{decisions[0].id}`" if decisions else "in no decision"
            yield Diagnostic(
                "skill-not-practised",
                Place(finished.story.file, ("practises", position)),
                f"`{skill}` can be both shown and missed {where}.",
                f"Write or tag at least {FEWEST} decisions that turn on it, or take it out of `practises`.",
            )
