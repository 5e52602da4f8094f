"""The figures of a story: what is known of one that is not all known, and words that only some learners come to."""

from __future__ import annotations

from small_stories import graph_of

from builder.flow.figures import Figures, figures, words
from builder.flow.situations import Undecided
from builder.model import Story
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

ROUND = """
scenes:
  door:
    text: A door.
    choices:
      - {say: Knock., goto: hall}
      - {say: Leave., goto: away}
  hall:
    text: A hall.
    choices:
      - {say: Wait., goto: hall}
      - {say: Speak., goto: heard}
outcomes:
  heard: {result: success, title: Heard}
  away: {result: failure, title: Away}
"""
TALLIED = """
state:
  tally: {label: Steps, start: 0, min: 0, max: 99}
scenes:
  door:
    text: A door.
    change: {tally: 1}
    choices:
      - {say: Knock., goto: door}
      - {say: Leave., goto: away}
outcomes:
  away: {result: success, title: Away}
"""


def test_the_most_choices_are_told_of_the_outcomes_to_which_no_loop_leads() -> None:
    found = figures(graph_of(ROUND))
    assert isinstance(found, Figures)
    assert found.plays is None
    assert {each.outcome.id: (each.fewest_choices, each.most_choices) for each in found.outcomes} == {
        "heard": (2, None),
        "away": (1, 1),
    }


def test_what_no_scene_reads_is_left_out_where_it_would_take_too_long() -> None:
    small, large = figures(graph_of(TALLIED), 20), figures(graph_of(TALLIED))
    assert isinstance(small, Figures) and isinstance(large, Figures)
    assert small.situations is None and small.stuck_situations is None
    assert [each.situations for each in small.choices] == [None, None]
    assert large.situations is not None and large.situations > 99
    assert large.stuck_situations == 0
    assert small.random_clicker == large.random_clicker == {"failure": 0.0, "partial": 0.0, "success": 1.0}


def test_a_story_that_is_given_up_has_no_figures() -> None:
    assert isinstance(figures(graph_of(ROUND), 1), Undecided)


def test_the_words_of_a_transcript_are_read_too() -> None:
    media = "    media: {audio: door.mp3, transcript: Three more words.}\n"
    with_it = read(ROUND.replace("    text: A door.\n", f"    text: A door.\n{media}"))
    assert words(with_it) == words(read(ROUND)) + 3


def read(text: str) -> Story:
    return read_story(StorySource("tale", Source("tale.yml", f"format: 1\ntitle: A story\n{text}".encode()))).story
