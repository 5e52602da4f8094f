"""An interrupt fires in no play.

It fires on the step that makes its `when` true. Here no step does: it is never true, or it was true all along, or one
before it always fires first.

Reported:

    state:
      tension: {start: 5, min: 0, max: 10}
    interrupts:
      - {when: tension >= 10, goto: hung-up}   # <- unfired-interrupt
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {tension: -1}}
          - {say: "What now?", goto: hung-up, change: {tension: +2}}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}

Accepted:

    state:
      tension: {start: 5, min: 0, max: 10}
    interrupts:
      - {when: tension >= 7, goto: hung-up}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {tension: -1}}
          - {say: "What now?", goto: goodbye, change: {tension: +2}}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}

To mend it, correct the interrupt's `when`, move it before the others, or delete it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.facts import unfired
from builder.flow.obstacles import ever_holds, why_never
from builder.flow.proof import Proof
from builder.sources import Place

SEVERITY = Severity.WARNING


def check(proof: Proof) -> Iterator[Diagnostic]:
    """One finding for every interrupt that no step fires."""
    everything = list(proof.situations.seen.items())
    for position, interrupt in unfired(proof.situations):
        if ever_holds(proof.situations, everything, interrupt.when):
            why = "no step makes it true but one that fires another interrupt before it, or it is true from the start."
        else:
            why = why_never(proof.situations, interrupt.when, everything, "in any play")
        yield Diagnostic(
            "unfired-interrupt",
            Place(proof.graph.story.file, ("interrupts", position, "when")),
            f"The interrupt `{interrupt.when}` never fires: {why}",
            "Correct its condition, move it before the others, or delete it.",
        )
