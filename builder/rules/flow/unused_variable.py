"""A variable is never read, or never changed.

No condition, score or display reads it: counting it makes no difference. Or nothing ever changes it: what asks for it
always gets the same answer.

Reported:

    state:
      trust: {start: 2, min: 0, max: 10}         # <- unused-variable
      has_name: false                            # <- unused-variable
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye, change: {trust: +1}}
          - {say: "Who is this?", goto: goodbye}
      unlocked:
        route:
          - {when: has_name, goto: goodbye}
          - {goto: hello}
    outcomes:
      goodbye: {result: success, title: Goodbye}

Accepted:

    state:
      trust: {start: 2, min: 0, max: 10, show: meter}
      has_name: false
    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: asking, change: {trust: +1}}
          - {say: "Who is this?", goto: asking, set: {has_name: true}}
      asking:
        text: She waits for a plan.
        choices:
          - {say: One moment., goto: goodbye}
          - {say: "One moment, Ann.", goto: goodbye, when: has_name}
    outcomes:
      goodbye: {result: success, title: Goodbye}

To mend it, delete the variable, or let a condition, a score or the screen read it and a choice change it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.expressions import variables_in
from builder.flow.domain import owners
from builder.flow.link import StoryGraph
from builder.model import Number, Variable
from builder.sources import Place

SEVERITY = Severity.WARNING


def check(graph: StoryGraph) -> Iterator[Diagnostic]:
    """One finding for every variable that nothing reads, or that nothing changes."""
    read = {name for tree in graph.expressions.values() for name in variables_in(tree)}
    changed = {name for owner in owners(graph) for name in (*owner.change, *owner.set)}
    for name, variable in graph.story.state.items():
        used = name in read or _displayed(variable)
        if used and name in changed:
            continue
        if used:
            message, help = f"`{name}` never changes.", "Let a choice change it, or write its value where it is asked."
        elif name in changed:
            message = f"`{name}` is never read: no condition, score or display asks for it."
            help = "Let something ask for it, show it, or delete it with all that changes it."
        else:
            message, help = f"`{name}` is never read and never changed.", "Delete it."
        yield Diagnostic("unused-variable", Place(graph.story.file, ("state", name), "key"), message, help)


def _displayed(variable: Variable) -> bool:
    """Whether learners are shown it while they play."""
    return isinstance(variable, Number) and variable.show != "hidden"
