"""Every story can be played to each of its outcomes by keyboard alone: on buttons, or without a script on links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import course
from browser.keyboard import follow, open_fold, press
from conftest import OpenPage
from playwright.sync_api import Page, expect

TO_ONE_END = dict(course.plays())
TO_ANOTHER = dict(reversed(course.plays()))
"""The way to one outcome of each story, and to another: that every page's links lead on is tested without a browser."""
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@SCRIPTS
@pytest.mark.parametrize("story", [graph.story.id for graph in course.graphs()])
def test_a_story_is_begun_from_the_home_page_by_keyboard(open_page: OpenPage, story: str, scripts: bool) -> None:
    page = open_page(scripts=scripts)
    page.goto("/")
    follow(page, page.locator(f'article a[href$="{story}/"], article a[href$="{story}/index.html"]').first)
    follow(page, page.locator("a.ch-begin").first)
    expect(page.locator("[data-scene]")).to_be_visible()


@pytest.mark.parametrize(("story", "outcome"), course.plays())
def test_an_outcome_is_reached_by_keyboard_on_buttons(open_page: OpenPage, story: str, outcome: str) -> None:
    stops = course.rests(story, course.shortest_plays(story)[outcome])
    page = open_page()
    page.goto(f"/{story}/{course.page_name(stops[0].place)}")
    for stop, coming in course.steps(stops):
        deed = "on" if stop.choice is None else stop.choice
        press(page, page.locator(f'[data-scene="{stop.place}"] button[value="{deed}"]'), "Enter" if deed else "Space")
        expect(
            page.locator(f'.ch-live:is([data-scene="{coming.place}"], [data-outcome="{coming.place}"])')
        ).to_be_visible()
        expect(page.locator("h1")).to_be_focused()
    expect(page).to_have_url(re.compile(f"/{story}/{re.escape(course.page_name(outcome))}#"))
    expect(page.get_by_role("link", name="Play again")).to_be_visible()


@pytest.mark.parametrize(("story", "outcome"), sorted(TO_ONE_END.items() | TO_ANOTHER.items()))
def test_an_outcome_is_reached_by_keyboard_without_a_script(
    open_page: OpenPage, built_site: Path, story: str, outcome: str
) -> None:
    code = course.shortest_plays(story)[outcome]
    stops = course.stops(story, code, lambda place: (built_site / story / course.page_name(place)).exists())
    page = open_page(scripts=False)
    page.goto(f"/{story}/{course.page_name(stops[0].place)}")
    for stop, coming in course.steps(stops):
        _go_on(page, stop, coming)
    ending = page.locator(f'[data-outcome="{outcome}"]')
    expect(ending).to_be_visible()
    expect(ending.get_by_role("link", name="Play again")).to_be_visible()


def _go_on(page: Page, stop: course.Stop, coming: course.Stop) -> None:
    """From one page of a play to the next: open the choice if there is something to read, and take the right link."""
    here = page.locator(f'[data-scene="{stop.place}"]')
    expect(here).to_be_visible()
    if stop.choice is not None:
        here = here.locator(f'[data-choice="{stop.choice}"]')
        summary = here.locator("summary.ch-pick")
        if summary.count():
            open_fold(page, summary, "Space" if stop.choice % 2 else "Enter")
    follow(page, here.locator(f'a[href="{course.page_name(coming.place)}"]').first)
