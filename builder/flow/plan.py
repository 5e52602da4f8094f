"""A story laid out as rooms for sets of states to walk through: what leads from where to where, for which states.

A scene is a room where the play stands while it is asked which way to go on. If entering it does anything, it has an
entrance before it, where the play stands while that is done. An outcome is a room without a way on. Where all states
at once would be too many, some variables are left out of the states, and every scene has rooms of its own for each of
their values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Final, NamedTuple, TypeAlias

from builder.expressions import Atom, Expression, Variable, Visited, atoms_in
from builder.flow import conditions
from builder.flow.domain import KEPT, Digit, Domain, Ranks, States, attainable, digits, owners, stepped
from builder.flow.effects import Effect, before, effect
from builder.flow.link import StoryGraph
from builder.model import Choice, Interrupt, Scene, Value

SMALL: Final = 4_096
"""Combinations kept together as one set where a story has too many for all of them."""

Parted: TypeAlias = tuple[tuple[States, Interrupt | None], ...]
"""States by the interrupt that fires in them (None: none does)."""
Room: TypeAlias = int
"""A room's number. Rooms of an earlier scene have lower numbers, and an entrance comes before its scene."""


class Way(NamedTuple):
    """One way on: for which states, what it does to them, and into which room they come.

    ``choice`` is None where the learner has nothing to choose; ``interrupt`` is the one that fires on this way.
    """

    states: States
    effect: Effect
    target: Room
    choice: Choice | None = None
    interrupt: Interrupt | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What entering a scene, or a choice, does: to the states, and to what is told apart by room."""

    effect: Effect
    outer: tuple[tuple[Digit, Ranks], ...]
    watching: tuple[Interrupt, ...]
    """The interrupts that ask about anything it touches."""

    @property
    def idle(self) -> bool:
        """Whether nothing is done that anybody asks about."""
        return not self.effect.steps and not self.outer


NOTHING: Final = Deed(Effect(), (), ())
"""Going on without doing anything."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A story's rooms; ``outer`` are the digits told apart by room (or constant), in ``keys`` combinations."""

    graph: StoryGraph
    domain: Domain
    outer: Mapping[Atom, Digit]
    keys: int
    places: tuple[str, ...]
    """Scenes, then outcomes: the order of their rooms."""
    index: Mapping[str, int]
    doors: dict[str, Room] = field(default_factory=dict, repr=False)
    deeds: dict[object, Deed] = field(default_factory=dict, repr=False)
    asked: dict[tuple[str, tuple[Value, ...]], States] = field(default_factory=dict, repr=False)
    turns: dict[tuple[int, str | None, int], Parted] = field(default_factory=dict, repr=False)


def lay_out(graph: StoryGraph, keep: Collection[str], combinations: int) -> Plan:
    """Plan a story with the variables in ``keep``, which are all that it asks about, and every ``visited()``.

    Past ``combinations`` of their values, the variables that fewest effects touch are told apart by room.
    """
    values = {atom: each for atom, each in attainable(graph).items() if isinstance(atom, Visited) or atom.name in keep}
    inner = {atom: each for atom, each in values.items() if len(each) > 1}
    size = prod(map(len, inner.values()))
    quiet = sorted(inner, key=_effects_on(graph)) if size > combinations else []
    while size > SMALL and quiet:
        size //= len(inner.pop(quiet.pop(0)))
    outer = digits({atom: each for atom, each in values.items() if atom not in inner})
    places = (*graph.story.scenes, *graph.story.outcomes)
    keys = prod(len(digit.values) for digit in outer.values())
    domain = Domain(digits(inner), size, (1 << size) - 1)
    return Plan(graph, domain, outer, keys, places, {place: number for number, place in enumerate(places)})


def first_room(plan: Plan) -> tuple[Room, States]:
    """Where every play begins, and in which state: the start scene, before anything is done on entering it."""
    story = plan.graph.story
    ranks = {atom: digit.values.index(_start(plan.graph, atom)) for atom, digit in plan.domain.digits.items()}
    state = sum(rank * plan.domain.digits[atom].stride for atom, rank in ranks.items())
    key = sum(digit.values.index(_start(plan.graph, atom)) * digit.stride for atom, digit in plan.outer.items())
    assert plan.graph.start in story.scenes, "linking lets a story start in a scene only"
    return entering(plan, plan.graph.start, key), 1 << state


