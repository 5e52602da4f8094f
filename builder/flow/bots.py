"""Learners who follow a rule of thumb, decision after decision, and whether that alone succeeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from builder.flow.domain import States
from builder.flow.facts import offers
from builder.flow.plan import Room
from builder.flow.play import encode
from builder.flow.shortest import fewest_choices, rounds, shortest_play
from builder.flow.situations import Situations, rooms_at
from builder.flow.tells import length
from builder.model import Choice, Rating

Pick: TypeAlias = Callable[[Sequence[Choice]], Sequence[Choice]]
"""Of the choices that a situation offers, in the author's order, those that a learner might take: all that tie."""


def _longest(offered: Sequence[Choice]) -> Sequence[Choice]:
    most = max(map(length, offered))
    return [choice for choice in offered if length(choice) == most]


def _shortest(offered: Sequence[Choice]) -> Sequence[Choice]:
    least = min(map(length, offered))
    return [choice for choice in offered if length(choice) == least]


WITHOUT_READING: Final[Mapping[str, Pick]] = {
    "first": lambda offered: offered[:1],
    "middle": lambda offered: [offered[(len(offered) - 1) // 2]],
    "last": lambda offered: offered[-1:],
    "longest": _longest,
    "shortest": _shortest,
}
"""Learners who need not understand a word."""


def fair(offered: Sequence[Choice]) -> Sequence[Choice]:
    """What a middling learner takes: a fair choice or, where there is none, a weak one. Unrated counts as fair."""
    order: tuple[Rating, ...] = ("fair", "weak", "strong")
    groups = ([choice for choice in offered if (choice.rating or "fair") == rating] for rating in order)
    return next(group for group in groups if group)


def success_of(situations: Situations, pick: Pick) -> str | None:
    """The code of a shortest play in which this learner succeeds; None where they never do."""
    met = rounds(following(situations, pick))
    outcomes = situations.plan.graph.story.outcomes.values()
    ends = [
        (choices, room, states)
        for outcome in outcomes
        if outcome.result == "success"
        for room, states in rooms_at(situations, outcome.id)
        if (choices := fewest_choices(met, room, states)) is not None
    ]
    if not ends:
        return None
    _, room, states = min(ends)
    return encode(shortest_play(met, room, states) or ())


def following(situations: Situations, pick: Pick) -> Situations:
    """The same story with only the choices that this learner might take, as far as ways go: ``seen`` is as it was."""
    taken: dict[tuple[Room, int], States] = {}
    for scene in situations.plan.graph.story.scenes.values():
        for room, states, offered in offers(situations, scene) if scene.choices else ():
            for choice in pick(offered):
                taken[room, choice.position] = taken.get((room, choice.position), 0) | states
    ways = {
        room: tuple(
            way if way.choice is None else way._replace(states=way.states & taken.get((room, way.choice.position), 0))
            for way in ways
        )
        for room, ways in situations.ways.items()
    }
    return replace(situations, ways=ways)
