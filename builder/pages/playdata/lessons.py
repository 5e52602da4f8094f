"""What the debrief of a play needs and playing does not: it is loaded only once an outcome is near.

======== ===========================================================================================================
titles   the title of each scene and outcome
said     by scene, the words of its choices in the author's order
choices  by scene, what there is to learn from each choice: ``b`` a stronger wording, ``f`` the coach's words, skills
         it shows ``s`` or misses ``m``, facts it reveals ``r`` or uses ``u``, triggers it trips ``t``
reveals  by scene, the facts learned on entering it
skills   titles; ``facts`` their words; ``triggers`` ``phrases``, ``why`` and ``hint``
state    the numbers that have a name for people: ``i`` which variable, ``label``, ``good``, ``words``
chance   the chance of success when going on at random, in thousandths: ``of`` has it by scene, and then by the values
         of the variables ``by``, then true or false for each of the scenes ``seen``, joined by commas
best     the code of a strong play
outcomes how many there are
pass     only where the story is assessed: the points that pass, 0 where the course does not say
map      the story's map without words
======== ===========================================================================================================

All of it is HTML of our own making but for titles, labels and the words of the state, which are bare text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from builder.flow.guide import Chances, Guide
from builder.flow.link import StoryGraph
from builder.model import Choice, Course, Number, Scene, Trigger, Value
from builder.pages.labels import capital, skill_title, words_of
from builder.pages.playdata.carrier import Data
from builder.pages.render import phrase
from builder.pages.scenes import is_quoted
from builder.pages.telling import Telling, telling


def story_lessons(graph: StoryGraph, course: Course, guide: Guide | None, map: str | None) -> dict[str, Data]:
    """What the debrief needs of a story; without a guide nothing is said of chances and strong plays."""
    story, tale = graph.story, telling(graph)
    chances = guide.chances if guide is not None else None
    found: dict[str, Data] = {
        "titles": dict(tale.titles),
        "said": {scene.id: [_said(choice) for choice in scene.choices] for scene in _choosing(graph)},
        "choices": {scene.id: [_lesson(tale, choice) for choice in scene.choices] for scene in _choosing(graph)},
        "reveals": {scene.id: list(scene.reveals) for scene in story.scenes.values() if scene.reveals},
        "skills": {skill: skill_title(course, skill) for skill in _skills(graph)},
        "facts": {fact: str(phrase(text)) for fact, text in story.facts.items()},
        "triggers": {trigger.id: _trigger(trigger) for trigger in story.triggers.values()},
        "state": list(_numbers(graph)),
        "outcomes": len(story.outcomes),
    }
    if story.assessed:
        found["pass"] = course.pass_mark or 0
    return found | _without_nothing(
        {"chance": _chance(graph, chances), "best": guide.strong if guide is not None else None, "map": map}
    )


def _choosing(graph: StoryGraph) -> Iterator[Scene]:
    return (scene for scene in graph.story.scenes.values() if scene.choices)


def _said(choice: Choice) -> str:
    words = phrase(choice.text)
    return f"<q>{words}</q>" if is_quoted(choice) else str(words)


def _lesson(tale: Telling, choice: Choice) -> dict[str, Data]:
    return _without_nothing(
        {
            "b": str(phrase(choice.better)) if choice.better else "",
            "f": str(tale.prose(choice.feedback)),
            "s": list(choice.shows),
            "m": list(choice.misses),
            "r": list(choice.reveals),
            "u": list(choice.uses),
            "t": list(choice.trips),
        }
    )


def _skills(graph: StoryGraph) -> Iterable[str]:
    """The skills that some choice shows or misses, each once."""
    return dict.fromkeys(
        skill for scene in _choosing(graph) for choice in scene.choices for skill in (*choice.shows, *choice.misses)
    )


def _trigger(trigger: Trigger) -> dict[str, Data]:
    return _without_nothing(
        {
            "phrases": [str(phrase(each)) for each in trigger.phrases],
            "why": str(phrase(trigger.why or "")),
            "hint": str(phrase(trigger.hint or "")),
        }
    )


def _numbers(graph: StoryGraph) -> Iterator[dict[str, Data]]:
    for place, each in enumerate(graph.story.state.values()):
        if isinstance(each, Number) and (each.label or each.show != "hidden"):
            told: dict[str, Data] = {"i": place, "label": each.label or capital(words_of(each.name))}
            yield told | _without_nothing({"good": each.good, "words": [[value, word] for value, word in each.words]})


def _chance(graph: StoryGraph, chances: Chances | None) -> dict[str, Data] | None:
    if chances is None:
        return None
    index = {name: place for place, name in enumerate(graph.story.state)}
    key = cache(_key)  # scenes share most of their values; stories must not, as 1 and true would be one key
    return {
        "by": [index[name] for name in chances.variables],
        "seen": list(chances.scenes),
        "of": {scene: {key(values): chance for values, chance in of.items()} for scene, of in chances.of.items()},
    }


def _key(values: tuple[Value, ...]) -> str:
    """The values joined as a script joins them."""
    return ",".join(str(value).lower() for value in values)


def _without_nothing(told: Mapping[str, Data]) -> dict[str, Data]:
    return {key: value for key, value in told.items() if value}
