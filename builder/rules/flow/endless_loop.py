"""The story runs round in a circle without the learner choosing anything.

Scenes lead on to one another by `next`, `route` or interrupts, and come back to where they were with nothing changed.
The learner can turn pages for ever, or never even sees one.

Reported:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: One moment., goto: on-hold}
      on-hold:                                  # <- endless-loop
        text: Four minutes pass.
        next: music
      music:
        text: The music starts again.
        next: on-hold
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    state:
      minutes: {start: 0, min: 0, max: 3}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: One moment., goto: on-hold}
      on-hold:
        text: A minute passes.
        change: {minutes: +1}
        route:
          - {when: minutes >= 3, goto: hung-up}
          - {goto: on-hold}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}

To mend it, give one of the scenes in the circle choices, or a `route` that leads out of it in the end.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.futures import circling
from builder.flow.plan import place_of
from builder.flow.proof import Proof, play_into
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterator[Diagnostic]:
    """One finding for every circle, at the first of its scenes."""
    story, plan = proof.graph.story, proof.situations.plan
    for circle in circling(proof.situations):
        scenes = sorted({place_of(plan, room) for room in circle}, key=plan.index.__getitem__)
        named = ", ".join(f"`{scene}`" for scene in scenes)
        yield Diagnostic(
            "endless-loop",
            Place(story.file, ("scenes", scenes[0]), "key"),
            f"The story goes round for ever without a choice: {named}, and from the beginning again.",
            "Give one of these scenes choices, or lead it elsewhere.",
            play=play_into(proof.met, circle.items()),
        )
