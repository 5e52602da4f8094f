"""A story walked to every situation by the play engine, breadth first: this makes a transcript."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from transcripts.notation import FIRST, Row, Target, Transcript, Way

from builder.flow.link import StoryGraph
from builder.flow.play import Play, begin, choose, go_on
from builder.flow.step import EndlessLoopError, Entered, Situation, continues, ended, offered, score

LIMIT: Final = 20_000
"""Situations of one story at most; what lies beyond them is not walked to."""


@dataclass
class Met:
    """The situations met so far, each with its line, and the plays that have yet to be walked on from."""

    limit: int
    lines: dict[Situation, int] = field(default_factory=dict)
    waiting: deque[tuple[Play, int]] = field(default_factory=deque)

    def line(self, step: Callable[[], Play], gone_on: int) -> Target:
        """The line of the situation that a step leads to: a new one where it was not met before."""
        try:
            play = step()
        except EndlessLoopError:
            return "endless"
        if play.situation not in self.lines:
            if len(self.lines) == self.limit:
                return "beyond"
            self.lines[play.situation] = FIRST + len(self.lines)
            self.waiting.append((play, gone_on))
        return self.lines[play.situation]


def walk(graph: StoryGraph, limit: int = LIMIT) -> Transcript:
    """The transcript of a story; a choice and going on are one step each, and the fewest steps come first."""
    met, rows = Met(limit), []
    met.line(partial(begin, graph), 0)
    while met.waiting:
        play, gone_on = met.waiting.popleft()
        rows.append(_row(graph, play, gone_on, _ways(graph, play, gone_on, met)))
    return Transcript(graph.story.id, tuple(graph.story.state), tuple(rows))


def _ways(graph: StoryGraph, play: Play, gone_on: int, met: Met) -> tuple[Way, ...]:
    if continues(graph, play.situation):
        return (Way(None, met.line(partial(go_on, graph, play), gone_on + 1)),)
    positions = [choice.position for choice in offered(graph, play.situation)]
    return tuple(Way(each, met.line(partial(choose, graph, play, each), 0)) for each in positions)


def _row(graph: StoryGraph, play: Play, gone_on: int, ways: tuple[Way, ...]) -> Row:
    points = score(graph, play.situation) if ended(graph, play.situation) else None
    return Row(play.choices, gone_on, play.situation, _lines(graph, play), ways, points)


def _lines(graph: StoryGraph, play: Play) -> tuple[int, ...]:
    """The positions of the lines shown where the play rests; of two lines alike, both are shown or none."""
    match play.transcript[-1]:
        case Entered(scene=scene, lines=lines):
            return tuple(position for position, each in enumerate(graph.story.scenes[scene].lines) if each in lines)
        case _:
            return ()
