"""What the author's bar is told: of the shipped stories, and of small ones with every sort of trouble."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any, Final

import pytest
from conftest import ROOT

from builder.diagnostics import Severity
from builder.expressions import evaluate
from builder.flow.link import StoryGraph
from builder.flow.play import decode, encode, replay, settle
from builder.flow.step import ended, offered, state
from builder.formats.dot.view import MAX_SCENES
from builder.hosts.folder import find_course
from builder.hosts.serving.answers import HTML, JSON, SCRIPT, STYLE
from builder.hosts.serving.bar import HEAD, Shown, answer
from builder.hosts.serving.bar.jumping import MOST
from builder.hosts.serving.bar.standpoint import play_at
from builder.hosts.serving.editors import EDITORS, edit_link
from builder.model import Number, Variable
from builder.pages.addresses import scene_address
from builder.pages.words import label
from builder.pipeline import Checked, check
from builder.rules import all_pages
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource

STORY: Final = """
    format: 1
    title: The kettle
    state:
      trust: {start: 2, min: 0, max: 9, label: Trust, show: words, good: high, words: {0: wary, 3: warm}}
      asked: false
      mood: {start: grey, one-of: [grey, bright]}
    interrupts: [{when: trust == 0, goto: cold}]
    scenes:
      index:
        title: The hall
        stage: arriving
        text: Somebody knocks at the blue door.
        choices:
          - {id: ask, say: Tea?, goto: stairs, change: {trust: +2}, set: {asked: true, mood: bright}, rating: strong}
          - {say: Wait., goto: stairs, rating: fair}
          - {do: Sigh., goto: stairs, change: {trust: -2}, rating: weak}
      stairs: {text: Up the stairs., change: {trust: +1}, next: landing}
      landing: {route: [{when: visited(stairs), goto: kitchen}, {goto: index}]}
      kitchen:
        text: It boils.
        choices:
          - {say: Milk?, goto: tea, when: trust >= 5 and asked, locked: She does not know you yet.}
          - {say: Sugar?, goto: cold, when: not (trust >= 9) and mood == bright}
          - {say: Nothing., goto: cold}
      cellar: {text: Nobody comes here., next: tea}
    outcomes:
      tea: {result: success, title: Tea for two, score: 10 * trust}
      cold: {result: failure, title: Cold water}
    """


def course_of(**stories: str) -> Checked:
    """A checked course of drafts, by id."""
    sources = (StorySource(id, Source(f"stories/{id}.yml", dedent(text).encode())) for id, text in stories.items())
    return check(CourseSources(tuple(sources)), Settings(), guiding=True)


def shown_of(checked: Checked, editor: str = "none", trouble: str | None = None) -> Shown:
    graphs = {graph.story.id: graph for graph in checked.graphs}
    return Shown(checked, graphs, checked.guides, Path("/srv/ada/course"), editor, trouble)


def ask(shown: Shown, path: str, **query: str) -> Any:
    return json.loads(told(shown, path, JSON, **query))


def told(shown: Shown, path: str, kind: str, **query: str) -> bytes:
    found = answer(path, query, shown)
    assert found is not None and isinstance(found.body, bytes)
    assert found.kind == kind
    return found.body


@pytest.fixture
def kettle() -> Shown:
    return shown_of(course_of(kettle=STORY))


@cache
def shipped() -> Shown:
    return shown_of(check(find_course([ROOT / "stories"]).sources, Settings(), guiding=True))


SHIPPED: Final = pytest.mark.parametrize("story", sorted(shipped().graphs))


def situations(story: str) -> Iterator[tuple[StoryGraph, str, dict[str, Any]]]:
    """Every scene and outcome of a shipped story that a play rests at: the play's code, and what is told there."""
    graph, guide = shipped().graphs[story], shipped().guides[story]
    for place, code in guide.plays.items():
        told = ask(shipped(), "bar.json", page=scene_address(story, place), play=code)
        assert told["place"] == place
        yield graph, code, told


