"""What changed in a story, in a few words: its title, how much of it changed, its odds, and what was not compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder.flow.changes import StoryChanges
from builder.flow.changes.odds import Chances, OddsChanges
from builder.hosts.differences.comparing import Comparison
from builder.hosts.differences.telling import SIGNS
from builder.hosts.printing import flat


class OddsRow(NamedTuple):
    """What became of the odds of an outcome: choosing at random, as a skilled learner, and what to say beside it."""

    outcome: str
    random: str
    skilled: str
    remark: str


def summary(changes: StoryChanges) -> str:
    """How much changed, in one line: "scenes: 1 added, 2 changed; choices: 1 removed"."""
    counts, found = changes.counts(), list[str]()
    for thing in ("scene", "choice", "outcome"):
        each = [f"{counts[thing, kind]:,} {kind}" for kind in SIGNS if counts.get((thing, kind))]
        found += [f"{thing}s: {', '.join(each)}"] if each else []
    whole = changes.old is not None and changes.new is not None
    found += [f"the story itself: {len(changes.edits):,} changed"] if changes.edits and whole else []
    return "; ".join(found) or "only its name"


def title(changes: StoryChanges) -> str:
    """The story by its title and id, with the id that it had before."""
    story = changes.now.story
    before = f", was {changes.old.story.id}" if changes.renamed and changes.old is not None else ""
    return f"{flat(story.title)} ({story.id}{before})"


def odds_rows(odds: OddsChanges) -> list[OddsRow]:
    """The outcomes whose odds moved, a row each."""
    return [
        OddsRow(
            each.outcome,
            _moved(*(None if side is None else side.random for side in (each.old, each.new))),
            _moved(*(None if side is None else side.skilled for side in (each.old, each.new))),
            _remark(each.old, each.new),
        )
        for each in odds.moved
    ]


def remarks(comparison: Comparison) -> Iterator[str]:
    """What there is to say of the whole comparison: what it was compared with, and what was not."""
    when = comparison.revision.title
    number = len(comparison.stories)
    if number:
        yield f"{number:,} {'story' if number == 1 else 'stories'} changed since {when}."
    else:
        yield f"Nothing in the stories changed since {when}."
    if comparison.broken_then:
        names = ", ".join(map(flat, comparison.broken_then))
        yield f"Not compared, as they had errors at {when}: {names}."
    if comparison.broken_now:
        names = ", ".join(map(flat, comparison.broken_now))
        yield f"Not compared, as they have errors now: {names}. `coolhead check` tells them."


def _moved(old: float | None, new: float | None) -> str:
    if old is None and new is None:
        return ""
    before, after = percent(old), percent(new)
    return before if before == after else f"{before} → {after}"


def percent(chance: float | None) -> str:
    """A chance as people read it, with a dash for none."""
    return "–" if chance is None else f"{100 * chance:.2f} %"


def _remark(old: Chances | None, new: Chances | None) -> str:
    if old is None or new is None:
        return "new" if old is None else "gone"
    if old.reachable != new.reachable:
        return "in reach now" if new.reachable else "out of reach now"
    return ""
