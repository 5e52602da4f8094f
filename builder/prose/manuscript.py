"""A finished story as the rules about wording read it: its passages, and the phrases of its language to look for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from builder.model import Phrases, Skill, Story
from builder.prose.languages import is_english, is_spaced
from builder.prose.passages import Passage, passages
from builder.prose.phrases import Phrasebook, find, phrasebook, turned_round
from builder.prose.readability import grade
from builder.prose.sentences import Piece, blanked, counted, has_words, sentences, unquoted, words
from builder.sources import Place

FEWEST_WORDS: Final = 100
FEWEST_SENTENCES: Final = 10
"""Below these, a grade says more about a single word than about the text: formulas were made for passages."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The words of one story, its course's ``skills``, and the ``phrases`` of its ``language``.

    ``kept`` holds the passages and ``cut`` their sentences, once they are asked for.
    """

    story: Story
    language: str = "en"
    phrases: Phrases = field(default_factory=Phrases)
    skills: Mapping[str, Skill] = field(default_factory=dict)
    kept: list[Passage] = field(default_factory=list, compare=False, repr=False)
    cut: dict[int, list[Piece]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def passages(self) -> list[Passage]:
        """All its texts, in the author's order."""
        if not self.kept:
            self.kept.extend(passages(self.story))
        return self.kept

    @property
    def is_english(self) -> bool:
        """Whether what is known of English words applies."""
        return is_english(self.language)

    @property
    def is_spaced(self) -> bool:
        """Whether its words can be counted."""
        return is_spaced(self.language)

    @property
    def own(self) -> Iterator[Passage]:
        """What the author tells and coaches and what the learner may say, and not what others say."""
        kinds = ("narration", "reaction", "feedback", "choice", "reply")
        return (passage for passage in self.passages if passage.kind in kinds)

    @property
    def strong(self) -> Iterator[Passage]:
        """What is said or done in the choices rated strong."""
        for passage in self.passages:
            if passage.kind == "choice" and passage.choice is not None and passage.choice.rating == "strong":
                yield passage


def told(manuscript: Manuscript, passage: Passage) -> list[Piece]:
    """The sentences of a passage as far as they are its own: what it quotes of other people is left as blanks.

    In what is told, a quotation is the customer's; in what is said, it is somebody else's. The words of a ``do`` that
    stand between quotation marks are the learner's.
    """
    if id(passage) not in manuscript.cut:
        done = passage.kind == "choice" and passage.choice is not None and passage.choice.do is not None
        own = blanked(passage.text if done else unquoted(passage.text))
        found = [Piece(own[each.start : each.end], each.start, each.end) for each in whole(manuscript, passage)]
        manuscript.cut[id(passage)] = [each for each in found if has_words(each.text)]
    return manuscript.cut[id(passage)]


def whole(manuscript: Manuscript, passage: Passage) -> list[Piece]:
    """The sentences of a passage, with all that it quotes. Full stops in the names of the cast end none."""
    dotted = [member.name for member in manuscript.story.cast.values() if "." in member.name]
    return list(sentences(passage.text, dotted))


def meant(manuscript: Manuscript, book: Phrasebook, passage: Passage) -> Iterator[tuple[Piece, Piece]]:
    """Where a passage uses phrases of a book in its own right, each with the sentence it stands in.

    A phrase that is only quoted, or turned round by a "not", is none of its own.
    """
    negations = phrasebook(manuscript.phrases.turning)
    for sentence in told(manuscript, passage):
        for found in find(book, sentence.text):
            if not turned_round(sentence.text, found, negations):
                yield Piece(found.text, sentence.start + found.start, sentence.start + found.end), sentence


def part(place: Place, piece: Piece) -> Place:
    """The place of a piece of a text, for a mark that lies on nothing else."""
    return Place(place.file, place.route, within=(piece.start, piece.end), otherwise=place.otherwise)


def beyond(piece: Piece, most: int) -> Piece:
    """The part of a sentence that goes past ``most`` words."""
    over = words(piece.text)[most:]
    return Piece(piece.text, piece.start + over[0].start, piece.start + over[-1].end)


def pooled(manuscript: Manuscript) -> float | None:
    """The Flesch-Kincaid grade of all that is the author's own; None where it is too little, or not English."""
    if not manuscript.is_english:
        return None
    said = [counted(piece.text) for passage in manuscript.own for piece in told(manuscript, passage)]
    if len(said) < FEWEST_SENTENCES or sum(map(len, said)) < FEWEST_WORDS:
        return None
    return grade(said)
