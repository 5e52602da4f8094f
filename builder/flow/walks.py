"""Random walks in a circle of places: how often each is come through, and what is gathered on the way.

Most circles let go of a good part in each round, so a few dozen rounds leave nothing under way. Those that hold on, and
small ones, are solved by elimination, which does not mind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from builder.flow.elimination import MAX_WORK, Shares, eliminate, gathering, passing

DONE: Final = 1e-15
"""What may be left under way, of each whole play."""
ROUNDS: Final = 200
"""Rounds that are cheaper than elimination."""
FEW: Final = 300
"""Places that are as well eliminated at once."""


def visits(
    links: Sequence[Shares], outside: Sequence[float], given: Sequence[float], work: int | None = None
) -> list[float]:
    """How often a walk comes through each place, when this much begins at each.

    ``links`` has for each place the share of it that goes on to others, ``outside`` the share that leaves them all.
    Raises `TooTangledError` where that would take too long: by itself, or beyond so much ``work``, in multiplications.
    """
    found = _sent_round([list(shares.items()) for shares in links], given, range(len(links)), work)
    return passing(eliminate(links, outside, work or MAX_WORK), given) if found is None else found


def worth(
    links: Sequence[Shares], outside: Sequence[float], given: Sequence[float], work: int | None = None
) -> list[float]:
    """What a walk gathers from each place on, when it gathers this much at each place that it comes through."""
    back: list[list[tuple[int, float]]] = [[] for _ in links]
    for source, shares in enumerate(links):
        for target, share in shares.items():
            back[target].append((source, share))
    found = _sent_round(back, given, range(len(links) - 1, -1, -1), work)
    return gathering(eliminate(links, outside, work or MAX_WORK), given) if found is None else found


def _sent_round(
    links: Sequence[Sequence[tuple[int, float]]], given: Sequence[float], order: Iterable[int], work: int | None
) -> list[float] | None:
    """What passes through each place, sent on until all but nothing is left; None where that takes too many rounds."""
    if len(links) <= FEW:
        return None
    under_way, passed = list(given), [0.0] * len(given)
    rounds = ROUNDS if work is None else min(ROUNDS, work // max(1, sum(map(len, links))))
    for _ in range(rounds):
        for place in order:
            amount = under_way[place]
            if amount:
                under_way[place] = 0.0
                passed[place] += amount
                for target, share in links[place]:
                    under_way[target] += amount * share
        if sum(under_way) <= DONE:
            return passed
    return None
