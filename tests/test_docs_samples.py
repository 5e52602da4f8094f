"""What the docs show is true: each sample of a story is sound, each expression has the value told, each key exists."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from papers import Block, Follower, blocks

from builder.expressions import Value, evaluate
from builder.grammar import Domain, Kind, Scope, parse
from builder.hosts.serving.editors import EDITORS
from builder.reports import formats
from builder.sources import Source
from builder.storyfile.json_schema import FILES, json_schema
from builder.storyfile.syntax import parse as parse_yaml

PAPERS: Final = sorted((ROOT / "docs").rglob("*.md"))
SHAPES: Final = {"a scene": "scene", "a choice": "choice", "an outcome": "outcome"}
"""What a sample of a mapping is called in the title above it, and in the schema."""
NOT_OURS: Final = ("mkdocs.yml", "Put in its place", "Find in", "The first line of")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def samples() -> Iterator[tuple[str, Block]]:
    """Every sample of YAML in the docs that has a title, with where it stands."""
    for paper in PAPERS:
        for block in blocks(paper.read_text(encoding="utf-8")):
            if block.language == "yaml" and block.title:
                yield f"{named(paper)}:{block.line}", block


def schema_for(title: str) -> dict[str, Any] | None:
    """What a sample has to fit; one that is part of a mapping need not have all of its keys."""
    match title.split(" ", 1):
        case ["In", "the story"]:
            return {**json.loads(json_schema("story")), "required": []}
        case ["In", owner] if owner in SHAPES:
            story = json.loads(json_schema("story"))
            return {"$schema": story["$schema"], "$defs": story["$defs"], **story["$defs"][SHAPES[owner]]}
        case [path] if Path(path).stem in FILES:
            return dict(json.loads(json_schema(Path(path).stem)))
        case [path] if path.startswith("stories/"):
            return dict(json.loads(json_schema("story")))
    return None


@pytest.mark.parametrize(("where", "block"), list(samples()), ids=lambda each: each if isinstance(each, str) else "")
def test_a_sample_fits_the_notation(where: str, block: Block) -> None:
    if block.title.startswith(NOT_OURS):
        return
    wanted = schema_for(block.title)
    assert wanted is not None, f"nobody knows what stands under the title {block.title!r}"
    read = parse_yaml(Source("sample.yml", block.text.encode()))
    assert not read.findings
    assert not [fault.message for fault in Draft202012Validator(wanted).iter_errors(read.data)]


def test_every_sample_says_where_it_belongs() -> None:
    for paper in PAPERS:
        if paper.parent.name in ("how-to", "reference"):
            assert all(block.title for block in blocks(paper.read_text(encoding="utf-8"))), named(paper)


@pytest.mark.parametrize(
    ("where", "block"),
    [each for each in samples() if each[1].text.startswith("format: 1")],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_whole_story_in_the_docs_has_nothing_to_mend(where: str, block: Block, tmp_path: Path) -> None:
    path = tmp_path / block.title
    path.parent.mkdir()
    path.write_text(block.text, encoding="utf-8")
    ran = coolhead("check", "--strict", path)
    assert ran.stdout == "1 story checked: nothing to mend.\n"


def coolhead(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "builder", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


# -- what comes of it --


@pytest.mark.parametrize(
    "paper",
    [path for path in PAPERS if path.name != "tutorial.md" and 'title="Type"' in path.read_text(encoding="utf-8")],
    ids=named,
)
def test_what_a_page_tells_to_type_in_a_new_course_answers_what_it_says(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "coolhead").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m builder "$@"\n')
    (tmp_path / "bin" / "coolhead").chmod(0o755)
    somebody = {f"GIT_{part}_{key}": "an.author" for part in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    environment = {
        "HOME": str(tmp_path), "KEPT": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT),
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", **somebody,
    }  # fmt: skip
    author = Follower(tmp_path, environment, port=0)
    author.follow(BEGINNING)
    author.follow(paper.read_text(encoding="utf-8"))


BEGINNING: Final = """\
```sh title="Type"
coolhead new our-course
cd our-course
git init --quiet --initial-branch=main
git add .
git commit --quiet --message "Begin"
```
"""
"""What stands before a page that is about a new course: the course, kept in git."""


def test_what_is_told_of_the_authors_bar_is_what_it_calls_its_parts() -> None:
    words = ROOT / "builder" / "hosts" / "serving" / "bar" / "assets" / "words.js"
    told = (ROOT / "docs" / "how-to" / "serve.md").read_text(encoding="utf-8")
    named = re.findall(r"\*\*(.+?)\*\*", told)
    assert len(named) == 6
    assert all(f'"{name}"' in words.read_text(encoding="utf-8") for name in named)
    assert all(f"`{editor}`" in told for editor in EDITORS)


# -- tables --


def tables(paper: str) -> list[list[list[str]]]:
    """The tables of a page, row by row, each cell as its author wrote it; headings left out."""
    text = (ROOT / "docs" / paper).read_text(encoding="utf-8")
    found: list[list[list[str]]] = []
    heading = False
    for token in MarkdownIt().enable("table").parse(text):
        match token.type:
            case "table_open":
                found.append([])
            case "thead_open" | "thead_close":
                heading = not heading
            case "tr_open" if not heading:
                found[-1].append([])
            case "td_open":
                found[-1][-1].append("")
            case "inline" if token.level == 4 and not heading:
                found[-1][-1][-1] = token.content
    return found


SCOPE: Final = Scope(
    {
        "tension": Domain("number", 0, 10),
        "trust": Domain("number", 0, 10),
        "has_name": Domain("flag"),
        "plan": Domain("word", words=("none", "refund", "redeliver")),
    },
    ("ringing", "on-hold"),
)
STATE: Final[dict[str, Value]] = {"tension": 7, "trust": 2, "has_name": False, "plan": "none"}


def wanted(written: str) -> Kind:
    return "number" if written.lstrip("-").isdigit() else "flag"


def test_every_expression_that_is_told_has_the_value_told() -> None:
    told, _ = tables("reference/expressions.md")
    assert told
    for source, _, value in told:
        tree, faults = parse(source.strip("`"), SCOPE, wanted(value))
        assert tree is not None, faults
        assert evaluate(tree, STATE, {"ringing"}) == json.loads(value), source


def test_every_mistake_in_an_expression_is_one_and_what_to_write_instead_is_none() -> None:
    _, mistakes = tables("reference/expressions.md")
    assert mistakes
    for wrong, _, right in mistakes:
        assert parse(wrong.strip("`"), SCOPE, "flag")[1], wrong
        assert not parse(right.strip("`"), SCOPE, "flag")[1], right


STARRED: Final = {
    "stories[].outcomes", "stories[].odds.outcomes", "course.skills", "course.skills.*.stories", "course.sources",
}  # fmt: skip
"""Where the keys are ids of the course's own."""


