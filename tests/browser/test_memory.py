"""What a browser remembers of plays: kept, found again after edits, survived where it cannot be kept, and erased."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from browser.axe import violations
from browser.doors import AWAY, COME, HALL, HELP, WHO, Doors, doors
from browser.eyes import painted, until
from conftest import STRICT, OpenPage, ServeFolder, serve
from playwright.sync_api import Browser, Page, Route, expect

HEADERS: Final = {**STRICT, "Cache-Control": "no-cache"}
"""A browser asks again after each edit, and does not guess for how long a page is still as it was."""
KEY: Final = "coolhead:/:door"
DOOR: Final = "/door/door.html"
CHANGED: Final = "This story has changed since this play."
TO_LIGHT: Final = ("Who is there?", "How can I help?", "Continue", "I have a bulb.")
TO_LANDING: Final = ("Come in.", "How can I help?", "Continue")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Doors:
    course = doors(tmp_path_factory.mktemp("doors") / "course")
    course.build()
    return course


@pytest.fixture(scope="module")
def url(built: Doors) -> Iterator[str]:
    with serve(built.site, HEADERS) as url:
        yield url


@pytest.fixture
def page(open_page: OpenPage, url: str) -> Page:
    return open_page(url=url)


def play(page: Page, *answers: str, address: str = DOOR) -> None:
    """Open the story's first scene and press one button after another."""
    page.goto(address)
    for answer in answers:
        press(page, answer)


def press(page: Page, answer: str) -> None:
    """Press a button, and wait until its answer is on the page and has been noted."""
    pressed = page.get_by_role("button", name=answer)
    expect(page.locator(".ch-foot")).to_be_attached()  # the memory is there
    expect(pressed).to_be_visible()
    before = page.url
    pressed.click()
    expect(page).not_to_have_url(before)
    painted(page)


def another(page: Page) -> Page:
    """A new tab of the same browser."""
    return page.context.new_page()


def heard(page: Page, other: Page) -> None:
    """Wait until the one window knows what the other has kept: a browser tells its windows of that one by one."""
    kept = other.evaluate(f"localStorage.getItem('{KEY}')")
    until(page, f"localStorage.getItem('{KEY}') === given", kept)


def noted(page: Page) -> None:
    """Wait until the moment on the page is kept: once it is painted, and an ending once it is looked back on."""
    if page.locator("[data-outcome]").count():
        expect(page.locator(".ch-debrief")).to_be_attached()
    painted(page)


def record(page: Page) -> dict[str, Any]:
    noted(page)
    found: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    return found


