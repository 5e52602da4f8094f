"""A `change` or `set` changes nothing, whenever it is done.

The variable already has that value, or stands at the end of its range, in every play that comes by. The author meant
the choice to matter, and it does not.

Reported:

    state:
      tension: {start: 10, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: "What now?", goto: sorting, change: {tension: +2}}   # <- idle-effect
          - {say: "How can I help?", goto: sorting, change: {tension: -2}}
      sorting:
        route:
          - {when: tension < 10, goto: goodbye}
          - {goto: hung-up}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}

Accepted:

    state:
      tension: {start: 7, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: "What now?", goto: sorting, change: {tension: +3}}
          - {say: "How can I help?", goto: sorting, change: {tension: -2}}
      sorting:
        route:
          - {when: tension < 10, goto: goodbye}
          - {goto: hung-up}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}

To mend it, take the effect out, or correct its value, the variable's `start`, or its range.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.domain import owners
from builder.flow.facts import Idle, done_in, idle_effects
from builder.flow.proof import Proof, play_into
from builder.flow.situations import Situations, Undecided, asked_about, explore
from builder.model import Choice
from builder.sources import Place

SEVERITY = Severity.WARNING


def check(proof: Proof) -> Iterator[Diagnostic]:
    """One finding for every effect that is done and never makes a difference."""
    read = asked_about(proof.graph)
    yield from _idle(proof, proof.situations, read)
    for name in _unread(proof, read):
        # One more variable at a time: nothing reads it, so it needs no other unread one beside it.
        found = explore(proof.graph, read | {name}, proof.limit)
        if not isinstance(found, Undecided):
            yield from _idle(proof, found, {name})


def _unread(proof: Proof, read: Collection[str]) -> list[str]:
    """The variables that are changed and that no condition or score reads."""
    touched = {name for owner in owners(proof.graph) for name in (*owner.change, *owner.set)}
    return [name for name in proof.graph.story.state if name in touched and name not in read]


def _idle(proof: Proof, situations: Situations, names: Collection[str]) -> Iterator[Diagnostic]:
    return (_found(proof, idle) for idle in idle_effects(situations, names))


def _found(proof: Proof, idle: Idle) -> Diagnostic:
    scene, owner, kind, name = idle
    at = Place(proof.graph.story.file, ("scenes", scene.id))
    where = f"`{scene.id}`"
    if isinstance(owner, Choice):
        at, where = at.at("choices", owner.position), f"choice `{owner.name}` of `{scene.id}`"
    return Diagnostic(
        "idle-effect",
        at.at(kind, name),
        f"The `{kind}` of `{name}` in {where} changes nothing: whenever it is done, `{name}` is already there.",
        "Take it out, or correct the value, the start or the range.",
        play=play_into(proof.met, done_in(proof.situations, scene, owner)),
    )
