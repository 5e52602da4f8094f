"""What comes of choosing at random: every offered choice with the same chance, until the play ends.

A story is then an absorbing Markov chain. Its rooms are taken in the order in which plays come through them, and a
circle of rooms that lead back to one another is solved as a whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from builder.flow.domain import States, members
from builder.flow.elimination import Shares, TooTangledError
from builder.flow.futures import can_come_to, can_end
from builder.flow.moves import Mover, circle, circles, goes_round, moves, open_ways
from builder.flow.plan import Room, first_room, place_of
from builder.flow.situations import Situations
from builder.flow.walks import visits, worth

ByState: TypeAlias = "Mapping[int, float] | array[float]"
"""A figure for each state of a room."""
ChoiceKey: TypeAlias = tuple[str, int]
"""A scene and a choice's position in it."""


@dataclass(frozen=True, slots=True)
class ChoiceOdds:
    """How a choice fares under random play.

    ``meetings`` is how often a random play is offered it, on average; None where a play can be caught in a circle
    that offers it for ever. ``random_success`` is the chance of success after it when playing on at random, and
    ``best_success`` when playing on as well as can be; both over those meetings from which the play can still end.
    """

    meetings: float | None
    random_success: float
    best_success: float


@dataclass(frozen=True, slots=True)
class Odds:
    """The chance of each outcome, of never ending, and how each choice that is ever offered fares."""

    outcomes: Mapping[str, float]
    never_ends: float
    choices: Mapping[ChoiceKey, ChoiceOdds]


def odds(situations: Situations) -> Odds | None:
    """The odds of a learner who chooses blindly; None where the story is too tangled to solve."""
    chain = _chain(situations)
    try:
        return _forwards(chain, _successes(chain))
    except TooTangledError:
        return None


def success_chances(situations: Situations) -> Mapping[Room, ByState] | None:
    """The chance of success from every situation when playing on at random; None where the story is too tangled."""
    try:
        return _successes(_chain(situations))
    except TooTangledError:
        return None


@dataclass(frozen=True, slots=True)
class _Chain:
    """A story as a walk: the groups of its rooms, and the situations that can still end."""

    situations: Situations
    mover: Mover
    live: Mapping[Room, States]
    groups: Sequence[Sequence[Room]]


def _chain(situations: Situations) -> _Chain:
    return _Chain(situations, Mover(situations), can_end(situations), circles(situations))


@dataclass(frozen=True, slots=True)
class _Turning:
    """A circle as a walk among those of its situations that can still end; ``index`` gives them their places."""

    rooms: frozenset[Room]
    index: Mapping[tuple[Room, int], int]
    links: Sequence[Shares]
    outside: Sequence[float]


def _turning(chain: _Chain, rooms: Sequence[Room]) -> _Turning:
    found = circle(chain.mover, rooms, chain.live)
    ways = {room: open_ways(chain.mover, room, chain.live.get(room, 0)) for room in rooms}
    links: list[Shares] = []
    outside: list[float] = []
    for (room, state), onward in zip(found.situations, found.links, strict=True):
        share, shares = 1.0 / ways[room][state], Shares()
        for target, _ in onward:
            shares[target] = shares.get(target, 0.0) + share
        links.append(shares)
        outside.append(share * (ways[room][state] - len(onward)))
    index = {situation: place for place, situation in enumerate(found.situations)}
    return _Turning(frozenset(rooms), index, links, outside)


# -- backwards: the chance of success from each situation --


def _successes(chain: _Chain) -> dict[Room, ByState]:
    situations, found = chain.situations, dict[Room, ByState]()
    for rooms in reversed(chain.groups):
        chances = {room: _chances(chain, room, found) for room in rooms}
        if goes_round(situations, rooms):
            turning = _turning(chain, rooms)
            given = [chances[room][state] for room, state in turning.index]
            solved = worth(turning.links, turning.outside, given)
            for (room, state), place in turning.index.items():
                chances[room][state] = solved[place]
        for room, by_state in chances.items():
            found[room] = _packed(by_state, situations.plan.domain.size)
    return found


def _chances(chain: _Chain, room: Room, found: Mapping[Room, ByState]) -> dict[int, float]:
    """The chance of success at an outcome, and from a scene by the ways into rooms whose chances were found."""
    situations, seen = chain.situations, chain.situations.seen[room]
    outcome = situations.plan.graph.story.outcomes.get(place_of(situations.plan, room))
    won = 1.0 if outcome is not None and outcome.result == "success" else 0.0
    chances = dict.fromkeys(members(seen, situations.plan.domain.size), won)
    ways = open_ways(chain.mover, room, seen)
    for way, sources, targets in moves(chain.mover, room, seen):
        if way.target in found:
            there = found[way.target]
            for source, target in zip(sources, targets, strict=True):
                chances[source] += there[target] / ways[source]
    return chances


