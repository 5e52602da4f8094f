"""A finished story still has a note to its author in it: TODO, lorem ipsum, or a placeholder nobody filled.

Learners would read it.

Reported:

    scenes:
      hello:
        text: '"My name is {name}, and I have waited nine days."'        # <- left-over
        choices:
          - {say: TODO name the nine days, goto: settled}                # <- left-over
          - {say: Our lines were busy., goto: gone, reaction: '[Insert his reply]'}    # <- left-over
    outcomes:
      settled: {result: success, title: A call on Thursday}
      gone: {result: failure, title: He writes to the paper, text: Lorem ipsum dolor.}    # <- left-over

Accepted:

    scenes:
      hello:
        text: '"I have a to-do list, and ringing you was never meant to be on it."'
        choices:
          - {say: Nine days. What did they tell you?, goto: settled}
          - {say: Our lines were busy., goto: gone}
    outcomes:
      settled: {result: success, title: A call on Thursday}
      gone: {result: failure, title: He writes to the paper}

`left-over` is a list that a course adds to in `phrases.yml`. What is written there in capitals is looked for in
capitals. Text in braces, and text in brackets that begins with "insert", "add", "your" or "customer", is a
placeholder.

To mend it, write what was meant, or put a note for reviewers under `notes`, which is never published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from builder.diagnostics import Diagnostic, Severity, shown
from builder.prose.manuscript import Manuscript, part
from builder.prose.passages import Passage
from builder.prose.phrases import Phrasebook, find, phrasebook
from builder.prose.sentences import Piece, blanked

SEVERITY = Severity.ERROR

_PLACEHOLDER: Final = re.compile(
    r"\{\{?[^{}\n]{1,60}\}?\}|\[(?:insert|add|fill in|your|customer)\b[^\]\n]*\]|<(?:insert|your|customer)\b[^>\n]*>",
    re.I,
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """One finding for every mark of unfinished text, in all texts of the story."""
    book = phrasebook(manuscript.phrases.left_over)
    for passage in manuscript.passages:
        for found in _marks(passage, book):
            message = f"This was left over: {shown(passage.text[found.start : found.end])}"
            help = "Write what was meant. What reviewers should know belongs under `notes`."
            yield Diagnostic("left-over", part(passage.place, found), message, help)


def _marks(passage: Passage, book: Phrasebook) -> Iterator[Piece]:
    for found in find(book, passage.text):
        if not found.text.isupper() or passage.text[found.start : found.end].isupper():
            yield found
    for placeholder in _PLACEHOLDER.finditer(blanked(passage.text)):
        yield Piece(placeholder[0], placeholder.start(), placeholder.end())
