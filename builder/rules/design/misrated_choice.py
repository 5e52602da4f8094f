"""A choice does not lead where its rating says.

It is rated strong, and success is impossible after it, while another choice would have kept it possible. Or it is rated
weak, and leads to a better chance of success than every strong one beside it. Either the rating or the story is wrong,
and learners are told that they did badly when they did well.

Reported:

    scenes:
      hello:
        text: '"It expired nine days ago," says Dario. "Nine."'
        choices:
          - {say: I'll have it mended for free., goto: caving, rating: strong}   # <- misrated-choice
          - {say: "Not free. Today, though, and here's how.", goto: fridge, rating: fair}
          - {say: Those are the terms and conditions., goto: gone, rating: weak}
      caving: {text: Roz asks who said so., next: gone}
      fridge:
        text: '"Go on," says Dario.'
        choices:
          - {say: "Paid visit by four, no call-out charge.", goto: settled, rating: strong}
          - {say: Somebody will ring you., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: An engineer today}
      gone: {result: failure, title: Forty kilos in the bin}

Accepted:

    scenes:
      hello:
        text: '"It expired nine days ago," says Dario. "Nine."'
        choices:
          - {say: I'll have it mended for free., goto: caving, rating: weak}
          - {say: "Not free. Today, though, and here's how.", goto: fridge, rating: strong}
          - {say: Those are the terms and conditions., goto: gone, rating: weak}
      caving: {text: Roz asks who said so., next: gone}
      fridge:
        text: '"Go on," says Dario.'
        choices:
          - {say: "Paid visit by four, no call-out charge.", goto: settled, rating: strong}
          - {say: Somebody will ring you., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: An engineer today}
      gone: {result: failure, title: Forty kilos in the bin}

A situation is enough, of all that offer the choice; the play shows one. Chances are those of playing on at random, and
exact; they are worked out for stories with at most 20,000 situations.

To mend it, correct the rating, or the effects and the way on of the choices.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.flow.hope import Step, hopeful, hopeless, play_of, steps
from builder.flow.judging import Decision, Judged, judged
from builder.model import Choice

SEVERITY = Severity.WARNING
NOTHING = 1e-9
"""What two chances may differ by through rounding."""


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice that some situation proves to be rated wrongly."""
    if finished.proof is None or not finished.is_rated:
        return
    for step in steps(finished.proof.situations, hopeful(finished), hopeless(finished)):
        if step.choice.rating == "strong":
            message = "This choice is rated strong, but success is impossible after it, and was possible before."
            yield _found(finished, step, message)
    found = judged(finished)
    if found is None:
        return
    better: dict[tuple[str, int], list[Decision]] = {}
    for decision in found.decisions.values():
        for choice in _better(found, decision):
            better.setdefault((decision.scene.id, choice.position), []).append(decision)
    for (_, position), decisions in better.items():
        scene = decisions[0].scene
        where = tuple((each.room, 1 << each.state) for each in decisions)
        message = "This choice is rated weak, but leads to a better chance of success than every strong one beside it."
        yield _found(finished, Step(scene, scene.choices[position], where), message)


def _better(found: Judged, decision: Decision) -> Iterator[Choice]:
    """The weak choices that are better than every strong one."""
    strong = [found.chance(option) for option in decision.options if option.choice.rating == "strong"]
    for option in decision.options:
        if strong and option.choice.rating == "weak" and found.chance(option) > max(strong) + NOTHING:
            yield option.choice


def _found(finished: Finished, step: Step, message: str) -> Diagnostic:
    assert finished.proof is not None
    return Diagnostic(
        "misrated-choice",
        finished.at(step.scene, step.choice, "rating"),
        message,
        "Correct the rating, or the effects and the way on of these choices.",
        play=play_of(finished.proof.met, step),
    )
