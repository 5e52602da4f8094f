"""Pictures of every kind of page for people to look at: `make screenshots` puts them into test-results/screenshots/.

The one of the author's bar stands in the docs, and goes there.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browser import course
from browser.eyes import open_everything
from browser.test_bar import panel
from conftest import RESULTS, ROOT, OpenPage
from playwright.sync_api import Browser
from serving.served import BASE, serving

from builder.hosts.beginning import new_course


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", course.every_kind(), ids=str)
def test_picture(open_page: OpenPage, address: course.Address, dark: bool, width: int) -> None:
    page = open_page(width=width, dark=dark)
    page.goto(address.path)
    name = re.sub(r"[^\w]+", "-", f"{address.kind}-{address.path.removesuffix('.html')}").strip("-")
    place = RESULTS / "screenshots" / f"{name}-{width}-{'dark' if dark else 'light'}"
    page.screenshot(path=f"{place}.png", full_page=True)
    if page.locator("details").count():
        open_everything(page)
        page.screenshot(path=f"{place}-open.png", full_page=True)


def test_picture_of_the_authors_bar(chromium: Browser, tmp_path: Path) -> None:
    new_course(tmp_path / "course")
    (tmp_path / "made").mkdir()
    page = chromium.new_page(viewport={"width": 1280, "height": 660})
    with serving(tmp_path / "course", tmp_path / "made") as served:
        page.goto(f"http://127.0.0.1:{served.port}{BASE}the-cold-house/ringing.html")
        panel(page, "Choices").get_by_label("Show rating and odds on the buttons").check()
        page.screenshot(path=ROOT / "docs" / "images" / "authors-bar.png")
    page.close()
