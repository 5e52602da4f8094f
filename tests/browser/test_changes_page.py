"""The page of `coolhead diff` in a real browser: opened from a disk, light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from browser.axe import violations
from browser.eyes import until
from conftest import ROOT
from histories import History
from playwright.sync_api import Browser

from builder.hosts.differences.comparing import compare
from builder.hosts.differences.html import render
from builder.hosts.project import find_project

STORY: Final = "stories/the-green-coat.yml"
EDITS: Final = (
    ("unwrapped", "on-the-hanger"),
    ("as people do in shops", "as they all do in dress shops"),
    (
        "you can see what you think.\n        goto: on-the-hanger",
        "you can see what you think.\n        goto: the-quiet",
    ),
    ("title: One hand flat", "title: A hand"),
    ("rating: fair\n        tempting: It’s gentle", "rating: weak\n        tempting: It’s gentle"),
)


@pytest.fixture(scope="module")
def changes_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a shipped story with edits of several sorts, and of a story that is new."""
    history = History(tmp_path_factory.mktemp("edited"))
    history.git("init", "--quiet", "--initial-branch=main")
    history.write(STORY, (ROOT / STORY).read_bytes())
    history.write("stories/skills.yml", (ROOT / "stories" / "skills.yml").read_bytes())
    history.commit()
    for old, new in EDITS:
        history.replace(STORY, old, new)
    history.write("stories/lobby-1140.yml", (ROOT / "stories" / "lobby-1140.yml").read_bytes())
    page = history.folder / "changes.html"
    page.write_text(render(compare(find_project(history.folder), "main")), encoding="utf-8")
    return page


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_is_sound_for_everybody(chromium: Browser, changes_page: Path, dark: bool, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    page = context.new_page()
    asked, complaints = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(changes_page.as_uri())
    assert asked == [changes_page.as_uri()] and complaints == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator("svg.ch-map").count() == 1 and page.locator("section").count() == 2
    assert not violations(page)
    context.close()


def test_wide_maps_are_scrolled_by_keyboard(chromium: Browser, changes_page: Path) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=True)
    page = context.new_page()
    page.goto(changes_page.as_uri())
    region = page.get_by_role("region", name="Map")
    region.focus()
    page.keyboard.press("ArrowRight")
    until(page, "given.scrollLeft > 0", region.element_handle())
    context.close()


def test_each_sign_is_read_out_as_a_word(chromium: Browser, changes_page: Path) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(changes_page.as_uri())
    heard = page.get_by_role("listitem").filter(has_text="goto").first.aria_snapshot()
    assert "changed" in heard and "~" not in heard
    context.close()
