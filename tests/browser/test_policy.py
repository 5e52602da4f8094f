"""Under the strictest policy a server can set, every page still works, and the console stays empty."""

from __future__ import annotations

from pathlib import Path

from browser import course
from browser.doors import CONFIG, doors
from conftest import STRICT, OpenPage, ServeFolder
from playwright.sync_api import expect


def test_no_page_needs_more_than_the_site_s_own_files(open_page: OpenPage, strict_site_url: str) -> None:
    page = open_page(url=strict_site_url)
    for address in course.every_kind():  # open_page itself fails on any complaint in the console
        page.goto(address.path)
        expect(page.locator("h1")).to_have_count(1)


def test_search_works_under_the_policy_and_finds_stories_but_no_endings(
    open_page: OpenPage, strict_site_url: str
) -> None:
    page = open_page(url=strict_site_url)
    page.goto("/")
    story = course.graphs()[0].story
    page.get_by_role("textbox", name="Search").click()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")  # the index is there
    page.keyboard.type(story.title)
    found = page.locator(".md-search-result__link")
    expect(found.and_(page.locator(f'[href*="{story.id}/"]')).first).to_be_visible()
    addresses = found.evaluate_all("links => links.map(link => link.href)")  # at once: each letter brings others
    assert any(f"{story.id}/" in address for address in addresses)
    assert not any(address.split("#")[0].split("?")[0].endswith(".html") for address in addresses)


def test_search_in_two_languages_has_all_that_it_loads(
    open_page: OpenPage, serve_folder: ServeFolder, tmp_path: Path
) -> None:
    made = doors(tmp_path / "course")
    (made.root / "mkdocs.yml").write_text(CONFIG.replace("  - search\n", "  - search: {lang: [en, de]}\n"))
    made.edit(("summary: Somebody knocks.", "summary: Jemand klopft."))
    page = open_page(url=serve_folder(made.site, STRICT))
    page.goto("/")
    page.get_by_role("textbox", name="Search").click()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching")  # the index is there
    page.keyboard.type("klopft")
    expect(page.locator(".md-search-result__link").first).to_contain_text("The door")


def test_pages_are_visited_without_a_word_to_anyone_else(open_page: OpenPage, built_site: Path) -> None:
    page = open_page()
    for address in course.every_page(built_site):  # open_page itself fails on any request to another host
        response = page.goto(address.path)
        assert response is not None
        assert response.ok, address
