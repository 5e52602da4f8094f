"""What gives a strong choice away to somebody who does not think of the customer: its length, and its position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean
from typing import Final

from builder.model import Choice, Scene, Story

FEWEST: Final = 5
"""Decisions of one story below which chance alone explains anything."""
STORY_LEVEL: Final = 0.05
"""How rarely chance may do as much in one story, before it is more than chance."""
MANY: Final = 400
"""Decisions up to which every number of hits is worked out: some hundredths of a second."""
COURSE_LEVEL: Final = 0.01
"""The same for all stories of a course together: there, small habits show."""


@dataclass(frozen=True, slots=True)
class Tell:
    """In how many decisions a rule of thumb finds a strong choice, and the chance of a blind one in each of them."""

    hits: int
    chances: tuple[float, ...]

    @property
    def of(self) -> int:
        """The number of decisions."""
        return len(self.chances)

    @property
    def chance(self) -> float:
        """How likely blind chance finds as many: the exact tail of the (Poisson) binomial distribution.

        Past `MANY` decisions it is the normal distribution's, which by then comes within a tenth of it.
        """
        if self.of > MANY:
            mean, variance = sum(self.chances), sum(chance * (1 - chance) for chance in self.chances)
            return 1 - NormalDist(mean, sqrt(variance)).cdf(self.hits - 0.5)
        counts = [1.0]
        for chance in self.chances:
            missed = [each * (1 - chance) for each in counts] + [0.0]
            counts = [
                each + more for each, more in zip(missed, [0.0, *(each * chance for each in counts)], strict=True)
            ]
        return sum(counts[self.hits :])


def pooled(tells: Iterable[Tell]) -> Tell:
    """Several stories as if they were one."""
    each = tuple(tells)
    return Tell(sum(tell.hits for tell in each), tuple(chance for tell in each for chance in tell.chances))


def decisions(story: Story) -> Iterator[Scene]:
    """The scenes with a strong choice and one that is not."""
    for scene in story.scenes.values():
        strong = sum(choice.rating == "strong" for choice in scene.choices)
        if 0 < strong < len(scene.choices):
            yield scene


def longest(story: Story) -> Tell:
    """Taking the longest choice: most words, of those most characters. Where another is as long, it finds nothing."""
    scenes = tuple(decisions(story))
    hits = sum(all(choice.rating == "strong" for choice in _longest(scene)) for scene in scenes)
    return Tell(hits, tuple(map(_blind, scenes)))


def relative_length(story: Story) -> float:
    """The mean number of words of strong choices, as a multiple of that of the others; 0 where there are none."""
    choices = [choice for scene in decisions(story) for choice in scene.choices]
    strong = [len(choice.text.split()) for choice in choices if choice.rating == "strong"]
    others = [len(choice.text.split()) for choice in choices if choice.rating != "strong"]
    return fmean(strong) / fmean(others) if others and any(others) else 0.0


def at_position(story: Story, position: int) -> Tell:
    """Taking the choice at this position, counted from 0, wherever there is one."""
    scenes = [scene for scene in decisions(story) if position < len(scene.choices)]
    hits = sum(scene.choices[position].rating == "strong" for scene in scenes)
    return Tell(hits, tuple(map(_blind, scenes)))


def length(choice: Choice) -> tuple[int, int]:
    """How long a choice looks: its words, then its characters."""
    return len(choice.text.split()), len(choice.text)


def _longest(scene: Scene) -> list[Choice]:
    most = max(map(length, scene.choices))
    return [choice for choice in scene.choices if length(choice) == most]


def _blind(scene: Scene) -> float:
    """The chance of a strong choice for somebody who takes any."""
    return sum(choice.rating == "strong" for choice in scene.choices) / len(scene.choices)
