"""Story maps: what they show and to whom, that any words fit into them, and what they may cost."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Final

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spending import seconds_of

from builder.diagnostics import BuilderError
from builder.flow.graph import ways_on
from builder.flow.link import StoryGraph, link
from builder.flow.outline import Audience
from builder.formats import dot as maps
from builder.formats.dot import SUFFIXES, dot, draw, draw_blank, engine, svg, write_diagram
from builder.formats.dot.lettering import plain, width, wrapped
from builder.formats.dot.palette import PALETTE
from builder.formats.dot.picture import Caption
from builder.formats.dot.view import MAX_SCENES, MAX_SCENES_IN_WORDS
from builder.model import Choice, Course, Line, Outcome, Scene, Story
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

STYLES: Final = ROOT / "theme_overrides" / "assets" / "coolhead" / "map.css"
CAPTION: Final = Caption("map-tale", "Map of a story", "What it shows.")

SMALL: Final = """
    state: {trust: {start: 1, min: 0, max: 9}, tension: {start: 1, min: 0, max: 10}}
    interrupts: [{when: tension >= 10, goto: gone}]
    scenes:
      ringing:
        title: The phone rings
        stage: opening
        text: Hello?
        choices:
          - {say: That is two days gone. Tell me what happened from the start., goto: sorting, rating: strong}
          - {say: Sorry., goto: waiting, rating: fair, change: {trust: -1}}
          - {do: Hang up., goto: gone, rating: weak, when: trust >= 4, change: {tension: +1}}
      waiting: {stage: middle, text: Four minutes pass., next: passing}
      passing: {next: sorting}
      sorting: {route: [{when: trust >= 4, goto: settled}, {when: trust >= 2, goto: grudging}, {goto: ringing}]}
    outcomes:
      settled: {result: success, title: All is well}
      grudging: {result: partial, title: So so}
      gone: {result: failure, title: Gone}
    """


def graph_of(text: str) -> StoryGraph:
    source = f"format: 1\ntitle: A story\n{dedent(text)}"
    read = read_story(StorySource("tale", Source("tale.yml", source.encode())))
    return linked(read.story)


def linked(story: Story) -> StoryGraph:
    graph, findings = link(story, Course())
    assert graph is not None, findings
    return graph


def tangle(scenes: int, *, stages: int = 0, id: str = "tale") -> StoryGraph:
    """A story of so many scenes, each of three choices, some of which lead back or far ahead."""

    def goto(scene: int, choice: int) -> str:
        number = scene * 7 + 13 if choice == 2 and scene % 5 == 0 else scene + choice + 1
        return f"s{number}" if number < scenes else ("good", "fair", "bad")[choice]

    made = {
        f"s{number}": Scene(
            f"s{number}",
            title=f"Scene number {number}",
            stage=f"stage {number * stages // scenes}" if stages else None,
            lines=(Line("Words."),),
            choices=tuple(Choice(choice, goto(number, choice), say=f"Say the {choice} thing.") for choice in range(3)),
        )
        for number in range(scenes)
    }
    outcomes = {
        "good": Outcome("good", "success", "Good"),
        "fair": Outcome("fair", "partial", "Fair"),
        "bad": Outcome("bad", "failure", "Bad"),
    }
    return linked(Story(id, "tale.yml", "Tangled", made, outcomes))


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(picture).iter() if element.tag.endswith("}text")]


def titles(picture: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(picture).iter() if element.tag.endswith("}title")]


def drawn(graph: StoryGraph, audience: Audience = "author", **options: object) -> str:
    picture = svg(dot(graph, audience=audience, **options), CAPTION)  # type: ignore[arg-type]
    assert picture is not None
    return picture


def statement(text: str, beginning: str) -> str:
    """The line of DOT text that begins so."""
    (found,) = [line.strip() for line in text.splitlines() if line.strip().startswith(beginning)]
    return found


# -- what a map shows --


def test_scenes_stand_in_their_stages_with_their_choices_first_words() -> None:
    picture = drawn(graph_of(SMALL))
    assert {"Opening", "Middle", "The phone rings", "1. That is two days gone. Tell me…", "3. Hang up."} <= set(
        texts(picture)
    )
    assert "subgraph cluster_0 {" in dot(graph_of(SMALL), audience="author")


def test_an_outcome_tells_its_result_by_word_and_shape_and_colour() -> None:
    text = dot(graph_of(SMALL), audience="learner")
    looks = {
        name: (
            *re.findall(r"shape=(\w+)", statement(text, f"{name} [")),
            *re.findall(r"fillcolor=\"(#\w+)", statement(text, f"{name} [")),
        )
        for name in ("settled", "grudging", "gone")
    }
    assert len({shape for shape, _ in looks.values()}) == len({colour for _, colour in looks.values()}) == 3
    assert {"Success", "Partial success", "Failure"} <= set(texts(drawn(graph_of(SMALL), "learner")))


def test_what_moves_on_by_itself_is_dashed_and_bears_its_condition() -> None:
    text = dot(graph_of(SMALL), audience="learner")
    assert "style=dashed" in statement(text, "waiting:s -> passing")
    assert "style=dashed" in statement(text, "sorting:w0:s -> settled")
    assert "style" not in statement(text, "ringing:w0:s ->")
    assert {"a. if trust ≥ 4", "b. if trust ≥ 2", "c. otherwise"} <= set(texts(drawn(graph_of(SMALL))))


def test_a_choices_condition_stands_under_it() -> None:
    found = texts(drawn(graph_of(SMALL)))
    assert found[found.index("3. Hang up.") + 1] == "if trust ≥ 4"


def test_conditions_are_told_in_the_words_handed_in() -> None:
    picture = drawn(graph_of(SMALL), condition=lambda when: f"<{when}> holds")
    assert "a. if <trust >= 4> holds" in texts(picture)
    assert "if <tension >= 10> holds" in texts(picture)


def test_an_interrupt_is_drawn_once() -> None:
    text = dot(graph_of(SMALL), audience="learner")
    assert text.count("At any time\\n") == 1
    assert len(re.findall(r"-> gone\b", text)) == 2  # the interrupt and one choice
    found = texts(drawn(graph_of(SMALL)))
    assert [each for each in found if "tension" in each or "any" in each] == ["At any time", "if tension ≥ 10"]


def test_the_start_is_marked_wherever_it_is() -> None:
    graph = graph_of(f"start: waiting\n{dedent(SMALL)}")
    assert statement(dot(graph, audience="learner"), '"(start)" ->').startswith('"(start)" -> waiting')


def test_a_way_back_does_not_hold_up_the_order_from_top_to_bottom() -> None:
    text = dot(graph_of(SMALL), audience="learner")
    assert "constraint=false" in statement(text, "sorting:w2:s -> ringing")
    assert text.count("constraint") == 1


def test_scenes_and_outcomes_link_to_their_pages_except_what_is_only_passed_through() -> None:
    picture = drawn(graph_of(SMALL), link=lambda place: f"../{place}.html")
    links = re.findall(r' href="([^"]+)"', picture)
    assert links == [f"../{place}.html" for place in ("ringing", "waiting", "sorting", "settled", "grudging", "gone")]
    assert "href" not in drawn(graph_of(SMALL))


def test_an_untitled_scene_goes_by_its_id_as_words() -> None:
    graph = graph_of("""
        scenes: {her-story: {choices: [{say: On., goto: end}]}}
        outcomes: {end: {result: success, title: End}}
        """)
    assert "Her story" in texts(drawn(graph, "learner"))


def test_a_legend_explains_the_signs_that_occur_and_no_others() -> None:
    graph = graph_of("""
        scenes: {one: {choices: [{say: On., goto: end, rating: strong}]}}
        outcomes: {end: {result: success, title: End}}
        """)
    assert {"a choice and its line", "a strong choice"} <= set(texts(drawn(graph)))
    assert not {"the story moves on by itself", "a fair choice", "a weak choice"} & set(texts(drawn(graph)))
    assert {"the story moves on by itself", "a weak choice"} <= set(texts(drawn(graph_of(SMALL))))


def test_markdown_signs_are_left_out_of_the_words() -> None:
    graph = graph_of("""
        scenes: {one: {choices: [{say: "**Two** `days`, see [there](x.html).", goto: end}]}}
        outcomes: {end: {result: success, title: End}}
        """)
    assert "1. Two days, see there." in texts(drawn(graph))


# -- to whom --


def test_authors_see_ratings_by_sign_line_and_colour_and_scenes_by_id() -> None:
    text = dot(graph_of(SMALL), audience="author")
    lines = [
        re.sub(r'.*?color="(#\w+)" penwidth=(\S+) style=(\w+).*', r"\1 \2 \3", statement(text, f"ringing:w{way}:s ->"))
        for way in range(3)
    ]
    assert len(set(lines)) == 3
    assert len({line.split(" ", 1)[1] for line in lines}) == 3  # colours aside
    found = texts(drawn(graph_of(SMALL)))
    assert {"1 +", "2 ~", "3 −", "ringing", "gone"} <= set(found)


def test_learners_see_no_rating_in_any_form() -> None:
    rated = graph_of(SMALL)
    unrated = linked(
        replace(
            rated.story,
            scenes={
                id: replace(scene, choices=tuple(replace(choice, rating=None) for choice in scene.choices))
                for id, scene in rated.story.scenes.items()
            },
        )
    )
    assert dot(rated, audience="learner") == dot(unrated, audience="learner")
    assert drawn(rated, "learner") == drawn(unrated, "learner")
    assert dot(rated, audience="author") != dot(unrated, audience="author")


def test_learners_see_the_choices_numbered_in_the_order_of_the_page() -> None:
    picture = drawn(graph_of(SMALL), "learner", order=lambda scene: scene.choices[::-1])
    assert {"1. Hang up.", "2. Sorry.", "3. That is two days gone. Tell me…"} <= set(texts(picture))


# -- how large --


def test_a_story_of_more_scenes_is_drawn_by_name_and_ways_to_one_place_together() -> None:
    graph = tangle(MAX_SCENES_IN_WORDS + 1)
    assert "Scene number 3" in texts(drawn(graph))
    assert not any(each.startswith("1. ") for each in texts(drawn(graph)))
    small = graph_of("""
        scenes:
          one: {choices: [{say: A., goto: two}, {say: B., goto: end}, {say: C., goto: two}]}
          two: {next: end}
        outcomes: {end: {result: success, title: End}}
        """)
    assert {"1", "2", "3"} <= set(texts(drawn(small)))
    many = {f"x{number}": Scene(f"x{number}", next="end") for number in range(MAX_SCENES_IN_WORDS)}
    large = linked(replace(small.story, scenes={**small.story.scenes, **many}))
    assert {"1, 3", "2"} <= set(texts(drawn(large)))


def test_a_large_story_is_drawn_in_parts() -> None:
    found = texts(drawn(tangle(MAX_SCENES + 20, stages=4)))
    assert {"Stage 0", "Stage 3", "30 scenes, 90 choices", "Success", "Partial success", "Failure"} <= set(found)
    assert len(found) < 40


def test_many_outcomes_of_a_large_story_are_gathered_by_result() -> None:
    base = tangle(MAX_SCENES + 20, stages=4).story
    more = {f"end-{number}": Outcome(f"end-{number}", "failure", f"End {number}") for number in range(500)}
    found = texts(drawn(linked(replace(base, outcomes={**base.outcomes, **more}))))
    assert {"501 outcomes", "1 outcome"} <= set(found)


def test_an_overview_shows_interrupts_and_its_parts_in_their_order() -> None:
    base = graph_of(SMALL).story
    many = {f"x{number}": Scene(f"x{number}", next="gone", stage="end") for number in range(MAX_SCENES)}
    text = dot(linked(replace(base, scenes={**base.scenes, **many})), audience="author")
    assert '"(interrupt 1)" -> gone' in text
    assert '"(0)" -> "(1)"' in text


@pytest.mark.parametrize("scenes", [8, 60, 100, 300, 1_000, 10_000])
def test_a_story_of_any_size_is_drawn_within_seconds(scenes: int, tmp_path: Path) -> None:
    graph = tangle(scenes, stages=5)
    drawn = []
    assert seconds_of(lambda: drawn.append(draw(graph, "author", tmp_path))) < 5
    assert drawn != [None]


# -- bounds --


def test_a_layout_that_takes_too_much_ends() -> None:
    edges = "".join(f"n{a} -> n{b} [label={a * b}];" for a in range(60) for b in range(a))
    laid_out = []
    assert seconds_of(lambda: laid_out.append(engine.layout(f"digraph {{{edges}}}", fuel=200_000_000))) < 5
    assert laid_out == [None]


def test_what_cannot_be_laid_out_in_time_falls_back_to_the_overview(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(maps, "layout", lambda text: None if "cluster" in text else engine.layout(text))
    picture = draw(tangle(60, stages=3), "learner", tmp_path)
    assert picture is not None and "20 scenes, 60 choices" in texts(picture)
    assert "20 scenes, 60 choices" in texts(write_diagram(tangle(60, stages=3), ".svg").decode())


def test_what_cannot_be_laid_out_at_all_is_no_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(maps, "layout", lambda text: None)
    assert draw(tangle(60), "learner", tmp_path) is None
    with pytest.raises(BuilderError, match="too large to draw"):
        write_diagram(tangle(60), ".svg")


def test_dot_text_that_graphviz_cannot_read_is_our_own_fault() -> None:
    with pytest.raises(ValueError, match="does not read its DOT text"):
        engine.layout("digraph {")


# -- any words --

NASTY: Final = [
    "<b>bold</b>",
    "Fish & chips &amp; &#65; &eacute;",
    'She said "no"',
    "it's",
    "{a|b} <c> |",
    r"back\slash \N \G \l \n \\ \"",
    "ends with \\",
    "->",
    "--",
    "Ärger · 東京 · שלום עולם · مرحبا",
    "🙂👩‍👩‍👧 emoji",
    "]]> --> <!-- ?>",
    "%s {0} $x #y",
    "node",
    "1.5",
]


def story_with(words: str) -> StoryGraph:
    """A story that has these words in every place where an author may write any words."""
    scene = Scene("one", title=words, stage=words, choices=(Choice(0, "end", say=words), Choice(1, "end", do=words)))
    return linked(Story("tale", "tale.yml", words, {"one": scene}, {"end": Outcome("end", "success", words)}))


@pytest.mark.parametrize("words", NASTY)
@pytest.mark.parametrize("audience", ["author", "learner"])
def test_any_words_come_through_as_they_are(words: str, audience: Audience) -> None:
    picture = drawn(story_with(words), audience)
    found = texts(picture)
    assert {words, words[:1].upper() + words[1:]} & set(found)
    assert f"1. {words.replace('`', '').replace('*', '')}" in found
    assert f"Success: {words}" in titles(picture)


def test_line_breaks_and_runs_of_spaces_become_single_spaces() -> None:
    assert "one two three" in texts(drawn(story_with("one\ntwo \t\r\n  three")))


def test_characters_that_cannot_stand_in_xml_are_dropped() -> None:
    assert "ab" in texts(drawn(story_with("a\x00\x08\x1b\ufffe\ud800b")))


def test_a_word_of_ten_thousand_characters_is_cut() -> None:
    picture = drawn(story_with("x" * 10_000))
    assert max(map(len, texts(picture))) < 60
    box = ET.fromstring(picture).find("{http://www.w3.org/2000/svg}svg")
    assert box is not None and float(box.get("width", "0")) < 700


def test_a_long_title_is_cut_at_a_word_with_an_ellipsis() -> None:
    title = "The day on which everything that could go wrong went wrong and then some more of it went wrong again"
    heading = texts(drawn(story_with(title)))[1:3]  # after the name of the stage
    assert heading[1].endswith("…")
    assert title.startswith(" ".join(heading).removesuffix("…") + " ")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(min_size=1, max_size=80))
def test_no_words_break_a_picture(words: str) -> None:
    picture = drawn(story_with(words))
    shown = plain(words)
    if shown and width(shown, 16) < 140:
        assert shown in texts(picture)


@given(words=st.text(max_size=200), room=st.floats(20, 400), lines=st.integers(1, 4))
def test_wrapped_words_fit_and_lose_nothing_but_the_end(words: str, room: float, lines: int) -> None:
    found = list(wrapped(words, room, 12, lines))
    assert len(found) <= lines
    assert all(width(line, 12) <= room or len(line) <= 2 for line in found)
    if found and not found[-1].endswith("…"):
        assert "".join("".join(found).split()) == "".join(plain(words).split())


# -- the picture on its page --


def test_a_picture_has_a_name_and_a_description_under_ids_of_its_own(tmp_path: Path) -> None:
    picture = draw(graph_of(SMALL), "learner", tmp_path)
    assert picture is not None
    root = ET.fromstring(picture).find("{http://www.w3.org/2000/svg}svg")
    assert root is not None
    named = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert root.get("role") == "group"
    assert named[root.get("aria-labelledby")] == "Map of ‘A story’"
    assert named[root.get("aria-describedby")] == (
        "4 scenes, 3 choices and 3 outcomes (1 success, 1 partial, 1 failure). "
        "The map shows scenes and where they lead. The table on this page says the same in words."
    )
    assert len(re.findall(r' id="', picture)) == len(named) == 2
    assert all("tale" in id for id in named if id)


def test_lines_are_kept_from_screen_readers_and_links_have_names() -> None:
    picture = drawn(graph_of(SMALL), "learner", link=lambda place: f"../{place}.html")
    for element in ET.fromstring(picture).iter():
        if element.get("class") == "ch-map-way":
            assert element.get("aria-hidden") == "true"
        if element.tag.endswith("}a"):
            assert element[0].tag.endswith("}title") and element[0].text


def test_a_picture_for_a_page_holds_no_style_no_script_and_no_address_of_another_host() -> None:
    picture = drawn(graph_of(SMALL), link=lambda place: f"../{place}.html")
    assert "style" not in picture and "<script" not in picture
    assert set(re.findall(r"https?://[^\"\s]+", picture)) == {"http://www.w3.org/2000/svg"}


def test_a_picture_tells_its_page_where_the_story_starts() -> None:
    assert re.match(r'<div class="ch-map-sheet ch-map-from-(10|\d)"><svg ', drawn(graph_of(SMALL)))


def test_a_picture_that_stands_alone_brings_its_style_for_light_and_dark() -> None:
    picture = write_diagram(graph_of(SMALL), ".svg").decode()
    assert picture.startswith("<svg ") and "prefers-color-scheme: dark" in picture
    for role, colour in PALETTE.items():
        assert f"--ch-map-{role}: {colour.light};" in picture and f"--ch-map-{role}: {colour.dark};" in picture


# -- colours --


def test_each_light_colour_means_one_thing() -> None:
    assert len({colour.light for colour in PALETTE.values()}) == len(PALETTE)


def test_the_pages_stylesheet_has_the_colours_of_the_palette() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    for role, colour in PALETTE.items():
        assert f"--ch-map-{role}: light-dark({colour.light}, {colour.dark});" in styles
        assert len(re.findall(rf"--ch-map-{role}: ", styles)) == 2  # once more for forced colours
        for part in colour.parts:
            assert f".ch-map .{part}-{role} {{ {part}: var(--ch-map-{role}, {colour.light}); }}" in styles


def test_every_colour_of_a_picture_is_in_the_stylesheet() -> None:
    styles = STYLES.read_text(encoding="utf-8")
    for graph in (graph_of(SMALL), tangle(120, stages=4), tangle(50, stages=4)):
        for name in set(re.findall(r"\b(?:fill|stroke)-[a-z-]+", drawn(graph, link=lambda place: place))):
            assert name in {"stroke-width", "stroke-dasharray"} or f".ch-map .{name} {{" in styles, name


PAPER: Final = ("#ffffff", "#1e2129")
TEXT: Final = [
    *((ink, paper) for ink in ("ink", "muted") for paper in ("paper", "band", "card")),
    ("ink", "interrupt"),
    ("on-accent", "accent"),
    *((f"{result}-ink", result) for result in ("success", "partial", "failure")),
]
LINES: Final = [
    *((line, paper) for line in ("edge", "accent", "strong", "fair", "weak") for paper in ("paper", "band")),
    *((line, paper) for line in ("card-line", "interrupt-line") for paper in ("paper", "band")),
    *((f"{result}-line", paper) for result in ("success", "partial", "failure") for paper in ("paper", "band", result)),
    *((line, "card") for line in ("edge", "strong", "fair", "weak")),
]


@pytest.mark.parametrize("dark", [False, True])
def test_words_and_lines_stand_out_from_what_is_behind_them(dark: bool) -> None:
    for pairs, least in ((TEXT, 4.5), (LINES, 3.0)):
        for front, back in pairs:
            assert contrast(colour_of(front, dark), colour_of(back, dark)) >= least, (front, back)


def colour_of(role: str, dark: bool) -> str:
    if role == "paper":
        return PAPER[dark]
    return PALETTE[role].dark if dark else PALETTE[role].light


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours."""
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -- files kept --


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The texts that were laid out anew."""
    seen: list[str] = []

    def counted(text: str) -> str | None:
        seen.append(text)
        return engine.layout(text)

    monkeypatch.setattr(maps, "layout", counted)
    yield seen


def test_a_named_map_says_what_each_box_and_line_stands_for_and_no_other_map_does(tmp_path: Path) -> None:
    graph = graph_of(SMALL)
    named = draw(graph, "author", tmp_path, named=True)
    assert named is not None
    for place in (*graph.story.scenes, *graph.story.outcomes):
        assert named.count(f'data-place="{place}"') == 1
    for scene in graph.story.scenes.values():
        for edge in ways_on(scene):
            by = f' data-by="{edge.way.position}"' if isinstance(edge.way, Choice) else ""
            assert f'data-from="{scene.id}" data-to="{edge.target}"{by}>' in named
    for audience in ("author", "learner"):
        plain_map = draw(graph, audience, tmp_path)
        assert plain_map is not None
        assert "data-" not in plain_map


def test_a_line_that_stands_for_several_choices_names_them_all(tmp_path: Path) -> None:
    rows = "".join(
        f"\n      s{number}: {{choices: [{{say: Yes., goto: s{number + 1}}}, {{say: No., goto: s{number + 1}}}]}}"
        for number in range(MAX_SCENES_IN_WORDS + 1)
    )
    end = f"s{MAX_SCENES_IN_WORDS + 1}"
    graph = graph_of(f"""
    scenes:{rows}
    outcomes: {{{end}: {{result: success, title: End}}}}
    """)
    named = draw(graph, "author", tmp_path, named=True)
    assert named is not None
    assert 'data-from="s0" data-to="s1" data-by="0 1">' in named


def test_a_map_is_laid_out_again_only_when_its_story_changed(layouts: list[str], tmp_path: Path) -> None:
    first = draw(graph_of(SMALL), "learner", tmp_path)
    assert draw(graph_of(SMALL), "learner", tmp_path) == first
    assert len(layouts) == 1
    changed = draw(graph_of(SMALL.replace("The phone rings", "It rings")), "learner", tmp_path)
    assert changed != first and len(layouts) == 2


def test_a_story_keeps_one_file_an_audience(layouts: list[str], tmp_path: Path) -> None:
    for title in ("One", "Two", "Three"):
        draw(graph_of(SMALL.replace("The phone rings", title)), "learner", tmp_path)
    draw(graph_of(SMALL), "author", tmp_path)
    assert len(layouts) == 4
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == [
        "tale-author-words.layout",
        "tale-learner-words.layout",
    ]


@pytest.mark.parametrize("damage", [b"", b"not ours", b"\0" * 4_000])
def test_a_broken_file_is_laid_out_again(damage: bytes, layouts: list[str], tmp_path: Path) -> None:
    whole = draw(graph_of(SMALL), "learner", tmp_path)
    (file,) = tmp_path.rglob("*.layout")
    file.write_bytes(damage)
    assert draw(graph_of(SMALL), "learner", tmp_path) == whole
    file.write_bytes(file.read_bytes()[:-9])
    assert draw(graph_of(SMALL), "learner", tmp_path) == whole
    assert len(layouts) == 3


def test_a_story_that_cannot_be_laid_out_is_not_tried_at_every_build(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(maps, "layout", tried.append)
    assert draw(tangle(60), "learner", tmp_path) is draw(tangle(60), "learner", tmp_path) is None
    assert len(tried) == 2  # the map and the overview, once each


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert draw(graph_of(SMALL), "learner", blocked) == draw(graph_of(SMALL), "learner", tmp_path)


def test_builds_at_the_same_time_do_not_disturb_each_other(tmp_path: Path) -> None:
    graphs = [graph_of(SMALL.replace("The phone rings", f"Ring {number}")) for number in range(4)]
    alone = [draw(graph, "learner", tmp_path / str(number)) for number, graph in enumerate(graphs)]
    found: list[bool] = []

    def build(number: int) -> None:
        for _ in range(5):
            found.append(draw(graphs[number], "learner", tmp_path / "shared") == alone[number])

    threads = [threading.Thread(target=build, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 20
    assert [path.name for path in (tmp_path / "shared").rglob("*.*")] == ["tale-learner-words.layout"]


def test_the_compiled_program_is_kept_and_a_broken_one_compiled_again(tmp_path: Path) -> None:
    def fresh() -> str | None:
        engine._program.cache_clear()
        try:
            return engine.layout("digraph {a -> b}", cache=tmp_path)
        finally:
            engine._program.cache_clear()

    first = fresh()
    (file,) = tmp_path.iterdir()
    kept = file.stat()
    assert fresh() == first
    assert file.stat().st_mtime_ns == kept.st_mtime_ns
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    assert fresh() == first
    assert hashlib.sha256(file.read_bytes()).digest() != hashlib.sha256(data).digest()


# -- diagrams as files --


def test_a_diagram_as_dot_is_the_authors_map() -> None:
    assert write_diagram(graph_of(SMALL), ".dot").decode() == dot(graph_of(SMALL), audience="author")


@pytest.mark.parametrize("suffix", ["", ".gif", ".SVG"])
def test_another_ending_is_refused_with_those_that_work(suffix: str) -> None:
    with pytest.raises(BuilderError) as caught:
        write_diagram(graph_of(SMALL), suffix)
    assert all(f"`{each}`" in str(caught.value) for each in SUFFIXES)


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_without_a_graphviz_program_a_png_or_pdf_says_what_to_install(
    suffix: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuilderError, match=r"Install Graphviz from .* or write the diagram as `.svg`"):
        write_diagram(graph_of(SMALL), suffix)


def program(folder: Path, script: str) -> None:
    """Put a stand-in for Graphviz's own program into a folder."""
    file = folder / "dot"
    file.write_text(f"#!{sys.executable}\nimport sys\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for the program")
