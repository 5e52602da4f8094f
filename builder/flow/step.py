"""One step of a play: what a choice does, what entering a scene does, and where the play comes to rest.

This is "How a play runs" of the story format, from one situation to the next; `builder.flow.play` strings steps
together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from builder.diagnostics import BuilderError
from builder.expressions import evaluate
from builder.flow.link import StoryGraph
from builder.model import Choice, Interrupt, Line, Number, Result, Scene, Value

SCORES: Final[Mapping[Result, int]] = {"success": 100, "partial": 50, "failure": 0}
"""What an outcome without a ``score`` of its own is worth."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a play rests: a scene or outcome, the value of every variable in the author's order, and what was entered.

    ``visited`` holds only scenes that some ``visited()`` asks about, so a story has finitely many situations.
    """

    place: str
    values: tuple[Value, ...]
    visited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Change:
    """A variable that is different after a step; a number that was already at the end of its range is not."""

    variable: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Chosen:
    """The step of one choice. ``interrupt`` is the one that fired and led elsewhere than the choice's ``goto``."""

    scene: str
    choice: Choice
    changes: tuple[Change, ...]
    interrupt: Interrupt | None


@dataclass(frozen=True, slots=True)
class Entered:
    """The step of entering one scene; ``lines`` are those of its lines that are shown in the state after it.

    ``shown`` is False where the play moves on at once: through a scene without words, media or choices, or because
    ``interrupt`` fired.
    """

    scene: str
    changes: tuple[Change, ...]
    interrupt: Interrupt | None
    shown: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a play: its outcome, and its score from 0 to 100."""

    outcome: str
    score: int


Moment: TypeAlias = Chosen | Entered | Ended
"""One thing that happens in a play."""


class EndlessLoopError(BuilderError):
    """The story runs for ever without the learner choosing; ``loop`` names the scenes it goes round, in order."""

    def __init__(self, loop: Sequence[str]) -> None:
        way = " → ".join(f"`{scene}`" for scene in (*loop, loop[0]))
        super().__init__(f"The story goes round for ever without a choice: {way}. Lead one of these scenes elsewhere.")
        self.loop = tuple(loop)


def enter_start(graph: StoryGraph) -> tuple[Situation, tuple[Moment, ...]]:
    """Where every play begins, and what happens on the way there. May raise `EndlessLoopError`."""
    start = {name: variable.start for name, variable in graph.story.state.items()}
    return _arrive(graph, graph.start, _Memory(start, frozenset()))


def move(graph: StoryGraph, situation: Situation, choice: Choice | None) -> tuple[Situation, tuple[Moment, ...]]:
    """Where an offered choice leads or, with None, going on from a scene that `continues`; and what happens on the way.

    May raise `EndlessLoopError`.
    """
    memory = _Memory(state(graph, situation), situation.visited)
    if choice is None:
        return _arrive(graph, _way_on(graph, graph.story.scenes[situation.place], memory), memory)
    after, changes, interrupt = _step(graph, memory, choice, memory.visited, choice.goto)
    arrived, moments = _arrive(graph, interrupt.goto if interrupt else choice.goto, after)
    return arrived, (Chosen(situation.place, choice, changes, interrupt), *moments)


def state(graph: StoryGraph, situation: Situation) -> dict[str, Value]:
    """Every variable's value by name, in the author's order."""
    return dict(zip(graph.story.state, situation.values, strict=True))


def offered(graph: StoryGraph, situation: Situation) -> tuple[Choice, ...]:
    """The choices whose ``when`` is true, in the authored order; none at an outcome."""
    if ended(graph, situation):
        return ()
    memory = _Memory(state(graph, situation), situation.visited)
    return tuple(each for each in graph.story.scenes[situation.place].choices if _holds(graph, each.when, memory))


def continues(graph: StoryGraph, situation: Situation) -> bool:
    """Whether the learner reads here and goes on without choosing: a shown scene with ``next`` or ``route``."""
    return not ended(graph, situation) and not graph.story.scenes[situation.place].choices


def ended(graph: StoryGraph, situation: Situation) -> bool:
    """Whether the play is over."""
    return situation.place in graph.story.outcomes


def score(graph: StoryGraph, situation: Situation) -> int:
    """What an outcome is worth in this state, from 0 to 100."""
    outcome = graph.story.outcomes[situation.place]
    if outcome.score is None:
        return SCORES[outcome.result]
    worth = evaluate(graph.expressions[outcome.score], state(graph, situation), situation.visited)
    return min(max(int(worth), 0), 100)


def refuse_repetition(met: dict[Situation, None], situation: Situation) -> None:
    """Note a situation that came without a choice; raises `EndlessLoopError` where it came before."""
    if situation in met:
        places = [each.place for each in met]
        raise EndlessLoopError(places[list(met).index(situation) :])
    met[situation] = None


@dataclass(frozen=True, slots=True)
class _Memory:
    """What conditions are asked of, before or after a step."""

    state: Mapping[str, Value]
    visited: frozenset[str]

    def at(self, place: str) -> Situation:
        return Situation(place, tuple(self.state.values()), self.visited)


def _arrive(graph: StoryGraph, place: str, memory: _Memory) -> tuple[Situation, tuple[Moment, ...]]:
    """Enter a place, and on through scenes that are not shown, until the play rests."""
    moments: list[Moment] = []
    met: dict[Situation, None] = {}
    while place not in graph.story.outcomes:
        refuse_repetition(met, memory.at(place))
        scene = graph.story.scenes[place]
        memory, entered = _enter(graph, scene, memory)
        moments.append(entered)
        if entered.shown:
            return memory.at(place), tuple(moments)
        place = entered.interrupt.goto if entered.interrupt else _way_on(graph, scene, memory)
    situation = memory.at(place)
    return situation, (*moments, Ended(place, score(graph, situation)))


def _enter(graph: StoryGraph, scene: Scene, memory: _Memory) -> tuple[_Memory, Entered]:
    visited = memory.visited | ({scene.id} & graph.watched)
    after, changes, interrupt = _step(graph, memory, scene, visited, scene.id)
    shown = scene.shown and interrupt is None
    lines = tuple(line for line in scene.lines if _holds(graph, line.when, after)) if shown else ()
    return after, Entered(scene.id, changes, interrupt, shown, lines)


def _step(
    graph: StoryGraph, before: _Memory, effects: Choice | Scene, visited: frozenset[str], going_to: str
) -> tuple[_Memory, tuple[Change, ...], Interrupt | None]:
    """Do one step's effects; gives also the interrupt that turns the play away from where it was going, if one does."""
    values = dict(before.state)
    for name, by in effects.change.items():
        variable = graph.story.state[name]
        assert isinstance(variable, Number), "linking lets only numbers change"
        values[name] = min(max(int(values[name]) + by, variable.min), variable.max)
    values.update(effects.set)
    after = _Memory(values, visited)
    changes = tuple(Change(name, old, values[name]) for name, old in before.state.items() if values[name] != old)
    fired = next((each for each in graph.story.interrupts if _fires(graph, each.when, before, after)), None)
    return after, changes, None if fired is None or fired.goto == going_to else fired


def _fires(graph: StoryGraph, when: str, before: _Memory, after: _Memory) -> bool:
    return _holds(graph, when, after) and not _holds(graph, when, before)


def _way_on(graph: StoryGraph, scene: Scene, memory: _Memory) -> str:
    if scene.next is not None:
        return scene.next
    return next(branch.goto for branch in scene.route if _holds(graph, branch.when, memory))


def _holds(graph: StoryGraph, when: str | None, memory: _Memory) -> bool:
    return when is None or bool(evaluate(graph.expressions[when], memory.state, memory.visited))
