"""What the learner's script is given of a story: all that a play needs, nothing that is for authors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from small_stories import graph_of

from builder.flow.guide import guide
from builder.flow.link import StoryGraph
from builder.flow.proof import Proof, prove
from builder.model import Choice, Course, Skill
from builder.pages import playdata
from builder.pages.compile import Page, scene_page, scene_pages
from builder.pages.playdata import data_files, live_data_files, revision
from builder.pages.playdata import words as chunks
from builder.pages.playdata.carrier import carrier
from builder.pages.playdata.marks import fingerprint
from builder.settings import MAX_COMBINATIONS

BEFORE, AFTER = "(self.coolhead??=[]).push(", ");\n"

STORY = """
    mode: guided
    retry: checkpoint
    cast: {priya: {name: Priya}}
    state:
      tension: {start: 7, min: 0, max: 10, label: Tension, show: words, good: low, words: {0: calm, 5: loud}}
      secret: {start: 1, min: -3, max: 3, label: Secret}
      own: {start: 1, min: 0, max: 3}
      told: false
      plan: {start: none, one-of: [none, refund]}
    facts: {monday: "The school inspects on *Monday*."}
    triggers: {re-asking: {phrases: [order number], why: She said it., hint: It is in line one.}}
    interrupts:
      - {when: tension >= 10, goto: hung-up}
    start: ringing
    scenes:
      cellar: {text: Dark., next: ringing}
      ringing:
        title: The phone
        checkpoint: true
        change: {secret: -2}
        set: {told: true, plan: none}
        reveals: [monday]
        lines:
          - {text: Always.}
          - {text: "Sometimes, <b>or</b> not.", speaker: priya, when: not told or plan != refund}
        choices:
          - id: calm
            say: Take your  time.
            goto: sorting
            change: {tension: -2}
            set: {plan: refund}
            shows: [listening]
            reveals: [monday]
            rating: strong
            tempting: Distinctive temptation.
            notes: Distinctive note.
            feedback: Well *done*.
            reaction: She breathes.
          - do: Interrupt her.
            goto: sorting
            when: (secret + 1) * 2 < -own or visited(cellar) and min(own, 2) == max(own, 1)
            locked: Not yet.
            misses: [listening]
            uses: [monday]
            trips: [re-asking]
            rating: weak
            better: Wait for her.
            waive: {idle-effect: Distinctive reason.}
      sorting:
        route: [{when: tension <= 4, goto: settled}, {goto: hung-up}]
    outcomes:
      settled: {result: success, title: A plan, text: It holds., score: 100 - 5 * tension}
      hung-up: {result: failure, title: Just the tone}
    """


def files_of(graph: StoryGraph, course: Course | None = None, map: str | None = None) -> dict[str, bytes]:
    proof = prove(graph, MAX_COMBINATIONS)
    assert isinstance(proof, Proof)
    pages = list(scene_pages(graph, course or Course()))
    found = data_files(graph, course or Course(), pages, guide(proof), map)
    return {address: make() for address, make in found}


def carried(script: bytes) -> list[Any]:
    text = script.decode("ascii")
    assert text.startswith(BEFORE) and text.endswith(AFTER)
    found = json.loads(text[len(BEFORE) : -len(AFTER)])
    assert isinstance(found, list)
    return found


def story_of(graph: StoryGraph) -> dict[str, Any]:
    kind, story = carried(files_of(graph)["tale/story.js"])
    assert kind == "story" and isinstance(story, dict)
    return story


def lessons_of(graph: StoryGraph, course: Course | None = None) -> Mapping[str, Any]:
    kind, found, made_at = carried(files_of(graph, course)["tale/lessons.js"])
    assert kind == "lessons" and isinstance(found, dict) and made_at == revision(graph)
    return found


# -- what can happen --


def test_the_logic_of_a_story_in_short_form() -> None:
    graph = graph_of(STORY)
    story = story_of(graph)
    calm, interrupt = graph.story.scenes["ringing"].choices
    assert story.pop("revision")
    assert story == {
        "id": "tale",
        "mode": "guided",
        "retry": "checkpoint",
        "start": "ringing",
        "state": [
            {"s": 7, "lo": 0, "hi": 10, "label": "Tension", "show": "words", "good": "low",
             "words": [[0, "calm"], [5, "loud"]]},
            {"s": 1, "lo": -3, "hi": 3},
            {"s": 1, "lo": 0, "hi": 3},
            {"s": False},
            {"s": "none"},
        ],
        "alarms": [[[">=", [0], 10], "hung-up"]],
        "scenes": {
            "cellar": {"n": "ringing"},
            "ringing": {
                "c": [[1, -2]],
                "s": [[3, True], [4, "none"]],
                "l": {"1": ["|", ["!", [3]], ["!=", [4], "refund"]]},
                "o": [
                    ["sorting", fingerprint(calm)[:2], [[0, -2]], None, [[4, "refund"]]],
                    [
                        "sorting", fingerprint(interrupt)[:2], None,
                        ["|", ["<", ["*", ["+", [1], 1], 2], ["-", [2]]],
                         ["&", ["@", "cellar"], ["==", ["min", [2], 2], ["max", [2], 1]]]],
                    ],
                ],
                "k": 1,
            },
            "sorting": {"q": 1, "r": [[["<=", [0], 4], "settled"], [None, "hung-up"]]},
        },
        "ends": {"settled": {"r": "success", "x": ["-", 100, ["*", 5, [0]]]}, "hung-up": {"r": "failure"}},
        "chunks": 1,
    }  # fmt: skip


def test_a_choice_is_marked_by_its_words_and_its_id() -> None:
    graph = graph_of(STORY)
    calm, interrupt = graph.story.scenes["ringing"].choices
    marks = [[fingerprint(calm), "calm"], [fingerprint(interrupt)]]
    assert carried(files_of(graph)["tale/marks.js"]) == ["marks", {"ringing": marks}, revision(graph)]


def test_a_page_that_is_not_called_like_its_scene_is_named() -> None:
    graph = graph_of("""
        scenes: {index: {text: Hm., next: story}, story: {text: Hm., next: good}}
        outcomes: {good: {result: success, title: Good}, lessons: {result: failure, title: Bad}}
        """)
    story = story_of(graph)
    assert story["scenes"]["index"]["f"] == "index-.html"
    assert "f" not in story["scenes"]["story"] and "f" not in story["ends"]["lessons"]


def test_a_fingerprint_tells_words_apart_and_not_spaces() -> None:
    choice = Choice(0, "there", say="Take  your\n time.")
    assert fingerprint(choice) == fingerprint(replace(choice, say=None, do="Take your time."))
    assert fingerprint(choice) != fingerprint(replace(choice, say="Take your time!"))
    assert len(fingerprint(choice)) == 5


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("She breathes.", "She sighs.", True),
        ("Always.", "Ever.", True),
        ("Take your  time.", "Take your time.", True),
        ("Take your  time.", "Take my time.", False),
        ("tension: -2", "tension: -1", False),
        ("start: 7", "start: 6", False),
        ("id: calm", "id: cool", False),
    ],
)
def test_the_revision_changes_with_what_matters_to_a_play(old: str, new: str, same: bool) -> None:
    before, after = story_of(graph_of(STORY)), story_of(graph_of(STORY.replace(old, new)))
    assert (before["revision"] == after["revision"]) is same


# -- words --


def test_words_are_the_very_articles_of_the_pages() -> None:
    graph = graph_of(STORY)
    kind, words, made_at = carried(files_of(graph)["tale/words-0.js"])
    assert (kind, made_at) == ("words", story_of(graph)["revision"])
    pages = {page.place: page.body for page in scene_pages(graph, Course())}
    assert words == {place: pages[place] for place in ("cellar", "ringing", "settled", "hung-up")}


def test_a_long_story_has_its_words_in_chunks_that_the_logic_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = graph_of(STORY)
    monkeypatch.setattr(chunks, "CHUNK", 1)
    files = files_of(graph)
    _, story = carried(files["tale/story.js"])
    assert story["chunks"] == 4
    places = {**story["scenes"], **story["ends"]}
    for number in range(4):
        _, words, _ = carried(files[f"tale/words-{number}.js"])
        assert all(places[place].get("w", 0) == number for place in words)
    assert len(files) == 7


def test_a_scene_that_is_passed_through_has_no_words_in_any_chunk() -> None:
    graph = graph_of(STORY.replace("sorting:\n", "sorting:\n        change: {tension: +1}\n"))
    assert "sorting" in [page.place for page in scene_pages(graph, Course())]
    assert "sorting" not in carried(files_of(graph)["tale/words-0.js"])[1]


# -- while it is being written --


def live_files_of(graph: StoryGraph) -> dict[str, bytes]:
    return {address: make() for address, make in live_data_files(graph, Course(), None, lambda: "<svg/>")}


def test_a_live_story_has_the_same_files_in_chunks_of_equally_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = graph_of(STORY.replace("sorting:\n", "sorting:\n        change: {tension: +1}\n"))
    monkeypatch.setattr(chunks, "PAGES", 3)
    files = live_files_of(graph)
    _, story = carried(files["tale/story.js"])
    places = {**story["scenes"], **story["ends"]}
    words = [carried(files[f"tale/words-{number}.js"])[1] for number in range(story["chunks"])]
    assert [[*each] for each in words] == [["cellar", "ringing", "settled"], ["hung-up"]]
    assert [places[place].get("w", 0) for chunk in words for place in chunk] == [0, 0, 0, 1]
    assert words[0] | words[1] == carried(files_of(graph)["tale/words-0.js"])[1]
    built = dict(data_files(graph, Course(), scene_pages(graph, Course()), None, "<svg/>"))
    for name in ("marks", "lessons"):
        assert files[f"tale/{name}.js"] == built[f"tale/{name}.js"]()
    assert {**story, "chunks": 1, "ends": {}} == {**carried(built["tale/story.js"]())[1], "ends": {}}


def test_of_a_live_story_nothing_is_made_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noting(graph: StoryGraph, course: Course, place: str) -> Page | None:
        made.append(place)
        return scene_page(graph, course, place)

    def map() -> None:
        made.append("map")

    monkeypatch.setattr(playdata, "scene_page", noting)
    files = dict(live_data_files(graph_of(STORY), Course(), None, map))
    for name in ("story", "marks"):
        files[f"tale/{name}.js"]()
    assert not made
    files["tale/words-0.js"]()
    assert made == ["cellar", "ringing", "settled", "hung-up"]
    files["tale/lessons.js"]()
    assert made[4:] == ["map"]


# -- lessons --


@pytest.mark.parametrize(("mark", "told"), [(70, 70), (None, 0)])
def test_the_lessons_of_an_assessed_story_say_how_many_points_pass(mark: int | None, told: int) -> None:
    graph = graph_of(STORY)
    assessed = replace(graph, story=replace(graph.story, assessed=True))
    assert lessons_of(assessed, Course(pass_mark=mark))["pass"] == told
    assert "pass" not in lessons_of(graph, Course(pass_mark=mark))


def test_the_lessons_of_a_story() -> None:
    course = Course(skills={"listening": Skill("listening", "Active listening")})
    found = dict(lessons_of(graph_of(STORY), course))
    assert found.pop("chance")["of"]["ringing"]
    assert found == {
        "titles": {"cellar": "What happens next", "ringing": "The phone", "sorting": "How things stand",
                   "settled": "A plan", "hung-up": "Just the tone"},
        "said": {"ringing": ["<q>Take your  time.</q>", "Interrupt her."]},
        "choices": {
            "ringing": [
                {"f": "<p>Well <em>done</em>.</p>", "s": ["listening"], "r": ["monday"]},
                {"b": "Wait for her.", "m": ["listening"], "u": ["monday"], "t": ["re-asking"]},
            ]
        },
        "reveals": {"ringing": ["monday"]},
        "skills": {"listening": "Active listening"},
        "facts": {"monday": "The school inspects on <em>Monday</em>."},
        "triggers": {"re-asking": {"phrases": ["order number"], "why": "She said it.", "hint": "It is in line one."}},
        "state": [
            {"i": 0, "label": "Tension", "good": "low", "words": [[0, "calm"], [5, "loud"]]},
            {"i": 1, "label": "Secret"},
        ],
        "outcomes": 2,
    }  # fmt: skip


def test_chances_are_told_by_what_a_script_joins() -> None:
    graph = graph_of("""
        state: {idle: {start: 0, min: 0, max: 1}, told: false, plan: {start: none, one-of: [none, refund]}}
        scenes:
          one:
            text: Hm.
            choices:
              - {say: A., goto: two, set: {told: true, plan: refund}, change: {idle: +1}}
              - {say: B., goto: two}
          two:
            text: Hm.
            choices:
              - {say: A., goto: good, when: told and plan == refund or not visited(one)}
              - {say: B., goto: bad}
              - {say: C., goto: bad}
        outcomes: {good: {result: success, title: Good}, bad: {result: failure, title: Bad}}
        """)
    found = lessons_of(graph)
    assert found["chance"] == {
        "by": [1, 2],
        "seen": ["one"],
        "of": {"one": {"false,none,true": 167}, "two": {"false,none,true": 0, "true,refund,true": 333}},
    }
    assert found["best"] == "00"


def test_the_map_is_handed_on_as_it_is() -> None:
    assert carried(files_of(graph_of(STORY), map="<svg/>")["tale/lessons.js"])[1]["map"] == "<svg/>"


def test_without_a_guide_nothing_is_said_of_chances() -> None:
    graph = graph_of(STORY)
    files = dict(data_files(graph, Course(), [], None, None))
    found = carried(files["tale/lessons.js"]())[1]
    assert not {"chance", "best", "map"} & found.keys()


# -- what is in no file --


def test_what_is_for_authors_is_in_no_file() -> None:
    published = b"".join(files_of(graph_of(STORY)).values()).decode()
    assert "Distinctive" not in published
    for word in ("rating", "tempting", "notes", "waive", "strong", "weak"):
        assert word not in published, word


def test_ratings_leave_no_trace_but_where_the_coach_speaks_unasked() -> None:
    practice = STORY.replace("mode: guided", "mode: practice")
    unrated = graph_of(practice.replace("rating: weak", "rating: fair"))
    rated = files_of(graph_of(practice))
    assert {name: text for name, text in files_of(unrated).items() if name != "tale/lessons.js"} == {
        name: text for name, text in rated.items() if name != "tale/lessons.js"
    }


# -- any words --


@pytest.mark.parametrize(
    "text", ["</script><script>", "<!--", "\u2028\u2029", "\"'\\", "\U0001f600 ägé", "a\nb", "\x7f"]
)
def test_words_survive_whatever_they_hold(text: str) -> None:
    script = carrier("words", {"place": text})
    assert carried(script) == ["words", {"place": text}]
    assert b"<" not in script and script.isascii()


def test_the_same_story_gives_the_same_bytes() -> None:
    assert files_of(graph_of(STORY)) == files_of(graph_of(STORY))