def test_an_installed_graphviz_program_makes_the_png(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "sys.stdout.write(' '.join(sys.argv[1:]) + ' ' + sys.stdin.read()[:7])")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert write_diagram(graph_of(SMALL), ".png") == b"-Kdot -Tpng digraph"


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for the program")
def test_a_graphviz_program_that_fails_is_reported_in_plain_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "sys.stdin.read(); sys.exit('no such format')")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuilderError, match="could not make a PDF"):
        write_diagram(graph_of(SMALL), ".pdf")


# -- the same bytes --


def test_a_story_gives_the_same_bytes_under_any_hash_seed() -> None:
    script = dedent("""
        import sys
        from pathlib import Path
        sys.path[:0] = ["tests", "tests/formats"]
        from test_dot import SMALL, graph_of, tangle
        from builder.formats.dot import write_diagram
        for graph in (graph_of(SMALL), tangle(60, stages=4), tangle(300), tangle(300, stages=5)):
            for suffix in (".dot", ".svg"):
                sys.stdout.buffer.write(write_diagram(graph, suffix))
        """)
    made = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    ]
    assert made[0] == made[1] and len(made[0]) > 50_000


# -- the map without a word --


def blank(graph: StoryGraph, folder: Path) -> ET.Element:
    found = draw_blank(graph, folder)
    assert found is not None
    return ET.fromstring(found)


