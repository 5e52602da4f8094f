"""The learner's pages: what is on them, where they lead, and what must never be on them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html import unescape
from html.parser import HTMLParser
from textwrap import dedent
from typing import Any
from urllib.parse import unquote

import pytest

from builder.flow.link import StoryGraph, link
from builder.flow.play import shown_order
from builder.model import Course, Evidence, Flag, Line, Module, Number, Outcome, Scene, Skill, Story, Word
from builder.pages.addresses import COVERAGE
from builder.pages.compile import (
    Page,
    home_page,
    map_page,
    map_words,
    role_play_page,
    scene_address,
    scene_page,
    scene_pages,
    skill_pages,
    start_page,
)
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

OUTCOMES = """
outcomes:
  good:
    result: success
    title: A plan
    text: It holds.
    aftermath: {customer: Calm., the-firm: Paid.}
    reflect: ["Why?"]
  bad: {result: failure, title: Just the tone}
"""
FULL = """
title: The late parcel
summary: Priya waited in **twice**.
channel: phone
level: introductory
status: published
objectives: [Let her finish.]
practises: [listen, hold-on]
content-notes: [A caller swears.]
cast:
  priya: {name: Priya Nair, role: customer, image: priya.svg, alt: A woman holding a phone}
  you: {name: You, role: learner}
state:
  tension: {start: 7, min: 0, max: 10, label: Tension}
  trust: {start: 2, min: 0, max: 10}
  counter: {start: 0, min: 0, max: 9}
  has_name: {start: false}
interrupts: [{when: tension >= 10, goto: bad}]
scenes:
  ringing:
    title: The phone rings
    stage: opening
    speaker: priya
    mood: angry
    text: '"Two **days**."'
    media: {image: room.svg, alt: A small room}
    hint: What does she need?
    choices:
      - {say: Tell me., goto: story, change: {tension: -2}, rating: strong, reaction: A breath., feedback: You asked.}
      - {say: Calm down., goto: story, change: {tension: 2, counter: 1}, rating: weak, tempting: It is quick.,
         feedback: It heats., notes: A note for reviewers.}
      - {do: Put her on hold., goto: on-hold, waive: {straw-man: On purpose.}}
      - {do: Offer a voucher., goto: good, when: trust >= 4, locked: Not yet.}
  on-hold: {set: {has_name: true}, next: through}
  through: {next: story}
  story:
    lines:
      - {when: has_name, speaker: priya, text: You know me.}
      - {text: You hear a child.}
    next: sorting
  sorting:
    route: [{when: trust >= 6 and tension <= 3, goto: good}, {when: visited(on-hold), goto: bad}, {goto: bad}]
