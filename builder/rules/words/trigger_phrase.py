"""A choice rated strong has a phrase that the course teaches to avoid, or one that provokes this very customer.

A skill's `avoid` lists wording that tends to make things worse: "calm down", "it's our policy". Where the best choice
of a scene has it, learners are taught to say it. A phrase of one of the story's own `triggers` is worse, and an error:
the story itself tells why this customer cannot hear it.

Reported:

    cast: {maren: {name: Maren Oyelaran, role: customer}}
    triggers:
      re-asking: {phrases: [order number], why: Three people have asked her for it.}
    scenes:
      ringing:
        speaker: maren
        text: '"I have read that number out three times today."'
        choices:
          - {say: Then you have your order numbers at hand., goto: told, rating: strong}      # <- trigger-phrase
          - {say: What is the order number?, goto: gone, rating: weak, trips: [re-asking]}
    outcomes:
      told: {result: success, title: The whole story}
      gone: {result: failure, title: She hangs up}

Accepted:

    cast: {maren: {name: Maren Oyelaran, role: customer}}
    triggers:
      re-asking: {phrases: [order number], why: Three people have asked her for it.}
    scenes:
      ringing:
        speaker: maren
        text: '"I have read that number out three times today."'
        choices:
          - {say: I won't ask you for the order number. It is on my screen., goto: told, rating: strong}
          - {say: What is the order number?, goto: gone, rating: weak, trips: [re-asking]}
    outcomes:
      told: {result: success, title: The whole story}
      gone: {result: failure, title: She hangs up}

Capitals, apostrophes and, in English, endings make no difference. A phrase after a "not" of the same clause does not
count, nor one that the choice only quotes.

To mend it, say the same in other words, or turn to the next step.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Related, Severity
from builder.prose.manuscript import Manuscript, part
from builder.prose.passages import Passage
from builder.prose.sentences import Piece
from builder.prose.unsaid import avoided, overlap, provoking
from builder.sources import Place

SEVERITY = Severity.WARNING


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """One finding for every such phrase in a choice rated strong; a trigger goes before a phrase to avoid."""
    for passage in manuscript.strong:
        own = list(provoking(manuscript, passage))
        for found in own:
            yield _provokes(manuscript, passage, found)
        for found in avoided(manuscript, passage):
            if not any(overlap(each, found) for each in own):
                yield _avoided(manuscript, passage, found)


def _provokes(manuscript: Manuscript, passage: Passage, found: Piece) -> Diagnostic:
    triggers = manuscript.story.triggers
    name, position = next(
        (name, trigger.phrases.index(found.text)) for name, trigger in triggers.items() if found.text in trigger.phrases
    )
    said = passage.text[found.start : found.end]
    defined = Place(manuscript.story.file, ("triggers", name, "phrases", position))
    return Diagnostic(
        "trigger-phrase",
        part(passage.place, found),
        f'This choice is rated strong, and "{said}" is what provokes this customer.',
        "Say it in other words, or rate the choice by what it sets off.",
        related=(Related(defined, f"the phrase of `{name}`"),),
        graver=Severity.ERROR,
    )


def _avoided(manuscript: Manuscript, passage: Passage, found: Piece) -> Diagnostic:
    skill = next(skill for skill in manuscript.skills.values() if found.text in skill.avoid)
    said = passage.text[found.start : found.end]
    return Diagnostic(
        "trigger-phrase",
        part(passage.place, found),
        f'This choice is rated strong, and `{skill.id}` teaches to avoid "{found.text}".',
        f'Say it without "{said}", or take the phrase out of `avoid` where it does no harm.',
    )
