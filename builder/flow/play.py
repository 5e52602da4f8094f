"""The play engine: a play is its list of choices; where that leads, and what happens on the way, is found by replay.

Written down, the list is a play code: one character a choice, its position among all the scene's choices.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from builder.diagnostics import BuilderError
from builder.flow.link import StoryGraph
from builder.flow.step import Moment, Situation, continues, ended, enter_start, move, offered, refuse_repetition
from builder.model import Choice, Scene

DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""One character of a play code for every choice that a scene can have."""
EMPTY_CODE: Final = "-"
"""The code of the play without choices."""


@dataclass(frozen=True, slots=True)
class Play:
    """A list of choices (positions in the authored order, from 0) with where it rests and all that happened."""

    choices: tuple[int, ...]
    situation: Situation
    transcript: tuple[Moment, ...]


class BadPlayError(BuilderError):
    """A play code or a list of choices that cannot be played; ``good`` counts the choices before the fault."""

    def __init__(self, sentences: str, good: int) -> None:
        super().__init__(sentences)
        self.good = good


def begin(graph: StoryGraph) -> Play:
    """The play without choices: the start scene entered with every variable at its ``start``.

    Raises `EndlessLoopError` where the story never lets the learner read, as do all functions here that make a play.
    """
    return Play((), *enter_start(graph))


def choose(graph: StoryGraph, play: Play, position: int) -> Play:
    """The play with one more choice; raises `BadPlayError` where that is not offered."""
    choice = next((each for each in offered(graph, play.situation) if each.position == position), None)
    if choice is None:
        raise _not_offered(graph, play, position)
    situation, moments = move(graph, play.situation, choice)
    return Play((*play.choices, position), situation, play.transcript + moments)


def go_on(graph: StoryGraph, play: Play) -> Play:
    """The play after the learner has read a shown scene with ``next`` or ``route``; elsewhere, the play as it is."""
    if not continues(graph, play.situation):
        return play
    situation, moments = move(graph, play.situation, None)
    return Play(play.choices, situation, play.transcript + moments)


def settle(graph: StoryGraph, play: Play) -> Play:
    """The play gone on to the next choices, or to an outcome."""
    met: dict[Situation, None] = {}
    while continues(graph, play.situation):
        refuse_repetition(met, play.situation)
        play = go_on(graph, play)
    return play


def replay(graph: StoryGraph, choices: Iterable[int]) -> Play:
    """The play of a list of choices, resting where the last one leads; raises `BadPlayError` at the first not offered.

    It goes on through scenes without choices wherever another choice follows.
    """
    play = begin(graph)
    for position in choices:
        play = choose(graph, settle(graph, play), position)
    return play


def encode(choices: Iterable[int]) -> str:
    """The play code of a list of choices: ``-``, or one character of 0-9a-zA-Z each."""
    return "".join(DIGITS[position] for position in choices) or EMPTY_CODE


def decode(code: str) -> tuple[int, ...]:
    """The list of choices of a play code; raises `BadPlayError` where it is not one."""
    if code == EMPTY_CODE:
        return ()
    if not code:
        raise BadPlayError(f"The play code is empty. Write `{EMPTY_CODE}` for a play without choices.", 0)
    for good, character in enumerate(code):
        if character not in DIGITS:
            problem = f"`{character}` is not part of a play code, which is made of 0-9, a-z and A-Z."
            raise BadPlayError(f"{problem} {_held(good)} Copy the whole code again.", good)
    return tuple(map(DIGITS.index, code))


def shown_order(graph: StoryGraph, scene: Scene, choices: Iterable[int] = ()) -> tuple[Choice, ...]:
    """A scene's choices as a learner sees them after the ``choices`` of a play.

    They are shuffled, the same way whenever this play comes to this scene; another play has another order, so that
    nobody gets through a story by place alone. Where the play is not known, it is taken to be the empty one.
    """
    if not scene.shuffle:
        return scene.choices
    drawn_for = f"/{graph.story.id}/{scene.id}/{encode(choices)}"
    return tuple(sorted(scene.choices, key=lambda choice: _drawn(f"{choice.position}{drawn_for}")))


def _drawn(text: str) -> int:
    """A number that looks drawn by lot: the 32-bit FNV-1a hash, stirred once; the learner's script makes it alike."""
    number = 0x811C9DC5
    for byte in text.encode():
        number = ((number ^ byte) * 0x01000193) & 0xFFFFFFFF
    # Plain FNV-1a puts small differences of its first letters into order again too often.
    return ((number ^ number >> 15) * 0x2C1B3C6D) & 0xFFFFFFFF


def _not_offered(graph: StoryGraph, play: Play, position: int) -> BadPlayError:
    place, good = play.situation.place, len(play.choices)
    if ended(graph, play.situation):
        problem = f"Nothing can be chosen after the play has ended, and it ended in `{place}`."
    elif position not in range(len(graph.story.scenes[place].choices)):
        problem = f"The scene `{place}` has no choice {position + 1}."
    else:
        problem = f"Choice {position + 1} of the scene `{place}` is not offered in this situation."
    return BadPlayError(f"{problem} {_held(good)} The play code up to there is `{encode(play.choices)}`.", good)


def _held(good: int) -> str:
    """How much of the play is good."""
    match good:
        case 0:
            return "No choice comes before it."
        case 1:
            return "The one choice before it is good."
        case _:
            return f"The {good} choices before it are good."
