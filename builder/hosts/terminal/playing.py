"""The door to the terminal play: begins where it is told to, asks until the player leaves, says how to come back."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Final, TypeAlias

from rich.console import Console
from rich.text import Text

from builder.diagnostics import BuilderError, did_you_mean
from builder.flow.link import StoryGraph
from builder.flow.play import Play, begin, decode, encode
from builder.flow.play import replay as play_again
from builder.flow.search import shortest_play
from builder.flow.step import ended
from builder.hosts.saving import StoryFile, refuse_name
from builder.hosts.terminal.answers import Table, answer, keep, show_beginning
from builder.hosts.terminal.prose import bare
from builder.hosts.terminal.screen import Screen, show

ReadLine: TypeAlias = Callable[[str], str]
"""Asks with a prompt and gives the line typed; raises `EOFError` at the end, as `input` does."""

PROMPT: Final = "> "
DONE: Final = 0


def play_in_terminal(
    graph: StoryGraph,
    *,
    at: str | None = None,
    replay: str | None = None,
    author: bool = False,
    file: StoryFile | None = None,
    walkthrough: str | None = None,
    console: Console | None = None,
    read_line: ReadLine | None = None,
) -> int:
    """Play a story until the player leaves; gives the exit status, 0.

    Plays can be kept as walkthroughs in ``file``. With ``walkthrough``, the play that the player leaves is kept under
    this name; with ``replay`` too, that play is kept and nobody is asked anything. Raises a `BuilderError` where it
    cannot be kept, before the play begins if that is known by then.

    ``replay`` is a play code to begin after, ``at`` a scene or outcome to begin at, in the situation that a shortest
    play (from there) has. Raises a `BuilderError` (`BadPlayError`, `NoPlayError`, `EndlessLoopError`) where there is
    no such play; nothing is printed then. Input that ends, Ctrl-D and Ctrl-C all leave politely.
    """
    if file is not None and walkthrough is not None:
        refuse_name(file, walkthrough)
    play = _starting_play(graph, at, replay)
    screen = Screen(console or _console(), graph, author)
    table, stopped = Table(screen, play, file), False
    if replay is None or walkthrough is None:
        table, stopped = _played(table, read_line or _reader(screen.console))
        _show_leaving(table)
    if stopped and walkthrough is not None:
        show(screen, "The play was stopped, so no walkthrough was written.")
    elif table.file is not None and walkthrough is not None:
        _, show_kept = keep(table, table.file, walkthrough)
        show_kept()
    return DONE


def _played(table: Table, read: ReadLine) -> tuple[Table, bool]:
    """The table as the player leaves it, and whether that was with Ctrl-C."""
    try:
        show_beginning(table)
        while (answered := answer(table, read(PROMPT))) is not None:
            table, show_answer = answered
            show_answer()
    except (EOFError, KeyboardInterrupt) as leaving:
        if table.screen.console.is_terminal:  # the prompt is still waiting on its line
            table.screen.console.print()
        return table, isinstance(leaving, KeyboardInterrupt)
    return table, False


def _starting_play(graph: StoryGraph, at: str | None, replay: str | None) -> Play:
    play = begin(graph) if replay is None else play_again(graph, decode(replay))
    if at is None:
        return play
    places = [*graph.story.scenes, *graph.story.outcomes]
    if at not in places:
        help = did_you_mean(at, places, f"Its scenes are {', '.join(graph.story.scenes)}.")
        raise BuilderError(f"The story has no scene `{at}`. {help}")
    return shortest_play(graph, play, at)


def _console() -> Console:
    # A terminal that cannot write a character gets a question mark, not an end in the middle of a play.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Console(highlight=False, markup=False, emoji=False)


def _reader(console: Console) -> ReadLine:
    """Lines from a person at a terminal, or else from a pipe: those are printed, so the output reads like a play."""
    if sys.stdin.isatty():
        return input
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")

    def read(prompt: str) -> str:
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        console.print(Text(prompt + bare(line.rstrip("\n"))))
        return line

    return read


def _show_leaving(table: Table) -> None:
    """Where the play stands, and how to come back to it."""
    graph, code = table.screen.graph, encode(table.play.choices)
    over = ended(graph, table.play.situation)
    again = "To see this ending again, type:" if over else "To take it up again, type:"
    option = f" --replay {code}" if table.play.choices else ""
    show(table.screen, "", f"Your play {'was' if over else 'so far is'} {code}. {again}")
    show(table.screen, f"coolhead play {graph.story.id}{option}", indent=2)
