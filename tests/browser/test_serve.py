"""A page that is open while its story is written: it follows, the play goes on, and a bad save takes nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import OpenPage
from playwright.sync_api import Browser, Page, expect
from serving.served import BASE, Served, serving
from test_building import new_course

STORY = """\
format: 1
title: The cold latte
summary: Sam's coffee went cold in the queue.
status: draft
cast:
  sam: {name: Sam, role: customer}
state:
  trust: {start: 3, min: 0, max: 5, label: Trust}
scenes:
  counter:
    speaker: sam
    text: This is stone cold.
    choices:
      - {say: A fresh one is on its way., goto: waiting, change: {trust: +1}}
      - {say: It was hot when I made it., goto: waiting, change: {trust: -1}}
  waiting:
    speaker: sam
    text: How long will it be?
    choices:
      - {say: Two minutes., goto: smile}
      - {say: It takes what it takes., goto: gone}
outcomes:
  smile: {result: success, title: Sam stays, text: The second cup is hot.}
  gone: {result: failure, title: Sam leaves, text: The door swings shut.}
"""


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    course = new_course(tmp_path_factory.mktemp("served") / "course")
    (course / "stories" / "latte.yml").write_text(STORY)
    with serving(course, tmp_path_factory.mktemp("made")) as found:
        yield found


@pytest.fixture
def served(lasting: Served) -> Served:
    """The course as new."""
    save(lasting, STORY)
    return lasting


@pytest.fixture
def page(served: Served, open_page: OpenPage) -> Page:
    """In the middle of a play that began with the second choice."""
    page = open_page(url=f"http://localhost:{served.port}")
    page.goto(f"{BASE}latte/counter.html")
    page.get_by_role("button", name="It was hot when I made it.").click()
    expect(page.locator(".ch-live")).to_contain_text("How long will it be?")
    return page


def save(served: Served, story: str) -> None:
    served.story.write_text(story)
    served.save("stories/latte.yml")


def test_new_words_come_by_themselves_and_the_play_goes_on(page: Page, served: Served) -> None:
    expect(page).to_have_url(re.compile("#play=1"))
    address = page.url
    page.evaluate("self.before = true")
    save(served, STORY.replace("How long will it be?", "Will it be long?"))
    expect(page.locator(".ch-live")).to_contain_text("Will it be long?")
    assert page.evaluate("self.before") is None  # it was loaded again
    assert page.url == address
    page.get_by_role("button", name="Two minutes.").click()
    expect(page.locator(".ch-live h1")).to_contain_text("Sam stays")
    expect(page).to_have_url(re.compile("play=10"))


def test_a_reload_is_seen_in_every_tab_once_it_is_looked_at(page: Page, served: Served) -> None:
    other = page.context.new_page()
    other.goto(f"{BASE}latte/")
    save(served, STORY.replace("How long", "How very long").replace("in the queue", "in a long queue"))
    expect(other.get_by_text("in a long queue")).to_be_visible()
    page.bring_to_front()
    expect(page.locator(".ch-live")).to_contain_text("How very long")


def test_a_broken_save_takes_nothing_away_and_its_mend_is_seen(page: Page, served: Served) -> None:
    page.evaluate("self.before = true")
    page.evaluate("document.addEventListener('coolhead:findings', () => document.documentElement.id = 'told')")
    for broken in (STORY.replace("goto: smile", "goto: smiel"), STORY.replace("scenes:", "scenes: ["), "", STORY[:300]):
        page.evaluate("document.documentElement.id = ''")
        save(served, broken)
        expect(page.locator("#told")).to_have_count(1)
        expect(page.locator(".ch-live")).to_contain_text("How long will it be?")
    assert page.evaluate("self.before")  # nothing was loaded again
    page.get_by_role("button", name="Two minutes.").click()
    expect(page.locator(".ch-live h1")).to_contain_text("Sam stays")
    page.go_back()
    save(served, STORY.replace("How long will it be?", "Mended?"))
    expect(page.locator(".ch-live")).to_contain_text("Mended?")
    assert page.evaluate("self.before") is None


def test_a_story_that_was_never_sound_is_mended_before_the_authors_eyes(served: Served, chromium: Browser) -> None:
    new = served.course / "stories" / "tea.yml"
    new.write_text(STORY.replace("goto: smile", "goto: smiel"))
    served.save("stories/tea.yml")
    with chromium.new_page() as page:
        page.goto(f"http://localhost:{served.port}{BASE}tea/counter.html")
        expect(page.get_by_text("There is no scene or outcome `smiel`.")).to_be_visible()
        new.write_text(STORY.replace("stone cold", "no tea"))
        served.save("stories/tea.yml")
        expect(page.locator(".ch-live")).to_contain_text("no tea")
    new.unlink()
    served.save("stories/tea.yml")


def test_a_page_that_comes_back_is_the_latest(page: Page, served: Served) -> None:
    page.goto(f"{BASE}latte/map/")
    page.evaluate("document.documentElement.dataset.before = ''")
    save(served, STORY.replace("How long will it be?", "Since when?"))
    expect(page.locator("[data-before]")).to_have_count(0)  # it is loaded again: going back would cross its way
    page.wait_for_load_state()
    page.go_back()
    expect(page.locator(".ch-live")).to_contain_text("Since when?")
