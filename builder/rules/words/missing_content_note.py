"""There is swearing, a threat or a death in the story, and no content note.

Some learners had that call last week. A note before the story lets them choose when to take it, and costs others
nothing.

Reported:

    cast: {dario: {name: Dario Venn, role: customer}}
    scenes:
      hello:
        speaker: dario
        text: '"Four thousand quid of fucking stock, and you read me the terms."'     # <- missing-content-note
        next: settled
    outcomes:
      settled: {result: success, title: An engineer today}

Accepted:

    content-notes: [A caller swears.]
    cast: {dario: {name: Dario Venn, role: customer}}
    scenes:
      hello:
        speaker: dario
        text: '"Four thousand quid of fucking stock, and you read me the terms."'
        next: settled
    outcomes:
      settled: {result: success, title: An engineer today}

All texts count, the customers' own lines too. `swearing`, `threats` and `bereavement` are lists that a course adds to
in `phrases.yml`; what is mild where you work goes there under `allow`.

To mend it, say under `content-notes`, in a few words, what is to come.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.prose.manuscript import Manuscript, part
from builder.prose.phrases import find, phrasebook

SEVERITY = Severity.ERROR


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """At most one finding, at the first of these words."""
    if manuscript.story.content_notes:
        return
    phrases = manuscript.phrases
    sorts = {"swearing": phrases.swearing, "a threat": phrases.threats, "a death": phrases.bereavement}
    books = {sort: phrasebook(listed, inflected=manuscript.is_english) for sort, listed in sorts.items()}
    for passage in manuscript.passages:
        for sort, book in books.items() if passage.kind != "note" else ():
            for found in find(book, passage.text):
                message = f"There is {sort} in this story, and no content note."
                help = "Say under `content-notes`, in a few words, what is to come."
                yield Diagnostic("missing-content-note", part(passage.place, found), message, help)
                return
