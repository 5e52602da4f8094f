"""How long a story is said to take."""

from __future__ import annotations

from textwrap import dedent

from builder.flow.link import StoryGraph, link
from builder.model import Course
from builder.pages.duration import Duration, duration
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

A_MINUTE = " ".join(["word"] * 200)
HALF_A_MINUTE = " ".join(["word"] * 100)


def graph_of(text: str) -> StoryGraph:
    source = f"format: 1\ntitle: A story\n{dedent(text)}"
    read = read_story(StorySource("tale", Source("tale.yml", source.encode())))
    graph, findings = link(read.story, Course())
    assert graph is not None, (read.findings, findings)
    return graph


def test_the_authors_own_minutes_are_believed() -> None:
    graph = graph_of("""
        minutes: 8
        scenes: {a: {text: Hm., next: good}}
        outcomes: {good: {result: success, title: Good}}
    """)
    assert duration(graph) == Duration((8, 8), None)


def test_words_are_read_at_two_hundred_a_minute_and_a_decision_takes_ten_seconds() -> None:
    graph = graph_of(f"""
        scenes:
          a:
            text: {A_MINUTE}
            choices:
              - {{say: Short., goto: good}}
              - {{say: Long., goto: b, reaction: {HALF_A_MINUTE}}}
          b: {{text: {A_MINUTE} {A_MINUTE}, next: good}}
        outcomes: {{good: {{result: success, title: Good, text: {HALF_A_MINUTE}}}}}
    """)
    assert duration(graph) == Duration((2, 4), (1, 1))


def test_being_shown_the_door_at_once_is_not_the_shortest_play() -> None:
    graph = graph_of(f"""
        scenes:
          a:
            text: {A_MINUTE}
            choices: [{{say: Rude., goto: bad}}, {{say: Kind., goto: b}}]
          b:
            text: {A_MINUTE} {A_MINUTE}
            choices: [{{say: Yes., goto: good}}]
        outcomes: {{good: {{result: partial, title: Good}}, bad: {{result: failure, title: Bad}}}}
    """)
    assert duration(graph) == Duration((3, 4), (2, 2))


def test_a_story_that_goes_round_takes_no_longer_for_it() -> None:
    graph = graph_of(f"""
        scenes:
          a: {{text: {A_MINUTE}, choices: [{{say: Go on., goto: b}}]}}
          b: {{text: {A_MINUTE}, choices: [{{say: Back., goto: a}}, {{say: On., goto: bad}}]}}
        outcomes: {{bad: {{result: failure, title: Bad}}}}
    """)
    assert duration(graph) == Duration((2, 3), (2, 2))


def test_a_story_without_an_end_has_a_duration_all_the_same() -> None:
    graph = graph_of("""
        scenes: {a: {text: Round, next: b}, b: {text: and round, next: a}}
        outcomes: {good: {result: success, title: Good}}
    """)
    assert duration(graph) == Duration((1, 1), (0, 0))
