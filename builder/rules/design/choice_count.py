"""A decision offers fewer than 2 choices, or more than 4.

One choice is no decision. With more than four, learners compare wordings instead of thinking of the customer; two or
three wrong answers that people really give are enough. (Eighty years of test items: three options suffice; Rodriguez
2005.)

Reported:

    scenes:
      hello:
        text: '"You sent me the wrong boards," says Wes.'
        choices:                                  # <- choice-count
          - {say: "I did. Here is what I can do.", goto: plan}
      plan:
        text: He looks at the clock.
        choices:
          - {say: "Cut here by noon, or brought to you at eight?", goto: settled}
          - {say: "Fill this in, please.", goto: gone}
    outcomes:
      settled: {result: success, title: Boards in the van}
      gone: {result: failure, title: He walks out}

Accepted:

    scenes:
      hello:
        text: '"You sent me the wrong boards," says Wes.'
        choices:
          - {say: "I did. Here is what I can do.", goto: plan}
          - {say: The e-mail had the sizes in it., goto: gone}
      plan:
        text: He looks at the clock.
        choices:
          - {say: "Cut here by noon, or brought to you at eight?", goto: settled}
          - {say: "Fill this in, please.", goto: gone}
    outcomes:
      settled: {result: success, title: Boards in the van}
      gone: {result: failure, title: He walks out}

Choices count where they are offered: four of six may wait for their `when`. One that is shown as `locked` is counted
among those that are too many.

To mend it, write a second choice that somebody might really take, or use `next` where there is nothing to decide. Where
there are too many, keep the best one and the most tempting mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.diagnostics import Diagnostic, Severity
from builder.flow.facts import by_number
from builder.flow.finished import Finished
from builder.flow.proof import play_into
from builder.flow.shortest import Rounds
from builder.flow.situations import Situations
from builder.model import Scene

SEVERITY = Severity.WARNING
FEWEST, MOST = 2, 4


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every scene that offers too few choices in some situation, and one where it shows too many."""
    for scene in finished.story.scenes.values():
        if not scene.choices:
            continue
        if finished.proof is not None:
            yield from _offered(finished, finished.proof.situations, finished.proof.met, scene)
        elif len(scene.choices) < FEWEST:
            yield _found(finished, scene, "offers one choice", None)
        elif (always := sum(choice.when is None for choice in scene.choices)) > MOST:
            yield _found(finished, scene, f"offers {always} choices", None)


def _offered(finished: Finished, situations: Situations, met: Rounds, scene: Scene) -> Iterator[Diagnostic]:
    few = [(room, states) for room, by in by_number(situations, scene) for states in by[1:FEWEST] if states]
    if few:
        only = "offers one choice" if len(scene.choices) < FEWEST else "offers one choice only, in some plays"
        yield _found(finished, scene, only, play_into(met, few))
    shown = list(by_number(situations, scene, locked=True))
    most = max((number for _, by in shown for number, states in enumerate(by) if states), default=0)
    if most > MOST:
        many = [(room, by[most]) for room, by in shown]
        yield _found(finished, scene, f"shows {most} choices at one time", play_into(met, many))


def _found(finished: Finished, scene: Scene, what: str, play: str | None) -> Diagnostic:
    return Diagnostic(
        "choice-count",
        replace(finished.at(scene, None, "choices"), part="key"),
        f"`{scene.id}` {what}.",
        f"Offer {FEWEST} to {MOST} choices that somebody might really take, or use `next` if nothing is to be decided.",
        play=play,
    )
