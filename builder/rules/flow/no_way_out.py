"""A play that comes here can never end.

The learner is caught: whatever they choose from here on, no outcome is ever reached. It may be so only after some
plays: a shortest one is given.

Reported:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: One moment., goto: on-hold}
      on-hold:                                  # <- no-way-out
        text: Four minutes pass.
        choices:
          - {do: Wait., goto: on-hold}
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: One moment., goto: on-hold}
      on-hold:
        text: Four minutes pass.
        choices:
          - {do: Wait., goto: on-hold}
          - {say: "Sorry, I am back.", goto: hello}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, give one of the scenes in the circle a choice, a `next` or a `route` that leads out of it, in every state.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.domain import States
from builder.flow.futures import can_end, rest_of
from builder.flow.obstacles import ways_out
from builder.flow.plan import Room, place_of
from builder.flow.proof import Bounds, Proof, play_into
from builder.flow.situations import is_rest
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(bounds: Bounds) -> Iterator[Diagnostic]:
    """One finding for every scene at which some play cannot end any more.

    Past the limit of the search: for every scene that a path enters and from which no path leads to an outcome.
    """
    if bounds.proof is not None:
        yield from _proved(bounds, bounds.proof)
        return
    for scene in bounds.graph.story.scenes:
        if scene in bounds.reach.entered and scene not in bounds.reach.ending:
            yield _found(bounds, scene, "no path leads from it to an outcome.", None)


def _proved(bounds: Bounds, proof: Proof) -> Iterator[Diagnostic]:
    caught: dict[str, list[tuple[Room, States]]] = {}
    for room, states in rest_of(proof.situations, can_end(proof.situations)).items():
        if is_rest(proof.situations, room):
            caught.setdefault(place_of(proof.situations.plan, room), []).append((room, states))
    for scene, standing in caught.items():
        play = play_into(proof.met, standing)
        if scene in bounds.reach.ending:
            closed = ways_out(proof, {scene: standing, **caught})
            why = f"paths lead from it to an outcome, but not in the state of this play. {closed}".strip()
        else:
            why = "no path leads from it to an outcome."
        yield _found(bounds, scene, why, play)


def _found(bounds: Bounds, scene: str, why: str, play: str | None) -> Diagnostic:
    place = Place(bounds.graph.story.file, ("scenes", scene), "key")
    message = f"A play that comes to `{scene}` can never end: {why}"
    return Diagnostic("no-way-out", place, message, "Give it, or a scene it leads to, a way to an outcome.", play=play)
