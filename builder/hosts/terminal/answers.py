"""What the player can type in a terminal play, and what is shown in answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, TypeVar

from rich.text import Text

from builder.diagnostics import BuilderError
from builder.flow.play import Play, begin, choose, encode, go_on, replay, settle
from builder.flow.step import Chosen, EndlessLoopError, Entered, Moment, continues, ended
from builder.flow.walkthroughs import walkthrough_of
from builder.hosts.saving import StoryFile, add_walkthrough
from builder.hosts.terminal.debrief import show_ending
from builder.hosts.terminal.gauges import gauges
from builder.hosts.terminal.prose import bare, prose
from builder.hosts.terminal.screen import Screen, choices_here, heading, show, show_choices, show_coach, show_moment

Kind = TypeVar("Kind", bound=Moment)


@dataclass(frozen=True, slots=True)
class Table:
    """The play on the table, the screen it is shown on, and the file to keep it in, where there is one."""

    screen: Screen
    play: Play
    file: StoryFile | None = None


Answer: TypeAlias = tuple[Table, Callable[[], None]]
"""The table after what was typed, and what shows it: a choice is made even where showing it is broken off."""


def answer(table: Table, line: str) -> Answer | None:
    """Do what the player typed; None where the player leaves."""
    typed = line.strip().lower()
    command = _COMMANDS.get(typed)
    if typed.startswith("w ") and table.file is not None:
        return _kept(table, table.file, line.strip()[2:].strip())
    if command is not None:
        return command(table)
    if typed.isascii() and typed.isdigit():
        return _choose(table, int(typed))
    if not typed and continues(table.screen.graph, table.play.situation):
        return _step(table, lambda: go_on(table.screen.graph, table.play))
    return _reminded(table)


def keep(table: Table, file: StoryFile, name: str) -> Answer:
    """Write the play into the story's file as a walkthrough; raises `BuilderError` where that cannot be."""
    walkthrough = walkthrough_of(table.screen.graph, table.play, name)
    after = replace(table, file=add_walkthrough(file, walkthrough))
    return _told(after, f"{file.read.source.name} has this play as the walkthrough `{name}` now.")


def _kept(table: Table, file: StoryFile, name: str) -> Answer:
    try:
        return keep(table, file, name)
    except BuilderError as error:
        return _told(table, str(error))


def _choose(table: Table, number: int) -> Answer:
    """Make the choice with this number, as shown; where there is none, say what can be typed."""
    graph, situation = table.screen.graph, table.play.situation
    choices = () if ended(graph, situation) else choices_here(table.screen, table.play)
    if not 1 <= number <= len(choices):
        return _reminded(table)
    return _step(table, lambda: choose(graph, table.play, choices[number - 1].position))


def _step(table: Table, step: Callable[[], Play]) -> Answer:
    """Go one step on, and show what happens."""
    try:
        play = step()
    except EndlessLoopError as error:
        return _told(table, str(error))
    after = replace(table, play=play)
    return after, lambda: _show_moments(after, play.transcript[len(table.play.transcript) :])


def _undo(table: Table) -> Answer:
    """Back to where the last choice was made, or to the beginning."""
    graph, choices = table.screen.graph, table.play.choices
    if table.play == begin(graph):
        return _told(table, "There is nothing to undo yet.")
    play = settle(graph, replay(graph, choices[:-1])) if choices else begin(graph)
    after = replace(table, play=play)
    return after, lambda: _show_again(after)


def _restart(table: Table) -> Answer:
    after = replace(table, play=begin(table.screen.graph))
    return after, lambda: show_beginning(after)


def _state_now(table: Table) -> Answer:
    screen = table.screen
    if not screen.state_shown and not ended(screen.graph, table.play.situation):
        return _told(table, "In challenge mode the state is shown at the end.")
    lines = list(gauges(screen.graph, table.play.situation, screen.author))
    return table, lambda: show(screen, "", *lines or [Text("This story shows no state.")], indent=2)


def _ask_coach(table: Table) -> Answer:
    screen, chosen = table.screen, _last(table.play, Chosen)
    if screen.graph.mode == "challenge" and not screen.author:
        return _told(table, "In challenge mode the coach speaks at the end.")
    if chosen is None:
        return _told(table, "The coach speaks about your last choice, and you have made none yet.")
    words = chosen.choice.feedback
    if not words:
        return _told(table, "The coach has nothing to say about that choice.")
    return table, lambda: show_coach(screen, words)


