"""The author's bar in a real browser: what each panel shows, by keyboard, for screen readers, and in little room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import pytest
from browser.axe import violations
from browser.eyes import painted, until
from conftest import OpenPage
from playwright.sync_api import Locator, Page, Route, expect
from serving.served import BASE, Served, serving
from serving.test_bar import STORY, large
from test_building import new_course

from builder.formats.dot.view import MAX_SCENES

PANELS: Final = ("Findings", "Jump", "State", "Choices", "Map")
HALL: Final = "kettle/index-.html"
KITCHEN: Final = "kettle/kitchen.html#play=1"
NO_CHOICE: Final = ("- {say: Nothing., goto: cold}", "- {say: Nothing., goto: nowhere}")


@pytest.fixture(scope="module")
def kettle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A served course that no test edits: an unreachable scene, a choice that is locked and one that is hidden."""
    with _served(tmp_path_factory.mktemp("bar")) as served:
        yield served


@pytest.fixture
def edited(tmp_path: Path) -> Iterator[Served]:
    """The same, for a test to edit.

    It asks for this before `open_page`: pages are to be closed before their server, or they complain of its absence.
    """
    with _served(tmp_path) as served:
        yield served


def _served(folder: Path) -> Any:
    course = new_course(folder / "course")
    (course / "stories/kettle.yml").write_text(dedent(STORY), encoding="utf-8")
    (folder / "made").mkdir()
    return serving(course, folder / "made")


def visit(open_page: OpenPage, served: Served, address: str, **how: Any) -> Page:
    """Open a page of the course, and wait until the bar has something to say of it."""
    page = open_page(url=_root(served), **how)
    page.goto(f"{_root(served)}/{address}")
    dressed(page)
    return page


def dressed(page: Page) -> None:
    """Wait until the bar has its looks, and something to say."""
    expect(page.locator(".summary > *").first).to_be_attached()
    expect(page.locator(".strip")).to_be_visible()


def _root(served: Served) -> str:
    return f"http://127.0.0.1:{served.port}{BASE.rstrip('/')}"


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("complementary", name="Author’s bar").get_by_role("button", name=name)


def panel(page: Page, name: str) -> Locator:
    """The panel, opened, with all that it asks for there."""
    if tab(page, name).get_attribute("aria-expanded") == "false":
        tab(page, name).click()
    found = page.get_by_role("region", name=name, exact=True)
    expect(found.get_by_role("heading", name=name, exact=True)).to_be_visible()
    if name == "Jump":
        expect(found.locator(".places > li").first).to_be_visible()
    if name == "Map":
        expect(found.locator("svg.ch-map")).to_be_visible()
        expect(found.locator("details li").first).to_be_attached()
    painted(page)  # after which the bar has made itself the room it needs
    return found


def bar_text(page: Page) -> str:
    return " ".join(page.locator(".summary").inner_text().split())


# -- for everybody --


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_panel(open_page: OpenPage, kettle: Served, dark: bool, width: int) -> None:
    page = visit(open_page, kettle, KITCHEN, dark=dark, width=width)
    found = broken(page, "closed")
    for name in PANELS:
        shown = panel(page, name)
        for summary in shown.locator("summary").all():
            summary.click()
        expect(shown.locator("details.rule[open]:not(:has(.prose > *))")).to_have_count(0)
        found += broken(page, name)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_with_text_at_twice_its_size_nor_where_something_is_broken(
    edited: Served, open_page: OpenPage
) -> None:
    break_it(edited)
    page = visit(open_page, edited, KITCHEN, width=360)
    expect(page.get_by_role("alert")).to_contain_text("nowhere")
    found = broken(page, "broken")
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    for name in PANELS:
        panel(page, name)
        found += broken(page, name)
    assert not found, "\n".join(found)


def broken(page: Page, where: str) -> list[str]:
    painted(page)
    return [f"{where}: {each}" for each in violations(page)]


