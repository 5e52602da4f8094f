"""The order in which a whole story is read: the best path, then each branch to its end, every scene once."""

from __future__ import annotations

from typing import Final

import pytest
from random_stories import random_story
from small_stories import graph_of

from builder.flow.graph import Edge
from builder.flow.link import StoryGraph, link
from builder.flow.proof import Bounds, Proof, prove
from builder.flow.situations import entered
from builder.flow.storyline import storyline
from builder.model import Choice, Course
from builder.settings import MAX_COMBINATIONS
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

FORK: Final = """
    scenes:
      one:
        text: One?
        choices:
          - {say: Down., goto: down, rating: weak}
          - {say: On., goto: two, rating: strong}
      down:
        text: Down?
        choices:
          - {say: Deeper., goto: deeper, rating: fair}
          - {say: Aside., goto: aside, rating: strong}
      aside: {text: Aside., next: two}
      two:
        text: Two?
        choices:
          - {say: Late., goto: late, rating: fair}
          - {say: End., goto: good, rating: strong}
      deeper: {text: Deeper., next: bad}
      late: {text: Late., next: good}
    outcomes:
      good: {result: success, title: Good}
      bad: {result: failure, title: Bad}
    """


def bounds(graph: StoryGraph, limit: int = MAX_COMBINATIONS) -> Bounds:
    found = prove(graph, limit)
    return Bounds(graph, found if isinstance(found, Proof) else None)


def told(text: str, limit: int = MAX_COMBINATIONS) -> list[tuple[str, str, tuple[str, ...]]]:
    """Each strand with the choice that leads into it."""
    found = storyline(bounds(graph_of(text), limit)).strands
    return [
        (each.kind, each.left.way.text if each.left and isinstance(each.left.way, Choice) else "", each.scenes)
        for each in found
    ]


def test_a_branch_is_read_with_all_that_leaves_it_before_the_next_one_begins() -> None:
    assert told(FORK) == [
        ("best", "", ("one", "two")),
        ("branch", "Down.", ("down", "aside")),
        ("branch", "Deeper.", ("deeper",)),
        ("branch", "Late.", ("late",)),
    ]


def test_numbers_follow_the_order_and_outcomes_come_last() -> None:
    graph = graph_of(FORK)
    numbers = storyline(bounds(graph)).numbers(graph.story.outcomes)
    assert list(numbers) == ["one", "two", "down", "aside", "deeper", "late", "good", "bad"]
    assert list(numbers.values()) == list(range(1, 9))


def test_the_choices_of_the_best_path_are_known() -> None:
    assert storyline(bounds(graph_of(FORK))).taken == {("one", 1), ("two", 1)}


def test_where_the_search_gives_up_the_best_rated_choices_are_followed() -> None:
    first, *rest = told(FORK, limit=1)
    assert first == ("start", "", ("one", "two"))
    assert {scene for _, _, scenes in rest for scene in scenes} == {"down", "aside", "deeper", "late"}
    assert storyline(bounds(graph_of(FORK), limit=1)).taken == set()


def test_what_an_interrupt_leads_to_follows_with_the_interrupt_that_leads_there() -> None:
    text = FORK.replace("goto: deeper, rating: fair}", "goto: deeper, rating: fair, set: {cross: true}}")
    turned = "    state: {cross: {start: false}}\n    interrupts: [{when: cross, goto: turned}]\n"
    graph = graph_of(turned + text.replace("      deeper:", "      turned: {text: No., next: bad}\n      deeper:"))
    found = {strand.kind: strand for strand in storyline(bounds(graph)).strands}
    assert found["interrupt"].left == Edge("", "turned", graph.story.interrupts[0])
    assert (found["interrupt"].scenes, found["never"].scenes) == (("turned",), ("deeper",))


def test_a_scene_behind_a_condition_that_never_holds_is_one_that_no_play_comes_to() -> None:
    text = FORK.replace(
        "{say: Deeper., goto: deeper, rating: fair}", "{say: Deeper., goto: deeper, when: visited(late)}"
    )
    assert told(text)[-1] == ("never", "", ("deeper",))


@pytest.mark.parametrize("seed", range(40))
def test_every_scene_of_a_random_story_stands_once_and_in_the_part_it_belongs_to(seed: int) -> None:
    source = Source("tale.yml", random_story(seed).encode())
    graph, findings = link(read_story(StorySource("tale", source)).story, Course())
    assert graph is not None, findings
    known = bounds(graph)
    found = storyline(known).strands
    assert known.proof is not None
    scenes = [scene for strand in found for scene in strand.scenes]
    assert sorted(scenes) == sorted(graph.story.scenes)
    never = {scene for strand in found if strand.kind == "never" for scene in strand.scenes}
    assert never == graph.story.scenes.keys() - entered(known.proof.situations)
    for strand in found:
        assert strand.scenes and (strand.left is None or strand.left.target == strand.scenes[0])
