"""Stories read scene by scene, with a memory: the same story as when it is read from nothing, whatever was edited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from edits import Change, changed, changes, shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import story
from random_stories import random_story

from bench.long_story import long_story
from builder.sources import Place, Route, Source, StorySource
from builder.storyfile import places
from builder.storyfile import read as whole
from builder.storyfile import scenes as by_scene
from builder.storyfile.places import locate
from builder.storyfile.read import read_story
from builder.storyfile.scenes import KnownScenes
from builder.storyfile.syntax import STAND_IN, Lines, Node, Parsed, apart, nodes, parse

HEAD: Final = "format: 1\ntitle: A call\n"
TAIL: Final = "outcomes:\n  end: {result: success, title: End}\n  x: {result: failure, title: X}\n"
WAIVING: Final = (
    "\n    waive: {no-way-out: For now.}\n    choices:\n      - say: a\n        goto: b\n      - {do: b, goto: end}"
)
SOUND: Final = (
    " {text: x, next: b}",
    WAIVING,
    "\n    text: Plain words\n      that go on\n    notes: Too plain?\n    next: end",
    '\n    text: "Quoted\n     words\n   that go on"\n    next: end',
    "\n    text: 'It''s\n\n\n  # quoted'\n    next: end",
    "\n    text: |\n      Block\n       text\n\n    next: end\n",
    "\n    next: end\n    text: |+\n      Kept\n\n\n",
    "\n    next: end\n    text: >-\n      Folded\n\n      text\n   \n",
    "\n    next: end\n    text: |1-\n       Deeper\n",
    "\n    lines:\n    - text: x\n    - {text: y,\n   when: tension > 1}\n    next: end",
    "\n    choices: [{say: a, goto: b},\n   {say: b, goto: end}]\n# a note\n  # another\n",
    "\n    text: Words # and a note\n\n    # one more\n    next: end # there",
    "\n        text: Far in\n        next: end",
    "\n    ? text\n    : x\n    next: end",
    "\n    \"text\": x\n    'next': end",
)
ODD_BODIES: Final = (
    '\n    text: "Quoted\n  b: words"\n    next: end',
    "\n    lines:\n    - {text: y,\n  when: tension > 1}\n    next: end",
    "\n    next: end\n    text: |\n",
    " &here {text: x, next: end}",
    " *here",
    " !tag {text: x, next: end}",
    "\n  text: Near\n  next: end",
    "",
    " ~",
    " words",
    "\n    titel: x\n    text: y\n    next: end",
    "\n    <<: {text: x}\n    next: end",
)
NAMES: Final = ("a", "b", "c", "d-1", '"e"', "? f", "a b", "notes", "waive", "x-own", "7", "<<", "&g g", "A", "a")
HEADS: Final = (
    HEAD,
    HEAD,
    HEAD + "state: {tension: {start: 1, min: 0, max: 9}}\n",
    "",
    HEAD + 'summary: "a\n',
    HEAD + "summary: |\n",
    HEAD + "x: {a\n",
)
TAILS: Final = (TAIL, TAIL, "", TAIL + "start: b\n", "waive: {x: y}\n" + TAIL, "notes: Later.\n" + TAIL, '"\n' + TAIL)
ODD: Final = (
    *("'", '"', "|", ">", "{", "}", "[", "]", "#", " #", "\t", "&a ", "*a", "!t ", "- ", "? ", ": ", " ", "\n", "a"),
    *("\r", "\ufeff", "\u2028", "\x85", "\0", "\n---\n", "\n...\n", "\n%YAML 1.2\n", "\nscenes:\n"),
    *("\n  b: {next: end}\n", "\n\n", "\n#\n", "\n   \n", "\n  ", "\n ", STAND_IN),
)


def found(text: str, file: str = "x.yml") -> StorySource:
    return StorySource("x", Source(file, text.encode("utf-8", "surrogatepass")))


def assert_same(text: str, known: KnownScenes) -> None:
    bare, now = read_story(found(text)), read_story(found(text), known)
    assert now == bare
    assert [*now.story.scenes] == [*bare.story.scenes]
    assert now.story.waivers == bare.story.waivers


SHIPPED: Final = {each.id: each.source.data.decode() for each in shipped().stories}


# -- whatever was edited --


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Stories, most of them sound, in many ways of writing."""
    names = draw(st.permutations(NAMES[: draw(st.sampled_from([4, 4, 4, len(NAMES)]))]))[: draw(st.integers(0, 4))]
    bodies = draw(st.sampled_from([SOUND, SOUND, SOUND, SOUND + ODD_BODIES]))
    scenes = "".join(f"\n  {name}:{draw(st.sampled_from(bodies))}" for name in names)
    text = f"{draw(st.sampled_from(HEADS))}scenes:{scenes}\n{draw(st.sampled_from(TAILS))}"
    return text.replace("\n  ", "\n" + " " * draw(st.sampled_from([2, 2, 1, 4])))


