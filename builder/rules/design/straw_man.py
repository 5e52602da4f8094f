"""A choice rated fair or weak does not say what makes it tempting.

A wrong answer that nobody would give teaches nothing. The good ones are mistakes that people really make, each for a
reason that seemed sensible at the time: to be quick, to be kind, to follow the form. Naming that reason is the cheapest
test of whether there is one. Only authors and trainers see it.

Reported:

    scenes:
      hello:
        text: '"That coat was my grandmother''s," says Noor.'
        choices:
          - {say: "It can't be mended. I'm sorry, it was us.", goto: quiet, rating: strong}
          - {say: "It's only a coat, madam.", goto: gone, rating: weak}   # <- straw-man
      quiet: {text: She looks at it for a long time., next: settled}
    outcomes:
      settled: {result: success, title: She takes the panels home}
      gone: {result: failure, title: She asks for your manager}

Accepted:

    scenes:
      hello:
        text: '"That coat was my grandmother''s," says Noor.'
        choices:
          - {say: "It can't be mended. I'm sorry, it was us.", goto: quiet, rating: strong}
          - say: "Leave it with me, I'm sure we can do something."
            goto: gone
            rating: weak
            tempting: You can't bear her face, and a little hope seems kind.
      quiet: {text: She looks at it for a long time., next: settled}
    outcomes:
      settled: {result: success, title: She takes the panels home}
      gone: {result: failure, title: She asks for your manager}

To mend it, write `tempting`: what a good colleague would be thinking while saying this. If there is no such thing,
write a choice that has one.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished, choices_in

SEVERITY = Severity.WARNING


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice rated fair or weak that has no ``tempting``."""
    for scene, choice in choices_in(finished):
        if choice.rating in ("fair", "weak") and not (choice.tempting or "").strip():
            yield Diagnostic(
                "straw-man",
                finished.at(scene, choice, "rating"),
                f"This choice is rated {choice.rating}, and does not say why anybody would take it.",
                "Write under `tempting` what makes it seem right, or write a mistake that people really make.",
            )