# -- where the author stands --


@SHIPPED
def test_the_bar_stands_where_the_play_rests(story: str) -> None:
    for graph, code, told in situations(story):
        place = told["place"]
        assert told["story"]["id"] == story
        assert told["problem"] is None
        assert told["steps"][-1]["place"] == place
        assert told["way"][-1][1] == place if told["way"] else place == graph.start
        made: tuple[int, ...] = ()
        for step in told["steps"]:
            if step["address"] is not None:
                assert step["address"] == f"{scene_address(story, step['place'])}#play={encode(made)}"
            made += (step["choice"]["position"],) if "choice" in step else ()
        assert encode(made) == code


@SHIPPED
def test_a_page_without_a_play_is_told_of_as_the_player_shows_it(story: str) -> None:
    for place, code in shipped().guides[story].plays.items():
        told = ask(shipped(), "bar.json", page=scene_address(story, place))
        play = play_at(shipped().graphs[story], code, place)
        assert told["place"] == place
        assert told["state"]["variables"][0]["value"] == str(play.situation.values[0])


@pytest.mark.parametrize("page", ["kettle/index-.html", "kettle/index-"])
def test_a_scene_that_is_called_index_has_a_page_of_another_name(kettle: Shown, page: str) -> None:
    assert ask(kettle, "bar.json", page=page)["place"] == "index"


@pytest.mark.parametrize(
    "page", ["kettle/", "kettle/index.html", "kettle/index", "kettle/map/index.html", "kettle/no.html"]
)
def test_a_page_that_is_no_moment_of_a_play_has_its_story_and_no_state(kettle: Shown, page: str) -> None:
    told = ask(kettle, "bar.json", page=f"kettle/{page}", play="0")
    assert told["story"]["id"] == "kettle"
    assert "state" not in told
    assert "place" not in told


@pytest.mark.parametrize("page", ["", "index.html", "skills/", "..%2fkettle/", "%00", "kettle%2f"])
def test_a_page_of_no_story_has_none(kettle: Shown, page: str) -> None:
    assert "story" not in ask(kettle, "bar.json", page=page)


def test_a_play_that_does_not_fit_is_followed_as_far_as_it_goes(kettle: Shown) -> None:
    told = ask(kettle, "bar.json", page="kettle/kitchen.html", play="10")
    assert told["place"] == "kitchen"
    assert "is not offered" in told["problem"]
    assert [each["value"] for each in told["state"]["variables"]] == ["3", "false", "grey"]
    told = ask(kettle, "bar.json", page="kettle/kitchen.html", play="1!")
    assert told["problem"].startswith("`!` is not part of a play code")
    assert told["place"] == "kitchen"


def test_a_page_that_a_play_goes_on_to_without_a_choice_tells_how_far_it_went(kettle: Shown) -> None:
    for page in ("stairs", "kitchen"):
        assert ask(kettle, "bar.json", page=f"kettle/{page}.html", play="0")["place"] == page


def test_a_story_that_runs_on_for_ever_says_so_instead_of_hanging() -> None:
    loop = STORY.replace("{text: Up the stairs., change: {trust: +1}, next: landing}", "{next: landing}")
    loop = loop.replace("[{when: visited(stairs), goto: kitchen}, {goto: index}]", "[{goto: stairs}]")
    told = ask(shown_of(course_of(kettle=loop)), "bar.json", page="kettle/index-.html")
    problems = {each["position"]: each.get("problem", "") for each in told["options"]["choices"]}
    assert ["goes round for ever" in problems[position] for position in range(3)] == [True, True, False]


# -- the state, and how it came --


