"""The docs, as `make docs` compiles them: a page for every rule, a list of them, and no link that leads nowhere."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final

import click
import pytest
from conftest import ROOT
from markdown_it import MarkdownIt
from papers import blocks

from builder import __version__
from builder.diagnostics import Page
from builder.hosts.cli import every_command
from builder.hosts.mkdocs_plugin.plugin import CoolheadConfig
from builder.model import Course, Scene, Story
from builder.rules import all_pages
from builder.storyfile import schema
from builder.storyfile.schema import PHRASES, STATEMENT, Shape


def every_shape() -> list[Shape]:
    """Every mapping with keys of its own that the notation knows."""
    return [each for each in vars(schema).values() if isinstance(each, Shape)]


PAPERS: Final = sorted(path for path in (ROOT / "docs").rglob("*.md"))
COMMANDS: Final = every_command()
PAGES: Final = sorted(all_pages().values(), key=lambda page: page.rule)


def build(docs: Path, site: Path) -> subprocess.CompletedProcess[str]:
    config = str(docs / "making" / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", config, "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, cwd=docs, env=environment, check=False)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the compiled docs."""
    site = tmp_path_factory.mktemp("docs")
    built = build(ROOT / "docs", site)
    assert built.returncode == 0, built.stderr
    return site


def article(page: Path) -> str:
    """What a page says, without what the theme puts around it."""
    return spoken(page.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0])


def spoken(html: str) -> str:
    """The words of some HTML."""
    return plain(unescape(re.sub(r"<[^>]*>", "", html)))


def plain(text: str) -> str:
    """A text without the signs that Markdown takes for itself, and with single spaces."""
    return " ".join(re.sub(r"[`*:]", "", text).split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule)
def test_every_rule_has_a_page_that_says_all_its_docstring_says(page: Page, docs: Path) -> None:
    told = article(docs / "rules" / page.rule / "index.html")
    for line in page.text.splitlines():
        cells = plain(line.replace("|", " ")) if line.startswith("|") else plain(line)
        assert cells.strip("- ") in told, f"the page lacks {line!r}"
    assert f"{page.rule} {page.severity.value}" in told


