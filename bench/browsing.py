"""A browser for measuring in, where this machine has one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import chromium
from conftest import FLAGS
from playwright.sync_api import Browser, sync_playwright


@contextmanager
def a_browser() -> Iterator[Browser | None]:
    """The browser that the tests drive; None, which is then said, where there is none."""
    path = chromium.find()
    if path is None:
        print(f"{chromium.MISSING}\n")
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
