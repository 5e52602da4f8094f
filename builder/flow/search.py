"""The shortest play into a scene or outcome, found by playing, for whoever wants to begin in the middle of a story."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple

from builder.diagnostics import BuilderError
from builder.flow.link import StoryGraph
from builder.flow.play import Play, choose, encode, go_on
from builder.flow.step import EndlessLoopError, Situation, continues, move, offered

MAX_SITUATIONS: Final = 200_000
"""Situations looked at before the search gives up; that many take several seconds."""


class NoPlayError(BuilderError):
    """No play that leads there was found, and why."""


class _Way(NamedTuple):
    """How a situation was come by: from where, and by which choice (None: by going on)."""

    source: Situation | None
    choice: int | None


def shortest_play(graph: StoryGraph, play: Play, place: str, limit: int = MAX_SITUATIONS) -> Play:
    """The play with the fewest further choices that rests at ``place``; ``play`` itself where it rests there already.

    Raises `NoPlayError` where there is none, or where none was found among ``limit`` situations.
    """
    scene = graph.story.scenes.get(place)
    if scene is not None and not scene.shown:
        raise NoPlayError(
            f"A play passes through `{place}` without stopping, as it has no words and no choices. "
            "Name the scene before it, or one that it leads to."
        )
    ways: dict[Situation, _Way] = {}
    queue = deque([(play.situation, _Way(None, None))])
    while queue:
        situation, way = queue.popleft()
        if situation in ways:
            continue
        ways[situation] = way
        if situation.place == place:
            return _retrace(graph, play, ways, situation)
        for target, choice in _targets(graph, situation):
            step = (target, _Way(situation, choice))
            # Going on costs no choice, so it comes before everything that is one choice further.
            queue.appendleft(step) if choice is None else queue.append(step)
        if len(ways) >= limit:
            raise NoPlayError(
                f"No play into `{place}` was found among the first {limit:,} situations. "
                "Play towards it, and use the play code that you are given when you quit."
            )
    where = "No play" if not play.choices else f"No play that begins with `{encode(play.choices)}`"
    raise NoPlayError(f"{where} comes to `{place}`. Check the conditions on the ways that lead there.")


def _targets(graph: StoryGraph, situation: Situation) -> Iterator[tuple[Situation, int | None]]:
    choices = (None,) if continues(graph, situation) else offered(graph, situation)
    for choice in choices:
        try:
            target, _ = move(graph, situation, choice)
        except EndlessLoopError:  # this way leads nowhere; another may still lead there
            continue
        yield target, choice.position if choice is not None else None


def _retrace(graph: StoryGraph, play: Play, ways: dict[Situation, _Way], situation: Situation) -> Play:
    steps: list[int | None] = []
    way = ways[situation]
    while way.source is not None:
        steps.append(way.choice)
        way = ways[way.source]
    for choice in reversed(steps):
        play = go_on(graph, play) if choice is None else choose(graph, play, choice)
    return play
