"""A sentence of narration or feedback has over 25 words, or one of a choice over 20.

Guides to plain language ask for 15 to 20 words on average. Narration and feedback are read on a phone, by people with
a call waiting. A choice is meant to be said: what nobody can say in one breath, nobody would say.

Reported:

    scenes:
      hello:
        text:
          The order that is open on your screen has three dates, each of which was logged by the driver as no access,
          and none of which anybody has looked into.        # <- long-sentence
        choices:
          - {say: Which of them were you in for?, goto: settled}
          - {say: It shows as attempted., goto: gone}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Accepted:

    cast: {maren: {name: Maren Oyelaran, role: customer}}
    scenes:
      hello:
        speaker: maren
        text: >-
          "I have stood at this window since seven in the morning with a flask of tea and nobody has rung me and
          nobody has come and now you ask me for a number."
        choices:
          - {say: Which of them were you in for?, goto: settled}
          - {say: It shows as attempted., goto: gone}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Customers talk as they talk: what they say does not count, nor what a narration quotes.

To mend it, make two sentences of it, or leave out what does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from builder.diagnostics import Diagnostic, Severity
from builder.prose.manuscript import Manuscript, beyond, part, told
from builder.prose.sentences import counted

SEVERITY = Severity.NOTE
MOST_WORDS: Final = {"narration": 25, "reaction": 25, "feedback": 25, "choice": 20, "reply": 20}
"""Words a sentence, by the kind of passage."""


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """One finding for every long sentence, marked from where it goes past the limit."""
    for passage in manuscript.own if manuscript.is_spaced else ():
        most = MOST_WORDS[passage.kind]
        for sentence in told(manuscript, passage):
            count = len(counted(sentence.text))
            if count > most:
                message = f"This sentence has {count} words, more than {most}."
                help = "Make two sentences of it, or leave out what does not matter."
                yield Diagnostic("long-sentence", part(passage.place, beyond(sentence, most)), message, help)