@SHIPPED
def test_what_the_steps_changed_adds_up_to_the_state_now(story: str) -> None:
    for graph, code, told in situations(story):
        variables = {label(each): each for each in graph.story.state.values()}
        texts = {name: _text(each.start) for name, each in variables.items()}
        for change in _changes(told["steps"]):
            name = change["label"]
            assert texts[name] == change["from"], (code, change)
            texts[name] = change["to"]
            assert change.get("better") == _is_better(variables[name], change)
        assert list(texts.values()) == [each["value"] for each in told["state"]["variables"]]


def _is_better(variable: Variable, change: Mapping[str, str]) -> bool | None:
    if not isinstance(variable, Number) or variable.good is None:
        return None
    rises = int(change["to"]) > int(change["from"])
    return rises if variable.good == "high" else not rises


def _changes(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in steps:
        yield from step.get("changes", ())
        yield from step.get("choice", {}).get("changes", ())


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_variable_is_told_also_what_learners_never_see(kettle: Shown) -> None:
    told = ask(kettle, "bar.json", page="kettle/stairs.html", play="0")
    trust, asked, mood = told["state"]["variables"]
    assert trust == {
        "name": "trust", "label": "Trust", "value": "5", "word": "warm", "low": 0, "high": 9, "good": "high",
        "hidden": False,
    }  # fmt: skip
    assert (asked["value"], asked["hidden"]) == ("true", True)
    assert (mood["value"], mood["hidden"]) == ("bright", True)
    assert told["state"]["visited"] == ["Stairs"]
    first, second = told["steps"]
    assert first["choice"]["name"] == "ask"
    assert first["choice"]["changes"][0] == {"label": "Trust", "from": "2", "to": "4", "better": True}
    assert second["changes"] == [{"label": "Trust", "from": "4", "to": "5", "better": True}]


def test_an_interrupt_is_told_where_it_turned_the_play(kettle: Shown) -> None:
    told = ask(kettle, "bar.json", page="kettle/cold.html", play="2")
    assert told["steps"][0]["choice"]["interrupt"] == "trust == 0"
    assert told["way"] == [["index", "cold", 2]]
    assert told["state"]["score"] == 0


# -- the choices at hand --


@SHIPPED
def test_the_chance_from_here_is_the_mean_of_the_chances_after_each_choice_offered(story: str) -> None:
    for graph, code, told in situations(story):
        options = told["options"]
        if ended(graph, play_at(graph, code, told["place"]).situation):
            assert options["chance"] == 1000 * (options["ended"] == "success")
            continue
        after = [each["chance"] for each in options["choices"] if "number" in each]
        after = after or [options["onward"]["chance"]]
        assert options["chance"] == pytest.approx(sum(after) / len(after), abs=1.01)


@SHIPPED
def test_choices_are_numbered_as_on_the_page_and_lead_where_they_say(story: str) -> None:
    for graph, code, told in situations(story):
        play = play_at(graph, code, told["place"])
        choices = told["options"]["choices"]
        open_here = {each["position"] for each in choices if "number" in each}
        assert open_here == {each.position for each in offered(graph, play.situation)}
        assert [each["number"] for each in choices if "number" in each] == list(range(1, len(open_here) + 1))
        for each in choices:
            if "number" in each:
                page, _, code_after = each["address"].partition("#play=")
                assert replay(graph, decode(code_after)).situation.place == each["to"]
                assert page == scene_address(story, each["to"])
            else:
                _every_missing_part_is_false(graph, play.situation, each)


def _every_missing_part_is_false(graph: StoryGraph, situation: Any, closed: Mapping[str, Any]) -> None:
    assert closed["missing"]
    choice = next(each for each in graph.story.scenes[situation.place].choices if each.position == closed["position"])
    assert not evaluate(graph.expressions[choice.when or ""], state(graph, situation), situation.visited)


def test_a_closed_choice_says_which_parts_of_its_condition_do_not_hold(kettle: Shown) -> None:
    told = ask(kettle, "bar.json", page="kettle/kitchen.html", play="1")
    by_position = {each["position"]: each for each in told["options"]["choices"]}
    assert by_position[0]["missing"] == [
        {"needs": "trust ≥ 5", "is": {"trust": "3"}},
        {"needs": "asked", "is": {"asked": "false"}},
    ]
    assert by_position[0]["locked"] == "She does not know you yet."
    assert by_position[1]["missing"] == [{"needs": "mood = bright", "is": {"mood": "grey"}}]
    assert by_position[1]["locked"] is None
    assert by_position[2]["number"] == 1
    assert "missing" not in by_position[2]


def test_past_the_limit_of_the_search_no_chance_is_known(kettle: Shown) -> None:
    told = ask(Shown(kettle.checked, kettle.graphs), "bar.json", page="kettle/kitchen.html", play="0")
    assert told["options"]["chance"] is None
    assert {each.get("chance") for each in told["options"]["choices"]} == {None}


# -- findings --


def test_the_findings_of_the_scene_on_the_page_come_first_then_the_story_s_then_all_others() -> None:
    faulty = STORY.replace("say: Nothing.", "when: trust > 99, say: Nothing.")
    shown = shown_of(course_of(kettle=faulty, other=faulty), editor="vscode")
    told = ask(shown, "bar.json", page="kettle/kitchen.html", play="0")["findings"]
    assert list(told["groups"]) == ["scene", "story", "others"]
    assert {each["scene"] for each in told["groups"]["scene"]} == {"kitchen"}
    assert "kitchen" not in {each["scene"] for each in told["groups"]["story"]}
    assert sum(told["here"].values()) == len(told["groups"]["scene"]) + len(told["groups"]["story"])
    assert told["here"] == told["elsewhere"]
    listed = [each for group in told["groups"].values() for each in group]
    assert len(listed) == len(shown.checked.findings)
    ranks = [[*Severity].index(Severity(each["severity"])) for each in told["groups"]["story"]]
    assert ranks == sorted(ranks)


def test_on_a_page_of_no_story_all_findings_are_counted() -> None:
    shown = shown_of(course_of(kettle=STORY))
    told = ask(shown, "bar.json", page="")["findings"]
    assert sum(told["here"].values()) == len(shown.checked.findings) > 0
    assert sum(told["elsewhere"].values()) == 0


def test_a_finding_leads_to_its_place_in_the_editor_and_to_its_play() -> None:
    faulty = STORY.replace("- {say: Nothing., goto: cold}", "- {say: Nothing., goto: cold, when: trust > 3}")
    shown = shown_of(course_of(kettle=faulty), editor="vscode")
    found = ask(shown, "bar.json", page="kettle/kitchen.html")["findings"]["groups"]["scene"]
    stuck = next(each for each in found if each["rule"] == "stuck-scene")
    assert stuck["edit"] == f"vscode://file/srv/ada/course/stories/kettle.yml:{stuck['line']}:{stuck['column']}"
    assert stuck["place"] == f"stories/kettle.yml:{stuck['line']}"
    assert "".join(stuck["text"]) == dedent(faulty).splitlines()[stuck["line"] - 1]
    code = stuck["play"].removeprefix("kettle/kitchen.html#play=")
    graph = shown.graphs["kettle"]
    assert not offered(graph, settle(graph, replay(graph, decode(code))).situation)
    assert "Wait." in stuck["played"]


@pytest.mark.parametrize("editor", EDITORS)
def test_each_editor_is_told_the_file_and_the_line(editor: str) -> None:
    link = edit_link(editor, Path("/srv/ada lovelace/ä&b.yml"), 12, 3)
    if editor == "none":
        assert link is None
        return
    assert link is not None
    assert "/srv/ada%20lovelace/%C3%A4%26b.yml" in link
    assert "12" in link
    assert not {" ", '"', "<"} & set(link)


# -- what is broken --


def test_a_broken_story_is_told_of_at_the_top_of_its_pages_and_nowhere_else() -> None:
    good, broken = (
        course_of(kettle=STORY, other=STORY),
        course_of(kettle=STORY.replace("goto: tea", "goto: tee"), other=STORY),
    )
    graphs = {graph.story.id: graph for graph in good.graphs}
    shown = Shown(broken, graphs, good.guides)
    told = ask(shown, "bar.json", page="kettle/kitchen.html", play="0")
    assert told["trouble"]["kept"] is True
    assert [each["rule"] for each in told["trouble"]["findings"]] == ["unknown-destination"]
    assert told["trouble"]["findings"][0]["text"][1] == "tee"
    assert told["place"] == "kitchen"
    assert ask(shown, "bar.json", page="other/kitchen.html")["trouble"] is None
    assert ask(shown, "bar.json", page="")["trouble"] is None


def test_a_story_that_never_was_good_has_no_pages_and_says_so() -> None:
    told = ask(shown_of(course_of(kettle="format: 1\ntitle: [")), "bar.json", page="kettle/index.html")
    assert told["trouble"]["kept"] is False
    assert told["trouble"]["findings"]
    assert "story" not in told


def test_an_error_that_a_rule_found_does_not_keep_a_story_off_its_pages(kettle: Shown) -> None:
    assert any(each.diagnostic.severity is Severity.ERROR for each in kettle.checked.findings)
    assert ask(kettle, "bar.json", page="kettle/kitchen.html")["trouble"] is None


def test_what_is_broken_beside_the_stories_is_told_everywhere() -> None:
    shown = shown_of(course_of(kettle=STORY), trouble="mkdocs.yml cannot be read. Mend it and save.")
    for page in ("", "kettle/kitchen.html"):
        trouble = ask(shown, "bar.json", page=page)["trouble"]
        assert trouble["said"] == "mkdocs.yml cannot be read. Mend it and save."


# -- jumping --


@SHIPPED
def test_every_scene_can_be_jumped_to_by_a_play_that_rests_there(story: str) -> None:
    graph = shipped().graphs[story]
    found = ask(shipped(), "jump.json", page=f"{story}/")
    assert [each["id"] for each in found["entries"]] == [*graph.story.scenes, *graph.story.outcomes]
    assert found["found"] == found["of"] == len(found["entries"])
    for each in found["entries"]:
        for play in each.get("plays", {}).values():
            page, _, code = play["address"].partition("#play=")
            assert page == scene_address(story, each["id"])
            assert play_at(graph, code, each["id"]).situation.place == each["id"]
        if "worst" in each.get("plays", {}):
            assert (
                each["plays"]["worst"]["chance"]
                <= each["plays"]["shortest"]["chance"]
                <= each["plays"]["best"]["chance"]
            )
            assert each["plays"]["worst"]["chance"] < each["plays"]["best"]["chance"]


def test_a_scene_without_a_play_says_why(kettle: Shown) -> None:
    notes = {each["id"]: each.get("note") for each in ask(kettle, "jump.json", page="kettle/")["entries"]}
    assert notes == {
        "index": None, "stairs": None, "landing": "passed", "kitchen": None, "cellar": "unreached",
        "tea": None, "cold": None,
    }  # fmt: skip
    unknown = Shown(kettle.checked, kettle.graphs)
    assert {each.get("note") for each in ask(unknown, "jump.json", page="kettle/")["entries"]} == {"passed", "unknown"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("hall", ["index"]),
        ("ARRIVING", ["index"]),
        ("blue door", ["index"]),
        ("boils", ["kitchen"]),
        ("kitchen milk", ["kitchen"]),
        ("tea", ["tea", "index"]),
        ("zzz", []),
    ],
)
def test_a_scene_is_found_by_its_name_its_stage_and_its_words(kettle: Shown, wanted: str, found: list[str]) -> None:
    assert [each["id"] for each in ask(kettle, "jump.json", page="kettle/", find=wanted)["entries"]] == found