def put_record(page: Page, text: str) -> None:
    """Let the browser hold this text for the story's record, before the site's own pages are seen."""
    page.goto("/404.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def heading(page: Page, words: str) -> None:
    """Wait for the heading of a page that is not in play."""
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def shown(page: Page, words: str) -> None:
    """Wait for a scene or outcome, all dressed: whatever it has to tell is told by then."""
    expect(page.locator("article.ch-live h1")).to_have_text(words)


# -- the way back --


@pytest.mark.parametrize("way", ["reload", "another tab", "closed tab"])
def test_a_play_goes_on_where_it_was_left(page: Page, way: str) -> None:
    play(page, *TO_LANDING)
    if way == "reload":
        page.reload()
    else:
        new = another(page)
        if way == "closed tab":
            page.close()
        page = new
        page.goto("/door/")
        expect(page.get_by_text("You left it after 2 choices.")).to_be_visible()
        page.get_by_role("link", name="Continue where you left").first.click()
    shown(page, "The landing")
    expect(page.get_by_text(CHANGED)).to_have_count(0)
    press(page, "I have a bulb.")
    shown(page, "Light")


def test_the_start_page_goes_back_to_its_beginning_once_a_play_has_ended(page: Page) -> None:
    play(page, *TO_LIGHT)
    page.goto("/door/")
    expect(page.get_by_role("link", name="Begin", exact=True)).to_have_count(2)
    expect(page.get_by_role("link", name="Continue where you left")).to_have_count(0)


def test_start_from_the_beginning_is_offered_and_loses_nothing_until_the_first_answer(page: Page) -> None:
    play(page, *TO_LANDING)
    page.goto("/door/")
    page.get_by_role("link", name="Start from the beginning").first.click()
    shown(page, "The door")
    assert len(record(page)["now"]) == 2
    press(page, "Who is there?")
    assert [step[0] for step in record(page)["now"]] == ["door"]


def test_a_play_in_the_start_page_s_address_is_shown_where_it_rests(page: Page) -> None:
    page.goto("/door/#play=10")
    shown(page, "The stairs")
    expect(page).to_have_url(re.compile(r"/door/stairs\.html#play=10&by=.{4}$"))
    page.go_back()
    expect(page).to_have_url("about:blank")


# -- edited stories --

EDITS: Final = {
    "a scene reworded": ([("A neighbour stands", "Mrs Osei stands")], "The landing", False),
    "a choice reworded": ([("say: Come in.", "say: Do come in.")], "The door", True),
    "a choice inserted": ([(COME, f"      - {{say: Wait., goto: slammed}}\n{COME}")], "The landing", False),
    "choices reordered": ([(WHO + COME + AWAY, COME + AWAY + WHO)], "The landing", False),
    "a scene renamed": ([("goto: hall", "goto: hallway"), ("  hall:", "  hallway:")], "The hall", True),
    "a scene deleted": ([("goto: hall", "goto: stairs"), (HALL, "")], "The landing", True),
    "the choice deleted": ([(HELP, "")], "The hall", True),
    "another choice deleted": ([(WHO, "")], "The landing", False),
    "a choice's id renamed": ([("id: help", "id: offer")], "The landing", False),
    "the way of a choice changed": ([("goto: stairs, shows", "goto: slammed, shows")], "Slammed", True),
}
"""What was edited; then where a learner is found who had come to the landing, and whether that needs telling."""


@pytest.mark.parametrize("way", ["record", "address"])
@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_learners_are_where_they_truly_were_or_are_told(
    open_page: OpenPage, serve_folder: ServeFolder, built: Doors, tmp_path: Path, edit: str, way: str
) -> None:
    changes, place, told = EDITS[edit]
    if edit == "a scene renamed" and way == "address":  # which knows choices by their words alone
        place, told = "The landing", False
    shutil.copytree(built.root, tmp_path / "course")
    course = Doors(tmp_path / "course")
    page = open_page(url=serve_folder(course.site, HEADERS))
    play(page, *TO_LANDING)
    course.edit(*changes)
    if way == "record":
        page.goto("/door/#resume")
    else:
        page.reload()
    shown(page, place)
    expect(page.get_by_text(CHANGED)).to_have_count(int(told))
    page.reload()  # the address is now that of the story as it is
    shown(page, place)
    expect(page.get_by_text(CHANGED)).to_have_count(0)


def test_the_address_of_a_scene_that_is_gone_leads_back_into_its_story(
    chromium: Browser, built: Doors, tmp_path: Path
) -> None:
    shutil.copytree(built.root, tmp_path / "course")
    course = Doors(tmp_path / "course")
    with serve(course.site, HEADERS) as url:
        page = chromium.new_page(base_url=url)  # a browser tells its console of what is not found
        play(page, *TO_LANDING)
        course.edit(("next: landing", "next: top"), ("  landing:", "  top:"))
        page.reload()
        heading(page, "This page is not here")
        expect(page.get_by_text("This page of “The door” is gone: its story has changed since.")).to_be_visible()
        page.get_by_role("link", name="Continue where you left").click()
        shown(page, "The stairs")
        page.goto("/door/nowhere.html")
        page.get_by_role("link", name="Continue where you left").click()  # this time by the record
        shown(page, "The stairs")
        expect(page.get_by_text(CHANGED)).to_be_visible()
        page.goto("/nowhere/at/all/")
        expect(page.get_by_text("is gone")).to_have_count(0)
        page.get_by_role("link", name="All stories").click()
        heading(page, "Doors")
        page.close()


def test_a_page_left_open_while_its_story_was_edited_goes_on_in_the_story_as_it_is(
    open_page: OpenPage, serve_folder: ServeFolder, built: Doors, tmp_path: Path
) -> None:
    shutil.copytree(built.root, tmp_path / "course")
    course = Doors(tmp_path / "course")

    def edit_first(route: Route) -> None:
        course.edit((COME, f"      - {{say: Wait., goto: slammed}}\n{COME}"))
        route.continue_()

    page = open_page(url=serve_folder(course.site, HEADERS))
    page.route("**/words-0.js*", edit_first, times=1)
    page.goto(DOOR)
    expect(page.locator(".ch-foot")).to_be_attached()
    page.evaluate("document.documentElement.dataset.leftOpen = ''")
    page.get_by_role("button", name="Come in.").click()
    expect(page.locator("[data-left-open]")).to_have_count(0)
    shown(page, "The hall")
    expect(page.locator(".ch-mine")).to_contain_text("Come in.")
    expect(page.get_by_text(CHANGED)).to_have_count(0)


# -- where nothing can be kept --

BLOCKED: Final = (
    "Object.defineProperty(self, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
)
MISSING: Final = "Object.defineProperty(self, 'localStorage', { value: null });"


@pytest.mark.parametrize("script", [BLOCKED, MISSING], ids=["blocked", "missing"])
def test_a_browser_that_keeps_nothing_plays_all_the_same_and_says_so(page: Page, script: str) -> None:
    page.add_init_script(script)
    play(page, *TO_LANDING)
    expect(page.get_by_text("This browser keeps nothing for this site.")).to_be_visible()
    page.reload()
    press(page, "I have a bulb.")
    shown(page, "Light")
    page.goto("/")
    expect(page.get_by_text("This browser keeps nothing for this site.")).to_be_visible()
    page.get_by_role("button", name="Erase my data").click()
    page.get_by_role("button", name="Yes, erase it").click()
    expect(page.get_by_role("status")).to_contain_text("This browser did not let us erase it.")
    page.goto("/door/")
    expect(page.get_by_role("link", name="Begin", exact=True).first).to_be_visible()


FILL: Final = """
for (let size = 2 ** 22; size >= 1; size /= 2) {
  try { for (let n = 0; ; n++) localStorage.setItem(`full-${size}-${n}`, "x".repeat(size)); } catch { /* smaller */ }
}
"""


def test_a_browser_without_room_keeps_what_was_kept_and_says_so(page: Page) -> None:
    play(page, "Come in.")
    page.evaluate(FILL)
    press(page, "How can I help?")
    expect(page.get_by_text("This browser has no room left, so nothing new is kept.")).to_be_visible()
    press(page, "Continue")
    press(page, "I have a bulb.")
    shown(page, "Light")
    assert len(record(page)["now"]) == 1
    page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('full-')).forEach(key => localStorage.removeItem(key))"
    )
    press(page, "Step back")
    expect(page.get_by_text("What you play is kept in this browser")).to_be_visible()
    assert record(page)["plays"] == 1, "what was not kept is kept once there is room"


