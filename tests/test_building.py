"""Building and serving a site: the same bytes every time, whole or not at all, from anywhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from conftest import ROOT
from test_site import broken_links, pages, read

from builder.diagnostics import BuilderError
from builder.hosts.project import find_project
from builder.hosts.site import build_site

STORY: Final = """\
format: 1
title: The cold latte
summary: Sam's coffee went cold in the queue.
status: draft
cast:
  sam: {name: Sam, role: customer}
scenes:
  counter:
    speaker: sam
    text: This is stone cold.
    notes: zebra-note
    choices:
      - say: A fresh one is on its way.
        goto: smile
        rating: strong
        feedback: That is what Sam came for.
      - say: It was hot when I made it.
        goto: gone
        rating: weak
        tempting: zebra-tempting
        feedback: It was, and it is cold now.
        x-seen: zebra-extra
outcomes:
  smile: {result: success, title: Sam stays, text: The second cup is hot.}
  gone: {result: failure, title: Sam leaves, text: The door swings shut.}
"""
CONFIG: Final = """\
site_name: Cups
site_url: https://example.org/learn/cups/
docs_dir: stories
theme:
  name: material
plugins:
  - search
  - coolhead
"""
BROKEN: Final = STORY.replace("goto: smile", "goto: smiel")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path / "course")


def new_course(folder: Path) -> Path:
    (folder / "stories").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG)
    (folder / "stories" / "latte.yml").write_text(STORY)
    return folder


def change(course: Path, file: str, old: str, new: str) -> None:
    path = course / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def build(course: Path, *, strict: bool = False) -> Path:
    assert build_site(find_project(course), strict=strict, quiet=True) == 0
    return course / "site"


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    around = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=around, capture_output=True, text=True, check=False)


def every_file(site: Path) -> Mapping[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


# -- the same every time --

DIRECTORIES: Final = """\
import os

class _Entries(list):
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def __iter__(self): return self
    def close(self): pass
    def __next__(self):
        if not self: raise StopIteration
        return self.pop(0)

_scandir, _listdir, _backwards = os.scandir, os.listdir, "BACKWARDS" in os.environ
os.scandir = lambda *a: _Entries(sorted(_scandir(*a), key=lambda entry: entry.name, reverse=_backwards))
os.listdir = lambda *a: sorted(_listdir(*a), reverse=_backwards)
"""
"""Found by Python when it starts: lists folders forwards or backwards, as file systems may."""


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """This repository's course, built as differently as two machines may."""
    around = tmp_path_factory.mktemp("around")
    (around / "sitecustomize.py").write_text(DIRECTORIES)
    path = os.pathsep.join((str(around), str(ROOT)))
    first, second = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("another") / "deeper"
    for folder in (first, second):
        shutil.copytree(ROOT / "stories", folder / "stories")
        config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        (folder / "mkdocs.yml").write_text(f"{config}\nsite_url: https://example.org/cool/\n", encoding="utf-8")
    one = run(
        "builder", "build", cwd=first,
        PYTHONPATH=path, PYTHONHASHSEED="1", LC_ALL="C.UTF-8", TZ="Pacific/Kiritimati",
    )  # fmt: skip
    other = run(
        "mkdocs", "build", "--strict", cwd=second,
        PYTHONPATH=path, PYTHONHASHSEED="5", LC_ALL="C", TZ="Pacific/Pago_Pago", BACKWARDS="1",
    )  # fmt: skip
    assert (one.returncode, other.returncode) == (0, 0), one.stderr + other.stderr
    return first / "site", second / "site"


def test_two_builds_by_different_machines_are_equal_to_the_last_byte(twice: tuple[Path, Path]) -> None:
    one, other = map(every_file, twice)
    assert one.keys() == other.keys()
    assert not [name for name in one if one[name] != other[name]]


def test_no_file_tells_the_day_it_was_built(twice: tuple[Path, Path]) -> None:
    files = every_file(twice[0])
    assert b"<loc>https://example.org/cool/third-saturday/</loc>" in files["sitemap.xml"]
    assert b"lastmod" not in files["sitemap.xml"]
    assert not [name for name in files if name.endswith(".gz")], "packed alike on every machine?"
    today = time.strftime("%Y-%m-%d").encode()
    assert not [name for name, data in files.items() if today in data and name.endswith((".html", ".json", ".xml"))]


