"""A text seems to end too early: YAML takes the rest of its line for a comment.

In `Bill #12 is paid.` everything from ` #` on is a comment to YAML, unless the text stands in quotation marks. Learners
would read "Bill", and nobody would notice.

Reported:

    scenes:
      hello:
        text: You say bill #12 is paid.             # <- text-cut-short
        choices:
          - {say: Let me look., goto: settled}
          - say: That is order #7, isn't it?        # <- text-cut-short
            goto: gone
    outcomes:
      settled: {result: success, title: Paid once}
      gone: {result: failure, title: Paid twice}

Accepted:

    scenes:
      hello:
        text: "You say bill #12 is paid."
        choices:
          - {say: Let me look., goto: settled}    # he does not look
          - say: 'That is order #7, isn''t it?'
            goto: gone
    outcomes:
      settled: {result: success, title: Paid once}
      gone: {result: failure, title: Paid twice}

Looked for are signs right before a letter or a digit, behind a text of more than an id.

To mend it, put the whole text in double quotes. If it is a comment, put a space after the sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity, shown
from builder.sources import Comments

SEVERITY = Severity.WARNING


def check(comments: Comments) -> Iterator[Diagnostic]:
    """One finding for every comment that may be the rest of a text."""
    for span, words in comments.after_texts:
        message = f"Here the text ends: YAML takes `{shown(words)}` for a comment."
        help = "If it belongs to the text, put all of it in double quotes. In a comment, put a space after `#`."
        yield Diagnostic("text-cut-short", span, message, help)
