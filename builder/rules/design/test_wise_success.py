"""A learner who always takes the first, middle, last, longest or shortest choice succeeds.

Such a learner need not read a word. Something other than the customer's needs then points to the right choices, and
others will find it too.

Reported:

    scenes:                                       # <- test-wise-success
      hello:
        text: Priya counts down. Twenty-five minutes.
        choices:
          - {say: "Twelve students at six. I'm on it.", goto: fault, rating: strong}
          - {say: Hello and a very warm welcome to our chat today!, goto: gone, rating: weak}
      fault:
        text: '"I have restarted it twice."'
        choices:
          - {say: Then I won't ask again. Testing your line now., goto: hotspot, rating: strong}
          - {say: Please restart it once more while I check., goto: gone, rating: weak}
      hotspot:
        text: The test says four hours.
        choices:
          - {say: Not by six. Your phone can carry the lesson., goto: settled, rating: strong}
          - {say: It will be fixed in no time!, goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: The lesson runs}
      gone: {result: failure, title: She leaves the chat}

Accepted:

    scenes:
      hello:
        text: Priya counts down. Twenty-five minutes.
        choices:
          - {say: "Twelve students at six. I'm on it.", goto: fault, rating: strong}
          - {say: Hello and a very warm welcome to our chat today!, goto: gone, rating: weak}
      fault:
        text: '"I have restarted it twice."'
        choices:
          - {say: Please restart it once more while I check., goto: gone, rating: weak}
          - {say: Then I won't ask again. Testing your line now., goto: hotspot, rating: strong}
      hotspot:
        text: The test says four hours.
        choices:
          - {say: Not by six. Your phone can carry the lesson., goto: settled, rating: strong}
          - {say: It will be fixed in no time!, goto: gone, rating: weak}
    outcomes:
      settled: {result: success, title: The lesson runs}
      gone: {result: failure, title: She leaves the chat}

The order is the one in which choices are written. In a play of one or two decisions such a learner may simply be lucky:
nothing is said of those.

To mend it, put strong choices at other positions, or give another length to some of the choices that the play shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.bots import WITHOUT_READING, success_of
from builder.flow.finished import Finished
from builder.sources import Place

SEVERITY = Severity.WARNING
FEWEST_DECISIONS = 3


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every play that succeeds without reading."""
    if finished.proof is None or not finished.is_rated:
        return
    bots: dict[str, list[str]] = {}
    for which, pick in WITHOUT_READING.items():
        play = success_of(finished.proof.situations, pick)
        if play is not None and len(play) >= FEWEST_DECISIONS:
            bots.setdefault(play, []).append(which)
    for play, which_ones in bots.items():
        yield Diagnostic(
            "test-wise-success",
            Place(finished.story.file, ("scenes",), "key"),
            f"A learner who always takes the {' or the '.join(which_ones)} choice succeeds.",
            "Change the position or the length of some of the choices that this play takes.",
            play=play,
        )
