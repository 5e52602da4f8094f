"""The JSON Schemas for editors: they take all that the reader takes, and see what one file shows by itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from marked import SECTIONS, Mistake, scene, story, unmarked
from unit.test_read import KEYS, WHOLE_FILES, rows, rules_of

from builder.sources import Source
from builder.storyfile.json_schema import FILES, examples, json_schema
from builder.storyfile.schema import COMMON, Key, Shape
from builder.storyfile.syntax import BARE, parse

UNSEEN = {
    "a scene and an outcome of one name",
    "two choices of one id",
    "a start above its range",
    "a start below its range",
    "bounds the wrong way round",
    "a range of 1,001 values",
    "a word that starts elsewhere",
    "a word that is nearly right",
    "conditions the wrong way round",
}
"""Mistakes that take two values to see, or the order of a list: JSON Schema has no words for them."""


@cache
def validator(file: str) -> Draft202012Validator:
    told = json.loads(json_schema(file))
    Draft202012Validator.check_schema(told)
    return Draft202012Validator(told, format_checker=Draft202012Validator.FORMAT_CHECKER)


def plain(data: Any) -> Any:
    """Data as an editor sees it, to which a key without a value is null."""
    match data:
        case dict():
            return {key: plain(value) for key, value in data.items()}
        case list():
            return [plain(value) for value in data]
        case _:
            return None if data is BARE else data


def faults(text: str, file: str = "story") -> list[str]:
    """Where the schema sees something wrong in the text of a file."""
    data = plain(parse(Source("a.yml", text.encode())).data)
    return [each.json_path for each in validator(file).iter_errors(data)]


def sort_of(name: str) -> str:
    return Path(name).stem if Path(name).stem in FILES else "story"


def reads_as_yaml(each: Mistake) -> bool:
    read = parse(Source("a.yml", unmarked(each.text).encode()))
    return read.whole and not read.findings


PLANTED = [each for each in (*rows(), *WHOLE_FILES) if reads_as_yaml(each)]
"""The mistakes that are made in the notation, not in YAML."""


@pytest.mark.parametrize("path", sorted((ROOT / "stories").rglob("*.yml")), ids=lambda path: path.stem)
def test_every_shipped_file_fits_its_schema(path: Path) -> None:
    assert not faults(path.read_text(encoding="utf-8"), sort_of(path.name))


def test_the_shipped_phrases_fit_their_schema() -> None:
    for path in (ROOT / "builder" / "storyfile" / "phrases").glob("*.yml"):
        assert not faults(path.read_text(encoding="utf-8"), "phrases")


@pytest.mark.parametrize("mistake", PLANTED, ids=lambda mistake: mistake.sentence)
def test_a_planted_mistake_is_seen(mistake: Mistake) -> None:
    assert bool(faults(unmarked(mistake.text), sort_of(mistake.file))) is (mistake.sentence not in UNSEEN)


def test_every_mistake_said_to_be_unseen_is_planted() -> None:
    assert {each.sentence for each in PLANTED} >= UNSEEN


@pytest.mark.parametrize(
    "text",
    [
        story(""),
        story("state: {has_name: false, plan: {start: none, one-of: [none, refund], x-why: 1}}"),
        story("notes: Ask Legal.\nwaive: {long-scene: A letter., notes: And so.}\nx-any: {thing: [at, all]}"),
        story("cast: {priya: {name: Priya, notes: Tired.}, notes: All of them., x-more: 1}"),
        scene("lines: [{text: Hello.}]\nnext: settled"),
        scene("route: [{when: has_name, goto: settled}, {goto: hung-up}]"),
        scene("next: settled"),
        scene('text: A.\nmedia: {image: a.jpg, alt: ""}\nnext: settled'),
        scene("text: A.\nmedia: {video: a.mp4, captions: a.vtt, transcript: Wind.}\nnext: settled"),
    ],
)
def test_what_an_author_may_write_is_seen_as_sound(text: str) -> None:
    assert not faults(text)


# -- examples --


@pytest.mark.parametrize(("shape", "key"), [*KEYS, *((FILES["story"], key) for key in COMMON)])
def test_the_example_of_a_key_can_be_written_there(shape: Shape, key: Key) -> None:
    told = examples()["any mapping" if key in COMMON else shape.called][key.name]
    assert not rules_of(shape, key, json.dumps(told))


def every_key(part: Any) -> list[tuple[str, Any]]:
    """The keys that a schema or a part of it tells of, with what it tells."""
    match part:
        case dict():
            own = [*part.get("properties", {}).items()] if part.get("type") == "object" else []
            return own + [each for value in part.values() for each in every_key(value)]
        case list():
            return [each for value in part for each in every_key(value)]
        case _:
            return []


@pytest.mark.parametrize("file", FILES)
def test_an_editor_is_told_what_every_key_means_with_an_example_that_fits(file: str) -> None:
    told = json.loads(json_schema(file))
    keys = every_key(told)
    assert {"notes", "waive"} < {name for name, _ in keys}
    for name, key in keys:
        assert key["title"].lower().replace(" ", "-") == name
        assert key["description"].endswith((".", "…"))
        (value,) = key["examples"]
        Draft202012Validator({**key, "$defs": told["$defs"]}).validate(value)


def test_there_are_examples_for_keys_that_exist_and_no_others() -> None:
    every = {shape.called: {key.name for key in shape.keys} for shape, _ in KEYS}
    every["any mapping"] = {key.name for key in COMMON}
    assert {called: {*told} for called, told in examples().items()} == every


# -- the command --


def coolhead(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    around = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "builder", "schema", *arguments]
    return subprocess.run(command, env=around, capture_output=True, text=True, check=False)


def test_the_command_prints_the_storys_schema_or_another_and_always_the_same_bytes(tmp_path: Path) -> None:
    one, other = coolhead(PYTHONHASHSEED="1"), coolhead("story", PYTHONHASHSEED="2", LC_ALL="C")
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == other.stdout == json_schema("story")
    assert coolhead("skills", "--output", str(tmp_path / "skills.json")).returncode == 0
    assert (tmp_path / "skills.json").read_text(encoding="utf-8") == json_schema("skills")


def test_a_sort_of_file_that_does_not_exist_is_named_with_those_that_do() -> None:
    ran = coolhead("scene")
    assert ran.returncode == 2
    assert "'scene' is not one of 'story', 'course', 'skills', 'sources', 'phrases'" in ran.stderr


def test_every_section_of_a_story_is_in_its_schema() -> None:
    assert SECTIONS.keys() <= json.loads(json_schema("story"))["properties"].keys()
