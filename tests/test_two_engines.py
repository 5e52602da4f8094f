"""The play engine against a second interpreter that was written apart from it: on random stories they always agree."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import naive
import pytest
from happenings import entered, happenings
from random_stories import random_story
from ruamel.yaml import YAML

from builder.flow.link import StoryGraph, link
from builder.flow.play import Play, begin, choose, decode, encode, go_on, replay
from builder.flow.step import (
    Chosen,
    Ended,
    EndlessLoopError,
    Situation,
    continues,
    ended,
    enter_start,
    move,
    offered,
    score,
)
from builder.hosts.folder import find_course
from builder.model import Course
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

SHIPPED = Path(__file__).parent.parent / "stories"
STORIES = 250
WALKS = 4
STEPS = 30
SITUATIONS = 120


def linked(text: str) -> StoryGraph:
    read = read_story(StorySource("random", Source("random.yml", text.encode())))
    graph, findings = link(read.story, Course())
    assert not read.findings and not findings, (read.findings, findings, text)
    assert graph is not None
    return graph


@cache
def both(seed: int) -> tuple[StoryGraph, naive.Story]:
    text = random_story(seed)
    return linked(text), naive.make(YAML(typ="safe", pure=True).load(text))


def as_naive(situation: Situation) -> naive.Situation:
    return situation.place, situation.values, situation.visited


def assert_alike(graph: StoryGraph, ours: Situation, story: naive.Story, theirs: naive.Situation) -> None:
    """The same scene, state and memory, of the same types; the same choices open; at an outcome, the same score."""
    assert as_naive(ours) == theirs
    assert [type(value) for value in ours.values] == [type(value) for value in theirs[1]]
    assert [each.position for each in offered(graph, ours)] == [each.position for each in naive.offered(story, theirs)]
    assert continues(graph, ours) == naive.continues(story, theirs)
    assert ended(graph, ours) == (theirs[0] in story.outcomes)
    if ended(graph, ours):
        assert score(graph, ours) == naive.score(story, theirs)


@pytest.mark.parametrize("seed", range(STORIES))
def test_every_step_of_every_situation_is_the_same_in_both_engines(seed: int) -> None:
    graph, story = both(seed)
    places: set[str] = set()
    theirs = naive.begin(story, places)
    try:
        ours, moments = enter_start(graph)
    except EndlessLoopError:
        assert theirs == naive.ENDLESS
        return
    assert entered(moments) == places
    assert_alike(graph, ours, story, theirs)
    explored(graph, ours, story, SITUATIONS)


@pytest.mark.parametrize("found", find_course([SHIPPED]).sources.stories, ids=lambda found: found.id)
def test_every_step_of_the_shipped_stories_is_the_same_in_both_engines(found: StorySource) -> None:
    graph, findings = link(read_story(found).story, Course(), media=found.media)
    assert graph is not None, findings
    story = naive.make(YAML(typ="safe", pure=True).load(found.source.data.decode()))
    start = enter_start(graph)[0]
    assert_alike(graph, start, story, naive.begin(story))
    assert len(explored(graph, start, story, 1_000)) > 100


def explored(graph: StoryGraph, start: Situation, story: naive.Story, limit: int) -> set[Situation]:
    """The situations met from this one, breadth first, with every step between them compared."""
    queue, met = deque([start]), {start}
    while queue and len(met) < limit:
        for after in steps(graph, queue.popleft(), story):
            if after not in met:
                met.add(after)
                queue.append(after)
    return met


def steps(graph: StoryGraph, ours: Situation, story: naive.Story) -> Iterator[Situation]:
    """Every step from a situation, done and compared in both; gives where they lead."""
    theirs = as_naive(ours)
    pairs = list(zip(offered(graph, ours), naive.offered(story, theirs), strict=True))
    for choice, other in [(None, None)] if continues(graph, ours) else pairs:
        places: set[str] = set()
        target = naive.go_on(story, theirs, places) if other is None else naive.choose(story, theirs, other, places)
        try:
            after, moments = move(graph, ours, choice)
        except EndlessLoopError:
            assert target == naive.ENDLESS
            continue
        assert_alike(graph, after, story, target)
        assert entered(moments) == places
        yield after


@pytest.mark.parametrize("seed", range(STORIES))
def test_random_plays_go_the_same_way_in_both_engines_and_again_from_their_codes(seed: int) -> None:
    graph, story = both(seed)
    for walk in range(WALKS):
        play = last_choice = None
        for play in random_walk(graph, Random(f"{seed}/{walk}")):
            if last_choice is None or play.choices != last_choice.choices:
                last_choice = play
        if play is None or last_choice is None:
            continue
        code = encode(play.choices)
        again = replay(graph, decode(code))
        assert again == last_choice
        assert_alike(graph, again.situation, story, naive.replay(story, code))
        assert_told(graph, play)


def random_walk(graph: StoryGraph, rng: Random) -> Iterator[Play]:
    """A play as it grows, until it ends, is stuck or endless, or is long enough."""
    try:
        play = begin(graph)
        for _ in range(STEPS):
            yield play
            if continues(graph, play.situation):
                play = go_on(graph, play)
            elif choices := offered(graph, play.situation):
                play = choose(graph, play, rng.choice(choices).position)
            else:
                return
    except EndlessLoopError:
        return


def assert_told(graph: StoryGraph, play: Play) -> None:
    """The changes in the transcript, one after the other, lead from the start of the state to where it is."""
    state = {name: variable.start for name, variable in graph.story.state.items()}
    for moment in play.transcript:
        if not isinstance(moment, Ended):
            for change in moment.changes:
                assert state[change.variable] == change.before != change.after
                state[change.variable] = change.after
    assert tuple(state.values()) == play.situation.values
    assert tuple(m.choice.position for m in play.transcript if isinstance(m, Chosen)) == play.choices


def test_the_random_stories_have_in_them_all_that_the_engines_could_disagree_about() -> None:
    met: Counter[str] = Counter()
    for seed in range(STORIES):
        graph, _ = both(seed)
        before = None
        for play in random_walk(graph, Random(seed)):
            met.update(happenings(graph, before, play))
            before = play
        met["a loop without end"] += before is None
    assert not {what: met[what] for what in WANTED if met[what] < 10}


WANTED = (
    "an interrupt after a choice",
    "an interrupt on entry",
    "a scene passed",
    "a shown scene gone on from",
    "a line left out",
    "a number cut to its range",
    "a choice not offered",
    "nothing offered",
    "a scene remembered",
    "a scene entered again",
    "success",
    "partial",
    "failure",
    "a score of the story's own",
    "a score cut to its range",
    "a loop without end",
)