STEP: Final = ["door", 1, "8gbav"]
FOREIGN: Final = {
    "no JSON": "{now:",
    "nothing": "null",
    "a number": "7",
    "a list": "[1, 2]",
    "a later shape": json.dumps({"v": 2, "now": [STEP]}),
    "wrong types": json.dumps(
        {"v": 1, "now": "door", "at": 7, "plays": -1, "found": {"lit": 1}, "first": 3, "later": [], "skills": [[1]]}
    ),
    "names of the language": json.dumps(
        {"v": 1, "now": [["constructor", "__proto__", "aaaaa"]], "at": "constructor", "skills": {"listen": ["<b>", 1]}}
    )[:-1]
    + ', "__proto__": {"plays": 9}, "words": {"__proto__": "x"}}',
    "markup": json.dumps(
        {
            "v": 1,
            "revision": "<img src=x onerror=alert(1)>",
            "plays": 1,
            "found": ["<img src=x onerror=alert(1)>", 7],
            "first": {"outcome": "<script>alert(1)</script>", "result": "'] <b>", "score": 1e9},
            "later": {"outcome": "lit", "result": "constructor", "score": 7},
            "words": {"<b>": "<img src=x onerror=alert(1)>"},
        }
    ),
    "far too much": json.dumps({"v": 1, "at": "hall", "now": [STEP] * 100_000, "found": ["x" * 100_000]}),
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_whatever_lies_where_the_record_should_be_is_survived(page: Page, text: str) -> None:
    put_record(page, text)
    for address in ("/", "/door/", "/404.html"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("main img[src=x]")).to_have_count(0)
    play(page, *TO_LIGHT, address="/door/door.html#resume" if "aaaaa" in text else DOOR)
    assert record(page)["first"]["outcome"] == "lit"
    assert record(page)["plays"] in (1, 2)
    page.goto("/door/")
    expect(page.get_by_text("It worked out").first).to_be_visible()


@pytest.mark.parametrize("text", ["{now:", "[]"])
def test_a_record_that_cannot_be_read_is_told_once_and_kept_anew(page: Page, text: str) -> None:
    put_record(page, text)
    told = page.get_by_text("What this browser kept of your earlier plays could not be read.")
    play(page, "Come in.")
    expect(told).to_be_visible()
    page.reload()
    expect(page.locator(".ch-foot")).to_be_attached()
    expect(told).to_have_count(0)


# -- two windows --


def test_two_windows_lose_nothing_of_each_other_s_plays(page: Page) -> None:
    home, other = another(page), another(page)
    home.goto("/")
    play(page, "Who is there?")
    play(other, "Come in.")
    heard(page, other)
    press(page, "How can I help?")
    heard(other, page)
    press(other, "Not now.")
    shown(other, "Slammed")
    noted(other)
    heard(page, other)
    press(page, "Continue")
    press(page, "I have a bulb.")
    assert sorted(record(page)["found"]) == ["lit", "slammed"]
    assert record(page)["plays"] == 2
    assert record(page)["first"]["outcome"] == "slammed"
    assert record(page)["later"]["outcome"] == "lit"
    expect(home.get_by_text("Played 2 times · Endings found: 2 of 3")).to_be_visible()  # without a reload


# -- what was played --


def test_nothing_is_told_before_anything_was_played_nor_without_scripts(open_page: OpenPage, url: str) -> None:
    for scripts in (True, False):
        page = open_page(url=url, scripts=scripts)
        for address in ("/", "/door/"):
            page.goto(address)
            expect(page.locator(".ch-made")).to_have_count(0)
            expect(page.get_by_text("It worked out")).to_be_hidden()
            expect(page.get_by_text("Your data")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_tally_on_paper_is_asked_for_only_where_no_script_counts(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(scripts=scripts)
    page.goto("/third-saturday/")
    expect(page.get_by_role("heading", name="Keep a tally")).to_be_visible(visible=not scripts)


def test_first_attempts_are_kept_apart_from_later_ones(page: Page) -> None:
    play(page, "Come in.", "Step back", "Go away.")
    shown(page, "Slammed")
    play(page, *TO_LIGHT)
    play(page, *TO_LANDING, "Ask the caretaker.")
    page.goto("/door/")
    rows = page.locator(".ch-plays > div")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_have_text("First time It did not work out this time 0 of 100 After trying another way once")
    expect(rows.nth(1)).to_have_text("Best since then It worked out 100 of 100")
    expect(page.get_by_text("Played 3 times · Endings found: 3 of 3")).to_be_visible()


def test_an_ending_seen_again_is_not_played_again(page: Page) -> None:
    play(page, *TO_LIGHT)
    noted(page)
    page.reload()
    page.go_back()
    page.go_forward()
    shown(page, "Light")
    assert record(page)["plays"] == 1


def test_the_home_page_tells_what_was_played_and_advises_what_is_next(page: Page) -> None:
    play(page, "Go away.")
    page.goto("/")
    door = page.locator('.ch-card[data-story="door"]')
    expect(door.locator(".ch-played")).to_contain_text("Best so far: It did not work out this time 0 of 100")
    expect(door.locator(".ch-failure .ch-mark")).to_be_visible()
    expect(door).to_contain_text("Played once · Endings found: 1 of 3")
    expect(page.locator("article")).not_to_contain_text("Dusk")
    expect(page.get_by_text("Stories played: 1 of 2")).to_be_visible()
    expect(page.get_by_text("Try next: The lift")).to_be_visible()
    expect(page.get_by_text("Listen: shown")).to_have_count(0)
    play(page, "Come in.")
    page.goto("/")
    page.get_by_role("link", name="Continue “The door”").click()
    shown(page, "The hall")


def test_the_home_page_counts_the_skills_of_first_plays_only(page: Page) -> None:
    play(page, "Come in.", "How can I help?", "Continue", "I have a bulb.")
    expect(page.locator("article.ch-debrief")).to_be_visible()  # the lessons are there, from which it is counted
    play(page, *TO_LIGHT)
    page.goto("/")
    expect(page.get_by_text("Listen: shown 1, missed 1")).to_be_visible()


def test_what_is_best_played_first_comes_first(page: Page) -> None:
    play(page, "Press the bell.", address="/lift/between.html")
    page.goto("/")
    expect(page.get_by_text("Try next: The door")).to_be_visible()
    page.get_by_role("link", name="The lift").first.click()  # advice, not a lock
    heading(page, "The lift")


# -- erasing --


def test_erasing_asks_once_more_and_takes_all_of_this_site_and_nothing_else(page: Page) -> None:
    play(page, *TO_LIGHT)
    others = {"coolhead:/elsewhere/:door": "theirs", "foreign": "theirs"}
    page.evaluate("others => Object.assign(localStorage, others)", {**others, "coolhead:keys": "off"})
    page.goto("/")
    ask, no = page.get_by_role("button", name="Erase my data"), page.get_by_role("button", name="No, keep it")
    ask.press("Enter")
    expect(no).to_be_focused()
    expect(page.get_by_role("group", name="Erase everything this browser keeps")).to_be_visible()
    no.press("Escape")
    expect(ask).to_be_focused()
    assert record(page)["plays"] == 1
    ask.press("Enter")
    page.get_by_role("button", name="Yes, erase it").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Everything kept here is erased.")
    expect(ask).to_be_focused()
    expect(page.locator(".ch-made")).to_have_count(0)
    assert page.evaluate("({...localStorage})") == others


def test_all_can_be_erased_at_the_end_of_a_story(page: Page) -> None:
    play(page, *TO_LIGHT)
    own = page.get_by_label("One thing I want to try")
    own.fill("Breathe first.")
    page.get_by_role("button", name="Erase my data").click()
    page.get_by_role("button", name="Yes, erase it").click()
    expect(page.get_by_role("status")).to_have_text("Everything kept here is erased.")
    expect(own).to_have_value("")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("link", name="Play again").click()
    press(page, "Come in.")
    assert record(page)["plays"] == 0


# -- everywhere --


def test_a_site_opened_from_a_disk_remembers_too(open_page: OpenPage, built: Doors, tmp_path: Path) -> None:
    shutil.copytree(built.root, tmp_path / "course")
    course = Doors(tmp_path / "course")
    course.build(offline=True)
    site = course.site.as_uri()
    page = open_page(url=site)
    play(page, "Come in.", "How can I help?", address=f"{site}/door/door.html")
    page.goto(f"{site}/index.html")
    page.get_by_role("link", name="Continue “The door”").click()
    shown(page, "The stairs")
    page.goto(f"{site}/door/index.html")
    page.get_by_role("link", name="Continue where you left").first.click()
    press(page, "Continue")
    press(page, "I have a bulb.")
    page.goto(f"{site}/index.html")
    expect(page.get_by_text("Played once · Endings found: 1 of 3")).to_be_visible()


def test_pages_that_the_theme_swaps_in_tell_the_same(
    open_page: OpenPage, serve_folder: ServeFolder, built: Doors, tmp_path: Path
) -> None:
    shutil.copytree(built.root, tmp_path / "course")
    course = Doors(tmp_path / "course")
    instant = "  name: material\n  features: [navigation.instant]\n"
    course.edit(("  name: material\n", instant), file="mkdocs.yml")
    url = serve_folder(course.site, HEADERS)
    course.edit(("site_name: Doors\n", f"site_name: Doors\nsite_url: {url}/\n"), file="mkdocs.yml")
    page = open_page(url=url)
    play(page, *TO_LANDING)
    page.add_init_script(NOTE_SITEMAP)
    page.goto("/door/")
    until(page, "self.isSitemapRead")  # which tells the theme what it may swap in
    page.evaluate("self.isSwapped = true")
    for _ in range(2):
        expect(page.get_by_role("link", name="Continue where you left")).to_have_count(2)
        expect(page.get_by_text("You left it after 2 choices.")).to_have_count(1)
        page.get_by_role("link", name="Home", exact=True).click()
        expect(page.get_by_role("link", name="Continue “The door”")).to_have_count(1)
        expect(page.get_by_role("button", name="Erase my data")).to_have_count(1)
        page.go_back()
    assert page.evaluate("self.isSwapped"), "the theme loaded a page instead"


NOTE_SITEMAP: Final = """
const parse = DOMParser.prototype.parseFromString;
DOMParser.prototype.parseFromString = function (text, type) {
  if (type === "text/xml") setTimeout(() => (self.isSitemapRead = true));
  return parse.call(this, text, type);
};
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_pages_with_something_to_tell(open_page: OpenPage, url: str, dark: bool) -> None:
    page = open_page(url=url, dark=dark, width=360)
    play(page, *TO_LANDING, "Ask the caretaker.")
    noted(page)
    assert not violations(page)
    play(page, *TO_LIGHT)
    play(page, *TO_LANDING)
    for address in ("/", "/door/", "/404.html"):
        page.goto(address)
        if address == "/":
            page.get_by_role("button", name="Erase my data").click()
        assert not violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
