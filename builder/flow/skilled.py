"""What comes of playing a story as somebody does who has learned it, and still slips now and then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from builder.flow.elimination import Shares, TooTangledError
from builder.flow.judging import Judged, Option
from builder.flow.walks import visits, worth
from builder.model import Rating

SKILLED: Final[Mapping[Rating, float]] = {"strong": 0.80, "fair": 0.15, "weak": 0.05}
"""How often a skilled learner takes a choice of each rating, where all three are offered. An assumption, not a finding:
what learners really do is not known. Unrated counts as fair."""


def skilled_success(found: Judged) -> float | None:
    """The chance that a skilled learner succeeds, exact under `SKILLED`; None where the story is too tangled.

    Where a decision lacks a rating, the others keep their proportions; choices of one rating share its part equally.
    """
    links, outside = _walk(found)
    gain = [0.0] * len(links)
    for number, outcome in found.outcomes.items():
        gain[number] = float(outcome.result == "success")
    try:
        return worth(links, outside, gain)[found.start]
    except TooTangledError:
        return None


def skilled_outcomes(found: Judged) -> Mapping[str, float] | None:
    """The chance that a skilled learner ends at each outcome that can be reached; the rest is as `skilled_success`."""
    links, outside = _walk(found)
    try:
        often = visits(links, outside, [float(number == found.start) for number in range(len(links))])
    except TooTangledError:
        return None
    chances: dict[str, float] = {}
    for number, outcome in found.outcomes.items():
        chances[outcome.id] = chances.get(outcome.id, 0.0) + often[number]
    return chances


def _walk(found: Judged) -> tuple[Sequence[Shares], Sequence[float]]:
    links, outside = zip(*(_onward(found, number) for number in range(len(found.situations))), strict=True)
    return links, outside


def _onward(found: Judged, number: int) -> tuple[Shares, float]:
    """Where a skilled play goes on to from a situation, and the share that goes nowhere: it ends, or never will."""
    shares = Shares()
    if number in found.onward:
        shares[found.onward[number]] = 1.0
        return shares, 0.0
    if number not in found.decisions:
        return shares, 1.0
    options, outside = found.decisions[number].options, 0.0
    for option, share in zip(options, _weights(options), strict=True):
        if option.target is None:
            outside += share
        else:
            shares[option.target] = shares.get(option.target, 0.0) + share
    return shares, outside


def _weights(options: Sequence[Option]) -> list[float]:
    ratings: list[Rating] = [option.choice.rating or "fair" for option in options]
    many = Counter(ratings)
    whole = sum(SKILLED[rating] for rating in many)
    return [SKILLED[rating] / whole / many[rating] for rating in ratings]
