"""Sets of states moved at once, against each state moved by itself."""

from __future__ import annotations

from random import Random
from typing import TypeAlias

import pytest

from builder.expressions import Atom, Variable
from builder.flow.domain import Domain, digits, members
from builder.flow.effects import after, before, effect, follow
from builder.model import Value

Values: TypeAlias = dict[Atom, tuple[Value, ...]]


def some_domain(rng: Random) -> Domain:
    values: Values = {Variable(name): tuple(range(rng.randint(2, 9))) for name in "abc"[: rng.randint(1, 3)]}
    found = digits(values)
    size = 1
    for digit in found.values():
        size *= len(digit.values)
    return Domain(found, size, (1 << size) - 1)


@pytest.mark.parametrize("seed", range(200))
def test_a_set_moves_as_each_of_its_states_does_and_back_again(seed: int) -> None:
    rng = Random(seed)
    domain = some_domain(rng)
    moves = {
        atom: tuple(rng.choice([rng.randrange(len(digit.values)), 0, len(digit.values) - 1]) for _ in digit.values)
        for atom, digit in domain.digits.items()
        if rng.random() < 0.8
    }
    done = effect(domain, moves)
    states = rng.getrandbits(domain.size)
    leads = {state: follow(done, state) for state in range(domain.size)}
    assert members(after(done, states), domain.size) == sorted({leads[each] for each in members(states, domain.size)})
    assert members(before(done, states), domain.size) == [each for each, to in leads.items() if states >> to & 1]


def test_setting_one_of_a_thousand_values_takes_few_operations() -> None:
    values: Values = {Variable("big"): tuple(range(1_000)), Variable("flag"): (False, True)}
    domain = Domain(digits(values), 2_000, (1 << 2_000) - 1)
    done = effect(domain, {Variable("big"): (500,) * 1_000})
    (step,) = done.steps
    assert len(step.shifts) + sum(len(fold.shifts) for fold in step.folds) < 30
    assert after(done, domain.all) == 1 << 500 | 1 << 1_500


@pytest.mark.parametrize("count", [0, 1, 40, 640])
def test_the_members_of_a_set_are_listed_whether_there_are_few_or_many(count: int) -> None:
    wanted = sorted(Random(count).sample(range(640), count))
    assert members(sum(1 << each for each in wanted), 640) == wanted
