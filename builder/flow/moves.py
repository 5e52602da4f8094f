"""Single states and their moves, for what has to be counted or weighed one situation at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from builder.flow.domain import States, members
from builder.flow.effects import Effect, before, follow
from builder.flow.plan import Room, Way
from builder.flow.situations import Situations

TABLED: Final = 65_536
"""Up to so many combinations, what an effect does to each is worked out once and kept."""


class Move(NamedTuple):
    """A way as single states take it: ``sources`` and, one by one, where each of them leads."""

    way: Way
    sources: list[int]
    targets: list[int]


@dataclass(frozen=True, slots=True)
class Mover:
    """A story's situations, with what each effect does to every single state, once it was worked out."""

    situations: Situations
    tables: dict[int, list[int]] = field(default_factory=dict, repr=False)


def moves(mover: Mover, room: Room, among: States, into: Mapping[Room, States] | None = None) -> Iterator[Move]:
    """The moves out of a room from some of its states; with ``into``, only those that lead to such situations."""
    for way in mover.situations.ways[room]:
        states = way.states & among
        if into is not None:
            states &= before(way.effect, into.get(way.target, 0))
        if states:
            sources = members(states, mover.situations.plan.domain.size)
            yield Move(way, sources, _targets(mover, way.effect, sources))


def open_ways(mover: Mover, room: Room, among: States) -> dict[int, int]:
    """How many ways are open in each of these states; states without any are left out."""
    found: dict[int, int] = {}
    for _, sources, _ in moves(mover, room, among):
        for state in sources:
            found[state] = found.get(state, 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class Circle:
    """Rooms that lead to one another, state by state.

    ``links`` has for each situation, by its place in ``situations``, those of the circle that it leads to, and the way.
    """

    situations: list[tuple[Room, int]]
    links: list[list[tuple[int, Way]]]


def circle(mover: Mover, group: Sequence[Room], among: Mapping[Room, States]) -> Circle:
    """The given situations of a group of rooms, with the moves among them."""
    size = mover.situations.plan.domain.size
    situations = [(room, state) for room in group for state in members(among.get(room, 0), size)]
    index = {situation: number for number, situation in enumerate(situations)}
    inside = {room: among.get(room, 0) for room in group}
    links: list[list[tuple[int, Way]]] = [[] for _ in situations]
    for room, states in inside.items():
        for way, sources, targets in moves(mover, room, states, inside):
            for source, target in zip(sources, targets, strict=True):
                links[index[room, source]].append((index[way.target, target], way))
    return Circle(situations, links)


def circles(situations: Situations) -> list[list[Room]]:
    """The rooms in groups: one room each, or a circle of rooms that all lead to one another.

    A group comes before every group that it leads to. (Tarjan's algorithm, without recursion.)
    """
    leads = {room: [way.target for way in ways] for room, ways in situations.ways.items()}
    found: list[list[Room]] = []
    search = _Search(leads)
    for room in leads:
        if room not in search.number:
            found.extend(search.groups_from(room))
    return found[::-1]


def goes_round(situations: Situations, group: Sequence[Room]) -> bool:
    """Whether the group is a circle, and not a single room that does not lead to itself."""
    return len(group) > 1 or any(way.target == group[0] for way in situations.ways[group[0]])


class _Search:
    """What one search for circles has seen so far."""

    def __init__(self, leads: Mapping[Room, list[Room]]) -> None:
        self.leads = leads
        self.number: dict[Room, int] = {}
        self.lowest: dict[Room, int] = {}
        self.waiting: dict[Room, None] = {}

    def groups_from(self, start: Room) -> Iterator[list[Room]]:
        """The groups that are complete once everything behind ``start`` was seen, those behind first."""
        path = [self._into(start)]
        while path:
            room, onward = path[-1]
            target = next(onward, None)
            if target is None:
                path.pop()
                if path:
                    self._lower(path[-1][0], self.lowest[room])
                if self.lowest[room] == self.number[room]:
                    yield self._group(room)
            elif target not in self.number:
                path.append(self._into(target))
            elif target in self.waiting:
                self._lower(room, self.number[target])

    def _into(self, room: Room) -> tuple[Room, Iterator[Room]]:
        self.number[room] = self.lowest[room] = len(self.number)
        self.waiting[room] = None
        return room, iter(self.leads[room])

    def _lower(self, room: Room, number: int) -> None:
        self.lowest[room] = min(self.lowest[room], number)

    def _group(self, first: Room) -> list[Room]:
        group: list[Room] = []
        while not group or group[-1] != first:
            group.append(self.waiting.popitem()[0])
        return sorted(group)


def _targets(mover: Mover, effect: Effect, sources: list[int]) -> list[int]:
    if not effect.steps:
        return sources
    size = mover.situations.plan.domain.size
    if size > TABLED:
        return [follow(effect, state) for state in sources]
    table = mover.tables.get(id(effect))
    if table is None:
        table = mover.tables[id(effect)] = [follow(effect, state) for state in range(size)]
    return [table[state] for state in sources]
