"""What can happen in a story, as the learner's script replays it: no prose but the words of the shown state.

Keys are short, as every first visit loads this; what is left out is what most scenes do not have.

======== ===========================================================================================================
story    ``id``, ``revision``, ``mode``, ``retry``, ``start``, ``state``, ``alarms``, ``scenes``, ``ends``
state    one a variable, in the author's order: ``n`` name, ``s`` start; numbers have ``lo`` and ``hi`` too, and
         unless they are hidden ``label``, ``show``, ``good`` and ``words``
alarms   ``[condition, goto]`` of each interrupt
scene    on entering ``c`` changes ``[variable, by]`` and ``s`` sets ``[variable, value]``; ``q`` passed through;
         ``l`` the conditions of lines, by the line's index; ``n`` next, ``r`` route ``[condition or null, goto]`` or
         ``o`` choices ``[goto, condition or 0, changes or 0, sets or 0, two letters of its fingerprint]``; ``k``
         checkpoint; ``f`` its page's file unless that is called like the scene; ``w`` which chunk holds its words,
         unless the first
end      ``r`` result, ``x`` score unless it is the result's default, ``f``, ``w``
======== ===========================================================================================================

A condition or score is a constant, ``[variable]``, ``["@", scene]`` for visited, ``["!", a]``, ``["-", a]``, or
``[operator, a, b]``. Variables are named by their place in ``state``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from builder.expressions import Binary, Constant, Expression, Unary, Variable, Visited
from builder.flow.link import StoryGraph
from builder.model import Choice, Number, Outcome, Scene, Value
from builder.model import Variable as Declared
from builder.pages.addresses import file_name
from builder.pages.labels import capital, words_of
from builder.pages.playdata.carrier import Data
from builder.pages.playdata.marks import letters, story_marks

_SIGNS: Final = {"and": "&", "or": "|"}
_REVISION: Final = 10


def story_logic(graph: StoryGraph, chunk_of: Mapping[str, int]) -> dict[str, Data]:
    """What can happen in a story; ``chunk_of`` tells by scene and outcome which chunk of words holds it.

    The ``revision`` is the same as long as nothing that matters to a play has changed, and no choice's words.
    """
    story = graph.story
    index = {name: number for number, name in enumerate(story.state)}
    coder = _Coder(graph, index)
    rules: dict[str, Data] = {
        "mode": graph.mode,
        "retry": graph.retry,
        "start": graph.start,
        "state": [_variable(each) for each in story.state.values()],
        "alarms": [[coder.expression(each.when), each.goto] for each in story.interrupts],
    }
    scenes = {id: coder.scene(scene) for id, scene in story.scenes.items()}
    ends = {id: coder.end(outcome) for id, outcome in story.outcomes.items()}
    revision = sha256(json.dumps([rules, scenes, ends, story_marks(story)]).encode()).hexdigest()[:_REVISION]
    return {
        "id": story.id,
        "revision": revision,
        **rules,
        "scenes": _with_chunks(scenes, chunk_of),
        "ends": _with_chunks(ends, chunk_of),
    }


def revision(graph: StoryGraph) -> str:
    """The ``revision`` of a story: by it a browser knows whether what it holds of the story is the latest."""
    return str(story_logic(graph, {})["revision"])


def compiled(tree: Expression, index: Mapping[str, int]) -> Data:
    """An expression in short form; ``index`` has each variable's place."""
    match tree:
        case Constant(value):
            return value
        case Variable(name):
            return [index[name]]
        case Visited(scene):
            return ["@", scene]
        case Unary(operator, operand):
            return ["!" if operator == "not" else "-", compiled(operand, index)]
        case Binary(operator, left, right):
            return [_SIGNS.get(operator, operator), compiled(left, index), compiled(right, index)]


@dataclass(frozen=True, slots=True)
class _Coder:
    """Puts a story's scenes and outcomes into short form; ``index`` has each variable's place."""

    graph: StoryGraph
    index: Mapping[str, int]

    def expression(self, text: str) -> Data:
        return compiled(self.graph.expressions[text], self.index)

    def scene(self, scene: Scene) -> dict[str, Data]:
        lines = {str(place): self.expression(line.when) for place, line in enumerate(scene.lines) if line.when}
        told: dict[str, Data] = {
            "c": self.effects(scene.change),
            "s": self.effects(scene.set),
            "q": int(not scene.shown),
            "l": lines,
            "n": scene.next,
            "r": [[self.expression(way.when) if way.when else None, way.goto] for way in scene.route],
            "o": [self.choice(choice) for choice in scene.choices],
            "k": int(scene.checkpoint),
            "f": _file(scene.id),
        }
        return {key: value for key, value in told.items() if value}

    def choice(self, choice: Choice) -> Data:
        return [
            choice.goto,
            self.expression(choice.when) if choice.when else 0,
            self.effects(choice.change) or 0,
            self.effects(choice.set) or 0,
            letters(choice),
        ]

    def end(self, outcome: Outcome) -> dict[str, Data]:
        told: dict[str, Data] = {"r": outcome.result}
        if outcome.score is not None:
            told["x"] = self.expression(outcome.score)
        return told | ({"f": file} if (file := _file(outcome.id)) else {})

    def effects(self, effects: Mapping[str, Value]) -> list[Data]:
        return [[self.index[name], value] for name, value in effects.items()]


def _with_chunks(places: Mapping[str, dict[str, Data]], chunk_of: Mapping[str, int]) -> dict[str, Data]:
    return {place: told | ({"w": chunk} if (chunk := chunk_of.get(place)) else {}) for place, told in places.items()}


def _file(id: str) -> str:
    """The file of a page, where that is not what everybody would guess."""
    name = file_name(id)
    return "" if name == f"{id}.html" else name


def _variable(variable: Declared) -> dict[str, Data]:
    told: dict[str, Data] = {"n": variable.name, "s": variable.start}
    if not isinstance(variable, Number):
        return told
    told |= {"lo": variable.min, "hi": variable.max}
    if variable.show == "hidden":
        return told
    told |= {"label": variable.label or capital(words_of(variable.name)), "show": variable.show}
    told |= {"good": variable.good} if variable.good else {}
    return told | ({"words": [[value, word] for value, word in variable.words]} if variable.words else {})
