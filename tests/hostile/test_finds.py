"""What fuzzing found, each mended at its root: it stays as it is mended."""

from __future__ import annotations

import gc
from typing import Final

import pytest
from fuzzing.targets import TARGETS

from builder.expressions import written
from builder.grammar import parse as parse_expression
from builder.grammar.scope import Domain, Scope
from builder.sources import Source
from builder.storyfile.syntax import parse

FINDS: Final = [
    ("expression", "(plan == re-send) != (told == false)"),
    ("story", "\n---"),
    ("story", "a: 1\n\rb: 2\r\nc: \N{REPLACEMENT CHARACTER}\udcff"),
    ("story", "?\n?"),
    ("story", "&scenes:\ntitle: A\n\n&scenes:\n: A"),
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
    parse(source)
    assert gc.collect() == 0, "what stands in a circle is freed late, or never"
