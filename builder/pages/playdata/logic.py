"""What can happen in a story, as the learner's script replays it: no prose but the words of the shown state.

Keys are short, as every first visit loads this; what is left out is what most scenes do not have.

======== ===========================================================================================================
story    ``id``, ``revision``, ``mode``, ``retry``, ``start``, ``state``, ``alarms``, ``scenes``, ``ends``
state    one a variable, in the author's order: ``s`` start; numbers have ``lo`` and ``hi`` too, and unless they are
         hidden ``label``, ``show``, ``good`` and ``words``
alarms   ``[condition, goto]`` of each interrupt
scene    on entering ``c`` changes ``[variable, by]`` and ``s`` sets ``[variable, value]``; ``q`` passed through;
         ``l`` the conditions of lines, by the line's index; ``n`` next, ``r`` route ``[condition or null, goto]`` or
         ``o`` choices ``[goto, two letters of its fingerprint, changes, condition, sets]``, each null where there are
         none and left out at the end; ``k`` checkpoint; ``f`` its page's file unless that is called like the scene;
         ``w`` which chunk holds its words, unless the first
end      ``r`` result, ``x`` score unless it is the result's default, ``f``, ``w``
======== ===========================================================================================================

A condition or score is a constant, ``[variable]``, ``["@", scene]`` for visited, ``["!", a]``, ``["-", a]``, or
``[operator, a, b]``. Variables are named by their place in ``state``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from builder.expressions import Binary, Constant, Expression, Unary, Variable, Visited
from builder.flow.link import StoryGraph, of_each_scene, remembered
from builder.model import Choice, Number, Outcome, Scene, Value
from builder.model import Variable as Declared
from builder.pages.addresses import file_name
from builder.pages.labels import capital, words_of
from builder.pages.playdata.carrier import Data, Entry, brief, entry, in_brief
from builder.pages.playdata.marks import letters, story_marks

_SIGNS: Final = {"and": "&", "or": "|"}
_REVISION: Final = 10


def story_logic(graph: StoryGraph, chunks: Sequence[Iterable[str]]) -> str:
    """What can happen in a story, as JSON; ``chunks`` has the scenes and outcomes whose words each of them holds."""
    chunk_of = {place: number for number, places in enumerate(chunks) for place in places}
    head = brief({"id": graph.story.id, "revision": revision(graph), **_rules(graph)})
    scenes, ends = (
        in_brief(_with_chunk(each, chunk_of.get(each.name)) for each in entries)
        for entries in (_scenes(graph), _ends(graph))
    )
    return f'{head[:-1]},"scenes":{scenes},"ends":{ends},"chunks":{len(chunks)}}}'


@remembered
def revision(graph: StoryGraph) -> str:
    """By it a browser knows whether what it holds of the story is the latest.

    It is the same as long as nothing that matters to a play has changed, and no choice's words.
    """
    entries = ((each.brief for each in found) for found in (_scenes(graph), _ends(graph), story_marks(graph)))
    parts = (brief(_rules(graph)), *map(in_brief, entries))
    return sha256(f"[{','.join(parts)}]".encode()).hexdigest()[:_REVISION]


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


def _rules(graph: StoryGraph) -> dict[str, Data]:
    story, coder = graph.story, _coder(graph)
    return {
        "mode": graph.mode,
        "retry": graph.retry,
        "start": graph.start,
        "state": [_variable(each) for each in story.state.values()],
        "alarms": [[coder.expression(each.when), each.goto] for each in story.interrupts],
    }


def _scenes(graph: StoryGraph) -> list[Entry]:
    # What an expression means, and how it is put, depends on the variables alone.
    return of_each_scene(graph, "logic", tuple(graph.story.state.items()), _coder(graph).scene)


def _ends(graph: StoryGraph) -> list[Entry]:
    return [_coder(graph).end(outcome) for outcome in graph.story.outcomes.values()]


@remembered
def _coder(graph: StoryGraph) -> _Coder:
    return _Coder(graph, {name: number for number, name in enumerate(graph.story.state)})


@dataclass(frozen=True, slots=True)
class _Coder:
    """Puts a story's scenes and outcomes into short form; ``index`` has each variable's place."""

    graph: StoryGraph
    index: Mapping[str, int]

    def expression(self, text: str) -> Data:
        return compiled(self.graph.expressions[text], self.index)

    def scene(self, scene: Scene) -> Entry:
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
        return entry(scene.id, {key: value for key, value in told.items() if value})

    def choice(self, choice: Choice) -> Data:
        told: list[Data] = [
            choice.goto,
            letters(choice),
            self.effects(choice.change) or None,
            self.expression(choice.when) if choice.when else None,
            self.effects(choice.set) or None,
        ]
        while told[-1] is None:
            told.pop()
        return told

    def end(self, outcome: Outcome) -> Entry:
        told: dict[str, Data] = {"r": outcome.result}
        if outcome.score is not None:
            told["x"] = self.expression(outcome.score)
        return entry(outcome.id, told | ({"f": file} if (file := _file(outcome.id)) else {}))

    def effects(self, effects: Mapping[str, Value]) -> list[Data]:
        return [[self.index[name], value] for name, value in effects.items()]


def _with_chunk(entry: Entry, chunk: int | None) -> str:
    if not chunk:
        return entry.brief
    return f'{entry.brief[:-1]}{"" if entry.brief.endswith("{}") else ","}"w":{chunk}}}'


def _file(id: str) -> str:
    """The file of a page, where that is not what everybody would guess."""
    name = file_name(id)
    return "" if name == f"{id}.html" else name


def _variable(variable: Declared) -> dict[str, Data]:
    told: dict[str, Data] = {"s": variable.start}
    if not isinstance(variable, Number):
        return told
    told |= {"lo": variable.min, "hi": variable.max}
    if variable.show == "hidden":
        return told
    told |= {"label": variable.label or capital(words_of(variable.name)), "show": variable.show}
    told |= {"good": variable.good} if variable.good else {}
    return told | ({"words": [[value, word] for value, word in variable.words]} if variable.words else {})
