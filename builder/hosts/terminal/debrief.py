"""The end of a play in a terminal: what happened, what it came to for whom, and each decision looked at again."""

from __future__ import annotations

from typing import Final

from rich.table import Table
from rich.text import Text

from builder.flow.outline import title_of
from builder.flow.play import Play, encode
from builder.flow.step import Chosen, Ended
from builder.hosts.terminal.gauges import gauges
from builder.hosts.terminal.prose import bare, prose
from builder.hosts.terminal.screen import Screen, heading, said, show, show_coach
from builder.model import Outcome, Result

_RESULTS: Final[dict[Result, tuple[str, str]]] = {
    "success": ("✔ Success", "bold green"),
    "partial": ("◐ Partial success", "bold yellow"),
    "failure": ("✘ Failure", "bold red"),
}


def show_ending(screen: Screen, play: Play) -> None:
    """The outcome, its aftermath and debrief, the score, the decisions, the questions, and the play code."""
    outcome = screen.graph.story.outcomes[play.situation.place]
    heading(screen, outcome.title)
    show(screen, Text(*_RESULTS[outcome.result]))
    if outcome.text:
        show(screen, "", prose(outcome.text))
    _show_aftermath(screen, outcome)
    if outcome.debrief:
        heading(screen, "Looking back")
        show(screen, "", prose(outcome.debrief))
    _show_state(screen, play)
    _show_decisions(screen, play)
    if outcome.reflect:
        heading(screen, "To think about")
        show(screen, *[prose(f"- {question}") for question in outcome.reflect])
    _show_result(screen, play)


def _show_aftermath(screen: Screen, outcome: Outcome) -> None:
    if not outcome.aftermath:
        return
    heading(screen, "What it came to")
    table = Table.grid(padding=(0, 2))
    for whom, what in outcome.aftermath.items():
        name = bare(whom).replace("-", " ").replace("_", " ")
        table.add_row(Text(name[:1].upper() + name[1:], style="bold"), prose(what))
    show(screen, table)


def _show_state(screen: Screen, play: Play) -> None:
    lines = list(gauges(screen.graph, play.situation, screen.author))
    if lines:
        heading(screen, "How it stood at the end")
        show(screen, *lines)


def _show_decisions(screen: Screen, play: Play) -> None:
    """Every choice with the coach's words and the stronger wording, whatever the mode: here is the place for them."""
    decisions = [moment for moment in play.transcript if isinstance(moment, Chosen)]
    if not decisions:
        return
    heading(screen, "Your decisions")
    for number, decision in enumerate(decisions, 1):
        choice = decision.choice
        rating = f"  [{choice.rating or 'not rated'}]" if screen.author else ""
        title = bare(title_of(screen.graph.story.scenes[decision.scene]))
        show(screen, "", Text.assemble((f"{number}. {title}", "bold"), (rating, "dim")))
        said(screen, choice)
        if choice.feedback:
            show_coach(screen, choice.feedback)
        if choice.better:
            stronger = Table.grid(padding=(0, 2))
            stronger.add_row(Text("Stronger", style="bold green"), prose(choice.better))
            show(screen, stronger, indent=2)


def _show_result(screen: Screen, play: Play) -> None:
    end = play.transcript[-1]
    assert isinstance(end, Ended), "only a play that has ended has an ending to show"
    heading(screen, "Result")
    show(screen, f"Score      {end.score} out of 100", f"Play code  {encode(play.choices)}")
