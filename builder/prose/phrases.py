"""Looking phrases up in prose: whatever the capitals, the apostrophes, the hyphens and, in English, the endings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from builder.prose.sentences import Piece, terms

Ways: TypeAlias = tuple[frozenset[str], ...]

_CLAUSE: Final = ",;:–—()"
_REACH: Final = 8
"""Words back from a phrase in which a "not" still turns it round: "I won't ask you for the order number"."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases by every form of their first word.

    ``signs`` are letters of which a text with any of the phrases has at least one run.
    """

    first: Mapping[str, tuple[tuple[str, Ways], ...]]
    signs: tuple[str, ...]


@lru_cache(maxsize=64)
def phrasebook(phrases: tuple[str, ...], *, inflected: bool = False) -> Phrasebook:
    """A book of these phrases; with ``inflected``, each of their words may have another English ending."""
    first: dict[str, list[tuple[str, Ways]]] = {}
    signs: set[str] = set()
    for phrase in phrases:
        ways = tuple(forms(term.text) if inflected else frozenset((term.text,)) for term in terms(phrase))
        for word in ways[0] if ways else ():
            first.setdefault(word, []).append((phrase, ways))
        if ways:
            signs.add(max(map(_sign, reversed(ways)), key=len))
    return Phrasebook({word: tuple(each) for word, each in first.items()}, tuple(sorted(signs)))


def find(book: Phrasebook, sentence: str) -> Iterator[Piece]:
    """Where the phrases of a book stand in a sentence; each piece's text is the phrase as the book has it."""
    letters = sentence.casefold()
    if not any(sign in letters for sign in book.signs):
        return
    found = terms(sentence)
    for position, term in enumerate(found):
        for phrase, ways in book.first.get(term.text, ()):
            here = found[position : position + len(ways)]
            if len(here) == len(ways) and all(each.text in way for each, way in zip(here, ways, strict=True)):
                yield Piece(phrase, here[0].start, here[-1].end)


def turned_round(sentence: str, at: Piece, negations: Phrasebook) -> bool:
    """Whether a negation of the same clause stands before a phrase of the sentence, no more than eight words back."""
    before = sentence[: at.start]
    clause = before[max(before.rfind(sign) for sign in _CLAUSE) + 1 :]
    near = terms(clause)[-_REACH:]
    return any(find(negations, " ".join(each.text for each in near))) or any(each.text.endswith("n't") for each in near)


def forms(word: str) -> frozenset[str]:
    """The word with the endings that English may give it. Some are no words; they match nothing."""
    found = {word, word + "'s"}
    if len(word) < 3 or not word.isalpha():
        return frozenset(found)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # "Mrs" is not many a "Mr"
        found.add(word[:-1])
    if word[-1] == "y" and word[-2] not in "aeiou":
        return frozenset({*found, word[:-1] + "ies", word[:-1] + "ied", word + "ing"})
    stem = word[:-1] if word.endswith("e") else word
    found |= {word + "s", stem + "es", stem + "ed", stem + "ing"}
    if word[-1] not in "aeiouwxy" and word[-2] in "aeiou" and word[-3] not in "aeiou":
        found |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return frozenset(found)


def _sign(way: frozenset[str]) -> str:
    """The letters with which all forms of a word begin."""
    first, last = min(way), max(way)
    alike = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:alike].partition("'")[0]
