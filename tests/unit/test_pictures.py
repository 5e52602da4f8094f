"""Which drawings are only drawings, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from marked import SKILLS, story

from builder.hosts.folder import read_course_folder
from builder.hosts.pictures import may_do_more, more_than_shown
from builder.pipeline import check
from builder.settings import Settings

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="urn:h"'


def held(inside: str, before: str = "") -> str | None:
    return more_than_shown("a.svg", f"{before}<svg {SPACES}>{inside}</svg>".encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<path d='M0 0'/>",
        "<use href='#a'/><use xlink:href='#a'/>",
        "<image href='data:image/png;base64,AA'/>",
        "<style>a { fill: url(#g) }</style><rect style='fill: url( \"#g\" )'/>",
        "<a href='https://example.org/'><text>x</text></a>",
        "<animate attributeName='x' to='3'/>",
        "<text>&lt;script></text><title>onload</title>",
    ],
)
def test_a_drawing_is_a_drawing(inside: str) -> None:
    assert held(inside) is None


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>1</script>", "`<script>`"),
        ("<h:script/>", "`<script>`"),
        ("<g onload='1'/>", "`onload`"),
        ("<rect ONCLICK='1'/>", "`onclick`"),
        ("<foreignObject><h:p/></foreignObject>", "`<foreignobject>`"),
        ("<a href='javascript:1'/>", "link"),
        ("<a xlink:href=' java&#10;script:1'/>", "link"),
        ("<a href='data:text/html,x'/>", "link"),
        ("<use href='b.svg#a'/>", "link"),
        ("<image href='https://example.org/a.png'/>", "link"),
        ("<image href='data:image/svg+xml,x'/>", "link"),
        ("<animate attributeName='href' to='javascript:1'/>", "link"),
        ("<set attributeName='xlink:href' to='javascript:1'/>", "link"),
        ("<style>@import 'a.css'</style>", "style"),
        ("<style>a { fill: u\\72l(a) }</style>", "style"),
        ("<rect style='fill: url(https://example.org/)'/>", "style"),
        ("<rect fill='url(b.svg#g)'/>", "style"),
        ("<g>", "no SVG"),
    ],
)
def test_what_acts_or_fetches_in_a_drawing_is_named(inside: str, words: str) -> None:
    assert words in str(held(inside))


def test_what_stands_before_a_drawing_counts_too() -> None:
    assert "style sheet" in str(held("", '<?xml-stylesheet href="a.xsl"?>'))
    assert "link" in str(held("<a href='&a;'/>", '<!DOCTYPE svg [<!ENTITY a "javascript:1">]>'))
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    assert held("&a11;", f"<!DOCTYPE svg [{laughs}]>") == "something that is no SVG"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"<svg", bytes(99), b"\x89PNG"])
def test_what_is_no_xml_is_no_drawing(data: bytes) -> None:
    assert more_than_shown("a.SVG", data) == "something that is no SVG"


def test_other_files_are_only_shown_unless_they_are_pages() -> None:
    assert more_than_shown("a.png", b"<script>") is None
    assert not may_do_more("a.png")
    for name in ("a.html", "b/a.XHTML", "a.svgz", "a.js"):
        assert may_do_more(name)
        assert more_than_shown(name, b"") is not None


def test_every_drawing_of_the_shipped_stories_is_one() -> None:
    for path in (ROOT / "stories").rglob("*.svg"):
        assert more_than_shown(path.name, path.read_bytes()) is None


def test_a_story_that_shows_what_acts_has_a_finding_that_says_so(tmp_path: Path) -> None:
    own = tmp_path / "stories" / "a-call"
    own.mkdir(parents=True)
    (own / "story.yml").write_text(story("cast: {priya: {name: Priya, role: customer, image: face.svg, alt: A face}}"))
    (own.parent / "skills.yml").write_text(SKILLS)
    (own / "face.svg").write_text(f"<svg {SPACES}><script>1</script></svg>")
    sources = read_course_folder(own.parent)
    assert sources.stories[0].media == frozenset()
    [finding] = [each for each in check(sources, Settings()).findings if each.diagnostic.rule == "missing-file"]
    assert finding.diagnostic.message == "`face.svg` holds `<script>`, so it is not shown to learners."
    assert finding.diagnostic.help.startswith("Save it as an SVG without scripts")
    assert (finding.mark.span.line, finding.mark.line[finding.mark.span.column - 1 :][:8]) == (1, "face.svg")
    (own / "face.svg").write_text(f"<svg {SPACES}><path d='M0 0'/></svg>")
    assert read_course_folder(own.parent).stories[0].media == {"face.svg"}
