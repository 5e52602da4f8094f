"""A choice rated strong says that it understands, and not what.

"I understand" costs nothing, and an angry customer knows it: "Do you?" Sympathy is believed when it names its cause in
the customer's own terms. Customers take concrete words as a sign that somebody listened (Packard and Berger, Journal
of Consumer Research, 2021).

Reported:

    cast: {noor: {name: Noor Haddad, role: customer}}
    scenes:
      counter:
        speaker: noor
        text: '"My grandmother sewed that coat. It was blue, and look at the sleeves now."'
        choices:
          - say: I understand how upsetting this is. Let me see what we can do.   # <- bare-empathy
            goto: panels
            rating: strong
          - {say: It is only the lining., goto: claim, rating: weak}
    outcomes:
      panels: {result: success, title: The panels are kept}
      claim: {result: failure, title: A formal claim}

Accepted:

    cast: {noor: {name: Noor Haddad, role: customer}}
    scenes:
      counter:
        speaker: noor
        text: '"My grandmother sewed that coat. It was blue, and look at the sleeves now."'
        choices:
          - say: I understand. Your grandmother made those sleeves, and we have ruined them.
            goto: panels
            rating: strong
          - {say: I understand. We can refund you., goto: claim, rating: weak}
    outcomes:
      panels: {result: success, title: The panels are kept}
      claim: {result: failure, title: A formal claim}

The cause may stand in the same sentence or beside it. It counts as the customer's when one of its words stands in what
they say in this scene or in the story's facts, or two of them in what they say elsewhere; words as common as "problem"
and "sorry" do not count. A course adds to the phrases under `empathy` in `phrases.yml`.

To mend it, say what happened to this customer, in the words that they used.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.prose.manuscript import Manuscript, meant, part, whole
from builder.prose.passages import Passage
from builder.prose.phrases import forms, phrasebook
from builder.prose.sentences import Piece, terms
from builder.prose.unsaid import is_spoken_for

SEVERITY = Severity.WARNING

_LED_UP_TO = frozenset({"if", "do", "did", "sure", "that", "whether", "so"})
"""Words before "I understand" with which it claims nothing: "let me make sure I understand"."""
_ALIKE = 5
"""Letters that two longer words share where they are of one matter."""
_FAR = 2
"""Words in common with what was said in other scenes, where one may be chance."""


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """One finding for every phrase of sympathy that names no cause."""
    book = phrasebook(manuscript.phrases.empathy)
    for passage in manuscript.strong:
        for found, sentence in meant(manuscript, book, passage):
            if (
                _claims(passage.text, found, sentence)
                and not _names_a_cause(manuscript, passage, found, sentence)
                and not is_spoken_for(manuscript, passage, found)
            ):
                message = f'"{passage.text[found.start : found.end]}" stands here without its cause.'
                help = "Say what happened to this customer, in a word or two of their own."
                yield Diagnostic("bare-empathy", part(passage.place, found), message, help)


def _claims(text: str, found: Piece, sentence: Piece) -> bool:
    before = terms(text[sentence.start : found.start])
    return not sentence.text.endswith("?") and (not before or before[-1].text not in _LED_UP_TO)


def _names_a_cause(manuscript: Manuscript, passage: Passage, found: Piece, sentence: Piece) -> bool:
    """Whether the sentence, or one beside it that asks nothing, is about what the customer told."""
    around = whole(manuscript, passage)
    at = next((number for number, each in enumerate(around) if each.end > found.start), 0)
    beside = [each for each in (*around[max(0, at - 1) : at], *around[at + 1 : at + 2]) if each.text[-1] != "?"]
    rest = passage.text[sentence.start : found.start] + " " + passage.text[found.end : sentence.end]
    filling = {phrase.casefold() for phrase in manuscript.phrases.filling}
    named = {word for text in (rest, *(each.text for each in beside)) for word in _words(text)} - filling
    here, elsewhere = _told(manuscript, passage)
    return any(_keys(word) & here for word in named) or sum(bool(_keys(word) & elsewhere) for word in named) >= _FAR


def _told(manuscript: Manuscript, passage: Passage) -> tuple[set[str], set[str]]:
    """The keys of the words that the customer uses in this scene, with the story's facts, and in all of the story."""
    spoken = [each for each in manuscript.passages if each.kind in ("line", "reaction")]
    here = [each for each in spoken if each.kind == "line" and each.scene is passage.scene]
    if not here:  # a message or a letter may be told by the narrator
        here = [each for each in manuscript.passages if each.kind == "narration" and each.scene is passage.scene]
    facts = [each for each in manuscript.passages if each.kind == "fact"]
    near, far = ({word for each in texts for word in _words(each.text)} for texts in (here + facts, spoken))
    return {key for word in near for key in _keys(word)}, {key for word in far for key in _keys(word)}


def _words(text: str) -> Iterator[str]:
    return (term.text for term in terms(text) if len(term.text) > 2)


def _keys(word: str) -> frozenset[str]:
    """What two words of one matter have in common: "inspected" and "inspection" begin alike."""
    return forms(word) | {word[:_ALIKE]} if len(word) > _ALIKE else forms(word)
