"""Phrases looked up in prose: capitals, apostrophes, hyphens, endings, and the "not" that turns a phrase round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.prose.phrases import find, forms, phrasebook, turned_round

FOUND = [
    ("calm down", "Please CALM down now."),
    ("don't raise your voice", "Don’t raise your voice."),
    ("don’t raise your voice", "don't raise your voice"),
    ("follow-up", "A follow up is due."),
    ("follow up", "A follow-up is due."),
    ("order number", "Your order\nnumber, please."),
    ("order number", "Your **order** number, please."),
    ("I understand, but", "I understand. But no."),
]
INFLECTED = [
    ("order number", "the order numbers"),
    ("reference", "both references"),
    ("references", "the reference"),
    ("restart the router", "have you restarted the router"),
    ("calm down", "once you've calmed down"),
    ("stop shouting", "stopped shouting"),
    ("policy", "our policies"),
    ("try again", "you tried again"),
    ("attempt", "attempting"),
    ("manager", "the manager's desk"),
]
NOT_FOUND = [
    ("reference", "preferences"),
    ("attempt", "temptation"),
    ("note", "not now"),
    ("one", "on it"),
    ("order number", "the number of the order"),
    ("calm down", "calm. Sit down"),
    ("Dear Mrs", "Dear Mr"),
    ("Dear Mr", "Dear Mrs"),
]


@pytest.mark.parametrize(("phrase", "text"), FOUND)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    (found,) = find(phrasebook((phrase,)), text)
    assert found.text == phrase


@pytest.mark.parametrize(("phrase", "text"), INFLECTED)
def test_an_english_ending_makes_no_difference_where_it_is_asked_for(phrase: str, text: str) -> None:
    assert len(list(find(phrasebook((phrase,), inflected=True), text))) == 1
    assert not list(find(phrasebook((phrase,)), text))


@pytest.mark.parametrize(("phrase", "text"), NOT_FOUND)
def test_another_word_is_not_the_phrase(phrase: str, text: str) -> None:
    assert not list(find(phrasebook((phrase,), inflected=True), text))


def test_a_piece_is_the_words_themselves_in_their_place() -> None:
    text = "It is – for now – **right away**, he says."
    (found,) = find(phrasebook(("right away",)), text)
    assert text[found.start : found.end] == "right away"


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        ("I won't ask for the order number.", True),
        ("I can’t promise that.", True),
        ("I never said the order number was wrong.", True),
        ("There's no need for the order number.", True),
        ("It's not here, so the order number helps.", False),
        ("Not to worry: the order number.", False),
        ("You shouldn't have had to give us that order number.", True),
        ("It was not the van that was late on all of those three days but the order number.", False),
        ("The order number is not here.", False),
    ],
)
def test_a_not_before_a_phrase_of_the_same_clause_turns_it_round(sentence: str, turned: bool) -> None:
    book = phrasebook(("order number", "promise"), inflected=True)
    (found,) = find(book, sentence)
    assert turned_round(sentence, found, phrasebook(("not", "no", "never"))) is turned


VOCABULARY = st.sampled_from(["the", "rep", "reply", "ask", "asked", "asks", "story", "stories", "don't", "re-ask"])


@given(st.lists(VOCABULARY, min_size=1, max_size=3), st.lists(VOCABULARY, max_size=12))
def test_no_shortcut_makes_a_difference(phrase: list[str], text: list[str]) -> None:
    book = phrasebook((" ".join(phrase),), inflected=True)
    wanted = [forms(part) for word in phrase for part in word.split("-")]
    given_words = [part for word in text for part in word.split("-")]
    spots = range(len(given_words) - len(wanted) + 1)
    by_hand = sum(all(given_words[at + n] in way for n, way in enumerate(wanted)) for at in spots)
    assert len(list(find(book, " ".join(text)))) == by_hand
