"""The states in which a condition holds, against asking every state by itself."""

from __future__ import annotations

from math import prod
from random import Random

import pytest

from builder.expressions import Atom, Binary, Constant, Expression, Unary, Variable, Visited, bounds, evaluate
from builder.flow.conditions import where
from builder.flow.domain import Domain, ExhaustedError, digits
from builder.model import Value

WORDS = ("refund", "call-back", "none")


def some_values(rng: Random) -> dict[Atom, tuple[Value, ...]]:
    """Numbers with gaps, words, a flag and a visited scene, as digits in any order."""
    values: list[tuple[Atom, tuple[Value, ...]]] = [
        (Variable("a"), tuple(sorted(rng.sample(range(-9, 10), rng.randint(1, 6))))),
        (Variable("b"), tuple(sorted(rng.sample(range(-3, 12), rng.randint(1, 6))))),
        (Variable("c"), tuple(range(rng.randint(1, 5)))),
        (Variable("plan"), WORDS[: rng.randint(1, 3)]),
        (Variable("told"), (False, True)),
        (Visited("hall"), (False, True)),
    ]
    rng.shuffle(values)
    return dict(values[: rng.randint(3, 6)])


def number(rng: Random, values: dict[Atom, tuple[Value, ...]], depth: int) -> Expression:
    names = [atom for atom in values if atom in (Variable("a"), Variable("b"), Variable("c"))]
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(names) if names and rng.random() < 0.8 else Constant(rng.randint(-9, 20))
    if rng.random() < 0.15:
        return Unary("-", number(rng, values, depth - 1))
    operator = rng.choice(["+", "-", "*", "min", "max"])
    return Binary(operator, number(rng, values, depth - 1), number(rng, values, depth - 1))


def flag(rng: Random, values: dict[Atom, tuple[Value, ...]], depth: int) -> Expression:
    leaves = [atom for atom in values if atom in (Variable("told"), Visited("hall"))]
    kind = rng.randrange(6)
    if depth == 0 or kind == 0:
        return rng.choice(leaves) if leaves and rng.random() < 0.9 else Constant(rng.random() < 0.5)
    if kind == 1:
        return Unary("not", flag(rng, values, depth - 1))
    if kind == 2 and Variable("plan") in values:
        return Binary(rng.choice(["==", "!="]), Variable("plan"), Constant(rng.choice(WORDS)))
    if kind == 3:
        operator = rng.choice(["and", "or", "==", "!="])
        return Binary(operator, flag(rng, values, depth - 1), flag(rng, values, depth - 1))
    operator = rng.choice(["==", "!=", "<", "<=", ">", ">="])
    return Binary(operator, number(rng, values, depth - 1), number(rng, values, depth - 1))


def worth(tree: Expression, known: dict[Atom, Value]) -> Value:
    state = {atom.name: value for atom, value in known.items() if isinstance(atom, Variable)}
    return evaluate(tree, state, [atom.scene for atom, value in known.items() if isinstance(atom, Visited) and value])


@pytest.mark.parametrize("seed", range(1_000))
def test_a_condition_holds_in_just_the_states_where_it_is_true(seed: int) -> None:
    rng = Random(seed)
    values = some_values(rng)
    fixed = {atom: rng.choice(each) for atom, each in values.items() if rng.random() < 0.2}
    found = digits({atom: each for atom, each in values.items() if atom not in fixed})
    size = prod(len(digit.values) for digit in found.values())
    tree = flag(rng, values, 4)
    holds = where(Domain(found, size, (1 << size) - 1), tree, fixed)
    for state in range(size):
        known = {digit.atom: digit.values[state // digit.stride % len(digit.values)] for digit in found.values()}
        assert bool(holds >> state & 1) == worth(tree, {**known, **fixed})
    assert holds >> size == 0


@pytest.mark.parametrize("seed", range(500))
def test_no_value_lies_outside_its_bounds_and_with_one_value_each_they_are_exact(seed: int) -> None:
    rng = Random(seed)
    values = some_values(rng)
    tree = rng.choice([number, flag])(rng, values, 4)
    lowest, highest = bounds(tree, values)
    known = {atom: rng.choice(each) for atom, each in values.items()}
    value = worth(tree, known)
    assert int(lowest) <= int(value) <= int(highest)
    assert bounds(tree, {atom: (each,) for atom, each in known.items()}) == (value, value)


def test_a_condition_on_wide_numbers_takes_little_work() -> None:
    wide: tuple[Value, ...] = tuple(range(1_000))
    domain = Domain(digits({Variable("a"): wide, Variable("b"): wide}), 1_000_000, (1 << 1_000_000) - 1)
    domain.work.left = 1_000_000_000
    tree = Binary(">", Binary("+", Variable("a"), Variable("b")), Constant(1_900))
    assert where(domain, tree, {}).bit_count() == 98 * 99 // 2
    assert domain.work.left > 0


def test_a_condition_that_takes_more_work_than_is_left_is_given_up() -> None:
    domain = Domain(digits({Variable("a"): tuple(range(100))}), 100, (1 << 100) - 1)
    domain.work.left = 10_000
    with pytest.raises(ExhaustedError):
        where(domain, Binary("==", Binary("*", Variable("a"), Variable("a")), Constant(50)), {})
