"""Maps of what changed: old and new in one drawing, each change with a sign besides its colour, and never too large."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_stories import random_story
from small_stories import graph_of

from builder.flow.changes import StoryChanges, changes
from builder.flow.changes.odds import OddsChanges, odds_changes
from builder.flow.link import StoryGraph, link
from builder.formats.dot import draw_changes
from builder.formats.dot.changes import changes_dots
from builder.formats.dot.palette import CHANGES, PALETTE
from builder.formats.dot.view import MAX_SCENES
from builder.model import Course
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

OLD: Final = """
    state: {trust: {start: 1, min: 0, max: 9}}
    interrupts: [{when: trust >= 9, goto: gone}]
    scenes:
      ringing:
        title: The phone rings
        text: She has waited in all day, and now she waits on the line.
        choices:
          - {id: sorry, say: I am sorry about that., goto: hold}
          - {id: number, say: What is your number?, goto: gone}
          - {id: wait, do: Say nothing., goto: hold}
      hold: {text: Four minutes pass., next: end-of-it}
      end-of-it: {route: [{when: trust >= 4, goto: settled}, {goto: gone}]}
      attic: {text: Nobody has been up here for years., next: gone}
    outcomes:
      settled: {result: success, title: She has a plan}
      gone: {result: failure, title: She hangs up}
    """


class Box(NamedTuple):
    """A box of a picture: its lines of words, its colour, and whether its edge is dashed."""

    words: list[str]
    colour: str
    dashed: bool


class Picture(NamedTuple):
    """What a picture shows: its boxes by their names, and the colours of its lines, dashed or not."""

    boxes: Mapping[str, Box]
    lines: list[tuple[str, bool]]


def drawn(found: StoryChanges) -> Picture:
    text = draw_changes(found, odds_changes(found), alone=True)
    assert text is not None
    root = ET.fromstring(text)
    boxes = {name: box for group in root.iter() if "ch-map-node" in _classes(group) for name, box in _box(group)}
    return Picture(boxes, [_line(group) for group in root.iter() if _classes(group) == ["ch-map-way"]])


def _box(group: ET.Element) -> Iterator[tuple[str, Box]]:
    title = group.findtext("{http://www.w3.org/2000/svg}title") or ""
    words = [each.text or "" for each in group.iter() if each.tag.endswith("}text")]
    shape = next(each for each in group if each.get("stroke"))
    in_brackets = re.fullmatch(r".*\(([^()]*)\)(: \w+)?", title)
    name = in_brackets[1] if in_brackets else title.partition(": ")[2].partition(":")[0]
    yield (
        name if "ch-map-interrupt" not in _classes(group) else title,
        Box(words, _role(shape), shape.get("stroke-dasharray") is not None),
    )


def _line(group: ET.Element) -> tuple[str, bool]:
    shape = next(each for each in group if each.tag.endswith("}path"))
    return _role(shape), shape.get("stroke-dasharray") is not None


def _role(shape: ET.Element) -> str:
    return next(name.removeprefix("stroke-") for name in _classes(shape) if name.startswith("stroke-"))


def _classes(element: ET.Element) -> list[str]:
    return element.get("class", "").split()


def between(*replacements: tuple[str, str]) -> StoryChanges:
    new = OLD
    for old, other in replacements:
        assert old in new, old
        new = new.replace(old, other)
    return changes(graph_of(OLD), graph_of(new))


def test_what_did_not_change_is_drawn_without_a_sign() -> None:
    picture = drawn(between(("title: The phone rings", "title: It rings")))
    assert picture.boxes["hold"] == Box(["Hold", "hold"], "card-line", dashed=False)
    assert picture.boxes["ringing"] == Box(["~ It rings", "ringing", "~ title"], "changed-line", dashed=False)
    assert {colour for colour, _ in picture.lines} == {"edge", "accent", "interrupt-line"}


def test_a_scene_that_came_is_green_with_a_plus_and_so_are_its_ways() -> None:
    extra = "\n      tea: {text: Some tea., choices: [{id: drink, say: Drink., goto: settled}]}\n    outcomes:"
    picture = drawn(between(("\n    outcomes:", extra), ("about that., goto: hold", "about that., goto: tea")))
    assert picture.boxes["tea"] == Box(["+ Tea", "tea", "+ drink: Drink.", "+"], "added-line", dashed=False)
    assert picture.lines.count(("added-line", False)) == 1


def test_a_scene_that_went_is_red_and_dashed_with_a_minus_and_so_are_its_ways() -> None:
    attic = "      attic: {text: Nobody has been up here for years., next: gone}\n"
    picture = drawn(between((attic, "")))
    assert picture.boxes["attic"] == Box(["− Attic", "attic"], "removed-line", dashed=True)
    assert picture.lines.count(("removed-line", True)) == 1


def test_a_choice_that_leads_elsewhere_shows_where_it_led_and_where_it_leads() -> None:
    picture = drawn(between(("number?, goto: gone", "number?, goto: settled")))
    assert picture.boxes["ringing"].words == ["~ The phone rings", "ringing", "~ number: What is your number?", "~"]
    assert picture.lines.count(("changed-line", False)) == 1 and picture.lines.count(("removed-line", True)) == 1


def test_a_choice_that_went_is_listed_and_drawn_where_it_led() -> None:
    picture = drawn(between(("          - {id: wait, do: Say nothing., goto: hold}\n", "")))
    assert picture.boxes["ringing"].words == ["~ The phone rings", "ringing", "− wait: Say nothing.", "−"]
    assert picture.lines.count(("removed-line", True)) == 1 and ("added-line", False) not in picture.lines


def test_ways_that_nobody_chooses_are_drawn_as_they_were_and_as_they_are() -> None:
    picture = drawn(between(("next: end-of-it", "next: settled")))
    assert picture.lines.count(("added-line", True)) == 1 and picture.lines.count(("removed-line", True)) == 1


def test_what_was_renamed_is_one_box_with_both_names() -> None:
    picture = drawn(between(("hold", "on-hold"), ("settled", "mended")))
    assert picture.boxes["on-hold"].words == ["~ On hold", "on-hold, was hold"]
    assert "hold" not in picture.boxes and "settled" not in picture.boxes
    assert not {"added-line", "removed-line"} & {colour for colour, _ in picture.lines}


def test_an_outcome_whose_odds_moved_says_so() -> None:
    picture = drawn(between(("number?, goto: gone", "number?, goto: settled")))
    assert picture.boxes["She has a plan"] == Box(
        ["~ Success", "She has a plan", "settled", "in reach now"], "changed-line", dashed=False
    )
    assert picture.boxes["She hangs up"].words[-1] == "at random 100.0 % → 66.7 %"


def test_a_new_start_and_a_new_interrupt_have_their_signs() -> None:
    moved = drawn(between(("    scenes:\n", "    start: hold\n    scenes:\n")))
    assert ("removed-line", True) in moved.lines
    picture = drawn(between(("trust >= 9, goto: gone", "trust >= 8, goto: gone")))
    heads = [box.words[0] for box in picture.boxes.values() if "At any time" in box.words[0]]
    assert sorted(heads) == ["+ At any time", "− At any time"]


def long(scenes: int, *, edited: bool) -> StoryGraph:
    onward = [*(f"s{number}" for number in range(1, scenes)), "end"]
    text = [f"      s{number}: {{text: Scene {number} in words., next: {onward[number]}}}" for number in range(scenes)]
    if edited:
        text[scenes // 2] = text[scenes // 2].replace("in words", "in other words")
    return graph_of("\n".join(["\n    scenes:", *text, "    outcomes: {end: {result: success, title: The end}}\n"]))


def test_of_a_large_story_only_what_is_next_to_a_change_is_drawn() -> None:
    found = changes(long(400, edited=False), long(400, edited=True))
    picture = drawn(found)
    assert {name for name in picture.boxes if name.startswith("s")} == {"s199", "s200", "s201"}


def test_where_too_much_changed_there_is_no_map() -> None:
    old = long(MAX_SCENES + 50, edited=False)
    scenes = {id: replace(scene, title="Another") for id, scene in old.story.scenes.items()}
    new, _ = link(replace(old.story, scenes=scenes), Course())
    assert list(changes_dots(changes(old, new), OddsChanges())) == []
    assert draw_changes(changes(old, new), OddsChanges(), alone=True) is None


def test_a_story_that_came_or_went_can_be_drawn_too() -> None:
    graph = graph_of(OLD)
    came, went = drawn(changes(None, graph)), drawn(changes(graph, None))
    assert {box.words[0][:1] for name, box in came.boxes.items() if name in graph.story.scenes} == {"+"}
    assert {box.words[0][:1] for name, box in went.boxes.items() if name in graph.story.scenes} == {"−"}


def test_words_that_would_mean_something_to_the_drawing_program_are_drawn_as_they_are() -> None:
    words = 'say: "{a|b} <i> \\\\N & \\"so\\"", goto: hold}'
    picture = drawn(between(("say: I am sorry about that., goto: hold}", words)))
    assert '~ sorry: {a|b} <i> \\N & "so"' in picture.boxes["ringing"].words


def test_a_scene_that_became_an_outcome_is_drawn_as_what_it_is() -> None:
    attic = "      attic: {text: Nobody has been up here for years., next: gone}\n"
    ending = "\n      attic: {result: partial, title: Up in the attic}\n      gone:"
    picture = drawn(between((attic, ""), ("\n      gone:", ending)))
    assert picture.boxes["Up in the attic"].words[0] == "+ Partial success" and "attic" not in picture.boxes
    assert not {"added-line", "removed-line"} & {colour for colour, _ in picture.lines}


def test_a_choice_moved_from_scene_to_scene_leaves_one_way_and_takes_one() -> None:
    ring = "          - {id: wait, do: Say nothing., goto: hold}\n"
    tea = "      tea:\n        text: Some tea.\n        choices:\n          - {say: Drink., goto: gone}\n"
    old = OLD.replace("    outcomes:", f"{tea}    outcomes:")
    new = OLD.replace(ring, "").replace("    outcomes:", f"{tea}{ring.replace('hold', 'settled')}    outcomes:")
    picture = drawn(changes(graph_of(old), graph_of(new)))
    assert picture.boxes["tea"].words == ["~ Tea", "tea", "+ wait: Say nothing.", "+"]
    assert picture.lines.count(("removed-line", True)) == 1 and picture.lines.count(("added-line", False)) == 1


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_signs_stand_at_all_that_changed_and_at_nothing_else(seed: int, other: int) -> None:
    one, two = (_story(random_story(each)) for each in (seed, other))
    found = changes(one, two)
    picture, changed = drawn(found), {each.now.id: each for each in found.scenes}
    signs = {"added": "+", "removed": "−", "changed": "~"}
    for scene in {**one.story.scenes, **two.story.scenes}.values():
        change = changed.get(scene.id)
        if scene.id in found.names:
            continue
        head = picture.boxes[scene.id].words[0]
        sign = head[0] if head[0] in "+−~" else None
        assert sign == (signs[change.kind] if change else None), (scene.id, head)


def _story(text: str) -> StoryGraph:
    read = read_story(StorySource("tale", Source("tale.yml", text.encode())))
    graph, findings = link(read.story, Course())
    assert graph is not None, findings
    return graph


@pytest.mark.parametrize("dark", [False, True])
def test_signs_and_words_stand_out_from_what_is_behind_them(dark: bool) -> None:
    from formats.test_dot import PAPER, contrast

    shades = {role: colour.dark if dark else colour.light for role, colour in (PALETTE | CHANGES).items()}
    for role in ("added", "removed", "changed"):
        for words in ("ink", "muted"):
            assert contrast(shades[words], shades[role]) >= 4.5, (words, role)
        assert contrast(shades[f"{role}-line"], shades[role]) >= 3
        assert contrast(shades[f"{role}-line"], PAPER[dark]) >= 4.5
    assert len({colour.light for colour in (PALETTE | CHANGES).values()}) == len(PALETTE | CHANGES)
