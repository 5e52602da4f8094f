"""A story as rows of a table and, where it is large, as a few parts."""

from __future__ import annotations

from textwrap import dedent

from spending import seconds_of

from builder.flow.link import StoryGraph, link
from builder.flow.outline import BANDS, MAX_PARTS, overview, returning, rows, title_of
from builder.model import Choice, Course, Outcome, Scene, Story
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story


def graph_of(text: str) -> StoryGraph:
    source = f"format: 1\ntitle: A story\n{dedent(text)}"
    read = read_story(StorySource("tale", Source("tale.yml", source.encode())))
    graph, findings = link(read.story, Course())
    assert graph is not None, (read.findings, findings)
    return graph


def chain(length: int, stages: int = 0) -> StoryGraph:
    """Scenes in a row, each with one choice, the last of them ending."""
    stage = [f"stage {number * stages // length}" if stages else None for number in range(length)]
    goto = [*(f"s{number}" for number in range(1, length)), "end"]
    scenes = {
        f"s{number}": Scene(f"s{number}", stage=stage[number], choices=(Choice(0, goto[number], say="On."),))
        for number in range(length)
    }
    graph, _ = link(Story("tale", "tale.yml", "Long", scenes, {"end": Outcome("end", "success", "End")}), Course())
    assert graph is not None
    return graph


SMALL = """
    state: {trust: {start: 1, min: 0, max: 9}}
    interrupts: [{when: trust == 0, goto: bad}]
    scenes:
      one:
        title: The first
        stage: opening
        shuffle: false
        choices:
          - {id: kind, say: Kind words., goto: two, rating: strong}
          - {do: Hang up., goto: bad, when: trust > 3, change: {trust: -1}, rating: weak}
      two: {text: Later., next: three}
      three:
        route: [{when: trust >= 4, goto: good}, {goto: one}]
    outcomes:
      good: {result: success, title: Well done}
      bad: {result: failure, title: Oh dear}
    """


# -- rows --


def test_every_way_on_is_a_row_in_the_authors_order_and_interrupts_come_last() -> None:
    found = [(row.scene, row.way, row.number, row.text, row.target) for row in rows(graph_of(SMALL), "author")]
    assert found == [
        ("one", "choice", "1", "Kind words.", "two"),
        ("one", "choice", "2", "Hang up.", "bad"),
        ("two", "next", "", "", "three"),
        ("three", "route", "a", "", "good"),
        ("three", "route", "b", "", "one"),
        (None, "interrupt", "", "", "bad"),
    ]


def test_a_row_tells_titles_conditions_and_results() -> None:
    first, second, third, fourth, fifth, last = rows(graph_of(SMALL), "author")
    assert (first.title, first.stage, first.target_title, first.result) == ("The first", "opening", "Two", None)
    assert (first.when, first.otherwise) == (None, False)
    assert (second.when, second.target_title, second.result) == ("trust > 3", "Oh dear", "failure")
    assert (third.title, third.when) == ("Two", None)
    assert (fourth.when, fourth.otherwise) == ("trust >= 4", False)
    assert (fifth.when, fifth.otherwise) == (None, True)
    assert (last.title, last.when) == ("At any time", "trust == 0")


def test_only_authors_see_ratings() -> None:
    graph = graph_of(SMALL)
    assert [row.rating for row in rows(graph, "author")][:2] == ["strong", "weak"]
    assert not any(row.rating for row in rows(graph, "learner"))


def test_learners_meet_the_choices_in_the_order_shown_to_them() -> None:
    stories = [link(_renamed(graph_of(_mixed()), f"tale-{n}"), Course())[0] for n in range(20)]
    orders = {tuple(row.text for row in rows(graph, "learner")) for graph in stories if graph}
    assert len(orders) > 1
    assert {tuple(row.text for row in rows(graph, "author")) for graph in stories if graph} == {("A.", "B.", "C.")}


def test_a_place_without_a_title_is_called_by_the_words_of_its_id() -> None:
    assert title_of(Scene("her-own-story")) == "Her own story"


def _mixed() -> str:
    return """
        scenes:
          one: {choices: [{say: A., goto: end}, {say: B., goto: end}, {say: C., goto: end}]}
        outcomes: {end: {result: success, title: End}}
        """


def _renamed(graph: StoryGraph, id: str) -> Story:
    return Story(id, graph.story.file, graph.story.title, graph.story.scenes, graph.story.outcomes)


def test_a_single_branch_needs_no_letter_and_many_run_on_past_z() -> None:
    branches = ", ".join(f"{{when: n == {number}, goto: end}}" for number in range(27))
    graph = graph_of(f"""
        state: {{n: {{start: 0, min: 0, max: 30}}}}
        scenes:
          one: {{route: [{{goto: two}}]}}
          two: {{route: [{branches}, {{goto: end}}]}}
        outcomes: {{end: {{result: success, title: End}}}}
        """)
    numbers = [row.number for row in rows(graph, "author")]
    assert (numbers[0], numbers[1], numbers[26], numbers[27], numbers[28]) == ("", "a", "z", "aa", "ab")


