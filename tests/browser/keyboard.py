"""A learner who has a keyboard and nothing else."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page

_MOST_TABS: Final = 150


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus; fails where Tab never comes to it."""
    wanted = target.element_handle()
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {target} on {page.url}")


def follow(page: Page, link: Locator) -> None:
    """Tab to a link, press Enter, and wait for the page it leads to."""
    tab_to(page, link)
    leads_to = link.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(leads_to)


def press(page: Page, button: Locator, key: str) -> None:
    """Tab to a button and press it with Enter or Space."""
    tab_to(page, button)
    page.keyboard.press(key)


def open_fold(page: Page, summary: Locator, key: str) -> None:
    """Tab to what opens in place, and open it with Enter or Space."""
    tab_to(page, summary)
    page.keyboard.press(key)
    assert summary.evaluate("summary => summary.parentElement.open"), f"{key} did not open {summary} on {page.url}"
