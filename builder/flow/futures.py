"""What can still become of a play: the situations from which an outcome can be reached, found by walking backwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from heapq import heappop, heappush

from builder.flow.domain import States
from builder.flow.effects import after, before
from builder.flow.plan import Room, place_of
from builder.flow.situations import Situations, is_rest
from builder.model import Result


def can_reach(situations: Situations, outcomes: Collection[str]) -> dict[Room, States]:
    """The situations from which some play ends in one of these outcomes."""
    goals = {room: states for room, states in situations.seen.items() if place_of(situations.plan, room) in outcomes}
    return backwards(situations, goals)


def can_end(situations: Situations) -> dict[Room, States]:
    """The situations from which some play ends."""
    return can_reach(situations, situations.plan.graph.story.outcomes)


def can_come_to(situations: Situations, result: Result) -> dict[Room, States]:
    """The situations from which some play ends with this result."""
    outcomes = situations.plan.graph.story.outcomes.values()
    return can_reach(situations, [outcome.id for outcome in outcomes if outcome.result == result])


def endless(situations: Situations) -> dict[Room, States]:
    """The situations from which the story runs on for ever without asking the learner to choose."""

    def runs_on(room: Room) -> bool:
        return any(way.choice is None for way in situations.ways[room])

    return _caught(situations, runs_on)


def restless(situations: Situations) -> dict[Room, States]:
    """The situations from which the story runs on for ever without even showing a scene."""
    return _caught(situations, lambda room: not is_rest(situations, room))


def circling(situations: Situations) -> list[dict[Room, States]]:
    """The situations that come round again and again without a choice; circles that share a scene together."""
    states = endless(situations)
    while (following := _followed(situations, states)) != states:
        states = following
    groups: list[dict[Room, States]] = []
    left = dict(states)
    while left:
        group, waiting = dict[Room, States](), [next(iter(left))]
        while waiting:
            room = waiting.pop()
            if room not in left:
                continue
            group[room] = left.pop(room)
            waiting += [way.target for way in situations.ways[room] if way.states & group[room]]
            waiting += [other for other in left if place_of(situations.plan, other) == place_of(situations.plan, room)]
        groups.append(group)
    return groups


def backwards(
    situations: Situations, goals: Mapping[Room, States], through: Callable[[Room], bool] = lambda room: True
) -> dict[Room, States]:
    """The goals, and every reachable situation from which they can be reached through rooms of this kind."""
    sources = sources_of(situations)
    found = {room: states for room, states in goals.items() if states}
    # Later rooms first: a room is best left until those it leads to are done.
    waiting = [-source for room in found for source in set(sources.get(room, ()))]
    waiting = sorted(set(waiting))
    queued = set(waiting)
    while waiting:
        room = -heappop(waiting)
        queued.discard(-room)
        seen, known = situations.seen[room], found.get(room, 0)
        if known == seen or not through(room):
            continue
        states = known
        for way in situations.ways[room]:
            goal = found.get(way.target)
            if goal:
                states |= before(way.effect, goal) & way.states & seen
        if states != known:
            found[room] = states
            for source in sources.get(room, ()):
                if -source not in queued:
                    queued.add(-source)
                    heappush(waiting, -source)
    return found


def sources_of(situations: Situations) -> dict[Room, list[Room]]:
    """The rooms that lead into each room, each as often as it does."""
    found: dict[Room, list[Room]] = {}
    for room, ways in situations.ways.items():
        for way in ways:
            found.setdefault(way.target, []).append(room)
    return found


def rest_of(situations: Situations, states: Mapping[Room, States]) -> dict[Room, States]:
    """The reachable situations that are not among these."""
    others = {room: seen & ~states.get(room, 0) for room, seen in situations.seen.items()}
    return {room: some for room, some in others.items() if some}


def _followed(situations: Situations, states: Mapping[Room, States]) -> dict[Room, States]:
    """Where these situations lead to."""
    found: dict[Room, States] = {}
    for room, here in states.items():
        for way in situations.ways[room]:
            if moved := here & way.states:
                found[way.target] = found.get(way.target, 0) | after(way.effect, moved)
    return found


def _caught(situations: Situations, runs_on: Callable[[Room], bool]) -> dict[Room, States]:
    stops = {room: states for room, states in situations.seen.items() if not runs_on(room)}
    return rest_of(situations, backwards(situations, stops, runs_on))
