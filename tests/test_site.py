"""The site that `coolhead build` makes of this course, read file by file: what is there, and what is not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import ROOT

from builder.flow.figures import Figures, figures
from builder.flow.link import StoryGraph
from builder.hosts.folder import find_course
from builder.model import Story
from builder.pages.playdata import revision
from builder.pipeline import check
from builder.settings import Settings

LOADED = {("script", "src"), ("img", "src"), ("link", "href"), ("audio", "src"), ("video", "src"), ("track", "src")}
"""What a browser fetches by itself; a link it only offers."""


@dataclass
class Read(HTMLParser):
    """What one page holds that could lead somewhere, or do something; `unscripted` loads only where no script runs."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    unscripted: list[str] = field(default_factory=list)
    own_code: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._now = self.loaded

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.ids.update(known[name] for name in ("id", "name") if name in known)
        self.links.extend(known[name] for name in ("href", "src", "xlink:href") if name in known)
        if tag == "noscript":
            self._now = self.unscripted
        self._now.extend(value for name, value in known.items() if (tag, name) in LOADED or name == "srcset")
        self.own_code.extend(f"{tag} {name}" for name in known if name == "style" or name.startswith("on"))
        data = tag == "script" and known.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in known and not data):
            self.own_code.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "noscript":
            self._now = self.loaded

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: Path) -> Read:
    return _read(page.read_text(encoding="utf-8"))


@cache
def _read(html: str) -> Read:
    found = Read()
    found.feed(html)
    found.close()
    return found


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.fixture(scope="session")
def stories() -> tuple[StoryGraph, ...]:
    return check(find_course([ROOT]).sources, Settings()).graphs


def broken_links(site: Path, base: str = "/") -> Iterator[str]:
    """Every link of the site that leads nowhere; ``base`` is the path at which it will be served."""
    for page in pages(site):
        for link in read(page).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = _target(site, page, unquote(parts.path), base)
            if not target.is_file():
                yield f"{page.relative_to(site)}: {link} leads nowhere"
            elif parts.fragment and unquote(parts.fragment) not in read(target).ids:
                yield f"{page.relative_to(site)}: {link} names no place on that page"


def _target(site: Path, page: Path, path: str, base: str) -> Path:
    found = page.parent / path if path else page
    if path.startswith("/"):
        found = site / path.removeprefix(base)
    return found / "index.html" if found.is_dir() else found


