"""The choices at hand as their author weighs them: rating, where each leads, the chance after it, why one is closed."""

from __future__ import annotations

from collections.abc import Iterator

from builder.expressions import Expression, conjuncts, evaluate, scenes_in, variables_in, written
from builder.flow.guide import Guide, chance_from
from builder.flow.link import StoryGraph
from builder.flow.play import Play, choose, go_on, shown_order
from builder.flow.step import Chosen, EndlessLoopError, Situation, continues, ended, offered, state
from builder.formats.dot.view import in_symbols
from builder.hosts.serving.bar.situation import changes_view, choice_view, shown_value, title_at
from builder.hosts.serving.bar.standpoint import play_address
from builder.model import Choice
from builder.pages.playdata.carrier import Data
from builder.pages.render import plain


def options_view(graph: StoryGraph, guide: Guide | None, play: Play) -> dict[str, Data]:
    """The chance of success from here, and the ways on from here, in the order in which they are on the page."""
    situation = play.situation
    found: dict[str, Data] = {"chance": _chance(graph, guide, situation), "choices": []}
    if ended(graph, situation):
        found["ended"] = graph.story.outcomes[situation.place].result
    elif continues(graph, situation):
        found["onward"] = _onward(graph, guide, play)
    else:
        found["choices"] = list(_choices(graph, guide, play))
    return found


def _choices(graph: StoryGraph, guide: Guide | None, play: Play) -> Iterator[Data]:
    """Numbered as on the page, where a choice that is not offered has no number."""
    scene = graph.story.scenes[play.situation.place]
    open_here = offered(graph, play.situation)
    number = 0
    for choice in shown_order(graph, scene, play.choices):
        told: dict[str, Data] = choice_view(choice) | {"when": in_symbols(choice.when) if choice.when else None}
        if choice in open_here:
            number += 1
            told |= {"number": number, **_chosen(graph, guide, play, choice)}
        else:
            told |= {"missing": list(_missing(graph, play.situation, choice)), "locked": plain(choice.locked) or None}
        yield told


def _chosen(graph: StoryGraph, guide: Guide | None, play: Play, choice: Choice) -> dict[str, Data]:
    """What comes of an offered choice."""
    try:
        after = choose(graph, play, choice.position)
    except EndlessLoopError as error:
        return {"problem": str(error)}
    moment = after.transcript[len(play.transcript)]
    assert isinstance(moment, Chosen), "the first that happens is the choice itself"
    told: dict[str, Data] = {"changes": changes_view(graph, moment.changes), **_rest(graph, guide, after)}
    return told | ({"interrupt": moment.interrupt.when} if moment.interrupt else {})


def _onward(graph: StoryGraph, guide: Guide | None, play: Play) -> dict[str, Data]:
    """Where the play goes when the learner has read."""
    try:
        return _rest(graph, guide, go_on(graph, play))
    except EndlessLoopError as error:
        return {"problem": str(error)}


def _rest(graph: StoryGraph, guide: Guide | None, play: Play) -> dict[str, Data]:
    """Where a play rests: its page, and what can be expected from there."""
    place = play.situation.place
    outcome = graph.story.outcomes.get(place)
    return {
        "to": place,
        "title": plain(title_at(graph, place)),
        "result": outcome.result if outcome is not None else None,
        "address": play_address(graph, play),
        "chance": _chance(graph, guide, play.situation),
    }


def _chance(graph: StoryGraph, guide: Guide | None, situation: Situation) -> int | None:
    if guide is None or guide.chances is None:
        return None
    return chance_from(graph, guide.chances, situation)


def _missing(graph: StoryGraph, situation: Situation, choice: Choice) -> Iterator[Data]:
    """The parts of the choice's condition that do not hold here, each with what they read as it is."""
    values = state(graph, situation)
    for part in conjuncts(graph.expressions[choice.when]) if choice.when else ():
        if not evaluate(part, values, situation.visited):
            told: dict[str, Data] = {name: shown_value(values[name]) for name in sorted(variables_in(part))}
            visits: dict[str, Data] = {
                f"visited({scene})": shown_value(scene in situation.visited) for scene in sorted(scenes_in(part))
            }
            yield {"needs": _in_words(part), "is": told | visits}


def _in_words(part: Expression) -> str:
    return in_symbols(written(part))
