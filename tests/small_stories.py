"""Stories just large enough for a test, from text to graph."""

from __future__ import annotations

from textwrap import dedent

from builder.flow.link import StoryGraph, link
from builder.model import Course
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story


def graph_of(text: str, course: Course | None = None, id: str = "tale") -> StoryGraph:
    """The graph of a story without its first two lines, which all have."""
    source = f"format: 1\ntitle: A story\n{dedent(text)}"
    read = read_story(StorySource(id, Source(f"{id}.yml", source.encode())))
    graph, findings = link(read.story, course or Course())
    assert graph is not None, (read.findings, findings)
    return graph