def entering(plan: Plan, place: str, key: int) -> Room:
    """The room a play comes to on its way into a scene or outcome."""
    door = plan.doors.get(place)
    if door is None:
        scene = plan.graph.story.scenes.get(place)
        inside = scene is None or deed(plan, scene).idle
        door = plan.doors[place] = (2 * plan.index[place] + inside) * plan.keys
    return door + key


def place_of(plan: Plan, room: Room) -> str:
    """The scene or outcome that a room belongs to."""
    return plan.places[room // plan.keys // 2]


def is_entrance(plan: Plan, room: Room) -> bool:
    """Whether the play has not yet done here what entering the scene does."""
    return not room // plan.keys % 2


def ways_on(plan: Plan, room: Room) -> Iterator[Way]:
    """Every way out of a room. In no state are two of them open, but for choices."""
    place, key = place_of(plan, room), room % plan.keys
    scene = plan.graph.story.scenes.get(place)
    if scene is None:
        return
    if is_entrance(plan, room):
        yield from _ways_in(plan, scene, key)
    for choice in scene.choices if not is_entrance(plan, room) else ():
        yield from _chosen(plan, choice, key)
    if not is_entrance(plan, room):
        yield from _onward(plan, scene, key)


def where(plan: Plan, when: str | None, key: int) -> States:
    """The states in which a condition holds, in rooms with this key."""
    if when is None:
        return plan.domain.all
    told = tuple(fixed_in(plan, plan.graph.expressions[when], key).values()) if plan.keys > 1 else ()
    found = plan.asked.get((when, told))
    if found is None:
        found = plan.asked[when, told] = holding(plan, plan.graph.expressions[when], key)
    return found


def holding(plan: Plan, tree: Expression, key: int) -> States:
    """The states in which an expression, or a part of one, is true, in rooms with this key."""
    return conditions.where(plan.domain, tree, fixed_in(plan, tree, key))


def values_of(plan: Plan, name: str, key: int) -> Iterator[tuple[Value, States]]:
    """Every value of a kept variable, with the states that have it, in rooms with this key."""
    atom = Variable(name)
    if atom in plan.outer:
        yield _value(plan.outer[atom], key), plan.domain.all
    else:
        digit = plan.domain.digits[atom]
        yield from ((value, plan.domain.having(digit, [rank])) for rank, value in enumerate(digit.values))


def value_of(plan: Plan, atom: Atom, room: Room, state: int) -> Value:
    """What a kept variable is, or whether a scene was visited, in one state of a room."""
    if atom in plan.outer:
        return _value(plan.outer[atom], room % plan.keys)
    return _value(plan.domain.digits[atom], state)


def fixed_in(plan: Plan, tree: Expression, key: int) -> dict[Atom, Value]:
    """What a room's key tells of the values that an expression reads."""
    return {atom: _value(plan.outer[atom], key) for atom in atoms_in(tree) if atom in plan.outer}


def deed(plan: Plan, owner: Scene | Choice) -> Deed:
    """What entering the scene, or the choice, does to what the plan keeps."""
    entered = owner.id if isinstance(owner, Scene) and owner.id in plan.graph.watched else None
    if entered is None and not owner.change and not owner.set:
        return NOTHING
    key = (tuple(owner.change.items()), tuple(owner.set.items()), entered)
    found = plan.deeds.get(key)
    if found is None:
        found = plan.deeds[key] = _deed(plan, owner, entered)
    return found


def turned(plan: Plan, done: Deed, when: str | None, key: int) -> Parted:
    """The states in which this can be done, parted by the interrupt that fires then."""
    found = plan.turns.get((id(done), when, key))
    if found is None:
        # Kept, as many choices do the same: one set for all of them takes less memory, too.
        found = plan.turns[id(done), when, key] = tuple(_turned(plan, done, when, key))
    return found


def _ways_in(plan: Plan, scene: Scene, key: int) -> Iterator[Way]:
    done = deed(plan, scene)
    to = _moved(done, key)
    for states, interrupt in turned(plan, done, None, key):
        if interrupt is None or interrupt.goto == scene.id:
            yield Way(states, done.effect, (2 * plan.index[scene.id] + 1) * plan.keys + to, None, interrupt)
        else:
            yield Way(states, done.effect, entering(plan, interrupt.goto, to), None, interrupt)


def _chosen(plan: Plan, choice: Choice, key: int) -> Iterator[Way]:
    done = deed(plan, choice)
    to = _moved(done, key)
    for states, interrupt in turned(plan, done, choice.when, key):
        goto = choice.goto if interrupt is None else interrupt.goto
        yield Way(states, done.effect, entering(plan, goto, to), choice, interrupt)


def _onward(plan: Plan, scene: Scene, key: int) -> Iterator[Way]:
    if scene.next is not None:
        yield Way(plan.domain.all, NOTHING.effect, entering(plan, scene.next, key))
    left = plan.domain.all
    for branch in scene.route:
        plan.domain.work.spend(KEPT * plan.domain.size)
        states = left & where(plan, branch.when, key)
        left &= ~states
        yield Way(states, NOTHING.effect, entering(plan, branch.goto, key))


def _deed(plan: Plan, owner: Scene | Choice, entered: str | None) -> Deed:
    moves = dict(_moves(plan, owner, entered))
    inner = effect(plan.domain, {atom: ranks for atom, ranks in moves.items() if atom in plan.domain.digits})
    outer = tuple((plan.outer[atom], ranks) for atom, ranks in moves.items() if atom in plan.outer)
    asking = plan.graph.story.interrupts
    watching = tuple(each for each in asking if moves.keys() & set(atoms_in(plan.graph.expressions[each.when])))
    return Deed(inner, outer, watching)


def _moves(plan: Plan, owner: Scene | Choice, entered: str | None) -> Iterator[tuple[Atom, Ranks]]:
    """What is done to each digit that does not stay as it is: its rank afterwards, for each rank before."""
    known = {**plan.domain.digits, **plan.outer}
    for atom in (Variable(name) for name in dict.fromkeys((*owner.change, *owner.set))):
        if atom in known:
            values = known[atom].values
            ranks = tuple(values.index(_done(plan.graph, owner, atom.name, value)) for value in values)
            if ranks != tuple(range(len(values))):
                yield atom, ranks
    if entered is not None:
        yield Visited(entered), (1, 1)


def _done(graph: StoryGraph, owner: Scene | Choice, name: str, value: Value) -> Value:
    if name in owner.set:
        return owner.set[name]
    return stepped(graph.story.state[name], value, owner.change[name])


def _turned(plan: Plan, done: Deed, when: str | None, key: int) -> Iterator[tuple[States, Interrupt | None]]:
    left, to = where(plan, when, key), _moved(done, key)
    for interrupt in done.watching:
        plan.domain.work.spend(KEPT * plan.domain.size)
        made_true = before(done.effect, where(plan, interrupt.when, to)) & ~where(plan, interrupt.when, key)
        if left & made_true:
            yield left & made_true, interrupt
        left &= ~made_true
    if left:
        yield left, None


def _moved(done: Deed, key: int) -> int:
    for digit, ranks in done.outer:
        rank = _rank(digit, key)
        key += (ranks[rank] - rank) * digit.stride
    return key


def _rank(digit: Digit, number: int) -> int:
    return number // digit.stride % len(digit.values)


def _value(digit: Digit, number: int) -> Value:
    return digit.values[_rank(digit, number)]


def _start(graph: StoryGraph, atom: Atom) -> Value:
    return graph.story.state[atom.name].start if isinstance(atom, Variable) else False


def _effects_on(graph: StoryGraph) -> Callable[[Atom], int]:
    counts = Counter(name for owner in owners(graph) for name in {*owner.change, *owner.set})
    return lambda atom: counts[atom.name] if isinstance(atom, Variable) else 1
