"""The data of every story in a real browser: each script says there what it says here, under a strict policy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from conftest import STRICT, OpenPage, ServeFolder
from playwright.sync_api import Page

from builder.pages.playdata.carrier import carrier

BEFORE, AFTER = "(self.coolhead??=[]).push(", ");\n"
HOSTILE = "</script><script>alert(1)</script><!-- \u2028\u2029 \"'\\ ]]> \0 \x7f \u00e4\u05d0\u0623\U0001f600 ${x} `"


def carried_in(page: Page, address: str) -> Any:
    page.evaluate("self.coolhead = []")
    page.add_script_tag(url=address)
    return page.evaluate("self.coolhead[0]")


def test_every_data_script_says_the_same_in_the_browser(
    open_page: OpenPage, strict_site_url: str, built_site: Path
) -> None:
    page = open_page(url=strict_site_url)
    page.goto("/404.html")
    scripts = [path for path in built_site.glob("*/*.js") if path.parent.name not in ("assets", "search")]
    assert {path.stem for path in scripts} >= {"story", "words-0", "lessons"}
    for path in scripts:
        text = path.read_text(encoding="ascii")
        said = json.loads(text.removeprefix(BEFORE).removesuffix(AFTER))
        assert carried_in(page, f"{strict_site_url}/{path.relative_to(built_site).as_posix()}") == said


def test_any_words_come_through_whole_and_nothing_in_them_runs(
    open_page: OpenPage, serve_folder: ServeFolder, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><html lang=en><title>Empty</title><p>Empty.")
    (tmp_path / "favicon.ico").touch()
    (tmp_path / "words-0.js").write_bytes(carrier("words", {"place": HOSTILE, "constructor": "x"}, "0"))
    url = serve_folder(tmp_path, STRICT)
    page = open_page(url=url)
    page.goto("/index.html")
    assert carried_in(page, f"{url}/words-0.js") == ["words", {"place": HOSTILE, "constructor": "x"}, "0"]
