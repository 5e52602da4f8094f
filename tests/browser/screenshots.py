"""Pictures of every kind of page for people to look at: `make screenshots` puts them into test-results/screenshots/."""

from __future__ import annotations

import re

import pytest
from browser import course
from browser.eyes import open_everything
from conftest import RESULTS, OpenPage


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
