"""Every situation a story can come to, found exactly: sets of states walk through its rooms until nothing new turns up.

All states of a scene are moved at once, so millions of situations take a fraction of a second.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import Final

from builder.expressions import Variable, Visited, variables_in
from builder.flow.domain import ExhaustedError, States
from builder.flow.effects import after
from builder.flow.link import StoryGraph
from builder.flow.plan import SMALL, Plan, Room, Way, first_room, is_entrance, lay_out, place_of, value_of, ways_on
from builder.flow.step import Situation
from builder.model import Scene
from builder.settings import MAX_COMBINATIONS

LARGE: Final = 4_194_304
"""Combinations of values at most that are kept together as one set: half a megabyte."""
ROOM: Final = 32_768
"""Combinations that one room counts as, at least, where variables are told apart by room."""
WORK: Final = 30
"""How often, on average, every combination within the limit may be touched."""
LEAST: Final = 1_000_000
"""Combinations that the work, though not the rooms, is allowed for at least: it takes some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Situations:
    """All reachable situations: ``rooms`` in order, the states ``seen`` in each, the ``ways`` that some play takes."""

    plan: Plan
    rooms: Sequence[Room]
    seen: Mapping[Room, States]
    ways: Mapping[Room, tuple[Way, ...]]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A search given up at ``limit`` combinations. What it met can happen; of anything else, nothing is known."""

    limit: int
    met: Situations


def explore(
    graph: StoryGraph, keep: Collection[str] | None = None, limit: int = MAX_COMBINATIONS
) -> Situations | Undecided:
    """Find all reachable situations, or give up at ``limit`` combinations of scene and values.

    Situations are told apart by the variables in ``keep``: by default those that some condition or score reads, as no
    other can make a difference. ``keep`` must not leave out what a ``when`` reads.
    """
    kept = asked_about(graph) if keep is None else keep
    plan = lay_out(graph, kept, min(limit // len(graph.story.scenes), LARGE))
    rooms, size = _allowed(plan, limit)
    work = plan.domain.work
    work.left = WORK * max(limit, LEAST)
    seen: dict[Room, States] = {}
    ways: dict[Room, tuple[Way, ...]] = {}
    try:
        _walk(plan, rooms, size, seen, ways)
    except ExhaustedError:
        return Undecided(limit, _found(plan, seen, ways))
    finally:
        work.left = inf
    return _found(plan, seen, ways)


def _walk(plan: Plan, rooms: int, size: int, seen: dict[Room, States], ways: dict[Room, tuple[Way, ...]]) -> None:
    """Meet every situation; raises `ExhaustedError` where that takes more rooms, or more work, than is allowed."""
    room, states = first_room(plan)
    fresh, waiting = {room: states}, [room]
    while waiting:
        room = heappop(waiting)
        states = fresh.pop(room)
        if room not in ways:
            ways[room] = tuple(ways_on(plan, room))
        seen[room] = seen.get(room, 0) | states
        plan.domain.work.spend(len(ways[room]) * size)
        if len(ways) > rooms:
            raise ExhaustedError
        for mask, effect, target, _, _ in ways[room]:
            moved = states & mask
            if moved and (moved := after(effect, moved) & ~seen.get(target, 0)):
                if target not in fresh:
                    heappush(waiting, target)
                fresh[target] = fresh.get(target, 0) | moved


def _allowed(plan: Plan, limit: int) -> tuple[int, int]:
    """How many rooms a search may take on, and as how many combinations one of them counts."""
    if plan.keys == 1 and plan.domain.size * len(plan.graph.story.scenes) <= limit:
        return 2 * len(plan.places), max(plan.domain.size, SMALL)
    size = max(plan.domain.size, ROOM)
    return limit // size, size


def _found(plan: Plan, seen: dict[Room, States], ways: dict[Room, tuple[Way, ...]]) -> Situations:
    rooms = sorted(seen)
    taken = {room: tuple(way for way in ways[room] if way.states & seen[room]) for room in rooms}
    return Situations(plan, rooms, seen, taken)


def asked_about(graph: StoryGraph) -> frozenset[str]:
    """The variables that some condition or score reads."""
    return frozenset(name for tree in graph.expressions.values() for name in variables_in(tree))


def is_rest(situations: Situations, room: Room) -> bool:
    """Whether a play stops in this room: at a scene that is shown, or at an outcome."""
    if is_entrance(situations.plan, room):
        return False
    scene = scene_of(situations, room)
    return scene is None or scene.shown


def scene_of(situations: Situations, room: Room) -> Scene | None:
    """The scene that a room belongs to; None for an outcome."""
    return situations.plan.graph.story.scenes.get(place_of(situations.plan, room))


def count(situations: Situations) -> int:
    """How many situations at rest there are, told apart by what was kept."""
    return sum(states.bit_count() for room, states in situations.seen.items() if is_rest(situations, room))


def entered(situations: Situations) -> frozenset[str]:
    """The scenes and outcomes that some play enters."""
    return frozenset(place_of(situations.plan, room) for room in situations.seen)


def rooms_at(situations: Situations, place: str, entrance: bool = False) -> list[tuple[Room, States]]:
    """The rooms where a play stands at this scene or outcome, or on its way in, with the states met there."""
    keys, seen = situations.plan.keys, situations.seen
    first = (2 * situations.plan.index[place] + (not entrance)) * keys
    if keys == 1:
        return [(first, seen[first])] if first in seen else []
    rooms = situations.rooms[bisect_left(situations.rooms, first) : bisect_left(situations.rooms, first + keys)]
    return [(room, seen[room]) for room in rooms]


def situation(situations: Situations, room: Room, state: int) -> Situation:
    """One state met in a room, spelled out. All variables must have been kept."""
    plan = situations.plan
    values = tuple(value_of(plan, Variable(name), room, state) for name in plan.graph.story.state)
    visited = frozenset(scene for scene in plan.graph.watched if value_of(plan, Visited(scene), room, state))
    return Situation(place_of(plan, room), values, visited)
