"""Sound files are read at speed: the same data and the same story as by the careful way, or nothing at all."""

from __future__ import annotations

import gc
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from random_stories import random_story

from bench.long_story import long_story
from builder import model
from builder.sources import Source, StorySource
from builder.storyfile.frozen import at_speed
from builder.storyfile.read import read_story
from builder.storyfile.syntax import UNREADABLE, parse, sound
from builder.storyfile.syntax.events import MAX_NESTING

STORIES = sorted(path for path in Path("stories").rglob("*.yml") if path.stem not in ("course", "skills", "sources"))


def at_once(text: str) -> Any:
    return sound(Source("a.yml", text.encode()), "scenes", lambda name, data: data)


def carefully(text: str) -> Any:
    parsed = parse(Source("a.yml", text.encode()))
    assert parsed.whole
    assert not parsed.findings
    return parsed.data


@pytest.mark.parametrize("text", [*(path.read_text("utf-8") for path in STORIES), long_story(5)], ids=str.__len__)
def test_the_shipped_stories_are_read_at_speed_to_the_same_data(text: str) -> None:
    assert at_once(text) == carefully(text)


@pytest.mark.parametrize("path", STORIES, ids=str)
def test_a_story_is_the_same_whichever_way_it_is_read(path: Path) -> None:
    data = path.read_bytes()
    quick, careful = (read_story(StorySource("x", Source("x.yml", each))) for each in (data, b"\xef\xbb\xbf" + data))
    assert quick == careful
    assert quick.story.scenes
    assert not quick.findings


@pytest.mark.parametrize("seed", range(100))
def test_a_random_story_is_the_same_whichever_way_it_is_read(seed: int) -> None:
    data = random_story(seed).encode()
    quick, careful = (read_story(StorySource("x", Source("x.yml", each))) for each in (data, b"\xef\xbb\xbf" + data))
    assert quick == careful


def test_a_story_that_begins_with_a_byte_order_mark_is_not_read_at_speed() -> None:
    assert at_once("\ufefftitle: x") is None  # so the tests above do compare the two ways


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "Just words.",
        "- a list",
        "a: 1\n---\nb: 2",
        "a: 1\na: 2",
        "b: {a: 1, a: 2}",
        "scenes: {a: 1, a: 2}",
        "<<: 1",
        "b: {<<: 1}",
        "a: &here 1",
        "a: &here {b: 1}",
        "a: &here [1]",
        "a: *here",
        "a: !tag 1",
        "a: !tag {b: 1}",
        "a: !tag [1]",
        "&here a: 1",
        "!tag a: 1",
        "a:",
        "a: {b, c: 1}",
        "scenes:",
        "scenes: {a}",
        "[a]: 1",
        "b: {[a]: 1}",
        "{a: 1}: 1",
        "*here : 1",
        "scenes: {[a]: 1}",
        "a: \tb: c",
        'a: "b',
        "a: [Why?]",
        'a: "true"',
        "a: 'null'",
        "a: 1\r\nb: 2",
        "a: x\u2028y",
        "a: x\u0085y",
        "a: x\u0000y",
        "a: " + "[" * (MAX_NESTING + 2) + "]" * (MAX_NESTING + 2),
        "a: " + "[" * 100_000,
    ],
)
def test_whatever_is_odd_is_left_to_the_careful_way(text: str) -> None:
    assert at_once(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "a: true\nb: [false, null, ~, True]\nc: {d: yes}",
        "a: 1\nb: -2\nc: +3\nd: 0x1F\ne: 0o7\nf: 007\ng: 1:30",
        "0: a\n",
        "b: {0: a, 007: b, +1: c, true: d, null: e, ~: f, .5: g}",
        "a: -b\nc: .d\ne: 3 days\nf: (aside)\ng: ...and\nh: <<less",
        'a: ""\nb: \'\'\nc: "5"\nd: "<<"\ne: |\n  true story\nf: >-\n  a\n  b\n\n  c',
        "a: Zoë — “twice”\nb: [é, ©, ¨]",
        "scenes: {}\n",
        "scenes: [a]\n",
        "scenes: {a: 1, b: [x], c: {d: e}}",
        "--- \na: 1\n...\n",
        "# first\na: 1 # last\n",
    ],
)
def test_whatever_is_plain_means_the_same_both_ways(text: str) -> None:
    found = at_once(text)
    if text.startswith("0:"):
        assert found is None  # no key of a file's own is a number
    else:
        assert repr(found) == repr(carefully(text))  # NaN is not equal to itself


PIECES = some.sampled_from(
    [
        *"abn0159:,-+.?!#&*|>'\"%@`{}[]~<=",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        ", ",
        "true",
        "null",
        "é",
        "\u3000",
        "<<",
    ]
)


@given(some.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=500, deadline=None)
def test_no_text_whatsoever_is_read_at_speed_to_other_data(rest: str) -> None:
    found = at_once("a: 1\n" + rest)
    if found is not None:
        assert repr(found) == repr(carefully("a: 1\n" + rest))


def test_members_are_made_in_order_and_what_is_made_takes_their_place() -> None:
    source = Source("a.yml", b"t: x\nscenes: {b: {u: 1}, a: [2]}\nv: {b: 3}")
    assert sound(source, "scenes", lambda name, data: (name, data)) == {
        "t": "x",
        "scenes": {"b": ("b", {"u": 1}), "a": ("a", [2])},
        "v": {"b": 3},
    }
    assert sound(source, "scenes", lambda name, data: UNREADABLE) is None


def test_reading_at_speed_leaves_the_library_as_it_was_even_after_an_odd_file() -> None:
    before = parse(Source("a.yml", b"a: &b 1"))
    for text in ("a: 1", "a: &b 1", "a: ["):
        at_once(text)
        assert parse(Source("a.yml", b"a: &b 1")) == before


@pytest.mark.parametrize("was_on", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(was_on: bool) -> None:
    (gc.enable if was_on else gc.disable)()
    frozen = gc.get_freeze_count()
    try:
        read_story(StorySource("x", Source("x.yml", long_story(2).encode())))
        assert gc.isenabled() is was_on
        assert gc.get_freeze_count() == frozen
    finally:
        gc.enable()


def test_objects_that_somebody_keeps_from_the_collector_stay_kept() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        read_story(StorySource("x", Source("x.yml", long_story(2).encode())))
        assert gc.get_freeze_count() > frozen / 2 > 0
    finally:
        gc.unfreeze()


def test_an_object_made_at_speed_is_the_same_and_as_frozen() -> None:
    for quick, proper in (
        (at_speed(model.Choice)(1, "on", say="Yes."), model.Choice(1, "on", say="Yes.")),
        (at_speed(model.Scene)("first"), model.Scene("first")),
    ):
        assert quick == proper
        assert hash(repr(quick)) == hash(repr(proper))
        with pytest.raises(FrozenInstanceError):
            quick.change = {}  # type: ignore[misc]