def test_the_list_names_every_rule_with_its_severity_and_leads_to_its_page(docs: Path) -> None:
    html = (docs / "rules" / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr>\s*<td><a href="([a-z-]+)/">.*?</td>\s*<td>(\w+)</td>\s*<td>(.*?)</td>', html, re.DOTALL)
    listed = {rule: (severity, spoken(said)) for rule, severity, said in rows}
    assert listed == {page.rule: (page.severity.value, plain(page.sentence)) for page in PAGES}


def test_each_rule_stands_under_the_heading_of_its_group(docs: Path) -> None:
    told = article(docs / "rules" / "index.html")
    for group in {page.group for page in PAGES}:
        section = told.partition(f"{group.title} {plain(group.text)}")[2].partition("the fault ")[2]
        own = [page for page in PAGES if page.group == group]
        rows = "".join(f"{page.rule} {page.severity.value} {plain(page.sentence)} " for page in own)
        assert section.startswith(rows.strip())


def test_every_key_of_a_phrases_file_is_told_as_its_row_says() -> None:
    told = (ROOT / "docs" / "story-format.md").read_text(encoding="utf-8").partition("\n## Phrases\n")[2]
    told = told.partition("\n## Sources\n")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", told, re.MULTILINE)
    assert rows == [(key.name, key.means) for key in PHRASES.keys]


def test_every_key_of_a_statement_is_told_as_its_row_says() -> None:
    told = (ROOT / "docs" / "story-format.md").read_text(encoding="utf-8").partition("\n## Sources\n")[2]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", told, re.MULTILINE)
    assert rows == [(key.name, key.means) for key in STATEMENT.keys]


@pytest.mark.parametrize("shape", every_shape(), ids=lambda shape: shape.called.replace(" ", "-"))
def test_every_key_stands_in_the_table_of_its_mapping_with_what_it_means_and_an_example(
    shape: Shape, docs: Path
) -> None:
    html = (docs / "reference" / "keys" / "index.html").read_text(encoding="utf-8")
    section = html.partition(f'<h3 id="{shape.called.replace(" ", "-")}">')[2].partition("<h")[0]
    rows = [[spoken(cell) for cell in row] for row in cells(section)]
    assert [(key.removesuffix(" (needed)"), means) for key, means, *_ in rows] == [
        (key.name, plain(key.means)) for key in shape.keys
    ]
    assert [key.endswith(" (needed)") for key, *_ in rows] == [key.required for key in shape.keys]
    assert all(takes and example.startswith(key.split()[0]) for key, _, takes, example in rows)


def test_a_key_that_means_something_where_it_is_left_out_says_what(docs: Path) -> None:
    told = article(docs / "reference" / "keys" / "index.html")
    for kind, key in (
        (Story, "status"),
        (Story, "assessed"),
        (Scene, "shuffle"),
        (Scene, "checkpoint"),
        (Course, "mode"),
    ):
        default = next(field.default for field in dataclasses.fields(kind) if field.name == key)
        words = re.search(rf" {key} (?:(?! if left out).)*; (\w+) if left out {key}", told)
        assert words, key
        assert words[1] == str(default).lower()


def cells(html: str) -> list[list[str]]:
    """The cells of the tables in some HTML, row by row, without the headings."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [found for row in rows if (found := re.findall(r"<td>(.*?)</td>", row, re.DOTALL))]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_stands_on_the_page_of_commands_with_its_help(name: str, docs: Path) -> None:
    html = (docs / "reference" / "commands" / "index.html").read_text(encoding="utf-8")
    section = html.partition(f'<h2 id="{name}">')[2].partition("<h2")[0]
    common = html.partition('<h2 id="options-of-every-command">')[2].partition("<h2")[0]
    assert plain(inspect.cleandoc(COMMANDS[name].help or "")) in spoken(section)
    for option in COMMANDS[name].get_params(click.Context(COMMANDS[name])):
        if isinstance(option, click.Option):
            rows = {spoken(row[0]): spoken(row[1]) for row in cells(section + common)}
            (told,) = (said for written, said in rows.items() if option.opts[-1] in re.split("[ ,]+", written))
            assert told.startswith(plain(option.help or "never"))


def test_every_setting_of_the_plugin_is_told_with_what_it_is_if_left_out() -> None:
    told = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| .+ \| `(.+)` \|$", told, re.MULTILINE)
    assert rows == [(name, str(option.default)) for name, option in CoolheadConfig()._schema]


def test_the_drawing_of_the_house_has_every_floor_and_the_table_says_what_it_is(docs: Path) -> None:
    drawn = (docs / "understanding" / "floors.svg").read_text(encoding="utf-8")
    told = article(docs / "understanding" / "architecture" / "index.html")
    for path in (ROOT / "builder").iterdir():
        module = path / "__init__.py" if path.is_dir() else path
        if module.exists() and module.parent.name + module.name != "builder__init__.py":
            sentence = (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").partition("\n\n")[0]
            assert f">{path.stem.strip('_')}</text>" in drawn
            assert f"{path.stem} {plain(sentence)}" in told


def test_the_map_in_the_tutorial_is_of_the_story_after_its_edits(docs: Path) -> None:
    drawn = (docs / "images" / "tutorial-map.svg").read_text(encoding="utf-8")
    assert "Put her on hold" in drawn
    assert "trust ≥ 1" in drawn
    assert "images/tutorial-map.svg" in (docs / "tutorial" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md"])
def test_every_file_that_a_paper_beside_the_code_links_to_is_there(paper: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / paper).read_text(encoding="utf-8"))
    assert links
    assert not [link for link in links if not (ROOT / link).is_file()]


def test_the_docs_ask_no_other_host_for_anything(docs: Path) -> None:
    for page in docs.rglob("*.html"):
        assert not re.findall(
            r'<(?:script|link|img)[^>]*(?:src|href)="(?:https?:)?//', page.read_text(encoding="utf-8")
        )


def test_a_link_that_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    links = ["gone.md", "rules/gone.md", "story-format.md#gone", "/rules/"]
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    told = "\n\n".join(f"[Read on]({link})." for link in links)
    (tmp_path / "docs" / "more.md").write_text(f"# More\n\n{told}\n", encoding="utf-8")
    built = build(tmp_path / "docs", tmp_path / "site")
    assert built.returncode != 0
    assert [link for link in links if f"'{link.partition('#')[0]}" not in built.stderr] == []


# -- what the papers tell to type --


def told_commands(paper: Path) -> Iterator[str]:
    """Every `coolhead …` that a paper shows, in a block or in a sentence, without what is only named in passing."""
    text = paper.read_text(encoding="utf-8")
    for block in blocks(text):
        if block.language in ("sh", "powershell"):
            yield from (line for line in block.text.splitlines() if line.startswith("coolhead "))
        elif block.language == "yaml":
            yield from re.findall(r"(?m)^ *(?:- |\w+: |- run: )(coolhead [a-z].*)$", block.text)
    for token in MarkdownIt().enable("table").parse(text):
        for each in token.children or ():
            if each.type == "code_inline" and each.content.startswith("coolhead ") and "…" not in each.content:
                yield each.content


@pytest.mark.parametrize("paper", [*PAPERS, ROOT / "README.md"], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_a_paper_tells_to_type_is_taken_by_the_command_line(paper: Path) -> None:
    for line in told_commands(paper):
        _, name, *arguments = shlex.split(line, comments=True)
        if name != "--version":
            assert name in COMMANDS, line
            if arguments:  # or else it is only named in passing
                COMMANDS[name].make_context(name, arguments)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_paper_that_names_the_package_names_this_version(paper: Path) -> None:
    named = set(re.findall(r"coolhead-(\d[\d.]*\d)", paper.read_text(encoding="utf-8")))
    assert named <= {__version__}
