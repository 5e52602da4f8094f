"""Feedback is under 8 words, or gives a verdict and no reason.

"Good job" tells learners that they guessed right, and not what to do the next time. Feedback that helps says what the
words did to this customer, and why.

Reported:

    scenes:
      hello:
        text: '"Nobody rang me back," says Alun.'
        choices:
          - say: You waited nine days for one phone call.
            goto: settled
            rating: strong
            feedback: Well done! This is a very good choice to make here.   # <- verdict-only-feedback
          - say: Our lines were busy.
            goto: gone
            rating: weak
            feedback: Wrong, that is blaming.     # <- verdict-only-feedback
    outcomes:
      settled: {result: success, title: A call on Thursday}
      gone: {result: failure, title: He writes to the paper}

Accepted:

    scenes:
      hello:
        text: '"Nobody rang me back," says Alun.'
        choices:
          - say: You waited nine days for one phone call.
            goto: settled
            rating: strong
            feedback: You named what he lost, in days, so he does not have to prove it to you.
          - say: Our lines were busy.
            goto: gone
            rating: weak
            feedback: It may be true, but it tells him about your week. He rang about his.
    outcomes:
      settled: {result: success, title: A call on Thursday}
      gone: {result: failure, title: He writes to the paper}

The verdicts it knows are English; in other languages only the words are counted, and not at all where words are written
without spaces.

To mend it, say what this did to the customer, because of which words, and what would work better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished, choices_in
from builder.prose.languages import is_spaced

SEVERITY = Severity.WARNING
FEWEST_WORDS = 8

_VERDICT: Final = re.compile(
    r"(?:that(?:'s| is| was) |this (?:is|was) )?(?:(?:very|quite|not) )?(?:the )?"
    r"(?:(?:correct|incorrect|right|wrong|perfect|excellent|well done)"
    r"|(?:a )?(?:good|great|nice|poor|bad|best|wrong|right) (?:job|work|choice|answer|response|option|one))"
    r"\s*(?:[.!,:;–-]|$)",
    re.IGNORECASE,
)
_REASON: Final = re.compile(
    r"\b(?:because|since|so|when|if|as|while|before|after|but"
    r"|you|your|he|she|they|him|her|his|them|their|customer)\b",
    re.IGNORECASE,
)
"""What a reason has: a clause that gives it, or somebody whom it is about."""


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every feedback that says too little."""
    spaced = is_spaced(finished.language)
    for scene, choice in choices_in(finished):
        feedback = (choice.feedback or "").strip()
        if not feedback:
            continue
        words = len(feedback.split())
        if spaced and words < FEWEST_WORDS:
            what = f"This feedback has {words} {'word' if words == 1 else 'words'}."
        elif finished.is_english and _is_bare_verdict(feedback):
            what = "This feedback gives a verdict, and no reason."
        else:
            continue
        help = "Say what the choice did to the customer, because of which words, and what would work better."
        yield Diagnostic("verdict-only-feedback", finished.at(scene, choice, "feedback"), what, help)


def _is_bare_verdict(feedback: str) -> bool:
    """Whether it opens with a verdict, and names after that neither a reason nor anybody."""
    opening = _VERDICT.match(feedback)
    return opening is not None and not _REASON.search(feedback, opening.end())
