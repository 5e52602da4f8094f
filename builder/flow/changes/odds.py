"""What an edit did to the ends of a story: which outcomes can be reached, and how likely each is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from builder.flow.changes.changed import StoryChanges
from builder.flow.finished import Finished
from builder.flow.judging import judged
from builder.flow.odds import odds
from builder.flow.proof import Proof, prove
from builder.flow.situations import rooms_at
from builder.flow.skilled import skilled_outcomes
from builder.settings import MAX_COMBINATIONS

MOVED: Final = 0.00005
"""A chance that differs by less is told by the same figure: they are printed as percentages with two decimals."""


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely a story ends at an outcome: choosing at random, and as a skilled learner; None where not known."""

    reachable: bool
    random: float | None
    skilled: float | None


@dataclass(frozen=True, slots=True)
class OutcomeOdds:
    """What there was to an outcome and what there is, by the id it has, or had; None where there is no such outcome."""

    outcome: str
    old: Chances | None
    new: Chances | None

    @property
    def moved(self) -> bool:
        """Whether it came into reach or went out of it, or is more or less likely than it was."""
        if self.old is None or self.new is None:
            return True
        pairs = ((self.old.random, self.new.random), (self.old.skilled, self.new.skilled))
        return self.old.reachable != self.new.reachable or any(_differ(*pair) for pair in pairs)


@dataclass(frozen=True, slots=True)
class OddsChanges:
    """The odds of all outcomes, old and new, and of never ending when choosing at random.

    ``undecided`` says that the exact search gave up on the old or the new story, so that there is no telling.
    """

    outcomes: tuple[OutcomeOdds, ...] = ()
    never_ends: tuple[float | None, float | None] = (None, None)
    undecided: bool = False

    @property
    def moved(self) -> tuple[OutcomeOdds, ...]:
        """Those of the outcomes that moved."""
        return tuple(each for each in self.outcomes if each.moved)


def odds_changes(changes: StoryChanges, limit: int = MAX_COMBINATIONS) -> OddsChanges:
    """The odds before and after; ``limit`` is how many combinations of scene and values a search takes on.

    Without one of the two stories there is nothing to compare, and the odds are empty.
    """
    if changes.old is None or changes.new is None:
        return OddsChanges()
    proofs = [prove(graph, limit) for graph in (changes.old, changes.new)]
    old, new = (_chances(proof) if isinstance(proof, Proof) else None for proof in proofs)
    if old is None or new is None:
        return OddsChanges(undecided=True)
    return OddsChanges(tuple(_outcomes(changes, old, new)), (old.never_ends, new.never_ends))


@dataclass(frozen=True, slots=True)
class _Ends:
    by_outcome: dict[str, Chances]
    never_ends: float | None


def _chances(proof: Proof) -> _Ends:
    random, skilled = odds(proof.situations), _skilled(proof)
    return _Ends(
        {
            id: Chances(
                reachable=bool(rooms_at(proof.situations, id)),
                random=None if random is None else random.outcomes[id],
                skilled=None if skilled is None else skilled.get(id, 0.0),
            )
            for id in proof.graph.story.outcomes
        },
        None if random is None else random.never_ends,
    )


def _skilled(proof: Proof) -> dict[str, float] | None:
    weighed = judged(Finished(proof.graph, proof))
    found = None if weighed is None else skilled_outcomes(weighed)
    return None if found is None else dict(found)


def _outcomes(changes: StoryChanges, old: _Ends, new: _Ends) -> Iterator[OutcomeOdds]:
    """The outcomes of the new story in its order, then those that went."""
    now = {id: changes.names.get(id, id) for id in old.by_outcome}
    before = {now[id]: chances for id, chances in old.by_outcome.items()}
    for id, chances in new.by_outcome.items():
        yield OutcomeOdds(id, before.pop(id, None), chances)
    yield from (OutcomeOdds(id, chances, None) for id, chances in before.items())


def _differ(old: float | None, new: float | None) -> bool:
    """Whether two chances that are both known are told by different figures."""
    return old is not None and new is not None and abs(old - new) >= MOVED
