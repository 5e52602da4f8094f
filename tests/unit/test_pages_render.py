"""The author's Markdown as HTML that is safe to show."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builder.pages.render import phrase, plain, prose


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Four minutes pass.", "<p>Four minutes pass.</p>"),
        ('"It isn\'t you," she says.\n', '<p>"It isn\'t you," she says.</p>'),
        ("One.\nTwo.\n\n\nThree.", "<p>One.\nTwo.</p><p>Three.</p>"),
        ("Two **days**.", "<p>Two <strong>days</strong>.</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("4. April", '<ol start="4">\n<li>April</li>\n</ol>'),
        ("# Loud", "<h3>Loud</h3>"),
        ("Loud\n----", "<h4>Loud</h4>"),
        ("Stop.  \nNow.", "<p>Stop.<br />\nNow.</p>"),
        ("**No.**\n*She* waits.\n\n_Well?_", "<p><strong>No.</strong>\n<em>She</em> waits.</p>\n<p><em>Well?</em></p>"),
        ("**No.**\n- one", "<p><strong>No.</strong></p>\n<ul>\n<li>one</li>\n</ul>"),
        ("", ""),
        (None, ""),
    ],
)
def test_prose_is_markdown(text: str | None, html: str) -> None:
    assert prose(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=alert(1)>b</b>",
        "<!-- comment -->",
        "![picture](x.png)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "`<script>`",
        "<javascript:alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        "[x](//elsewhere.example)",
        "[x](\\\\/elsewhere.example)",
        "[x](file:///etc/passwd)",
        "[x]( java\tscript:alert(1) )",
        '[x](a.html "\\" onclick=\\"alert(1)")',
    ],
)
def test_hostile_prose_makes_no_element_that_acts(text: str) -> None:
    for html in (prose(text), phrase(text)):
        for tag, attributes in elements(html):
            assert tag in {"p", "a", "code"}
            assert attributes.keys() <= {"href", "rel", "title"}
            assert re.fullmatch(r"https?:.*|mailto:.*|(?!//)[^:]*", attributes.get("href") or "")


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.handle_comment = lambda data: found.append(("comment", {}))  # type: ignore[method-assign]
    parser.feed(html)
    parser.close()
    return found


@pytest.mark.parametrize(
    ("url", "made"),
    [
        ("https://example.org/a", '<a href="https://example.org/a" rel="noopener">x</a>'),
        ("HTTP://example.org/a", '<a href="HTTP://example.org/a" rel="noopener">x</a>'),
        ("mailto:help@example.org", '<a href="mailto:help@example.org">x</a>'),
        ("guide.pdf", '<a href="../guide.pdf">x</a>'),
        ("more/a:b.html", '<a href="../more/a:b.html">x</a>'),
        ("#part", '<a href="#part">x</a>'),
    ],
)
def test_a_link_leads_to_another_site_or_to_a_file_beside_the_story(url: str, made: str) -> None:
    assert prose(f"[x]({url})", "../") == f"<p>{made}</p>"


def test_a_phrase_has_neither_paragraphs_nor_links() -> None:
    assert phrase("Go *now*") == "Go <em>now</em>"
    assert phrase("[here](a.html) & <https://example.org>") == "[here](a.html) &amp; &lt;https://example.org&gt;"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Plain words.", "Plain words."),
        ("Two **days**,\nand [a link](x.html).", "Two days, and a link."),
        ("One.\n\n- two\n- `<three>`", "One. two <three>"),
        ("a <b>bold</b> & b", "a <b>bold</b> & b"),
    ],
)
def test_plain_leaves_only_words(text: str, bare: str) -> None:
    assert plain(text) == bare


@given(st.text(alphabet="ab1. -+=#~\"'“>&*_`()!:/\\\n\t é·", max_size=40))
def test_the_short_cut_for_unmarked_text_changes_nothing_that_is_read(text: str) -> None:
    markdown = MarkdownIt("commonmark", {"html": False})
    assert read(prose(text)) == read(headings_lowered(markdown.render(text.strip())))


def read(html: str) -> list[str]:
    return re.sub(r"\s*(</?p>)\s*", r" \1 ", str(html).replace("&quot;", '"')).split()


def headings_lowered(html: str) -> str:
    return re.sub(r"(</?h)(\d)>", lambda tag: f"{tag[1]}{min(6, int(tag[2]) + 2)}>", html)
