"""The rules of design against brute force: on random rated stories they report what a naive interpreter finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations
from random import Random
from statistics import median
from typing import Any, Final, TypeAlias

import naive
import pytest
from random_stories import block, random_story
from ruamel.yaml import YAML
from test_exact import passing, success_from

from builder.diagnostics import Diagnostic
from builder.flow import plan, situations
from builder.pipeline import check
from builder.settings import Settings
from builder.sources import CourseSources, Place, Route, Source, StorySource

STORIES: Final = 150
SOME: Final = 25
WORDS: Final = ("Wait.", "Ask why that is.", "Put it right, and say by when.", "Say nothing at all.")

RATINGS: Final = ("strong", "fair", "weak")

Told: TypeAlias = tuple[naive.Story, naive.Space, list[Diagnostic]]
ByChoice: TypeAlias = dict[Route, list[str]]
"""Plays that show a fault, by the place of the choice that makes it."""


def rated_story(seed: int) -> str:
    """The random story of this seed, published, with ratings, other wording, and numbers that say which way is good.

    One outcome is a success, and asks for more than one step; the other is none.
    """
    rng = Random(f"rated {seed}")
    story: dict[str, Any] = YAML(typ="safe", pure=True).load(random_story(seed))
    for scene in story["scenes"].values():
        for choice in scene.get("choices", ()):
            choice["say" if "say" in choice else "do"] = rng.choice(WORDS)
            if rng.random() < 0.9:
                choice["rating"] = rng.choice(RATINGS)
    story["outcomes"]["home"] = {"result": "success", "title": "Home"}
    story["outcomes"]["lost"] = {"result": rng.choice(["partial", "failure"]), "title": "Lost"}
    start = story.get("start", next(iter(story["scenes"])))
    for number in range(3):
        goto = f"road-{number + 1}" if number < 2 else "home"
        wrong = rng.choice([goto, "lost", start, *story["scenes"]])
        choices = [("Go on.", goto), ("Turn back.", wrong), ("Sit down.", rng.choice([goto, "lost", "road-0"]))]
        story["scenes"][f"road-{number}"] = {
            "text": "A road.",
            "choices": [{"do": words, "goto": to, "rating": rng.choice(RATINGS)} for words, to in choices],
        }
    if rng.random() < 0.7:
        story["start"] = "road-0"
    for variable in story["state"].values():
        if isinstance(variable, dict) and "min" in variable and rng.random() < 0.5:
            variable["good"] = rng.choice(["low", "high"])
    return "\n".join(block({**story, "status": "published"})) + "\n"


@cache
def told(seed: int) -> Told:
    text = rated_story(seed)
    story = naive.make(YAML(typ="safe", pure=True).load(text))
    return story, naive.explore(story), findings(text)


def findings(text: str) -> list[Diagnostic]:
    source = StorySource("tale", Source("stories/tale.yml", text.encode()))
    return [each.diagnostic for each in check(CourseSources((source,)), Settings()).findings]


def is_rated(story: naive.Story) -> bool:
    return any(choice.rating for scene in story.scenes.values() for choice in scene.choices)


def reported(rule: str, found: Iterable[Diagnostic]) -> dict[Route, str | None]:
    return {each.place.route: each.play for each in found if each.rule == rule and isinstance(each.place, Place)}


def at(choice: naive.Choice, *steps: str) -> Route:
    return ("scenes", choice.name.partition("/")[0], "choices", choice.position, *steps)


def assert_as_reported(rule: str, found: Iterable[Diagnostic], plays: ByChoice) -> None:
    """The same choices, each with a play that shows it, and none shorter."""
    ours = reported(rule, found)
    assert ours.keys() == plays.keys()
    for route, play in ours.items():
        assert play is not None
        assert play in plays[route] or len(play) == min(map(len, plays[route]))
        assert len(play) == min(map(len, plays[route]))


def taken(space: naive.Space) -> Iterable[tuple[naive.Situation, naive.Choice, naive.Situation]]:
    for here, edges in space.edges.items():
        yield from ((here, choice, target) for choice, target in edges if choice is not None)


@pytest.mark.parametrize("seed", range(SOME))
def test_values_told_apart_by_room_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    together = told(seed)[2]
    monkeypatch.setattr(plan, "SMALL", 3)
    monkeypatch.setattr(situations, "lay_out", lambda graph, keep, _: plan.lay_out(graph, keep, 1))
    assert list(map(in_short, findings(rated_story(seed)))) == list(map(in_short, together))


def in_short(found: Diagnostic) -> tuple[object, ...]:
    """A finding with the length alone of its play: several may be the shortest."""
    return found.rule, found.place, found.message, len(found.play or "")


# -- learners who do not read --


def ties(value: Callable[[Iterable[tuple[int, int]]], tuple[int, int]]) -> naive.Pick:
    return lambda choices, number: [c for c in choices if naive.length(c) == value(map(naive.length, choices))]


BOTS: Final[dict[str, naive.Pick]] = {
    **{name: naive.BOTS[name] for name in ("first", "middle", "last")},
    "longest": ties(max),
    "shortest": ties(min),
}


def shortest_success(story: naive.Story, space: naive.Space, pick: naive.Pick) -> int | None:
    """The fewest choices with which this bot succeeds."""
    now, met, count = {space.start}, set[naive.Situation](), 0
    while now:
        waiting, later = list(now), set[naive.Situation]()
        while waiting:
            here = waiting.pop()
            if here in met:
                continue
            met.add(here)
            if here[0] in story.outcomes and story.outcomes[here[0]].result == "success":
                return count
            targets = {choice.position: target for choice, target in space.edges[here] if choice}
            if targets:
                offered = [choice for choice, _ in space.edges[here] if choice]
                later.update(targets[choice.position] for choice in pick(offered, 0))
            else:
                waiting += [target for _, target in space.edges[here]]
        now, count = later - met, count + 1
    return None


@pytest.mark.parametrize("seed", range(STORIES))
def test_learners_who_follow_a_rule_of_thumb(seed: int) -> None:
    story, space, found = told(seed)
    said = {each.message: each.play or "" for each in found if each.rule == "test-wise-success"}
    for name, pick in BOTS.items():
        fewest = shortest_success(story, space, pick) if is_rated(story) else None
        plays = [play for message, play in said.items() if f"the {name} " in message]
        assert [len(play) for play in plays] == ([fewest] if fewest is not None and fewest >= 3 else [])
    has_fair = any(choice.rating == "fair" for scene in story.scenes.values() for choice in scene.choices)
    fewest = shortest_success(story, space, naive.ALWAYS_FAIR) if has_fair else None
    plays = [play.strip("-") for play in reported("fair-is-enough", found).values() if play is not None]
    assert [len(play) for play in plays] == ([] if fewest is None else [fewest])


# -- success that is lost --


def hopes(story: naive.Story, space: naive.Space) -> set[naive.Situation]:
    return naive.can_reach(space, naive.ends(story, space, "success"))


@pytest.mark.parametrize("seed", range(STORIES))
def test_strong_choices_after_which_success_is_impossible(seed: int) -> None:
    story, space, found = told(seed)
    hopeful = hopes(story, space)
    plays: ByChoice = defaultdict(list)
    for here, choice, target in taken(space):
        if choice.rating == "strong" and here in hopeful and target not in hopeful:
            plays[at(choice, "rating")].append(space.codes[here] + naive.DIGITS[choice.position])
    lost = [each for each in found if each.rule == "misrated-choice" and "impossible" in each.message]
    assert_as_reported("misrated-choice", lost, plays)


@pytest.mark.parametrize("seed", range(STORIES))
def test_weak_choices_that_are_better_than_every_strong_one(seed: int) -> None:
    story, space, found = told(seed)
    chances, hopeless = success_from(story, space), naive.without_end(story, space)
    plays: ByChoice = defaultdict(list)
    for here, edges in space.edges.items():
        options = [(choice, target) for choice, target in edges if choice is not None and here not in hopeless]
        strong = [chances[target] for choice, target in options if choice.rating == "strong"]
        for choice, target in options if strong else ():
            if choice.rating == "weak" and chances[target] > max(strong) + 1e-9:
                plays[at(choice, "rating")].append(space.codes[here] + naive.DIGITS[choice.position])
    better = [each for each in found if each.rule == "misrated-choice" and "better" in each.message]
    assert_as_reported("misrated-choice", better, plays)


@pytest.mark.parametrize("seed", range(STORIES))
def test_choices_that_cost_success_long_before_the_end(seed: int) -> None:
    story, space, found = told(seed)
    hopeful = hopes(story, space)
    lasting = set(space.edges) - hopeful
    for _ in range(3):
        deciding = {here for here, choice, target in taken(space) if here not in hopeful and target in lasting}
        lasting = {here for here in space.edges if here not in hopeful and naive.settle(story, here) in deciding}
    plays: ByChoice = defaultdict(list)
    for here, choice, target in taken(space):
        if here in hopeful and target in lasting:
            plays[at(choice)].append(space.codes[here] + naive.DIGITS[choice.position])
    assert_as_reported("doomed-walk", found, plays if is_rated(story) else {})


def best_start(story: naive.Story, space: naive.Space) -> tuple[dict[naive.Situation, str], int] | None:
    """What choices come to that are no worse than they have to be, with the plays, and how many a best play has."""
    worth = {"strong": 2, "fair": 1, "": 1, "weak": 0}
    for least in (2, 1, 0):
        codes, queue = dict[naive.Situation, str](), [(space.start, "")]
        while queue:
            here, code = queue.pop(0)
            if here in codes:
                continue
            codes[here] = code
            rated = any(each.rating for each in story.scenes[here[0]].choices) if here[0] in story.scenes else False
            for choice, target in space.edges[here]:
                if choice is None:
                    queue.insert(0, (target, code))
                elif not rated or worth[choice.rating] >= least:
                    queue.append((target, code + naive.DIGITS[choice.position]))
        ends = [end for end in naive.ends(story, space, "success") if end in codes]
        if ends:
            best = max((naive.score(story, end), -len(codes[end])) for end in ends)
            return codes, -best[1]
    return None


@pytest.mark.parametrize("seed", range(STORIES))
def test_early_choices_that_cost_success(seed: int) -> None:
    story, space, found = told(seed)
    hopeful, plays = hopes(story, space), ByChoice()
    best = best_start(story, space) if is_rated(story) else None
    for here, choice, target in taken(space) if best is not None else ():
        assert best is not None
        codes, length = best
        early = here in codes and len(codes[here]) < length * 40 // 100
        if early and here in hopeful and target not in hopeful:
            plays.setdefault(at(choice), []).append(codes[here] + naive.DIGITS[choice.position])
    assert_as_reported("unforgiving-choice", found, plays)


@pytest.mark.parametrize("seed", range(STORIES))
def test_two_weak_choices_that_end_the_story(seed: int) -> None:
    story, space, found = told(seed)
    wins = [len(space.codes[end]) for end in naive.ends(story, space, "success")]
    plays: ByChoice = defaultdict(list)
    waiting = [(space.start, "")] if wins and min(wins) > 2 else []
    while waiting:
        here, code = waiting.pop(0)
        here = naive.settle(story, here)
        for choice, target in space.edges[here] if len(code) < 2 else ():
            if choice is not None and choice.rating == "weak":
                after, longer = naive.settle(story, target), code + naive.DIGITS[choice.position]
                if after[0] in story.outcomes:
                    plays[at(choice)].append(longer)
                else:
                    waiting.append((after, longer))
    assert_as_reported("two-slips-end-it", found, plays)


# -- what comes of choosing at random --


@pytest.mark.parametrize("seed", range(STORIES))
def test_what_comes_of_choosing_at_random(seed: int) -> None:
    story, space, found = told(seed)
    chances = naive.odds(story, space)
    known = is_rated(story) and space.start not in naive.without_end(story, space)
    success = naive.by_result(story, chances)["success"]
    assert bool(reported("lucky-success", found)) == (known and success > 0.30)
    rare = {("outcomes", id) for id in story.outcomes if known and 1e-12 < chances[id] < 0.01}
    assert {route for route in reported("few-outcomes", found) if len(route) == 2} == rare


def shares_from(story: naive.Story, space: naive.Space) -> dict[naive.Situation, dict[str, float]]:
    """The chance of each outcome from each situation, by looking ever further ahead."""
    found: dict[naive.Situation, dict[str, float]] = {here: defaultdict(float) for here in space.edges}
    for id in story.outcomes:
        only = {here: float(here[0] == id) for here in space.edges}
        change = 1.0
        while change > 1e-14:
            ahead = {
                here: sum(only[target] for _, target in edges) / len(edges) if edges else only[here]
                for here, edges in space.edges.items()
            }
            change = max(abs(ahead[here] - only[here]) for here in only)
            only = ahead
        for here, share in only.items():
            found[here][id] = share
    return found


def influence(rows: Sequence[dict[str, float]], outcomes: Iterable[str]) -> float:
    """The largest total-variation distance between two rows, in each of which what is missing to 1 never ends."""
    ids = list(outcomes)
    whole = [[row[id] for id in ids] + [1 - sum(row[id] for id in ids)] for row in rows]
    return max(sum(abs(a - b) for a, b in zip(*pair, strict=True)) / 2 for pair in combinations(whole, 2))


@pytest.mark.parametrize("seed", range(STORIES))
def test_how_much_each_decision_matters(seed: int) -> None:
    story, space, found = told(seed)
    often, shares, hopeless = passing(story, space), shares_from(story, space), naive.without_end(story, space)
    sums, weights = defaultdict[str, float](float), defaultdict[str, float](float)
    for here, edges in space.edges.items():
        if here in hopeless or len(edges) < 2 or not is_rated(story):
            continue
        weights[here[0]] += often[here]
        sums[here[0]] += often[here] * influence([shares[target] for _, target in edges], story.outcomes)
    by_scene = {id: sums[id] / weight for id, weight in weights.items() if weight > 0}
    expected: set[Route] = {("scenes", id, "choices") for id, each in by_scene.items() if each < 0.05}
    if len(by_scene) >= 3 and median(by_scene.values()) < 0.10:
        expected.add(("scenes",))
    assert reported("choice-without-influence", found).keys() == expected


# -- slips that nothing mends --


@pytest.mark.parametrize("seed", range(STORIES))
def test_weak_choices_after_which_nothing_gets_better(seed: int) -> None:
    story, space, found = told(seed)
    hopeless, chances = naive.without_end(story, space), success_from(story, space)
    good = {
        index: 1 if variable["good"] == "high" else -1
        for index, (name, variable) in enumerate(story.raw["state"].items())
        if isinstance(variable, dict) and "good" in variable and name in " ".join(naive.conditions(story.raw))
    }

    def better(start: naive.Situation, after: naive.Situation) -> bool:
        if after[0] in story.outcomes and story.outcomes[after[0]].result != "failure":
            return True
        if not good:
            return chances[after] > chances[start] + 1e-9
        return any(sign * int(after[1][index]) > sign * int(start[1][index]) for index, sign in good.items())

    def recovers(start: naive.Situation) -> bool:
        near = {start}
        for _ in range(2):
            targets = [target for here in near for choice, target in space.edges[here] if choice is not None]
            near = {naive.settle(story, target) for target in targets if target not in hopeless}
            if any(better(start, after) for after in near):
                return True
        return False

    plays: ByChoice = defaultdict(list)
    for here, choice, target in taken(space):
        after = naive.settle(story, target) if target not in hopeless and here not in hopeless else space.start
        if choice.rating == "weak" and target not in hopeless and after[0] in story.scenes and not recovers(after):
            plays[at(choice)].append(space.codes[here] + naive.DIGITS[choice.position])
    assert_as_reported("no-recovery", found, plays)


def test_random_stories_have_every_fault_and_are_often_free_of_it() -> None:
    rules = (
        "test-wise-success", "fair-is-enough", "misrated-choice", "doomed-walk", "unforgiving-choice", "lucky-success",
        "two-slips-end-it", "few-outcomes", "choice-without-influence", "no-recovery",
    )  # fmt: skip
    for rule in rules:
        having = sum(bool(reported(rule, told(seed)[2])) for seed in range(STORIES))
        assert 0 < having < STORIES, rule
