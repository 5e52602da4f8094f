"""How many plays a story has, and how long the longest is: every list of choices that ends, counted without loops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from builder.flow.domain import States
from builder.flow.moves import Circle, Mover, circle, circles, goes_round, moves
from builder.flow.plan import Room, first_room, place_of
from builder.flow.situations import Situations

Tally: TypeAlias = tuple[int, int]
"""The number of plays that come to a situation, and the choices in the longest of them."""
Tallies: TypeAlias = dict[Room, dict[int, Tally]]


@dataclass(frozen=True, slots=True)
class Plays:
    """How many plays end, and the most choices in one, by outcome."""

    count: int
    most: Mapping[str, int]


def count_plays(situations: Situations, live: Mapping[Room, States]) -> Plays | None:
    """Count the plays that stay in the ``live`` situations to their end; None where going round makes them unbounded.

    The live situations are all those from which certain outcomes can be reached.
    """
    mover, tallies = Mover(situations), Tallies()
    room, states = first_room(situations.plan)
    if live.get(room):
        tallies[room] = {states.bit_length() - 1: (1, 0)}
    count, most = 0, dict[str, int]()
    for group in circles(situations):
        if goes_round(situations, group) and not _go_round(circle(mover, group, live), tallies):
            return None
        inside = frozenset(group)
        for room in group:
            here = tallies.pop(room, {})
            _pass_on(mover, room, here, live, inside, tallies)
            if here and not situations.ways[room]:
                count += sum(plays for plays, _ in here.values())
                most[place_of(situations.plan, room)] = _longest(most.get(place_of(situations.plan, room), 0), here)
    return Plays(count, most)


def _go_round(found: Circle, tallies: Tallies) -> bool:
    """Tally the situations of a circle of rooms, each after all that lead to it; False where some come round again."""
    waits = [0] * len(found.situations)
    for links in found.links:
        for target, _ in links:
            waits[target] += 1
    ready = [number for number, count in enumerate(waits) if not count]
    for number in ready:
        room, state = found.situations[number]
        tally = tallies[room][state]
        for target, way in found.links[number]:
            room, state = found.situations[target]
            _add(tallies.setdefault(room, {}), state, tally, way.choice is not None)
            waits[target] -= 1
            if not waits[target]:
                ready.append(target)
    return len(ready) == len(found.situations)


def _pass_on(
    mover: Mover, room: Room, here: dict[int, Tally], live: Mapping[Room, States], group: frozenset[Room], to: Tallies
) -> None:
    """Add a room's tallies to the rooms that it leads to, but for those of its own circle, which have them."""
    for way, sources, targets in moves(mover, room, live.get(room, 0), live):
        if way.target not in group:
            there = to.setdefault(way.target, {})
            for source, target in zip(sources, targets, strict=True):
                _add(there, target, here[source], way.choice is not None)


def _add(there: dict[int, Tally], state: int, tally: Tally, longer: bool) -> None:
    plays, most = tally
    known = there.get(state)
    there[state] = (plays, most + longer) if known is None else (known[0] + plays, max(known[1], most + longer))


def _longest(most: int, here: Mapping[int, Tally]) -> int:
    return max(most, *(longest for _, longest in here.values()))
