"""Two weak choices from the start end the story.

Mistakes are how people learn here, so there has to be time to see what they did, and to put them right. A story that is
over after two has taught that it can be over.

Reported:

    scenes:
      hello:
        text: '"Get me your manager," says Tomas.'
        choices:
          - {say: Your mother is in pain. A chair first., goto: room, rating: strong}
          - {say: The system shows no booking., goto: cooler, rating: weak}
      cooler:
        text: '"The system," says Tomas. A phone is filming.'
        choices:
          - {say: "Sorry. Let me start again, with her.", goto: room, rating: strong}
          - {say: "Sir, please stop filming.", goto: gone, rating: weak}   # <- two-slips-end-it
      room:
        text: Ingrid sits. He watches you.
        choices:
          - {say: Two rooms could work. I'll show you both., goto: which, rating: strong}
          - {say: There is nothing free tonight., goto: gone, rating: weak}
      which:
        text: '"Which has the shower she can walk into?"'
        choices:
          - {say: "The partner hotel. We pay, and the taxi too.", goto: settled, rating: strong}
          - {say: You can see for yourself on the website., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: A room for both}
      gone: {result: failure, title: They leave}

Accepted:

    scenes:
      hello:
        text: '"Get me your manager," says Tomas.'
        choices:
          - {say: Your mother is in pain. A chair first., goto: room, rating: strong}
          - {say: The system shows no booking., goto: cooler, rating: weak}
      cooler:
        text: '"The system," says Tomas. A phone is filming.'
        choices:
          - {say: "Sorry. Let me start again, with her.", goto: room, rating: strong}
          - {say: "Sir, please stop filming.", goto: room, rating: weak}
      room:
        text: Ingrid sits. He watches you.
        choices:
          - {say: Two rooms could work. I'll show you both., goto: which, rating: strong}
          - {say: There is nothing free tonight., goto: gone, rating: weak}
      which:
        text: '"Which has the shower she can walk into?"'
        choices:
          - {say: "The partner hotel. We pay, and the taxi too.", goto: settled, rating: strong}
          - {say: You can see for yourself on the website., goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: A room for both}
      gone: {result: failure, title: They leave}

Nothing is said of stories in which two choices can lead to success: they are that short.

To mend it, let the second mistake lead on: to a scene in which the first can still be owned. Or let the story begin a
little cooler, so that two rises do not boil over.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.flow.play import Play, begin, choose, encode, settle
from builder.flow.proof import Proof
from builder.flow.shortest import fewest_choices
from builder.flow.situations import rooms_at
from builder.flow.step import EndlessLoopError, ended, offered

SEVERITY = Severity.WARNING
SLIPS = 2


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice that is the second weak one from the start, or the first, and the last of all."""
    proof = finished.proof
    if proof is None or not finished.is_rated or (fewest := _fewest(proof)) is None or fewest <= SLIPS:
        return
    told: set[tuple[str, int]] = set()
    for scene, play in _slipping(finished):
        position = play.choices[-1]
        if (scene, position) not in told:
            told.add((scene, position))
            known = finished.story.scenes[scene]
            yield Diagnostic(
                "two-slips-end-it",
                finished.at(known, known.choices[position]),
                f"The story is over after {'one weak choice' if len(play.choices) == 1 else 'two weak choices'}.",
                "Let it lead on, to a scene in which the mistake can still be put right.",
                play=encode(play.choices),
            )


def _fewest(proof: Proof) -> int | None:
    """The fewest choices that lead to success."""
    outcomes = (outcome.id for outcome in proof.graph.story.outcomes.values() if outcome.result == "success")
    met = (each for id in outcomes for each in rooms_at(proof.situations, id))
    each = (fewest_choices(proof.met, room, states) for room, states in met)
    return min((choices for choices in each if choices is not None), default=None)


def _slipping(finished: Finished) -> Iterator[tuple[str, Play]]:
    """The plays of weak choices that have ended, with the scene of the last one."""
    graph = finished.graph
    try:
        plays = [settle(graph, begin(graph))]
    except EndlessLoopError:
        return
    for _ in range(SLIPS):
        later: list[Play] = []
        for play in plays:
            for choice in offered(graph, play.situation):
                if choice.rating != "weak":
                    continue
                try:
                    after = settle(graph, choose(graph, play, choice.position))
                except EndlessLoopError:
                    continue
                if ended(graph, after.situation):
                    yield play.situation.place, after
                else:
                    later.append(after)
        plays = later
