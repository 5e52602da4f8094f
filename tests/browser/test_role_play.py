"""A role-play pack on paper: dark on white, a sheet for each card, and no empty page."""

from __future__ import annotations

import pytest
from browser import course
from browser.paper import drawn_pages
from conftest import OpenPage

from builder.flow.link import StoryGraph

CARDS = ["How to play", "The agent’s card", "The customer’s card", "The observer’s sheet", "The scenes"]


@pytest.mark.parametrize("graph", course.graphs(), ids=lambda graph: graph.story.id)
def test_a_pack_prints_each_card_on_paper_of_its_own_and_no_empty_page(open_page: OpenPage, graph: StoryGraph) -> None:
    page = open_page(dark=True)
    page.goto(f"{graph.story.id}/role-play/")
    page.emulate_media(media="print")
    assert page.locator(".ch-sheet > h2").all_inner_texts() == CARDS
    assert page.locator(".ch-pack > .ch-note").is_hidden() and page.locator(".md-header").is_hidden()
    pdf = page.pdf(prefer_css_page_size=True)
    drawn = drawn_pages(pdf)
    assert all(b"Tj" in each or b"TJ" in each for each in drawn)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf  # A4
    breaks = "sheets => sheets.map(each => getComputedStyle(each).breakBefore)"
    assert page.locator(".ch-sheet").evaluate_all(breaks) == ["auto", *["page"] * (len(CARDS) - 1)]


def test_a_pack_is_printed_dark_on_white(open_page: OpenPage) -> None:
    page = open_page(dark=True)
    page.goto(f"{course.graphs()[0].story.id}/role-play/")
    page.emulate_media(media="print", color_scheme="dark")
    colours = "each => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor]"
    assert page.locator(".ch-pack").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
