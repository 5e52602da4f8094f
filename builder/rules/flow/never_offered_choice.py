"""No play ever offers this choice, although plays come to its scene.

What it asks for is never true there. The learner cannot find the answer that the story has ready.

Reported:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: asking, change: {trust: +1}}
          - {say: "How can I help?", goto: asking, change: {trust: +2}}
      asking:
        text: She waits for a plan.
        choices:
          - {say: A new one is on its way., goto: goodbye}
          - {say: "May I call you Ann?", goto: goodbye, when: trust >= 5}   # <- never-offered-choice
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: asking, change: {trust: +1}}
          - {say: "How can I help?", goto: asking, change: {trust: +2}}
      asking:
        text: She waits for a plan.
        choices:
          - {say: A new one is on its way., goto: goodbye}
          - {say: "May I call you Ann?", goto: goodbye, when: trust >= 4}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, loosen its `when`, let an earlier choice make it true, or delete the choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.facts import never_offered
from builder.flow.obstacles import why_never
from builder.flow.proof import Proof, play_into
from builder.flow.situations import rooms_at
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterator[Diagnostic]:
    """One finding for every choice of a reachable scene that no situation offers."""
    story = proof.graph.story
    for scene, choice in never_offered(proof.situations):
        standing = rooms_at(proof.situations, scene.id)
        at = Place(story.file, ("scenes", scene.id, "choices", choice.position))
        if standing and choice.when is not None:
            why, place = why_never(proof.situations, choice.when, standing), at.at("when")
        else:
            why, place = f"an interrupt always leads away from `{scene.id}` as soon as it is entered.", at
        yield Diagnostic(
            "never-offered-choice",
            place,
            f"No play offers choice `{choice.name}` of `{scene.id}`: {why}",
            "Loosen what it asks for, or let an earlier choice make it true.",
            play=play_into(proof.met, standing or rooms_at(proof.situations, scene.id, entrance=True)),
        )