def test_the_ways_back_are_those_to_a_scene_the_play_came_through() -> None:
    assert returning(graph_of(SMALL)) == {("three", "one")}
    # from four to three is no way back: a play that comes to four from one was not at three
    round_and_aside = """
        scenes:
          one: {choices: [{say: On., goto: two}, {say: Aside., goto: four}]}
          two: {next: three}
          three: {choices: [{say: Back., goto: two}, {say: End., goto: end}]}
          four: {next: three}
        outcomes: {end: {result: success, title: End}}
        """
    assert returning(graph_of(round_and_aside)) == {("three", "two")}


def test_a_long_way_back_is_found_without_deep_recursion() -> None:
    assert returning(chain(20_000)) == frozenset()


# -- parts --


def test_a_story_with_stages_is_gathered_by_stage() -> None:
    seen = overview(chain(100, stages=4))
    assert seen.by == "stage"
    assert [(part.name, len(part.scenes), part.choices) for part in seen.parts] == [
        (f"stage {number}", 25, 25) for number in range(4)
    ]
    assert seen.links == {(0, 1): 1, (1, 2): 1, (2, 3): 1, (3, "end"): 1}
    assert seen.start == 0


def test_scenes_without_a_stage_stand_together_after_the_stages() -> None:
    seen = overview(graph_of(SMALL))
    assert [(part.name, part.scenes) for part in seen.parts] == [
        ("opening", ("one",)),
        ("Without a stage", ("two", "three")),
    ]


def test_a_story_without_stages_is_gathered_into_loops() -> None:
    seen = overview(
        graph_of("""
        scenes:
          one: {title: Hello, choices: [{say: On., goto: two}]}
          two: {title: Round, choices: [{say: On., goto: three}, {say: End., goto: end}]}
          three: {choices: [{say: Back., goto: two}]}
        outcomes: {end: {result: success, title: End}}
        """)
    )
    assert seen.by == "loop"
    assert [(part.name, part.scenes) for part in seen.parts] == [
        ("Hello", ("one",)),
        ("Around ‘Round’", ("two", "three")),
    ]
    assert seen.links == {(0, 1): 1, (1, "end"): 1}


def test_a_long_story_without_stages_or_loops_is_gathered_by_distance() -> None:
    seen = overview(chain(100 * BANDS))
    assert seen.by == "distance"
    assert [part.name for part in seen.parts][:2] == ["0 to 99 steps from the start", "100 to 199 steps from the start"]
    assert [len(part.scenes) for part in seen.parts] == [100] * BANDS


def test_as_many_parts_as_an_overview_shows_are_shown() -> None:
    assert [overview(chain(length)).by for length in (MAX_PARTS, MAX_PARTS + 1)] == ["loop", "distance"]


def test_a_scene_that_only_an_interrupt_leads_to_is_one_step_from_the_start() -> None:
    fan = range(MAX_PARTS)
    choices = ", ".join(f"{{say: To {number}., goto: s{number}}}" for number in fan)
    scenes = "\n          ".join(f"s{number}: {{next: deep}}" for number in fan)
    seen = overview(
        graph_of(f"""
        state: {{trust: {{start: 1, min: 0, max: 9}}}}
        interrupts: [{{when: trust > 4, goto: end}}, {{when: trust > 5, goto: turned}}, {{when: trust > 6, goto: deep}}]
        scenes:
          one: {{choices: [{choices}]}}
          {scenes}
          deep: {{next: end}}
          turned: {{next: after}}
          after: {{next: end}}
        outcomes: {{end: {{result: success, title: End}}}}
        """)
    )
    assert [(part.name, part.scenes[-1]) for part in seen.parts] == [
        ("0 steps from the start", "one"),
        ("1 step from the start", "turned"),
        ("2 steps from the start", "after"),
    ]
    assert seen.parts[2].scenes == ("deep", "after")
    assert seen.links == {(0, 1): MAX_PARTS, (1, 2): MAX_PARTS + 1, (2, "end"): 2}


def test_too_many_stages_are_no_overview() -> None:
    seen = overview(chain(1_000, stages=MAX_PARTS + 1))
    assert seen.by == "distance"


def test_scenes_no_way_leads_to_have_a_part_of_their_own() -> None:
    lonely = {f"x{number}": Scene(f"x{number}", next="end") for number in range(MAX_PARTS)}
    base = chain(50).story
    graph, _ = link(Story("tale", "tale.yml", "Long", {**base.scenes, **lonely}, base.outcomes), Course())
    assert graph is not None
    last = overview(graph).parts[-1]
    assert (last.name, len(last.scenes)) == ("No way leads here", MAX_PARTS)


def test_a_hundred_thousand_scenes_are_gathered_within_seconds() -> None:
    graph = chain(100_000)
    found: list[object] = []
    assert seconds_of(lambda: found.extend(overview(graph).parts)) < 8
    assert 0 < len(found) <= MAX_PARTS