"""
MEDIA = frozenset({"priya.svg", "room.svg", "call.mp3", "film.mp4", "film.vtt"})


def graph_of(
    text: str, outcomes: str = OUTCOMES, file: str = "tale/story.yml", course: Course | None = None
) -> StoryGraph:
    title = "" if "title: The" in text else "title: A story\n"
    source = f"format: 1\n{title}{dedent(text)}{dedent(outcomes)}"
    read = read_story(StorySource("tale", Source(f"stories/{file}", source.encode())))
    graph, findings = link(read.story, course or Course(), media=MEDIA)
    assert graph is not None, (read.findings, findings)
    return graph


COURSE = Course(
    title="Cool heads",
    modules=(
        Module("Listening", ("tale",), summary="First things first."),
        Module("Next", (), requires=("Listening", "tale")),
    ),
    skills={"listen": Skill("listen", "Listen fully", "Let them finish.")},
)


def pages_of(graph: StoryGraph, course: Course = COURSE) -> dict[str, Page]:
    pages = (home_page(course, [graph]), start_page(graph, course), map_page(graph, course, "<svg></svg>"))
    pack = role_play_page(graph, course)
    assert pack is not None
    more = (pack, *scene_pages(graph, course), *skill_pages(course, [graph], {}))
    return {page.address: page for page in (*pages, *more)}


def bodies(text: str, course: Course = COURSE) -> dict[str, str]:
    pages = scene_pages(graph_of(text), course)
    return {page.address.removeprefix("tale/").removesuffix(".html"): page.body for page in pages}


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def links(html: str) -> list[str]:
    return re.findall(r'\s(?:href|src)="([^"]*)"', html)


def choice(body: str, position: int) -> str:
    found = re.search(rf'<li class="ch-choice" data-choice="{position}">.*?</li>', body, re.DOTALL)
    assert found is not None
    return found[0]


# -- where pages are and lead --


def test_every_scene_with_something_to_tell_has_a_page_and_every_outcome_too() -> None:
    assert list(bodies(FULL)) == ["ringing", "on-hold", "story", "sorting", "good", "bad"]


def test_a_page_made_alone_is_the_one_that_is_made_with_all_others() -> None:
    graph = graph_of(FULL)
    for page in scene_pages(graph, COURSE):
        assert scene_page(graph, COURSE, page.place) == page
    passed = graph_of("scenes: {a: {next: b}, b: {text: Hm., next: good}}")
    assert [scene_page(passed, COURSE, id) is None for id in ("a", "b", "good", "c", "")] == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_every_link_of_every_page_leads_to_a_page_or_a_file_of_the_story() -> None:
    pages = pages_of(graph_of(FULL))
    for page in pages.values():
        for href in links(page.body):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.address), href.partition("#")[0]))
            known = target in {*pages, COVERAGE} or target in {f"tale/{file}" for file in MEDIA}
            assert known or href.startswith("#"), (page.address, href)


def test_a_link_to_a_scene_that_shows_and_tells_nothing_leads_straight_through() -> None:
    assert 'href="story.html"' in bodies(FULL)["on-hold"]


def test_a_ring_of_passing_scenes_does_not_hang_the_compiler() -> None:
    assert "a" not in bodies("scenes: {a: {next: b}, b: {next: a}, c: {text: Hm., next: good}}")


def test_a_scene_called_index_does_not_take_the_place_of_the_start_page() -> None:
    graph = graph_of("scenes: {index: {text: Hm., next: good}}")
    assert scene_address("tale", "index") == "tale/index-.html"
    names = ("index", "map/index", "role-play/index", "index-", "good", "bad")
    assert set(pages_of(graph, Course())) == {"index.html", *(f"tale/{name}.html" for name in names)}
    assert 'href="index-.html"' in start_page(graph, COURSE).body


def test_files_beside_a_story_without_a_folder_are_found_one_floor_up() -> None:
    text = "scenes: {a: {text: 'See [this](guide.pdf).', media: {image: room.svg, alt: A room}, next: good}}"
    inside = next(scene_pages(graph_of(text), COURSE)).body
    beside = next(scene_pages(graph_of(text, file="tale.yml"), COURSE)).body
    assert {"room.svg", "guide.pdf"} <= set(links(inside))
    assert {"../room.svg", "../guide.pdf"} <= set(links(beside))


def test_window_titles_differ_even_where_titles_do_not() -> None:
    pages = list(scene_pages(graph_of("""
        scenes:
          a: {text: One., next: b}
          b: {text: Two., next: c}
          c: {title: What happens next (2), text: Three., next: d}
          d: {stage: closing, text: Four., next: good}
    """), COURSE))  # fmt: skip
    assert [page.title for page in pages][:4] == [
        "What happens next", "What happens next", "What happens next (2)", "Closing"
    ]  # fmt: skip
    assert len({page.site_title for page in pages}) == len(pages)
    assert pages[3].site_title == "Closing · A story"


# -- a scene --


def test_a_scene_shows_where_it_is_who_speaks_and_what_can_be_answered() -> None:
    body = bodies(FULL)["ringing"]
    assert words(body).startswith('Phone Opening The phone rings Priya Nair angry "Two days ." Ask the coach')
    assert '<h1 id="scene" tabindex="-1">The phone rings</h1>' in body
    assert '<img src="room.svg" alt="A small room">' in body
    assert "What do you say or do?" in body
    assert "<q>Tell me.</q>" in choice(body, 0)
    assert "<q>" not in choice(body, 2)


def test_every_page_has_one_first_heading() -> None:
    for page in pages_of(graph_of(FULL)).values():
        assert page.body.count("<h1") == 1, page.address


def test_the_voice_that_goes_on_is_named_once_unless_a_condition_comes_between() -> None:
    body = bodies("""
        cast: {a: {name: Ann}}
        state: {met: false}
        scenes:
          x:
            lines:
              - {speaker: a, text: One.}
              - {speaker: a, text: Two.}
              - {speaker: a, mood: cross, text: Three.}
              - {when: met, speaker: a, mood: cross, text: Four.}
              - {speaker: a, mood: cross, text: Five.}
            next: good
    """)["x"]
    told = "Ann One. Two. Ann cross Three. If ‘Met’ is ticked: Ann cross Four. Ann cross Five. Continue"
    assert told in words(body)


def test_a_choice_with_something_to_read_opens_in_place_and_then_leads_on() -> None:
    opened = choice(bodies(FULL)["ringing"], 0)
    assert "<details" in opened
    assert words(opened) == "Tell me. A breath. Tension falls by 2. Ask the coach You asked. Go on with this answer"
    assert links(opened) == ["story.html"]


def test_a_choice_with_nothing_to_read_is_a_plain_link() -> None:
    plain = choice(bodies(FULL)["ringing"], 2)
    assert "<details" not in plain
    assert links(plain) == ["on-hold.html"]


def test_a_condition_and_a_lock_are_told_in_words() -> None:
    locked = choice(bodies(FULL)["ringing"], 3)
    assert words(locked) == "Only if trust is 4 or more. Otherwise it is closed: Not yet. Offer a voucher."


def test_an_interrupt_is_told_where_it_may_fire_and_nowhere_else() -> None:
    body = bodies(FULL)["ringing"]
    assert "If tension is 10 or more now, go here instead" in choice(body, 1)
    assert links(choice(body, 1)) == ["bad.html", "story.html"]
    assert "now, go here" not in choice(body, 0), "tension falls"


def test_an_interrupt_that_leads_where_the_play_goes_already_is_not_told() -> None:
    body = bodies("""
        state: {heat: {start: 0, min: 0, max: 9}}
        interrupts: [{when: heat >= 5, goto: bad}]
        scenes: {a: {text: Hm., choices: [{say: No., goto: bad, change: {heat: 5}}]}}
    """)["a"]
    assert words(body).endswith(
        "What do you say? No. Heat rises by 5. Go on with this answer Start again About this story"
    )


def test_an_interrupt_is_told_of_a_value_that_is_set_only_if_it_makes_it_true() -> None:
    body = bodies("""
        state: {heat: {start: 0, min: 0, max: 9}, calm: true}
        interrupts: [{when: heat == 5, goto: bad}, {when: not calm, goto: bad}]
        scenes:
          a:
            text: Hm.
            choices:
              - {say: One., goto: good, set: {heat: 4}}
              - {say: Two., goto: good, set: {heat: 5, calm: true}}
              - {say: Three., goto: good, set: {calm: false}}
    """)["a"]
    assert "go here" not in choice(body, 0)
    assert re.findall("If (.*?) now", words(choice(body, 1))) == ["heat is 5"]
    assert re.findall("If (.*?) now", words(choice(body, 2))) == ["‘Calm’ is not ticked"]


def test_entering_a_scene_may_set_off_an_interrupt_too() -> None:
    told = bodies("""
        state: {heat: {start: 0, min: 0, max: 9}}
        interrupts: [{when: visited(b) and heat >= 1, goto: bad}, {when: heat == 9, goto: good}]
        scenes:
          a: {text: Hm., change: {heat: 1}, next: b}
          b: {text: Hm., next: good}
    """)
    first = "If you have been to ‘Hm.’ and heat is 1 or more now, do not read on: go here"
    assert words(told["a"]).startswith(f"Draft What happens next Heat rises by 1. {first} If heat is 9 now")
    assert words(told["b"]).startswith(f"Draft What happens next {first} Hm.")


def test_a_number_nothing_reads_is_not_told() -> None:
    assert "Counter" not in "".join(bodies(FULL).values()) + start_page(graph_of(FULL), COURSE).body


def test_a_route_is_told_as_links_each_with_its_condition() -> None:
    body = bodies(FULL)["sorting"]
    ways = re.findall(r'<a class="ch-pick" href="([^"]*)"><span>([^<]*)</span>', body)
    assert ways == [
        ("good.html", "If trust is 6 or more and tension is 3 or less"),
        ("bad.html", "If you have been to ‘On hold’"),
        ("bad.html", "Otherwise"),
    ]


def test_a_route_with_one_way_simply_continues() -> None:
    assert words(bodies("scenes: {a: {text: Hm., route: [{goto: good}]}}")["a"]).startswith(
        "Draft What happens next Hm. Continue Start again"
    )


def test_choices_stand_in_the_order_the_engine_shows_and_know_the_authored_one() -> None:
    graph = graph_of(FULL)
    shown = [each.position for each in shown_order(graph, graph.story.scenes["ringing"])]
    body = bodies(FULL)["ringing"]
    assert [int(position) for position in re.findall(r'data-choice="(\d+)"', body)] == shown
    assert shown != [0, 1, 2, 3]
    steady = bodies(FULL.replace("    stage: opening", "    shuffle: false"))["ringing"]
    assert re.findall(r'data-choice="(\d+)"', steady) == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    ("mode", "strong", "weak"),
    [
        ("guided", "Ask the coach You asked.", "The coach It heats."),
        ("practice", "Ask the coach You asked.", "Ask the coach It heats."),
        ("challenge", "", ""),
    ],
)
def test_the_coach_speaks_as_the_mode_says(mode: str, strong: str, weak: str) -> None:
    body = bodies(FULL.replace("status: published", f"mode: {mode}"))["ringing"]
    assert f"Tension falls by 2. {strong} Go on".replace("  ", " ") in words(choice(body, 0))
    assert f"Tension rises by 2. {weak} If".replace("  ", " ") in words(choice(body, 1))
    assert ("What does she need?" in body) == (mode != "challenge")


def test_sound_and_film_have_controls_captions_and_a_transcript() -> None:
    told = bodies("""
        scenes:
          a: {media: {audio: call.mp3, transcript: Hello there.}, next: b}
          b: {media: {video: film.mp4, captions: film.vtt, transcript: She nods.}, next: good}
    """)
    assert '<audio controls preload="metadata" src="call.mp3"></audio>' in told["a"]
    assert "Read the transcript Hello there." in words(told["a"])
    assert '<track kind="captions" src="film.vtt" default>' in told["b"]
    assert "Read the transcript She nods." in words(told["b"])


def test_an_answer_that_brings_its_own_quotation_marks_gets_no_more() -> None:
    body = bodies("""
        scenes: {a: {text: Hm., choices: [{say: '"Well," you say.', goto: good}]}}
    """)["a"]
    assert "<q>" not in body


# -- outcome, start, home, map --


def test_an_outcome_tells_its_result_in_words_and_in_the_shape_of_its_mark() -> None:
    told = bodies(FULL)
    assert words(told["good"]).startswith(
        "Phone It worked out A plan It holds. What it came to Customer Calm. The firm Paid. "
        "To think about Why? Skills in this story Listen fully Hold on Play again Other stories"
    )
    assert "It did not work out this time" in told["bad"]
    marks = {name: re.findall(r"<svg.*?</svg>", told[name], re.DOTALL) for name in ("good", "bad")}
    assert marks["good"] != marks["bad"]


def test_a_score_that_the_author_wrote_is_told_as_a_rule() -> None:
    graph = graph_of(FULL, OUTCOMES.replace("text: It holds.", "score: 100 - 5 * tension"))
    good = next(page for page in scene_pages(graph, COURSE) if page.kind == "outcome")
    assert "Your score out of 100 is 100 minus 5 times tension." in good.body


def test_the_start_page_tells_all_there_is_to_know_before_the_first_choice() -> None:
    page = start_page(graph_of(FULL), COURSE)
    told = words(page.body)
    for part in (
        "The late parcel Priya waited in twice .",
        "Channel Phone Level Introductory Time 1 minute Length 1 decision",
        "What to expect A caller swears.",
        "Mistakes are part of this.",
        "You are the one who answers.",
        "Priya Nair Customer",
        "Let her finish.",
        "Listen fully Let them finish. Hold on",
        "The coach keeps quiet until you ask. You can go back at any time",
        "Nothing you choose is sent anywhere. Your browser keeps your place",
        "Tension: 7, never below 0 or above 10 Trust: 2, never below 0 or above 10 Has name: not ticked",
        "Note where you have been as well",
    ):
        assert part in told, part
    assert page.body.index("A caller swears.") < page.body.index('<a class="ch-begin" href="ringing.html">Begin</a>')
    assert '<img src="priya.svg" alt="A woman holding a phone">' in page.body
    assert page.description == "Priya waited in twice."


def test_a_draft_is_marked_on_every_page_that_shows_it() -> None:
    graph = graph_of(FULL.replace("status: published", "status: draft"))
    for page in pages_of(graph).values():
        assert (">Draft<" in page.body) == (page.kind not in ("map", "role-play", "skills"))


def test_a_named_part_to_play_is_told() -> None:
    graph = graph_of(FULL.replace("{name: You, role: learner}", "{name: Sam Reed, role: learner}"))
    assert "You play Sam Reed. You choose" in start_page(graph, COURSE).body


def test_an_assessed_story_says_that_it_counts() -> None:
    graph = graph_of(FULL.replace("level: introductory", "assessed: true"))
    assert (
        "Your result counts. You pass with 70 points of 100." in start_page(graph, replace(COURSE, pass_mark=70)).body
    )


def test_home_lists_modules_in_order_with_what_is_best_played_first() -> None:
    page = home_page(COURSE, [graph_of(FULL)])
    assert words(page.body).startswith(
        "Cool heads Stories for practising hard conversations: choose what you would say, and see what it leads to. "
        "Listening First things first. The late parcel Priya waited in twice . Phone · Introductory · 1 minute "
        "What you practise: Listen fully Hold on Next Best after Listening , The late parcel"
    )
    assert '<a href="#module-1">Listening</a>' in page.body
    assert '<a href="tale/index.html">The late parcel</a>' in page.body


def test_home_tells_its_script_what_comes_first_and_how_many_endings_there_are() -> None:
    body = home_page(COURSE, [graph_of(FULL)]).body
    assert '<li class="ch-card" data-story="tale" data-outcomes="2">' in body
    assert '<li data-skill="listen"><a href="skills/listen/index.html">Listen fully</a></li>' in body
    assert '<li data-skill="hold-on">Hold on</li>' in body  # a free word, which no framework describes
    assert '<h2 id="module-2">' in body
    assert re.findall(r'data-after="([^"]*)"', body) == ["tale"]


def test_stories_of_no_module_come_last_and_by_title() -> None:
    graphs = [graph_of(FULL), *(_named(id, title) for id, title in (("b", "beta"), ("a", "Zeta"), ("c", "Alpha")))]
    body = home_page(COURSE, graphs).body
    assert re.findall(r'<h\d><a href="(\w+)/index', body) == ["tale", "c", "b", "a"]
    assert "More stories" in body
    alone = home_page(Course(), graphs[1:]).body
    assert "More stories" not in alone
    assert re.findall(r"<h(\d)>", alone) == ["1", "2", "2", "2", "2"]  # the last is about data


def _named(id: str, title: str) -> StoryGraph:
    graph = graph_of("scenes: {a: {text: Hm., next: good}}")
    return replace(graph, story=replace(graph.story, id=id, title=title))


def test_the_map_page_shows_the_drawing_and_every_way_on_as_a_table() -> None:
    page = map_page(graph_of(FULL), COURSE, '<svg id="drawn"></svg>')
    told = words(page.body)
    assert '<svg id="drawn"></svg>' in page.body
    assert "every scene and every ending" in told
    assert "Only if trust is 4 or more : Offer a voucher. A plan (success)" in told
    assert "c Otherwise Just the tone (failure)" in told
    assert "At any time If tension is 10 or more Just the tone (failure)" in told
    assert page.body.count('scope="row"') == 6
    assert '"../ringing.html"' in page.body


def test_the_map_of_a_large_story_is_told_in_parts() -> None:
    scenes = "".join(f"  s-{i}: {{stage: part {i // 400}, text: Hm., next: s-{i + 1}}}\n" for i in range(800))
    page = map_page(graph_of(f"scenes:\n{scenes}  s-800: {{stage: part 1, text: Hm., next: good}}\n"), COURSE, None)
    assert "Part 0 400 0 part 1 Part 1 401 0 A plan" in words(page.body)
    assert len(page.body) < 3_000


def test_whoever_draws_the_map_links_words_and_orders_as_the_pages_do() -> None:
    graph = graph_of(FULL)
    help = map_words(graph)
    assert help.link("through") == "../story.html"
    assert help.condition("trust >= 4") == "trust is 4 or more"
    assert help.order(graph.story.scenes["ringing"]) == shown_order(graph, graph.story.scenes["ringing"])


# -- what must never happen --


def test_what_is_meant_for_authors_is_on_no_page() -> None:
    everything = "".join(page.body + page.description for page in pages_of(graph_of(FULL)).values())
    for secret in ("It is quick.", "A note for reviewers.", "On purpose.", "strong", "weak", "straw-man", "tempting"):
        assert secret not in re.sub(r"</?strong>", "", everything), secret


HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}{% raw %}</title>"


def test_hostile_text_in_any_field_stays_text() -> None:
    graph = graph_of(FULL)
    hostile = replace(graph, story=_poisoned(graph.story))
    course: Course = _poisoned(COURSE)
    found = [home_page(course, [hostile]), start_page(hostile, course), map_page(hostile, course, None)]
    found += scene_pages(hostile, course)
    assert len(found) > 6
    for page in found:
        assert "alert(1)" in page.body
        for tag, attributes in elements(page.body):
            assert tag not in {"script", "title"}, page.address
            assert not any(name.startswith("on") or name == "style" for name in attributes), attributes
            assert tag != "img" or attributes["src"] != "x"
            assert not (attributes.get("href") or "").startswith(("javascript:", "data:", "//"))
        assert "{{ 7 * 7 }}" in unquote(page.body)


def test_hostile_ids_cannot_leave_the_address_they_stand_in() -> None:
    id = 'a"><script>alert(1)</script>'
    scenes = {id: Scene(id, lines=(Line("Hm."),), next="javascript:alert(2)")}
    outcomes = {"javascript:alert(2)": Outcome("javascript:alert(2)", "success", "Good")}
    graph, _ = link(Story(f"../{id}", "stories/tale.yml", "A story", scenes, outcomes), Course())
    assert graph is not None
    found = pages_of(graph)
    assert not any(re.search(r'[<>":]', address) or ".." in address.split("/") for address in found)
    for page in found.values():
        for tag, attributes in elements(page.body):
            assert tag != "script"
            assert not re.search(r'["<>:]', attributes.get("href") or ""), attributes


def elements(html: str) -> Iterator[tuple[str, dict[str, str | None]]]:
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(html)
    parser.close()
    return iter(found)


KEPT = {
    *("id", "kind", "mode", "retry", "status", "goto", "next", "when", "start", "result", "rating", "show", "score"),
    *("speaker", "stories", "requires", "practises", "shows", "misses", "one_of"),
}
"""Fields that cannot hold any text in a sound story: ids, words of the format, conditions."""


def _poisoned(value: Any, field: str = "") -> Any:
    """The same data with hostile text in every field that an author can write freely, and in the names of people."""
    match value:
        case str() if field not in KEPT:
            return value + HOSTILE
        case dict():
            hostile = HOSTILE if field == "aftermath" else ""
            return {key + hostile: _poisoned(each, field) for key, each in value.items()}
        case tuple():
            return tuple(_poisoned(each, field) for each in value)
        case Number() | Flag() | Word():
            return replace(value, label=f"{value.name}{HOSTILE}")
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{key.name: _poisoned(getattr(value, key.name), key.name) for key in fields(value)})
        case _:
            return value


def test_pages_are_the_same_every_time() -> None:
    first, second = pages_of(graph_of(FULL)), pages_of(graph_of(FULL))
    assert first == second
    assert all(type(page.body) is str for page in first.values())


def test_no_page_asks_for_a_script_a_style_or_another_host() -> None:
    for page in pages_of(graph_of(FULL)).values():
        assert not re.search(r"<(script|style|link|iframe)|\sstyle=|\son\w+=|https?://", page.body)


# -- skills --

SKILLED = Course(
    skills={
        "listen": Skill(
            "listen",
            "Listen fully",
            "Let them *finish*.",
            "They have told it <twice>.",
            ('Say "Go on."',),
            ("get to the point",),
            ("an-article",),
            Evidence("contested", "One study for it, one against."),
        ),
        "wait": Skill("wait", "Wait"),
    }
)


def skills_of(course: Course, *graphs: StoryGraph) -> dict[str, Page]:
    practices = {"tale": {"listen": [graphs[0].story.scenes["ringing"]]}} if graphs else {}
    return {page.address: page for page in skill_pages(course, graphs, practices)}


def test_a_skill_has_a_page_that_says_all_the_framework_says() -> None:
    page = skills_of(SKILLED, graph_of(FULL))["skills/listen/index.html"]
    assert words(page.body) == (
        "All skills Listen fully Let them finish . Why it helps They have told it <twice>. "
        'Say or do this Say "Go on." Not that get to the point Where you practise it The late parcel 1 decision '
        "Counted are the decisions in which you can show this skill or miss it, and which at least one random play in "
        "four comes to. How far to rely on it: depends It helps in some conditions and does harm in others, and the "
        "sources do not agree. Judge each case. One study for it, one against. Where it comes from an-article"
    )
    assert 'href="../../tale/index.html"' in page.body and "<twice>" not in page.body
    assert (page.title, page.site_title, page.description) == (
        "Listen fully", "Listen fully · Skills", "Let them finish."
    )  # fmt: skip


def test_a_story_for_a_skill_is_listed_before_its_decisions_can_be_counted() -> None:
    graph = graph_of(FULL.replace("published", "draft").replace("[listen, hold-on]", "[wait]"))
    told = words(skills_of(SKILLED, graph)["skills/wait/index.html"].body)
    assert told.startswith("All skills Wait Where you practise it The late parcel Draft Counted")


def test_a_bare_skill_has_a_page_without_empty_parts() -> None:
    assert words(skills_of(SKILLED)["skills/wait/index.html"].body) == "All skills Wait"


def test_all_skills_are_listed_in_the_authors_order() -> None:
    page = skills_of(SKILLED, graph_of(FULL))["skills/index.html"]
    assert re.findall(r'href="([^"]*)"', page.body) == ["../skills/listen/index.html", "../skills/wait/index.html"]
    assert re.findall(r'"ch-meta">([^<]*)', page.body) == ["1 story", "0 stories"]


def test_a_course_without_a_framework_has_no_page_of_skills_and_no_link_to_one() -> None:
    graph = graph_of(FULL)
    assert not skills_of(Course(), graph)
    assert "skills/" not in start_page(graph, Course()).body + home_page(Course(), [graph]).body


def test_a_start_page_leads_to_the_skills_that_have_a_page() -> None:
    body = start_page(graph_of(FULL), COURSE).body
    assert '<dt><a class="ch-way-on" href="../skills/listen/index.html">Listen fully</a></dt>' in body
    assert "<dt>Hold on</dt>" in body


# -- role-play packs --


def pack_of(text: str = FULL, course: Course = COURSE) -> str:
    page = role_play_page(graph_of(text), course)
    assert page is not None and page.address == "tale/role-play/index.html"
    return page.body


TOLD = """
facts: {twice: She waited twice.}
triggers: {calm: {phrases: [calm down], why: She is not loud., hint: She lowers her voice.}}
"""


def test_a_pack_has_a_card_for_each_part() -> None:
    told = words(pack_of(FULL.replace("state:", f"{TOLD}state:", 1)))
    assert "The customer begins at 1," in told
    assert "What to expect A caller swears. The customer keeps count Tension: 7, never below 0 or above 10" in told
    assert "To talk about afterwards Why? The agent’s card You are the one who answers." in told
    assert "You are Priya Nair (customer). What it is about Priya waited in twice ." in told
    assert "if they leave room for it She waited twice. What sets you off calm down She is not loud." in told
    assert "They could see it coming: She lowers her voice. The observer’s sheet" in told


def test_the_observer_looks_for_the_skills_of_the_story_with_examples_from_it() -> None:
    tagged = FULL.replace("say: Tell me.,", "say: Tell me., shows: [listen],")
    told = words(pack_of(tagged.replace("say: Calm down.,", "say: Calm down., misses: [listen, hold-on],")))
    assert (
        "Listen fully Shown: Missed: Shown, for example Tell me. (1) Missed, for example Calm down. (1) "
        "Hold on Shown: Missed: Missed, for example Calm down. (1) The scenes" in told
    )


def test_a_scene_of_a_pack_tells_what_the_customer_reads_and_does() -> None:
    body = pack_of()
    scene = words(body.partition('<h3 id="1">')[2].partition('<h3 id="2">')[0])
    assert scene.startswith('1. The phone rings Picture: A small room Priya Nair angry "Two days ." What do you say or')
    assert "Tell me. A breath. Tension falls by 2. go to 3" in scene
    assert "Only if trust is 4 or more: Offer a voucher. go to 5" in scene
    assert "5. A plan The end. It worked out. It holds. Customer Calm." in words(body)


def test_a_pack_has_nothing_that_is_for_authors_or_from_the_coach() -> None:
    body = pack_of()
    for hidden in ("It is quick.", "A note for reviewers.", "On purpose.", "You asked.", "What does she need?"):
        assert hidden not in body
    assert not re.search(r"\b(strong|fair|weak|rating|tempting)\b(?!>)", body)


def test_a_story_too_large_for_paper_has_no_pack_and_no_link_to_one() -> None:
    def sized(scenes: int) -> StoryGraph:
        middle = "".join(f"  s{each}: {{text: Hm., next: s{each + 1}}}\n" for each in range(scenes - 1))
        return graph_of(f"scenes:\n{middle}  s{scenes - 1}: {{text: Hm., next: good}}\n")

    assert role_play_page(sized(100), COURSE) is not None
    assert "role-play/" in start_page(sized(100), COURSE).body
    assert role_play_page(sized(101), COURSE) is None
    assert not [
        page for page in (start_page(sized(101), COURSE), *scene_pages(sized(101), COURSE)) if "role-play/" in page.body
    ]
