"""A choice uses a fact that the learner may not know yet.

Some play comes to this choice without passing what `reveals` the fact. The learner is made to say what nobody told
them.

Reported:

    facts:
      monday: The school inspects on Monday.
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: "What happened?", goto: asking, reveals: [monday]}
          - {say: "How can I help?", goto: asking}
      asking:
        text: She waits for a plan.
        choices:
          - {say: You have it before Monday., goto: goodbye, uses: [monday]}   # <- fact-not-learned
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    facts:
      monday: The school inspects on Monday.
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: "What happened?", goto: her-story}
          - {say: "How can I help?", goto: her-story}
      her-story:
        text: She tells you all of it.
        reveals: [monday]
        choices:
          - {say: You have it before Monday., goto: goodbye, uses: [monday]}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, reveal the fact on every way to the choice, or give the choice a `when` that only those who know it meet.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.facts import offering
from builder.flow.proof import Proof, play_into, without_learning
from builder.flow.shortest import Rounds
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(proof: Proof) -> Iterator[Diagnostic]:
    """One finding for every use of a fact that some play is offered without having learned it."""
    story = proof.graph.story
    unknowing: dict[str, Rounds | None] = {}
    for scene in story.scenes.values():
        for choice in scene.choices:
            for position, fact in enumerate(choice.uses):
                if fact not in unknowing:
                    unknowing[fact] = without_learning(proof.situations, fact)
                met = unknowing[fact]
                play = met and play_into(met, offering(proof.situations, scene, choice))
                if play:
                    yield Diagnostic(
                        "fact-not-learned",
                        Place(story.file, ("scenes", scene.id, "choices", choice.position, "uses", position)),
                        f"Choice `{choice.name}` of `{scene.id}` uses the fact `{fact}`, but a play can come to it "
                        "without having learned that.",
                        "Reveal it on every way here, or let the choice ask for what only those who know it have.",
                        play=play,
                    )
