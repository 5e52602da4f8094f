"""axe finds nothing on any kind of page, in light and dark, on a desktop and on a phone, folded and unfolded."""

from __future__ import annotations

import json
from typing import Final

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browser import course
from browser.eyes import open_everything
from browser.test_looks import visit
from conftest import OpenPage
from playwright.sync_api import Page

STANDARDS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
LOOKS: Final = pytest.mark.parametrize(("dark", "width"), [(False, 1280), (False, 360), (True, 360)])
"""Every colour and every width; colours do not depend on the width."""
OPTIONS: Final = json.dumps({"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]})


@LOOKS
def test_axe_finds_nothing(open_page: OpenPage, dark: bool, width: int) -> None:
    page = open_page(width=width, dark=dark)
    found: list[str] = []
    for address in course.of_one_story() if dark or width < 1280 else course.every_kind():
        visit(page, address)
        page.evaluate(AXE_SCRIPT)
        found += _violations(page, address)
        if page.locator("details").count():
            open_everything(page)
            found += _violations(page, address)
    assert not found, "\n".join(found)


@LOOKS
def test_axe_finds_nothing_in_the_midst_of_a_play(open_page: OpenPage, small_url: str, dark: bool, width: int) -> None:
    page = open_page(width=width, dark=dark, url=small_url)
    found: list[str] = []
    for moment in course.moments():
        visit(page, moment)
        open_everything(page)
        page.evaluate(AXE_SCRIPT)
        found += _violations(page, moment)
    assert not found, "\n".join(found)


def _violations(page: Page, address: course.Address) -> list[str]:
    results = page.evaluate(f"axe.run({OPTIONS})")
    return [
        f"{address}: {each['id']}: {each['help']}: {'; '.join(node['html'][:200] for node in each['nodes'])}"
        for each in results["violations"]
    ]
