"""What a learner's pages know of where plays lead, beyond what a play itself tells: taken from a story's proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from operator import or_
from typing import Final, NamedTuple

from builder.expressions import Atom, Variable, Visited
from builder.flow.domain import States, members
from builder.flow.facts import highest_scored
from builder.flow.link import StoryGraph
from builder.flow.odds import ByState, success_chances
from builder.flow.plan import Room, place_of, value_of
from builder.flow.play import encode
from builder.flow.proof import Proof, play_into
from builder.flow.shortest import Rounds, fewest_choices, rounds, shortest_play, shortest_plays
from builder.flow.situations import Situations, count, rooms_at
from builder.flow.step import Situation, ended, state
from builder.model import Outcome, Rating, Scene, Value

LONGEST: Final = 300
"""Choices of a play that is worth giving to somebody who only wants to see one scene."""
MOST_CHANCES: Final = 20_000
"""Situations up to which the chance of success is told of each: some two hundred kilobytes."""

_WORTH: Final[Mapping[Rating | None, int]] = {"strong": 2, "fair": 1, None: 1, "weak": 0}


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance of success from each situation in play, when playing on at random, in thousandths.

    ``of`` has them by scene, and then by the values of the ``variables`` and whether each of the ``scenes`` was
    visited: nothing else makes a difference.
    """

    variables: tuple[str, ...]
    scenes: tuple[str, ...]
    of: Mapping[str, Mapping[tuple[Value, ...], int]]


class Extremes(NamedTuple):
    """The codes of two plays that rest at one scene: where the chance of success is lowest, and where it is highest."""

    worst: str
    best: str


@dataclass(frozen=True, slots=True)
class Guide:
    """What is known of a story's plays.

    ``plays`` has the code of a shortest play that rests at a scene or outcome, if it is not too long to be of use;
    ``chances`` is None where they are too many, or the story is too tangled; ``strong`` is the code of a strong play,
    None where no play succeeds. ``extremes`` has, by scene, plays that come to it in the worst and in the best
    situation, if those are known and different.
    """

    plays: Mapping[str, str]
    chances: Chances | None
    strong: str | None
    extremes: Mapping[str, Extremes] = field(default_factory=dict)


def guide(proof: Proof) -> Guide:
    """Everything that a story's proof has to tell its learners' pages, and their author."""
    by_room, met = _success_by_room(proof.situations), proof.met_within(LONGEST)
    known = None if by_room is None else _chances(proof.situations, by_room)
    extremes = {} if by_room is None else dict(_extremes(met, by_room))
    return Guide(shortest_codes(met), known, strong_play(met), extremes)


def shortest_codes(met: Rounds) -> dict[str, str]:
    """The code of a shortest play that rests at each scene and outcome, of those with `LONGEST` choices at most."""
    wanted = {place: room for place in met.situations.plan.places if (room := _nearest(met, place)) is not None}
    plays = shortest_plays(met, ((room, met.situations.seen[room]) for room in wanted.values()))
    return {place: encode(play) for place, play in zip(wanted, plays, strict=True) if play is not None}


def chances(situations: Situations) -> Chances | None:
    """The chance of success from each situation; None where they are more than `MOST_CHANCES`, or too tangled."""
    by_room = _success_by_room(situations)
    return None if by_room is None else _chances(situations, by_room)


def chance_from(graph: StoryGraph, chances: Chances, situation: Situation) -> int | None:
    """The chance of success from a situation, in thousandths; None where it is none of those that were met."""
    if ended(graph, situation):
        return 1000 * (graph.story.outcomes[situation.place].result == "success")
    values = state(graph, situation)
    visited = (scene in situation.visited for scene in chances.scenes)
    return chances.of.get(situation.place, {}).get((*(values[name] for name in chances.variables), *visited))


def _success_by_room(situations: Situations) -> Mapping[Room, ByState] | None:
    return success_chances(situations) if count(situations) <= MOST_CHANCES else None


