"""The exact core against brute force: on random stories every fact and figure is what a naive interpreter counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

import naive
import pytest
from random_stories import random_story
from ruamel.yaml import YAML

from builder.expressions import evaluate
from builder.flow import moves, plan, situations, walks
from builder.flow.domain import States, members
from builder.flow.facts import answers, highest_scored, idle_effects, never_offered, scored, stuck, unfired, unreachable
from builder.flow.figures import Figures, figures
from builder.flow.futures import can_come_to, can_end, endless, restless
from builder.flow.guide import chances, guide
from builder.flow.link import StoryGraph, link
from builder.flow.odds import odds
from builder.flow.plan import Room
from builder.flow.play import Play, decode, go_on, replay, settle
from builder.flow.plays import count_plays
from builder.flow.proof import Proof, prove
from builder.flow.shortest import fewest_choices, rounds, shortest_play
from builder.flow.situations import Situations, Undecided, entered, explore, is_rest, situation
from builder.flow.step import EndlessLoopError, Situation, offered, state
from builder.model import Choice, Course, Line, Scene
from builder.settings import MAX_COMBINATIONS
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

STORIES = 500
SOME = 100

StepTaken: TypeAlias = tuple[str, naive.Values, naive.Visited, naive.Values, naive.Visited]
"""The scene entered (empty: a choice made), state and visits before the step, and after it."""


def linked(text: str) -> StoryGraph:
    read = read_story(StorySource("random", Source("random.yml", text.encode())))
    graph, findings = link(read.story, Course())
    assert not read.findings and not findings, (read.findings, findings)
    assert graph is not None
    return graph


@cache
def told(seed: int) -> tuple[StoryGraph, naive.Story, naive.Space]:
    text = random_story(seed)
    story = naive.make(YAML(typ="safe", pure=True).load(text))
    return linked(text), story, naive.explore(story)


def explored(graph: StoryGraph) -> Situations:
    found = explore(graph, graph.story.state)
    assert isinstance(found, Situations)
    return found


def spelled_out(found: Situations, sets: Mapping[Room, States]) -> set[naive.Situation]:
    """The situations at rest in these sets, as the naive interpreter writes them."""
    return {
        (each.place, each.values, each.visited)
        for room, states in sets.items()
        if is_rest(found, room)
        for each in (situation(found, room, one) for one in members(states, found.plan.domain.size))
    }


@pytest.mark.parametrize("seed", range(STORIES))
def test_every_set_of_situations_is_what_brute_force_finds(seed: int) -> None:
    graph, story, space = told(seed)
    assert_alike(explored(graph), story, space)


@pytest.mark.parametrize("seed", range(SOME))
def test_variables_told_apart_by_room_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, story, space = told(seed)
    together = explored(graph)
    monkeypatch.setattr(plan, "SMALL", 3)
    monkeypatch.setattr(situations, "lay_out", lambda graph, keep, _: plan.lay_out(graph, keep, 1))
    found = explored(graph)
    assert found.plan.domain.size <= 3
    assert count_plays(found, can_end(found)) == count_plays(together, can_end(together))
    assert_alike(found, story, space)
    assert_same_odds(odds(found), story, space)


def assert_alike(found: Situations, story: naive.Story, space: naive.Space) -> None:
    assert spelled_out(found, found.seen) == naive.at_rest(space)
    assert {place for place in entered(found) if place in story.scenes} == space.entered
    assert [name for name in unreachable(found) if name in story.scenes] == naive.unreachable_scenes(story, space)
    assert [f"{scene.id}/{each.name}" for scene, each in never_offered(found)] == naive.never_offered(story, space)
    assert spelled_out(found, dict(stuck(found))) == naive.stuck(story, space)
    endings, successes = naive.ends(story, space), naive.ends(story, space, "success")
    assert spelled_out(found, can_end(found)) == naive.can_reach(space, endings)
    assert spelled_out(found, can_come_to(found, "success")) == naive.can_reach(space, successes)
    assert bool(restless(found)) == (naive.ENDLESS in space.edges)
    assert spelled_out(found, endless(found)) == running_on(story, space)


def running_on(story: naive.Story, space: naive.Space) -> set[naive.Situation]:
    """The situations that continue, without a choice, for ever."""
    found = set()
    for start in naive.at_rest(space):
        here, met = start, set[naive.Situation]()
        while here != naive.ENDLESS and naive.continues(story, here) and here not in met:
            met.add(here)
            here = naive.go_on(story, here)
        if here == naive.ENDLESS or here in met:
            found.add(start)
    return found


@pytest.mark.parametrize("seed", range(STORIES))
def test_every_shortest_play_leads_where_it_should_and_no_play_is_shorter(seed: int) -> None:
    graph, _, space = told(seed)
    found = explored(graph)
    met = rounds(found)
    for room, states in found.seen.items():
        for one in members(states, found.plan.domain.size) if is_rest(found, room) else ():
            wanted = situation(found, room, one)
            choices = shortest_play(met, room, 1 << one)
            assert choices is not None
            fewest = len(space.codes[wanted.place, wanted.values, wanted.visited])
            assert fewest_choices(met, room, 1 << one) == len(choices) == fewest
            play = replay(graph, choices)
            while play.situation != wanted:
                play = go_on(graph, play)


@pytest.mark.parametrize("seed", range(STORIES))
def test_every_figure_is_what_brute_force_counts(seed: int) -> None:
    graph, story, space = told(seed)
    found = figures(graph)
    assert isinstance(found, Figures)
    assert found.words == naive.count_words(naive.prose(story.raw))
    assert found.situations == len(naive.at_rest(space))
    assert found.plays == naive.count_plays(story, space)[0]
    assert found.stuck_situations == len(naive.stuck(story, space))
    assert list(found.unreachable_scenes) == naive.unreachable_scenes(story, space)
    names = [f"{scene.id}/{choice.name}" for scene, choice in found.never_offered_choices]
    assert names == naive.never_offered(story, space)
    for each in found.outcomes:
        there = [end for end in naive.ends(story, space) if end[0] == each.outcome.id]
        scores = [naive.score(story, end) for end in there]
        assert each.reachable == bool(there)
        assert each.fewest_choices == min((len(space.codes[end]) for end in there), default=None)
        assert each.most_choices == naive.count_plays(story, space, each.outcome.id)[1]
        assert each.score == ((min(scores), max(scores)) if scores else None)
    chances = naive.odds(story, space)
    assert found.random_clicker is not None and found.never_ends is not None
    ours: dict[str, float | None] = {each.outcome.id: each.random_clicker for each in found.outcomes}
    assert {**ours, "never_ends": found.never_ends} == pytest.approx(chances, abs=1e-9)
    by_result = naive.by_result(story, chances)
    results: dict[str, float] = {"never_ends": found.never_ends}
    results.update((str(result), chance) for result, chance in found.random_clicker.items())
    assert results == pytest.approx(by_result, abs=1e-9)


@pytest.mark.parametrize("seed", range(STORIES))
def test_leaving_out_what_nobody_asks_about_leaves_out_no_fact(seed: int) -> None:
    graph, story, space = told(seed)
    found = explore(graph)
    assert isinstance(found, Situations)
    assert {place for place in entered(found) if place in story.scenes} == space.entered
    assert [f"{scene.id}/{each.name}" for scene, each in never_offered(found)] == naive.never_offered(story, space)
    assert bool(list(stuck(found))) == bool(naive.stuck(story, space))


@pytest.mark.parametrize("seed", range(STORIES))
def test_how_a_choice_fares_is_what_comes_of_it_situation_by_situation(seed: int) -> None:
    graph, story, space = told(seed)
    found = figures(graph)
    assert isinstance(found, Figures)
    often, hopeless = passing(story, space), naive.without_end(story, space)
    success, hopeful = success_from(story, space), naive.can_reach(space, naive.ends(story, space, "success"))
    for each in found.choices:
        name = f"{each.scene.id}/{each.choice.name}"
        met = [(at, to) for at, edges in space.edges.items() for choice, to in edges if choice and choice.name == name]
        assert each.situations == len(met)
        assert (each.odds is not None) == bool(met)
        if each.odds is None or any(at in hopeless for at, _ in met):
            continue
        meetings = sum(often[at] for at, _ in met)
        assert each.odds.meetings == pytest.approx(meetings, abs=1e-9)
        assert each.odds.random_success * meetings == pytest.approx(
            sum(often[a] * success[b] for a, b in met), abs=1e-9
        )
        assert each.odds.best_success * meetings == pytest.approx(
            sum(often[a] for a, b in met if b in hopeful), abs=1e-9
        )


def passing(story: naive.Story, space: naive.Space) -> dict[naive.Situation, float]:
    """How often a random play comes through each situation that can still end."""
    found: dict[naive.Situation, float] = defaultdict(float)
    hopeless = naive.without_end(story, space)
    under_way = {space.start: 1.0}
    while sum(under_way.values()) > 1e-13:
        following: dict[naive.Situation, float] = defaultdict(float)
        for at, amount in under_way.items():
            found[at] += amount
            for _, target in space.edges[at] if at not in hopeless else ():
                following[target] += amount / len(space.edges[at])
        under_way = following
    return found


def success_from(story: naive.Story, space: naive.Space) -> dict[naive.Situation, float]:
    """The chance of success from each situation, by looking ever further ahead."""
    wins = naive.ends(story, space, "success")
    found = {at: float(at in wins) for at in space.edges}
    change = 1.0
    while change > 1e-14:
        ahead = {
            at: sum(found[target] for _, target in edges) / len(edges) if edges else found[at]
            for at, edges in space.edges.items()
        }
        change = max(abs(ahead[at] - found[at]) for at in found)
        found = ahead
    return found


@pytest.mark.parametrize("seed", range(SOME))
def test_circles_sent_round_and_circles_eliminated_come_to_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, story, space = told(seed)
    monkeypatch.setattr(walks, "FEW", 0)
    assert_same_odds(odds(explored(graph)), story, space)


def assert_same_odds(found: object, story: naive.Story, space: naive.Space) -> None:
    chances = naive.odds(story, space)
    never_ends = chances.pop("never_ends")
    assert found.outcomes == pytest.approx(chances, abs=1e-9)  # type: ignore[attr-defined]
    assert found.never_ends == pytest.approx(never_ends, abs=1e-9)  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", range(STORIES))
def test_every_condition_answers_as_brute_force_asks_it(seed: int) -> None:
    graph, _, space = told(seed)
    found = explored(graph)
    heard: dict[tuple[str, str], set[bool]] = defaultdict(set)
    for place, values, visited in naive.at_rest(space):
        scene = graph.story.scenes.get(place)
        known = dict(zip(graph.story.state, values, strict=True))
        owners: tuple[Choice | Line, ...] = (*scene.choices, *scene.lines) if scene else ()
        for owner in owners:
            if owner.when is not None:
                answer = bool(evaluate(graph.expressions[owner.when], known, visited))
                heard[place, f"{type(owner).__name__} {owner.when}"].add(answer)
    for scene in graph.story.scenes.values():
        for each in answers(found, scene):
            if each.owner in (*scene.choices, *scene.lines):
                wanted = heard[scene.id, f"{type(each.owner).__name__} {each.owner.when}"]
                assert {True: each.true, False: each.false} == {True: True in wanted, False: False in wanted}


@pytest.mark.parametrize("seed", range(STORIES))
def test_an_interrupt_is_unfired_where_no_step_of_any_play_fires_it(seed: int) -> None:
    graph, story, space = told(seed)
    fired: set[int] = set()
    watch = [(when, str(number)) for number, (when, _) in enumerate(story.interrupts)]
    watched = naive.Story(**{**{name: getattr(story, name) for name in naive.Story.__slots__}, "interrupts": watch})
    for _, before, visited, after, visited_after in steps(story, space):
        name = naive.interrupted(watched, before, visited, after, visited_after)
        if name:
            fired.add(int(name))
    assert {position for position, _ in unfired(explored(graph))} == set(range(len(watch))) - fired


@pytest.mark.parametrize("seed", range(STORIES))
def test_an_effect_is_idle_where_it_changes_nothing_whenever_it_is_done(seed: int) -> None:
    graph, story, space = told(seed)
    found = explored(graph)
    before: dict[str, set[naive.Values]] = defaultdict(set)
    for (_, values, _), edges in space.edges.items():
        for choice, _ in edges:
            if choice is not None:
                before[choice.name].add(values)
    for place, values in entered_with(story, space):
        before[place].add(values)
    idle = {(id(owner), kind, name) for _, owner, kind, name in idle_effects(found)}
    for scene in graph.story.scenes.values():
        owners: tuple[Scene | Choice, ...] = (scene, *scene.choices)
        for owner in owners:
            key = owner.id if isinstance(owner, Scene) else f"{scene.id}/{owner.name}"
            for kind, effects in (("change", owner.change), ("set", owner.set)):
                for name in effects:
                    changes = {changed(story, owner, kind, name, values) for values in before[key]}
                    assert ((id(owner), kind, name) in idle) == (changes == {False}), (key, kind, name)


def changed(story: naive.Story, owner: Scene | Choice, kind: str, name: str, values: naive.Values) -> bool:
    """Whether a single change, or a set that comes after it, makes a difference."""
    value = values[story.names.index(name)]
    moved = value
    if name in owner.change:
        variable = story.raw["state"][name]
        moved = max(variable["min"], min(variable["max"], int(value) + owner.change[name]))
    return moved != value if kind == "change" else owner.set[name] != moved


def entered_with(story: naive.Story, space: naive.Space) -> set[tuple[str, naive.Values]]:
    """Every scene that some play enters, with the state before anything is done there."""
    return {(place, before) for place, before, _, _, _ in steps(story, space) if place}


def steps(story: naive.Story, space: naive.Space) -> list[StepTaken]:
    """Every step with effects that some play takes."""
    found = entries(story, story.start, story.start_values, frozenset())
    for (place, values, visited), edges in space.edges.items():
        for choice, _ in edges:
            if choice is None:
                found += entries(story, naive.way_on(story.scenes[place], values, visited), values, visited)
                continue
            after = choice.effect(values)
            found.append(("", values, visited, after, visited))
            goto = naive.interrupted(story, values, visited, after, visited) or choice.goto
            found += entries(story, goto, after, visited)
    return found


def entries(story: naive.Story, place: str, values: naive.Values, visited: naive.Visited) -> list[StepTaken]:
    found: list[StepTaken] = []
    met: set[naive.Situation] = set()
    while place not in story.outcomes and (place, values, visited) not in met:
        met.add((place, values, visited))
        scene = story.scenes[place]
        after, visited_after = scene.effect(values), visited | ({place} & story.watched)
        found.append((place, values, visited, after, visited_after))
        goto = naive.interrupted(story, values, visited, after, visited_after)
        values, visited = after, visited_after
        if goto and goto != place:
            place = goto
        elif scene.shown:
            break
        else:
            place = naive.way_on(scene, values, visited)
    return found


@pytest.mark.parametrize("seed", range(SOME))
def test_a_search_that_is_given_up_claims_nothing_that_is_not_so(seed: int) -> None:
    graph, _, space = told(seed)
    whole = explored(graph)
    for limit in (len(graph.story.scenes), 10_000, 40_000):
        found = explore(graph, graph.story.state, limit)
        if isinstance(found, Undecided):
            assert found.limit == limit
            assert entered(found.met) <= entered(whole)
            assert spelled_out(found.met, found.met.seen) <= naive.at_rest(space)


@pytest.mark.parametrize("asked", ["a + b + c + d > 3900", "a * b > c * d + 7", "a - a + b - b > c - c + d - d"])
def test_four_numbers_of_a_thousand_values_in_one_scene_are_given_up(asked: str) -> None:
    numbers = "".join(f"  {name}: {{start: 0, min: 0, max: 999}}\n" for name in "abcd")
    choices = "".join(f"      - {{say: More {name}., goto: hub, change: {{{name}: +1}}}}\n" for name in "abcd")
    found = explore(
        linked(
            f"format: 1\ntitle: Four\nstate:\n{numbers}scenes:\n  hub:\n    text: Hm.\n    choices:\n{choices}"
            f"      - {{say: Done., goto: done, when: {asked}}}\n      - {{say: Stop., goto: done}}\n"
            "outcomes:\n  done: {result: success, title: Done}\n"
        )
    )
    assert isinstance(found, Undecided)
    assert "hub" in entered(found.met)


def test_a_million_million_combinations_are_no_matter_where_few_can_be_reached() -> None:
    flags = {f"flag_{number}": False for number in range(40)}
    lines = ["format: 1", "title: A long hall", "state:", *(f"  {name}: false" for name in flags), "scenes:"]
    for number, name in enumerate(flags):
        lines += [f"  door-{number}:", "    text: A door.", "    choices:"]
        goto = f"door-{number + 1}" if number < 39 else "last"
        lines += [f"      - {{do: Open it., goto: {goto}, set: {{{name}: true}}}}"]
    everything = " and ".join(flags)
    lines += ["  last:", f"    route: [{{when: {everything}, goto: done}}, {{goto: lost}}]", "outcomes:"]
    lines += ["  done: {result: success, title: Done}", "  lost: {result: failure, title: Lost}"]
    found = figures(linked("\n".join(lines)))
    assert isinstance(found, Figures)
    assert (found.situations, found.plays) == (41, 1)
    assert [each.random_clicker for each in found.outcomes] == [1.0, 0.0]


def rare(steps: int) -> str:
    """A story in which only the first of three choices, taken every time, leads into a dead end."""
    lines = ["format: 1", "title: Rare", f"state: {{luck: {{start: 0, min: 0, max: {steps}}}}}", "scenes:"]
    for number in range(steps):
        goto = f"step-{number + 1}" if number + 1 < steps else "gate"
        lines += [f"  step-{number}:", "    text: Three doors.", "    choices:"]
        lines += [f"      - {{do: Left., goto: {goto}, change: {{luck: +1}}}}"]
        lines += [f"      - {{do: Middle., goto: {goto}}}", f"      - {{do: Right., goto: {goto}}}"]
    lines += ["  gate:", "    text: A gate.", "    choices:"]
    lines += [f"      - {{do: Go through., goto: home, when: luck < {steps}}}"]
    return "\n".join([*lines, "outcomes:", "  home: {result: success, title: Home}"])


@pytest.mark.parametrize(("steps", "plays"), [(8, 6_561), (12, 531_441)])
def test_a_dead_end_that_a_random_play_hardly_ever_meets_is_found_at_once(steps: int, plays: int) -> None:
    graph = linked(rare(steps))
    found = explored(graph)
    ((room, states),) = stuck(found)
    choices = shortest_play(rounds(found), room, states)
    assert choices == (0,) * steps
    play = replay(graph, choices)
    assert play.situation.place == "gate" and not offered(graph, play.situation)
    assert state(graph, play.situation) == {"luck": steps}
    chances = odds(found)
    assert chances is not None
    # A sampler needs as many plays, on average, as this chance is small.
    assert 1 / chances.never_ends == pytest.approx(plays, rel=1e-12)


def test_plays_are_counted_beyond_what_any_other_number_could_hold() -> None:
    found = figures(linked(rare(62)))
    assert isinstance(found, Figures)
    assert found.plays == 3**62 - 1


def test_a_circle_that_hardly_lets_go_has_exact_odds() -> None:
    text = """
        format: 1
        title: Patience
        state: {calm: {start: 0, min: 0, max: 20}}
        interrupts:
          - {when: calm >= 20, goto: peace}
        scenes:
          storm:
            text: It roars.
            choices:
              - {do: Breathe., goto: storm, change: {calm: +1}}
              - {do: Shout., goto: storm, set: {calm: 0}}
              - {do: Run., goto: storm, set: {calm: 0}}
        outcomes:
          peace: {result: success, title: Peace}
    """
    found = figures(linked(text))
    assert isinstance(found, Figures)
    assert found.outcomes[0].random_clicker == pytest.approx(1.0, abs=1e-12)
    assert (found.plays, found.outcomes[0].fewest_choices, found.outcomes[0].most_choices) == (None, 20, None)
    chances = found.choices[0].odds
    assert chances is not None
    assert chances.meetings == pytest.approx(sum(3**power for power in range(1, 21)), rel=1e-12)


@pytest.mark.parametrize(
    ("when", "turned", "onwards"),
    [("loud and not caught", "thrown-out", "hall"), ("loud and caught", "hall", "thrown-out")],
)
def test_a_play_that_is_caught_inside_a_circle_never_ends_and_meets_its_choices_for_ever(
    when: str, turned: str, onwards: str
) -> None:
    text = f"""
        format: 1
        title: Caught
        state: {{caught: false, loud: false}}
        interrupts:
          - {{when: {when}, goto: {turned}}}
        scenes:
          hall:
            set: {{loud: false}}
            text: A hall.
            choices:
              - {{do: Go in., goto: room}}
              - {{do: Sign., goto: room, set: {{caught: true}}}}
          room:
            text: A room.
            choices:
              - {{do: Go back., goto: hall}}
              - {{do: Leave., goto: out, when: not caught}}
              - {{do: Shout., goto: {onwards}, set: {{loud: true}}}}
        outcomes:
          out: {{result: success, title: Out}}
          thrown-out: {{result: failure, title: Thrown out}}
    """
    found = odds(explored(linked(text)))
    assert found is not None
    # Before it is caught, a play comes out of the hall with chance h = r / 2, and of the room with r = (h + 1) / 3.
    assert found.outcomes == pytest.approx({"out": 1 / 5, "thrown-out": 1 / 5}, rel=1e-12)
    assert found.never_ends == pytest.approx(3 / 5, rel=1e-12)
    met = {key: (each.meetings, each.random_success, each.best_success) for key, each in found.choices.items()}
    assert met == {
        ("hall", 0): (None, pytest.approx(2 / 5), pytest.approx(1)),
        ("hall", 1): (None, 0, 0),
        ("room", 0): (None, pytest.approx(1 / 5), pytest.approx(1)),
        ("room", 1): (pytest.approx(3 / 5), pytest.approx(1), pytest.approx(1)),
        ("room", 2): (None, 0, 0),
    }


@pytest.mark.parametrize("seed", range(SOME))
def test_a_story_that_runs_on_for_ever_is_the_one_that_the_engine_refuses_to_play(seed: int) -> None:
    graph, _, _ = told(seed)
    found = explored(graph)
    met = rounds(found)
    for room, states in restless(found).items():
        choices = shortest_play(met, room, states)
        assert choices is not None
        with pytest.raises(EndlessLoopError):
            settle(graph, replay(graph, choices))


# -- what learners' pages are told --


@pytest.mark.parametrize("seed", range(SOME))
def test_chances_are_the_same_however_the_states_are_kept(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, _, _ = told(seed)
    found = explore(graph)
    assert isinstance(found, Situations)
    together = chances(found)
    monkeypatch.setattr(moves, "TABLED", 0)
    assert chances(found) == together
    monkeypatch.setattr(plan, "SMALL", 3)
    monkeypatch.setattr(situations, "lay_out", lambda graph, keep, _: plan.lay_out(graph, keep, 1))
    apart = explore(graph)
    assert isinstance(apart, Situations)
    assert chances(apart) == together


@pytest.mark.parametrize("seed", range(SOME))
def test_every_way_in_leads_there_and_a_strong_play_succeeds(seed: int) -> None:
    graph, _, space = told(seed)
    found = prove(graph, MAX_COMBINATIONS)
    assert isinstance(found, Proof)
    guided = guide(found)
    rests = {place for place, _, _ in naive.at_rest(space)}
    assert guided.plays.keys() == rests
    for place, code in guided.plays.items():
        assert place in gone_on(graph, replay(graph, decode(code)))
    results = {graph.story.outcomes[place].result for place in rests if place in graph.story.outcomes}
    assert (guided.strong is not None) is ("success" in results)
    if guided.strong is not None:
        (*_, end) = gone_on(graph, replay(graph, decode(guided.strong)))
        assert graph.story.outcomes[end].result == "success"


def gone_on(graph: StoryGraph, play: Play) -> list[str]:
    """Where a play rests, and everywhere it comes to by going on from there."""
    places: dict[str, None] = {}
    met = set[Situation]()
    while play.situation not in met:
        met.add(play.situation)
        places[play.situation.place] = None
        try:
            play = go_on(graph, play)
        except EndlessLoopError:
            break
    return list(places)


@pytest.mark.parametrize("seed", range(SOME))
def test_the_highest_scores_are_those_of_all_scores(seed: int) -> None:
    graph, _, _ = told(seed)
    found = explored(graph)
    for outcome in graph.story.outcomes.values():
        every = list(scored(found, outcome))
        for score, room, states in highest_scored(found, outcome):
            assert score == max(each for each, there, _ in every if there == room)
            assert (score, room, states) in every
        assert {room for _, room, _ in highest_scored(found, outcome)} == {room for _, room, _ in every}
