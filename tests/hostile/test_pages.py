"""What somebody who means harm writes, names or stores: shown as text or not at all, in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from conftest import STRICT, OpenPage, serve
from hostile.course import BAD, write
from playwright.sync_api import Page, expect

from builder.hosts.project import find_project
from builder.hosts.site import build_site

ACTING: Final = """() => {
  const ran = ["script", "iframe", "object", "embed", "base", "svg script", "foreignObject", "[srcdoc]"];
  const links = ["href", "src", "action", "formaction", "xlink:href", "data", "poster"];
  const found = [];
  for (const each of document.querySelectorAll("*")) {
    for (const { name, value } of each.attributes) {
      const address = links.includes(name) && new URL(value, location);
      const away = address && !["http:", "https:", "file:", "mailto:", "blob:"].includes(address.protocol);
      if (/^on/i.test(name) || away) found.push(each.outerHTML.slice(0, 200));
    }
    const own = each.tagName === "SCRIPT" && (each.src || each.type === "application/json");
    const ours = location.protocol === "file:" || !each.src || each.src.startsWith(location.origin + "/");
    if (each.closest("main") && each.matches(ran.join()) && !own) found.push(each.outerHTML.slice(0, 200));
    if (own && !ours) found.push(each.outerHTML.slice(0, 200));
  }
  return found;
}"""
"""What acts on a page and is not ours: scripts and what holds them, event attributes, links that run something."""


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the hostile course."""
    return _built(tmp_path_factory.mktemp("trap"), offline=False)


@pytest.fixture(scope="module")
def url(trap: Path) -> Iterator[str]:
    with serve(trap, STRICT) as url:
        yield url


@pytest.fixture
def page(open_page: OpenPage, url: str) -> Page:
    """A page under the strict policy; `open_page` fails on anything in its console, and on any request elsewhere."""
    return open_page(url=url)


def _built(folder: Path, *, offline: bool) -> Path:
    root = write(folder / "course")
    assert build_site(find_project(root), quiet=True, offline=offline) == 0
    return root / "site"


