"""Syllables and grades: words counted as a dictionary of pronunciation has them, and a grade worked out by hand."""

from __future__ import annotations

from math import isclose

import pytest

from builder.prose.manuscript import Manuscript, pooled
from builder.prose.readability import grade, syllables
from builder.sources import Source, StorySource
from builder.storyfile.read import read_course, read_story

SYLLABLES = {
    1: "a the made time asked named called makes times you're don't while more tried sighed breathe please 7 10:30",
    2: "wanted needed little people quiet going being doing boxes changes order table apple really only create "
    "couldn't didn't nineteen hopeful tables settled cancelled",
    3: "reaction Saturday customer video idea area radio continue understand agreeing",
    4: "delivery information deliveries authority January technology",
    5: "organisation immediately authorisation",
    6: "accountability responsibility",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in SYLLABLES.items() for word in words.split()]
)
def test_syllables_are_those_of_a_dictionary(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_curly_apostrophe_makes_no_difference() -> None:
    assert syllables("couldn’t") == syllables("couldn't") == 2


def test_the_grade_is_the_formula_of_flesch_and_kincaid() -> None:
    sentences = [["The", "cat", "sat", "on", "the", "table"], ["Nobody", "rang"]]
    assert isclose(grade(sentences), 0.39 * 8 / 2 + 11.8 * 11 / 8 - 15.59)


def manuscript(narration: str, said: str = '"Unacceptable."', language: str = "en") -> Manuscript:
    text = (
        "format: 1\ntitle: T\nstatus: published\ncast: {ann: {name: Ann, role: customer}}\nscenes:\n  hello:\n"
        f"    lines:\n      - {{speaker: ann, text: '{said}'}}\n      - text: '{narration}'\n    next: end\n"
        "outcomes:\n  end: {result: success, title: End}\n"
    )
    story = read_story(StorySource("a", Source("a.yml", text.encode()))).story
    course, _, _ = read_course(None, None)
    return Manuscript(story, language, course.phrases, course.skills)


PLAIN = "You pick up the phone and say your name to her. " * 12
HARD = "Representatives investigate outstanding discrepancies chronologically in organisational documentation. " * 14


def test_a_grade_is_of_the_whole_story_and_not_of_a_line() -> None:
    assert pooled(manuscript("Unacceptable.")) is None
    assert pooled(manuscript("You wait. " * 40)) is None  # many sentences and few words
    assert pooled(manuscript(" ".join(["word"] * 300) + ".")) is None  # many words and one sentence
    assert (pooled(manuscript(PLAIN)) or 99) < 4 < 15 < (pooled(manuscript(HARD)) or 0)


def test_what_customers_say_is_in_no_grade() -> None:
    assert pooled(manuscript(PLAIN, said=HARD)) == pooled(manuscript(PLAIN))
    assert pooled(manuscript(f'{PLAIN} "{HARD}" You wait.')) == pytest.approx(pooled(manuscript(f"{PLAIN} You wait.")))


def test_no_other_language_has_this_grade() -> None:
    assert pooled(manuscript(PLAIN, language="de")) is None
    assert pooled(manuscript(PLAIN, language="en-GB")) is not None
