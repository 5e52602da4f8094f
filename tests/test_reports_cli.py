"""What `coolhead check` and `coolhead explain` hand to people, editors and continuous integration."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import test_cli
from conftest import ROOT
from test_cli import Run, spoil

from builder.reports import formats
from builder.rules import all_pages

run = test_cli.run
course = test_cli.course

KEPT = "kept for the next draft"


def lose_an_outcome(course: Path) -> None:
    spoil(course, "goto: gone", "goto: smile")


def waive(course: Path, rule: str = "unreachable-outcome", reason: str = KEPT) -> None:
    spoil(course, "  gone: {", f"  gone: {{waive: {{{rule}: {reason}}}, ")


def add_scene(course: Path, id: str) -> None:
    spoil(course, "scenes:\n", f"scenes:\n  {id}: {{text: Nobody comes here., next: smile}}\n")
    if "start:" not in (course / "stories" / "latte.yml").read_text():
        spoil(course, "scenes:\n", "start: counter\nscenes:\n")


def configure(course: Path, severity: str) -> None:
    (course / "mkdocs.yml").write_text(f"site_name: x\nplugins: [{{coolhead: {{severity: {severity}}}}}]\n")


# -- formats --


def test_every_format_reports_the_same_finding(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    assert set(formats()) == {"text", "json", "sarif", "github", "junit"}
    for form in formats():
        ran = run("check", "-C", course, "--format", form)
        assert (ran.status, ran.err) == (1, "")
        assert "unreachable-outcome" in ran.out
        assert "stories/latte.yml" in ran.out


def test_the_same_course_gives_the_same_bytes_in_every_format(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    for form in formats():
        assert run("check", "-C", course, "--format", form).out == run("check", "-C", course, "--format", form).out


def test_a_new_format_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "haiku.py").write_text("def render(report):\n    return 'five, seven and five'\n")
    import builder.reports as reports

    monkeypatch.setattr(reports, "__path__", [*reports.__path__, str(tmp_path)])
    assert "haiku" in reports.formats()
    assert reports.render("haiku", reports.Report((), ())) == "five, seven and five"


def test_github_is_told_where_in_the_file_a_finding_is(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    (line,) = run("check", "-C", course, "--format", "github").out.splitlines()
    assert line.startswith(
        "::error file=stories/latte.yml,line=11,endLine=11,col=3,endColumn=7,title=unreachable-outcome::No play ever "
    )
    assert run("check", "-C", course, "--format", "github", "--ignore", "unreachable-outcome").out == ""


def test_junit_has_a_suite_for_every_story_and_fails_where_the_check_does(run: Run, course: Path) -> None:
    (course / "stories" / "sound.yml").write_text(test_cli.SOUND)
    lose_an_outcome(course)
    root = ElementTree.fromstring(run("check", "-C", course, "--format", "junit").out)
    assert {suite.get("name"): suite.get("failures") for suite in root} == {"latte": "1", "sound": "0"}
    assert [case.get("name") for case in root.iter("testcase")] == ["unreachable-outcome", "nothing to mend"]
    configure(course, "{unreachable-outcome: warning}")
    for arguments, failures in ([], "0"), (["--strict"], "1"):
        ran = run("check", "-C", course, "--format", "junit", *arguments)
        assert ElementTree.fromstring(ran.out).get("failures") == failures == str(ran.status)


def sarif(run: Run, course: Path, *arguments: str) -> list[dict[str, Any]]:
    log = json.loads(run("check", "-C", course, "--format", "sarif", *arguments).out)
    results: list[dict[str, Any]] = log["runs"][0]["results"]
    return results


def test_a_sarif_fingerprint_stays_when_lines_move_and_tells_findings_apart(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    add_scene(course, "cellar")
    before = sarif(run, course)
    spoil(course, "scenes:\n", "\n\n# a remark\nscenes:\n")
    after = sarif(run, course)
    assert [each["partialFingerprints"] for each in before] == [each["partialFingerprints"] for each in after]
    assert before[0]["locations"] != after[0]["locations"]
    assert len({str(each["partialFingerprints"]) for each in before}) == len(before) == 2


def test_a_waived_finding_is_a_suppressed_one_in_sarif(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    add_scene(course, "cellar")
    waive(course)
    standing, waived = sarif(run, course)
    assert (standing["ruleId"], standing["suppressions"]) == ("unreachable-scene", [])
    assert waived["ruleId"] == "unreachable-outcome"
    assert [each["justification"] for each in waived["suppressions"]] == [KEPT]


# -- explain --


def test_explain_prints_a_rule_in_full(run: Run) -> None:
    ran = run("explain", "unreachable-scene")
    assert (ran.status, ran.err) == (0, "")
    for part in ("unreachable-scene: error", "No play ever enters this scene.", "Reported:", "Accepted:", "To mend it"):
        assert part in ran.out
    assert "\n      on-hold:                    # <- unreachable-scene\n" in ran.out
    assert "\x1b" not in ran.out


def test_explain_never_breaks_the_lines_of_an_example(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = run("explain", "bad-expression").out
    assert "          - {say: It is me., goto: goodbye, when: trust => 2}     # <- bad-expression\n" in out
    assert max(len(line) for line in out.partition("Reported:")[0].splitlines()) <= 40


def test_explain_knows_every_rule_that_can_be_reported(run: Run) -> None:
    for name, page in all_pages().items():
        assert run("explain", name).out.split(":")[0] == name
        assert page.sentence.endswith(".")


def test_explain_without_a_rule_lists_all_of_them_group_by_group(run: Run) -> None:
    lines = run("explain").out.splitlines()
    groups = groupby(all_pages().values(), key=lambda page: page.group.title)
    listed = [[title, *sorted(page.rule for page in pages)] for title, pages in groups]
    sections = [list(section) for between, section in groupby(lines, key=lambda line: not line) if not between]
    assert [[title, *(line.split()[0] for line in rest)] for title, *rest in sections] == listed
    (line,) = (line for line in lines if line.startswith("unused-waiver "))
    assert line.split(maxsplit=1)[1] == "warning A waiver accepts nothing."


def test_explain_of_an_unknown_rule_is_status_2_with_a_suggestion(run: Run) -> None:
    ran = run("explain", "unreachable_scenes")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "coolhead: There is no rule `unreachable_scenes`. Did you mean `unreachable-scene`?\n"


# -- waivers --


def test_waived_findings_are_listed_with_their_reasons_and_counted(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    waive(course)
    ran = run("check", "-C", course)
    assert ran.status == 0
    assert ran.out.splitlines() == [
        f"waived[unreachable-outcome]: stories/latte.yml:11:3: {KEPT}",
        "",
        "1 story checked: nothing to mend, 1 waived.",
    ]
    assert run("check", "-q", "-C", course).out == ""
    assert json.loads(run("check", "-C", course, "--format", "json").out)["findings"] == []


def test_a_waiver_that_accepts_nothing_is_reported_where_it_stands(run: Run, course: Path) -> None:
    waive(course)
    ran = run("check", "-C", course)
    assert (ran.status, run("check", "-C", course, "--strict").status) == (0, 1)
    assert "warning[unused-waiver]: This waiver accepts nothing" in ran.out
    line, mark = ran.out.splitlines()[3:5]
    assert line[mark.index("^") : mark.rindex("^") + 1] == "unreachable-outcome"


def test_of_two_waivers_the_nearest_counts_and_the_other_is_idle(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    waive(course)
    spoil(course, "scenes:", "waive: {unreachable-outcome: all of them}\nscenes:")
    ran = run("check", "-C", course)
    assert f": {KEPT}\n" in ran.out
    assert re.search(r"unused-waiver.*\n +--> stories/latte.yml:3:", ran.out)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("unreachable-outcom", "Did you mean `unreachable-outcome`?"),
        ("unknown-destination", "`unknown-destination` cannot be waived."),
        ("unused-waiver", "`unused-waiver` cannot be waived."),
    ],
)
def test_a_waiver_of_what_cannot_be_waived_is_reported(run: Run, course: Path, rule: str, said: str) -> None:
    waive(course, rule)
    ran = run("check", "-C", course)
    assert ran.out.count("[unused-waiver]") == 1
    assert said in ran.out


def test_faults_of_reading_and_linking_stand_whatever_is_waived(run: Run, course: Path) -> None:
    spoil(course, "goto: gone", "goto: gon")
    spoil(course, "scenes:", "waive: {unknown-destination: not now}\nscenes:")
    ran = run("check", "-C", course)
    assert ran.status == 1
    assert "error[unknown-destination]" in ran.out


def test_a_waiver_needs_a_reason(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    waive(course, reason='""')
    ran = run("check", "-C", course)
    assert ran.status == 1
    assert "error[wrong-type]" in ran.out


def test_waivers_of_a_story_that_was_not_checked_are_not_called_idle(run: Run, course: Path) -> None:
    waive(course)
    spoil(course, "goto: gone", "goto: gon")
    assert "unused-waiver" not in run("check", "-C", course).out


def test_an_idle_waiver_has_its_own_severity_and_can_be_left_out(run: Run, course: Path) -> None:
    waive(course)
    configure(course, "{unused-waiver: error}")
    assert run("check", "-C", course).status == 1
    assert run("check", "-C", course, "--ignore", "unused-waiver").status == 0


def test_an_idle_waiver_of_the_course_is_reported(run: Run, course: Path) -> None:
    text = (
        "title: Cold coffee\nwaive: {no-success: it is meant to be hard}\nmodules: [{title: One, stories: [latte]}]\n"
    )
    (course / "stories" / "course.yml").write_text(text)
    assert re.search(r"unused-waiver.*\n +--> stories/course.yml:2:", run("check", "-C", course).out)
    assert "unused-waiver" not in run("check", "-C", course, "stories/latte.yml").out


# -- baselines --


def baseline(course: Path) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads((course / "old.json").read_text())["findings"]
    return entries


def test_a_baseline_lets_old_findings_be_and_new_ones_fail(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    ran = run("check", "-C", course, "--write-baseline", "old.json")
    assert (ran.status, ran.out) == (0, "1 story checked: nothing to mend, 1 in the baseline.\n")
    assert "old.json holds 1 finding now" in ran.err
    assert run("check", "-C", course).status == 1
    assert run("check", "-C", course, "--baseline", "old.json").status == 0
    add_scene(course, "cellar")
    ran = run("check", "-C", course, "--baseline", "old.json")
    assert ran.status == 1
    assert "[unreachable-scene]" in ran.out
    assert "[unreachable-outcome]" not in ran.out


def test_a_baseline_knows_findings_by_what_they_are_not_by_their_lines(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    run("check", "-C", course, "--write-baseline", "old.json")
    assert [list(entry) for entry in baseline(course)] == [["rule", "story", "scene", "choice", "message"]]
    spoil(course, "scenes:", "\n\n# a remark\nscenes:")
    assert run("check", "-C", course, "--baseline", "old.json").status == 0


def test_a_baseline_entry_that_no_longer_occurs_is_named(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    run("check", "-C", course, "--write-baseline", "old.json")
    spoil(course, "It was hot., goto: smile", "It was hot., goto: gone")
    ran = run("check", "-C", course, "--baseline", "old.json")
    assert ran.status == 0
    assert "no longer occur" in ran.err
    assert "latte: unreachable-outcome: No play ever ends in `gone`" in ran.err
    assert run("check", "-q", "-C", course, "--baseline", "old.json").err == ""


def test_what_was_not_checked_is_not_said_to_be_gone(run: Run, course: Path) -> None:
    (course / "stories" / "sound.yml").write_text(test_cli.SOUND)
    lose_an_outcome(course)
    run("check", "-C", course, "--write-baseline", "old.json")
    with_baseline = ["check", "-C", course, "--baseline", "old.json"]
    assert run(*with_baseline, "stories/sound.yml").err == ""
    assert run(*with_baseline, "--ignore", "unreachable-outcome").err == ""
    spoil(course, "result: success", "result: sucess")
    assert run(*with_baseline).err == ""
    (course / "stories" / "latte.yml").unlink()
    assert "no longer occur" in run(*with_baseline).err


def test_faults_of_reading_and_linking_are_in_no_baseline(run: Run, course: Path) -> None:
    spoil(course, "goto: gone", "goto: gon")
    assert run("check", "-C", course, "--write-baseline", "old.json").status == 1
    assert baseline(course) == []


def test_writing_a_baseline_twice_gives_the_same_bytes_and_leaves_nothing_else(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    add_scene(course, "cellar")
    run("check", "-C", course, "--write-baseline", "old.json")
    first = (course / "old.json").read_bytes()
    run("check", "-C", course, "--write-baseline", "old.json")
    assert (course / "old.json").read_bytes() == first
    assert len(baseline(course)) == 2
    assert sorted(path.name for path in course.iterdir()) == ["old.json", "stories"]


def test_a_baseline_is_of_a_whole_course(run: Run, course: Path) -> None:
    ran = run("check", "-C", course, "--write-baseline", "old.json", "stories/latte.yml")
    assert ran.status == 2
    assert not (course / "old.json").exists()
    assert run("check", "-C", course, "--write-baseline", "old.json", "stories").status == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"version": 2, "findings": []}',
        '{"version": 1, "findings": [{"rule": 1}]}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_a_file_that_is_no_baseline_is_one_sentence_and_status_2(run: Run, course: Path, text: str) -> None:
    (course / "old.json").write_text(text, errors="surrogateescape")
    ran = run("check", "-C", course, "--baseline", "old.json")
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(r"coolhead: .*old\.json is not a baseline .*--write-baseline\.\n", ran.err)


@pytest.mark.parametrize("option", ["--baseline", "--write-baseline"])
def test_a_baseline_in_no_folder_is_one_sentence_and_status_2(run: Run, course: Path, option: str) -> None:
    ran = run("check", "-C", course, option, "nowhere/old.json")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "no such file" in ran.err


# -- severities --


def test_faults_of_reading_and_linking_stay_errors(run: Run, course: Path) -> None:
    configure(course, "{unknown-destination: warning}")
    ran = run("check", "-C", course)
    assert ran.status == 2
    assert "`unknown-destination`" in ran.err
    assert "always errors" in ran.err
    configure(course, "{unknown-destination: error}")
    assert run("check", "-C", course).status == 0


@pytest.mark.parametrize(
    ("severity", "said"),
    [
        ("{unreachable-outcom: note}", "Did you mean `unreachable-outcome`?"),
        ("{unreachable-outcome: off}", "Write error, warning or note."),
        ("warning", "Write it as severity: {rule-name: warning}."),
    ],
)
def test_a_severity_that_cannot_be_is_status_2(run: Run, course: Path, severity: str, said: str) -> None:
    configure(course, severity)
    ran = run("check", "-C", course)
    assert ran.status == 2
    assert said in ran.err


def test_a_note_never_fails_a_check(run: Run, course: Path) -> None:
    lose_an_outcome(course)
    configure(course, "{unreachable-outcome: note}")
    ran = run("check", "-C", course, "--strict")
    assert ran.status == 0
    assert "note[unreachable-outcome]" in ran.out


# -- the manual --


def test_the_manual_lists_its_pages_with_their_headings(run: Run) -> None:
    listed = dict(line.split(maxsplit=1) for line in run("manual").out.splitlines())
    assert next(iter(listed)) == "tutorial" and listed["state"] == "Let a customer calm down"
    written = [*(ROOT / "docs" / "how-to").glob("*.md"), *(ROOT / "docs" / "reference").glob("*.md")]
    assert {path.stem for path in written} - {"index"} <= set(listed)


def test_a_page_of_the_manual_names_a_command_that_works_in_place_of_each_link(run: Run) -> None:
    typed: set[str] = set()
    for name in (line.split()[0] for line in run("manual").out.splitlines()):
        page = run("manual", name).out
        assert page.startswith("# ")
        assert not re.findall(r"(?<!!)\[[^\]]*\]\((?!https?:)[^)]*\)", page), name
        typed.update(re.findall(r"`coolhead ((?:explain|manual) [a-z][a-z-]*)`", page))
    assert {"explain idle-effect", "manual serve"} <= typed
    assert not [each for each in sorted(typed) if run(*each.split()).status]


def test_a_page_that_the_manual_does_not_have_is_status_2_with_a_suggestion(run: Run) -> None:
    ran = run("manual", "intrupts")
    assert (ran.status, ran.err) == (2, "coolhead: The manual has no page `intrupts`. Did you mean `interrupts`?\n")
