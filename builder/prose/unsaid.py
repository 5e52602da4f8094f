"""Phrases that are better left unsaid: the triggers of a story's own customer, and what the course's skills avoid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from builder.prose.manuscript import Manuscript, meant
from builder.prose.passages import Passage
from builder.prose.phrases import Phrasebook, phrasebook
from builder.prose.sentences import Piece


def provoking(manuscript: Manuscript, passage: Passage) -> Iterator[Piece]:
    """Where a passage has a phrase of the story's own triggers."""
    triggers = manuscript.story.triggers.values()
    book = _book(manuscript, (phrase for trigger in triggers for phrase in trigger.phrases))
    return (found for found, _ in meant(manuscript, book, passage))


def avoided(manuscript: Manuscript, passage: Passage) -> Iterator[Piece]:
    """Where a passage has a phrase that a skill of the course avoids."""
    book = _book(manuscript, (phrase for skill in manuscript.skills.values() for phrase in skill.avoid))
    return (found for found, _ in meant(manuscript, book, passage))


def is_spoken_for(manuscript: Manuscript, passage: Passage, found: Piece) -> bool:
    """Whether a phrase is part of one that is to be left unsaid anyhow: one mistake is one finding."""
    return any(overlap(each, found) for search in (provoking, avoided) for each in search(manuscript, passage))


def overlap(one: Piece, other: Piece) -> bool:
    """Whether two pieces of a text have a letter in common."""
    return one.start < other.end and other.start < one.end


def _book(manuscript: Manuscript, phrases: Iterable[str]) -> Phrasebook:
    allowed = {phrase.casefold() for phrase in manuscript.phrases.allow}
    kept = tuple(phrase for phrase in phrases if phrase.casefold() not in allowed)
    return phrasebook(kept, inflected=manuscript.is_english)
