"""What a story has in it that two engines could disagree about, in words, so that the corpus cannot go bland."""

from __future__ import annotations

from collections.abc import Iterator

import networkx
from happenings import happenings
from transcripts.notation import FIRST, Row, Target, Transcript

from builder.flow.link import StoryGraph
from builder.flow.play import Play, choose, go_on, replay


def happening(graph: StoryGraph, transcript: Transcript) -> Iterator[str]:
    """What is worth counting in a story: in its steps, its situations, and how they hang together."""
    rows = transcript.rows
    steps = [(line, way.target) for line, row in enumerate(rows, FIRST) for way in row.ways]
    ways: networkx.DiGraph[Target] = networkx.DiGraph(steps)
    if not networkx.is_directed_acyclic_graph(ways):
        yield "a loop"
    if not rows or "endless" in ways:
        yield "a loop without a choice"
    for row in rows:
        yield from in_steps(graph, row)
        if row.situation.place in graph.story.scenes and len(graph.story.scenes[row.situation.place].route) > 1:
            yield "a route"
    for values in zip(*(row.situation.values for row in rows), strict=True):
        if len(set(values)) > 1:
            yield {int: "a number", bool: "a flag", str: "a word"}[type(values[0])]


def in_steps(graph: StoryGraph, row: Row) -> Iterator[str]:
    """What happens in the steps from one situation, and in the one that begins the play."""
    play = played(graph, row)
    if not row.choices and not row.gone_on:
        yield from happenings(graph, None, play)
    for way in row.ways:
        if way.target not in ("endless", "beyond"):
            after = go_on(graph, play) if way.choice is None else choose(graph, play, way.choice)
            yield from happenings(graph, play, after)


def played(graph: StoryGraph, row: Row) -> Play:
    play = replay(graph, row.choices)
    for _ in range(row.gone_on):
        play = go_on(graph, play)
    return play
