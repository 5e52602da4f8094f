"""The situation on the page as its author sees it: every variable, also hidden ones, and the play that made it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from builder.expressions import Constant, written
from builder.flow.link import StoryGraph
from builder.flow.outline import title_of
from builder.flow.play import Play, encode
from builder.flow.step import Change, Chosen, Ended, Entered, Situation, ended, score, state
from builder.model import Choice, Interrupt, Number, Value, Variable
from builder.pages.addresses import scene_address
from builder.pages.playdata.carrier import Data
from builder.pages.render import plain
from builder.pages.words import label


def state_view(graph: StoryGraph, situation: Situation) -> dict[str, Data]:
    """Every variable with its value, the scenes entered that some condition asks about, and an outcome's score."""
    values = state(graph, situation)
    return {
        "variables": [_variable(each, values[each.name]) for each in graph.story.state.values()],
        "visited": [plain(title_at(graph, place)) for place in graph.story.scenes if place in situation.visited],
        "score": score(graph, situation) if ended(graph, situation) else None,
    }


def steps_view(graph: StoryGraph, play: Play) -> list[Data]:
    """The play place by place: what was chosen there, and what each step changed."""
    steps: list[dict[str, Data]] = []
    choices: list[int] = []
    for moment in play.transcript:
        match moment:
            case Entered(place, changes, interrupt, shown):
                steps.append(_step(graph, place, choices, shown) | _effects(graph, changes, interrupt))
            case Ended(place, _):
                steps.append(_step(graph, place, choices, True))
            case Chosen(_, choice, changes, interrupt):
                choices.append(choice.position)
                steps[-1]["choice"] = choice_view(choice) | _effects(graph, changes, interrupt)
    return list(steps)


def way_view(play: Play) -> list[Data]:
    """The play as lines of a map: from where to where, and by which choice (None: by going on)."""
    found: list[Data] = []
    before, choice = "", None
    for moment in play.transcript:
        match moment:
            case Chosen(_, chosen, _, _):
                choice = chosen.position
            case Entered(place, _, _, _) | Ended(place, _):
                if before:
                    found.append([before, place, choice])
                before, choice = place, None
    return found


def choice_view(choice: Choice) -> dict[str, Data]:
    """A choice as it is told anywhere: its name, its words, and what its author thinks of it."""
    return {
        "position": choice.position,
        "name": choice.name,
        "words": plain(choice.text),
        "spoken": choice.say is not None,
        "rating": choice.rating,
    }


def title_at(graph: StoryGraph, place: str) -> str:
    """The title of a scene or outcome, else its id as words."""
    return title_of(graph.story.outcomes.get(place) or graph.story.scenes[place])


def changes_view(graph: StoryGraph, changes: Iterable[Change]) -> list[Data]:
    """What a step changed: from which value to which, and whether its author thinks that good."""
    return [_change(graph.story.state[change.variable], change) for change in changes]


def shown_value(value: Value) -> str:
    """A value as an author writes it."""
    return written(Constant(value))


def _variable(variable: Variable, value: Value) -> dict[str, Data]:
    told: dict[str, Data] = {"name": variable.name, "label": label(variable), "value": shown_value(value)}
    if not isinstance(variable, Number) or isinstance(value, str):
        return told | {"hidden": True}
    return told | {
        "word": variable.word(value),
        "low": variable.min,
        "high": variable.max,
        "good": variable.good,
        "hidden": variable.show == "hidden",
    }


def _step(graph: StoryGraph, place: str, choices: Sequence[int], shown: bool) -> dict[str, Data]:
    """Where the play came to; a place that is passed through has no page with a play on it."""
    address = f"{scene_address(graph.story.id, place)}#play={encode(choices)}"
    return {"place": place, "title": plain(title_at(graph, place)), "address": address if shown else None}


def _effects(graph: StoryGraph, changes: Iterable[Change], interrupt: Interrupt | None) -> dict[str, Data]:
    told: dict[str, Data] = {"changes": changes_view(graph, changes)}
    return told | ({"interrupt": interrupt.when} if interrupt is not None else {})


def _change(variable: Variable, change: Change) -> dict[str, Data]:
    before, after = change.before, change.after
    told: dict[str, Data] = {"label": label(variable), "from": shown_value(before), "to": shown_value(after)}
    if isinstance(variable, Number) and variable.good and isinstance(before, int) and isinstance(after, int):
        told["better"] = (after > before) == (variable.good == "high")
    return told
