"""What a step does to every state of a set at once: each digit it touches is moved by shifting bits, forth or back.

A number cut to its range does not move all states alike, so the states are first parted by how far they move. Where
many ranks end in one, as when a value is set, the states are folded together in a few ever longer shifts instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from builder.expressions import Atom
from builder.flow.domain import Digit, Domain, Ranks, States

MANY: Final = 4
"""From so many ranks that end in one, folding takes fewer operations than shifting each by itself."""


@dataclass(frozen=True, slots=True)
class Fold:
    """The states ``before``, shifted towards rank ``onto`` until all have met there; shifts up are positive."""

    before: States
    shifts: tuple[int, ...]
    onto: States


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one digit: (mask, shift) pairs, and folds; together they take in every state."""

    digit: Digit
    ranks: Ranks
    shifts: tuple[tuple[States, int], ...]
    folds: tuple[Fold, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one choice, or entering one scene, does to the digits of a domain."""

    steps: tuple[Step, ...] = ()


def effect(domain: Domain, moves: Mapping[Atom, Ranks]) -> Effect:
    """The effect that moves each digit as told; digits that stay as they are may be left out."""
    real = ((domain.digits[atom], ranks) for atom, ranks in moves.items() if ranks != tuple(range(len(ranks))))
    return Effect(tuple(_step(domain, digit, ranks) for digit, ranks in real))


def after(effect: Effect, states: States) -> States:
    """Where these states are after the effect."""
    for step in effect.steps:
        moved = 0
        for mask, by in step.shifts:
            moved |= _shifted(states & mask, by)
        for fold in step.folds:
            moved |= _spread(states & fold.before, fold.shifts) & fold.onto
        states = moved
    return states


def before(effect: Effect, states: States) -> States:
    """Every state that the effect leads into these."""
    for step in reversed(effect.steps):
        moved = 0
        for mask, by in step.shifts:
            moved |= _shifted(states, -by) & mask
        for fold in step.folds:
            moved |= _spread(states & fold.onto, [-by for by in fold.shifts]) & fold.before
        states = moved
    return states


def follow(effect: Effect, state: int) -> int:
    """Where a single state is after the effect."""
    for step in effect.steps:
        rank = state // step.digit.stride % len(step.ranks)
        state += (step.ranks[rank] - rank) * step.digit.stride
    return state


def _step(domain: Domain, digit: Digit, ranks: Ranks) -> Step:
    meeting = {onto for onto, count in Counter(ranks).items() if count >= MANY}
    apart: dict[int, list[int]] = {}
    for rank, onto in enumerate(ranks):
        if onto not in meeting or onto == rank:
            apart.setdefault(onto - rank, []).append(rank)
    shifts = tuple((domain.having(digit, some), by * digit.stride) for by, some in apart.items())
    folds = tuple(fold for onto in sorted(meeting) for fold in _folds(domain, digit, ranks, onto))
    return Step(digit, ranks, shifts, folds)


def _folds(domain: Domain, digit: Digit, ranks: Ranks, onto: int) -> Iterator[Fold]:
    """One fold for the ranks below the one they meet in, one for those above."""
    meeting = [rank for rank, to in enumerate(ranks) if to == onto]
    below, above = [rank for rank in meeting if rank < onto], [rank for rank in meeting if rank > onto]
    target = domain.having(digit, [onto])
    if below:
        shifts = tuple(by * digit.stride for by in _doubling(onto - below[0]))
        yield Fold(domain.having(digit, below), shifts, target)
    if above:
        shifts = tuple(-by * digit.stride for by in _doubling(above[-1] - onto))
        yield Fold(domain.having(digit, above), shifts, target)


def _doubling(reach: int) -> Iterator[int]:
    """Shifts that, each done on top of those before, leave copies at every distance from 0 to ``reach``."""
    covered = 1
    while covered <= reach:
        by = min(covered, reach + 1 - covered)
        yield by
        covered += by


def _spread(states: States, shifts: tuple[int, ...] | list[int]) -> States:
    for by in shifts:
        states |= _shifted(states, by)
    return states


def _shifted(states: States, by: int) -> States:
    return states << by if by >= 0 else states >> -by
