"""A `when` has the same answer in every play that asks it.

A condition that is always true can be left out; a line or a route item whose condition is never true is never used.
Mostly a number was meant differently. (A choice whose condition is never true is `never-offered-choice`.)

Reported:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        lines:
          - {text: The phone rings.}
          - {text: Her voice is warm., when: trust >= 5}   # <- constant-condition
        choices:
          - {say: Hello., goto: goodbye, when: trust < 5}   # <- constant-condition
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: asking}
          - {say: "How can I help?", goto: asking, change: {trust: +3}}
      asking:
        lines:
          - {text: She waits for a plan.}
          - {text: Her voice is warm., when: trust >= 5}
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, take the `when` out, or correct the numbers in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.facts import Answers, answers, asked_in
from builder.flow.obstacles import why_never
from builder.flow.proof import Proof, play_into
from builder.model import Branch, Choice, Line
from builder.sources import Place

SEVERITY = Severity.WARNING


def check(proof: Proof) -> Iterator[Diagnostic]:
    """One finding for every condition that is asked and always comes to the same."""
    for scene in proof.graph.story.scenes.values():
        for each in answers(proof.situations, scene):
            if each.true != each.false and (each.true or not isinstance(each.owner, Choice)):
                yield _found(proof, each)


def _found(proof: Proof, found: Answers) -> Diagnostic:
    story, when = proof.graph.story, str(found.owner.when)
    asked = list(asked_in(proof.situations, found))
    match found.owner:
        case Choice():
            key, what = "choices", "the choice is always offered"
        case Branch():
            key, what = "route", "this way is always taken" if found.true else "this way is never taken"
        case Line():
            key, what = "lines", "the line is always shown" if found.true else "the line is never shown"
    if found.true:
        why, help = "It is true whenever it is asked.", "Take the `when` out, or correct it."
    else:
        why, help = why_never(proof.situations, when, asked), "Correct the `when`, or take out what it is about."
    place = Place(story.file, ("scenes", found.scene.id, key, found.position, "when"))
    message = f"`{when}` makes no difference in `{found.scene.id}`: {what}. {why[:1].upper() + why[1:]}"
    return Diagnostic("constant-condition", place, message, help, play=play_into(proof.met, asked))
