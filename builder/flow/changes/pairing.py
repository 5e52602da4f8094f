"""Which of the old is which of the new: pairs made by name, then by the same words, then by words that are alike."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final, Generic, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")

ALIKE: Final = 0.5
"""How much of the words of two texts must be in both for them to be one text that was edited: half, which is also where
git takes a file for another one renamed (``--find-renames``). Below it, one went and another came."""

MOST_COMPARED: Final = 40_000
"""Pairs up to which words are compared, about half a second's work; beyond, only the very same words make a pair."""

Pass: TypeAlias = Callable[[Sequence[T], Sequence[T]], Iterator[tuple[int, int]]]
"""One way to make pairs of what is still single, as positions among these."""


class Pair(NamedTuple, Generic[T]):
    """What was and what became of it: ``old`` is None for what came, ``new`` for what went.

    ``moved`` says that it stands in another order among those that stayed; of two that swapped, one moved.
    """

    old: T | None
    new: T | None
    moved: bool = False


def paired(old: Sequence[T], new: Sequence[T], *passes: Pass[T]) -> list[Pair[T]]:
    """Everything old and new, in pairs where one of the passes makes one; the earlier pass goes first.

    In the order of the new; what went stands behind what it stood behind.
    """
    mates: dict[int, int] = {}
    for make in passes:
        before = [place for place in range(len(old)) if place not in mates]
        taken = set(mates.values())
        after = [place for place in range(len(new)) if place not in taken]
        found = make([old[place] for place in before], [new[place] for place in after])
        mates.update((before[one], after[other]) for one, other in found)
    return list(_in_order(old, new, mates))


def by(key: Callable[[T], Hashable]) -> Pass[T]:
    """Pairs with the same key; of several, the first with the first. The key None is nobody's."""

    def make(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[int, int]]:
        waiting: dict[Hashable, list[int]] = {}
        for place in reversed(range(len(old))):
            waiting.setdefault(key(old[place]), []).append(place)
        for place, each in enumerate(new):
            if (name := key(each)) is not None and waiting.get(name):
                yield waiting[name].pop(), place

    return make


def by_words(text: Callable[[T], str]) -> Pass[T]:
    """Pairs whose words are alike, the most alike first: twice the words in both, by the words of the two together."""

    def make(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[int, int]]:
        if len(old) * len(new) > MOST_COMPARED:
            return
        befores, afters = ([Counter(text(each).casefold().split()) for each in side] for side in (old, new))
        likenesses = (
            (_likeness(one, other), place, position)
            for place, one in enumerate(befores)
            for position, other in enumerate(afters)
        )
        single, free = set(range(len(old))), set(range(len(new)))
        for likeness, place, position in sorted(likenesses, key=lambda each: -each[0]):
            if likeness < ALIKE:
                return
            if place in single and position in free:
                single.remove(place)
                free.remove(position)
                yield place, position

    return make


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    both = sum(min(number, other[word]) for word, number in one.items())
    return 2 * both / ((one.total() + other.total()) or 1)


def _in_order(old: Sequence[T], new: Sequence[T], mates: dict[int, int]) -> Iterator[Pair[T]]:
    went: dict[int, list[T]] = {}
    behind = -1
    for place, each in enumerate(old):
        if place in mates:
            behind = mates[place]
        else:
            went.setdefault(behind, []).append(each)
    stayed = _rising([mates[place] for place in sorted(mates)])
    came_from = {after: before for before, after in mates.items()}
    yield from (Pair(each, None) for each in went.get(-1, ()))
    for place, each in enumerate(new):
        if place in came_from:
            yield Pair(old[came_from[place]], each, place not in stayed)
        else:
            yield Pair(None, each)
        yield from (Pair(gone, None) for gone in went.get(place, ()))


def _rising(places: Sequence[int]) -> set[int]:
    """The most of these places that stand in rising order as they are: all others were moved. (Patience sorting.)"""
    ends: list[int] = []
    links: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        links[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = links[last]
    return found