def _hint(table: Table) -> Answer:
    scene = table.screen.graph.story.scenes.get(table.play.situation.place)
    if scene is None or scene.hint is None:
        return _told(table, "There is no hint here.")
    parts = (Text("Hint", style="bold cyan"), prose(scene.hint))
    return table, lambda: show(table.screen, "", *parts, indent=2)


def _transcript(table: Table) -> Answer:
    return table, lambda: _show_transcript(table)


def _change_view(table: Table) -> Answer:
    """The author's view on or off."""
    after = replace(table, screen=replace(table.screen, author=not table.screen.author))
    return after, lambda: _show_again(after)


def _leave(table: Table) -> None:
    return None


_COMMANDS: Final[Mapping[str, Callable[[Table], Answer | None]]] = {
    **dict.fromkeys(("u", "undo"), _undo),
    **dict.fromkeys(("s", "state"), _state_now),
    **dict.fromkeys(("?", "coach"), _ask_coach),
    **dict.fromkeys(("h", "hint"), _hint),
    **dict.fromkeys(("t", "transcript"), _transcript),
    **dict.fromkeys(("a", "author"), _change_view),
    **dict.fromkeys(("r", "restart"), _restart),
    **dict.fromkeys(("q", "quit", "exit"), _leave),
}
_LETTERS: Final = (
    "u undo · s state · h hint · ? ask the coach · t transcript · a author's view on or off · r start again · q quit"
)


# -- what is shown --


def show_beginning(table: Table) -> None:
    """The story's name, what can be typed, and where the play stands."""
    screen, story = table.screen, table.screen.graph.story
    show(screen, "", Text(bare(story.title), style="bold"))
    if not table.play.choices:
        if story.summary:
            show(screen, prose(story.summary))
        if story.content_notes:
            show(screen, "", Text(f"Contains: {bare('; '.join(story.content_notes))}", style="italic"))
    show(screen, "", Text(_LETTERS, style="dim"))
    if table.play.choices:
        show(screen, "", Text(f"This is play {encode(table.play.choices)}; t shows what came before.", style="dim"))
        _show_again(table)
    else:
        _show_moments(table, table.play.transcript)


def _show_moments(table: Table, moments: Sequence[Moment]) -> None:
    for moment in moments:
        show_moment(table.screen, moment)
    _show_rest(table)


def _show_transcript(table: Table) -> None:
    heading(table.screen, "So far")
    for moment in table.play.transcript:
        show_moment(table.screen, moment, again=True)
    if ended(table.screen.graph, table.play.situation):
        _tell(table, _what_to_type(table))
    else:
        _show_rest(table)


def _show_again(table: Table) -> None:
    """Show where the play rests as if it had just come there."""
    entered = _last(table.play, Entered)
    if entered is not None and not ended(table.screen.graph, table.play.situation):
        show_moment(table.screen, entered, again=True)
    _show_rest(table)


def _show_rest(table: Table) -> None:
    """What can be done where the play rests."""
    screen, situation = table.screen, table.play.situation
    if ended(screen.graph, situation):
        show_ending(screen, table.play)
    elif not continues(screen.graph, situation):
        show_choices(screen, table.play)
    show(screen, "", Text(_what_to_type(table), style="dim"))


def _what_to_type(table: Table) -> str:
    graph, situation = table.screen.graph, table.play.situation
    if ended(graph, situation):
        keeping = " w and a name keep it as a walkthrough." if table.file is not None else ""
        return f"The play is over. r starts again, u goes back to your last choice, q quits.{keeping}"
    if continues(graph, situation):
        return "Press Enter to go on."
    match len(choices_here(table.screen, table.play)):
        case 0:
            return "No choice is open here, so this play is stuck. u goes back, r starts again, q quits."
        case 1:
            return "Type 1 to choose."
        case several:
            return f"Type a number from 1 to {several} to choose."


def _reminded(table: Table) -> Answer:
    return _told(table, f"{_what_to_type(table)}\n{_LETTERS}")


def _told(table: Table, sentence: str) -> Answer:
    return table, lambda: _tell(table, sentence)


def _tell(table: Table, sentence: str) -> None:
    show(table.screen, Text(sentence, style="italic"), indent=2)


def _last(play: Play, kind: type[Kind]) -> Kind | None:
    return next((moment for moment in reversed(play.transcript) if isinstance(moment, kind)), None)
