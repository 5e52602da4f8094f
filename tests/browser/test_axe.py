"""axe finds nothing on any kind of page, in light and dark, on a desktop and on a phone, folded and unfolded."""

from __future__ import annotations

from typing import Final

import pytest
from browser import course
from browser.axe import violations
from browser.eyes import open_everything
from browser.test_looks import visit
from conftest import OpenPage

LOOKS: Final = pytest.mark.parametrize(("dark", "width"), [(False, 1280), (False, 360), (True, 360)])
"""Every colour and every width; colours do not depend on the width."""


@LOOKS
def test_axe_finds_nothing(open_page: OpenPage, dark: bool, width: int) -> None:
    page = open_page(width=width, dark=dark)
    found: list[str] = []
    for address in course.of_one_story() if dark or width < 1280 else course.every_kind():
        visit(page, address)
        found += [f"{address}: {each}" for each in violations(page)]
        if page.locator("details").count():
            open_everything(page)
            found += [f"{address}: {each}" for each in violations(page)]
    assert not found, "\n".join(found)


@LOOKS
def test_axe_finds_nothing_in_the_midst_of_a_play(open_page: OpenPage, small_url: str, dark: bool, width: int) -> None:
    page = open_page(width=width, dark=dark, url=small_url)
    found: list[str] = []
    for moment in course.moments():
        visit(page, moment)
        open_everything(page)
        found += [f"{moment}: {each}" for each in violations(page)]
    assert not found, "\n".join(found)
