"""The whole way from texts to findings: ordered, addressed, waived; whatever is done to a story, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from edits import Change, changed, changes, shipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked import choice, findings_in, scene, story

from builder.diagnostics import Finding, Severity
from builder.pipeline import Checked, check
from builder.reports import json as as_json
from builder.reports import text as as_text
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource
from builder.storyfile.keys import SHAPES
from builder.storyfile.syntax.decoding import decoded

LOOP: Final = """
format: 1
title: Round and round
scenes:
  hello:
    choices:
      - {say: Hello., goto: goodbye}
      - {say: One moment., goto: on-hold}
  on-hold:
    waive: {no-way-out: They must see what waiting is like.}
    choices: [{do: Wait., goto: on-hold}]
  nowhere: {next: goodbye}
outcomes:
  goodbye: {result: success, title: Goodbye}
"""


def sources(**texts: str) -> CourseSources:
    return CourseSources(tuple(StorySource(name, Source(f"{name}.yml", text.encode())) for name, text in texts.items()))


def rules(checked: Checked) -> list[str]:
    return [finding.diagnostic.rule for finding in checked.findings]


def test_findings_come_in_the_order_of_files_and_lines() -> None:
    wrong = choice("say: Sorry.\ngoto: nowhere\nrating: good").replace("title: A call", "title: 7")
    checked = check(sources(b=wrong, a=wrong), Settings())
    at = [(each.mark.span.file, each.mark.span.line, each.mark.span.column) for each in checked.findings]
    assert at == sorted(at)
    assert [file for file, _, _ in at] == ["a.yml"] * 3 + ["b.yml"] * 3


def test_the_order_in_which_stories_are_found_changes_nothing() -> None:
    one, other = sources(a=LOOP, b=story("title: 7")), sources(b=story("title: 7"), a=LOOP)
    assert check(one, Settings()).findings == check(other, Settings()).findings


def test_a_finding_knows_its_story_scene_and_choice() -> None:
    [finding] = findings_in(choice("id: sorry\nsay: Sorry.\ngoto: nowhere"))
    diagnostic = finding.diagnostic
    assert (diagnostic.story, diagnostic.scene, diagnostic.choice) == ("a-call", "hello", "hello/sorry")
    [finding] = findings_in(scene("text: x\nnext: nowhere"))
    assert (finding.diagnostic.scene, finding.diagnostic.choice) == ("hello", None)


def test_a_story_with_mistakes_has_no_graph_and_others_have() -> None:
    checked = check(sources(good=story(""), wrong=story("title: 7")), Settings())
    assert [graph.story.id for graph in checked.graphs] == ["good"]
    assert [story.id for story in checked.stories] == ["good", "wrong"]


def test_a_waiver_covers_its_own_place_and_below_and_is_reported() -> None:
    checked = check(sources(loop=LOOP), Settings())
    assert rules(checked) == ["unreachable-scene"]
    assert [(finding.diagnostic.rule, waiver.reason) for finding, waiver in checked.waived] == [
        ("no-way-out", "They must see what waiting is like.")
    ]
    elsewhere = LOOP.replace("    waive", "    x-waive").replace("nowhere: {", "nowhere: {waive: {no-way-out: a}, ")
    assert rules(check(sources(loop=elsewhere), Settings())) == ["no-way-out", "unreachable-scene", "unused-waiver"]


def test_what_reading_and_linking_say_cannot_be_waived() -> None:
    text = story("waive: {unknown-destination: later}\nstart: nowhere")
    assert rules(check(sources(a=text), Settings())) == ["unused-waiver", "unknown-destination"]


def test_a_project_sets_severities() -> None:
    settings = Settings({"unreachable-scene": Severity.NOTE})
    checked = check(sources(loop=LOOP), settings)
    assert [each.diagnostic.severity for each in checked.findings] == [Severity.NOTE]
    assert (checked.count(Severity.NOTE), checked.count(Severity.ERROR)) == (1, 0)


def test_only_the_stories_asked_for_are_checked() -> None:
    both = replace(sources(a=story("title: 7"), b=story("title: 7")), course=Source("course.yml", b"titel: x\n"))
    checked = check(both, Settings(), only={"b"})
    assert {each.mark.span.file for each in checked.findings} == {"b.yml"}
    assert {each.mark.span.file for each in check(both, Settings()).findings} == {"a.yml", "b.yml", "course.yml"}


def test_the_shipped_course_has_nothing_to_mend() -> None:
    assert not check(shipped(), Settings()).findings


# -- whatever is done to a story --


def assert_is_in_the_file(finding: Finding, lines: Sequence[str]) -> None:
    for mark in (finding.mark, *finding.related):
        span = mark.span
        assert 1 <= span.line == span.end_line <= len(lines)
        assert 1 <= span.column < span.end_column <= len(lines[span.line - 1]) + 2
        assert mark.line == lines[span.line - 1]
    assert finding.diagnostic.message and finding.diagnostic.help


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([each.id for each in shipped().stories]), st.lists(changes, min_size=1, max_size=3))
def test_whatever_is_done_to_a_story_every_finding_has_its_place(name: str, wanted: list[Change]) -> None:
    [text] = [each.source.data.decode() for each in shipped().stories if each.id == name]
    for change in wanted:
        text = changed(text, change) if text else text
    course = shipped(**{name: text})
    checked = check(course, Settings(), only={name})
    [source] = [each.source for each in course.stories if each.id == name]
    for finding in checked.findings:
        assert_is_in_the_file(finding, decoded(source)[0].split("\n"))
    document = json.loads(as_json.render(checked.report()))
    assert len(document["findings"]) == len(checked.findings)
    assert as_text.render(checked.report()).encode("utf-8")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_story_or_findings(data: bytes) -> None:
    source = StorySource("a", Source("a.yml", data))
    checked = check(CourseSources((source,), source.source, source.source), Settings())
    for finding in checked.findings:
        assert_is_in_the_file(finding, decoded(source.source)[0].split("\n"))
    as_text.render(checked.report())


KEYS: Final = [
    *sorted({key.name for shape in SHAPES for key in shape.keys}),
    "hello",
    "x-own",
    "Bad Id",
    "notes",
    "waive",
]
scalars = st.sampled_from(["hello", "yes", "x: y", "", "a b", "Ä", 7, -2, 2.5, True, False, None])
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(trees)
def test_any_tree_of_values_is_a_story_or_findings(tree: object) -> None:
    checked = check(sources(a=json.dumps(tree)), Settings())
    assert checked.findings
    assert all(each.mark.span.line == 1 for each in checked.findings)


def test_thousands_of_mistakes_are_all_reported() -> None:
    scenes = "".join(f"  s{n}: {{speaker: who{n}, text: x, set: {{v{n}: 1}}, next: t{n}}}\n" for n in range(1_000))
    assert len(findings_in(story(f"scenes:\n{scenes}"))) == 3_000
