"""What stands in the way: the conditions that keep every play from going where the graph alone would let it go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from builder.expressions import Expression, conjuncts, variables_in, written
from builder.flow.domain import States
from builder.flow.facts import unreachable
from builder.flow.graph import Onward, may_fire, ways_on
from builder.flow.plan import Room, fixed_in, holding, values_of, where
from builder.flow.proof import Bounds, Proof
from builder.flow.situations import Situations, entered, rooms_at
from builder.model import Branch, Choice, Interrupt, Number, Scene, Value

Standing: TypeAlias = Sequence[tuple[Room, States]]
"""Some situations, room by room."""
NAMED: Final = 3
"""Obstacles that a message tells; more would not be read."""


class KeptAway(NamedTuple):
    """A scene or outcome that no play comes to, and ``why``; ``by_conditions`` where some path leads to it."""

    place: str
    why: str
    by_conditions: bool


def kept_away(bounds: Bounds, places: Collection[str]) -> Iterator[KeptAway]:
    """Those of the places that no play comes to; past the limit of the search, only what no path leads to."""
    proof = bounds.proof
    for place in places if proof is None else unreachable(proof.situations):
        if place not in places:
            continue
        if place not in bounds.reach.entered:
            yield KeptAway(place, f"no path leads to it from `{bounds.graph.start}`.", False)
        elif proof is not None:
            why = f"paths lead to it, but never with what they ask for. {in_the_way(proof, place)}"
            yield KeptAway(place, why, True)


def in_the_way(proof: Proof, place: str) -> str:
    """Why no play comes to a scene or outcome that some path leads to: a sentence for each way in, up to a few."""
    told = list(_obstacles(proof, place))
    if not told:
        return f"{_named(_sources(proof, place))} would lead there, but no play comes to that."
    more = len(told) - NAMED
    rest = f" {more} more {'way' if more == 1 else 'ways'} in {'is' if more == 1 else 'are'} closed too." * (more > 0)
    return " ".join(told[:NAMED]) + rest


def why_never(situations: Situations, when: str, asked: Standing, there: str = "there") -> str:
    """Why a condition holds in none of the situations where it is asked: "`trust >= 7` is never true there: …"."""
    held, before = asked, list[Expression]()
    for part in conjuncts(situations.plan.graph.expressions[when]):
        after = _narrowed(situations, held, part)
        if not after:
            if not _narrowed(situations, asked, part):
                held, before = asked, []
            given = f" while `{' and '.join(written(each, 3) for each in before)}`" if before else ""
            return f"`{written(part, 3)}` is never true {there}{given}{_values(situations, held, part)}."
        held, before = after, [*before, part]
    return f"`{when}` is never true {there}."


def ways_out(proof: Proof, caught: Mapping[str, Standing]) -> str:
    """The choices, and what they ask for, that would lead out of where plays are caught, if they were offered."""
    told: list[str] = []
    for id, standing in caught.items():
        scene = proof.graph.story.scenes[id]
        for choice in scene.choices:
            if choice.when is not None and not ever_holds(proof.situations, standing, choice.when):
                why = why_never(proof.situations, choice.when, standing, "then")
                told.append(f"At `{id}`, choice `{choice.name}` asks for `{choice.when}`: {why}")
    return " ".join(told[:NAMED])


def _obstacles(proof: Proof, place: str) -> Iterator[str]:
    situations, story = proof.situations, proof.graph.story
    met = entered(situations)
    for scene in story.scenes.values():
        if scene.id in met:
            yield from dict.fromkeys(
                _closed(situations, scene, edge.way) for edge in ways_on(scene) if edge.target == place
            )
    for interrupt in story.interrupts:
        if interrupt.goto == place and any(may_fire(proof.graph, interrupt, story.scenes[id]) for id in story.scenes):
            yield f"The interrupt `{interrupt.when}` never fires."


def _closed(situations: Situations, scene: Scene, way: Choice | Branch | Onward | Interrupt) -> str:
    standing = rooms_at(situations, scene.id)
    away = f"An interrupt always leads away from `{scene.id}`"
    if not standing:
        return f"{away} as soon as it is entered."
    match way:
        case Choice(when=str(when)) if not ever_holds(situations, standing, when):
            told = why_never(situations, when, standing)
            return f"At `{scene.id}`, choice `{way.name}` asks for `{when}`: {told}"
        case Choice():
            return f"{away} when choice `{way.name}` is taken."
        case Branch(_, None):
            return f"At `{scene.id}`, an earlier item of the route is always taken."
        case Branch(_, str(when)):
            if ever_holds(situations, standing, when):
                return f"At `{scene.id}`, an earlier item of the route is taken whenever `{when}`."
            return f"At `{scene.id}`, the route asks for `{when}`: {why_never(situations, when, standing)}"
    return f"{away} before it goes on."


def _sources(proof: Proof, place: str) -> list[str]:
    """The scenes, entered by no play either, that would lead to a place."""
    scenes = proof.graph.story.scenes.values()
    return [scene.id for scene in scenes if any(edge.target == place for edge in ways_on(scene))]


def _named(places: Sequence[str]) -> str:
    named = [f"`{place}`" for place in places[:NAMED]]
    return "Only " + (" and ".join(named) if len(places) <= NAMED else f"{', '.join(named)} and others")


def ever_holds(situations: Situations, standing: Standing, when: str) -> bool:
    """Whether a condition holds in some of these situations."""
    plan = situations.plan
    return any(states & where(plan, when, room % plan.keys) for room, states in standing)


def _narrowed(situations: Situations, standing: Iterable[tuple[Room, States]], part: Expression) -> Standing:
    plan, known = situations.plan, dict[object, States]()
    narrowed: list[tuple[Room, States]] = []
    for room, states in standing:
        key = room % plan.keys
        told = tuple(fixed_in(plan, part, key).values())
        if told not in known:
            known[told] = holding(plan, part, key)
        if states & known[told]:
            narrowed.append((room, states & known[told]))
    return narrowed


def _values(situations: Situations, standing: Standing, part: Expression) -> str:
    """The values of a condition's variables, where it is about one or two of them."""
    names = sorted(variables_in(part))
    if not 0 < len(names) <= 2:
        return ""
    return ", as " + " and ".join(f"`{name}` is {_range(situations, standing, name)}" for name in names)


def _range(situations: Situations, standing: Standing, name: str) -> str:
    plan, together, found = situations.plan, dict[int, States](), set[Value]()
    for room, states in standing:
        together[room % plan.keys] = together.get(room % plan.keys, 0) | states
    for key, states in together.items():
        found.update(value for value, having in values_of(plan, name, key) if states & having)
    if len(found) == 1:
        return f"always {str(next(iter(found))).lower()}"
    if isinstance(plan.graph.story.state[name], Number):
        numbers = [int(value) for value in found]
        return f"{min(numbers)} to {max(numbers)}"
    return " or ".join(sorted(str(value).lower() for value in found))
