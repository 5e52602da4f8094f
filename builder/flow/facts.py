"""What can and cannot happen in a story, read off its situations: the facts behind the checker's findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from builder.expressions import Binary, Constant, Expression
from builder.flow.domain import States, stepped
from builder.flow.plan import Plan, Room, holding, is_entrance, place_of, values_of, where
from builder.flow.situations import Situations, entered, rooms_at
from builder.flow.step import SCORES
from builder.model import Branch, Choice, Interrupt, Line, Outcome, Scene

Conditional: TypeAlias = Choice | Branch | Line
Kind: TypeAlias = Literal["change", "set"]
"""The two ways to do something to a variable."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a ``when`` of a scene comes to in the reachable situations where it is asked; neither: it is not asked."""

    scene: Scene
    owner: Conditional
    position: int
    true: bool
    false: bool


class Idle(NamedTuple):
    """A ``change`` or ``set`` that changes nothing: the scene it stands in, whose it is, and of which variable."""

    scene: Scene
    owner: Scene | Choice
    kind: Kind
    name: str


def unreachable(situations: Situations) -> tuple[str, ...]:
    """The scenes and outcomes that no play enters, in the author's order."""
    met = entered(situations)
    return tuple(place for place in situations.plan.places if place not in met)


def offering(situations: Situations, scene: Scene, choice: Choice) -> Iterator[tuple[Room, States]]:
    """The situations that offer a choice."""
    for room, states in rooms_at(situations, scene.id):
        offered = states & where(situations.plan, choice.when, room % situations.plan.keys)
        if offered:
            yield room, offered


def by_number(situations: Situations, scene: Scene, *, locked: bool = False) -> Iterator[tuple[Room, list[States]]]:
    """The situations at a scene by how many choices they offer: none, one, two, …

    With ``locked`` by how many they show: those that are then shown closed count as well.
    """
    for room, states in rooms_at(situations, scene.id):
        whens = (None if locked and choice.locked is not None else choice.when for choice in scene.choices)
        *_, found = tallied(states, [where(situations.plan, when, room % situations.plan.keys) for when in whens])
        yield room, found


def tallied(states: States, offered: Iterable[States]) -> Iterator[list[States]]:
    """States by how many choices they offer (none, one, two, …): of no choice, of the first, of the first two, …"""
    exactly = [states]
    yield exactly
    for holds in offered:
        pairs = zip([*exactly, 0], [0, *exactly], strict=True)
        exactly = [as_many & ~holds | fewer & holds for as_many, fewer in pairs]
        yield exactly


def told_together(situations: Situations, scene: Scene) -> Iterator[tuple[Room, States, tuple[Line, ...]]]:
    """The situations at a scene, parted by the lines that they show."""
    for room, states in rooms_at(situations, scene.id):
        parts: list[tuple[States, tuple[Line, ...]]] = [(states, ())]
        for line in scene.lines:
            holds = where(situations.plan, line.when, room % situations.plan.keys)
            with_it = [(part & holds, (*shown, line)) for part, shown in parts]
            parts = [each for each in (*with_it, *((part & ~holds, shown) for part, shown in parts)) if each[0]]
        yield from ((room, part, shown) for part, shown in parts)


def never_offered(situations: Situations) -> Iterator[tuple[Scene, Choice]]:
    """The choices of reachable scenes that no reachable situation offers."""
    met = entered(situations)
    for scene in situations.plan.graph.story.scenes.values():
        for choice in scene.choices if scene.id in met else ():
            if not any(offering(situations, scene, choice)):
                yield scene, choice


def stuck(situations: Situations) -> Iterator[tuple[Room, States]]:
    """The situations at a scene with choices, none of which is offered."""
    for room, states in situations.seen.items():
        scene = situations.plan.graph.story.scenes.get(place_of(situations.plan, room))
        if scene is None or not scene.choices or is_entrance(situations.plan, room):
            continue
        for choice in scene.choices:
            states &= ~where(situations.plan, choice.when, room % situations.plan.keys)
        if states:
            yield room, states


def unfired(situations: Situations) -> Iterator[tuple[int, Interrupt]]:
    """The interrupts that fire in no play, with their positions."""
    fired = {id(way.interrupt) for ways in situations.ways.values() for way in ways}
    for position, interrupt in enumerate(situations.plan.graph.story.interrupts):
        if id(interrupt) not in fired:
            yield position, interrupt


def answers(situations: Situations, scene: Scene) -> Iterator[Answers]:
    """What every ``when`` in a scene comes to: of its choices, its lines, and the items of its route."""
    owners: tuple[tuple[int, Conditional], ...] = (*enumerate(scene.choices), *enumerate(scene.lines))
    for position, owner in owners:
        if owner.when is not None:
            yield _answered(situations, scene, owner, position, ())
    for position, branch in enumerate(scene.route):
        if branch.when is not None:
            yield _answered(situations, scene, branch, position, scene.route[:position])


def asked_in(situations: Situations, about: Answers) -> Iterator[tuple[Room, States]]:
    """The situations in which a ``when`` is asked: an item of a route only after those before it came to nothing."""
    earlier = about.scene.route[: about.position] if isinstance(about.owner, Branch) else ()
    return _asked_in(situations, about.scene, earlier)


