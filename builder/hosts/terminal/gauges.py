"""The state of a play as its watcher may see it: a learner as ``show`` says, an author everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rich.text import Text

from builder.flow.link import StoryGraph
from builder.flow.step import Change, Situation, state
from builder.hosts.terminal.prose import bare
from builder.model import Number, Value, Variable

CELLS: Final = 10
"""The length of a meter."""


def gauges(graph: StoryGraph, situation: Situation, author: bool) -> Iterator[Text]:
    """A line for every variable that may be seen."""
    values = state(graph, situation)
    seen = [variable for variable in graph.story.state.values() if author or _shown(variable)]
    width = max((len(_label(variable)) for variable in seen), default=0)
    for variable in seen:
        reading = _reading(variable, values[variable.name], author)
        yield Text.assemble((_label(variable).ljust(width), "bold"), "  ", reading, (_aim(variable), "dim"))
    if author and graph.watched:
        been = ", ".join(sorted(situation.visited)) or "none of them"
        yield Text.assemble(("visited", "bold"), "  ", been)


def changes_seen(graph: StoryGraph, changes: Iterable[Change], author: bool) -> Iterator[Text]:
    """A line for every change that may be seen; a number shown in words has changed when its word has."""
    for change in changes:
        variable = graph.story.state[change.variable]
        before, after = (_reading(variable, value, author) for value in (change.before, change.after))
        if (author or _shown(variable)) and before != after:
            yield Text.assemble((_label(variable), "bold"), "  ", before, " → ", after)


def _shown(variable: Variable) -> bool:
    return isinstance(variable, Number) and variable.show != "hidden"


def _label(variable: Variable) -> str:
    return bare(variable.label or variable.name.replace("_", " ").capitalize())


def _reading(variable: Variable, value: Value, author: bool) -> str:
    """The value as it is shown; an author sees the plain value too."""
    plain = str(value).lower() if isinstance(value, bool) else str(value)
    if not isinstance(variable, Number) or isinstance(value, str):
        return plain
    match variable.show:
        case "words":
            shown = bare(variable.word(value) or str(value))
        case "meter":
            shown = _meter(variable, value)
        case _:
            shown = plain
    return f"{plain} ({shown})" if author and shown != plain else shown


def _meter(variable: Number, value: int) -> str:
    """As many full cells as the value is on its way from least to most; none only at the least itself."""
    reach = max(variable.max - variable.min, 1)
    full = -(-CELLS * (value - variable.min) // reach)
    return "■" * full + "□" * (CELLS - full)


def _aim(variable: Variable) -> str:
    return f"  ({variable.good} is good)" if isinstance(variable, Number) and variable.good else ""
