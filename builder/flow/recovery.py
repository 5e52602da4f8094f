"""Whether a learner who has slipped can make things better again within two choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from builder.expressions import Variable
from builder.flow.finished import Finished
from builder.flow.judging import Judged, judged
from builder.flow.link import remembered
from builder.flow.plan import value_of
from builder.model import Number

CHOICES: Final = 2
NOTHING: Final = 1e-9
"""What two chances may differ by through rounding."""


def recoverable(finished: Finished, number: int) -> bool:
    """Whether, from a decision of the story's `judged`, some two choices or fewer make things better."""
    return number in _recoverable(finished)


@remembered
def _recoverable(finished: Finished) -> frozenset[int]:
    found = judged(finished)
    if found is None:
        return frozenset()
    standing = _standing(finished, found)
    return frozenset(number for number in found.decisions if _gets_better(found, standing, number))


def _gets_better(found: Judged, standing: Mapping[int, tuple[float, ...]], start: int) -> bool:
    near = [start]
    for _ in range(CHOICES):
        near = [after for number in near for after in _after(found, number)]
        if any(_is_better(found, standing, start, after) for after in near):
            return True
        near = [after for after in dict.fromkeys(near) if after in found.decisions]
    return False


def _after(found: Judged, number: int) -> Iterator[int]:
    """Where a play comes to with one choice more."""
    for option in found.decisions[number].options:
        if option.target is not None:
            yield found.settled(option.target)


def _is_better(found: Judged, standing: Mapping[int, tuple[float, ...]], start: int, after: int) -> bool:
    if after in found.outcomes and found.outcomes[after].result != "failure":
        return True
    return any(now > then + NOTHING for then, now in zip(standing[start], standing[after], strict=True))


def _standing(finished: Finished, found: Judged) -> dict[int, tuple[float, ...]]:
    """How well things stand in each situation: every number that says which way is good or, without any, the chance."""
    assert finished.proof is not None
    plan = finished.proof.situations.plan
    kept = {*plan.domain.digits, *plan.outer}
    numbers = [each for each in finished.story.state.values() if isinstance(each, Number) and each.good is not None]
    signs = {Variable(each.name): 1 if each.good == "high" else -1 for each in numbers if Variable(each.name) in kept}
    if not signs:
        return {number: (chance,) for number, chance in enumerate(found.succeeding)}
    return {
        number: tuple(sign * int(value_of(plan, atom, room, state)) for atom, sign in signs.items())
        for number, (room, state) in enumerate(found.situations)
    }
