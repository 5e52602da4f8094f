"""What a play looks like in a terminal: scenes, choices, and what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from builder.flow.link import StoryGraph
from builder.flow.outline import title_of
from builder.flow.play import Play, shown_order
from builder.flow.step import Chosen, Entered, Moment, offered
from builder.hosts.terminal.gauges import changes_seen
from builder.hosts.terminal.prose import bare, prose
from builder.model import Choice, Interrupt, Line, Media

WIDTH: Final = 88
"""Longer lines are hard to read, however wide the terminal is."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a story is shown, and whether to its author, who sees ratings, hidden state and the workings too."""

    console: Console
    graph: StoryGraph
    author: bool

    @property
    def state_shown(self) -> bool:
        """Whether the state may be seen before the end."""
        return self.author or self.graph.mode != "challenge"


def show(screen: Screen, *parts: RenderableType, indent: int = 0) -> None:
    """Print; a plain string is never taken for markup."""
    console, width = screen.console, min(screen.console.width, WIDTH)
    for part in parts:
        content = Padding(Text(part) if isinstance(part, str) else part, (0, 0, 0, indent))
        if console.is_terminal:
            console.print(content, width=width)
        else:
            with console.capture() as captured:
                console.print(content, width=width)
            # Layout fills lines up with spaces, which a file does not need.
            console.file.write(re.sub(r" +$", "", captured.get(), flags=re.MULTILINE))


def heading(screen: Screen, title: str) -> None:
    """A title with a line across, and room above."""
    show(screen, "", Rule(Text(bare(title), style="bold"), align="left", style="dim"))


def show_moment(screen: Screen, moment: Moment, *, again: bool = False) -> None:
    """One thing that happened; ``again`` leaves out what belongs to the moment itself, such as the coach."""
    match moment:
        case Chosen():
            _show_chosen(screen, moment, again)
        case Entered(shown=True):
            _show_scene(screen, moment)
        case Entered() if screen.author:
            passed = "interrupted" if moment.interrupt else "passed"
            show(screen, Text(f"[{moment.scene}: {passed}]", style="dim"), indent=2)
            _show_workings(screen, moment)


def show_coach(screen: Screen, words: str | None) -> None:
    """What the coach says."""
    box = Table.grid(padding=(0, 2))
    box.add_row(Text("Coach", style="bold cyan"), prose(words))
    show(screen, "", box, indent=2)


def choices_here(screen: Screen, play: Play) -> Sequence[Choice]:
    """The choices that can be made here, in the order in which they are shown and numbered."""
    positions = {choice.position for choice in offered(screen.graph, play.situation)}
    return [choice for choice in _in_order(screen, play) if choice.position in positions]


def show_choices(screen: Screen, play: Play) -> None:
    """The numbered choices, and those that are locked with the reason; to authors, those that are hidden as well."""
    open_here = choices_here(screen, play)
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for choice in _in_order(screen, play):
        if choice in open_here:
            table.add_row(Text(str(open_here.index(choice) + 1), style="bold"), prose(_words(choice)))
        elif choice.locked is not None or screen.author:
            table.add_row(Text("–", style="dim"), prose(_words(choice)))
            table.add_row("", Text(f"Locked: {bare(choice.locked or 'hidden from learners')}", style="italic"))
        else:
            continue
        if screen.author:
            table.add_row("", Text(_note(choice), style="dim"))
    show(screen, "", table, indent=1)


def _in_order(screen: Screen, play: Play) -> Sequence[Choice]:
    return shown_order(screen.graph, screen.graph.story.scenes[play.situation.place], play.choices)


def said(screen: Screen, choice: Choice) -> None:
    """The choice that was made, as the learner's own words."""
    box = Table.grid(padding=(0, 2))
    box.add_row(Text("You", style="bold"), prose(_words(choice)))
    show(screen, "", box)


def _show_scene(screen: Screen, moment: Entered) -> None:
    scene = screen.graph.story.scenes[moment.scene]
    heading(screen, title_of(scene) + (f"  [{scene.id}]" if screen.author else ""))
    _show_workings(screen, moment)
    if scene.media is not None:
        _show_media(screen, scene.media)
    before = None
    for line in moment.lines:
        _show_line(screen, line, named=before is None or (line.speaker, line.mood) != (before.speaker, before.mood))
        before = line


def _show_line(screen: Screen, line: Line, *, named: bool) -> None:
    if line.speaker is None:
        show(screen, "", prose(line.text))
        return
    if named:
        mood = (f" ({bare(line.mood)})", "italic") if line.mood else ""
        show(screen, "", Text.assemble((bare(screen.graph.story.cast[line.speaker].name), "bold"), mood))
    show(screen, prose(line.text), indent=2)


def _show_media(screen: Screen, media: Media) -> None:
    kind = {"image": "Picture", "audio": "Sound", "video": "Film"}[media.kind]
    if media.alt != "":
        show(screen, "", Text(f"[{kind}: {bare(media.alt or media.file)}]", style="italic"))
    if media.transcript and not media.transcript_file:
        show(screen, prose(media.transcript), indent=2)


def _show_chosen(screen: Screen, moment: Chosen, again: bool) -> None:
    choice = moment.choice
    said(screen, choice)
    if choice.reaction:
        show(screen, "", prose(choice.reaction))
    if again:
        return
    _show_workings(screen, moment)
    if screen.graph.mode == "guided" and choice.feedback and choice.rating != "strong":
        show_coach(screen, choice.feedback)


def _show_workings(screen: Screen, moment: Chosen | Entered) -> None:
    """What a step changed, as far as it may be seen, and for authors what else it did."""
    lines = list(changes_seen(screen.graph, moment.changes, screen.author)) if screen.state_shown else []
    if screen.author and (noted := "; ".join(_workings(screen.graph, moment))):
        lines.append(Text(noted, style="dim"))
    if lines:
        show(screen, "", *lines, indent=2)


def _workings(graph: StoryGraph, moment: Chosen | Entered) -> Iterable[str]:
    match moment:
        case Chosen(choice=choice):
            if choice.reveals:
                yield f"reveals {', '.join(choice.reveals)}"
            if choice.trips:
                yield f"trips {', '.join(choice.trips)}"
        case Entered(scene=scene):
            if reveals := graph.story.scenes[scene].reveals:
                yield f"reveals {', '.join(reveals)}"
    match moment.interrupt:
        case Interrupt(when, goto):
            yield f"interrupt: {when} → {goto}"


def _words(choice: Choice) -> str:
    return f"“{choice.say.strip()}”" if choice.say is not None else choice.text


def _note(choice: Choice) -> str:
    """What an author wants to see beside a choice: its code, where it leads, its rating and its condition."""
    parts = [f"{choice.name} → {choice.goto}", choice.rating or "not rated"]
    if choice.when is not None:
        parts.append(f"when {choice.when}")
    return ", ".join(parts)
