"""All that conditions can ask of a play, numbered: a set of states is one whole number with a bit for each state in it.

Every variable, and every scene that some ``visited()`` asks about, is a digit. A state is the number its digits make,
so a condition becomes a set of states, and asking it of every state at once is a single ``&``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress
from typing import TypeAlias

from builder.expressions import Binary, Constant, Expression, Unary, Variable, Visited, evaluate, parts
from builder.flow.link import StoryGraph
from builder.model import Choice, Flag, Number, Scene, Value, Word
from builder.model import Variable as Declared

Atom: TypeAlias = Variable | Visited
"""What a condition can ask about."""
States: TypeAlias = int
"""A set of states: bit number s is set where state s is in it."""
Ranks: TypeAlias = tuple[int, ...]
"""What an effect does to one digit: the rank it has afterwards, for every rank it may have before."""

_ZEROS_AND_ONES = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True, slots=True)
class Digit:
    """One variable or visited scene: the values it can come to hold, by rank, and what one rank is worth."""

    atom: Atom
    values: tuple[Value, ...]
    stride: int


@dataclass(frozen=True, slots=True)
class Domain:
    """The digits of a state. ``size`` counts their combinations, reachable or not, and ``all`` is the set of them."""

    digits: Mapping[Atom, Digit]
    size: int
    all: States
    known: dict[Atom | int, tuple[Expression, dict[Value, States]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What `split` found for expressions that read nothing but digits."""

    def having(self, digit: Digit, ranks: Collection[int]) -> States:
        """The states whose digit has one of these ranks."""
        if len(ranks) == len(digit.values):
            return self.all
        unit = (1 << digit.stride) - 1
        pattern, width = 0, digit.stride * len(digit.values)
        for rank in ranks:
            pattern |= unit << rank * digit.stride
        while width < self.size:
            pattern |= pattern << width
            width *= 2
        return pattern & self.all

    def where(self, condition: Expression, fixed: Mapping[Atom, Value]) -> States:
        """The states in which a condition is true, given the values of what is no digit here."""
        return self.split(condition, fixed).get(True, 0)

    def split(self, tree: Expression, fixed: Mapping[Atom, Value]) -> dict[Value, States]:
        """Every value an expression can have, with the states in which it has it."""
        if any(atom in fixed for atom in atoms_in(tree)):
            return self._combined(tree, fixed)
        # By identity, as looking up a whole expression by its value is slow; kept beside it, so that it stays its own.
        key = tree if isinstance(tree, Variable | Visited) else id(tree)
        found = self.known.get(key)
        if found is None:
            inside = [self.digits[atom] for atom in atoms_in(tree)]
            values = self._by_digit(tree, inside) if len(inside) <= 1 else self._combined(tree, fixed)
            found = self.known[key] = (tree, values)
        return found[1]

    def _combined(self, tree: Expression, fixed: Mapping[Atom, Value]) -> dict[Value, States]:
        """The values of an expression from those of its parts."""
        match tree:
            case Unary(operator, operand):
                return _merged(
                    (evaluate(Unary(operator, Constant(value)), {}, ()), states)
                    for value, states in self.split(operand, fixed).items()
                )
            case Binary(operator, left, right):
                others = self.split(right, fixed)
                return _merged(
                    (evaluate(Binary(operator, Constant(a), Constant(b)), {}, ()), some & more)
                    for a, some in self.split(left, fixed).items()
                    for b, more in others.items()
                )
            case Variable() | Visited():
                return {fixed[tree]: self.all}
            case Constant(value):
                return {value: self.all}

    def _by_digit(self, tree: Expression, digits: list[Digit]) -> dict[Value, States]:
        """The values of an expression that reads at most one digit."""
        if not digits:
            return {value_of(tree, {}): self.all}
        ranks: dict[Value, list[int]] = {}
        for rank, value in enumerate(digits[0].values):
            ranks.setdefault(value_of(tree, {digits[0].atom: value}), []).append(rank)
        return {value: self.having(digits[0], some) for value, some in ranks.items()}


def digits(values: Mapping[Atom, tuple[Value, ...]]) -> dict[Atom, Digit]:
    """Digits for these atoms and the values each can have; the first counts least."""
    found, stride = dict[Atom, Digit](), 1
    for atom, each in values.items():
        found[atom] = Digit(atom, each, stride)
        stride *= len(each)
    return found


def value_of(tree: Expression, known: Mapping[Atom, Value]) -> Value:
    """An expression's value, given that of each atom in it."""
    state = {atom.name: value for atom, value in known.items() if isinstance(atom, Variable)}
    return evaluate(tree, state, [atom.scene for atom, value in known.items() if isinstance(atom, Visited) and value])


def members(states: States, size: int) -> list[int]:
    """The states in a set, in order."""
    if states.bit_count() * 64 < size:
        return list(_picked(states))
    return list(compress(range(size), bin(states)[:1:-1].encode().translate(_ZEROS_AND_ONES)))


def atoms_in(tree: Expression) -> tuple[Atom, ...]:
    """What an expression reads, each once, in the order of the text."""
    return tuple(dict.fromkeys(part for part in parts(tree) if isinstance(part, Variable | Visited)))


def attainable(graph: StoryGraph) -> dict[Atom, tuple[Value, ...]]:
    """The values each variable and visited scene can come to hold, whatever the conditions say: never too few."""
    changes: dict[str, set[int]] = {}
    settings: dict[str, set[Value]] = {}
    for owner in owners(graph):
        for name, by in owner.change.items():
            changes.setdefault(name, set()).add(by)
        for name, value in owner.set.items():
            settings.setdefault(name, set()).add(value)
    found: dict[Atom, tuple[Value, ...]] = {}
    for name, variable in graph.story.state.items():
        found[Variable(name)] = _attained(variable, changes.get(name, set()), settings.get(name, set()))
    for scene in graph.story.scenes:
        if scene in graph.watched:
            found[Visited(scene)] = (False, True)
    return found


def owners(graph: StoryGraph) -> Iterator[Scene | Choice]:
    """Everything that has effects."""
    for scene in graph.story.scenes.values():
        yield scene
        yield from scene.choices


def stepped(variable: Declared, value: Value, by: int) -> Value:
    """The value after a change: a number stays in its range."""
    assert isinstance(variable, Number), "linking lets only numbers change"
    return min(max(int(value) + by, variable.min), variable.max)


def _attained(variable: Declared, changes: set[int], settings: set[Value]) -> tuple[Value, ...]:
    found, waiting = {variable.start, *settings}, [variable.start, *settings]
    while waiting:
        value = waiting.pop()
        fresh = {stepped(variable, value, by) for by in changes} - found
        found |= fresh
        waiting.extend(fresh)
    match variable:
        case Word(one_of=words):
            return tuple(word for word in words if word in found)
        case Number() | Flag():
            return tuple(sorted(found))


def _merged(pairs: Iterable[tuple[Value, States]]) -> dict[Value, States]:
    found: dict[Value, States] = {}
    for value, states in pairs:
        if states:
            found[value] = found.get(value, 0) | states
    return found


def _picked(states: States) -> Iterator[int]:
    while states:
        lowest = states & -states
        yield lowest.bit_length() - 1
        states ^= lowest
