"""Two choices of a scene lead to the same place, do the same and are tagged the same.

Whichever the learner takes, nothing is different afterwards. Where nothing depends on a decision, nothing is learned
from it, and learners soon notice.

Reported:

    scenes:
      hello:
        text: '"Three Saturdays," says Maren. "I stayed in for three Saturdays."'
        choices:
          - {say: "Three Saturdays. Tell me.", goto: her-story, shows: [listen-fully], rating: strong}
          - {say: Your order number?, goto: the-form, misses: [listen-fully], rating: weak}
          - {say: And your postcode?, goto: the-form, misses: [listen-fully], rating: weak}   # <- identical-choices
      her-story: {text: She tells you all of it., next: settled}
      the-form: {text: She spells it out a fourth time., next: gone}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Accepted:

    scenes:
      hello:
        text: '"Three Saturdays," says Maren. "I stayed in for three Saturdays."'
        choices:
          - {say: "Three Saturdays. Tell me.", goto: her-story, shows: [listen-fully], rating: strong}
          - {say: Your order number?, goto: the-form, misses: [listen-fully], rating: weak}
          - {say: It says the drivers tried., goto: the-form, misses: [manage-triggers], rating: weak}
      her-story: {text: She tells you all of it., next: settled}
      the-form: {text: She takes a breath to answer., next: gone}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Choices that are never offered at one time, because of their `when`, are no fault: they are one choice in two wordings.

To mend it, give one of the two a consequence of its own: another scene, another effect, another skill. Or delete it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from builder.diagnostics import Diagnostic, Related, Severity, shown
from builder.flow.finished import Finished, together
from builder.model import Choice

SEVERITY = Severity.ERROR


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice that does what an earlier one of its scene does."""
    for scene in finished.story.scenes.values():
        doubled: set[int] = set()
        for first, second in combinations(scene.choices, 2):
            same = _consequences(first) == _consequences(second)
            if not same or second.position in doubled or not together(finished, scene, first, second):
                continue
            doubled.add(second.position)
            yield Diagnostic(
                "identical-choices",
                finished.at(scene, second),
                f"“{shown(second.text)}” has the same `goto`, effects and tags as “{shown(first.text)}”.",
                "Give one of them a consequence of its own, or delete it.",
                related=(Related(finished.at(scene, first), "the same here"),),
            )


def _consequences(choice: Choice) -> tuple[object, ...]:
    tags = (choice.shows, choice.misses, choice.reveals, choice.uses, choice.trips)
    return choice.goto, dict(choice.change), dict(choice.set), *map(frozenset, tags)
