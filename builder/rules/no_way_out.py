"""A play that comes here can never end.

The learner is caught: whatever they choose from here on, no outcome is ever reached.

Reported:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: One moment., goto: on-hold}
      on-hold:                                  # <- no-way-out
        text: Four minutes pass.
        choices:
          - {do: Wait., goto: on-hold}
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
        choices:
          - {do: Wait., goto: on-hold}
          - {say: "Sorry, I am back.", goto: hello}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, give one of the scenes in the circle a choice, a `next` or a `route` that leads out of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.graph import Reach
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(reach: Reach) -> Iterator[Diagnostic]:
    """One finding for every scene that a path enters and from which no path leads to an outcome."""
    story = reach.graph.story
    for scene in story.scenes:
        if scene in reach.entered and scene not in reach.ending:
            yield Diagnostic(
                "no-way-out",
                Place(story.file, ("scenes", scene), "key"),
                f"A play that enters `{scene}` can never end: no path leads from it to an outcome.",
                "Give it, or a scene it leads to, a way to an outcome.",
            )
