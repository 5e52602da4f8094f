"""Which stories are weighed choice by choice, and what is found then: by hand, in a story small enough for that."""

from __future__ import annotations

import pytest
from small_stories import graph_of

from builder.flow import judging
from builder.flow.finished import Finished
from builder.flow.judging import influences, judged
from builder.flow.proof import Proof, prove
from builder.flow.situations import count
from builder.settings import MAX_COMBINATIONS

STORY = """
    scenes:
      door:
        text: Knock.
        choices:
          - {say: Hello., goto: hall, rating: strong}
          - {do: Leave., goto: bad, rating: weak}
          - {do: Wait., goto: dark}
      hall: {text: A light., next: kitchen}
      kitchen:
        text: Well?
        choices:
          - {say: Please., goto: good, rating: strong}
          - {say: Once more., goto: door, rating: fair}
      dark: {text: Nobody comes., choices: [{do: Wait., goto: dark}]}
    outcomes:
      good: {result: success, title: Well done}
      bad: {result: failure, title: Oh dear}
    """


def finished_of(text: str) -> Finished:
    proof = prove(graph_of(text), MAX_COMBINATIONS)
    assert isinstance(proof, Proof)
    return Finished(proof.situations.plan.graph, proof)


def test_chances_after_each_choice_are_those_worked_out_by_hand() -> None:
    found = judged(finished_of(STORY))
    assert found is not None
    chances = {option.choice.text: found.chance(option) for each in found.decisions.values() for option in each.options}
    # From the door one in three goes to the kitchen, and from there one in two back: p = 1/3 (1/2 + p/2), so p = 1/5.
    assert chances == pytest.approx({"Hello.": 3 / 5, "Leave.": 0, "Wait.": 0, "Please.": 1, "Once more.": 1 / 5})
    visits = {each.scene.id: each.visits for each in found.decisions.values()}
    assert visits == pytest.approx({"door": 6 / 5, "kitchen": 2 / 5})
    # At the door one choice fails for sure, and after another there is no end: nothing is farther apart.
    assert influences(found) == pytest.approx({"door": 1, "kitchen": 4 / 5})


def test_a_play_goes_on_by_itself_to_where_something_is_to_be_chosen() -> None:
    found = judged(finished_of(STORY))
    assert found is not None
    assert {number: found.situations[number] for number in found.decisions} == {
        number: (each.room, each.state) for number, each in found.decisions.items()
    }
    assert {each.id for each in found.outcomes.values()} == {"good", "bad"}
    places = {each.scene.id: number for number, each in found.decisions.items()}
    hello = found.decisions[places["door"]].options[0]
    assert hello.target is not None and found.settled(hello.target) == places["kitchen"]
    assert found.settled(places["door"]) == places["door"] == found.settled(found.start)


HALL = """
    state: {told: false}
    scenes:
      door:
        text: Knock.
        choices:
          - {say: It is me., goto: hall, set: {told: true}, rating: strong}
          - {say: Only me., goto: hall, set: {told: true}}
          - {say: Hm., goto: hall}
      hall:
        text: Well?
        choices:
          - {say: I told you., goto: good, when: told}
          - {do: Leave., goto: bad}
          - {do: Run., goto: bad}
    outcomes:
      good: {result: success, title: Well done}
      bad: {result: failure, title: Oh dear}
    """


def test_how_much_a_scene_matters_is_an_average_over_the_plays_that_decide_there() -> None:
    found = judged(finished_of(HALL))
    assert found is not None and influences(found) == pytest.approx({"door": 1 / 3, "hall": 2 / 3})
    alone = judged(finished_of(HALL.replace("          - {do: Run., goto: bad}\n", "")))
    assert alone is not None and influences(alone)["hall"] == pytest.approx(1)


def test_a_scene_that_ends_in_some_situations_alone_is_weighed_in_those() -> None:
    found = judged(
        finished_of("""
        state: {told: false}
        scenes:
          door:
            text: Knock.
            choices: [{say: It is me., goto: hall, set: {told: true}, rating: strong}, {say: Hm., goto: hall}]
          hall: {text: Well?, choices: [{say: I told you., goto: good, when: told}, {do: Wait., goto: hall}]}
        outcomes: {good: {result: success, title: Well done}}
        """)
    )
    assert found is not None
    chances = [
        (option.choice.text, found.chance(option)) for each in found.decisions.values() for option in each.options
    ]
    assert dict(chances) == pytest.approx({"It is me.": 1, "Hm.": 0, "I told you.": 1, "Wait.": 1})
    assert len(chances) == 4


def test_a_story_that_only_succeeds_or_never_ends_is_decided_by_that() -> None:
    found = judged(
        finished_of("""
        scenes:
          door: {text: Knock., choices: [{say: Hello., goto: good, rating: strong}, {do: Wait., goto: dark}]}
          dark: {text: Nobody comes., choices: [{do: Wait., goto: dark}]}
        outcomes: {good: {result: success, title: Well done}}
        """)
    )
    assert found is not None and influences(found) == pytest.approx({"door": 1})


def test_a_story_without_success_is_weighed_too() -> None:
    found = judged(finished_of(HALL.replace("result: success", "result: partial")))
    assert found is not None
    assert {found.chance(option) for each in found.decisions.values() for option in each.options} == {0}


@pytest.mark.parametrize(
    "text",
    [
        STORY.replace(", rating: strong", "").replace(", rating: weak", "").replace(", rating: fair", ""),
        STORY.replace("goto: good", "goto: door").replace("goto: bad", "goto: door"),
    ],
    ids=["unrated", "without an end"],
)
def test_there_is_nothing_to_weigh_without_ratings_or_an_end(text: str) -> None:
    assert judged(finished_of(text)) is None


def test_a_story_past_a_limit_is_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    finished = finished_of(STORY)
    assert finished.proof is not None
    monkeypatch.setattr(judging, "MOST_JUDGED", count(finished.proof.situations))
    assert judged(finished) is not None
    monkeypatch.setattr(judging, "MOST_JUDGED", count(finished.proof.situations) - 1)
    assert judged(Finished(finished.graph, finished.proof)) is None
    assert judged(Finished(finished.graph, None)) is None
