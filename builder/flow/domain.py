"""All that conditions can ask of a play, numbered: a set of states is one whole number with a bit for each state in it.

Every variable, and every scene that some ``visited()`` asks about, is a digit. A state is the number its digits make,
so a condition becomes a set of states, and asking it of every state at once is a single ``&``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress
from math import inf
from typing import Final, TypeAlias

from builder.expressions import Atom, Variable, Visited
from builder.flow.link import StoryGraph
from builder.model import Choice, Flag, Number, Scene, Value, Word
from builder.model import Variable as Declared

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


KEPT: Final = 4
"""As how many combinations touched one counts that is kept in a set: so the limit on work bounds memory, too."""


class ExhaustedError(Exception):
    """More work was asked for than is left."""


@dataclass(slots=True)
class Work:
    """How much may still be done; the unit is what it takes to touch one combination once."""

    left: float = inf

    def spend(self, work: int) -> None:
        """Do so much of it. Raises `ExhaustedError` where less is left."""
        self.left -= work
        if self.left < 0:
            raise ExhaustedError


@dataclass(frozen=True, slots=True)
class Domain:
    """The digits of a state. ``size`` counts their combinations, reachable or not, and ``all`` is the set of them.

    ``work`` is how much may be done to make sets of them: no end, unless whoever searches sets one.
    """

    digits: Mapping[Atom, Digit]
    size: int
    all: States
    work: Work = field(default_factory=Work, compare=False, repr=False)

    def having(self, digit: Digit, ranks: Collection[int]) -> States:
        """The states whose digit has one of these ranks."""
        if len(ranks) == len(digit.values):
            return self.all
        self.work.spend(KEPT * self.size)
        unit, pattern = (1 << digit.stride) - 1, 0
        for rank in ranks:
            pattern |= unit << rank * digit.stride
        return repeated(pattern, digit.stride * len(digit.values), self.size)


def repeated(pattern: States, width: int, size: int) -> States:
    """The first ``width`` bits over and over, until there are ``size``, which is a multiple of it."""
    while pattern and width < size:
        pattern |= pattern << width
        width *= 2
    return pattern & (1 << size) - 1


def digits(values: Mapping[Atom, tuple[Value, ...]]) -> dict[Atom, Digit]:
    """Digits for these atoms and the values each can have; the first counts least."""
    found, stride = dict[Atom, Digit](), 1
    for atom, each in values.items():
        found[atom] = Digit(atom, each, stride)
        stride *= len(each)
    return found


def members(states: States, size: int) -> list[int]:
    """The states in a set, in order."""
    if states.bit_count() * 64 < size:
        return list(_picked(states))
    return list(compress(range(size), bin(states)[:1:-1].encode().translate(_ZEROS_AND_ONES)))


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


def _picked(states: States) -> Iterator[int]:
    while states:
        lowest = states & -states
        yield lowest.bit_length() - 1
        states ^= lowest
