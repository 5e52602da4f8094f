"""Shortest plays: how few choices lead into each situation, and which ones.

Situations are met once more, this time in rounds: those that take one choice more than the last. Each round remembers
what it met first, so a play is found by walking back through the rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count

from builder.flow.domain import States
from builder.flow.effects import after, before
from builder.flow.futures import sources_of
from builder.flow.plan import Room, Way, first_room
from builder.flow.situations import Situations


@dataclass(frozen=True, slots=True)
class Batch:
    """States first met together in one room: after so many ``choices``, and as the ``order``-th batch of all."""

    order: int
    choices: int
    states: States


@dataclass(frozen=True, slots=True)
class Rounds:
    """Reachable situations by the number of choices that it takes to come to each of them; batches in order."""

    situations: Situations
    batches: Mapping[Room, list[Batch]]
    sources: Mapping[Room, list[Room]]


def rounds(situations: Situations, most: int | None = None) -> Rounds:
    """Meet all reachable situations in the order of the choices that they take, or those that take ``most`` at most."""
    batches: dict[Room, list[Batch]] = {}
    met: dict[Room, States] = {}
    order = count()
    room, states = first_room(situations.plan)
    now = {room: states}
    for choices in count():
        later: dict[Room, States] = {}
        waiting = list(now)
        heapify(waiting)
        while waiting:
            room = heappop(waiting)
            known = met.get(room, 0)
            states = now.pop(room) & ~known
            if not states:
                continue
            met[room] = known | states
            batches.setdefault(room, []).append(Batch(next(order), choices, states))
            for mask, effect, target, choice, _ in situations.ways[room]:
                moved = states & mask
                if not moved or not (moved := after(effect, moved) & ~met.get(target, 0)):
                    continue
                if choice is not None:
                    later[target] = later.get(target, 0) | moved
                else:
                    if target not in now:
                        heappush(waiting, target)
                    now[target] = now.get(target, 0) | moved
        if not later or choices == most:
            return Rounds(situations, batches, sources_of(situations))
        now = later
    raise AssertionError("counting has no end")


def fewest_choices(found: Rounds, room: Room, states: States) -> int | None:
    """How few choices lead into one of these states; None where no play does that was met."""
    batch = _first(found, room, states)
    return None if batch is None else batch.choices


def shortest_play(found: Rounds, room: Room, states: States) -> tuple[int, ...] | None:
    """A shortest list of choices that leads into one of these states; None where no play does."""
    return next(shortest_plays(found, [(room, states)]))


def shortest_plays(found: Rounds, wanted: Iterable[tuple[Room, States]]) -> Iterator[tuple[int, ...] | None]:
    """The same for each of these: what several plays have in common is looked for once."""
    known: dict[tuple[int, States], tuple[int, ...]] = {}
    for room, states in wanted:
        batch = _first(found, room, states)
        yield None if batch is None else _retraced(found, room, batch, _lowest(batch.states & states), known)


def _retraced(
    found: Rounds, room: Room, batch: Batch, state: States, known: dict[tuple[int, States], tuple[int, ...]]
) -> tuple[int, ...]:
    steps: list[tuple[tuple[int, States], Way]] = []
    while batch.order and (batch.order, state) not in known:
        here = batch.order, state
        room, way, batch, state = next(_steps_back(found, room, batch, state))
        steps.append((here, way))
    choices = known.get((batch.order, state), ())
    for here, way in reversed(steps):
        if way.choice is not None:
            choices = (*choices, way.choice.position)
        known[here] = choices
    return choices


def _first(found: Rounds, room: Room, states: States) -> Batch | None:
    return next((batch for batch in found.batches.get(room, ()) if batch.states & states), None)


def _steps_back(found: Rounds, room: Room, batch: Batch, state: States) -> Iterator[tuple[Room, Way, Batch, States]]:
    """The ways by which the state was first come to, with where from."""
    for source in dict.fromkeys(found.sources[room]):
        for way in found.situations.ways[source]:
            if way.target != room:
                continue
            earlier = before(way.effect, state) & way.states
            spent = batch.choices - (way.choice is not None)
            for candidate in found.batches.get(source, ()):
                if candidate.choices == spent and candidate.order < batch.order and candidate.states & earlier:
                    yield source, way, candidate, _lowest(candidate.states & earlier)


def _lowest(states: States) -> States:
    return states & -states
