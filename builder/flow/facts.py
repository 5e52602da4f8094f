"""What can and cannot happen in a story, read off its situations: the facts behind the checker's findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from builder.expressions import Variable
from builder.flow.domain import States, stepped
from builder.flow.plan import Room, fixed_in, is_entrance, place_of, where
from builder.flow.situations import Situations, entered, rooms_at
from builder.model import Branch, Choice, Interrupt, Line, Scene, Value

Conditional: TypeAlias = Choice | Branch | Line


@dataclass(frozen=True, slots=True)
class Answers:
    """What a ``when`` of a scene comes to in the reachable situations where it is asked; neither: it is not asked."""

    scene: Scene
    owner: Conditional
    position: int
    true: bool
    false: bool


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


def idle_effects(
    situations: Situations, scene: Scene, names: Collection[str] | None = None
) -> Iterator[tuple[Scene | Choice, Literal["change", "set"], str]]:
    """The effects of a scene and its choices that are done, and change nothing in any situation where they are.

    The variables in ``names`` (by default all) must have been kept; effects on others are passed over.
    """
    wanted = situations.plan.graph.story.state.keys() if names is None else names
    owners: tuple[Scene | Choice, ...] = (scene, *scene.choices)
    for owner in owners:
        touched = [name for name in dict.fromkeys((*owner.change, *owner.set)) if name in wanted]
        if touched:
            yield from _idle(situations, owner, touched, list(done_in(situations, scene, owner)))


def done_in(situations: Situations, scene: Scene, owner: Scene | Choice) -> Iterator[tuple[Room, States]]:
    """The situations in which the effects of a scene, or of one of its choices, are done: as they are before."""
    if isinstance(owner, Choice):
        yield from offering(situations, scene, owner)
    else:
        entrances = list(rooms_at(situations, scene.id, entrance=True))
        yield from entrances or rooms_at(situations, scene.id)


def _idle(
    situations: Situations, owner: Scene | Choice, names: Sequence[str], standing: Sequence[tuple[Room, States]]
) -> Iterator[tuple[Scene | Choice, Literal["change", "set"], str]]:
    story = situations.plan.graph.story
    for name in names if standing else ():
        values = {value for room, states in standing for value in _values(situations, name, room, states)}
        by = owner.change.get(name)
        changed = {value: value if by is None else stepped(story.state[name], value, by) for value in values}
        if by is not None and all(value == after for value, after in changed.items()):
            yield owner, "change", name
        if name in owner.set and all(after == owner.set[name] for after in changed.values()):
            yield owner, "set", name


def _values(situations: Situations, name: str, room: Room, states: States) -> Iterator[Value]:
    """The values that a variable has in some of a room's states."""
    plan, tree = situations.plan, Variable(name)
    for value, having in plan.domain.split(tree, fixed_in(plan, tree, room)).items():
        if states & having:
            yield value