def test_elsewhere_than_in_a_story_the_stories_are_found(kettle: Shown) -> None:
    told = ask(kettle, "jump.json", page="", find="kett")
    assert told["entries"] == [{"id": "kettle", "title": "The kettle", "address": "kettle/index.html"}]
    assert ask(kettle, "jump.json", page="", find="lift")["entries"] == []


def large(scenes: int) -> str:
    names = [*(f"s{number}" for number in range(scenes)), "end"]
    rows = "".join(f"\n  {name}: {{text: Place {name}., next: {after}}}" for name, after in pairwise(names))
    return f"format: 1\ntitle: Long\nscenes:{rows}\noutcomes: {{end: {{result: success, title: End}}}}\n"


def test_a_long_story_is_listed_a_few_scenes_at_a_time() -> None:
    shown = shown_of(course_of(long=large(2 * MOST)))
    told = ask(shown, "jump.json", page="long/")
    assert (len(told["entries"]), told["found"]) == (MOST, 2 * MOST + 1)
    told = ask(shown, "jump.json", page="long/", find=f"place s{2 * MOST - 1}.")
    assert [each["id"] for each in told["entries"]] == [f"s{2 * MOST - 1}"]


# -- the map --


@SHIPPED
def test_every_place_is_on_the_map_and_every_step_of_a_play_is_a_line_on_it(story: str, tmp_path: Path) -> None:
    shown = Shown(shipped().checked, shipped().graphs, shipped().guides, tmp_path)
    told = ask(shown, "map.json", story=story)
    for place in (*shown.graphs[story].story.scenes, *shown.graphs[story].story.outcomes):
        assert told["svg"].count(f'data-place="{place}"') == 1
    for _, _, at in situations(story):
        interrupted = any("interrupt" in part for step in at["steps"] for part in (step, step.get("choice", {})))
        for source, target, choice in at["way"] if not interrupted else ():
            by = "" if choice is None else f' data-by="{choice}"'
            assert f'data-from="{source}" data-to="{target}"{by}' in told["svg"]
    assert 'class="fill-strong' in told["svg"] or "stroke-strong" in told["svg"]
    assert [each["place"] for each in told["scenes"]] == list(shown.graphs[story].story.scenes)