@pytest.mark.parametrize(("width", "size"), [(320, 16), (360, 32), (1280, 32)])
def test_nothing_reaches_out_of_the_bar(open_page: OpenPage, kettle: Served, width: int, size: int) -> None:
    page = visit(open_page, kettle, KITCHEN, width=width)
    page.evaluate("size => { document.documentElement.style.fontSize = `${size}px` }", size)
    for name in PANELS:
        panel(page, name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert page.evaluate(REACHING_OUT) == [], name


REACHING_OUT: Final = """
[...document.querySelector(".coolhead-author").shadowRoot.querySelectorAll("aside *:not(.ch-map-frame *, .unseen)")]
  .filter(each => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 40)}`)
"""


def test_the_bar_s_words_are_as_large_on_every_page(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    size = "parseFloat(getComputedStyle(document.querySelector('.coolhead-author')).fontSize)"
    on_a_scene = page.evaluate(size)
    page.goto(f"{_root(kettle)}/kettle/index.html")  # in Material's frame, whose root has larger text
    dressed(page)
    assert page.evaluate(size) == pytest.approx(on_a_scene, abs=1.5)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_bar_covers_nothing_that_the_page_can_be_scrolled_to(
    open_page: OpenPage, kettle: Served, width: int
) -> None:
    page = visit(open_page, kettle, KITCHEN, width=width)
    for name in PANELS:
        panel(page, name)
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        last = page.locator(".ch-leave").bounding_box()
        top = page.locator("aside.bar").bounding_box()
        beside = page.locator(".panel").bounding_box()
        assert last and top and beside
        assert last["y"] + last["height"] <= top["y"] + 1, name
        assert last["x"] + last["width"] <= beside["x"] + 1 or last["y"] + last["height"] <= beside["y"] + 1, name


def test_everything_in_the_bar_has_room_for_a_finger(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, KITCHEN, width=320)
    for name in PANELS:
        panel(page, name)
        assert page.evaluate(SMALL) == [], name


SMALL: Final = """
[...document.querySelector(".coolhead-author").shadowRoot.querySelectorAll("button, summary, input, a.deed")]
  .filter(each => each.checkVisibility() && !each.closest(".switch"))
  .map(each => ({each, box: each.getBoundingClientRect()}))
  .filter(({box}) => box.width < 24 || box.height < 24)
  .map(({each, box}) => `${each.textContent} is ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`)
"""


# -- by keyboard --


def test_f2_leads_to_the_bar_and_back_and_escape_closes_a_panel(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    page.get_by_role("button", name="Tea?").focus()
    page.keyboard.press("F2")
    expect(tab(page, "Findings")).to_be_focused()
    page.keyboard.press("F2")
    expect(page.get_by_role("button", name="Tea?")).to_be_focused()
    page.keyboard.press("F2")
    for name in PANELS:
        expect(tab(page, name)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_focused()
        expect(tab(page, name)).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(tab(page, name)).to_be_focused()
        expect(tab(page, name)).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Tab")


@pytest.mark.parametrize("name", PANELS)
def test_tab_comes_to_all_there_is_to_press_in_a_panel(open_page: OpenPage, kettle: Served, name: str) -> None:
    page = visit(open_page, kettle, KITCHEN)
    shown = panel(page, name)
    wanted = shown.locator("a[href], button, input, summary").locator("visible=true").count()
    met: set[int] = set()
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        met.add(page.evaluate(FOCUSED))
    assert met >= set(range(wanted)), f"{len(met)} of {wanted}"


FOCUSED: Final = """
() => {
  const shadow = document.querySelector(".coolhead-author").shadowRoot;
  const all = [...shadow.querySelectorAll(".panel :is(a[href], button, input, summary)")];
  return all.filter(each => each.checkVisibility()).indexOf(shadow.activeElement);
}
"""


def test_what_is_typed_in_the_bar_is_no_answer_on_the_page(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    expect(page.get_by_label("number keys")).to_be_checked()
    panel(page, "Jump").get_by_role("searchbox").fill("")
    page.keyboard.type("1")
    expect(page.locator("h1")).to_have_text("The hall")
    page.keyboard.press("F2")
    page.keyboard.press("2")
    expect(page.locator("h1")).not_to_have_text("The hall")


# -- following the play --


def test_the_bar_follows_choices_though_no_page_is_loaded(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    page.evaluate("window.same = true")
    expect(page.locator(".summary")).to_contain_text("Trust 2")
    assert "index Trust 2" in bar_text(page)
    state = panel(page, "State")
    page.get_by_role("button", name="Tea?").click()
    expect(page.locator(".summary")).to_contain_text("stairs")
    expect(state.locator(".state > div").first).to_contain_text("5 warm")
    expect(state.locator(".steps > li")).to_have_count(2)
    expect(state.locator(".steps > li").first).to_contain_text("Tea?")
    expect(state.locator(".steps > li").first).to_contain_text("Trust 2 → 4")
    page.go_back()
    expect(page.locator(".summary")).to_contain_text("Trust 2")
    expect(state.locator(".steps > li")).to_have_count(1)
    assert page.evaluate("window.same") is True


def test_a_panel_stays_open_where_it_was_when_the_page_is_loaded_again(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, KITCHEN, width=360)
    shown = panel(page, "Findings")
    shown.locator(".body").evaluate("each => each.scrollTop = 150")
    last = shown.get_by_role("button", name="Copy").last
    last.focus()
    scrolled = shown.locator(".body").evaluate("each => each.scrollTop")
    page.reload()
    expect(page.get_by_role("heading", name="Findings", exact=True)).to_be_visible()
    expect(last).to_be_focused()
    assert abs(shown.locator(".body").evaluate("each => each.scrollTop") - scrolled) <= 2


def test_the_bar_gets_out_of_the_way_and_comes_back(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    page.get_by_role("button", name="Hide the bar").click()
    expect(page.locator(".strip")).to_be_hidden()
    page.reload()
    shown = page.get_by_role("button", name="Author’s bar")
    expect(shown).to_be_visible()
    expect(page.locator(".strip")).to_be_hidden()
    page.keyboard.press("F2")
    expect(shown).to_be_focused()
    page.keyboard.press("Enter")
    expect(tab(page, "Findings")).to_be_focused()


# -- findings, and what is broken --


def break_it(served: Served, change: tuple[str, str] = NO_CHOICE) -> None:
    file = served.course / "stories/kettle.yml"
    text = file.read_text(encoding="utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change), encoding="utf-8")
    served.save("stories/kettle.yml")


def test_new_findings_come_without_the_page_being_loaded_and_are_told(edited: Served, open_page: OpenPage) -> None:
    page = visit(open_page, edited, KITCHEN)
    page.evaluate("window.same = true")
    shown = panel(page, "Findings")
    before = bar_text(page)
    break_it(edited)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("There is no scene or outcome nowhere.")
    expect(alert).to_contain_text("These pages are as of the last good save.")
    expect(alert.locator("mark")).to_have_text("nowhere")
    expect(shown.locator(".finding").first).to_contain_text("unknown-destination")
    expect(page.locator("aside.bar").get_by_role("status").last).to_contain_text("Checked again: 1 error")
    assert page.evaluate("window.same") is True
    assert bar_text(page) != before
    break_it(edited, ("goto: nowhere", "goto: cold"))
    expect(alert).to_be_hidden()
    expect(page.locator(".summary")).not_to_contain_text("last good save")


def test_a_finding_is_copied_explained_and_played_to(edited: Served, open_page: OpenPage) -> None:
    break_it(edited, ("- {say: Nothing., goto: cold}", "- {say: Nothing., goto: cold, when: trust > 3}"))
    page = visit(open_page, edited, KITCHEN)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown = panel(page, "Findings")
    stuck = shown.locator(".finding", has_text="stuck-scene")
    place = stuck.locator(".deeds code").first.inner_text()
    assert re.fullmatch(r"stories/kettle\.yml:\d+", place)
    copying = stuck.get_by_role("button", name=f"Copy {place}")
    copying.evaluate(NOTE_WORDS)
    copying.click()
    until(page, "self.wordsNoted.includes('Copied')")
    assert page.evaluate("navigator.clipboard.readText()") == place
    stuck.locator("summary").click()
    expect(stuck.locator(".prose")).to_contain_text("Reported:")
    stuck.get_by_role("link", name="Play to it").click()
    expect(page.locator("h1")).to_have_text("What happens next")
    expect(page.locator("button.ch-pick")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"kitchen\.html#play=1"))


NOTE_WORDS: Final = """
button => {  // what is on it for a moment only is not missed
  self.wordsNoted = [];
  new MutationObserver(() => self.wordsNoted.push(button.textContent)).observe(button, {childList: true});
}
"""


def test_a_server_that_has_ended_is_missed(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    page.evaluate("document.dispatchEvent(new CustomEvent('coolhead:gone'))")
    expect(page.locator(".summary")).to_contain_text("Not connected")
    page.evaluate("document.dispatchEvent(new CustomEvent('coolhead:back'))")
    expect(page.locator(".summary")).to_contain_text("index")


def test_whatever_is_asked_of_a_server_that_has_ended_is_asked_again_once_it_is_back(
    open_page: OpenPage, kettle: Served
) -> None:
    page = visit(open_page, kettle, HALL)
    with _server_gone(page):
        tab(page, "Map").click()
    panel(page, "Map")
    search = panel(page, "Jump").get_by_role("searchbox")
    with _server_gone(page):
        search.fill("kitchen")
    expect(page.locator(".places > li").first).to_contain_text("kitchen")


@contextmanager
def _server_gone(page: Page) -> Iterator[None]:
    """Whatever the bar asks for in the block gets half an answer; the strip has to say so, and then all is well."""
    page.route("**/_author/*.json*", lambda route: route.fulfill(body="{"))
    yield
    expect(page.locator(".summary")).to_contain_text("Not connected")
    page.unroute("**/_author/*.json*")
    page.evaluate("document.dispatchEvent(new CustomEvent('coolhead:back'))")
    expect(page.locator(".summary")).to_contain_text("index")


def test_what_an_author_wrote_is_shown_and_never_run(edited: Served, open_page: OpenPage) -> None:
    hostile = "<img src=x onerror=document.title='run'><script>document.title='run'</script>"
    break_it(edited, ("title: The hall", f'title: "{hostile}"'))
    break_it(edited, ("say: Wait.", f'say: "{hostile}"'))
    break_it(edited, ("rating: weak", f'rating: "`{hostile}`"'))
    page = visit(open_page, edited, HALL)
    for name in PANELS:
        panel(page, name)
        assert page.evaluate(MADE_OF_WORDS) == 0, name
    panel(page, "Findings")
    expect(page.get_by_role("alert")).to_contain_text("onerror")
    assert page.title() != "run"


MADE_OF_WORDS: Final = """
[".coolhead-author", ".coolhead-trouble"]
  .map(host => document.querySelector(host).shadowRoot.querySelectorAll("img, script, [onerror]").length)
  .reduce((sum, number) => sum + number)
"""


def test_paper_has_the_page_and_not_the_bar(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    panel(page, "State")
    page.emulate_media(media="print")
    expect(page.locator("aside.bar")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).paddingInlineEnd") == "0px"


def test_a_page_loaded_again_stands_where_it_stood(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    panel(page, "State")
    expect(page.locator(".steps > li")).to_have_count(1)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { window.room = getComputedStyle(document.body).paddingInlineEnd })"
    )
    page.reload()
    expect(page.locator(".steps > li")).to_have_count(1)
    now = page.evaluate("getComputedStyle(document.body).paddingInlineEnd")
    assert page.evaluate("window.room") == now != "0px"


# -- jumping --


def test_a_scene_is_found_by_typing_and_jumped_to_in_a_real_play(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    shown = panel(page, "Jump")
    expect(shown.get_by_role("status")).to_have_text("7 in all")
    shown.get_by_role("searchbox").click()
    page.keyboard.type("boils")
    expect(shown.get_by_role("status")).to_have_text("1 of 7")
    page.keyboard.press("ArrowDown")
    expect(shown.get_by_role("link", name="Kitchen", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"kettle/kitchen\.html#play=\w$"))
    expect(page.locator(".ch-words, .ch-told").first).to_contain_text("It boils.")
    expect(shown.locator("[aria-current]")).to_have_text("Kitchen")
    shown.get_by_role("link", name=re.compile("at its worst")).click()
    expect(page.locator(".summary")).to_contain_text("Trust 3")


def test_who_steps_through_what_was_found_goes_on_there_when_more_letters_are_answered(
    open_page: OpenPage, kettle: Served
) -> None:
    page = visit(open_page, kettle, HALL)
    shown = panel(page, "Jump")
    found = shown.get_by_role("link", name="Kitchen", exact=True)
    shown.get_by_role("searchbox").fill("boil")
    expect(shown.get_by_role("status")).to_have_text("1 of 7")
    held: list[Route] = []
    page.route("**/jump.json?*find=boils", lambda route: held.append(route))
    with page.expect_request("**/jump.json?*find=boils"):
        page.keyboard.type("s")
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    found.evaluate("each => { self.earlier = each }")
    held[0].continue_()
    until(page, "!self.earlier.isConnected")
    expect(found).to_be_focused()


def test_scenes_that_no_play_comes_to_say_so(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    shown = panel(page, "Jump")
    expect(shown.locator("li", has_text="cellar")).to_contain_text("No play of 300 choices or fewer comes here")
    expect(shown.locator("li", has_text="landing")).to_contain_text("Passed through")
    expect(shown.locator("li", has_text="landing").get_by_role("link")).to_have_count(0)


# -- choices --


def test_rating_and_odds_are_on_the_buttons_as_long_as_the_author_wants(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, HALL)
    words = page.locator("button.ch-pick").all_inner_texts()
    switch = panel(page, "Choices").get_by_label("Show rating and odds on the buttons")
    switch.check()
    marks = page.locator("button.ch-pick > .coolhead-mark")
    assert {each.split(" · ")[0] for each in marks.all_inner_texts()} == {"strong", "fair", "weak"}
    expect(page.get_by_role("button", name="Tea?").locator(".coolhead-mark")).to_have_text("strong · 33.3 %")
    page.reload()
    expect(marks).to_have_count(3)
    page.evaluate(PUT_ANEW)
    expect(marks).to_have_count(3)
    page.get_by_role("button", name="Tea?").click()
    page.get_by_role("button", name="Continue").click()
    expect(marks).to_have_count(3)
    page.go_back()
    page.go_back()
    expect(page.locator(".summary")).to_contain_text("Trust 2")  # the panel, too, is about this scene by now
    expect(marks).to_have_count(3)
    switch.uncheck()
    expect(marks).to_have_count(0)
    assert page.locator("button.ch-pick").all_inner_texts() == words


PUT_ANEW: Final = """
() => {  // as the player puts a page in the place of another, which may take longer than the server's answer
  const article = document.querySelector("main article").cloneNode(true);
  article.querySelectorAll(".coolhead-mark").forEach(each => each.remove());
  document.querySelector("main article").replaceWith(article);
}
"""


def test_a_choice_that_is_not_offered_says_what_it_lacks(open_page: OpenPage, kettle: Served) -> None:
    shown = panel(visit(open_page, kettle, KITCHEN), "Choices")
    milk = shown.locator(".options > li", has_text="Milk?")
    expect(milk).to_contain_text("Closed: needs trust ≥ 5 (trust is 3) and asked (asked is false)")
    expect(milk).to_contain_text("Learners see it closed: “She does not know you yet.”")
    expect(shown.locator(".options > li", has_text="Sugar?")).to_contain_text("Learners do not see it")
    expect(shown.locator(".options > li", has_text="Nothing.")).to_contain_text("Cold water failure")


# -- the map --


def test_the_map_shows_where_the_play_is_and_how_it_came(open_page: OpenPage, kettle: Served) -> None:
    page = visit(open_page, kettle, KITCHEN)
    shown = panel(page, "Map")
    expect(shown.locator(".is-here")).to_have_attribute("data-place", "kitchen")
    ways = shown.locator(".is-way").evaluate_all(
        "all => all.map(each => [each.dataset.from, each.dataset.to, each.dataset.by])"
    )
    assert ways == [["index", "stairs", "1"], ["stairs", "landing", None], ["landing", "kitchen", None]]
    shown.locator("summary").click()
    listed = shown.locator("details > ul > li")
    expect(listed.filter(has=page.get_by_role("link", name="Kitchen"))).to_contain_text("You are here")
    expect(listed.filter(has=page.get_by_role("link", name="Landing"))).to_contain_text("you came through here")
    shown.locator("svg a[data-place=stairs]").click()
    expect(page.locator(".summary")).to_contain_text("stairs")
    expect(shown.locator(".is-here")).to_have_attribute("data-place", "stairs")


@pytest.mark.parametrize(("address", "place"), [("s1.html", "(0)"), ("end.html", "end"), ("index.html", "")])
def test_the_map_of_a_long_story_shows_the_part_that_the_play_is_in(
    edited: Served, open_page: OpenPage, address: str, place: str
) -> None:
    (edited.course / "stories/long.yml").write_text(large(MAX_SCENES + 1), encoding="utf-8")
    edited.save("stories/long.yml")
    page = visit(open_page, edited, f"long/{address}")
    panel(page, "Map")
    marked = page.locator(".is-here").evaluate_all("all => all.map(each => each.dataset.place)")
    assert marked == ([place] if place else [])


# -- the learner's page beside it --

LOOK_OF_EACH = """() => [false, true].map((theirs) => {  // at once, as a page may still be about to get something
  for (const sheet of document.styleSheets) if (sheet.href?.includes("/_author/")) sheet.disabled = theirs;
  const parts = ["margin", "padding", "fontSize", "fontWeight", "fontFamily", "color", "listStyleType", "display"];
  return [...document.querySelectorAll("main, main *")].map((each) => {
    const look = getComputedStyle(each);
    return [each.localName, ...parts.map((part) => `${part} ${look[part]}`)].join("; ");
  });
})"""


@pytest.mark.parametrize("address", ["", "kettle/", KITCHEN])
def test_the_page_looks_as_it_does_to_learners(open_page: OpenPage, kettle: Served, address: str) -> None:
    page = visit(open_page, kettle, address)
    if page.locator("main.ch-main").count():
        expect(page.locator(".ch-foot")).to_be_attached()  # the last that the player adds
    with_bar, without = page.evaluate(LOOK_OF_EACH)
    assert len(without) > 10
    assert [pair for pair in zip(with_bar, without, strict=True) if pair[0] != pair[1]] == []


# -- only while serving --


def test_no_site_that_is_built_has_the_bar(built_site: Path) -> None:
    files = [each for each in built_site.rglob("*") if each.suffix in (".html", ".js", ".css")]
    assert len(files) > 100
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "_author/" not in text, file
        assert "coolhead-author" not in text, file
