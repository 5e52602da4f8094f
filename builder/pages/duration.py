"""How long a story takes: 200 words a minute and ten seconds a decision, on its shortest and longest sensible path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from statistics import fmean as mean
from typing import Final, TypeAlias

from builder.flow.link import StoryGraph, remembered
from builder.model import Choice, Scene

SECONDS_A_WORD: Final = 60 / 200
SECONDS_A_DECISION: Final = 10

Length: TypeAlias = tuple[float, int]
"""Seconds and decisions."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Whole minutes and decisions, from fewest to most; decisions are None where the author gave the minutes."""

    minutes: tuple[int, int]
    decisions: tuple[int, int] | None


@remembered
def duration(graph: StoryGraph) -> Duration:
    """How long one play takes: the author's own ``minutes``, else an estimate.

    The shortest path is one to an outcome that is no failure, as being shown the door at once is not a play. No path
    steps back to a scene it came through, and none asks about conditions.
    """
    story = graph.story
    if story.minutes is not None:
        return Duration((story.minutes, story.minutes), None)
    onward = {scene.id: _gotos(scene) for scene in story.scenes.values()}
    scenes = [(id, _length(graph, story.scenes[id])) for id in _last_first(graph.start, onward)]
    ends = {id: (_words(outcome.text) * SECONDS_A_WORD, 0) for id, outcome in story.outcomes.items()}
    fair = {id: length for id, length in ends.items() if story.outcomes[id].result != "failure"}
    long = _along(max, scenes, onward, ends) or (0.0, 0)
    short = _along(min, scenes, onward, fair) or _along(min, scenes, onward, ends) or long
    low, high = max(1, round(short[0] / 60)), max(1, ceil(long[0] / 60))
    return Duration((low, max(low, high)), (min(short[1], long[1]), max(short[1], long[1])))


def _gotos(scene: Scene) -> list[str]:
    if scene.choices:
        return [choice.goto for choice in scene.choices]
    return [scene.next] if scene.next is not None else [branch.goto for branch in scene.route]


def _length(graph: StoryGraph, scene: Scene) -> Length:
    """Reading a scene, all its choices, and what one of them leads to be told."""
    words = sum([_words(line.text) for line in scene.lines])
    if not scene.choices:
        return words * SECONDS_A_WORD, 0
    words += sum([_words(choice.text) for choice in scene.choices])
    after = mean([_words_after(graph, choice) for choice in scene.choices])
    return (words + after) * SECONDS_A_WORD + SECONDS_A_DECISION, 1


def _words_after(graph: StoryGraph, choice: Choice) -> int:
    return _words(choice.reaction) + (_words(choice.feedback) if graph.mode == "guided" else 0)


def _words(text: str | None) -> int:
    # Counting spaces is near enough for an estimate, and many times faster than splitting.
    return text.count(" ") + 1 if text else 0


def _along(
    best: Callable[[Iterable[Length]], Length],
    scenes: Iterable[tuple[str, Length]],
    onward: Mapping[str, list[str]],
    ends: Mapping[str, Length],
) -> Length | None:
    """The longest or shortest way from the last of the scenes to an end; None if there is none."""
    found: dict[str, Length] = dict(ends)
    whole: Length | None = None
    for id, (seconds, decisions) in scenes:
        rest = [found[goto] for goto in onward[id] if goto in found]
        whole = None
        if rest:
            more, decided = best(rest)
            whole = found[id] = (seconds + more, decisions + decided)
    return whole


def _last_first(start: str, onward: Mapping[str, list[str]]) -> Iterator[str]:
    """Every scene in reach after those it leads to, except where the way leads back; the start comes last."""
    seen = {start}
    path = [(start, iter(onward[start]))]
    while path:
        id, rest = path[-1]
        for goto in rest:
            if goto in onward and goto not in seen:
                seen.add(goto)
                path.append((goto, iter(onward[goto])))
                break
        else:
            path.pop()
            yield id
