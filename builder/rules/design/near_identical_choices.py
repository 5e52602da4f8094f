"""Two choices of a scene are worded more than 90 % alike.

Learners then look for the one word that differs, as in a puzzle. Customers hear the difference between two sentences,
not between two words.

Reported:

    scenes:
      hello:
        text: '"Twelve people log in at six," writes Priya.'
        choices:
          - {say: "I'm testing your line now. It takes four minutes.", goto: settled}
          - {say: "I'm testing your line now. It takes some minutes.", goto: gone}   # <- near-identical-choices
    outcomes:
      settled: {result: success, title: The lesson runs}
      gone: {result: failure, title: She leaves the chat}

Accepted:

    scenes:
      hello:
        text: '"Twelve people log in at six," writes Priya.'
        choices:
          - {say: "I'm testing your line now. It takes four minutes.", goto: settled}
          - {say: "Please bear with me while I look into this.", goto: gone}
    outcomes:
      settled: {result: success, title: The lesson runs}
      gone: {result: failure, title: She leaves the chat}

Likeness is the share of characters that two wordings have in common, in order. Choices that are never offered at one
time are not compared.

To mend it, give each choice an intention of its own, and words that follow from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from builder.diagnostics import Diagnostic, Related, Severity
from builder.flow.finished import Finished, together, wording
from builder.model import Choice

SEVERITY = Severity.WARNING
ALIKE = 0.9


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice that is worded as an earlier one of its scene."""
    for scene in finished.story.scenes.values():
        found: set[int] = set()
        for first, second in combinations(scene.choices, 2):
            if second.position in found or (likeness := _likeness(first, second)) <= ALIKE:
                continue
            if together(finished, scene, first, second):
                found.add(second.position)
                yield Diagnostic(
                    "near-identical-choices",
                    finished.at(scene, second, wording(second)),
                    f"This wording is {_percent(likeness)} like that of choice `{first.name}`.",
                    "Give each choice an intention of its own, and words that follow from it.",
                    related=(Related(finished.at(scene, first, wording(first)), "like this one"),),
                )


def _likeness(first: Choice, second: Choice) -> float:
    """How much the two wordings have in common, 0 to 1; case and spacing count as nothing."""
    one, other = (" ".join(choice.text.casefold().split()) for choice in (first, second))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() <= ALIKE or matcher.quick_ratio() <= ALIKE:
        return 0.0
    return matcher.ratio()


def _percent(share: float) -> str:
    return f"{int(100 * share)} %"
