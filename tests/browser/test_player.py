"""The script that plays in the page: what the address tells, what a choice shows, and how far the way back goes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from browser.eyes import until
from browser.keyboard import press
from conftest import OpenPage
from playwright.sync_api import Page, Route, expect

HALL: Final = "/kettle/hall.html"


@pytest.fixture
def page(open_page: OpenPage, small_url: str) -> Page:
    return open_page(url=small_url)


def choose(page: Page, *words: str) -> None:
    """Answer with these words, one scene after another; "Continue" goes on."""
    for each in words:
        pressed = page.get_by_role("button", name=each)
        expect(pressed).to_be_visible()
        before = page.url
        pressed.click()
        expect(page).not_to_have_url(before)  # else the next press may come before there is an answer to this one


def at(page: Page, title: str, address: str = "") -> None:
    """The page shows this, and so does its address, but for the part that guards it against edits of the story."""
    expect(page.locator("h1")).to_have_text(title)
    expect(page).to_have_url(re.compile(re.escape(address).replace("\\&at", r"(&by=\w*)?&at") + r"(&by=\w*)?$"))


# -- the address --


def test_a_choice_changes_page_title_address_and_focus_without_loading_a_page(page: Page) -> None:
    page.goto(HALL)
    page.evaluate("window.same = true")
    choose(page, "Tea?")
    at(page, "The stairs", "/kettle/stairs.html#play=0")
    expect(page).to_have_title("The stairs · The kettle · Small stories")
    expect(page.locator("h1")).to_be_focused()
    choose(page, "Continue", "Continue")
    at(page, "The kitchen", "/kettle/kitchen.html#play=0")
    assert page.evaluate("window.same") is True


def test_back_and_forward_step_through_the_play(page: Page) -> None:
    page.goto(HALL)
    choose(page, "Wait here.", "Continue", "Continue", "Light the stove.")
    page.go_back()
    at(page, "The kitchen", "/kettle/kitchen.html#play=1")
    expect(page.get_by_text("Nothing stirs.")).to_be_visible()
    page.go_back()
    at(page, "The landing")
    page.go_back()
    page.go_back()
    at(page, "The hall", HALL)
    expect(page.locator(".ch-exchange")).to_have_count(0)
    expect(page.locator("h1")).to_be_focused()
    for _ in range(4):
        page.go_forward()
    at(page, "The kitchen", "/kettle/kitchen.html#play=10")
    expect(page.get_by_text("Is that steam?")).to_be_visible()


def test_reload_keeps_the_moment(page: Page) -> None:
    page.goto(HALL)
    choose(page, "Wait here.", "Continue")
    page.reload()
    at(page, "The landing", "/kettle/landing.html#play=1")
    choose(page, "Continue", "Nearly there!")
    page.reload()
    at(page, "The kitchen", "/kettle/kitchen.html#play=13")
    expect(page.locator(".ch-exchange")).to_contain_text("No answer.")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        (
            "/kettle/kitchen.html#play=0",
            "The kitchen",
        ),  # the code alone leaves open which of three scenes: the page tells
        ("/kettle/landing.html#play=0", "The landing"),
        ("/kettle/stairs.html#play=0", "The stairs"),
        ("/kettle/stairs.html#play=00", "The kitchen"),  # a code that leads elsewhere goes before the page
        ("/kettle/hall.html#play=0&at=landing", "The landing"),
        ("/kettle/tea.html#play=0001", "Tea in time"),
        ("/kettle/hall.html#play=-", "The hall"),
        ("/kettle/hall.html#play=", "The hall"),
        ("/kettle/hall.html#scene", "The hall"),
    ],
)
def test_a_link_opens_the_moment_it_names(page: Page, address: str, title: str) -> None:
    page.goto(address)
    expect(page.locator(".ch-live h1")).to_have_text(title)
    expect(page.locator(".ch-notice")).to_be_empty()


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("0009", "The kitchen"),
        ("09", "The kitchen"),
        ("!", "The hall"),
        ("001", "The kitchen"),
        ("00010", "Tea in time"),
    ],
)
def test_a_play_that_no_longer_fits_is_shown_as_far_as_it_does(page: Page, code: str, title: str) -> None:
    page.goto(f"{HALL}#play={code}")
    expect(page.locator(".ch-notice")).to_be_visible()
    expect(page).not_to_have_url(re.compile(re.escape(f"play={code}")))
    page.get_by_role("link", name="again").click()
    at(page, "The hall", f"{HALL}#play=-")
    expect(page.locator(".ch-notice")).to_be_empty()


def test_an_address_edited_by_hand_is_followed(page: Page) -> None:
    page.goto(f"{HALL}#play=0")
    page.evaluate("location.hash = 'play=00'")
    at(page, "The kitchen", "/kettle/kitchen.html#play=00")
    expect(page.get_by_text("Is that steam?")).to_be_visible()


def test_a_scene_opened_without_a_play_shows_one_way_to_get_there(page: Page) -> None:
    page.goto("/kettle/kitchen.html")
    expect(page.locator(".ch-notice")).to_have_text("This is one way to get here.")
    choose(page, "Light the stove.")
    at(page, "The kitchen", "/kettle/kitchen.html#play=00")


def test_the_skip_link_does_not_lose_the_play(page: Page) -> None:
    page.goto("/kettle/kitchen.html#play=00")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    at(page, "The kitchen", "/kettle/kitchen.html#play=00")


def test_it_plays_from_a_disk(open_page: OpenPage, small_site: Path) -> None:
    page = open_page(url=f"file://{small_site}")
    page.goto(f"file://{small_site}{HALL}")
    choose(page, "Tea?", "Continue", "Continue", "Light the stove.")
    at(page, "The kitchen", "hall.html#play=00&at=kitchen")
    page.reload()
    at(page, "The kitchen", "hall.html#play=00&at=kitchen")
    page.go_back()
    at(page, "The kitchen", "hall.html#play=0&at=kitchen")


# -- what a choice shows --


def test_a_choice_shows_what_was_said_and_what_came_of_it(page: Page) -> None:
    page.goto(HALL)
    choose(page, "Wait here.")
    came = page.get_by_role("region", name="Your answer, and what came of it")
    expect(came).to_contain_text("You")
    expect(came.locator("q")).to_have_text("Wait here.")
    expect(came).to_contain_text("She sits down.")


def test_in_guided_mode_the_coach_speaks_unless_the_answer_was_strong(page: Page) -> None:
    page.goto(HALL)
    choose(page, "Wait here.")
    expect(page.get_by_text("(unasked)")).to_be_visible()
    page.goto(f"{HALL}#play=-")
    choose(page, "Tea?")
    expect(page.get_by_text("(asked)")).to_be_hidden()
    press(page, page.locator("summary", has_text="Ask the coach about your answer"), "Enter")
    expect(page.get_by_text("(asked)")).to_be_visible()


def test_lines_and_choices_come_and_go_with_the_state(page: Page) -> None:
    page.goto("/kettle/kitchen.html#play=0")
    expect(page.get_by_text("Nothing stirs.")).to_be_visible()
    expect(page.get_by_text("Is that steam?")).to_have_count(0)
    expect(page.get_by_role("button", name="Sing.")).to_have_count(0)
    expect(page.get_by_role("button", name="Pour.")).to_have_count(0)
    expect(page.get_by_text("Not open: The water is not boiling yet.")).to_be_visible()
    choose(page, "Nearly there!", "Nearly there!", "Light the stove.", "Light the stove.")
    expect(page.get_by_text("Is that steam?")).to_be_visible()
    expect(page.get_by_text("Nothing stirs.")).to_have_count(0)
    expect(page.get_by_role("button", name="Sing.")).to_be_visible()
    choose(page, "Pour.")
    at(page, "Tea in time", "/kettle/tea.html#play=033001")


def test_an_outcome_tells_its_score(page: Page) -> None:
    page.goto("/kettle/tea.html#play=0001")
    expect(page.get_by_text("Your score is 85 out of 100.")).to_be_visible()


def test_an_interrupt_turns_the_play(page: Page) -> None:
    page.goto("/kettle/kitchen.html#play=033")
    choose(page, "Nearly there!")
    at(page, "An empty hall")


def test_the_status_line_tells_what_can_be_seen_to_have_changed(page: Page) -> None:
    page.goto(HALL)
    status = page.get_by_role("status")
    expect(status).to_be_empty()
    choose(page, "Wait here.")
    expect(status).to_have_text("Thirst: 4 of 6, worse. Minutes: 3, up.")
    choose(page, "Continue")
    expect(status).to_be_empty()
    choose(page, "Continue", "Light the stove.")
    expect(status).to_have_text("Kettle: warm, better. Minutes: 4, up.")
    choose(page, "Step back")
    expect(status).to_be_empty()


def test_state_is_told_in_words_and_shapes(page: Page) -> None:
    page.goto("/kettle/kitchen.html#play=10")
    standing = page.locator(".ch-standing")
    expect(standing.locator("dd").nth(0)).to_have_text("warmbetter, was: cold")
    assert page.evaluate("getComputedStyle(document.querySelector('.ch-turn'), '::before').content").startswith('"▲')
    expect(standing.get_by_role("meter", name="Thirst")).to_have_js_property("value", 4)
    expect(standing).not_to_contain_text("Temper")


def test_the_conversation_so_far_can_be_read_again(page: Page) -> None:
    page.goto("/kettle/kitchen.html#play=10")
    press(page, page.locator(".ch-talk > summary"), "Enter")
    told = page.locator(".ch-talk li")
    expect(told).to_have_count(4)
    expect(told.nth(0)).to_contain_text("I have come a long way.")
    expect(told.nth(0)).to_contain_text("She sits down.")
    expect(told.nth(0)).not_to_contain_text("(unasked)")
    expect(told.nth(3)).to_contain_text("Nothing stirs.")
    expect(told.nth(3)).not_to_contain_text("steam")


def test_a_double_click_answers_one_scene_only(page: Page) -> None:
    page.goto("/kettle/kitchen.html#play=0")
    page.get_by_role("button", name="Nearly there!").dblclick()
    at(page, "The kitchen", "#play=03")


# -- number keys --


def test_number_keys_choose_in_the_order_on_the_page(page: Page) -> None:
    page.goto("/kettle/kitchen.html#play=0")
    expect(page.get_by_label("number keys")).to_be_checked()
    second = page.locator("button.ch-pick").nth(1).get_attribute("value")
    page.keyboard.press("2")
    at(page, "The kitchen", f"#play=0{second}")
    page.keyboard.press("9")
    page.keyboard.press("Control+1")
    at(page, "The kitchen", f"#play=0{second}")


def test_number_keys_can_be_turned_off_for_good(page: Page) -> None:
    page.goto(HALL)
    page.get_by_label("number keys").uncheck()
    page.locator("h1").focus()
    page.keyboard.press("1")
    page.goto("/kettle/kitchen.html#play=0")
    page.reload()
    page.keyboard.press("1")  # before the switch is there, too
    expect(page.get_by_label("number keys")).not_to_be_checked()
    page.keyboard.press("1")
    at(page, "The kitchen", "#play=0")


# -- the way back --


def test_step_back_goes_to_the_moment_before(page: Page) -> None:
    page.goto("/kettle/kitchen.html#play=00")
    choose(page, "Step back")
    at(page, "The kitchen", "/kettle/kitchen.html#play=0")
    choose(page, "Step back", "Step back", "Step back")
    at(page, "The hall", f"{HALL}#play=-")
    expect(page.get_by_role("button", name="Step back")).to_have_count(0)
    page.go_back()
    at(page, "The stairs", "/kettle/stairs.html#play=0")


def test_without_a_way_back_an_earlier_moment_can_be_seen_but_not_changed(page: Page) -> None:
    page.goto("/never/one.html")
    choose(page, "Open it.", "Kick it.")
    expect(page.get_by_role("button", name="Step back")).to_have_count(0)
    page.go_back()
    at(page, "The second door")
    expect(page.locator(".ch-taken")).to_contain_text("Kick it.You chose this.")
    expect(page.locator("button.ch-pick")).to_have_count(0)
    expect(page.get_by_label("number keys")).to_be_checked()
    page.keyboard.press("1")
    choose(page, "Back to where you are now")
    at(page, "The third door", "/never/three.html#play=01")
    choose(page, "Open it.", "Open it.")
    at(page, "The garden")
    page.get_by_role("link", name="Play again").click()
    at(page, "The first door")
    choose(page, "Kick it.")
    at(page, "The second door", "#play=1")


def test_the_way_back_ends_at_the_last_checkpoint(page: Page) -> None:
    page.goto("/checkpoint/one.html")
    choose(page, "Open it.", "Open it.", "Open it.", "Step back", "Step back")
    at(page, "The second door", "#play=0")
    expect(page.get_by_role("button", name="Step back")).to_have_count(0)
    page.go_back()
    page.go_back()
    page.go_back()
    page.go_back()
    page.go_back()
    at(page, "The first door")
    expect(page.locator("button.ch-pick")).to_have_count(0)


def test_in_challenge_mode_coach_and_state_wait_for_the_debrief(page: Page) -> None:
    page.goto("/never/one.html")
    choose(page, "Open it.")
    expect(page.locator(".ch-exchange")).to_be_visible()
    expect(page.locator("article")).not_to_contain_text("brave")
    expect(page.locator("article")).not_to_contain_text("Nerve")
    expect(page.get_by_role("status")).to_be_empty()


# -- when something is missing --


@pytest.mark.parametrize("missing", ["**/play.js", "**/story.js?*"])
def test_without_its_scripts_the_page_is_the_gamebook(page: Page, missing: str) -> None:
    page.route(missing, refuse)
    page.goto(HALL)
    expect(page.locator("summary.ch-pick").first).to_be_visible()
    expect(page.get_by_text("I have come a long way.")).to_be_visible()


def test_nothing_is_to_be_seen_of_the_gamebook_while_the_script_is_on_its_way(page: Page) -> None:
    held: list[Route] = []
    page.route("**/play.js", lambda route: held.append(route))
    with page.expect_request("**/play.js"):
        page.goto("/kettle/kitchen.html#play=0", wait_until="commit")
    until(page, "document.readyState === 'interactive'")
    page.evaluate(AFTER_A_SECOND)
    expect(page.get_by_text("The kettle stands on the stove.")).to_be_visible()
    expect(page.locator("summary.ch-pick").first).to_be_hidden()
    expect(page.get_by_text("Nothing stirs.")).to_be_hidden()
    held[0].continue_()
    expect(page.locator("button.ch-pick").first).to_be_visible()


AFTER_A_SECOND: Final = """
() => document.getAnimations().forEach(each => {  // later on, what waits for a script is shown without one
  each.pause();
  each.currentTime = 1000;
})
"""


def test_without_the_words_of_the_next_scene_its_page_is_loaded(page: Page) -> None:
    page.route("**/words-*.js?*", refuse)
    page.goto(HALL)
    choose(page, "Tea?")
    at(page, "The stairs", "/kettle/stairs.html#play=0")
    expect(page.locator(".ch-live")).to_be_visible()


def refuse(route: Route) -> None:
    """Answer as if the file were empty, so that the browser has nothing to complain of."""
    route.fulfill(status=200, content_type="text/javascript", body="")
