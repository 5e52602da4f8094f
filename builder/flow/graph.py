"""The graph of a story: what leads where, and what can be reached, whatever the state; networkx does the walking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from builder.expressions import scenes_in, variables_in
from builder.flow.link import StoryGraph
from builder.model import Branch, Choice, Interrupt, Scene

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Onward:
    """The ``next`` of a scene."""


Way: TypeAlias = Choice | Branch | Onward | Interrupt
"""How one scene leads to another."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a scene to a scene or outcome."""

    source: str
    target: str
    way: Way


def edges(graph: StoryGraph) -> Iterator[Edge]:
    """Every way on, in the author's order; a scene's interrupts come after its own ways."""
    for scene in graph.story.scenes.values():
        yield from ways_on(scene)
        for interrupt in graph.story.interrupts:
            if may_fire(graph, interrupt, scene):
                yield Edge(scene.id, interrupt.goto, interrupt)


def ways_on(scene: Scene) -> Iterator[Edge]:
    """The scene's own ways on: its choices, its ``next`` or its ``route``."""
    for choice in scene.choices:
        yield Edge(scene.id, choice.goto, choice)
    if scene.next is not None:
        yield Edge(scene.id, scene.next, Onward())
    for branch in scene.route:
        yield Edge(scene.id, branch.goto, branch)


def may_fire(graph: StoryGraph, interrupt: Interrupt, scene: Scene) -> bool:
    """Whether a step at this scene touches anything the interrupt's condition reads, so that it might become true."""
    condition = graph.expressions[interrupt.when]
    touched = {*scene.change, *scene.set}
    for choice in scene.choices:
        touched.update(choice.change, choice.set)
    return bool(touched & variables_in(condition)) or scene.id in scenes_in(condition)


@dataclass(frozen=True, slots=True)
class Reach:
    """What the graph alone allows, before any state is asked: an upper bound on what can happen in play.

    ``entered`` are the scenes and outcomes some path from the start leads to; ``ending`` those from which some path
    leads to an outcome.
    """

    graph: StoryGraph
    entered: frozenset[str]
    ending: frozenset[str]


def reach(graph: StoryGraph) -> Reach:
    """Walk the story's graph once from its start, and once backwards from its outcomes."""
    import networkx as nx  # late: it takes longer to import than a story to check, and sound ones never need it

    found = network(graph)
    entered = nx.descendants(found, graph.start) | {graph.start}
    backwards = found.reverse(copy=False)
    ending: set[str] = set()
    for outcome in graph.story.outcomes:
        if outcome not in ending:
            ending |= nx.descendants(backwards, outcome) | {outcome}
    return Reach(graph, frozenset(entered), frozenset(ending))


def network(graph: StoryGraph) -> nx.DiGraph[str]:
    """The story as a networkx graph: a node for every scene and outcome, an edge wherever one can lead to the other."""
    import networkx as nx

    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(graph.story.scenes)
    found.add_nodes_from(graph.story.outcomes)
    found.add_edges_from((edge.source, edge.target) for edge in edges(graph))
    return found
