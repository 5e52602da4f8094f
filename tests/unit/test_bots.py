"""Learners who follow a rule of thumb, in every combination of five choices that can be offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import pytest
from small_stories import graph_of

from builder.flow.bots import WITHOUT_READING, Pick, fair, success_of
from builder.flow.proof import Proof, prove
from builder.model import Choice
from builder.settings import MAX_COMBINATIONS

STORY = """
    scenes:
      door:
        text: Knock.
        choices:
          - {say: "Tea, now.", goto: good, rating: fair}
          - {say: It has four words., goto: good, rating: strong}
          - {say: Not here., goto: good, rating: weak}
          - {say: Three of them., goto: good}
          - {say: There go two more., goto: good, rating: weak}
    outcomes:
      good: {result: success, title: Well done}
    """
LENGTHS: Final = (2, 4, 2, 3, 4)
RATINGS: Final = ("fair", "strong", "weak", "fair", "weak")
EVERY: Final = range(1, 2 ** len(LENGTHS))
"""What can be offered: a state for each combination, whose number has a bit for each choice in it."""

Naive: TypeAlias = Callable[[Sequence[int]], list[int]]


def extreme(offered: Sequence[int], of: Callable[[list[int]], int]) -> list[int]:
    return [each for each in offered if LENGTHS[each] == of([LENGTHS[other] for other in offered])]


def middling(offered: Sequence[int]) -> list[int]:
    rating = next(rating for rating in ("fair", "weak", "strong") if rating in [RATINGS[each] for each in offered])
    return [each for each in offered if RATINGS[each] == rating]


NAIVE: Final[dict[str, Naive]] = {
    "first": lambda offered: [offered[0]],
    "middle": lambda offered: [offered[(len(offered) - 1) // 2]],
    "last": lambda offered: [offered[-1]],
    "longest": lambda offered: extreme(offered, max),
    "shortest": lambda offered: extreme(offered, min),
    "fair": middling,
}


@pytest.mark.parametrize("name", NAIVE)
def test_a_rule_of_thumb_picks_what_it_says_whatever_is_offered(name: str) -> None:
    pick: Pick = {**WITHOUT_READING, "fair": fair}[name]
    choices: Sequence[Choice] = graph_of(STORY).story.scenes["door"].choices
    offer = [(each, sum(1 << state for state in EVERY if state >> each.position & 1)) for each in choices]
    picked = list(pick(offer, sum(1 << state for state in EVERY)))
    for state in EVERY:
        offered = [each.position for each in choices if state >> each.position & 1]
        assert sorted(choice.position for choice, having in picked if having >> state & 1) == NAIVE[name](offered)


CROSSING = """
    scenes:
      door: {text: Knock., choices: [{say: Hello., goto: hall}, {do: Leave., goto: bad}]}
      hall: {text: Well?, choices: [{say: It was me who broke it., goto: good}, {say: Nothing., goto: better}]}
    outcomes:
      good: {result: success, title: Well done}
      better: {result: success, title: Very well}
      bad: {result: failure, title: Oh dear}
    """


@pytest.mark.parametrize(
    ("name", "code"), [("first", "00"), ("middle", "00"), ("last", None), ("longest", "00"), ("shortest", "01")]
)
def test_the_play_of_a_learner_who_does_not_read_is_told_if_it_succeeds(name: str, code: str | None) -> None:
    proof = prove(graph_of(CROSSING), MAX_COMBINATIONS)
    assert isinstance(proof, Proof)
    assert success_of(proof.situations, WITHOUT_READING[name]) == code