def _asked_in(situations: Situations, scene: Scene, earlier: tuple[Branch, ...]) -> Iterator[tuple[Room, States]]:
    for room, states in rooms_at(situations, scene.id):
        for branch in earlier:
            states &= ~where(situations.plan, branch.when, room % situations.plan.keys)
        if states:
            yield room, states


def _answered(
    situations: Situations, scene: Scene, owner: Conditional, position: int, earlier: tuple[Branch, ...]
) -> Answers:
    true = false = False
    for room, states in _asked_in(situations, scene, earlier):
        holds = where(situations.plan, owner.when, room % situations.plan.keys)
        true, false = true or bool(states & holds), false or bool(states & ~holds)
    return Answers(scene, owner, position, true, false)


def idle_effects(situations: Situations, names: Collection[str] | None = None) -> Iterator[Idle]:
    """The effects that are done, and change nothing in any situation where they are; in the author's order.

    The variables in ``names`` (by default all) must have been kept; effects on others are passed over.
    """
    plan = situations.plan
    wanted = plan.graph.story.state.keys() if names is None else names
    known: dict[object, tuple[_Effect, ...]] = {}
    for scene in plan.graph.story.scenes.values():
        owners: tuple[Scene | Choice, ...] = (scene, *scene.choices)
        for owner in owners:
            if not owner.change and not owner.set:
                continue
            idle: list[tuple[Kind, str]] | None = None
            for room, states in done_in(situations, scene, owner):
                effects = _effects(plan, owner, wanted, room % plan.keys, known)
                here = [(kind, name) for kind, name, moved in effects if not states & moved]
                idle = here if idle is None else [each for each in idle if each in here]
                if not idle:
                    break
            for kind, name in idle or ():
                yield Idle(scene, owner, kind, name)


def done_in(situations: Situations, scene: Scene, owner: Scene | Choice) -> Iterator[tuple[Room, States]]:
    """The situations in which the effects of a scene, or of one of its choices, are done: as they are before."""
    if isinstance(owner, Choice):
        yield from offering(situations, scene, owner)
    else:
        yield from rooms_at(situations, scene.id, entrance=True) or rooms_at(situations, scene.id)


def scored(situations: Situations, outcome: Outcome) -> Iterator[tuple[int, Room, States]]:
    """The scores that plays can end with at an outcome, with the situations in which they do."""
    plan = situations.plan
    for room, states in rooms_at(situations, outcome.id):
        if outcome.score is None:
            yield SCORES[outcome.result], room, states
        else:
            tree = plan.graph.expressions[outcome.score]
            for score, having in _parted(plan, tree, room % plan.keys, states, 0, 100):
                yield score, room, having


def highest_scored(situations: Situations, outcome: Outcome) -> Iterator[tuple[int, Room, States]]:
    """In each room of an outcome, the highest score that plays end with, and the situations in which they do."""
    plan = situations.plan
    for room, states in rooms_at(situations, outcome.id):
        if outcome.score is None:
            yield SCORES[outcome.result], room, states
            continue
        tree, least, most = plan.graph.expressions[outcome.score], 0, 100
        while least < most:  # each question leaves half of the scores
            middle = (least + most) // 2
            higher = states & ~holding(plan, Binary("<=", tree, Constant(middle)), room % plan.keys)
            least, most, states = (middle + 1, most, higher) if higher else (least, middle, states)
        yield least, room, states


def _parted(
    plan: Plan, score: Expression, key: int, states: States, least: int, most: int
) -> Iterator[tuple[int, States]]:
    """States by their scores, all of which, once cut to 0..100, lie between the least and the most."""
    if not states:
        return
    if least == most:
        yield least, states
        return
    middle = (least + most) // 2
    lower = states & holding(plan, Binary("<=", score, Constant(middle)), key)
    yield from _parted(plan, score, key, lower, least, middle)
    yield from _parted(plan, score, key, states & ~lower, middle + 1, most)


class _Effect(NamedTuple):
    """A ``change`` or ``set`` of one variable, and the states in which it makes a difference."""

    kind: Kind
    name: str
    moved: States


def _effects(
    plan: Plan, owner: Scene | Choice, names: Collection[str], key: int, known: dict[object, tuple[_Effect, ...]]
) -> tuple[_Effect, ...]:
    """The effects on these variables, in rooms with this key; worked out once for all owners that do the same."""
    same = (tuple(owner.change.items()), tuple(owner.set.items()), key)
    found = known.get(same)
    if found is None:
        done: list[tuple[Kind, str]] = [("change", name) for name in owner.change]
        done += [("set", name) for name in owner.set]
        effects = (_Effect(kind, name, _moved(plan, owner, kind, name, key)) for kind, name in done if name in names)
        found = known[same] = tuple(effects)
    return found


def _moved(plan: Plan, owner: Scene | Choice, kind: Kind, name: str, key: int) -> States:
    """The states in which this ``change``, or this ``set`` after the change beside it, makes a difference."""
    by, moved = owner.change.get(name), 0
    for value, having in values_of(plan, name, key):
        changed = value if by is None else stepped(plan.graph.story.state[name], value, by)
        if changed != (value if kind == "change" else owner.set[name]):
            moved |= having
    return moved