def _packed(by_state: dict[int, float], size: int) -> ByState:
    """The same figures in less memory, where most states have one."""
    if size > 4 * len(by_state):
        return by_state
    packed = array("d", bytes(8 * size))
    for state, figure in by_state.items():
        packed[state] = figure
    return packed


# -- forwards: how often a random play comes through each situation --


@dataclass(slots=True)
class _Tally:
    """What adds up for one choice, meeting by meeting."""

    meetings: float = 0.0
    random_success: float = 0.0
    best_success: float = 0.0
    endless: bool = False


@dataclass(slots=True)
class _Walk:
    """A walk through the story: ``flow`` is what has come into rooms not yet taken, ``lost`` what can never end."""

    success: Mapping[Room, ByState]
    hopeful: Mapping[Room, States]
    flow: dict[Room, dict[int, float]]
    outcomes: dict[str, float]
    tallies: dict[ChoiceKey, _Tally] = field(default_factory=dict)
    lost: float = 0.0


def _forwards(chain: _Chain, success: Mapping[Room, ByState]) -> Odds:
    situations = chain.situations
    room, states = first_room(situations.plan)
    outcomes = dict.fromkeys(situations.plan.graph.story.outcomes, 0.0)
    flow = {room: {states.bit_length() - 1: 1.0}}
    walk = _Walk(success, can_come_to(situations, "success"), flow, outcomes)
    for rooms in chain.groups:
        passing = {room: walk.flow.pop(room, {}) for room in rooms}
        turning = _turning(chain, rooms) if goes_round(situations, rooms) else None
        if turning is not None:
            passing = _sent_round(walk, turning, passing)
        for room, here in passing.items():
            _tally_choices(chain, walk, room, here)
            _pass_on(chain, walk, turning, room, here)
    return Odds(walk.outcomes, walk.lost, {key: _fares(tally) for key, tally in walk.tallies.items()})


def _sent_round(
    walk: _Walk, turning: _Turning, arrived: Mapping[Room, Mapping[int, float]]
) -> dict[Room, dict[int, float]]:
    """How often the walk comes through each situation of a circle that can still end; what cannot is lost here."""
    given = [0.0] * len(turning.index)
    for room, here in arrived.items():
        for state, amount in here.items():
            place = turning.index.get((room, state))
            if place is None:
                walk.lost += amount
            else:
                given[place] = amount
    passing: dict[Room, dict[int, float]] = {room: {} for room in arrived}
    found = visits(turning.links, turning.outside, given)
    for (room, state), place in turning.index.items():
        passing[room][state] = found[place]
    return passing


def _pass_on(chain: _Chain, walk: _Walk, turning: _Turning | None, room: Room, here: Mapping[int, float]) -> None:
    place, seen = place_of(chain.situations.plan, room), chain.situations.seen[room]
    if place in walk.outcomes:
        walk.outcomes[place] += sum(here.values())
        return
    ways = open_ways(chain.mover, room, seen)
    shares = {state: amount / ways[state] for state, amount in here.items() if state in ways}
    walk.lost += sum(amount for state, amount in here.items() if state not in ways)
    for way, sources, targets in moves(chain.mover, room, seen):
        inside = turning is not None and way.target in turning.rooms
        there: dict[int, float] = {} if inside else walk.flow.setdefault(way.target, {})
        for source, target in zip(sources, targets, strict=True):
            if source in shares:
                there[target] = there.get(target, 0.0) + shares[source]
        if turning is not None and inside:
            walk.lost += sum(amount for state, amount in there.items() if (way.target, state) not in turning.index)


def _tally_choices(chain: _Chain, walk: _Walk, room: Room, here: dict[int, float]) -> None:
    place, seen = place_of(chain.situations.plan, room), chain.situations.seen[room]
    for way, sources, targets in moves(chain.mover, room, seen):
        if way.choice is None:
            continue
        tally = walk.tallies.setdefault((place, way.choice.position), _Tally())
        tally.endless |= any(source not in here for source in sources)
        chances = walk.success[way.target]
        tally.meetings += sum(here.get(source, 0.0) for source in sources)
        pairs = zip(sources, targets, strict=True)
        tally.random_success += sum(here.get(source, 0.0) * chances[target] for source, target in pairs)
    hopeful = moves(chain.mover, room, seen, walk.hopeful)
    for way, sources, _ in hopeful:
        if way.choice is not None:
            tally = walk.tallies[place, way.choice.position]
            tally.best_success += sum(here.get(source, 0.0) for source in sources)


def _fares(tally: _Tally) -> ChoiceOdds:
    each = tally.meetings or 1.0
    meetings = None if tally.endless else tally.meetings
    return ChoiceOdds(meetings, tally.random_success / each, tally.best_success / each)
