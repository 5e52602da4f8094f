"""In which states a condition holds: ranges of values are halved until it comes to the same on every part.

So a condition on two numbers of a thousand values each costs some twenty thousand questions, not a million.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from builder.expressions import Atom, Binary, Expression, Unary, atoms_in, bounds, parts
from builder.flow.domain import KEPT, Digit, Domain, States, repeated
from builder.model import Value

QUESTION: Final = 4_096
"""Combinations that can be touched in the time it takes to ask one part of an expression for its bounds."""


def where(domain: Domain, condition: Expression, fixed: Mapping[Atom, Value]) -> States:
    """The states in which a condition is true, given the values of what is no digit here.

    Raises `ExhaustedError` where that takes more work than is left.
    """
    match condition:
        case Binary("and", left, right):
            return where(domain, left, fixed) & where(domain, right, fixed)
        case Binary("or", left, right):
            return where(domain, left, fixed) | where(domain, right, fixed)
        case Unary("not", operand):
            return domain.all & ~where(domain, operand, fixed)
    asked = atoms_in(condition)
    digits = [digit for atom, digit in domain.digits.items() if atom in asked and atom not in fixed]
    possible: dict[Atom, Sequence[Value]] = {
        atom: (fixed[atom],) if atom in fixed else domain.digits[atom].values for atom in asked
    }
    search = _Search(domain, condition, possible, QUESTION * sum(1 for _ in parts(condition)))
    domain.work.spend(KEPT * domain.size)
    return repeated(_among(search, digits), _width(digits), domain.size)


@dataclass(frozen=True, slots=True)
class _Search:
    """A condition asked about ever smaller parts: ``possible`` are the values left to each atom in it."""

    domain: Domain
    condition: Expression
    possible: dict[Atom, Sequence[Value]]
    price: int


def _among(search: _Search, digits: Sequence[Digit]) -> States:
    """Where the condition is true among all combinations of these digits, those above being settled."""
    if not digits:
        return int(_decided(search) is True)
    found = _between(search, digits, 0, len(digits[-1].values))
    search.possible[digits[-1].atom] = digits[-1].values
    return found


def _between(search: _Search, digits: Sequence[Digit], first: int, last: int) -> States:
    """The same with only some ranks of the last digit: from the ``first`` up to, not including, the ``last``."""
    *lower, digit = digits
    search.possible[digit.atom] = digit.values[first:last]
    decided = _decided(search)
    if decided is not None:
        return ((1 << (last - first) * digit.stride) - 1) << first * digit.stride if decided else 0
    if last - first == 1:
        return repeated(_among(search, lower), _width(lower), digit.stride) << first * digit.stride
    middle = (first + last) // 2
    return _between(search, digits, first, middle) | _between(search, digits, middle, last)


def _decided(search: _Search) -> bool | None:
    """What the condition comes to for all values that are left; None where that is not the same for all."""
    search.domain.work.spend(search.price)
    lowest, highest = bounds(search.condition, search.possible)
    return bool(lowest) if lowest == highest else None


def _width(digits: Sequence[Digit]) -> int:
    """How many combinations there are up to and with the last of these digits, those between them included."""
    return digits[-1].stride * len(digits[-1].values) if digits else 1
