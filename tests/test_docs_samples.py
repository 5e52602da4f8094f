"""What the docs show is true: each sample of a story is sound, each expression has the value told, each key exists."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from papers import Block, blocks

from builder.expressions import Value, evaluate
from builder.grammar import Domain, Kind, Scope, parse
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


@pytest.mark.parametrize(("where", "block"), samples(), ids=lambda each: each if isinstance(each, str) else "")
def test_a_sample_fits_the_notation(where: str, block: Block) -> None:
    if block.title.startswith(NOT_OURS):
        return
    wanted = schema_for(block.title)
    assert wanted is not None, f"nobody knows what stands under the title {block.title!r}"
    read = parse_yaml(Source("sample.yml", block.text.encode()))
    assert not read.findings
    Draft202012Validator(wanted).validate(read.data)


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


STARRED: Final = {"stories[].outcomes", "course.skills", "course.skills.*.stories", "course.sources"}
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


def test_the_formats_of_check_are_told() -> None:
    from builder.reports import formats

    assert {row[0].strip("`") for row in tables("reference/output.md")[2]} == {*formats()}