def test_a_build_that_is_given_a_date_bears_it(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert "<lastmod>1970-01-02</lastmod>" in (build(course) / "sitemap.xml").read_text()


def test_ratings_change_no_page(course: Path) -> None:
    before = every_file(build(course))
    change(course, "stories/latte.yml", "rating: strong", "rating: fair")
    change(course, "stories/latte.yml", "rating: weak", "rating: strong")
    assert every_file(build(course)) == before


def test_what_is_written_for_reviewers_is_in_no_file(course: Path) -> None:
    assert not [name for name, data in every_file(build(course)).items() if b"zebra" in data]


# -- whole or not at all --


def test_a_broken_story_leaves_the_old_site_as_it_was(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = every_file(build(course))
    (course / "stories" / "latte.yml").write_text(BROKEN)
    assert build_site(find_project(course)) == 1
    told = capsys.readouterr().err
    assert "unknown-destination" in told
    assert "stories/latte.yml:" in told
    assert every_file(course / "site") == before
    assert sorted(path.name for path in course.iterdir()) == [".coolhead", "mkdocs.yml", "site", "stories"]


def test_a_site_without_stories_is_built_with_a_warning(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "stories" / "latte.yml").unlink()
    assert build_site(find_project(course), quiet=True) == 0
    said = f"There are no stories in {course / 'stories'}. Write the first one there, as my-first-story.yml."
    assert capsys.readouterr().err == f"warning: coolhead: {said}\n"


def test_plain_mkdocs_tells_the_same_and_leaves_the_old_site_too(course: Path) -> None:
    before = every_file(build(course))
    (course / "stories" / "latte.yml").write_text(BROKEN)
    ran = run("mkdocs", "build", cwd=course)
    assert ran.returncode == 1
    assert "error[unknown-destination]" in ran.stderr
    assert "stories/latte.yml:" in ran.stderr
    assert every_file(course / "site") == before


def test_a_warning_stops_a_build_only_where_it_is_strict(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(course, "mkdocs.yml", "  - coolhead", "  - coolhead: {severity: {no-success: warning}}")
    change(course, "stories/latte.yml", "result: success", "result: partial")
    assert build_site(find_project(course)) == 0
    before = every_file(course / "site")
    change(course, "stories/latte.yml", "The cold latte", "The colder latte")
    assert build_site(find_project(course), strict=True) == 1
    assert "warning[no-success]" in capsys.readouterr().err
    assert every_file(course / "site") == before
    ran = run("mkdocs", "build", "--strict", cwd=course)
    assert ran.returncode == 1
    assert "1 warnings in strict mode" in ran.stdout + ran.stderr


def test_a_build_that_was_killed_is_cleared_away_by_the_next(course: Path) -> None:
    left = course / ".site-new-99999999"
    left.mkdir()
    (left / "half.html").write_text("half")
    build(course)
    assert not left.exists()


def test_a_folder_with_other_files_is_never_replaced(course: Path) -> None:
    (course / "site").mkdir()
    (course / "site" / "thesis.txt").write_text("years of work")
    with pytest.raises(BuilderError, match="no built site"):
        build_site(find_project(course))
    assert (course / "site" / "thesis.txt").read_text() == "years of work"


def test_hidden_files_of_the_old_site_are_kept(course: Path) -> None:
    (build(course) / ".git").mkdir()
    (course / "site" / "old.html").write_text("gone with the next build")
    build(course)
    assert (course / "site" / ".git").is_dir()
    assert not (course / "site" / "old.html").exists()


def test_nothing_is_written_among_the_stories(course: Path) -> None:
    before = every_file(course / "stories")
    build(course)
    assert every_file(course / "stories") == before


# -- anywhere --


def test_a_site_below_another_address_holds_together(course: Path) -> None:
    site = build(course)
    assert not list(broken_links(site, base="/learn/cups/"))
    assert any(link.startswith("/learn/cups/") for link in read(site / "404.html").links)
    scene = (site / "latte" / "counter.html").read_text()
    assert '<link rel="canonical" href="https://example.org/learn/cups/latte/counter.html">' in scene
    assert "latte/counter.html" not in (site / "sitemap.xml").read_text()


# -- an author's own pages and settings --


def test_an_authors_link_to_a_scene_is_checked_like_any_other(course: Path) -> None:
    page = course / "stories" / "tips.md"
    page.write_text("# Tips\n\nLook at [the counter](latte/counter.html), or [begin](latte/index.md).\n")
    site = build(course, strict=True)
    assert "../latte/counter.html" in read(site / "tips" / "index.html").links
    page.write_text("# Tips\n\nLook at [the counter](latte/countre.html).\n")
    assert build_site(find_project(course), strict=True) == 1


def test_a_home_page_is_made_where_the_author_wrote_none(course: Path) -> None:
    home = read(build(course) / "index.html")
    assert "latte/index.html" in home.links
    assert "The cold latte" in "".join(home.text)


def test_search_lists_each_page_once(course: Path) -> None:
    index = json.loads((build(course) / "search" / "search_index.json").read_text())
    assert [entry["location"] for entry in index["docs"]] == ["", "latte/"]


def test_media_lies_where_the_pages_look_for_it(course: Path) -> None:
    change(
        course,
        "stories/latte.yml",
        "{name: Sam, role: customer}",
        "{name: Sam, role: customer, image: sam.svg, alt: Sam}",
    )
    folder = course / "stories" / "latte"
    folder.mkdir()
    (course / "stories" / "latte.yml").rename(folder / "story.yml")
    (folder / "sam.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    site = build(course)
    assert "sam.svg" in read(site / "latte" / "counter.html").loaded
    assert not list(broken_links(site, base="/learn/cups/"))


def test_media_is_copied_once_and_anew_only_when_it_has_changed(course: Path) -> None:
    film, song = course / "stories" / "film.mp4", course / "stories" / "song.mp3"
    film.write_bytes(b"f" * 50_000)
    song.write_bytes(b"s" * 50_000)
    site = build(course)
    first = {name: (site / name).stat().st_ino for name in ("film.mp4", "song.mp3")}
    song.write_bytes(b"t" * 50_000)
    assert build(course) == site
    assert (site / "film.mp4").stat().st_ino == first["film.mp4"]
    assert (site / "song.mp3").stat().st_ino != first["song.mp3"]
    assert (site / "song.mp3").read_bytes() == song.read_bytes()
    film.unlink()
    assert not (build(course) / "film.mp4").exists()


def test_where_a_file_has_one_name_only_media_is_copied(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("one name each")

    (course / "stories" / "film.mp4").write_bytes(b"f" * 50_000)
    monkeypatch.setattr(os, "link", refuse)
    build(course)
    assert (build(course) / "film.mp4").read_bytes() == b"f" * 50_000


def test_a_story_in_the_way_of_a_page_of_the_site_is_named(course: Path) -> None:
    (course / "stories" / "skills.yml").write_text("skills: {listen: {title: Listen fully}}\n")
    (course / "stories" / "skills").mkdir()
    (course / "stories" / "latte.yml").rename(course / "stories" / "skills" / "story.yml")
    with pytest.raises(BuilderError, match=r"keeps skills/index\.html for a page of its own"):
        build(course)


def test_a_page_in_the_way_of_a_story_is_named(course: Path) -> None:
    (course / "stories" / "latte").mkdir()
    (course / "stories" / "latte" / "index.md").write_text("# In the way")
    with pytest.raises(BuilderError, match=r"latte/index\.md stands where"):
        build_site(find_project(course))


def test_a_title_is_told_and_never_obeyed(course: Path) -> None:
    change(course, "stories/latte.yml", "The cold latte", "</title><script>alert(1)</script> & <b>more</b>")
    site = build(course)
    for page in pages(site):
        assert not read(page).own_code
        assert "alert(1)" not in re.sub(r"&lt;script&gt;alert\(1\)", "", page.read_text())
    start = (site / "latte" / "index.html").read_text()
    assert (
        "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;more&lt;/b&gt; - Cups</title>"
        in start
    )


def test_scenes_may_be_called_like_the_files_beside_their_pages(course: Path) -> None:
    names = ["index", "story", "words-0", "lessons", "map", "assets", "constructor"]
    scenes = "".join(f"  {name}: {{text: I am {name}., next: {after}}}\n" for name, after in pairwise([*names, "end"]))
    story = f"format: 1\ntitle: Names\nscenes:\n{scenes}outcomes: {{end: {{result: success, title: The end}}}}\n"
    (course / "stories" / "names.yml").write_text(story)
    site = build(course)
    assert not list(broken_links(site, "/learn/cups/"))
    for name in names:
        page = site / "names" / ("index-.html" if name == "index" else f"{name}.html")
        assert f"I am {name}." in page.read_text(encoding="utf-8")
    for name in ("story", "words-0", "lessons"):
        assert (site / "names" / f"{name}.js").read_bytes().startswith(b"(self.coolhead??=[]).push([")


def test_a_scene_page_knows_a_play_that_rests_there(course: Path) -> None:
    site = build(course)
    for name, code in {"counter": "-", "smile": "0", "gone": "1"}.items():
        assert f'<main class="ch-main" data-play="{code}">' in (site / "latte" / f"{name}.html").read_text()


def test_a_story_that_cannot_be_decided_is_built_without_a_guide(course: Path) -> None:
    change(course, "mkdocs.yml", "  - coolhead\n", "  - coolhead: {limit: 1}\n")
    wide = "{start: 0, min: 0, max: 999}"
    change(course, "stories/latte.yml", "scenes:\n", f"state: {{a: {wide}, b: {wide}}}\nscenes:\n")
    change(
        course,
        "stories/latte.yml",
        "goto: smile\n",
        "goto: smile\n        change: {a: 1, b: 1}\n        when: a <= b\n",
    )
    site = build(course)
    assert 'data-play=""' in (site / "latte" / "smile.html").read_text()
    lessons = (site / "latte" / "lessons.js").read_text()
    assert '"titles"' in lessons and '"best"' not in lessons and '"chance"' not in lessons


def test_styles_and_scripts_are_served_without_their_comments(course: Path) -> None:
    ours = list((build(course) / "assets" / "coolhead").iterdir())
    assert {path.name for path in ours} >= {"coolhead.css", "pages.css", "play.js", "settle.js"}
    assert not [path.name for path in ours if re.search(r"/\*|\n\s*(//|\n)", path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("setting", "theirs"),
    [
        ("  - search\n", ""),
        ("", ""),
        ("  - search: {lang: de}\n", "min/lunr.de.min.js min/lunr.stemmer.support.min.js"),
        ("  - search: {lang: [en, ja]}\n",
         "min/lunr.ja.min.js min/lunr.multi.min.js min/lunr.stemmer.support.min.js tinyseg.js"),
    ],
)  # fmt: skip
def test_a_site_holds_what_the_search_of_its_languages_loads_and_no_more(
    course: Path, setting: str, theirs: str
) -> None:
    change(course, "mkdocs.yml", "  - search\n", setting)
    of_search = build(course) / "assets" / "javascripts" / "lunr"
    assert sorted(every_file(of_search)) == theirs.split()
    assert not list((course / "site").rglob("*.map"))


@pytest.mark.parametrize(("own", "deferred"), [("", True), ("extra_javascript: [own.js]\n", False)])
def test_the_themes_script_waits_unless_another_needs_it(course: Path, own: str, deferred: bool) -> None:
    change(course, "mkdocs.yml", "docs_dir", f"{own}docs_dir")
    (course / "stories" / "own.js").write_text("document$.subscribe(() => {});\n")
    site = build(course)
    for page in (site / "index.html", site / "latte" / "index.html"):
        (script,) = re.findall(r"<script[^>]*bundle[^>]*>", page.read_text())
        assert script.startswith("<script defer src=") is deferred


def test_many_stories_are_listed_at_home_and_not_in_the_navigation(course: Path) -> None:
    (course / "stories" / "tea.yml").write_text(STORY.replace("latte", "tea"))
    change(course, "mkdocs.yml", "  - coolhead", "  - coolhead: {stories_in_navigation: 1}")
    site = build(course)
    assert "tea/" not in read(site / "index.html").links
    assert "tea/index.html" in read(site / "index.html").links
    assert "../tea/" not in read(site / "latte" / "index.html").links


def test_the_authors_colours_reach_the_scenes(course: Path) -> None:
    change(course, "mkdocs.yml", "  name: material", "  name: material\n  palette: {primary: deep purple}")
    site = build(course)
    scene = site / "latte" / "counter.html"
    assert 'data-md-color-primary="deep-purple"' in scene.read_text()
    assert "../assets/coolhead/colours.css" in read(scene).loaded
    assert "--md-primary-fg-color:" in (site / "assets" / "coolhead" / "colours.css").read_text()


def test_the_authors_stylesheet_is_loaded_by_every_page(course: Path) -> None:
    (course / "stories" / "brand.css").write_text("body { font-family: Georgia }")
    change(course, "mkdocs.yml", "plugins:", "extra_css: [brand.css]\nplugins:")
    site = build(course)
    assert "../brand.css" in read(site / "latte" / "counter.html").loaded
    assert "brand.css" in read(site / "index.html").loaded


def test_a_course_in_another_language_says_so_on_every_page(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "stories" / "course.yml").write_text("title: Cups\nlanguage: ar\n")
    site = build(course)
    assert "Write `language: ar` below `theme`" in capsys.readouterr().err
    change(course, "mkdocs.yml", "name: material", "name: material\n  language: ar")
    site = build(course)
    assert capsys.readouterr().err == ""
    assert all('<html lang="ar"' in page.read_text() and 'dir="rtl"' in page.read_text() for page in pages(site))


def test_an_edit_button_opens_the_story_file(course: Path) -> None:
    repository = "repo_url: https://example.org/cups\nedit_uri: edit/main/stories/\n"
    change(course, "mkdocs.yml", "name: material", "name: material\n  features: [content.action.edit]")
    change(course, "mkdocs.yml", "plugins:", f"{repository}plugins:")
    assert "https://example.org/cups/edit/main/stories/latte.yml" in read(build(course) / "latte" / "index.html").links


def test_a_palette_of_the_authors_own_is_not_darkened_by_us(course: Path) -> None:
    assert any("material-dark.css" in link for link in read(build(course) / "index.html").loaded)
    choice = "palette: [{scheme: default, toggle: {icon: material/brightness-7, name: Dark}}, {scheme: slate}]"
    change(course, "mkdocs.yml", "  name: material", f"  name: material\n  {choice}")
    home = read(build(course) / "index.html")
    assert not any("material-dark.css" in link for link in home.loaded)
    assert not home.own_code


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - coolhead\n", "", "Add `- coolhead`"),
        ("name: material", "name: mkdocs", "Write `theme: {name: material}`"),
        ("- coolhead", "- coolhead: {severity: {no-succes: note}}", "Did you mean `no-success`"),
        ("docs_dir: stories", "docs_dir: tales", "tales"),
        ("plugins:", "plugins: [", "mkdocs.yml"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_says_what_to_do(course: Path, old: str, new: str, said: str) -> None:
    change(course, "mkdocs.yml", old, new)
    ran = run("builder", "build", "-C", str(course))
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("hook", "said"),
    [
        ("raise KeyError('zebra')", "(KeyError: 'zebra'). `mkdocs build` shows where."),
        ("no python", "(SyntaxError: "),
        ("def on_startup(**_): raise KeyError('zebra')", "(KeyError: 'zebra')"),
        ("def on_page_context(context, **_): raise KeyError('zebra')", "(KeyError: 'zebra')"),
        ("def on_shutdown(**_): raise KeyError('zebra')", "(KeyError: 'zebra')"),
        (
            "def on_startup(**_):\n    from mkdocs.exceptions import PluginError\n    raise PluginError('zebra')",
            ": zebra",
        ),
    ],
    ids=["loading", "syntax", "startup", "context", "shutdown", "refusing"],
)
def test_what_fails_in_a_hook_of_the_authors_is_no_fault_of_ours(course: Path, hook: str, said: str) -> None:
    (course / "hook.py").write_text(hook)
    change(course, "mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    with pytest.raises(BuilderError, match=re.escape(said)):
        build_site(find_project(course), quiet=True)
    assert not (course / "site").exists()


def test_what_fails_in_our_own_plugin_is_not_laid_on_others(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise KeyError("zebra")

    monkeypatch.setattr("builder.hosts.mkdocs_plugin.plugin.compare_languages", fails)
    with pytest.raises(KeyError, match="zebra"):
        build_site(find_project(course), quiet=True)


def test_a_course_without_a_site_file_is_told_what_to_write(course: Path) -> None:
    (course / "mkdocs.yml").unlink()
    with pytest.raises(BuilderError, match="plugins: \\[search, coolhead\\]"):
        build_site(find_project(course))
