"""An outcome has no text, no aftermath for the customer, or no prompt to reflect.

Most is learned after the last choice. The text tells how it ended, the aftermath what it came to for the one who rang,
and a question to reflect on makes learners find the turning point themselves.

Reported:

    cast:
      tomas: {name: Tomas, role: customer}
    scenes:
      desk:
        speaker: tomas
        text: '"My mother can''t do stairs."'
        choices:
          - {say: "Please sit, both of you. I'll find you a room.", goto: housed}
          - {say: "Reservations messed up, not me.", goto: gone}
    outcomes:
      housed:
        result: success
        title: A room on the ground floor
        text: At half past twelve Ingrid has a bed and a shower she can walk into.
        aftermath: {customer: Ingrid sleeps. Tomas writes a card., you: You go off shift late.}
        reflect: [When did you first see that Ingrid was in pain?]
      gone: {result: failure, title: They leave, text: The doors close behind them.}   # <- thin-outcome

Accepted:

    cast:
      tomas: {name: Tomas, role: customer}
    scenes:
      desk:
        speaker: tomas
        text: '"My mother can''t do stairs."'
        choices:
          - {say: "Please sit, both of you. I'll find you a room.", goto: housed}
          - {say: "Reservations messed up, not me.", goto: gone}
    outcomes:
      housed:
        result: success
        title: A room on the ground floor
        text: At half past twelve Ingrid has a bed and a shower she can walk into.
        aftermath: {customer: Ingrid sleeps. Tomas writes a card., you: You go off shift late.}
        reflect: [When did you first see that Ingrid was in pain?]
      gone:
        result: failure
        title: They leave
        text: The doors close behind them.
        aftermath: {tomas: He drives through the night. She does not complain once.}
        reflect: [What did they need that was yours to give?]

The customer's aftermath stands under `customer`, or under the customer's own id in the `cast`.

To mend it, write what is missing; a sentence of each will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.model import Outcome
from builder.sources import Place

SEVERITY = Severity.WARNING

_NO_TEXT: Final = "no `text`"
_NO_AFTERMATH: Final = "no `aftermath` for the customer"
_NO_REFLECT: Final = "no `reflect` prompt"
_EXAMPLES: Final = {
    _NO_TEXT: "`text: …`",
    _NO_AFTERMATH: "`aftermath: {customer: …}`",
    _NO_REFLECT: "`reflect: [What …?]`",
}


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every outcome that lacks one of the three."""
    story = finished.story
    customers = {member.id for member in story.cast.values() if member.role == "customer"} | {"customer"}
    for outcome in story.outcomes.values():
        missing = list(_missing(outcome, customers, finished.is_english))
        if missing:
            lacking = " and ".join([", ".join(missing[:-1]), missing[-1]] if missing[1:] else missing)
            yield Diagnostic(
                "thin-outcome",
                Place(story.file, ("outcomes", outcome.id), "key"),
                f"The outcome `{outcome.id}` has {lacking}.",
                f"Write {' and '.join(_EXAMPLES[each] for each in missing)}. A sentence of each will do.",
            )


def _missing(outcome: Outcome, customers: set[str], english: bool) -> Iterator[str]:
    """What the outcome lacks. The keys of an aftermath are words of the author's: only English ones are looked at."""
    if not (outcome.text or "").strip():
        yield _NO_TEXT
    if not outcome.aftermath or (english and not customers & outcome.aftermath.keys()):
        yield _NO_AFTERMATH
    if not outcome.reflect:
        yield _NO_REFLECT
