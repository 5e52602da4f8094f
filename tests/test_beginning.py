"""What an author begins with: `coolhead new` and `coolhead new-story`, as the command line gives them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from builder.diagnostics import BuilderError
from builder.hosts import beginning
from builder.hosts.beginning import CHANNELS
from builder.hosts.cli import every_command
from builder.sources import Source
from builder.storyfile.json_schema import FILES, json_schema
from builder.storyfile.syntax import parse


def coolhead(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    around = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "builder", *map(str, arguments)]
    return subprocess.run(command, env=around, capture_output=True, text=True, check=False)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    made = coolhead("new", "course", "-C", tmp_path)
    assert (made.returncode, made.stdout) == (0, ""), made.stderr
    assert "coolhead serve -C" in made.stderr
    return tmp_path / "course"


def every_file(folder: Path) -> Mapping[str, str]:
    return {
        each.relative_to(folder).as_posix(): each.read_text(encoding="utf-8")
        for each in folder.rglob("*")
        if each.is_file()
    }


def data_of(path: Path) -> object:
    read = parse(Source(path.name, path.read_bytes()))
    assert not read.findings
    return read.data


# -- a new course --


def test_a_new_course_has_nothing_to_mend_even_where_warnings_count(course: Path) -> None:
    ran = coolhead("check", "--strict", "-C", course)
    assert ran.returncode == 0
    assert ran.stdout.splitlines()[-1] == "1 story checked: nothing to mend, 2 waived."


def test_a_new_course_holds_what_an_author_an_editor_and_a_server_need(course: Path) -> None:
    assert {
        ".github/workflows/course.yml", ".gitignore", ".gitlab-ci.yml", ".pre-commit-config.yaml",
        ".vscode/extensions.json", ".vscode/settings.json", "README.md", "mkdocs.yml", "requirements.txt",
        "stories/course.yml", "stories/skills.yml", "stories/the-cold-house.yml",
        *(f"stories/{sort}.schema.json" for sort in FILES),
    } == every_file(course).keys()  # fmt: skip


def test_every_file_of_a_new_course_can_be_read_by_what_reads_it(course: Path) -> None:
    for name in every_file(course):
        path = course / name
        if path.suffix in (".yml", ".yaml"):
            assert isinstance(data_of(path), dict)
        elif path.suffix == ".json":
            assert isinstance(json.loads(path.read_text(encoding="utf-8")), dict)


def test_every_file_of_the_notation_names_its_schema_in_its_first_line_and_fits_it(course: Path) -> None:
    for channel in CHANNELS:
        assert coolhead("new-story", f"my-{channel}", "--channel", channel, "-C", course).returncode == 0
    paths = sorted((course / "stories").glob("*.yml"))
    assert len(paths) == 3 + len(CHANNELS)
    for path in paths:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=((\w+)\.schema\.json)", first)
        assert named, first
        assert named[2] == (path.stem if path.stem in FILES else "story")
        told = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
        Draft202012Validator(told).validate(data_of(path))


def test_a_new_course_builds_and_keeps_its_schemas_to_itself(course: Path) -> None:
    built = coolhead("build", "--strict", "-C", course)
    assert built.returncode == 0, built.stderr
    names = every_names(course / "site")
    assert "the-cold-house/ringing.html" in names
    assert not [name for name in names if "schema" in name or name.endswith((".yml", ".yaml"))]


def every_names(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_two_new_courses_are_the_same(course: Path) -> None:
    assert coolhead("new", course.parent / "other").returncode == 0
    assert every_file(course.parent / "other") == every_file(course)


def test_an_empty_folder_becomes_a_course_without_being_replaced(tmp_path: Path) -> None:
    before = tmp_path.stat().st_ino
    assert coolhead("new", ".", "-C", tmp_path).returncode == 0
    assert tmp_path.stat().st_ino == before
    assert coolhead("check", "-C", tmp_path).returncode == 0


@pytest.mark.parametrize("name", ["thesis.txt", ".git"])
def test_a_folder_with_something_in_it_is_refused_and_left_as_it_was(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("years of work")
    ran = coolhead("new", tmp_path)
    assert ran.returncode == 2
    assert ran.stderr == (
        f"coolhead: {tmp_path} is not empty, and a new course needs a folder of its own. Name another.\n"
    )
    assert every_file(tmp_path) == {name: "years of work"}


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "course").write_text("")
    ran = coolhead("new", tmp_path / "course" / "deeper")
    assert ran.returncode == 2
    assert "There can be no course in" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("there", [True, False])
def test_a_course_that_cannot_be_written_whole_is_not_written_at_all(
    there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "course"
    if there:
        folder.mkdir()
    rename, renamed = Path.rename, list[Path]()

    def third_time_full(path: Path, target: Path) -> Path:
        renamed.append(target)
        if len(renamed) == 3:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", third_time_full)
    with pytest.raises(BuilderError, match="No space left"):
        beginning.new_course(folder)
    assert folder.exists() is there
    assert not list(tmp_path.glob("*/*"))


# -- a new story --


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_new_story_is_a_draft_with_nothing_to_mend_that_is_built(channel: str, course: Path) -> None:
    ran = coolhead("new-story", "late-parcel", "--channel", channel, "-C", course)
    assert ran.returncode == 0
    assert str(Path("stories") / "late-parcel.yml") in ran.stderr
    text = (course / "stories" / "late-parcel.yml").read_text(encoding="utf-8")
    assert "\ntitle: Late parcel\n" in text
    assert "\nstatus: draft " in text
    checked = coolhead("check", "--strict", "-C", course)
    assert checked.stdout.splitlines()[-1] == "2 stories checked: nothing to mend, 2 waived."
    assert coolhead("build", "--strict", "-q", "-C", course).returncode == 0
    assert (course / "site" / "late-parcel" / "index.html").exists()


def test_a_story_begun_where_there_is_no_schema_brings_its_own(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    assert coolhead("new-story", "late-parcel", "-C", tmp_path).returncode == 0
    told = (tmp_path / "stories" / "story.schema.json").read_text(encoding="utf-8")
    assert told == json_schema("story")


@pytest.mark.parametrize(
    ("id", "help"),
    [
        ("Late Parcel", "`Late Parcel` is not an id."),
        ("Late Parcel", "`late-parcel`"),
        ("../late", "`../late` is not an id."),
        ("the-cold-house", "There is a story `the-cold-house` already, in stories/the-cold-house.yml."),
        ("skills", "skills.yml is not for a story. Choose another id, as `the-skills`."),
    ],
)
def test_an_id_that_cannot_be_is_refused_with_what_to_do(id: str, help: str, course: Path) -> None:
    before = every_file(course)
    ran = coolhead("new-story", id, "-C", course)
    assert ran.returncode == 2
    assert help in ran.stderr
    assert every_file(course) == before


def test_the_command_offers_every_channel_there_is_a_draft_for() -> None:
    (channel,) = (each for each in every_command()["new-story"].params if each.name == "channel")
    offered = getattr(channel.type, "choices", ())
    drafts = {each.stem for each in (ROOT / "builder" / "hosts" / "templates" / "stories").iterdir()}
    assert tuple(offered) == CHANNELS
    assert drafts == {*CHANNELS}