def keys_in(data: object, at: str = "") -> Iterator[str]:
    """The way to every value in a document: with `[]` for the items of a list, and `*` for keys that are ids."""
    match data:
        case {**pairs}:
            for key, each in pairs.items():
                step = "*" if at in STARRED else str(key)
                yield from keys_in(each, f"{at}.{step}" if at else step)
        case list(items):
            for each in items or [None]:
                yield from keys_in(each, f"{at}[]")
        case _:
            yield at


def test_every_key_of_the_json_of_check_is_told() -> None:
    told = [row[0].strip("`") for row in tables("reference/output.md")[1]]
    mistakes = json.loads(coolhead("check", "--format", "json", "tests/mistakes/ten-mistakes.yml").stdout)
    assert told == list(dict.fromkeys(keys_in(mistakes)))


def test_every_key_of_the_json_of_stats_is_told() -> None:
    told = [row[0].strip("`") for row in tables("reference/output.md")[3]]
    figures = json.loads(coolhead("stats", "--format", "json").stdout)
    assert {*told} == {*keys_in(figures)}


def test_every_key_of_the_json_of_diff_is_told(tmp_path: Path) -> None:
    told = [row[0].strip("`") for row in tables("reference/output.md")[4]]
    assert {*told} == {*keys_in(json.loads(compared_as_json(tmp_path)))}


def compared_as_json(folder: Path) -> str:
    """What `coolhead diff` says of a story in which something of every sort was edited."""
    story = folder / "stories" / "latte.yml"
    story.parent.mkdir()
    story.write_text(LATTE, encoding="utf-8")
    for command in ("init -q -b main", "add .", "-c user.name=an.author -c user.email=an.author commit -q -m Begin"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True)
    story.write_text(LATTE.replace("now.", "in a minute.").replace("Sam", "Kim").replace("hard.", "fast."))
    return coolhead("diff", "main", "--format", "json", "-C", folder).stdout


LATTE: Final = """\
format: 1
title: Sam's cold latte
scenes:
  counter:
    text: Sam puts the cup down too hard.
    choices:
      - {say: A fresh one comes now., goto: smile}
      - {say: It was hot when I made it., goto: gone}
outcomes:
  smile: {result: success, title: Sam stays}
  gone: {result: failure, title: Sam leaves}
"""


def test_the_formats_of_check_are_told() -> None:
    assert {row[0].strip("`") for row in tables("reference/output.md")[2]} == {*formats()}
