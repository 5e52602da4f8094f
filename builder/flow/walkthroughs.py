"""A play as a walkthrough: the steps that an author would write down for it, and where it must end."""

from __future__ import annotations

from builder.diagnostics import BuilderError
from builder.flow.link import StoryGraph
from builder.flow.play import Play, encode, settle
from builder.flow.step import Chosen, ended
from builder.model import Walkthrough


def walkthrough_of(graph: StoryGraph, play: Play, name: str) -> Walkthrough:
    """The walkthrough that makes the choices of this play and expects its outcome.

    Raises `BuilderError` where the play has not come to an outcome.
    """
    play = settle(graph, play)
    if not ended(graph, play.situation):
        code = encode(play.choices)
        raise BuilderError(f"The play {code} is not over, so it is no walkthrough yet. Play on to an outcome first.")
    steps = tuple(f"{each.scene}/{each.choice.name}" for each in play.transcript if isinstance(each, Chosen))
    return Walkthrough(name, steps, {"outcome": play.situation.place})
