"""What comes of each choice in each situation, when playing on at random: what ratings can be held against.

Every situation that can still end is weighed by itself, so this is for stories of a size that people write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from builder.flow.elimination import Shares, TooTangledError
from builder.flow.finished import Finished
from builder.flow.futures import can_end
from builder.flow.link import remembered
from builder.flow.moves import Circle, Mover, circle, moves, open_ways
from builder.flow.plan import Room, first_room, place_of
from builder.flow.situations import count
from builder.flow.walks import visits, worth
from builder.model import Choice, Outcome, Scene

WORK: Final = 3_000_000
"""Multiplications that each figure may take: a second or so, as rules are asked each time that a story is checked."""

MOST_JUDGED: Final = 20_000
"""Situations up to which each is weighed: some seconds' work at most."""


class Option(NamedTuple):
    """A choice in one situation, and the number of the situation it leads to; None if the play can then never end."""

    choice: Choice
    target: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A situation that offers choices; ``visits`` is how often a random play comes to it, on average."""

    scene: Scene
    room: Room
    state: int
    visits: float
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The situations of a story that can still end, by number, and what comes of them at random.

    ``shares`` has for each outcome the chance to end there from each situation; ``decisions`` those situations that
    offer choices, ``onward`` those that a play goes on from by itself, with where to. ``start`` is the first number.
    """

    situations: Sequence[tuple[Room, int]]
    shares: Mapping[str, Sequence[float]]
    decisions: Mapping[int, Decision]
    onward: Mapping[int, int]
    outcomes: Mapping[int, Outcome]
    start: int
    succeeding: Sequence[float]

    def chance(self, option: Option) -> float:
        """The chance of success after an option, playing on at random."""
        return 0.0 if option.target is None else self.succeeding[option.target]

    def settled(self, number: int) -> int:
        """The situation to which a play goes on by itself: one that offers choices, or an outcome."""
        while number in self.onward:
            number = self.onward[number]
        return number


@remembered
def judged(finished: Finished) -> Judged | None:
    """What comes of each choice; None for a story without ratings, without an end, too large or too tangled."""
    if finished.proof is None or not finished.is_rated or count(finished.proof.situations) > MOST_JUDGED:
        return None
    situations = finished.proof.situations
    live = can_end(situations)
    room, states = first_room(situations.plan)
    if not live.get(room):
        return None
    mover = Mover(situations)
    found = circle(mover, situations.rooms, live)
    index = {each: number for number, each in enumerate(found.situations)}
    try:
        return _judged(mover, found, index, index[room, states.bit_length() - 1])
    except TooTangledError:
        return None


def _judged(mover: Mover, found: Circle, index: Mapping[tuple[Room, int], int], start: int) -> Judged:
    story = mover.situations.plan.graph.story
    places = [place_of(mover.situations.plan, room) for room, _ in found.situations]
    links, outside = _walk(mover, found)
    often = visits(links, outside, [float(number == start) for number in range(len(links))], WORK)
    shares = {id: worth(links, outside, [float(place == id) for place in places], WORK) for id in story.outcomes}
    won = [shares[id] for id, outcome in story.outcomes.items() if outcome.result == "success"]
    options = _options(mover, found, index)
    decisions = {
        number: Decision(story.scenes[places[number]], *found.situations[number], often[number], tuple(each))
        for number, each in options.items()
    }
    onward = {number: to[0][0] for number, to in enumerate(found.links) if to and number not in options}
    ends = {number: story.outcomes[place] for number, place in enumerate(places) if place in story.outcomes}
    succeeding = [sum(each) for each in zip(*won, strict=True)] if won else [0.0] * len(links)
    return Judged(found.situations, shares, decisions, onward, ends, start, succeeding)


def _walk(mover: Mover, found: Circle) -> tuple[list[Shares], list[float]]:
    """The links of a random walk through these situations, and the share of each that leaves them: ends, or is lost."""
    ways: dict[Room, dict[int, int]] = {}
    links: list[Shares] = []
    outside: list[float] = []
    for (room, state), onward in zip(found.situations, found.links, strict=True):
        if room not in ways:
            ways[room] = open_ways(mover, room, mover.situations.seen[room])
        open_here = ways[room].get(state, 0)
        shares = Shares()
        for target, _ in onward:
            shares[target] = shares.get(target, 0.0) + 1.0 / open_here
        links.append(shares)
        outside.append((open_here - len(onward)) / open_here if open_here else 1.0)
    return links, outside


def _options(mover: Mover, found: Circle, index: Mapping[tuple[Room, int], int]) -> dict[int, list[Option]]:
    """What each situation that offers choices offers, in the author's order."""
    options: dict[int, list[Option]] = {}
    for room in dict.fromkeys(room for room, _ in found.situations):
        for way, sources, targets in moves(mover, room, mover.situations.seen[room]):
            for source, target in zip(sources, targets, strict=True):
                if way.choice is not None and (room, source) in index:
                    option = Option(way.choice, index.get((way.target, target)))
                    options.setdefault(index[room, source], []).append(option)
    return options


def influences(found: Judged) -> dict[str, float]:
    """How much it matters what is chosen in each scene, 0 to 1; scenes where no random play decides are left out.

    That is the largest total-variation distance between the shares of outcomes after two of the choices offered, as an
    average over the situations in which random plays come to the scene.
    """
    weights: dict[str, float] = {}
    sums: dict[str, float] = {}
    for decision in found.decisions.values():
        if decision.visits > 0 and len(decision.options) > 1:
            id = decision.scene.id
            weights[id] = weights.get(id, 0.0) + decision.visits
            sums[id] = sums.get(id, 0.0) + decision.visits * _distance(found, decision)
    return {id: sums[id] / weight for id, weight in weights.items()}


def _distance(found: Judged, decision: Decision) -> float:
    rows = [tuple(_shares(found, option)) for option in decision.options]
    apart = (sum(abs(a - b) for a, b in zip(one, other, strict=True)) / 2 for one in rows for other in rows)
    return max(apart)


def _shares(found: Judged, option: Option) -> Iterator[float]:
    """The chance of each outcome after an option, and of none."""
    ends = [0.0 if option.target is None else each[option.target] for each in found.shares.values()]
    yield from (*ends, 1.0 - sum(ends))
