"""Learners who follow a rule of thumb, in every combination of five choices that can be offered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import pytest
from small_stories import graph_of

from builder.flow import plan, situations
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
EVERY: Final = range(2 ** len(LENGTHS) - 1)
"""A state for each combination that can be offered."""

Naive: TypeAlias = Callable[[Sequence[int]], list[int]]


def offers(state: int, choice: int) -> bool:
    return bool(state + 1 >> choice & 1)


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
    offer = [(each, sum(1 << state for state in EVERY if offers(state, each.position))) for each in choices]
    picked = list(pick(offer, sum(1 << state for state in EVERY)))
    for state in EVERY:
        offered = [each.position for each in choices if offers(state, each.position)]
        assert sorted(choice.position for choice, having in picked if having >> state & 1) == NAIVE[name](offered)


CROSSING = """
    state: {told: false}
    scenes:
      door:
        text: Knock.
        choices:
          - {say: Hello., goto: porch}
          - {say: Hello there., goto: hall, set: {told: true}}
          - {do: Do leave., goto: bad}
      porch: {text: A light., next: hall}
      hall:
        text: Well?
        choices:
          - {say: I told you that it was me., goto: good, when: told}
          - {say: It was me., goto: good}
          - {say: Let us go on., goto: porch, when: told}
          - {say: Wait., goto: kitchen}
      kitchen: {text: Tea?, choices: [{say: Please., goto: better}]}
    outcomes:
      good: {result: success, title: Well done}
      better: {result: success, title: Very well}
      bad: {result: failure, title: Oh dear}
    """


@pytest.mark.parametrize(
    ("name", "code"), [("first", "01"), ("middle", "11"), ("last", None), ("longest", "10"), ("shortest", "030")]
)
def test_the_play_of_a_learner_who_does_not_read_is_told_if_it_succeeds(
    name: str, code: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert success(CROSSING, name) == code
    monkeypatch.setattr(plan, "SMALL", 1)
    monkeypatch.setattr(situations, "lay_out", lambda graph, keep, _: plan.lay_out(graph, keep, 1))
    assert success(CROSSING, name) == code, "where values are told apart by room"


@pytest.mark.parametrize("order", [("near", "far"), ("far", "near")])
def test_of_choices_that_tie_those_are_taken_that_succeed_first(order: tuple[str, str]) -> None:
    story = f"""
        scenes:
          door: {{text: Knock., choices: [{{say: Hello?, goto: hall}}, {{say: Hello., goto: near}}]}}
          hall: {{text: Tea?, choices: [{{say: Please., goto: far}}]}}
        outcomes:
          {order[0]}: {{result: success, title: Well done}}
          {order[1]}: {{result: success, title: Well done}}
        """
    assert success(story, "longest") == "1"


def success(story: str, name: str) -> str | None:
    proof = prove(graph_of(story), MAX_COMBINATIONS)
    assert isinstance(proof, Proof)
    return success_of(proof.situations, WITHOUT_READING[name])
