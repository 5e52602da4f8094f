"""No play ever enters this scene.

A scene that nobody can reach is work no learner sees, and often the trace of a `goto` that points somewhere else than
was meant.

Reported:

    scenes:
      hello:
        text: The phone rings.
        next: goodbye
      on-hold:                    # <- unreachable-scene
        text: Four minutes pass.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: One moment., goto: on-hold}
      on-hold:
        text: Four minutes pass.
        next: goodbye
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, lead a choice, a `next` or a `route` to the scene, or delete it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.graph import Reach
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(reach: Reach) -> Iterator[Diagnostic]:
    """One finding for every scene that no path leads to."""
    story = reach.graph.story
    for scene in story.scenes:
        if scene not in reach.entered:
            yield Diagnostic(
                "unreachable-scene",
                Place(story.file, ("scenes", scene), "key"),
                f"No play ever enters the scene `{scene}`: no path leads to it from `{reach.graph.start}`.",
                f"Lead a choice, a `next` or a `route` to `{scene}`, or delete it.",
            )
