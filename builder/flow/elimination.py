"""A random walk among places that lead back to one another, solved by taking away one place after the other.

A place that is taken away leaves its ways on to those that led to it. Nothing is ever subtracted (the method is that
of Grassmann, Taksar and Heyman), so every figure is right to its last digits, however rarely the walk gets out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final, TypeAlias

MAX_WORK: Final = 100_000_000
"""Multiplications that one circle may take: about half a minute."""

Shares: TypeAlias = dict[int, float]
"""The places that a place leads to, with the share of it that goes there."""


class TooTangledError(Exception):
    """The places lead back to one another in so many ways that solving them would take too long."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A place when it was taken away: what it led to, what led to it, and the share of it that left."""

    place: int
    onward: tuple[tuple[int, float], ...]
    sources: tuple[tuple[int, float], ...]
    leaving: float


def eliminate(links: Sequence[Shares], outside: Sequence[float], work: int = MAX_WORK) -> tuple[Taken, ...]:
    """Take away every place, the least connected first.

    ``outside`` is the share of each place that leaves all the places. From every place there must be a way out.
    Raises `TooTangledError` past ``work`` multiplications.
    """
    rows, out = [dict(shares) for shares in links], list(outside)
    sources: list[set[int]] = [set() for _ in rows]
    for place, row in enumerate(rows):
        for target in row:
            sources[target].add(place)
    taken: list[Taken] = []
    waiting = [(len(row) * len(sources[place]), place) for place, row in enumerate(rows)]
    heapify(waiting)
    while waiting:
        price, place = heappop(waiting)
        now = len(rows[place]) * len(sources[place])
        if now > price:  # it came to be more connected while it waited
            heappush(waiting, (now, place))
            continue
        work -= now
        if work < 0:
            raise TooTangledError
        taken.append(_take(place, rows, sources, out))
    return tuple(taken)


def passing(taken: Sequence[Taken], given: Sequence[float]) -> list[float]:
    """How often the walk comes through each place, when this much begins at each."""
    passed, found = list(given), [0.0] * len(given)
    for each in taken:
        share = passed[each.place] / each.leaving
        for target, part in each.onward:
            passed[target] += share * part
    for each in reversed(taken):
        arrived = sum(found[source] * part for source, part in each.sources)
        found[each.place] = (passed[each.place] + arrived) / each.leaving
    return found


def gathering(taken: Sequence[Taken], given: Sequence[float]) -> list[float]:
    """What the walk gathers from each place on, when it gathers this much at each place it comes through."""
    worth, found = list(given), [0.0] * len(given)
    for each in taken:
        share = worth[each.place] / each.leaving
        for source, part in each.sources:
            worth[source] += part * share
    for each in reversed(taken):
        onward = sum(part * found[target] for target, part in each.onward)
        found[each.place] = (worth[each.place] + onward) / each.leaving
    return found


def _take(place: int, rows: list[Shares], sources: list[set[int]], out: list[float]) -> Taken:
    row = rows[place]
    row.pop(place, None)
    sources[place].discard(place)
    onward, leaving = tuple(row.items()), out[place] + sum(row.values())
    before: list[tuple[int, float]] = []
    for source in sorted(sources[place]):
        to = rows[source]
        part = to.pop(place)
        before.append((source, part))
        for target, share in onward:
            if target not in to:
                sources[target].add(source)
            to[target] = to.get(target, 0.0) + part / leaving * share
        out[source] += part / leaving * out[place]
    for target in row:
        sources[target].discard(place)
    return Taken(place, onward, tuple(before), leaving)
