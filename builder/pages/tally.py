"""What a learner without a script must be told to keep count: the effects that matter, and what they may set off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from builder.expressions import Binary, Constant, Expression, Unary, Variable, evaluate, scenes_in, variables_in
from builder.flow.link import StoryGraph
from builder.model import Number, Scene, Value
from builder.model import Variable as Declared
from builder.pages.labels import capital, words_of
from builder.pages.render import plain
from builder.pages.words import Names, changes, condition

_OPENING_WORDS: Final = 6
_UPWARD: Final = {"<": -1, "<=": -1, ">": 1, ">=": 1}


class Alarm(NamedTuple):
    """An interrupt in words: "tension is 10 or more", and where it leads."""

    words: str
    goto: str


class Step(NamedTuple):
    """What one step does, in words, and the interrupts that it may set off."""

    changes: str
    alarms: tuple[Alarm, ...]


NOTHING = Step("", ())


@dataclass(frozen=True, slots=True)
class Tally:
    """What a story's learners keep count of; what was worked out is kept, as a story repeats its effects."""

    graph: StoryGraph
    names: Names
    counted: Mapping[str, Declared]
    """The variables that a condition, a score or the screen reads, in the author's order."""
    conditions: dict[str, str] = field(default_factory=dict)
    steps: dict[object, Step] = field(default_factory=dict)

    def when(self, text: str) -> str:
        """The author's condition in words."""
        if text not in self.conditions:
            self.conditions[text] = condition(self.graph.expressions[text], self.names)
        return self.conditions[text]

    def step(self, change: Mapping[str, int], assigned: Mapping[str, Value], entered: str | None = None) -> Step:
        """What to tell of a choice's effects, or of the entry of the scene ``entered``."""
        if entered not in self.names.places:
            entered = None
        if not change and not assigned and entered is None:
            return NOTHING
        key = (tuple(change.items()), tuple(assigned.items()), entered)
        if key not in self.steps:
            alarms = tuple(self._alarms(change, assigned, entered))
            self.steps[key] = Step(self._sentences(change, assigned), alarms)
        return self.steps[key]

    def _sentences(self, change: Mapping[str, int], assigned: Mapping[str, Value]) -> str:
        counted_changes = {name: by for name, by in change.items() if name in self.counted}
        counted_values = {name: value for name, value in assigned.items() if name in self.counted}
        return " ".join(changes(counted_changes, counted_values, self.names))

    def _alarms(self, change: Mapping[str, int], assigned: Mapping[str, Value], entered: str | None) -> Iterator[Alarm]:
        for interrupt in self.graph.story.interrupts:
            when = self.graph.expressions[interrupt.when]
            if entered in scenes_in(when) or _may_come_true(when, change, assigned):
                yield Alarm(self.when(interrupt.when), interrupt.goto)


def tally(graph: StoryGraph) -> Tally:
    """The tally of a story."""
    read = {name for expression in graph.expressions.values() for name in variables_in(expression)}
    counted = {name: variable for name, variable in graph.story.state.items() if name in read or _is_shown(variable)}
    places = {id: _place(scene) for id, scene in graph.story.scenes.items() if id in graph.watched}
    return Tally(graph, Names(graph.story.state, places), counted)


def _place(scene: Scene) -> str:
    """What a scene is called where a condition asks whether the learner was there: its title, else how it begins."""
    if scene.title or not scene.lines:
        return scene.title or capital(words_of(scene.id))
    opening = plain(scene.lines[0].text).split()
    return " ".join(opening[:_OPENING_WORDS]) + ("…" if len(opening) > _OPENING_WORDS else "")


def _is_shown(variable: Declared) -> bool:
    return isinstance(variable, Number) and variable.show != "hidden"


def _may_come_true(tree: Expression, change: Mapping[str, int], assigned: Mapping[str, Value]) -> bool:
    """Whether effects might make a condition true that was false: a falling number never brings ``tension >= 10``."""
    match tree:
        case Binary("and" | "or", left, right):
            return _may_come_true(left, change, assigned) or _may_come_true(right, change, assigned)
        case Binary(_, Variable(name), Constant()) if name in assigned:
            return bool(evaluate(tree, assigned, ()))
        case Binary(("<" | "<=" | ">" | ">=") as operator, Variable(name), Constant()):
            return change.get(name, 0) * _UPWARD[operator] > 0
        case Unary("not", Variable(name)):
            return assigned.get(name) is False
        case Variable(name):
            return assigned.get(name) is True
        case _:
            return bool(variables_in(tree) & {*change, *assigned})
