"""The command line as other programs rely on it: exit statuses, what goes where, and the shape of its JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.hosts import cli
from builder.settings import MAX_COMBINATIONS

SOUND = """\
format: 1
title: The cold latte
scenes:
  counter:
    text: This is stone cold.
    choices:
      - {say: A fresh one is on its way., goto: smile}
      - {say: It was hot., goto: gone}
outcomes:
  smile: {result: success, title: Sam stays}
  gone: {result: failure, title: Sam leaves}
"""


@dataclass
class Ran:
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["coolhead", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        out, err = capfd.readouterr()
        return Ran(int(stopped.value.code or 0), out, err)

    return run


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "latte.yml").write_text(SOUND)
    return tmp_path


def spoil(course: Path, old: str, new: str) -> None:
    path = course / "stories" / "latte.yml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_a_sound_course_is_checked_with_status_0(run: Run, course: Path) -> None:
    ran = run("check", "-C", course)
    assert (ran.status, ran.out, ran.err) == (0, "1 story checked: nothing to mend.\n", "")


def test_an_error_gives_status_1_and_the_authors_own_line(run: Run, course: Path) -> None:
    spoil(course, "goto: smile", "goto: smiel")
    ran = run("check", "-C", course)
    assert ran.status == 1
    assert "stories/latte.yml:7:" in ran.out
    assert "Did you mean `smile`?" in ran.out
    line, mark = ran.out.splitlines()[3:5]
    assert line[mark.index("^") : mark.rindex("^") + 1] == "smiel"


def test_json_has_the_promised_shape(run: Run, course: Path) -> None:
    spoil(course, "goto: gone", "goto: gon")
    ran = run("check", "-C", course, "--format", "json")
    report = json.loads(ran.out)
    assert report["version"] == 1
    assert report["summary"] == {"stories": 1, "errors": 1, "warnings": 0, "notes": 0}
    (finding,) = report["findings"]
    assert list(finding) == [
        "rule", "severity", "message", "help", "file", "line", "column", "end_line", "end_column",
        "story", "scene", "choice", "play",
    ]  # fmt: skip
    assert (finding["rule"], finding["severity"], finding["file"]) == (
        "unknown-destination",
        "error",
        "stories/latte.yml",
    )
    assert (finding["line"], finding["story"], finding["scene"], finding["choice"]) == (
        8,
        "latte",
        "counter",
        "counter/2",
    )


def test_the_same_course_gives_the_same_json_bytes(run: Run, course: Path) -> None:
    spoil(course, "goto:", "gotto:")
    assert run("check", "-C", course, "--format", "json").out == run("check", "-C", course, "--format", "json").out


def test_output_goes_into_a_file(run: Run, course: Path) -> None:
    ran = run("check", "-C", course, "--format", "json", "--output", course / "report.json")
    assert (ran.status, ran.out) == (0, "")
    assert json.loads((course / "report.json").read_text())["summary"]["errors"] == 0


def test_an_output_file_in_no_folder_is_status_2(run: Run, course: Path) -> None:
    ran = run("check", "-C", course, "--output", course / "nowhere" / "report.json")
    assert ran.status == 2
    assert "cannot be written" in ran.err


def test_quiet_says_nothing_of_a_sound_course(run: Run, course: Path) -> None:
    assert run("check", "-q", "-C", course).out == ""


def test_rules_are_chosen_and_left_out_by_name(run: Run, course: Path) -> None:
    spoil(course, "goto: gone", "goto: smile")
    assert "unreachable-outcome" in run("check", "-C", course).out
    assert run("check", "-C", course, "--ignore", "unreachable-outcome").status == 0
    assert run("check", "-C", course, "--select", "no-success").status == 0
    assert run("check", "-C", course, "--select", "no-success,unreachable-outcome").status == 1


def test_faults_of_linking_cannot_be_left_out(run: Run, course: Path) -> None:
    spoil(course, "goto: gone", "goto: gon")
    assert run("check", "-C", course, "--select", "no-success").status == 1


def test_an_unknown_rule_is_status_2_with_a_suggestion(run: Run, course: Path) -> None:
    ran = run("check", "-C", course, "--ignore", "no-sucess")
    assert ran.status == 2
    assert "Did you mean `no-success`?" in ran.err


def test_a_project_sets_severities_in_its_mkdocs_file(run: Run, course: Path) -> None:
    spoil(course, "goto: gone", "goto: smile")
    config = course / "mkdocs.yml"
    config.write_text(
        "site_name: x\nplugins:\n  - coolhead: {severity: {unreachable-outcome: warning}}\ndocs_dir: stories\n"
    )
    assert "warning[unreachable-outcome]" in run("check", "-C", course).out
    assert run("check", "-C", course).status == 0
    assert run("check", "-C", course, "--strict").status == 1


def test_a_waived_finding_is_not_an_error(run: Run, course: Path) -> None:
    spoil(course, "goto: gone", "goto: smile")
    spoil(course, "  gone: {", "  gone: {waive: {unreachable-outcome: kept for the next draft}, ")
    assert run("check", "-C", course).status == 0


@pytest.mark.parametrize(
    "arguments", [["check", "no-such-file.yml"], ["play", "no-such-story"], ["draw", "latt"], ["nonsense"]]
)
def test_what_cannot_be_done_is_one_sentence_and_status_2(run: Run, course: Path, arguments: list[str]) -> None:
    ran = run(*arguments[:1], *(["-C", course] if arguments[0] != "nonsense" else []), *arguments[1:])
    assert ran.status == 2
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_a_misspelt_story_gets_a_suggestion(run: Run, course: Path) -> None:
    assert "Did you mean `latte`?" in run("play", "-C", course, "late").err


def test_one_path_checks_only_that_story(run: Run, course: Path) -> None:
    (course / "stories" / "broken.yml").write_text("format: 2\n")
    assert run("check", "-C", course).status == 1
    assert run("check", "-C", course, "stories/latte.yml").status == 0
    assert run("check", course / "stories" / "broken.yml").status == 1


def test_a_command_misspelt_is_told_what_was_meant(run: Run) -> None:
    ran = run("chekc")
    assert ran.status == 2
    assert "There is no command `chekc`. Did you mean `check`?" in ran.err


def test_a_fault_of_the_program_shows_no_traceback_unless_asked(
    run: Run, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("builder.hosts.cli.commands.check.check_asked", broken)
    quiet, loud = run("check", "-C", course), run("check", "-v", "-C", course)
    assert (quiet.status, loud.status) == (2, 2)
    assert "Traceback" not in quiet.err
    assert "planted" in loud.err


@pytest.mark.parametrize(
    ("story", "path", "named"),
    [
        ("stories/late.yml", "stories/late.yml", "stories/late.yml"),
        ("stories/late.yml", ".", "stories/late.yml"),
        ("stories/late.yml", "stories", "stories/late.yml"),
        ("stories/late/story.yml", "stories/late", "stories/late/story.yml"),
        ("stories/late/story.yml", "stories/late/story.yml", "stories/late/story.yml"),
        ("late.yml", "late.yml", "late.yml"),
        ("late/story.yml", "late/story.yml", "late/story.yml"),
    ],
)
def test_files_are_named_from_the_course_whatever_path_is_given(
    run: Run, tmp_path: Path, story: str, path: str, named: str
) -> None:
    file = tmp_path / story
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SOUND.replace("goto: gone", "goto: gon"))
    (finding,) = json.loads(run("check", "--format", "json", tmp_path / path).out)["findings"]
    assert finding["file"] == named


@pytest.mark.parametrize("command", ["check", "stats"])
def test_a_story_may_be_named_by_its_id(run: Run, course: Path, command: str) -> None:
    by_path = run(command, "--format", "json", "-C", course, "stories/latte.yml")
    assert run(command, "--format", "json", "-C", course, "latte").out == by_path.out
    ran = run(command, "-C", course, "lattte")
    assert (ran.status, "There is no story `lattte`. Did you mean `latte`?" in ran.err) == (2, True)


@pytest.mark.parametrize("command", [["play"], ["draw"], ["storyboard", "-o", "board.md"]])
@pytest.mark.parametrize("path", ["stories", ".", "stories/course.yml"])
def test_a_folder_of_several_stories_is_not_taken_for_one_of_them(
    run: Run, course: Path, command: list[str], path: str
) -> None:
    (course / "stories" / "mocha.yml").write_text(SOUND)
    (course / "stories" / "course.yml").write_text("title: Cups\n")
    ran = run(*command, "-C", course, path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"coolhead: {path} names 2 stories. Name one of them: latte, mocha.\n"


def test_a_project_may_inherit_what_it_does_not_set(run: Run, course: Path) -> None:
    spoil(course, "result: success", "result: partial")
    (course / "stories").rename(course / "talks")
    base, config = course / "base.yml", course / "mkdocs.yml"
    base.write_text("docs_dir: talks\nplugins: {coolhead: {severity: {no-success: note}}}\n")
    config.write_text("INHERIT: base.yml\nsite_name: Cups\nplugins: {coolhead: {limit: 9}}\n")
    assert "note[no-success]" in run("check", "-C", course).out
    config.write_text("INHERIT: base.yml\nplugins: {coolhead: {severity: {no-success: warning}}}\n")
    assert "warning[no-success]" in run("check", "-C", course).out
    base.write_text("INHERIT: mkdocs.yml\ndocs_dir: talks\n")
    assert "no-success" in run("check", "-C", course).out
    base.unlink()
    assert run("check", "-C", course).status == 2


def test_a_project_sets_how_far_the_exact_search_goes(run: Run, course: Path) -> None:
    spoil(
        course,
        "scenes:\n",
        "state:\n  calm: {start: 0, min: 0, max: 9}\n  trust: {start: 0, min: 0, max: 9}\nscenes:\n",
    )
    spoil(course, "goto: smile}", "goto: counter, change: {calm: +1}}")
    spoil(
        course, "goto: gone}", "goto: gone, change: {trust: +1}}\n      - {do: Smile., goto: smile, when: calm > trust}"
    )
    config = course / "mkdocs.yml"
    config.write_text("site_name: x\nplugins:\n  - coolhead: {limit: 5}\ndocs_dir: stories\n")
    assert "warning[undecided]: The exact search reached its limit of 5 combinations" in run("check", "-C", course).out
    config.write_text("site_name: x\nplugins:\n  - coolhead: {limit: few}\ndocs_dir: stories\n")
    ran = run("check", "-C", course)
    assert (ran.status, f"limit: {MAX_COMBINATIONS}" in ran.err) == (2, True)
