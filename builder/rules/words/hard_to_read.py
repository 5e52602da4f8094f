"""The story's prose is harder to read than the eighth grade.

Stories are read between calls, on a phone, and by people for whom English is a second language. The grade is that of
Flesch and Kincaid (1975): it counts the words of a sentence and the syllables of a word, and 8 is what people of about
13 read with ease.

Reported:

    scenes:                                       # <- hard-to-read
      hello:
        text: |
          The customer's documentation necessitates authentication. Representatives investigate outstanding
          discrepancies in chronological order. Payroll administration requires immediate reconciliation. Forty
          employees anticipate remuneration this afternoon. Gwen communicates considerable dissatisfaction.
        choices:
          - say: |
              The organisation appreciates your cooperation regarding verification. Alternative arrangements require
              managerial authorisation. Additional information is unfortunately mandatory.
            goto: settled
            feedback: |
              Communicating procedural requirements demonstrates professionalism. Acknowledging individual circumstances
              facilitates collaborative relationships. Anticipating additional questions accelerates resolution.
              Establishing realistic expectations prevents unnecessary disappointment. Confirming understanding
              eliminates potential ambiguity.
          - say: Authentication has been unsuccessful.
            goto: gone
            feedback: |
              Terminology without explanation intensifies frustration considerably. Prioritising accessibility over
              administrative convenience strengthens long-term relationships. Transparent communication regarding
              limitations encourages customer satisfaction. Recommending alternatives demonstrates accountability.
    outcomes:
      settled: {result: success, title: Paid today}
      gone: {result: failure, title: She leaves}

Accepted:

    scenes:
      hello:
        text: |
          Unacceptable. Gwen has forty people to pay, and her account is locked.
        choices:
          - {say: "Three things, in this order. First I open the account.", goto: settled}
          - {say: Authentication has been unsuccessful., goto: gone}
    outcomes:
      settled: {result: success, title: Done}
      gone: {result: failure, title: Gone}

All narration, choices and feedback are taken together, and what customers say is left out. A grade of fewer than 100
words or 10 sentences means nothing, so there is none: "Unacceptable." alone would score 43.8. It is for English only.

To mend it, begin with the sentences that are marked: make two of one, and use shorter words for the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Related, Severity
from builder.prose.manuscript import Manuscript, part, pooled, told
from builder.prose.readability import grade
from builder.prose.sentences import counted
from builder.sources import Place

SEVERITY = Severity.WARNING
HIGHEST = 8.0
_LONG_ENOUGH = 8
"""Words from which one sentence can be called hard for itself."""
_SHOWN = 3


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """One finding for a story above the grade, with its hardest sentences beside it."""
    found = pooled(manuscript)
    if found is not None and found > HIGHEST:
        yield Diagnostic(
            "hard-to-read",
            Place(manuscript.story.file, ("scenes",), "key"),
            f"This story reads at grade {found:.1f}, above {HIGHEST:.0f}.",
            "Begin with the sentences that are marked: make two of one, or use shorter words.",
            related=tuple(_hardest(manuscript)),
        )


def _hardest(manuscript: Manuscript) -> Iterator[Related]:
    hard: list[tuple[float, Place]] = []
    for passage in manuscript.own:
        for sentence in told(manuscript, passage):
            said = counted(sentence.text)
            if len(said) >= _LONG_ENOUGH:
                hard.append((grade([said]), part(passage.place, sentence)))
    for found, place in sorted(hard, key=lambda each: -each[0])[:_SHOWN]:
        yield Related(place, f"grade {found:.0f}")
