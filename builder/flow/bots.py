"""Learners who follow a rule of thumb, decision after decision, and whether that alone succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, TypeAlias

from builder.flow.domain import States
from builder.flow.facts import tallied
from builder.flow.plan import Room, where
from builder.flow.play import encode
from builder.flow.shortest import fewest_choices, rounds, shortest_play
from builder.flow.situations import Situations, rooms_at
from builder.flow.tells import length
from builder.model import Choice

Offer: TypeAlias = Sequence[tuple[Choice, States]]
"""Choices in the author's order, each with the states that offer it."""
Pick: TypeAlias = Callable[[Offer, States], Iterable[tuple[Choice, States]]]
"""Which choices a learner might take in which of these states: where some tie, all of them."""


def _in_order(groups: Iterable[Iterable[tuple[Choice, States]]], left: States) -> Iterator[tuple[Choice, States]]:
    """Of groups of choices the first that offers any, and of that group all."""
    for group in groups:
        rest = left
        for choice, states in group:
            yield choice, states & left
            rest &= ~states
        left = rest


def _by_length(offer: Offer) -> list[Offer]:
    """The choices in groups of the same length, the shortest first."""
    ordered = sorted(offer, key=lambda each: length(each[0]))
    return [list(group) for _, group in groupby(ordered, key=lambda each: length(each[0]))]


def _middle(offer: Offer, states: States) -> Iterator[tuple[Choice, States]]:
    """The choice with as many offered after it as before it, or one more."""
    offered = [each for _, each in offer]
    before, after = list(tallied(states, offered)), list(tallied(states, offered[::-1]))[-2::-1]
    for (choice, own), fewer, more in zip(offer, before, after, strict=False):
        middle = 0
        for number, having in enumerate(fewer):
            middle |= having & (_in(more, number) | _in(more, number + 1))
        yield choice, own & middle


def _in(tally: Sequence[States], number: int) -> States:
    """The states that offer so many."""
    return tally[number] if number < len(tally) else 0


WITHOUT_READING: Final[Mapping[str, Pick]] = {
    "first": lambda offer, states: _in_order(([each] for each in offer), states),
    "middle": _middle,
    "last": lambda offer, states: _in_order(([each] for each in reversed(offer)), states),
    "longest": lambda offer, states: _in_order(_by_length(offer)[::-1], states),
    "shortest": lambda offer, states: _in_order(_by_length(offer), states),
}
"""Learners who need not understand a word."""


def fair(offer: Offer, states: States) -> Iterator[tuple[Choice, States]]:
    """What a middling learner takes: a fair choice or, where there is none, a weak one. Unrated counts as fair."""
    groups = ([each for each in offer if (each[0].rating or "fair") == rating] for rating in ("fair", "weak", "strong"))
    return _in_order(groups, states)


def success_of(situations: Situations, pick: Pick) -> str | None:
    """The code of a shortest play in which this learner succeeds; None where they never do."""
    met = rounds(_following(situations, pick))
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


def _following(situations: Situations, pick: Pick) -> Situations:
    """The same story with only the choices that this learner might take, as far as ways go: ``seen`` is as it was."""
    plan = situations.plan
    taken: dict[tuple[Room, int], States] = {}
    for scene in plan.graph.story.scenes.values():
        for room, states in rooms_at(situations, scene.id) if scene.choices else ():
            offer = [(choice, states & where(plan, choice.when, room % plan.keys)) for choice in scene.choices]
            taken.update(((room, choice.position), having) for choice, having in pick(offer, states))
    ways = {
        room: tuple(
            way if way.choice is None else way._replace(states=way.states & taken[room, way.choice.position])
            for way in ways
        )
        for room, ways in situations.ways.items()
    }
    return replace(situations, ways=ways)
