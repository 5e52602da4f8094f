"""No play ever enters this scene.

A scene that nobody can reach is work no learner sees, and often the trace of a `goto` that points somewhere else than
was meant. Or paths lead to it, but the conditions on them never hold when a play comes by: then the message names them.

Reported:

    state:
      trust: {start: 2, min: 0, max: 10}
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {trust: +1}}
          - {say: "How can I help?", goto: sorting, change: {trust: +2}}
      sorting:
        route:
          - {when: trust >= 6, goto: thanks}
          - {goto: goodbye}
      on-hold:                    # <- unreachable-scene
        text: Four minutes pass.
        next: goodbye
      thanks:                     # <- unreachable-scene
        text: She thanks you by name.
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

To mend it, lead a choice, a `next` or a `route` to the scene, change the condition that keeps every play away, or
delete the scene.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.obstacles import kept_away
from builder.flow.proof import Bounds
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(bounds: Bounds) -> Iterator[Diagnostic]:
    """One finding for every scene that no play enters or, past the limit of the search, that no path leads to."""
    story = bounds.graph.story
    for scene, why, by_conditions in kept_away(bounds, story.scenes):
        help = f"Lead a choice, a `next` or a `route` to `{scene}`, or delete it."
        if by_conditions:
            help = "Change what is asked for, or the changes before it, so that some play can come here."
        place = Place(story.file, ("scenes", scene), "key")
        yield Diagnostic("unreachable-scene", place, f"No play ever enters the scene `{scene}`: {why}", help)