def test_every_story_has_its_pages(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    assert (built_site / "index.html").is_file()
    assert stories
    for graph in stories:
        folder = built_site / graph.story.id
        for name in ["index.html", "map/index.html", *(f"{outcome}.html" for outcome in graph.story.outcomes)]:
            assert (folder / name).is_file(), f"{graph.story.id}/{name} is missing"
        shown = [scene.id for scene in graph.story.scenes.values() if scene.shown]
        assert all((folder / f"{scene}.html").is_file() for scene in shown)


def test_every_skill_has_its_page_and_leads_to_where_it_is_practised(
    built_site: Path, stories: tuple[StoryGraph, ...]
) -> None:
    skills = check(find_course([ROOT]).sources, Settings()).course.skills
    assert len(skills) == 16
    listed = read(built_site / "skills" / "index.html").links
    for skill in skills:
        page = built_site / "skills" / skill / "index.html"
        assert f"../skills/{skill}/index.html" in listed
        assert all(part in " ".join(read(page).text) for part in ("Why it helps", "Not that", "How far to rely on it"))
        for graph in stories:
            if skill in graph.story.practises:
                assert f"../../{graph.story.id}/index.html" in read(page).links


def test_every_go_to_in_a_role_play_pack_names_the_number_that_the_story_leads_to(
    built_site: Path, stories: tuple[StoryGraph, ...]
) -> None:
    for graph in stories:
        folder, story = built_site / graph.story.id, graph.story
        places = [id for id in (*story.scenes, *story.outcomes) if (folder / f"{id}.html").is_file()]
        number = {id: position for position, id in enumerate(places, 1)}
        told = (folder / "role-play" / "index.html").read_text(encoding="utf-8")
        parts = told.split('<div class="ch-numbered">')[1:]
        assert [re.findall(r'<h3 id="(\d+)">(\d+)\. ', part) for part in parts] == [
            [(str(position), str(position))] for position in number.values()
        ]
        assert f"begins at {number[graph.start]}," in told
        for id, part in zip(places, parts, strict=True):
            told_ways = re.findall(r'<a class="ch-go-to" href="#(\d+)">go to (\d+)</a>', part)
            assert all(href == said for href, said in told_ways)
            allowed = {number[_paged(graph, target, number)] for target in _targets(graph, id)}
            sudden = {number[each.goto] for each in story.interrupts}
            assert allowed <= {int(said) for said, _ in told_ways} <= allowed | sudden, (story.id, id)


def _targets(graph: StoryGraph, id: str) -> Iterator[str]:
    scene = graph.story.scenes.get(id)
    if scene is not None:
        yield from (choice.goto for choice in scene.choices)
        yield from (branch.goto for branch in scene.route)
        yield from filter(None, [scene.next])


def _paged(graph: StoryGraph, id: str, number: dict[str, int]) -> str:
    """The place itself, or the first with a page that it leads to."""
    while id not in number:
        id = graph.story.scenes[id].next or ""
    return id


def test_a_role_play_pack_is_left_alone_by_search(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    index = (built_site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "role-play/" not in index and "skills/be-honest/" in index
    assert "role-play/" not in (built_site / "sitemap.xml").read_text(encoding="utf-8")
    for graph in stories:
        page = built_site / graph.story.id / "role-play" / "index.html"
        assert '<meta name="robots" content="noindex">' in page.read_text(encoding="utf-8")
        assert "role-play/index.html" in read(built_site / graph.story.id / "index.html").links


def test_every_link_leads_to_a_page_and_a_place_that_exist(built_site: Path) -> None:
    assert not list(broken_links(built_site))


def test_a_broken_link_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<a href="gone.html">x</a><a href="#nowhere">y</a><a href="#here" id="here">z</a>'
    )
    assert len(list(broken_links(tmp_path))) == 2


def test_the_story_map_can_be_seen_and_links_to_scenes(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    for graph in stories:
        page = built_site / graph.story.id / "map" / "index.html"
        assert "<svg" in page.read_text(encoding="utf-8")
        assert f"../{graph.start}.html" in read(page).links


def test_no_page_fetches_anything_from_another_host(built_site: Path) -> None:
    for page in pages(built_site):
        elsewhere = [link for link in (*read(page).loaded, *read(page).unscripted) if urlsplit(link).netloc]
        assert not elsewhere, f"{page.relative_to(built_site)} fetches {elsewhere}"
    for sheet in built_site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(\s*[\"']?(?:https?:)?//", text), f"{sheet.name} fetches from elsewhere"


def test_no_page_holds_a_script_or_a_style_of_its_own(built_site: Path) -> None:
    for page in pages(built_site):
        assert not read(page).own_code, f"{page.relative_to(built_site)}: {read(page).own_code}"
        assert not [link for link in read(page).links if link.startswith(("javascript:", "data:"))]


def test_scene_pages_load_one_stylesheet_and_two_scripts(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    for graph in stories:
        for scene in graph.story.scenes.values():
            if scene.shown:
                loaded = read(built_site / graph.story.id / f"{scene.id}.html").loaded
                assert [link for link in loaded if ".js" in link] == [
                    f"story.js?{revision(graph)}",
                    "../assets/coolhead/play.js",
                ]
                assert [link for link in loaded if link.endswith(".css")] == ["../assets/coolhead/coolhead.css"]
                unscripted = read(built_site / graph.story.id / f"{scene.id}.html").unscripted
                assert unscripted == ["../assets/coolhead/play.css"]


def test_a_first_visit_to_a_scene_takes_four_files(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    for graph in stories:
        folder = built_site / graph.story.id
        for scene in graph.story.scenes.values():
            if scene.shown:
                page = folder / f"{scene.id}.html"
                loaded = [link for link in read(page).loaded if not link.endswith((".png", ".jpg", ".svg", ".mp3"))]
                files = [page, *(folder / link.partition("?")[0] for link in loaded)]
                assert all(file.is_file() for file in files), files
                assert len(set(files)) == 4, files


def test_what_authors_write_for_authors_is_in_no_file(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    published = "\n".join(
        unescape(path.read_text(encoding="utf-8"))
        for path in built_site.rglob("*")
        if path.suffix in (".html", ".json", ".xml", ".svg", ".js")
    )
    for graph in stories:
        for told in _for_authors(graph.story):
            assert " ".join(told.split()) not in published


def _for_authors(story: Story) -> Iterator[str]:
    for scene in story.scenes.values():
        yield from (choice.tempting for choice in scene.choices if choice.tempting)
    yield from (waiver.reason for waiver in story.waivers)


def test_no_page_has_a_mark_that_tells_good_choices_from_bad(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    for graph in stories:
        for page in (built_site / graph.story.id).rglob("*.html"):
            named = re.sub(r' (?:href|data-outcome|data-scene)="[^"]*"', "", page.read_text(encoding="utf-8"))
            tags = re.findall(r"<[^>]*>", named)  # without the ids of places, which are the author's
            marked = [tag for tag in tags if re.search(r"\b(strong|fair|weak|rating|tempting)\b(?!>)", tag[1:])]
            assert not marked, f"{page.relative_to(built_site)}: {marked[:3]}"


def test_story_files_are_not_part_of_the_site(built_site: Path) -> None:
    assert not [path for path in built_site.rglob("*") if path.suffix.lower() in (".yml", ".yaml", ".md")]


def test_search_finds_stories_and_gives_nothing_away(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    text = (built_site / "search" / "search_index.json").read_text(encoding="utf-8")
    found = json.loads(text)["docs"]
    places = {urlsplit(entry["location"]).path for entry in found}
    assert {f"{graph.story.id}/" for graph in stories} <= places
    assert not [place for place in places if place.endswith(".html") or "/map/" in place]
    for graph in stories:
        own = [entry["text"] for entry in found if entry["location"].startswith(f"{graph.story.id}/")]
        assert own and not [each for each in own if "worked out" in each]
        for outcome in graph.story.outcomes.values():
            assert outcome.text is None or outcome.text[:40] not in text


def test_the_navigation_lists_home_and_the_stories(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    home = read(built_site / "index.html")
    assert "." in home.links
    assert {f"{graph.story.id}/" for graph in stories} <= set(home.links)


def test_the_authors_own_words_come_first_on_the_home_page(built_site: Path) -> None:
    own = re.search(r"^# (.+)\n\n(\w+ \w+ \w+)", (ROOT / "stories" / "index.md").read_text(encoding="utf-8"))
    assert own is not None
    text = "".join(read(built_site / "index.html").text)
    article = text[text.rindex(own[1]) :]
    assert article.index(own[2]) < article.index("Third Saturday")
    assert (built_site / "index.html").read_text(encoding="utf-8").count("<h1") == 1


def test_every_page_has_one_heading_a_title_of_its_own_and_a_way_past_the_navigation(built_site: Path) -> None:
    titles = []
    for page in pages(built_site):
        html = page.read_text(encoding="utf-8")
        assert len(re.findall(r"<h1[\s>]", html)) == 1, page
        titles += re.findall(r"<title>(.*?)</title>", html.partition("<body")[0])
        if page.name != "404.html":
            assert re.search(r'<a[^>]*href="#[\w-]+"[^>]*class="(?:md|ch)-skip"|class="ch-skip" href="#scene"', html), (
                page
            )
    ours = [title for title in titles if title != "Cool heads"]  # the home page and the one for what is not found
    assert len(ours) == len(set(ours)) == len(pages(built_site)) - 2


def test_the_coverage_page_counts_what_flow_counts(built_site: Path, stories: tuple[StoryGraph, ...]) -> None:
    checked = check(find_course([ROOT]).sources, Settings(), covering=True)
    page = (built_site / "course" / "coverage" / "index.html").read_text(encoding="utf-8")
    tables = re.findall(r"<table class=\"ch-figures\">.*?</table>", page, re.DOTALL)
    text = [" ".join(unescape(re.sub(r"<[^>]*>", " ", table)).split()) for table in tables]
    finished = [graph.story for graph in stories if graph.story.status != "draft"]
    assert len(text) == 3 + bool(checked.course.statements)
    for skill, by_story in checked.coverage(stories).skills.items():
        title = checked.course.skills[skill].title
        (row,) = re.findall(rf"<th scope=\"row\"><a[^>]*>{re.escape(title)}</a>\s*</th>(.*?)</tr>", tables[0])
        numbers = [0 if cell == "–" else int(cell) for cell in re.findall(r"<td>(.*?)</td>", row)]
        assert sorted(numbers[:-2]) == sorted([*by_story.values(), *[0] * (len(finished) - len(by_story))])
        assert numbers[-2:] == [sum(by_story.values()), len(by_story)]
    for story in finished:
        found = figures(next(graph for graph in stories if graph.story is story))
        assert isinstance(found, Figures)
        assert found.random_clicker is not None
        assert f"{found.words:,}" in text[1]
        assert f"{100 * found.random_clicker['success']:.1f} %" in text[1]
        for each in found.outcomes:
            assert each.random_clicker is not None
            assert re.search(rf"{re.escape(each.outcome.title)} \w+ {100 * each.random_clicker:.1f} %", text[2])


def test_every_statement_of_the_sources_stands_on_the_coverage_page_with_where_it_is_met(built_site: Path) -> None:
    checked = check(find_course([ROOT]).sources, Settings(), covering=True)
    page = (built_site / "course" / "coverage" / "index.html").read_text(encoding="utf-8")
    rows = dict(re.findall(r"<tr><th scope=\"row\" class=\"ch-id\">(\d{3}-\d\d)</th>(.*?)</tr>", page))
    statements = checked.coverage(checked.graphs).statements
    assert list(rows) == list(statements)
    for id, where in statements.items():
        assert rows[id].count("<a href=") == len(where)
        assert ("Nowhere yet" in rows[id]) == (not where)


def test_the_home_page_leads_to_the_coverage_page_and_nothing_else_does(built_site: Path) -> None:
    assert "course/coverage/index.html" in read(built_site / "index.html").links
    named = [page for page in pages(built_site) if any("course/coverage" in link for link in read(page).links)]
    assert named == [built_site / "index.html"]
    for name in ("sitemap.xml", "search/search_index.json"):
        assert "coverage" not in (built_site / name).read_text(encoding="utf-8").casefold()
