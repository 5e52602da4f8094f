"""The exact search reached its limit before it had met every situation.

What it met can happen; of everything else nothing is claimed, and the rules that need all situations are silent. Four
numbers that range widely are enough: a million million combinations. The limit is `limit` among the plugin's options in
mkdocs.yml: combinations of scene and values, usually 250,000,000.

Reported:

    state:                                # <- undecided
      trust: {start: 0, min: 0, max: 99}
      patience: {start: 0, min: 0, max: 99}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: hello, change: {trust: +1}}
          - {say: One moment., goto: hello, change: {patience: +1}}
          - {say: Goodbye., goto: goodbye, when: trust > patience}
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    state:
      trust: {start: 0, min: 0, max: 3}
      patience: {start: 0, min: 0, max: 3}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: hello, change: {trust: +1}}
          - {say: One moment., goto: hello, change: {patience: +1}}
          - {say: Goodbye., goto: goodbye, when: trust > patience}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, narrow the ranges of the numbers that conditions ask about, or raise the `limit`.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.situations import Undecided, count, entered
from builder.sources import Place

SEVERITY = Severity.WARNING


def check(undecided: Undecided) -> Iterator[Diagnostic]:
    """One finding: the limit, and what was proved before it."""
    story = undecided.met.plan.graph.story
    met = entered(undecided.met)
    outcomes = [outcome for outcome in story.outcomes if outcome in met]
    proved = f"plays enter {len(met) - len(outcomes):,} of {len(story.scenes):,} scenes"
    ends = f"end in {', '.join(f'`{outcome}`' for outcome in outcomes)}" if outcomes else "none was seen to end"
    yield Diagnostic(
        "undecided",
        Place(story.file, ("state",) if story.state else ("scenes",), "key"),
        f"The exact search reached its limit of {undecided.limit:,} combinations after {count(undecided.met):,} "
        f"situations. Proved by then: {proved}, and {ends}. Of the rest, nothing is claimed.",
        "Narrow the ranges of the numbers that conditions ask about, or raise `limit` in mkdocs.yml.",
    )
