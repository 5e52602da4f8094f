"""The tree with positions: what it knows of a text, and that it is small."""

from __future__ import annotations

import tracemalloc

import pytest

import builder.storyfile.syntax.tree as tree_module
from builder.storyfile.syntax import Lines, Node, nodes

TEXT = """\
a: {b: [x, "in quotes", 'it''s']}
c: |
  one
  two
a: again
"""


def tree(text: str) -> Node:
    root, whole = nodes(Lines(text))
    assert root is not None
    assert whole
    return root


def test_a_scalar_has_its_value_however_it_is_written() -> None:
    parts = tree(TEXT).named("a")[1].named("b")[1].parts
    assert parts is not None
    assert [value.value for _, value in parts] == ["x", "in quotes", "it's"]
    assert tree(TEXT).named("c")[1].value == "one\ntwo\n"


def test_several_equal_keys_are_told_apart_by_their_count() -> None:
    assert [tree(TEXT).named("a", nth)[0].start.line for nth in (1, 2, 3)] == [0, 4, 4]


def test_items_are_found_by_position_and_only_in_lists() -> None:
    items = tree(TEXT).named("a")[1].named("b")[1]
    last = items.item(2)
    assert last is not None
    assert (last.start.line, last.start.column, last.end.column) == (0, 24, 31)
    assert items.item(3) is None
    assert tree(TEXT).item(0) is None


def test_a_tree_that_is_cut_off_ends_with_what_was_read() -> None:
    root, whole = nodes(Lines("a: 1\nb: [2, {c: 3, d: 4}, 'e"))
    assert root is not None
    assert not whole
    assert [*root.names] == ["a", "b"]
    item = root.named("b")[1].item(1)
    assert item is not None
    assert [*item.names] == ["c", "d"]


def test_a_tree_ends_where_nothing_is_read_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_module, "MAX_ENTRIES", 3)
    parts = tree("{a: 1, b: 2, c: 3, d: 4, e: 5}").parts
    assert parts is not None
    assert 3 <= len(parts) < 5


def test_a_tree_takes_little_more_memory_than_its_text() -> None:
    text = "".join(f"k{number}: 1\n" for number in range(20_000))
    lines = Lines(text)
    nodes(lines)
    tracemalloc.start()
    try:
        nodes(lines)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * len(text)
