"""The docs in a real browser: axe finds nothing on any sort of page, and nothing hangs over the edge of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from browser.axe import BEST, violations
from conftest import ROOT, serve
from playwright.sync_api import Browser
from test_docs import build

PAGES: Final = (
    "",
    "tutorial/",
    "how-to/state/",
    "reference/keys/",
    "reference/output/",
    "rules/lucky-success/",
    "understanding/architecture/",
)


@pytest.fixture(scope="module")
def docs_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the compiled docs are served."""
    folder: Path = tmp_path_factory.mktemp("docs")
    built = build(ROOT / "docs", folder)
    assert built.returncode == 0, built.stderr
    with serve(folder) as url:
        yield url


@pytest.mark.parametrize("width", [1280, 320])
def test_everybody_can_read_the_docs(chromium: Browser, docs_url: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    found: list[str] = []
    for address in PAGES:
        page.goto(f"{docs_url}/{address}")
        found += [f"{address}: {each}" for each in violations(page, BEST)]
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{address}: {over} pixels hang over the edge"] * (over > 0)
    page.close()
    assert not found, "\n".join(found)
