"""Where success is still possible, the choices after which it is not, and how long a play can go on then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from builder.flow.domain import States
from builder.flow.effects import before
from builder.flow.finished import Finished
from builder.flow.futures import backwards, can_come_to, rest_of
from builder.flow.link import remembered
from builder.flow.plan import Room, place_of
from builder.flow.play import encode
from builder.flow.shortest import Rounds, fewest_choices, shortest_play
from builder.flow.situations import Situations
from builder.model import Choice, Scene

Where: TypeAlias = Mapping[Room, States]
"""Some of a story's situations."""


@dataclass(frozen=True, slots=True)
class Step:
    """A choice of a scene, and the situations in which taking it does what was asked for."""

    scene: Scene
    choice: Choice
    situations: tuple[tuple[Room, States], ...]


@remembered
def hopeful(finished: Finished) -> Where:
    """The situations from which some play succeeds; none past the limit of the search."""
    return {} if finished.proof is None else can_come_to(finished.proof.situations, "success")


@remembered
def hopeless(finished: Finished) -> Where:
    """The situations from which no play succeeds; none where no play of the story does: that is another fault."""
    if finished.proof is None or not hopeful(finished):
        return {}
    return rest_of(finished.proof.situations, hopeful(finished))


def steps(situations: Situations, among: Where, into: Where) -> Iterator[Step]:
    """The choices that lead from some situations into others, in the author's order."""
    found: dict[tuple[str, int], list[tuple[Room, States]]] = {}
    for room, states in among.items():
        for way in situations.ways[room]:
            taken = states & way.states & before(way.effect, into.get(way.target, 0))
            if taken and way.choice is not None:
                found.setdefault((place_of(situations.plan, room), way.choice.position), []).append((room, taken))
    for scene in situations.plan.graph.story.scenes.values():
        for choice in scene.choices:
            if (scene.id, choice.position) in found:
                yield Step(scene, choice, tuple(found[scene.id, choice.position]))


def play_of(met: Rounds, step: Step) -> str | None:
    """The code of a shortest play that ends with this step; None where no play takes it."""
    fewest = [
        (choices, room, states)
        for room, states in step.situations
        if (choices := fewest_choices(met, room, states)) is not None
    ]
    if not fewest:
        return None
    _, room, states = min(fewest)
    return encode((*(shortest_play(met, room, states) or ()), step.choice.position))


def lasting(situations: Situations, among: Where, decisions: int) -> Where:
    """Of some situations that lead only to one another, those from which a play can take so many decisions more."""
    found = among
    for _ in range(decisions):
        deciding: dict[Room, States] = {}
        for room, states in among.items():
            for way in situations.ways[room]:
                if way.choice is not None:
                    taken = states & way.states & before(way.effect, found.get(way.target, 0))
                    deciding[room] = deciding.get(room, 0) | taken
        found = backwards(situations, deciding, lambda room: not _decides(situations, room))
    return found


def _decides(situations: Situations, room: Room) -> bool:
    return any(way.choice is not None for way in situations.ways[room])
