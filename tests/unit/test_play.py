"""What one play does, step by step, in stories just large enough to show it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from builder.flow.link import StoryGraph, link
from builder.flow.play import (
    BadPlayError,
    Play,
    begin,
    choose,
    decode,
    encode,
    go_on,
    replay,
    settle,
    shown_order,
)
from builder.flow.search import NoPlayError, shortest_play
from builder.flow.step import Change, Chosen, Ended, EndlessLoopError, Entered, offered, state
from builder.model import Course
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

OUTCOMES = """
outcomes:
  good: {result: success, title: Well done}
  bad: {result: failure, title: Oh dear}
"""


def graph_of(text: str, outcomes: str = OUTCOMES) -> StoryGraph:
    source = f"format: 1\ntitle: A story\n{dedent(text)}{dedent(outcomes)}"
    read = read_story(StorySource("tale", Source("tale.yml", source.encode())))
    graph, findings = link(read.story, Course())
    assert graph is not None, (read.findings, findings)
    return graph


def where(graph: StoryGraph, play: Play) -> tuple[str, dict[str, object]]:
    return play.situation.place, dict(state(graph, play.situation))


# -- effects --


def test_entering_changes_then_sets_and_choosing_changes_then_sets() -> None:
    graph = graph_of("""
        state: {a: {start: 1, min: 0, max: 9}, b: {start: 1, min: 0, max: 9}, c: false}
        scenes:
          one:
            change: {a: +2, b: +2}
            set: {b: 7}
            choices: [{say: Go., goto: good, change: {a: +1, b: +1}, set: {c: true, a: 0}}]
        """)
    play = begin(graph)
    assert where(graph, play) == ("one", {"a": 3, "b": 7, "c": False})
    assert where(graph, choose(graph, play, 0)) == ("good", {"a": 0, "b": 8, "c": True})


def test_a_number_is_cut_to_its_range_after_every_change_and_not_only_at_the_end() -> None:
    graph = graph_of("""
        state: {a: {start: 4, min: 0, max: 5}}
        scenes:
          one: {choices: [{say: Go., goto: two, change: {a: +9}}]}
          two: {change: {a: -2}, text: Two., next: good}
        """)
    play = choose(graph, begin(graph), 0)
    assert where(graph, play) == ("two", {"a": 3})
    assert [moment.changes for moment in play.transcript if not isinstance(moment, Ended)] == [
        (),
        (Change("a", 4, 5),),
        (Change("a", 5, 3),),
    ]


def test_a_change_that_a_full_number_cannot_make_is_not_in_the_transcript() -> None:
    graph = graph_of("""
        state: {a: {start: 5, min: 0, max: 5}}
        scenes: {one: {choices: [{say: Go., goto: good, change: {a: +9}}]}}
        """)
    chosen = choose(graph, begin(graph), 0).transcript[1]
    assert isinstance(chosen, Chosen)
    assert chosen.changes == ()


# -- choices --


def test_only_choices_whose_condition_holds_are_offered_and_keep_their_authored_positions() -> None:
    graph = graph_of("""
        state: {open: false}
        scenes:
          one:
            choices:
              - {say: Enter., goto: good, when: open, locked: The door is shut.}
              - {do: Open the door., goto: one, set: {open: true}}
        """)
    play = begin(graph)
    assert [choice.position for choice in offered(graph, play.situation)] == [1]
    assert [choice.position for choice in offered(graph, choose(graph, play, 1).situation)] == [0, 1]


def test_a_choice_that_is_not_offered_cannot_be_made() -> None:
    graph = graph_of("""
        state: {open: false}
        scenes: {one: {choices: [{say: Enter., goto: good, when: open}, {say: Leave., goto: bad}]}}
        """)
    with pytest.raises(BadPlayError, match="not offered in this situation"):
        choose(graph, begin(graph), 0)


def test_visited_is_true_from_the_entry_of_the_scene_itself() -> None:
    graph = graph_of("""
        scenes:
          one:
            lines: [{text: Here., when: visited(one)}, {text: There., when: visited(two)}]
            choices: [{say: Back., goto: two}, {say: Done., goto: good, when: visited(two)}]
          two: {next: one}
        """)
    first = begin(graph)
    second = choose(graph, first, 0)
    shown = [moment.lines for moment in second.transcript if isinstance(moment, Entered) and moment.shown]
    assert [[line.text for line in lines] for lines in shown] == [["Here."], ["Here.", "There."]]
    assert choose(graph, second, 1).situation.place == "good"


def test_a_situation_remembers_only_scenes_that_some_condition_asks_about() -> None:
    graph = graph_of("""
        scenes:
          one: {choices: [{say: On., goto: two}]}
          two: {choices: [{say: Back., goto: one, when: visited(two)}, {say: Done., goto: good}]}
        """)
    assert begin(graph).situation.visited == frozenset()
    assert replay(graph, [0, 0]).situation.visited == {"two"}


# -- interrupts --

CALL = """
    state: {tension: {start: START, min: 0, max: 10}}
    interrupts:
      - {when: tension >= 8, goto: hung-up}
      - {when: tension >= 5, goto: warning}
    scenes:
      one:
        choices:
          - {say: Provoke., goto: two, change: {tension: +3}}
          - {say: Insult., goto: two, change: {tension: +6}}
          - {say: Wait., goto: two}
          - {say: Soothe., goto: two, change: {tension: -3}}
      two: {text: It goes on., next: one}
      warning: {text: Careful., next: one}
    """
HUNG_UP = """
    outcomes:
      hung-up: {result: failure, title: Hung up}
      good: {result: success, title: Well done}
    """


def call(start: int) -> StoryGraph:
    return graph_of(CALL.replace("START", str(start)), HUNG_UP)


def test_an_interrupt_replaces_where_a_choice_was_going() -> None:
    play = replay(call(4), [0])
    assert play.situation.place == "warning"
    chosen, entered = play.transcript[1:]
    assert isinstance(chosen, Chosen) and chosen.interrupt is not None and chosen.interrupt.goto == "warning"
    assert isinstance(entered, Entered) and entered.scene == "warning"


def test_the_first_interrupt_made_true_by_a_step_wins() -> None:
    assert replay(call(4), [1]).situation.place == "hung-up"


def test_an_interrupt_that_was_true_before_the_step_does_not_fire_again_until_it_was_false() -> None:
    graph = call(4)
    assert replay(graph, [0, 2]).situation.place == "two"
    assert replay(graph, [0, 3, 0]).situation.place == "warning"


def test_an_interrupt_that_is_true_at_the_very_start_does_not_fire() -> None:
    graph = call(6)
    assert begin(graph).situation.place == "one"
    assert replay(graph, [2]).situation.place == "two"


def test_an_interrupt_that_entering_the_start_scene_makes_true_fires() -> None:
    graph = graph_of("""
        state: {tension: {start: 4, min: 0, max: 10}}
        interrupts: [{when: tension >= 5, goto: bad}]
        scenes: {one: {change: {tension: +1}, text: Hello., next: good}}
        """)
    play = begin(graph)
    assert play.situation.place == "bad"
    entered = play.transcript[0]
    assert isinstance(entered, Entered)
    assert (entered.shown, entered.lines) == (False, ())
    assert entered.interrupt == graph.story.interrupts[0]


def test_an_interrupt_on_the_first_visit_fires_once() -> None:
    graph = graph_of("""
        interrupts: [{when: visited(one), goto: two}]
        scenes:
          one: {text: One., next: good}
          two: {text: Two., next: one}
        """)
    play = begin(graph)
    assert play.situation.place == "two"
    assert go_on(graph, play).situation.place == "one"


def test_an_interrupt_that_leads_where_the_choice_goes_changes_nothing_and_hides_the_later_ones() -> None:
    graph = graph_of("""
        state: {angry: false}
        interrupts: [{when: angry, goto: two}, {when: angry == true, goto: bad}]
        scenes:
          one: {choices: [{say: Go., goto: two, set: {angry: true}}]}
          two: {text: Two., next: good}
        """)
    play = replay(graph, [0])
    assert play.situation.place == "two"
    chosen = play.transcript[1]
    assert isinstance(chosen, Chosen) and chosen.interrupt is None


def test_an_interrupt_that_leads_to_the_scene_being_entered_changes_nothing() -> None:
    graph = graph_of("""
        interrupts: [{when: visited(one), goto: one}]
        scenes: {one: {text: One., next: good}}
        """)
    assert [moment.scene for moment in begin(graph).transcript if isinstance(moment, Entered)] == ["one"]


def test_a_scene_interrupted_on_entry_has_done_its_effects_and_counts_as_visited() -> None:
    graph = graph_of("""
        state: {a: {start: 0, min: 0, max: 5}}
        interrupts: [{when: a >= 3, goto: two}]
        scenes:
          one: {choices: [{say: Go., goto: three}]}
          three: {change: {a: +3}, text: Never seen., next: bad}
          two: {choices: [{say: Done., goto: good, when: visited(three)}]}
        """)
    play = replay(graph, [0])
    assert where(graph, play) == ("two", {"a": 3})
    assert [choice.position for choice in offered(graph, play.situation)] == [0]


# -- going on --


def test_a_scene_without_words_media_or_choices_is_passed_and_one_with_words_waits_for_the_learner() -> None:
    graph = graph_of("""
        state: {plan: {start: none, one-of: [none, refund]}}
        scenes:
          one: {choices: [{say: Refund., goto: sorting, set: {plan: refund}}, {say: Nothing., goto: sorting}]}
          sorting: {route: [{when: plan == refund, goto: thanks}, {goto: bad}]}
          thanks: {text: Thank you., next: good}
        """)
    play = replay(graph, [0])
    assert play.situation.place == "thanks"
    assert go_on(graph, play).situation.place == "good"
    assert replay(graph, [1]).situation.place == "bad"


def test_the_first_true_way_of_a_route_is_taken() -> None:
    graph = graph_of("""
        state: {a: {start: 2, min: 0, max: 5}}
        scenes: {one: {route: [{when: a > 2, goto: bad}, {when: a > 1, goto: good}, {goto: bad}]}}
        """)
    assert begin(graph).situation.place == "good"


def test_going_on_where_there_is_a_choice_to_make_does_nothing() -> None:
    play = begin(call(4))
    assert go_on(call(4), play) == play


def test_a_replay_goes_on_between_choices_but_rests_after_the_last() -> None:
    graph = call(0)
    assert replay(graph, [2]).situation.place == "two"
    assert replay(graph, [2, 2]).choices == (2, 2)
    assert settle(graph, replay(graph, [2])).situation.place == "one"


def test_passing_round_for_ever_is_an_error_that_names_the_loop() -> None:
    graph = graph_of("""
        scenes:
          start: {choices: [{say: Go., goto: a}, {say: Stop., goto: good}]}
          a: {next: b}
          b: {next: c}
          c: {next: b}
        """)
    with pytest.raises(EndlessLoopError, match="`b` → `c` → `b`") as caught:
        replay(graph, [0])
    assert caught.value.loop == ("b", "c")


def test_passing_twice_through_a_scene_in_another_state_is_no_endless_loop() -> None:
    graph = graph_of("""
        state: {a: {start: 0, min: 0, max: 3}}
        scenes: {one: {change: {a: +1}, route: [{when: a < 3, goto: one}, {goto: good}]}}
        """)
    assert where(graph, begin(graph)) == ("good", {"a": 3})


def test_an_interrupt_can_make_an_endless_loop_and_is_caught() -> None:
    graph = graph_of("""
        state: {on: false}
        interrupts: [{when: on, goto: off}]
        scenes:
          one: {set: {on: true}, text: One., next: good}
          off: {set: {on: false}, next: one}
        """)
    with pytest.raises(EndlessLoopError) as caught:
        begin(graph)
    assert caught.value.loop == ("one", "off")


def test_reading_round_for_ever_is_caught_when_a_replay_waits_for_a_choice() -> None:
    graph = graph_of("scenes: {one: {text: One., next: two}, two: {text: Two., next: one}}")
    assert go_on(graph, begin(graph)).situation.place == "two"
    with pytest.raises(EndlessLoopError):
        replay(graph, [0])


# -- the end --


@pytest.mark.parametrize(
    ("outcome", "score"),
    [
        ("{result: success, title: End}", 100),
        ("{result: partial, title: End}", 50),
        ("{result: failure, title: End}", 0),
        ("{result: failure, title: End, score: 30}", 30),
        ("{result: success, title: End, score: 100 - 5 * tension}", 85),
        ("{result: success, title: End, score: 90 + 5 * tension}", 100),
        ("{result: success, title: End, score: 10 - 5 * tension}", 0),
    ],
)
def test_the_score_is_taken_from_the_state_at_the_end_and_cut_to_a_hundred(outcome: str, score: int) -> None:
    graph = graph_of(
        """
        state: {tension: {start: 5, min: 0, max: 10}}
        scenes: {one: {choices: [{say: End., goto: end, change: {tension: -2}}]}}
        """,
        f"outcomes: {{end: {outcome}}}",
    )
    assert replay(graph, [0]).transcript[-1] == Ended("end", score)


def test_nothing_can_be_chosen_after_the_end() -> None:
    graph = graph_of("scenes: {one: {choices: [{say: End., goto: good}]}}")
    with pytest.raises(BadPlayError, match="after the play has ended") as caught:
        replay(graph, [0, 0])
    assert caught.value.good == 1


# -- play codes --


def test_a_play_code_has_one_character_for_each_choice_and_reads_back() -> None:
    assert encode([]) == "-"
    assert encode([0, 9, 10, 35, 36, 61]) == "09azAZ"
    assert decode("-") == ()
    assert decode("09azAZ") == (0, 9, 10, 35, 36, 61)


@pytest.mark.parametrize(
    ("code", "good", "words"),
    [
        ("", 0, "is empty.*`-`"),
        ("01!2", 2, "`!`.*2 choices before it are good"),
        ("0-", 1, "`-`.*one choice before it is good"),
        (" 0", 0, "` `.*No choice comes before it"),
        ("٣", 0, "`٣`.*No choice comes before it"),
    ],
)
def test_a_bad_character_in_a_play_code_is_refused_with_what_was_good(code: str, good: int, words: str) -> None:
    with pytest.raises(BadPlayError, match=words) as caught:
        decode(code)
    assert caught.value.good == good


def test_a_choice_that_the_scene_does_not_have_is_refused_with_what_was_good() -> None:
    with pytest.raises(BadPlayError, match=r"no choice 8.*2 choices before it are good.*`22`") as caught:
        replay(call(0), [2, 2, 7])
    assert caught.value.good == 2


# -- the order shown, and searching --


def test_choices_are_shown_shuffled_but_steady_and_in_the_authored_order_where_the_author_says_so() -> None:
    choices = ", ".join(f"{{say: Number {number}., goto: good}}" for number in range(9))
    graph = graph_of(f"""
        scenes:
          one: {{choices: [{choices}]}}
          two: {{choices: [{choices}]}}
          three: {{shuffle: false, choices: [{choices}]}}
        """)
    orders = [[each.position for each in shown_order(graph, scene)] for scene in graph.story.scenes.values()]
    again = [[each.position for each in shown_order(graph, scene)] for scene in graph.story.scenes.values()]
    assert orders == again
    assert orders[0] != orders[1] and sorted(orders[0]) == orders[2] == list(range(9))


def test_another_play_shows_a_scene_in_another_order_and_every_place_comes_up_alike() -> None:
    choices = ", ".join(f"{{say: Number {number}., goto: good}}" for number in range(3))
    graph = graph_of(f"scenes: {{one: {{choices: [{choices}]}}, two: {{shuffle: false, choices: [{choices}]}}}}")
    one, two = graph.story.scenes.values()
    plays = [(first, second, third) for first in range(9) for second in range(9) for third in range(9)]
    best = [[each.position for each in shown_order(graph, one, play)].index(0) for play in plays]
    assert all(200 < best.count(place) < 286 for place in range(3)), "243 each, give or take three deviations"
    assert all(shown_order(graph, two, play) == two.choices for play in plays)


ERRANDS = """
    state: {keys: {start: 0, min: 0, max: 3}}
    scenes:
      hall: {choices: [{do: Look., goto: found}, {do: Enter., goto: room, when: keys >= 2}, {do: Leave., goto: bad}]}
      found: {text: A key!, change: {keys: +1}, next: hall}
      room: {choices: [{do: Rest., goto: passage}]}
      passage: {next: good}
      attic: {text: Dust., next: passage}
    """


def test_a_search_finds_the_shortest_play_into_a_scene_with_the_state_that_play_has() -> None:
    graph = graph_of(ERRANDS)
    play = shortest_play(graph, begin(graph), "room")
    assert encode(play.choices) == "001"
    assert where(graph, play) == ("room", {"keys": 2})
    assert shortest_play(graph, begin(graph), "good").choices == (0, 0, 1, 0)


def test_a_search_goes_on_from_the_play_it_is_given() -> None:
    graph = graph_of(ERRANDS)
    assert encode(shortest_play(graph, replay(graph, [0, 0, 0]), "room").choices) == "0001"
    assert shortest_play(graph, begin(graph), "hall") == begin(graph)
    with pytest.raises(NoPlayError, match="No play that begins with `00` comes to `attic`"):
        shortest_play(graph, replay(graph, [0, 0]), "attic")


def test_a_search_counts_choices_and_not_the_scenes_that_are_only_read() -> None:
    graph = graph_of("""
        scenes:
          one: {choices: [{say: Long., goto: a}, {say: Short., goto: two}]}
          a: {text: A., next: b}
          b: {text: B., next: c}
          c: {text: C., next: end}
          two: {choices: [{say: On., goto: end}]}
          end: {text: There., next: good}
        """)
    assert shortest_play(graph, begin(graph), "end").choices == (0,)


@pytest.mark.parametrize(
    ("place", "limit", "says"),
    [
        ("attic", 1_000, "No play comes to `attic`"),
        ("passage", 1_000, "passes through `passage`"),
        ("good", 3, "among the first 3 situations"),
    ],
)
def test_a_search_that_finds_nothing_says_why(place: str, limit: int, says: str) -> None:
    graph = graph_of(ERRANDS)
    with pytest.raises(NoPlayError, match=says):
        shortest_play(graph, begin(graph), place, limit)


def test_a_search_is_not_stopped_by_an_endless_loop_on_another_way() -> None:
    graph = graph_of("""
        scenes:
          one: {choices: [{say: Lost., goto: a}, {say: On., goto: two}]}
          a: {next: a}
          two: {choices: [{say: Done., goto: good}]}
        """)
    assert shortest_play(graph, begin(graph), "good").choices == (1, 0)
