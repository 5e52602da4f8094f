"""A choice is rated, but tagged with no skill.

The debrief tells learners which skills they showed and missed. A rated choice without a tag counts for none of them, so
the best answer of a story may earn nothing.

Reported:

    scenes:
      hello:
        text: '"Seven days since you wrote," says Alun.'
        choices:
          - {say: "No news yet, and I said I'd write.", goto: settled, shows: [close-and-follow-up], rating: strong}
          - {say: We will be in touch in due course., goto: gone, rating: weak}   # <- untagged-choice
    outcomes:
      settled: {result: success, title: A date he can count on}
      gone: {result: failure, title: He stops replying}

Accepted:

    scenes:
      hello:
        text: '"Seven days since you wrote," says Alun.'
        choices:
          - {say: "No news yet, and I said I'd write.", goto: settled, shows: [close-and-follow-up], rating: strong}
          - {say: We will be in touch in due course., goto: gone, misses: [set-expectations], rating: weak}
    outcomes:
      settled: {result: success, title: A date he can count on}
      gone: {result: failure, title: He stops replying}

To mend it, name under `shows` or `misses` the one or two skills that this choice turns on. If it turns on none, take
the rating out.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished, choices_in

SEVERITY = Severity.WARNING


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every rated choice without a skill."""
    for scene, choice in choices_in(finished):
        if choice.rating and not choice.shows and not choice.misses:
            yield Diagnostic(
                "untagged-choice",
                finished.at(scene, choice, "rating"),
                f"This choice is rated {choice.rating}, but neither `shows` nor `misses` a skill.",
                "Name the skill that it turns on, or take the rating out.",
            )
