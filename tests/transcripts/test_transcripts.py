"""The transcripts are what the play engine says now, and a second interpreter written apart from it agrees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Final

import naive
import pytest
from ruamel.yaml import YAML
from transcripts.contents import happening
from transcripts.corpus import BETWEEN, Told, graph_of, kept, load, shipped, tell
from transcripts.notation import FIRST, Row, Way, read, write, written
from transcripts.walking import LIMIT, walk

from builder.flow.link import StoryGraph
from builder.flow.play import encode
from builder.flow.step import Situation
from builder.sources import Source, StorySource

RANDOM: Final = 200
"""Random stories at least."""
OFTEN: Final = 10
"""In so many random stories, at least, happens whatever the engines could disagree about."""

PAPER: Final = (Path(__file__).parent / "README.md").read_text(encoding="utf-8")


# -- what is kept --


@pytest.mark.parametrize("path", kept(), ids=lambda path: path.stem)
def test_a_kept_transcript_is_what_the_engine_writes_now(path: Path) -> None:
    told = load(path)
    before = write(told.transcript)
    now = write(walk(told.graph, len(told.transcript.rows) + 1))  # a broken engine could walk for ever
    changed = "".join(list(unified_diff(before.splitlines(True), now.splitlines(True), "kept", "now", n=0))[:12])
    assert not changed, f"{path.name}: run `make transcripts`, and read the difference.\n{changed}"


def test_there_are_enough_random_stories() -> None:
    assert len(kept()) >= RANDOM


# -- the second witness --


@pytest.mark.parametrize("path", kept(), ids=lambda path: path.stem)
def test_the_naive_interpreter_agrees_with_every_line_of_a_random_story(path: Path) -> None:
    assert_agreed(load(path))


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_the_naive_interpreter_agrees_with_every_line_of_a_shipped_story(source: StorySource) -> None:
    told = tell(source)
    assert_agreed(told)
    shown = {name for name, scene in told.graph.story.scenes.items() if scene.shown}
    assert {row.situation.place for row in told.transcript.rows} >= shown


def assert_agreed(told: Told) -> None:
    """Every line, and that no situation is missing: every way from a line leads to a line."""
    story = naive.make(YAML(typ="safe", pure=True).load(told.source.source.data.decode()))
    rows = told.transcript.rows
    lines = {as_naive(row.situation): line for line, row in enumerate(rows, FIRST)}
    assert len(lines) == len(rows), "a situation stands on two lines"
    assert lines.get(naive.begin(story)) == (FIRST if rows else None)
    assert len(rows) == LIMIT or all(way.target != "beyond" for row in rows for way in row.ways)
    wrong = [
        f"line {line}: {written(row)}\n  but naive: {theirs}"
        for line, row in enumerate(rows, FIRST)
        if (theirs := by_naive(story, row, lines)) != written(row)
    ]
    assert not wrong, "\n".join(wrong[:5])


def as_naive(situation: Situation) -> naive.Situation:
    return situation.place, situation.values, situation.visited


def by_naive(story: naive.Story, row: Row, lines: Mapping[naive.Situation, int]) -> str:
    """The line that the naive interpreter writes for the same play, which it plays from the beginning."""
    try:
        there = naive.replay(story, encode(row.choices))
    except StopIteration:
        return "a choice of this play is not offered"
    for _ in range(row.gone_on):
        there = naive.go_on(story, there)
    ways: list[tuple[int | None, naive.Situation]] = [
        (choice.position, naive.choose(story, there, choice)) for choice in naive.offered(story, there)
    ]
    if naive.continues(story, there):
        ways = [(None, naive.go_on(story, there))]
    return written(
        Row(
            choices=row.choices,
            gone_on=row.gone_on,
            situation=Situation(*there),
            lines=tuple(naive.lines_shown(story, there)),
            ways=tuple(Way(step, "endless" if to == naive.ENDLESS else lines.get(to, "beyond")) for step, to in ways),
            score=naive.score(story, there) if there[0] in story.outcomes else None,
        )
    )


# -- what happens in them --

HAPPENINGS: Final = (
    "an interrupt after a choice",
    "an interrupt on entry",
    "two interrupts at once",
    "an interrupt to where a choice leads",
    "an interrupt to the scene entered",
    "a scene passed",
    "a shown scene gone on from",
    "a route",
    "a line left out",
    "a number cut to its range",
    "a number changed and set at once",
    "a choice not offered",
    "nothing offered",
    "a scene remembered",
    "a scene entered again",
    "a loop",
    "a loop without a choice",
    "a number",
    "a flag",
    "a word",
    "success",
    "partial",
    "failure",
    "a score of the story's own",
    "a score cut to its range",
)


def test_the_random_stories_have_in_them_all_that_two_engines_could_disagree_about() -> None:
    stories = Counter(what for path in kept() for what in set(happening(load(path).graph, load(path).transcript)))
    assert not {what: stories[what] for what in HAPPENINGS if stories[what] < OFTEN}


# -- how they are written --


def test_the_paper_shows_a_true_transcript() -> None:
    story, transcript = re.findall(r"```(?:yaml|text)\n(.*?)```", PAPER, re.DOTALL)
    assert write(walk(example(story))) == transcript


def example(story: str) -> StoryGraph:
    return graph_of(StorySource("the-kettle", Source("stories/the-kettle.yml", story.encode())))


def test_a_transcript_read_and_written_again_is_the_same() -> None:
    for path in kept():
        assert write(load(path).transcript) == path.read_text(encoding="utf-8").partition(BETWEEN)[0]


@pytest.mark.parametrize("source", shipped(), ids=lambda source: source.id)
def test_a_transcript_past_the_limit_keeps_the_nearest_situations_and_says_so(source: StorySource) -> None:
    graph = graph_of(source)
    whole, part = walk(graph), walk(graph, 10)
    assert [row.situation for row in part.rows] == [row.situation for row in whole.rows[:10]]
    assert {way.target for row in part.rows for way in row.ways} == {*range(FIRST + 1, FIRST + 10), "beyond"}
    assert "the first 10 situations, there are more" in write(part).splitlines()[0]
    assert read(write(part)) == part
