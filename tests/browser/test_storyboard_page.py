"""A storyboard for browsers, opened from a disk."""

from __future__ import annotations

from pathlib import Path

from browser.axe import BEST, violations
from formats.test_storyboard import bounds_of, drawing, shipped
from playwright.sync_api import Browser

from builder.formats.storyboard import storyboard, write_storyboard


def test_axe_finds_nothing_and_the_page_asks_for_nothing(chromium: Browser, tmp_path: Path) -> None:
    file, bounds = tmp_path / "storyboard.html", bounds_of("twenty-five-minutes")
    document = storyboard(bounds, shipped().course, draw=drawing(bounds.graph, tmp_path))
    file.write_bytes(write_storyboard(document, ".html"))
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)  # axe is a script
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(file.as_uri())
    assert not violations(page, BEST)
    assert asked == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    context.close()
