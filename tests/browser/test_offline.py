"""A site built with `--offline`, opened from the disk: it is read, searched and played like any other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, OpenPage
from playwright.sync_api import Page, expect


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the site's folder on this machine's disk, without a slash at the end."""
    folder: Path = tmp_path_factory.mktemp("offline") / "site"
    command = [sys.executable, "-m", "builder", "build", "-C", str(ROOT), "--site-dir", str(folder), "--offline"]
    built = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert built.returncode == 0, built.stderr
    assert "Open its index.html in a browser." in built.stderr
    return folder.as_uri()


@pytest.fixture
def page(open_page: OpenPage, offline: str) -> Page:
    page = open_page(url=offline)
    page.goto(f"{offline}/index.html")
    return page


def test_every_page_is_come_to_by_links(page: Page, offline: str) -> None:
    page.get_by_role("article").get_by_role("link", name="Third Saturday").first.click()
    expect(page).to_have_url(f"{offline}/third-saturday/index.html")
    page.get_by_role("link", name="Story map").first.click()
    expect(page).to_have_url(f"{offline}/third-saturday/map/index.html")
    page.get_by_role("link", name="Play the story first").click()
    page.get_by_role("article").get_by_role("link", name="Begin", exact=True).first.click()
    expect(page).to_have_url(f"{offline}/third-saturday/ringing.html")
    page.get_by_role("link", name="Third Saturday").click()
    expect(page).to_have_url(f"{offline}/third-saturday/index.html")
    page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Home").click()
    expect(page).to_have_url(f"{offline}/index.html")


def test_the_data_for_the_script_are_loaded_from_the_disk(page: Page, offline: str) -> None:
    page.goto(f"{offline}/third-saturday/ringing.html")
    page.add_script_tag(url=f"{offline}/third-saturday/lessons.js")
    page.add_script_tag(url=f"{offline}/third-saturday/words-0.js")
    assert page.evaluate("Boolean(self.coolhead)")


def test_search_finds_a_story(page: Page, offline: str) -> None:
    page.get_by_role("textbox", name="Search").press_sequentially("bunk")
    found = page.locator(".md-search-result__link").first
    expect(found).to_contain_text("Third Saturday")
    found.click()
    expect(page).to_have_url(f"{offline}/third-saturday/index.html")
