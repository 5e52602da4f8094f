"""Sentences and words, where Markdown, quotation marks, abbreviations and names would lead a count astray."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.prose.sentences import blanked, sentences, terms, unquoted, words

CUT = [
    ("two sentences", "It rang. You said nothing.", ["It rang.", "You said nothing."]),
    ("a question and a cry", "Well? No! Go on.", ["Well?", "No!", "Go on."]),
    ("a line broken in a paragraph", "It rang\nand rang.", ["It rang\nand rang."]),
    ("two paragraphs", "No stop here\n\nNor here", ["No stop here", "Nor here"]),
    ("a speaker after a quotation", '"Do you?" says Maren.', ['"Do you?" says Maren.']),
    ("a quotation after a stop", 'A laugh. "Once more. Why?"', ["A laugh.", '"Once more.', 'Why?"']),
    ("curly quotation marks", "“Fine.” She left.", ['"Fine."', "She left."]),
    (
        "a stop inside brackets",
        "It was late (nine. Or ten.) Maren slept.",
        ["It was late (nine.", "Or ten.)", "Maren slept."],
    ),
    ("a title before a name", "Mr. Hale met Dr. Okoye. Then he left.", ["Mr. Hale met Dr. Okoye.", "Then he left."]),
    ("initials", "J. R. Hartley rang.", ["J. R. Hartley rang."]),
    ("the word I", "So did I. Then it rang.", ["So did I.", "Then it rang."]),
    ("an hour", "Come at 8 a.m. on Monday.", ["Come at 8 a.m. on Monday."]),
    ("an hour at the end", "Come at 8 a.m. Bring it.", ["Come at 8 a.m.", "Bring it."]),
    ("a number as a name", "No. 7 is free.", ["No. 7 is free."]),
    ("no as an answer", "No. Seven came.", ["No.", "Seven came."]),
    ("a decimal", "It costs 3.50 a day.", ["It costs 3.50 a day."]),
    ("an abbreviation inside", "Bring proof, e.g. Ann's letter.", ["Bring proof, e.g. Ann's letter."]),
    ("dots that trail off", "Then… nothing. Then… Nothing.", ["Then… nothing.", "Then…", "Nothing."]),
    ("three dots", "So... she went on.", ["So... she went on."]),
    ("a list", "You have:\n\n- a reference\n- a name. And more", ["You have:", "a reference", "a name.", "And more"]),
    ("a numbered list", "1. Ask. Wait.\n2. Answer", ["Ask.", "Wait.", "Answer"]),
    ("a heading", "## Now\n\nAsk.", ["Now", "Ask."]),
    ("bold and italic", "*Two* words. **Three** of them.", ["Two  words.", "Three   of them."]),
    ("a link", "See [the page](https://a.example/b.c). Go.", ["See  the page                        .", "Go."]),
    ("code", "Write `a. B` here.", ["Write        here."]),
    ("a file's name", "Send plan.v2.pdf to us.", ["Send plan.v2.pdf to us."]),
    ("nothing", " \n", []),
    ("signs only", "— … !", []),
]


@pytest.mark.parametrize(("text", "cut"), [each[1:] for each in CUT], ids=[each[0] for each in CUT])
def test_sentences_end_where_a_reader_would_end_them(text: str, cut: list[str]) -> None:
    found = list(sentences(text))
    assert [each.text for each in found] == cut
    assert [blanked(text)[each.start : each.end] for each in found] == cut


def test_a_full_stop_in_a_name_ends_no_sentence() -> None:
    assert len(list(sentences("Ask St.Clair Ltd. Their van is late."))) == 2
    assert len(list(sentences("Ask Venn Bros. Catering about it.", ["Venn Bros. Catering"]))) == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Don't", 1),
        ("Don’t ask", 2),
        ("an e-mail at 10:30", 4),
        ("1,000 a day – or more", 5),
        ("**£389**, paid", 2),
        ("[the page](https://a.example/b)", 2),
        ("1. Ask\n2. Wait", 2),
        ("snake_case", 2),
        ("… – !", 0),
    ],
)
def test_words_are_counted_as_a_reader_counts_them(text: str, count: int) -> None:
    assert len(words(text)) == count


def test_terms_are_small_letters_and_a_hyphen_parts_them() -> None:
    assert [each.text for each in terms("Follow-up: DON’T")] == ["follow", "up", "don't"]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ('She says, "No." You wait.', "She says,       You wait."),
        ("“Fine,” she says.", "        she says."),
        ('"First\n\nSecond" third', None),
        ("«Bon.» Elle part.", "       Elle part."),
        ("„Gut.“ Sie geht.", "       Sie geht."),
        ("It's Ann's.", "It's Ann's."),
    ],
)
def test_what_is_quoted_is_left_out(text: str, own: str | None) -> None:
    if own is None:
        assert unquoted(text).split() == ["Second"]  # the first is never closed, and the second opens before "third"
    else:
        assert unquoted(text) == own


@given(st.text(alphabet="aB.?!\"'“”*_`[](): \n-1#>", max_size=60))
def test_places_stay_true_whatever_the_text(text: str) -> None:
    assert len(blanked(text)) == len(unquoted(text)) == len(text)
    ends = 0
    for each in sentences(text):
        assert ends <= each.start < each.end <= len(text)
        ends = each.end
    assert all(blanked(text)[each.start : each.end] == each.text for each in words(text))