def slipped(text: str, slip: tuple[float, str, int]) -> str:
    """The text with something odd in it, perhaps in place of some of its characters."""
    down, odd, gone = slip
    at = int(down * len(text))
    return text[:at] + odd + text[at + gone :]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(texts(), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(ODD), st.integers(0, 2)), max_size=4), texts())
def test_what_is_read_with_a_memory_is_what_is_read_without(
    text: str, slips: list[tuple[float, str, int]], other: str
) -> None:
    known = KnownScenes()
    assert_same(text, known)
    for slip in slips:
        assert_same(slipped(text, slip), known)
    assert_same(other, known)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from([random_story(1), random_story(5), long_story(4), story("")]), st.lists(changes, max_size=4))
def test_stories_edited_line_by_line_are_the_same(text: str, wanted: list[Change]) -> None:
    known = KnownScenes()
    assert_same(text, known)
    for change in wanted:
        text = changed(text, change) if text else text
        assert_same(text, known)


def routes(data: Any, route: Route = ()) -> Iterator[Route]:
    """The way to everything that was read, and to something that is not there."""
    yield (*route, "none")
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, below in inside:
        yield (*route, step)
        yield from routes(below, (*route, step))


def assert_places_are_the_same(text: str, known: KnownScenes) -> None:
    source = found(text).source
    bare, quick = locate(source), locate(source, known)
    for route in routes(parse(source).data):
        otherwise = Place("x.yml", ("scenes", "none"), otherwise=route)
        key, within = Place("x.yml", route, "key"), Place("x.yml", route, within=(1, 3))
        for place in (Place("x.yml", route), key, within, Place("x.yml", route, nth=2), otherwise):
            assert quick(place) == bare(place), place


@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts(), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(ODD), st.integers(0, 2)), max_size=3), texts())
def test_places_are_found_where_they_are_without_a_memory(
    text: str, slips: list[tuple[float, str, int]], other: str
) -> None:
    known = KnownScenes()
    read_story(found(text), known)
    for each in (text, *(slipped(text, slip) for slip in slips), other):
        assert_places_are_the_same(each, known)


@pytest.mark.parametrize("id", ["third-saturday", "collect-by-noon"])
def test_places_of_a_shipped_story_are_found_where_they_are_without_a_memory(id: str) -> None:
    known, text = KnownScenes(), SHIPPED[id]
    read_story(found(text), known)
    assert_places_are_the_same(text, known)
    assert_places_are_the_same(text.replace("        say: ", "        sya: ", 2), known)


# -- what is not read again --


@pytest.mark.parametrize("text", [*SHIPPED.values(), long_story(5), story("")], ids=[*SHIPPED, "long", "short"])
def test_of_an_ordinary_story_only_the_scene_that_was_edited_is_read_again(text: str) -> None:
    known = KnownScenes()
    before = read_story(found(text), known).story
    assert [each.scene for each in known.scenes.values()] == [*before.scenes.values()]
    edited = [*before.scenes][-1]
    now = read_story(found(re.sub(rf"(?m)^(  {edited}:)", r"\1 # mended", text)), known).story
    assert now == before
    assert [id for id, scene in now.scenes.items() if scene is not before.scenes[id]] == [edited]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("title: Call number 1", "titel: Call number 1"),
        ("title: Call number 1", 'title: "true"'),
        ("title: Call number 1", "speaker: [Why?]"),
        ("title: Call number 1", 'title: "Call number 1'),
        ("    title: Call number 1", "  title: Call number 1"),
        ("title: Call number 1", "title: &title Call"),
    ],
)
def test_a_mistake_in_one_scene_leaves_the_others_known(right: str, wrong: str) -> None:
    known, text = KnownScenes(), long_story(5)
    before = read_story(found(text), known).story
    assert right in text
    assert_same(text.replace(right, wrong, 1), known)
    now = read_story(found(text), known).story
    assert {id for id, scene in now.scenes.items() if scene is not before.scenes[id]} <= {"call-1"}


def test_a_scene_with_a_mistake_is_read_alone_and_known_until_it_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    known, text = KnownScenes(), long_story(5)
    read_story(found(text), known)
    wrong = text.replace("title: Call number 1", "titel: Call number 1")
    lengths: list[int] = []

    def noting(source: Source) -> Parsed:
        lengths.append(len(source.data))
        return parse(source)

    monkeypatch.setattr(by_scene, "parse", noting)
    monkeypatch.setattr(whole, "parse", noting)
    for _ in range(2):
        [finding] = read_story(found(wrong), known).findings
        assert finding.rule == "unknown-key"
    [length] = lengths
    assert length < len(text) / 5


