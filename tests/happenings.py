"""What happens in a step of a play that two engines could disagree about, in words, so that tests can count it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.expressions import evaluate
from builder.flow.link import StoryGraph
from builder.flow.play import Play
from builder.flow.step import Chosen, Ended, Entered, Moment, Situation, ended, offered, state
from builder.model import Choice, Number, Outcome, Value


def happenings(graph: StoryGraph, before: Play | None, play: Play) -> Iterator[str]:
    """What is worth counting in the last step of a play."""
    earlier = before.transcript if before else ()
    seen = entered(earlier)
    for moment in play.transcript[len(earlier) :]:
        match moment:
            case Chosen(choice=choice, interrupt=interrupt):
                assert before is not None
                yield "an interrupt after a choice" if interrupt else "a choice"
                if was_cut(graph, before.situation, choice):
                    yield "a number cut to its range"
                if choice.change.keys() & choice.set.keys():
                    yield "a number changed and set at once"
            case Entered(scene=scene, interrupt=interrupt, shown=shown, lines=lines):
                yield "an interrupt on entry" if interrupt else "a scene shown" if shown else "a scene passed"
                if shown and len(lines) < len(graph.story.scenes[scene].lines):
                    yield "a line left out"
                if scene in seen:
                    yield "a scene entered again"
            case Ended(outcome=outcome, score=points):
                yield from worth(graph, play.situation, graph.story.outcomes[outcome], points)
    yield from at_once(graph, before, play)
    if before and before.choices == play.choices:
        yield "a shown scene gone on from"
    if play.situation.visited:
        yield "a scene remembered"
    if not ended(graph, play.situation):
        choices = offered(graph, play.situation)
        if len(choices) < len(graph.story.scenes[play.situation.place].choices):
            yield "a choice not offered" if choices else "nothing offered"


def entered(moments: tuple[Moment, ...]) -> set[str]:
    return {moment.scene for moment in moments if isinstance(moment, Entered)}


def was_cut(graph: StoryGraph, situation: Situation, choice: Choice) -> bool:
    values = state(graph, situation)
    ranges = {name: each for name, each in graph.story.state.items() if isinstance(each, Number)}
    return any(not ranges[name].min <= int(values[name]) + by <= ranges[name].max for name, by in choice.change.items())


def at_once(graph: StoryGraph, before: Play | None, play: Play) -> Iterator[str]:
    """Interrupts that fire together, and one that changes nothing, for the play is going there."""
    values: Mapping[str, Value] = {name: variable.start for name, variable in graph.story.state.items()}
    values = state(graph, before.situation) if before else values
    visited = before.situation.visited if before else frozenset()
    for moment in play.transcript[len(before.transcript) if before else 0 :]:
        if isinstance(moment, Ended):
            return
        earlier, remembered = values, visited
        values = {**values, **{change.variable: change.after for change in moment.changes}}
        if isinstance(moment, Entered):
            visited = visited | ({moment.scene} & graph.watched)
        true = [each for each in graph.story.interrupts if evaluate(graph.expressions[each.when], values, visited)]
        fired = [each for each in true if not evaluate(graph.expressions[each.when], earlier, remembered)]
        if len({each.goto for each in fired}) > 1:
            yield "two interrupts at once"
        if fired and moment.interrupt is None:
            leads = "the scene entered" if isinstance(moment, Entered) else "where a choice leads"
            yield f"an interrupt to {leads}"


def worth(graph: StoryGraph, situation: Situation, outcome: Outcome, points: int) -> Iterator[str]:
    yield outcome.result
    if outcome.score:
        yield "a score of the story's own"
        if points != evaluate(graph.expressions[outcome.score], state(graph, situation), situation.visited):
            yield "a score cut to its range"