def test_a_story_too_large_for_its_map_is_drawn_in_parts_and_marked_by_part(tmp_path: Path) -> None:
    checked = course_of(long=large(MAX_SCENES + 1))
    shown = Shown(checked, {graph.story.id: graph for graph in checked.graphs}, checked.guides, tmp_path)
    told = ask(shown, "map.json", story="long")
    assert told["in_parts"] is True
    assert f'data-place="{ask(shown, "part.json", story="long", place="s1")}"' in told["svg"]
    assert ask(shown, "part.json", story="long", place="end") == "end"
    assert answer("part.json", {"story": "no", "place": "end"}, shown) is None


# -- what is asked for --


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", {}),
        ("bar", {}),
        ("../bar.js", {}),
        ("rule.html", {}),
        ("rule.html", {"rule": "no-such"}),
        ("map.json", {"story": "no"}),
    ],
)
def test_what_there_is_not_is_not_answered(kettle: Shown, path: str, query: dict[str, str]) -> None:
    assert answer(path, query, kettle) is None


def test_every_rule_has_its_page(kettle: Shown) -> None:
    for rule in all_pages():
        page = told(kettle, "rule.html", HTML, rule=rule)
        assert page.startswith(b"<p>")
        assert b"<pre>" in page


def test_script_and_styles_name_no_other_host(kettle: Shown) -> None:
    for path, kind in (("bar.js", SCRIPT), ("bar.css", STYLE), ("page.css", STYLE)):
        assert b"//" not in told(kettle, path, kind).replace(b"http://www.w3.org/2000/svg", b"")


def test_the_head_of_a_page_names_both() -> None:
    head = HEAD.format(base="/", version=7)
    assert 'href="/_author/page.css"' in head
    assert 'src="/_author/bar.js?version=7"' in head