def test_a_story_with_very_many_mistakes_is_read_as_a_whole() -> None:
    known, scenes = (
        KnownScenes(),
        "".join(f"  s{number}: {{next: s{number}, x: [], y: []}}\n" for number in range(5_001)),
    )
    assert_same(f"{HEAD}scenes:\n{scenes}{TAIL}", known)
    assert len(read_story(found(f"{HEAD}scenes:\n{scenes}{TAIL}"), known).findings) > 10_000


def test_a_waiver_of_a_known_scene_says_which_file_it_is_in() -> None:
    known, text = KnownScenes(), f"{HEAD}scenes:\n  a:{WAIVING}\n{TAIL}"
    for file in ("x.yml", "y.yml"):
        [waiver] = read_story(found(text, file), known).story.waivers
        assert waiver.place == Place(file, ("scenes", "a"))


# -- which texts are taken apart --


@pytest.mark.parametrize("body", SOUND)
@pytest.mark.parametrize("head", ["scenes:", "scenes: # all of them", "scenes:  \n\n # first\n   \n# one"])
def test_scenes_written_in_common_ways_are_taken_apart(head: str, body: str) -> None:
    known, text = KnownScenes(), f"{HEAD}{head}\n  c: {{next: a}}\n  a:{body}\n  b: {{next: end}}\n{TAIL}"
    assert_same(text, known)
    assert [each.scene.id for each in known.scenes.values()] == ["c", "a", "b"]


@pytest.mark.parametrize(
    "text",
    [
        f"scenes:\n  a: {{next: end}}\n{HEAD}{TAIL}",
        f"{HEAD}scenes: {{a: {{next: end}}}}\n{TAIL}",
        f"{HEAD}scenes:\n  a: {{next: end}}\n{TAIL}".replace("\n", "\r\n"),
        f"\ufeff{HEAD}scenes:\n  a: {{next: end}}\n{TAIL}",
        f"{HEAD}scenes:\n  a: {{text: a\tb, next: end}}\n{TAIL}",
        f"{HEAD}scenes:\n  a: {{text: {STAND_IN}, next: end}}\n{TAIL}",
        f'{HEAD}summary: "\nscenes:\n  a: {{next: end}}\n"\n{TAIL}',
        f"{HEAD}scenes:\n  a: &a {{next: end}}\n{TAIL}",
        f"{HEAD}scenes:\n  a: {{next: end}}\n  a: {{next: end}}\n{TAIL}",
        f"{HEAD}scenes:\n  a: {{next: end}}\n  a: {{next: x}}\n{TAIL}",
        f'{HEAD}scenes:\n  a: {{next: end}}\n  b:\n    text: "x\n  y: z"\n    next: end\n{TAIL}',
        f"{HEAD}scenes:\n  a: {{next: end}}\n---\n{TAIL}",
        f"{HEAD}scenes:\n    a: {{next: end}}\n  b: {{next: end}}\n{TAIL}",
        f"{HEAD}scenes:\n  a: {{next: end}}\nscenes:\n  b: {{next: end}}\n{TAIL}",
        f"{HEAD}scenes:\n  - {{next: end}}\n{TAIL}",
        f"{HEAD}scenes:\n  x\n{TAIL}",
    ],
)
def test_others_are_read_as_a_whole(text: str) -> None:
    known = KnownScenes()
    assert_same(text, known)
    assert not known.scenes


def test_a_text_taken_apart_is_the_same_put_together() -> None:
    text = long_story(1)
    pieces = apart(text.encode(), "scenes")
    assert pieces is not None
    assert pieces.rest.replace(f"  {STAND_IN}: 0\n".encode(), b"".join(pieces.members)) == text.encode()
    assert [piece.split(b":")[0] for piece in pieces.members] == [b"  call-0", b"  summing-up", b"  sorting"]


def test_a_place_in_an_edited_scene_is_found_without_reading_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    known, text = KnownScenes(), long_story(20)
    read_story(found(text), known)
    edited = found(text.replace("title: Call number 7\n", "titel: Call number 7\n")).source
    lengths: list[int] = []

    def noting(lines: Lines) -> tuple[Node | None, bool]:
        lengths.append(len(lines.text))
        return nodes(lines)

    monkeypatch.setattr(places, "nodes", noting)
    span = locate(edited, known)(Place("x.yml", ("scenes", "call-7", "titel"), "key"))
    assert edited.data.decode().split("\n")[span.line - 1] == "    titel: Call number 7"
    assert sum(lengths) < len(text) / 5
