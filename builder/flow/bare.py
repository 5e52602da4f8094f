"""A story without its words: what is left decides all that can happen in it, and is the same while prose is edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from builder.flow.link import StoryGraph, of_each_scene
from builder.model import Choice, Line, Outcome, Scene

Bare: TypeAlias = tuple[object, ...]
"""Equal for two states of a story if the same can happen in both, whatever its words."""


def without_words(graph: StoryGraph) -> Bare:
    """All of a story but what learners read, what authors note, and what only names it."""
    story = replace(graph.story, title="", summary=None, scenes={}, outcomes={}, walkthroughs=(), waivers=(), notes=())
    outcomes = tuple(map(_bare_outcome, graph.story.outcomes.values()))
    return (
        graph.start,
        graph.mode,
        story,
        tuple(story.state),
        outcomes,
        *of_each_scene(graph, "bare", None, _bare_scene),
    )


def _bare_scene(scene: Scene) -> Scene:
    lines = tuple(Line("", when=line.when) for line in scene.lines)
    return replace(scene, title=None, stage=None, hint=None, lines=lines, choices=tuple(map(_bare, scene.choices)))


def _bare(choice: Choice) -> Choice:
    return replace(choice, say=None, do=None, reaction=None, feedback=None, better=None, tempting=None)


def _bare_outcome(outcome: Outcome) -> Outcome:
    return replace(outcome, title="", text=None, debrief=None, aftermath={}, reflect=())
