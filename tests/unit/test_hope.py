"""Where success is still possible: what is known of a story in which no play succeeds, or that is too large."""

from __future__ import annotations

import pytest
from small_stories import graph_of

from builder.flow import plan, situations
from builder.flow.finished import Finished
from builder.flow.hope import Step, hopeful, hopeless, lasting, play_of, steps
from builder.flow.plan import place_of
from builder.flow.proof import Proof, prove
from builder.settings import MAX_COMBINATIONS

STORY = """
    state: {told: false}
    scenes:
      door:
        text: Knock.
        choices:
          - {say: It is me., goto: porch, set: {told: true}}
          - {say: Hm., goto: porch}
          - {do: Leave., goto: bad}
          - {do: Wait., goto: door}
      porch: {text: A light., next: hall}
      hall:
        text: Well?
        choices:
          - {say: I told you., goto: good, when: told}
          - {say: Again., goto: step}
      step: {text: Sit., choices: [{do: Breathe., goto: hall}, {do: Leave., goto: bad}]}
    outcomes:
      good: {result: success, title: Well done}
      bad: {result: failure, title: Oh dear}
    """


def finished_of(text: str) -> Finished:
    graph = graph_of(text)
    proof = prove(graph, MAX_COMBINATIONS)
    assert isinstance(proof, Proof)
    return Finished(graph, proof)


def proof_of(finished: Finished) -> Proof:
    assert finished.proof is not None
    return finished.proof


def test_hope_ends_with_the_choice_after_which_no_play_succeeds() -> None:
    finished = finished_of(STORY)
    found = list(steps(proof_of(finished).situations, hopeful(finished), hopeless(finished)))
    assert [(step.scene.id, step.choice.text) for step in found] == [
        ("door", "Hm."),
        ("door", "Leave."),
        ("step", "Leave."),
    ]
    assert [play_of(proof_of(finished).met, step) for step in found] == ["1", "2", "011"]


def test_nothing_is_hopeless_in_a_story_that_never_succeeds_or_is_too_large() -> None:
    never = finished_of(STORY.replace("result: success", "result: partial"))
    too_large = Finished(never.graph, None)
    for each in (never, too_large):
        assert hopeful(each) == {} and hopeless(each) == {}


def test_a_step_that_no_play_takes_has_no_play() -> None:
    finished = finished_of(STORY)
    door = finished.story.scenes["door"]
    assert play_of(proof_of(finished).met, Step(door, door.choices[0], ())) is None


TWICE = """
    state: {told: false}
    scenes:
      door: {text: Knock., choices: [{say: Hello., goto: hall}, {do: Wait., goto: porch}]}
      porch: {text: A light., choices: [{say: It is me., goto: hall, set: {told: true}}]}
      hall: {text: Well?, choices: [{say: Yes., goto: good, when: told}, {say: No., goto: good}, {do: Run., goto: bad}]}
    outcomes:
      good: {result: success, title: Well done}
      bad: {result: failure, title: Oh dear}
    """


def test_of_the_plays_to_a_step_a_shortest_is_told_where_values_are_told_apart_by_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plan, "SMALL", 1)
    monkeypatch.setattr(situations, "lay_out", lambda graph, keep, _: plan.lay_out(graph, keep, 1))
    finished = finished_of(TWICE)
    (step,) = steps(proof_of(finished).situations, hopeful(finished), hopeless(finished))
    assert len(step.situations) == 2 and play_of(proof_of(finished).met, step) == "02"


LOST = """
    scenes:
      door: {text: Knock., choices: [{say: Hello., goto: good}, {do: Leave., goto: street}]}
      street: {text: It rains., next: lane}
      lane: {text: It still does., choices: [{do: Walk on., goto: home}, {do: Give up., goto: bad}]}
      home: {text: The door shuts., choices: [{do: Sleep., goto: bad}]}
    outcomes:
      good: {result: success, title: Well done}
      bad: {result: failure, title: Oh dear}
    """


@pytest.mark.parametrize(
    ("decisions", "places"),
    [(0, {"street", "lane", "home", "bad"}), (1, {"street", "lane", "home"}), (2, {"street", "lane"}), (3, set[str]())],
)
def test_a_story_without_hope_lasts_as_many_decisions_as_it_still_asks_for(decisions: int, places: set[str]) -> None:
    finished = finished_of(LOST)
    met = proof_of(finished).situations
    left = lasting(met, hopeless(finished), decisions)
    assert {place_of(met.plan, room) for room, states in left.items() if states} == places
