"""What fuzzing found, each mended at its root: it stays as it is mended."""

from __future__ import annotations

import gc
from typing import Final

import pytest
from fuzzing.targets import TARGETS
from marked import findings_in, scene, story

from builder.expressions import written
from builder.flow import misspelt
from builder.grammar import parse as parse_expression
from builder.grammar.scope import Domain, Scope
from builder.sources import Source, StorySource
from builder.storyfile import keys, reading
from builder.storyfile.front_matter import read_pages
from builder.storyfile.read import read_story
from builder.storyfile.syntax import events, parse

SET_ASIDE: Final = """
state:
    max: 2
scenes:
  room0:
    lines:
      - text
          number_2: 1
      - do: "Ask why."
        when: "0 < number_0"
        change:
    set:
     channel:  - say: "Wait."
"""
FINDS: Final = [
    ("expression", "(plan == re-send) != (told == false)"),
    ("story", "\n---"),
    ("story", "a: 1\n\rb: 2\r\nc: \N{REPLACEMENT CHARACTER}\udcff"),
    ("story", "?\n?"),
    ("story", "&scenes:\ntitle: A\n\n&scenes:\n: A"),
    ("story", SET_ASIDE),
    ("story", "[?x]"),
    ("story", "{ ?foo: bar,\nbar: 42\n}"),
]


@pytest.mark.parametrize(("target", "text"), FINDS)
def test_what_was_found_once_is_found_no_more(target: str, text: str) -> None:
    TARGETS[target](text.encode("utf-8", "surrogateescape"))


def test_a_comparison_of_comparisons_is_written_so_that_it_can_be_read_again() -> None:
    scope = Scope({"told": Domain("flag"), "trust": Domain("number", 0, 9)})
    tree, _ = parse_expression("(trust > 3) == told", scope, "flag")
    assert tree is not None
    assert written(tree) == "(trust > 3) == told"


def test_the_place_of_what_is_no_text_is_right_whatever_ends_the_lines() -> None:
    for line_end in (b"\n", b"\r\n", b"\r"):
        [finding] = parse(Source("a.yml", b"a: 1" + line_end + b"b: 2" + line_end + b"c: \xff")).findings
        assert (finding.place.line, finding.place.column) == (3, 4)  # type: ignore[union-attr]  # bytes have no route


def test_a_question_mark_before_a_word_in_brackets_belongs_to_the_word() -> None:
    assert parse(Source("a.yml", b"[?x, {?a: b}]")).data == ["?x", {"?a": "b"}]


def test_reading_a_file_with_a_mistake_again_and_again_keeps_nothing_of_it() -> None:
    source = Source("a.yml", b"a: 1\n b: c: 3\n")
    parse(source)
    gc.collect()
    left = []
    for _ in range(3):  # another thread of the tests may leave something, too, though not every time
        parse(source)
        left.append(gc.collect())
    assert 0 in left, "what stands in a circle is freed late, or never"


MANY: Final = 100


@pytest.fixture
def most(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many faults are reported of one file: fewer here, so that the test is quick."""
    for module in (events, reading, keys, misspelt):
        monkeypatch.setattr(module, "MAX_FAULTS", 50)
    return 50


@pytest.mark.parametrize(
    "text",
    [
        "x-a:\n" + "".join(f"  k{number}: 1\n  k{number}: 1\n" for number in range(MANY)),
        "x-a:\n" + "  - *a\n" * MANY,
        "format: 1\ntitle: A\nscenes: {a: {text: x, next: b}}\noutcomes: {b: {result: success, title: B}}\n"
        + "".join(f"k{number}: 1\n" for number in range(MANY)),
        "scenes:\n" + "".join(f"  a{number}: {{nixt: b}}\n" for number in range(MANY)),
        "scenes:\n  a: {" + ", ".join(f"k{number}: b" for number in range(MANY)) + "}\n",
        "cast: [" + "1, " * MANY + "]\nobjectives: [" + "1, " * MANY + "]\n",
        "scenes: {" + ", ".join(f"a{n}: {{}}" for n in range(MANY)) + "}\n"
        "outcomes: {" + ", ".join(f"a{n}: {{result: success, title: x}}" for n in range(MANY)) + "}\n",
    ],
    ids=lambda text: text[:20],
)
def test_of_one_file_so_many_faults_are_reported_and_no_more(most: int, text: str) -> None:
    read = read_story(StorySource("a", Source("a.yml", text.encode())))
    assert len(read.findings) <= most + 1
    assert [each.rule for each in read.findings if each.rule == "too-large"] == ["too-large"]


def test_of_the_names_in_one_story_so_many_are_reported_and_no_more(most: int) -> None:
    scenes = "".join(f"  a{number}: {{text: x, next: b{number}}}\n" for number in range(MANY))
    findings = findings_in(story("", without="scenes") + f"scenes:\n{scenes}")
    assert [each.diagnostic.rule for each in findings].count("unknown-destination") == most
    assert [each.diagnostic.rule for each in findings].count("too-large") == 1


def test_a_page_with_far_too_many_wrong_sources_says_so_once(most: int) -> None:
    page = Source("a.md", b"---\nsources: [" + b"1, " * MANY + b"]\n---\n")
    _, findings = read_pages([page])
    assert len(findings) <= most + 1


@pytest.mark.parametrize(
    "text",
    [
        scene("lines:\n  - 7\n  - {text: x}\n  - 8\n  - {text: x, when: nobody}\nnext: her-story"),
        story("interrupts:\n  - 7\n  - {when: nobody, goto: hung-up}"),
        scene("text: x\nroute:\n  - 7\n  - {when: nobody, goto: her-story}\n  - {goto: her-story}"),
        scene("text: x\nchoices:\n  - 7\n  - {say: x, when: nobody, goto: her-story}"),
        scene("text: x\nreveals:\n  - 7\n  - nobody\nnext: her-story"),
        story("walkthroughs:\n  - 7\n  - {name: a, choices: [hello/1], expect: {nobody: 1}}"),
        story("walkthroughs:\n  - {name: a, expect: {outcome: settled}, choices: [\n7,\n8,\nnobody/1]}"),
    ],
)
def test_what_stands_below_an_item_that_cannot_be_read_is_reported_where_it_stands(text: str) -> None:
    findings = [each for each in findings_in(text) if each.diagnostic.rule != "wrong-type"]
    assert findings
    assert all("nobody" in each.mark.line for each in findings), [each.mark for each in findings]