def _chances(situations: Situations, by_room: Mapping[Room, ByState]) -> Chances:
    plan = situations.plan
    told = {atom for atom, digit in {**plan.domain.digits, **plan.outer}.items() if len(digit.values) > 1}
    variables = tuple(name for name in plan.graph.story.state if Variable(name) in told)
    scenes = tuple(scene for scene in plan.graph.story.scenes if Visited(scene) in told)
    atoms: tuple[Atom, ...] = (*map(Variable, variables), *map(Visited, scenes))

    @cache  # the same in every scene
    def values_in(key: int, member: int) -> tuple[Value, ...]:
        return tuple(value_of(plan, atom, key, member) for atom in atoms)

    of: dict[str, dict[tuple[Value, ...], int]] = {}
    for scene in plan.graph.story.scenes.values():
        for room, states in rooms_at(situations, scene.id) if scene.shown else ():
            key, by_state, told_here = room % plan.keys, by_room[room], of.setdefault(scene.id, {})
            for member in members(states, plan.domain.size):
                told_here[values_in(key, member)] = round(1000 * by_state[member])
    return Chances(variables, scenes, of)


def _extremes(met: Rounds, by_room: Mapping[Room, ByState]) -> Iterator[tuple[str, Extremes]]:
    situations = met.situations
    size = situations.plan.domain.size
    for scene in situations.plan.graph.story.scenes.values():
        having: dict[int, dict[Room, States]] = {}
        for room, states in rooms_at(situations, scene.id) if scene.shown else ():
            for member in members(states, size):
                there = having.setdefault(round(1000 * by_room[room][member]), {})
                there[room] = there.get(room, 0) | 1 << member
        if len(having) > 1:
            worst, best = (play_into(met, having[each(having)].items()) for each in (min, max))
            if worst and best and max(len(worst), len(best)) <= LONGEST:
                yield scene.id, Extremes(worst, best)


def strong_play(met: Rounds) -> str | None:
    """The code of a play that succeeds as well as the author thinks one can; None where none of `LONGEST` succeeds.

    No choice in it is rated worse than it has to be: all are strong or, where no such play succeeds, none is weak or,
    failing that, any will do. Unrated counts as fair beside rated choices. Of these plays it is one that ends with the
    highest score, and of those one with the fewest choices.
    """
    best = best_plays(met)
    return None if best is None else encode(best[1])


def best_plays(met: Rounds) -> tuple[Rounds, tuple[int, ...]] | None:
    """What plays come to in which no choice is worse than it has to be, and the choices of a best one of them."""
    if not any(_nearest(met, outcome.id) is not None for outcome in _successful(met)):
        return None
    for least in sorted(set(_WORTH.values()), reverse=True):
        among = rounds(_without_worse(met.situations, least))
        play = _highest(among)
        if play is not None:
            return among, play
    return None


def _nearest(met: Rounds, place: str) -> Room | None:
    """The room in which a play comes to rest at this place with the fewest choices, unless they are too many."""
    scene = met.situations.plan.graph.story.scenes.get(place)
    if scene is not None and not scene.shown:
        return None
    fewest: dict[Room, int] = {}
    for room, states in rooms_at(met.situations, place):
        if (choices := fewest_choices(met, room, states)) is not None and choices <= LONGEST:
            fewest[room] = choices
    return min(fewest, key=lambda room: fewest[room], default=None)


def _without_worse(situations: Situations, least: int) -> Situations:
    """The same story without the choices that are worth less than this, as far as ways go: ``seen`` is as it was."""
    worth = {
        (scene.id, choice.position): _WORTH[choice.rating] if _is_rated(scene) else _WORTH["strong"]
        for scene in situations.plan.graph.story.scenes.values()
        for choice in scene.choices
    }
    ways = {
        room: tuple(way for way in ways if way.choice is None or worth[place, way.choice.position] >= least)
        for room, ways in situations.ways.items()
        for place in [place_of(situations.plan, room)]
    }
    return replace(situations, ways=ways)


def _is_rated(scene: Scene) -> bool:
    return any(choice.rating for choice in scene.choices)


def _highest(met: Rounds) -> tuple[int, ...] | None:
    """The play to a success with the highest score and, among those, the fewest choices."""
    seen = {room: reduce(or_, (each.states for each in batches)) for room, batches in met.batches.items()}
    reached = replace(met.situations, rooms=sorted(seen), seen=seen)
    best: tuple[tuple[int, int], Room, States] | None = None
    for outcome in _successful(met):
        for score, room, states in highest_scored(reached, outcome):
            choices = fewest_choices(met, room, states)
            if choices is not None and (best is None or (score, -choices) > best[0]):
                best = (score, -choices), room, states
    return None if best is None else shortest_play(met, best[1], best[2])


def _successful(met: Rounds) -> list[Outcome]:
    outcomes = met.situations.plan.graph.story.outcomes.values()
    return [outcome for outcome in outcomes if outcome.result == "success"]
