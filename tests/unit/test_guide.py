"""What learners' pages are told of where plays lead: ways in, chances, and a strong play."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from textwrap import dedent, indent

import pytest
from small_stories import graph_of

from builder.expressions import scenes_in, variables_in
from builder.flow import guide as guiding
from builder.flow import plan
from builder.flow import situations as exploring
from builder.flow.guide import Extremes, Guide, chance_from, chances, guide, strong_play
from builder.flow.link import StoryGraph
from builder.flow.play import begin, choose, decode, go_on, replay, settle
from builder.flow.proof import Proof, prove
from builder.flow.situations import count
from builder.flow.step import Situation, continues, ended, move, offered, score, state
from builder.model import Value
from builder.settings import MAX_COMBINATIONS

STORY = """
    state: {trust: {start: 2, min: 0, max: 9}, mood: {start: 0, min: 0, max: 9}, told: false}
    scenes:
      door:
        text: Knock.
        choices:
          - {say: Hello., goto: hall, change: {trust: +1, mood: +1}, rating: strong}
          - {say: Hm., goto: hall, set: {told: true}, rating: fair}
          - {do: Leave., goto: bad, rating: weak}
      hall: {text: She lets you in., next: passage}
      passage: {change: {trust: +1}, next: kitchen}
      kitchen:
        text: Tea?
        choices:
          - {say: Please., goto: good, rating: strong, when: trust >= 4 and visited(hall)}
          - {say: No., goto: bad, rating: strong, when: not told}
          - {say: More., goto: door, rating: fair}
      cellar: {text: Dark., next: bad}
    outcomes:
      good: {result: success, title: Well done, score: 10 * trust}
      bad: {result: failure, title: Oh dear}
    """


def graph() -> StoryGraph:
    return graph_of(STORY)


TWICE = """
    state: {told: false, calm: false}
    scenes:
      door:
        text: Knock.
        choices:
          - {say: It is me., goto: porch}
          - {say: Hm., goto: hall}
          - {say: Later., goto: step}
      porch:
        text: Wait.
        choices:
          - {say: Yes., goto: hall, set: {told: true}}
      step:
        text: Sit.
        choices:
          - {do: Breathe., goto: hall, set: {calm: true}}
      hall:
        text: Well?
        choices:
          - {say: I told you., goto: good, when: told}
          - {say: Right., goto: bad, when: calm}
          - {say: Wrong., goto: bad, when: not calm}
    outcomes:
      good: {result: success, title: Well done}
      better: {result: success, title: Never}
      bad: {result: failure, title: Oh dear}
    """
"""The hall is come to in three situations, in two of which nothing succeeds any more."""


CROSSING = """
    state: {worth: {start: 0, min: 0, max: 9}}
    scenes:
      door:
        text: Knock.
        choices:
          - {say: Quickly., goto: good, change: {worth: +5}, rating: strong}
          - {say: Well., goto: hall, change: {worth: +6}, rating: strong}
          - {say: Badly., goto: good, change: {worth: +9}}
      hall:
        text: Go on.
        choices:
          - {say: On., goto: good}
          - {say: Round., goto: porch}
      porch: {text: Air., choices: [{do: Breathe., goto: good}]}
    outcomes:
      good: {result: success, title: Well done, score: 10 * worth}
      better: {result: success, title: Never}
    """


def proof_of(graph: StoryGraph, limit: int = MAX_COMBINATIONS) -> Proof:
    found = prove(graph, limit)
    assert isinstance(found, Proof)
    return found


def guide_of(graph: StoryGraph) -> Guide:
    return guide(proof_of(graph))


# -- ways in --


def test_every_place_where_a_play_can_rest_has_a_shortest_play() -> None:
    assert guide_of(graph()).plays == {"door": "-", "hall": "0", "kitchen": "0", "good": "00", "bad": "2"}


def test_a_way_in_that_is_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guiding, "LONGEST", 1)
    assert guide_of(graph()).plays == {"door": "-", "hall": "0", "kitchen": "0", "bad": "2"}


@pytest.mark.parametrize("longest", [0, 1, 2])
def test_a_guide_that_stops_looking_at_the_longest_play_it_gives_misses_nothing(
    longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guiding, "LONGEST", longest)
    cut_short, whole = proof_of(graph()), proof_of(graph())
    assert len(whole.met.batches) > len(cut_short.met_within(0).batches)
    assert guide(cut_short) == guide(whole)


# -- chances --


def test_chances_are_those_of_every_situation_and_no_other() -> None:
    graph_ = graph()
    found = chances(proof_of(graph_).situations)
    assert found is not None
    assert found.variables == ("trust", "told") and found.scenes == ("hall",)
    told = {(scene, key): chance for scene, of in found.of.items() for key, chance in of.items()}
    met = {(each.place, key_of(graph_, each)): each for each in situations(graph_)}
    assert told.keys() == met.keys()
    by_hand = random_success(graph_)
    assert all(abs(1000 * by_hand[each] - told[key]) <= 0.51 for key, each in met.items())


def test_chances_past_the_limit_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    proof = proof_of(graph())
    monkeypatch.setattr(guiding, "MOST_CHANCES", count(proof.situations) - 1)
    assert guide(proof).chances is None and chances(proof.situations) is None
    monkeypatch.setattr(guiding, "MOST_CHANCES", count(proof.situations))
    assert guide(proof).chances is not None


def test_chances_are_not_told_apart_by_what_never_changes() -> None:
    never = STORY.replace("told: false}", "told: false, here: true}").replace(
        "when: not told", "when: not told and here"
    )
    found = guide_of(graph_of(never)).chances
    assert found is not None and found.variables == ("trust", "told")


def test_a_situation_that_no_play_comes_to_has_no_chance() -> None:
    found = chances(proof_of(graph()).situations)
    assert found is not None
    assert chance_from(graph(), found, Situation("cellar", (2, 0, False), frozenset())) is None


def test_a_situation_is_told_its_own_chance_and_an_outcome_none_or_all() -> None:
    graph_ = graph()
    found = chances(proof_of(graph_).situations)
    assert found is not None
    by_hand = random_success(graph_)
    for each, chance in by_hand.items():
        told = chance_from(graph_, found, each)
        assert told is not None and abs(1000 * chance - told) <= 0.51
    ends = {code: replay(graph_, decode(code)).situation for code in ("00", "2")}
    assert [chance_from(graph_, found, end) for end in ends.values()] == [1000, 0]


def test_the_worst_and_the_best_situation_of_a_scene_are_come_to_by_plays_of_their_own() -> None:
    graph_ = graph()
    found, by_hand = guide_of(graph_), random_success(graph_)
    assert found.chances is not None
    by_scene: dict[str, list[float]] = {}
    for each, chance in by_hand.items():
        by_scene.setdefault(each.place, []).append(chance)
    assert found.extremes.keys() == {scene for scene, each in by_scene.items() if max(each) - min(each) > 0.001}
    for scene, codes in found.extremes.items():
        for code, chance in zip(codes, (min(by_scene[scene]), max(by_scene[scene])), strict=True):
            play = replay(graph_, decode(code))
            while play.situation.place != scene:
                play = go_on(graph_, play)
            told = chance_from(graph_, found.chances, play.situation)
            assert told is not None and abs(1000 * chance - told) <= 0.51


def test_the_plays_to_the_extremes_are_the_shortest_ones() -> None:
    assert guide_of(graph_of(TWICE)).extremes == {"hall": Extremes(worst="1", best="00")}


def test_extremes_are_left_out_if_one_of_them_is_too_far_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guiding, "LONGEST", 2)
    assert guide_of(graph_of(TWICE)).extremes.keys() == {"hall"}
    monkeypatch.setattr(guiding, "LONGEST", 1)
    assert guide_of(graph_of(TWICE)).extremes == {}


@pytest.mark.parametrize(("story", "limit"), [(STORY, 150), (CROSSING.replace("+6", "+1"), 9)])
def test_a_guide_is_the_same_where_values_are_told_apart_by_room(
    story: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = guide_of(graph_of(story))
    monkeypatch.setattr(plan, "SMALL", 1)
    monkeypatch.setattr(exploring, "ROOM", 1)
    apart = proof_of(graph_of(story), limit)
    assert apart.situations.plan.domain.size == 1
    assert guide(apart) == whole


def key_of(graph: StoryGraph, situation: Situation) -> tuple[Value, ...]:
    values = state(graph, situation)
    read = {name for tree in graph.expressions.values() for name in variables_in(tree)}
    asked = {scene for tree in graph.expressions.values() for scene in scenes_in(tree)}
    return (
        *(values[name] for name in graph.story.state if name in read),
        *(scene in situation.visited for scene in graph.story.scenes if scene in asked),
    )


def situations(graph: StoryGraph) -> set[Situation]:
    """Every situation in play, found by playing; those that differ in an idle variable only count as one."""
    found: dict[tuple[str, tuple[Value, ...]], Situation] = {}
    waiting = [begin(graph).situation]
    while waiting:
        each = waiting.pop()
        if not ended(graph, each) and (each.place, key_of(graph, each)) not in found:
            found[each.place, key_of(graph, each)] = each
            waiting += steps(graph, each)
    return set(found.values())


def steps(graph: StoryGraph, situation: Situation) -> Iterator[Situation]:
    ways = [None] if continues(graph, situation) else offered(graph, situation)
    yield from (move(graph, situation, way)[0] for way in ways)


def random_success(graph: StoryGraph) -> dict[Situation, float]:
    """The chance of success by going on and on: each sweep looks one step further."""
    chance = dict.fromkeys(situations(graph), 0.0)
    by_key = {(each.place, key_of(graph, each)): each for each in chance}

    def worth(each: Situation) -> float:
        if ended(graph, each):
            return float(graph.story.outcomes[each.place].result == "success")
        return chance[by_key[each.place, key_of(graph, each)]]

    for _ in range(300):
        for each in chance:
            onward = [worth(next) for next in steps(graph, each)]
            chance[each] = sum(onward) / len(onward) if onward else 0.0
    return chance


# -- the strong play --


def test_the_strong_play_has_strong_choices_only_where_such_a_play_succeeds() -> None:
    assert guide_of(graph()).strong == "00"
    play = replay(graph(), decode("00"))
    assert score(graph(), play.situation) == 40


def test_without_a_wholly_strong_play_no_choice_is_weak() -> None:
    ratings = STORY.replace("rating: strong, when: trust >= 4", "rating: fair, when: trust >= 4")
    found = guide_of(graph_of(ratings)).strong
    assert found is not None
    assert rated(graph_of(ratings), found) <= {"strong", "fair"}


def test_among_equals_the_highest_score_and_then_the_shortest_play_is_taken() -> None:
    unrated = re.sub(r", rating: \w+", "", STORY)
    graph_ = graph_of(unrated)
    code = guide_of(graph_).strong
    assert code is not None
    best = score(graph_, replay(graph_, decode(code)).situation)
    plays = [decode(code) for length in range(1, 9) for code in map("".join, product("012", repeat=length))]
    scored = [
        (score(graph_, play), -len(choices)) for choices in plays if (play := ending(graph_, choices)) is not None
    ]
    assert max(scored) == (best, -len(code)) == (90, -len(code))


def test_unrated_choices_are_fair_beside_rated_ones_and_strong_by_themselves() -> None:
    assert guide_of(graph_of(CROSSING)).strong == "10"


def test_a_success_that_only_a_weak_choice_leads_to_is_still_one() -> None:
    weak = CROSSING.replace("rating: strong", "rating: weak")
    assert guide_of(graph_of(weak)).strong == "2"
    assert guide_of(graph_of(weak.replace("+9}}", "+9}, when: worth > 0}"))).strong == "10"


@pytest.mark.parametrize("order", [("near", "far"), ("far", "near")])
@pytest.mark.parametrize(("near", "far", "strong"), [(40, 60, "10"), (60, 40, "0"), (50, 50, "0")])
def test_the_best_of_several_outcomes_has_the_highest_score_and_then_the_shortest_play(
    near: int, far: int, strong: str, order: tuple[str, str]
) -> None:
    scored = {"near": near, "far": far}
    outcomes = "".join(f"\n{id}: {{result: success, title: Well, score: {scored[id]}}}" for id in order)
    scenes = """
        scenes:
          door: {text: Knock., choices: [{say: Here., goto: near}, {say: There., goto: hall}]}
          hall: {text: Go on., choices: [{say: On., goto: far}]}
        outcomes:"""
    graph_ = graph_of(dedent(scenes) + indent(outcomes, "  "))
    assert guide_of(graph_).strong == strong


def test_no_success_is_no_strong_play() -> None:
    assert guide_of(graph_of(STORY.replace("result: success", "result: partial"))).strong is None


def test_a_success_too_far_away_is_no_strong_play(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guiding, "LONGEST", 1)
    assert strong_play(proof_of(graph()).met) is None


def rated(graph: StoryGraph, code: str) -> set[str | None]:
    play, found = begin(graph), set[str | None]()
    for position in decode(code):
        play = settle(graph, play)
        found.add(graph.story.scenes[play.situation.place].choices[position].rating)
        play = choose(graph, play, position)
    return found


def ending(graph: StoryGraph, choices: tuple[int, ...]) -> Situation | None:
    """Where these choices end in success; None where they cannot be made, or do not."""
    play = begin(graph)
    for position in choices:
        play = settle(graph, play)
        if position not in [each.position for each in offered(graph, play.situation)]:
            return None
        play = choose(graph, play, position)
    outcome = graph.story.outcomes.get(go_on(graph, play).situation.place)
    return play.situation if outcome is not None and outcome.result == "success" else None
