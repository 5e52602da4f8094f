"""Reports: the same findings as text for people and as JSON for programs."""

from __future__ import annotations

import json

import pytest
from marked import choice, findings_in
from rich.cells import cell_len

from builder.diagnostics import Diagnostic, Finding, Mark, Severity
from builder.reports import Report
from builder.reports import json as as_json
from builder.reports import text as as_text
from builder.sources import Span


def finding(line: str, start: int, end: int, *, label: str = "", play: str | None = None, **kind: object) -> Finding:
    """A finding on the third line of a file, at columns [start, end)."""
    span = Span("stories/a.yml", 3, start, 3, end)
    diagnostic = Diagnostic("a-rule", span, "Something is wrong.", "Mend it.", play=play, **kind)  # type: ignore[arg-type]
    return Finding(diagnostic, Mark(span, line, label))


def report(*findings: Finding) -> Report:
    return Report(findings, ("a",))


def test_a_finding_shows_the_authors_line_with_a_mark_under_the_fault() -> None:
    printed = as_text.render(report(finding("    goto: nowhere", 11, 18, label="here")))
    assert printed.splitlines() == [
        "error[a-rule]: Something is wrong.",
        " --> stories/a.yml:3:11",
        "  |",
        "3 |     goto: nowhere",
        "  |           ^^^^^^^ here",
        "  = help: Mend it.",
        "",
        "1 story checked: 1 error.",
    ]


def test_a_play_that_shows_the_fault_is_named() -> None:
    assert "  = play: 0213" in as_text.render(report(finding("x", 1, 2, play="0213")))


def test_the_last_line_counts_what_was_found() -> None:
    kinds = [Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.NOTE]
    found = tuple(finding("x", 1, 2, severity=severity) for severity in kinds)
    assert as_text.summary(Report(found, ("a",) * 1_200)) == "1,200 stories checked: 1 error, 2 warnings, 1 note."
    assert as_text.summary(report()) == "1 story checked: nothing to mend."


@pytest.mark.parametrize(
    "line",
    [
        "a: 你好 nowhere",
        "👋🏽 nowhere",
        "\tnowhere",
        "Ана\t\tnowhere",
        "e\u0301 nowhere",
        "x" * 500 + " nowhere",
        "a" * 80 + "你" * 80 + "nowhere",
    ],
    ids=["wide", "emoji", "tab", "tabs", "accent", "long", "long and wide"],
)
def test_the_mark_stands_under_its_words_however_wide_the_letters_are(line: str) -> None:
    start = line.index("nowhere") + 1
    shown, under = as_text.render(report(finding(line, start, start + 7))).splitlines()[3:5]
    assert cell_len(shown[: shown.index("nowhere")]) == cell_len(under[: under.index("^")])
    assert under.count("^") == 7
    assert len(shown) < 2 * as_text.WIDTH


@pytest.mark.parametrize("odd", ["\x1b[31m", "\u202e", "\x00", "\x85", "\u2028", "\ufeff", "\r", "\ud800"])
def test_what_would_command_a_terminal_is_shown_and_not_obeyed(odd: str) -> None:
    diagnostic = Diagnostic("a-rule", Span("a.yml", 1, 1, 1, 2), f"There is no {odd}.", f"Write {odd}.")
    printed = as_text.render(report(Finding(diagnostic, Mark(Span("a.yml", 1, 1, 1, 2), f"a: {odd}"))))
    assert odd[0] not in printed
    assert len(printed.splitlines()) == 8
    as_json.render(report(Finding(diagnostic, Mark(Span("a.yml", 1, 1, 1, 2), f"a: {odd}")))).encode("utf-8")


def test_markup_of_the_terminal_library_is_text() -> None:
    assert "3 | [bold]a[/bold] :smile:" in as_text.render(report(finding("[bold]a[/bold] :smile:", 1, 2)))


def test_colours_come_only_where_they_are_wanted() -> None:
    found = (finding("x", 1, 2),)
    assert "\x1b[" not in as_text.render(report(*found))
    assert "\x1b[1;31m" in as_text.render(Report(found, ("a",), colour=True))


def test_the_json_report_has_the_promised_shape() -> None:
    text = choice("id: sorry\nsay: Sorry.\ngoto: nowhere").replace("outcomes:", "colour: red\noutcomes:")
    document = json.loads(as_json.render(report(*findings_in(text))))
    assert document["version"] == 1
    assert document["summary"] == {"stories": 1, "errors": 2, "warnings": 0, "notes": 0}
    assert document["findings"][0] == {
        "rule": "unknown-destination",
        "severity": "error",
        "message": "There is no scene or outcome `nowhere`.",
        "help": "Write a scene or outcome of that name, or name one that is there.",
        "file": "a-call.yml",
        "line": 8,
        "column": 15,
        "end_line": 8,
        "end_column": 22,
        "story": "a-call",
        "scene": "hello",
        "choice": "hello/sorry",
        "play": None,
    }
    assert [document["findings"][1][key] for key in ("rule", "scene", "choice")] == ["unknown-key", None, None]


def test_the_json_report_of_a_sound_story_is_short() -> None:
    document = json.loads(as_json.render(report()))
    assert document == {
        "version": 1,
        "summary": {"stories": 1, "errors": 0, "warnings": 0, "notes": 0},
        "findings": [],
    }
