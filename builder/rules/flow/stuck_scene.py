"""A play can come to this scene and find that none of its choices is offered.

The learner stares at a page without a button. Each choice asks for something, and here is a play after which no answer
is left.

Reported:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: asking, change: {trust: +2}}
          - {say: "What now?", goto: asking, change: {trust: -2}}
      asking:                                   # <- stuck-scene
        text: She waits for a plan.
        choices:
          - {say: A new one is on its way., goto: goodbye, when: trust >= 4}
          - {say: "May I call you back?", goto: goodbye, when: trust >= 2}
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: asking, change: {trust: +2}}
          - {say: "What now?", goto: asking, change: {trust: -2}}
      asking:
        text: She waits for a plan.
        choices:
          - {say: A new one is on its way., goto: goodbye, when: trust >= 4}
          - {say: I do not know yet., goto: goodbye}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, give the scene a choice without a `when`, or loosen one of those it has.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.domain import States
from builder.flow.facts import stuck
from builder.flow.plan import Room, place_of
from builder.flow.proof import Proof, play_into
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterator[Diagnostic]:
    """One finding for every scene at which some play is stuck."""
    found: dict[str, list[tuple[Room, States]]] = {}
    for room, states in stuck(proof.situations):
        found.setdefault(place_of(proof.situations.plan, room), []).append((room, states))
    story = proof.graph.story
    for scene, standing in found.items():
        asked = ", ".join(f"`{choice.when}`" for choice in story.scenes[scene].choices)
        yield Diagnostic(
            "stuck-scene",
            Place(story.file, ("scenes", scene), "key"),
            f"A play can be stuck at `{scene}`: none of what its choices ask for is true ({asked}).",
            "Add a choice without a `when`, or loosen one of these conditions.",
            play=play_into(proof.met, standing),
        )
