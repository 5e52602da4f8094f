"""The stories that hold the play engine and the learner's script to the same truth, each with its transcript.

The random ones lie in `random/`, a file each: the transcript, a line `---`, and the story. The shipped ones are walked
anew whenever they are asked for, as their authors change them daily.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from random_stories import random_story
from transcripts.contents import happening
from transcripts.notation import Transcript, read, write
from transcripts.walking import walk

from builder.flow.link import StoryGraph, link
from builder.hosts.folder import find_course
from builder.model import Course
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

KEPT: Final = Path(__file__).parent / "random"
SHIPPED: Final = Path(__file__).parents[2] / "stories"
BETWEEN: Final = "---\n"
"""Stands between a transcript and its story."""

RARE: Final = "an interrupt to the scene entered"
"""Changes nothing, and would rarely be missed: every story that has it is kept."""
AS_THEY_COME: Final = 40
EVENTFUL: Final = 200
FEWEST: Final = 12
MOST: Final = 300
"""Half of all random stories halt within four situations. Some are kept as they come; the others have these many."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story, ready to be played or compiled, and its transcript."""

    source: StorySource
    graph: StoryGraph
    transcript: Transcript


@cache
def load(path: Path) -> Told:
    """A random story and its transcript, as they are kept."""
    transcript, story = path.read_text(encoding="utf-8").split(BETWEEN, maxsplit=1)
    source = _source(path.stem, story)
    return Told(source, graph_of(source), read(transcript))


def kept() -> list[Path]:
    """The files of the random stories, which `load` takes."""
    return sorted(KEPT.glob("*.txt"))


@cache
def shipped() -> tuple[StorySource, ...]:
    """The stories of this repository's course, which `tell` takes."""
    return find_course([SHIPPED]).sources.stories


def tell(source: StorySource) -> Told:
    """A story with the transcript that the engine writes now, there and back through its text."""
    graph = graph_of(source)
    return Told(source, graph, read(write(walk(graph))))


def graph_of(source: StorySource) -> StoryGraph:
    """A story linked; fails with the findings where it is not sound."""
    reading = read_story(source)
    graph, findings = link(reading.story, Course(), media=source.media)
    assert graph is not None and not reading.findings, (*reading.findings, *findings)
    return graph


def fresh() -> Iterator[tuple[str, str]]:
    """The name and text of every file that belongs into `random/`."""
    eventful = seed = 0
    while eventful < EVENTFUL:
        story = random_story(seed)
        source = _source(f"random-{seed:04}", story)
        graph = graph_of(source)
        transcript = walk(graph)
        wanted = FEWEST <= len(transcript.rows) <= MOST
        if wanted or seed < AS_THEY_COME or RARE in happening(graph, transcript):
            yield f"{source.id}.txt", f"{write(transcript)}{BETWEEN}{story}"
        eventful += wanted
        seed += 1


def _source(id: str, story: str) -> StorySource:
    return StorySource(id, Source(f"stories/{id}.yml", story.encode()))