def harmless(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(ACTING) == []


def press(page: Page, answer: str) -> None:
    expect(page.locator(".ch-foot")).to_be_attached()
    page.locator("button.ch-pick", has_text=answer).click()


def play_to_the_end(page: Page) -> None:
    press(page, "First")
    harmless(page)
    press(page, "Fourth")
    expect(page.locator(".ch-debrief")).to_be_attached()


# -- stories --


def test_hostile_words_stay_words_on_every_page(page: Page, trap: Path) -> None:
    pages = sorted(path.relative_to(trap).as_posix() for path in trap.rglob("*.html"))
    assert len(pages) == 12
    for address in pages:
        page.goto(f"/{address}")
        harmless(page)
    page.goto("/trap/")
    for words in (BAD[0], BAD[1]):
        expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    assert BAD[0] in page.title()


def test_hostile_words_stay_words_without_a_script(open_page: OpenPage, url: str, trap: Path) -> None:
    page = open_page(url=url, scripts=False)
    for path in sorted(trap.rglob("*.html")):
        page.goto(f"/{path.relative_to(trap).as_posix()}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_hostile_words_stay_words_all_through_a_play_and_its_debrief(page: Page) -> None:
    page.goto("/trap/one.html")
    play_to_the_end(page)
    harmless(page)
    for fold in page.locator("details").all():
        fold.evaluate("fold => { fold.open = true; }")
    harmless(page)
    expect(page.locator(".ch-debrief")).to_contain_text(BAD[0])
    page.goto("/")
    expect(page.locator(".ch-played")).to_be_visible()
    harmless(page)


def test_hostile_words_stay_words_from_a_disk_where_no_policy_helps(open_page: OpenPage, tmp_path: Path) -> None:
    site = _built(tmp_path / "offline", offline=True)
    page = open_page(url=site.as_uri())
    page.add_init_script("self.bad = (which) => console.error(`ran: ${which}`);")
    for path in sorted({*site.rglob("*.html")} - {site / "404.html"}):  # which only a server shows
        page.goto(path.as_uri())
        harmless(page)
    page.goto((site / "trap" / "one.html").as_uri())
    play_to_the_end(page)
    harmless(page)


# -- files --


def test_what_acts_and_what_lies_outside_is_in_no_site(trap: Path) -> None:
    beside = {path.name for path in (trap / "trap").iterdir() if path.suffix not in (".html", ".js") and path.is_file()}
    assert beside == {"face.svg", "call.mp3"}
    assert not (trap / "trap" / "page.html").exists()
    assert not (trap / "aside").exists()
    assert not [path for path in trap.rglob("*") if path.is_file() and b"nobody's business" in path.read_bytes()]


# -- play codes --

CODES: Final = [
    "play=<script>bad(1)</script>",
    "play=%3Cimg%20src=x%20onerror=bad(1)%3E",
    "play=" + "0" * 200_000,
    "play=0&at=<b>&by=<b>",
    "play=0&at=__proto__&by=constructor",
    "play=__proto__",
    "play=constructor&play=0",
    "play=%00&at=%00",
    "play=%",
    "play=\U0001f600\u202e\u2028",
    "play",
    "play=-&by=" + "x" * 100_000,
    "at=../../../etc/passwd",
    "at=javascript:bad(1)",
    "resume&play=0&at=won",
    "resume=<script>bad(1)</script>",
    "&&&===",
]


@pytest.mark.parametrize("code", CODES, ids=lambda code: code[:24])
def test_hostile_play_codes_show_the_story_and_nothing_else(page: Page, code: str) -> None:
    for address in ("/trap/one.html", "/trap/", "/trap/won.html"):
        page.goto("/404.html")
        page.goto(f"{address}#{code}")
        if address == "/trap/" and re.match(r"play=|resume$", code):  # the start page leads on to the play
            page.wait_for_url(lambda url: not urlsplit(url).path.endswith("/trap/"))
        harmless(page)
        assert page.evaluate("location.pathname").startswith("/trap/")
    assert page.evaluate("Object.keys(Object.prototype)") == []


# -- what a browser stores --

HTML: Final = "</textarea><script>bad(1)</script><img src=x onerror=bad(2)>"
STEPS: Final = [["one", 0, "aaaaa"]]
RECORDS: Final = {
    "own words": {
        "v": 1,
        "words": {f"say:{place}": HTML for place in ("one", "constructor")} | {"try": HTML, HTML: HTML},
    },
    "names": {
        "v": 1,
        "at": HTML,
        "revision": HTML,
        "found": [HTML],
        "skills": {HTML: [1, 1]},
        "now": [[HTML, HTML, "a"]],
    },
    "prototypes": {
        "v": 1,
        "words": {"__proto__": {"polluted": 1}},
        "skills": {"__proto__": [1, 1], "constructor": [1, 1]},
    },
    "numbers": {
        "v": 1,
        "plays": 1e308,
        "backs": -0.0,
        "first": {"outcome": "won", "result": "success", "score": 1e308},
    },
    "deep": {"v": 1, "now": [[[[[[[[]]]]]]]], "first": {"steps": {"length": 1e9}}, "words": [[[]]]},
    "huge": {"v": 1, "words": {"try": "x" * 2_000_000}, "now": STEPS * 20_000, "found": ["y"] * 20_000},
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_hostile_records_are_text_or_nothing(page: Page, record: dict[str, Any]) -> None:
    text = json.dumps(record).replace('"now": []', '"__proto__": {"polluted": 1}, "now": []')
    page.goto("/404.html")
    page.evaluate("text => localStorage.setItem('coolhead:/:trap', text)", text)
    page.evaluate("text => localStorage.setItem('coolhead:keys', text)", HTML)
    for address in ("/", "/trap/", "/trap/one.html#resume"):
        page.goto(address)
        harmless(page)
    page.goto("/404.html")
    page.goto("/trap/one.html")
    play_to_the_end(page)
    harmless(page)
    assert page.evaluate("({}).polluted") is None
    assert page.evaluate("Object.keys(Object.prototype)") == []


def test_own_words_with_html_are_kept_shown_and_handed_out_as_they_were_written(page: Page) -> None:
    page.goto("/trap/one.html")
    play_to_the_end(page)
    box = page.get_by_label("One thing I want to try")
    box.fill(HTML)
    box.blur()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my record").click()
    record = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert HTML in record["words"].values()
    page.reload()
    expect(page.get_by_label("One thing I want to try")).to_have_value(HTML)
    harmless(page)
