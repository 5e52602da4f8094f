"""An edit puts text in, and that is all: the file reads as before plus the new, and every other byte is the same."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import random_story

from builder.diagnostics import BuilderError
from builder.model import Walkthrough
from builder.sources import Source, StorySource
from builder.storyfile.edit import append
from builder.storyfile.notation import in_brackets, in_lines
from builder.storyfile.read import ReadStory, read_story
from builder.storyfile.syntax import parse

ROUTE = ("walkthroughs",)
CALM = {"name": "the calm way", "choices": ["ringing/1", "her-story/listen"], "expect": {"outcome": "settled"}}
LINES = """\
  - name: the calm way
    choices: [ringing/1, her-story/listen]
    expect: {outcome: settled}
"""


def appended(text: str, entry: Any = CALM) -> str:
    return append(Source("story.yml", text.encode()), ROUTE, entry).data.decode()


# -- where the new text goes --


def test_a_file_without_the_list_gets_it_at_the_end_as_an_author_would_write_it() -> None:
    assert appended("title: A\noutcomes: {}\n") == f"title: A\noutcomes: {{}}\nwalkthroughs:\n{LINES}"


def test_a_new_item_stands_below_the_last_one_and_its_comments_and_above_the_next_section() -> None:
    before = "walkthroughs:\n  - name: a # a\n    choices: []\n    # of a\n"
    after = "\n# The endings\noutcomes: {}\n"
    assert appended(before + after) == before + LINES + after


def test_a_comment_in_line_with_the_dashes_is_about_what_follows() -> None:
    before, after = "walkthroughs:\n- name: a\n", "# The endings\noutcomes: {}\n"
    assert appended(before + after) == before + dedent(LINES) + after


def test_an_empty_line_goes_between_entries_where_the_author_leaves_one() -> None:
    text = "title: A\n\noutcomes: {}\n"
    assert appended(text) == f"{text}\nwalkthroughs:\n{LINES}"


def test_a_list_in_brackets_stays_in_brackets() -> None:
    new = "{name: the calm way, choices: [ringing/1, her-story/listen], expect: {outcome: settled}}"
    assert appended("walkthroughs: []\ntitle: A\n") == f"walkthroughs: [{new}]\ntitle: A\n"
    assert appended("walkthroughs: [{a: b}, # b\n ]\n") == f"walkthroughs: [{{a: b}}, {new}, # b\n ]\n"
    assert appended("walkthroughs: [ # none\n ]\n") == f"walkthroughs: [{new} # none\n ]\n"


def test_a_story_in_json_stays_json() -> None:
    import json

    assert json.loads(appended('{"title": "A"}')) == {"title": "A", "walkthroughs": [CALM]}


def test_a_file_without_a_final_newline_still_has_none() -> None:
    assert appended("title: A") == f"title: A\nwalkthroughs:\n{LINES}".rstrip("\n")


def test_a_text_block_that_the_file_ends_in_is_not_made_longer() -> None:
    text = "title: A\noutcomes:\n  end:\n    text: |\n      The end."
    assert appended(text) == f"title: A\nwalkthroughs:\n{LINES}{text.removeprefix('title: A')[1:]}"


def test_a_document_that_is_ended_by_dots_gets_it_above_them() -> None:
    assert appended("---\ntitle: A\n...\n") == f"---\ntitle: A\nwalkthroughs:\n{LINES}...\n"


def test_a_list_too_long_for_a_line_gets_a_line_for_each_item() -> None:
    lines = in_lines({"choices": [f"scene-{number}/1" for number in range(12)]})
    assert lines[:2] == ["choices:", "  - scene-0/1"] and len(lines) == 13


# -- what is refused --


def test_a_file_with_errors_is_not_edited() -> None:
    with pytest.raises(BuilderError, match="does not read without errors"):
        appended("title: A\ntitle: B\n")


def test_where_nothing_can_be_put_in_safely_the_text_to_add_by_hand_is_told() -> None:
    for text in ("walkthroughs: none\n", "- a list\n", "walkthroughs: {a: b}\n"):
        with pytest.raises(BuilderError, match=r"Add this by hand:\nwalkthroughs:\n  - name: the calm way\n"):
            appended(text)


# -- any file, however it is laid out --


BREAKS = ("\n", "\r\n", "\r")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip)


def laid_out(story: str, rng: Random) -> str:
    """A story as one of many authors would have laid it out, with a list of walkthroughs, an empty one, or none."""
    lines = [line for line in story.splitlines() if not line.startswith("walkthroughs")]
    column = rng.choice([0, 0, 2])
    dash = rng.choice(["- ", "-   "])
    indent = rng.choice(["", "  ", "    "])
    inner = indent + " " * len(dash)
    kinds = {
        "none": [],
        "empty": ["walkthroughs: []"],
        "brackets": ["walkthroughs: [{name: 'Old: one', choices: [a/1],", " expect: {outcome: end-0}} , # old", "  ]"],
        "lines": ["walkthroughs:", f"{indent}{dash}name: >", f"{inner}  Old", "", f"{inner}choices:",
                  f"{inner}- a/1", f"{inner}expect: {{outcome: end-0}}  # told"],
    }  # fmt: skip
    section = kinds[rng.choice(sorted(kinds))]
    place = rng.choice([0, len(lines)])
    lines[place:place] = [*section, *rng.choice([[], [""], ["# What follows"], ["", "# What follows", ""]])]
    for number in range(rng.randint(0, 4)):
        at = rng.choice([at for at, line in enumerate(lines) if line[:1].isalpha()] + [len(lines)])
        lines.insert(at, rng.choice(["", "# A remark", f"x-note-{number}: 1.5"]))
    lines += rng.choice([[], ["x-end: |", "  The end."], ["x-end: |+", "  The end.", ""], ["# The end"], ["x-end:"]])
    text = "\n".join(" " * column * bool(line) + line for line in lines)
    return text + rng.choice(["", "\n", "\n\n", "\n...\n"])


def read(data: bytes) -> ReadStory:
    return read_story(StorySource("story", Source("story.yml", data)))


@settings(max_examples=400, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    line_break=st.sampled_from(BREAKS),
    encoding=st.sampled_from(ENCODINGS),
    name=TEXTS,
    steps=st.lists(st.sampled_from(["room0/1", "room-1/call", "room2/12"]), max_size=15),
)
def test_whatever_the_style_of_a_file_it_reads_as_before_plus_the_new_and_no_other_byte_is_different(
    seed: int, line_break: str, encoding: str, name: str, steps: list[str]
) -> None:
    rng = Random(seed)
    text = laid_out(random_story(seed % 50), rng)
    data = text.replace("\n", line_break).encode(encoding)
    old = read(data)
    assert not old.findings, (text, old.findings)
    new = append(
        Source("story.yml", data), ROUTE, {"name": name, "choices": steps, "expect": {"outcome": "end-0"}}
    ).data

    walkthrough = Walkthrough(name, tuple(steps), {"outcome": "end-0"})
    read_again = read(new)
    assert not read_again.findings, new
    assert read_again.story == replace(old.story, walkthroughs=(*old.story.walkthroughs, walkthrough))

    same = next((at for at, byte in enumerate(data) if new[at] != byte), len(data))
    assert data[same:] == new[len(new) - len(data) + same :]
    if line_break != "\r" and encoding == "utf-8":
        assert new.count(b"\r\n") == (new.count(b"\n") if line_break == "\r\n" else 0)


@given(
    st.recursive(
        st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.booleans()),
        lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXTS, inside, max_size=4),
    )
)
def test_data_written_down_reads_as_the_same_data(data: Any) -> None:
    for text in ("\n".join(in_lines(data)), in_brackets(data), in_brackets(data, quoted=True)):
        parsed = parse(Source("data.yml", text.encode()))
        assert not parsed.findings
        assert repr(parsed.data) == repr(data)
