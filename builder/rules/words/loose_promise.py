"""A choice rated strong promises what nobody can be sure of, or takes something on without saying when.

"I promise" and "definitely" feel good now and break two scenes later: promise the acts and the news that are in your
own hands, and not results that others decide. "I'll get back to you" leaves the customer waiting by the phone until
they ring again, angrier. A time, even one for no news, is what makes it a commitment.

Reported:

    scenes:
      call:
        text: '"My lesson starts in 25 minutes," writes Priya.'
        choices:
          - {say: I promise the line will be up by then., goto: taught, rating: strong}              # <- loose-promise
          - {say: I'll look into the line and get back to you., goto: taught, rating: strong}        # <- loose-promise
          - {say: Have you tried restarting it?, goto: gone, rating: weak}
    outcomes:
      taught: {result: success, title: The lesson runs}
      gone: {result: failure, title: She gives up}

Accepted:

    scenes:
      call:
        text: '"My lesson starts in 25 minutes," writes Priya.'
        choices:
          - {say: I can't promise the line by six. Your hotspot is free from now on., goto: taught, rating: strong}
          - {say: I'll look into the line. You hear from me at ten to six., goto: taught, rating: strong}
          - {say: I promise it will work., goto: gone, rating: weak}
    outcomes:
      taught: {result: success, title: The lesson runs}
      gone: {result: failure, title: She gives up}

A question promises nothing, nor does a phrase after a "not" of the same clause, nor one that is quoted. The when may
stand in the same sentence or the next. `promises`, `commitments` and `when` are lists that a course adds to in
`phrases.yml`; a choice whose promise is the learner's to keep says so in a `waive`.

To mend it, say what you will do and by when, or what you cannot know yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.prose.manuscript import Manuscript, meant, part, whole
from builder.prose.passages import Passage
from builder.prose.phrases import find, phrasebook
from builder.prose.sentences import Piece
from builder.prose.unsaid import is_spoken_for

SEVERITY = Severity.WARNING


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """One finding for every promise, and for the first commitment of a sentence, that has no when."""
    for passage in manuscript.strong:
        for found in _promises(manuscript, passage):
            message = f'"{_said(passage, found)}" promises more than anybody can be sure of.'
            help = "Say what you will do, or what you cannot know yet."
            yield Diagnostic("loose-promise", part(passage.place, found), message, help)
        for found in _commitments(manuscript, passage):
            message = f'"{_said(passage, found)}" does not say when.'
            help = "Say by when, in this sentence or the next; a time for no news is one too."
            yield Diagnostic("loose-promise", part(passage.place, found), message, help)


def _promises(manuscript: Manuscript, passage: Passage) -> Iterator[Piece]:
    return (found for found, _ in _given(manuscript, manuscript.phrases.promises, passage))


def _commitments(manuscript: Manuscript, passage: Passage) -> Iterator[Piece]:
    loose: set[Piece] = set()
    for found, sentence in _given(manuscript, manuscript.phrases.commitments, passage):
        if sentence not in loose and not _when(manuscript, passage, found):
            loose.add(sentence)
            yield found


def _given(manuscript: Manuscript, phrases: tuple[str, ...], passage: Passage) -> Iterator[tuple[Piece, Piece]]:
    """The phrases that are no question, and that no other rule reports."""
    for found, sentence in meant(manuscript, phrasebook(phrases), passage):
        if not sentence.text.endswith("?") and not is_spoken_for(manuscript, passage, found):
            yield found, sentence


def _said(passage: Passage, found: Piece) -> str:
    return " ".join(passage.text[found.start : found.end].split())


def _when(manuscript: Manuscript, passage: Passage, found: Piece) -> bool:
    """Whether the sentence of a commitment, or the one after it, says when: a word of the list, or a figure."""
    book = phrasebook(manuscript.phrases.when)
    around = whole(manuscript, passage)
    at = next((number for number, each in enumerate(around) if each.end > found.start), 0)
    for number, sentence in enumerate(around[at : at + 2]):
        own = found if number == 0 else None
        text = sentence.text if own is None else _without(sentence, own)
        if any(find(book, text)) or any(letter.isdigit() for letter in text):
            return True
    return False


def _without(sentence: Piece, found: Piece) -> str:
    """The sentence with the commitment itself as blanks: "as soon as I can" holds no when of its own."""
    begin, end = found.start - sentence.start, found.end - sentence.start
    return sentence.text[:begin] + " " * (end - begin) + sentence.text[end:]
