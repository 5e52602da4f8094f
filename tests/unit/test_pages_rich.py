"""The author's Markdown as paragraphs and runs, for whatever is no page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.pages.render import plain
from builder.pages.rich import BREAK, Paragraph, Run, lawful, plainly, quoted, rich


def shape(text: str) -> list[tuple[str, int, int, str]]:
    return [(each.kind, each.depth, each.number, "".join(run.text for run in each.runs)) for each in rich(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Four minutes pass.", [("text", 0, 0, "Four minutes pass.")]),
        ("One.\nTwo.\n\nThree.", [("text", 0, 0, "One. Two."), ("text", 0, 0, "Three.")]),
        ("One.  \nTwo.", [("text", 0, 0, "One.\nTwo.")]),
        ("- a\n- b\n\n  more", [("bullet", 1, 0, "a"), ("bullet", 1, 0, "b"), ("text", 1, 0, "more")]),
        ("3. a\n4. b", [("number", 1, 3, "a"), ("number", 1, 4, "b")]),
        ("- a\n  1. b", [("bullet", 1, 0, "a"), ("number", 2, 1, "b")]),
        ("> a\n>\n> b\n\nc", [("quote", 1, 0, "a"), ("quote", 1, 0, "b"), ("text", 0, 0, "c")]),
        ("-\n\ntext", [("text", 0, 0, "text")]),
        ("# Loud\n\ntext", [("heading", 0, 0, "Loud"), ("text", 0, 0, "text")]),
        ("```\na\n  b\n```", [("code", 0, 0, "a\n  b")]),
        ("a <b>c</b> &amp; \\* d", [("text", 0, 0, "a <b>c</b> & * d")]),
        ("", []),
        (" \n", []),
    ],
)
def test_markdown_becomes_paragraphs(text: str, found: list[tuple[str, int, int, str]]) -> None:
    assert shape(text) == found


def test_emphasis_is_the_look_of_a_run() -> None:
    (paragraph,) = rich("a **b *c*** `d`")
    assert [(run.text, run.strong, run.emphasis, run.code) for run in paragraph.runs if run.text] == [
        ("a ", False, False, False),
        ("b ", True, False, False),
        ("c", True, True, False),
        (" ", False, False, False),
        ("d", False, False, True),
    ]


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[x](https://a.example)", "https://a.example"),
        ("<mailto:a@b.example>", "mailto:a@b.example"),
        ("[x](picture.png)", ""),
        ("[x](#scene-1)", ""),
        ("[x](//b.example)", ""),
    ],
)
def test_only_links_to_elsewhere_stay_links(text: str, href: str) -> None:
    (paragraph,) = rich(text)
    assert {run.href for run in paragraph.runs if run.text} == {href}


def test_quotation_marks_stand_around_all_paragraphs() -> None:
    assert quoted(rich("a\n\nb")) == (
        Paragraph((Run("“"), Run("a"))),
        Paragraph((Run("b"), Run("”"))),
    )
    assert quoted(()) == ()


@given(st.text())
def test_nothing_that_a_document_cannot_hold_gets_into_a_run(text: str) -> None:
    allowed = {BREAK, *map(chr, range(0x20, 0xD800)), *map(chr, range(0xE000, 0xFFFE))} - {chr(0x7F)}
    for run in (*(run for each in rich(text) for run in each.runs), plainly(text)):
        assert all(each in allowed or each > "\uffff" for each in run.text)
        assert not any("\x80" <= each < "\xa0" for each in run.text)


@given(st.text(st.sampled_from("ab *_`\n-1.>#<&[]()!\\")))
def test_the_words_are_those_that_the_site_shows(text: str) -> None:
    ours = "".join(run.text for each in rich(text) if each.kind != "code" for run in each.runs)
    assert "".join(ours.split()) == "".join(lawful(plain(text)).split())