def test_a_blank_map_has_every_place_and_line_by_name_and_not_one_word(tmp_path: Path) -> None:
    picture = blank(graph_of(SMALL), tmp_path)
    groups = [each.attrib for each in picture.iter() if each.tag.endswith("}g")]
    assert {each["data-place"] for each in groups if "data-place" in each} == {
        "ringing", "waiting", "passing", "sorting", "settled", "grudging", "gone"
    }  # fmt: skip
    assert [(each["data-from"], each["data-to"]) for each in groups if "data-from" in each].count(
        ("ringing", "gone")
    ) == 1
    assert {("waiting", "passing"), ("sorting", "ringing")} <= {
        (each.get("data-from"), each.get("data-to")) for each in groups
    }
    assert not "".join(picture.itertext()).strip()


def test_a_blank_map_tells_no_outcome_from_another(tmp_path: Path) -> None:
    shown = draw_blank(graph_of(SMALL), tmp_path)
    for old, new in (("success", "failure"), ("partial", "success")):
        assert draw_blank(graph_of(SMALL.replace(f"result: {old}", f"result: {new}")), tmp_path) == shown


def test_a_blank_map_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw_blank(graph_of(SMALL), tmp_path)
    monkeypatch.setattr(maps, "layout", lambda text: pytest.fail("drawn again"))
    assert draw_blank(graph_of(SMALL), tmp_path) == first


def test_a_story_too_large_for_a_map_of_scenes_has_no_blank_map(tmp_path: Path) -> None:
    assert draw_blank(tangle(MAX_SCENES), tmp_path) is not None
    assert draw_blank(tangle(MAX_SCENES + 1), tmp_path) is None
