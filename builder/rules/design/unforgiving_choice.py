"""Success is impossible after a choice in the first 40 % of a best play.

Early mistakes are the ones that learners make, and the ones they can learn most from if they may put them right: error
training helps people most with what they have not met before (Keith and Frese 2008). Here a single one decides the
story before it has begun.

Reported:

    scenes:
      hello:
        text: '"My wife''s name is on it," writes Alun.'
        choices:
          - {say: "Thank you for writing, Mr Prosser.", goto: name, rating: strong}
          - {say: "Dear Mrs Prosser, thank you.", goto: cold, rating: weak}   # <- unforgiving-choice
      cold: {text: He does not write for a week., next: gone}
      name:
        text: '"She always dealt with this."'
        choices:
          - {say: May I ask how you would like us to write?, goto: refund, rating: strong}
          - {say: We need her to confirm., goto: gone, rating: weak}
      refund:
        text: '"In my name, please."'
        choices:
          - {say: Done. The refund is with you by Friday., goto: settled, rating: strong}
          - {say: Billing will be in touch., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: Closed with thanks}
      gone: {result: failure, title: He stops replying}

Accepted:

    scenes:
      hello:
        text: '"My wife''s name is on it," writes Alun.'
        choices:
          - {say: "Thank you for writing, Mr Prosser.", goto: name, rating: strong}
          - {say: "Dear Mrs Prosser, thank you.", goto: cold, rating: weak}
      cold: {text: '"There is no Mrs Prosser," he writes.', next: name}
      name:
        text: '"She always dealt with this."'
        choices:
          - {say: May I ask how you would like us to write?, goto: refund, rating: strong}
          - {say: We need her to confirm., goto: gone, rating: weak}
      refund:
        text: '"In my name, please."'
        choices:
          - {say: Done. The refund is with you by Friday., goto: settled, rating: strong}
          - {say: Billing will be in touch., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: Closed with thanks}
      gone: {result: failure, title: He stops replying}

A best play takes no choice that is rated worse than it has to be, and ends as well as a play can. Every situation that
so good a start leads to is looked at.

To mend it, let the mistake cost something that can be won back. If ending here is the point, say so in a waiver.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.domain import States
from builder.flow.finished import Finished
from builder.flow.guide import best_plays
from builder.flow.hope import hopeful, hopeless, play_of, steps
from builder.flow.plan import Room
from builder.flow.shortest import Rounds

SEVERITY = Severity.WARNING
PERCENT = 40


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice that costs success after a start without a slip."""
    proof = finished.proof
    if proof is None or not finished.is_rated or not hopeless(finished) or (best := best_plays(proof.met)) is None:
        return
    among, play = best
    early = len(play) * PERCENT // 100
    start = {room: states & hopeful(finished).get(room, 0) for room, states in _met_before(among, early).items()}
    for step in steps(proof.situations, start, hopeless(finished)):
        yield Diagnostic(
            "unforgiving-choice",
            finished.at(step.scene, step.choice),
            f"After this choice success is impossible, so early in a story of {len(play)} decisions.",
            "Let it cost something that can be won back. If ending here is the point, waive this and say so.",
            play=play_of(among, step),
        )


def _met_before(met: Rounds, choices: int) -> dict[Room, States]:
    """The situations that plays come to in fewer choices than this."""
    found: dict[Room, States] = {}
    for room, batches in met.batches.items():
        for batch in batches:
            if batch.choices < choices:
                found[room] = found.get(room, 0) | batch.states
    return found
