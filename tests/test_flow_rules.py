"""The flow rules: on random stories they find what brute force finds, and every planted fault is told with its play."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable
from functools import cache
from random import Random
from typing import Any, Final, TypeAlias

import naive
import pytest
from random_stories import block, random_story
from ruamel.yaml import YAML
from test_exact import changed, entered_with, linked, steps, told

from builder.diagnostics import Diagnostic, Finding, Mark
from builder.expressions import evaluate, written
from builder.flow import plan, situations
from builder.flow.facts import Conditional
from builder.flow.obstacles import in_the_way, kept_away, ways_out
from builder.flow.proof import Bounds, Proof, play_into, prove
from builder.flow.situations import rooms_at
from builder.pipeline import check
from builder.reports import Report
from builder.reports.text import render
from builder.settings import MAX_COMBINATIONS, Settings
from builder.sources import CourseSources, Place, Route, Source, Span, StorySource

from small_stories import graph_of  # isort: skip

STORIES: Final = 150
Found: TypeAlias = set[Route]


def findings(text: str, limit: int = 10**9) -> list[Diagnostic]:
    source = StorySource("tale", Source("stories/tale.yml", text.encode()))
    return [each.diagnostic for each in check(CourseSources((source,)), Settings(limit=limit)).findings]


@cache
def checked(seed: int) -> list[Diagnostic]:
    return findings(random_story(seed))


def of(rule: str, found: Iterable[Diagnostic], depth: int = 9) -> Found:
    return {each.place.route[:depth] for each in found if each.rule == rule and isinstance(each.place, Place)}


# -- random stories --


@pytest.mark.parametrize("seed", range(STORIES))
def test_places_that_no_play_comes_to(seed: int) -> None:
    _, story, space = told(seed)
    ends = {end[0] for end in naive.ends(story, space)}
    assert of("unreachable-scene", checked(seed)) == {("scenes", id) for id in naive.unreachable_scenes(story, space)}
    assert of("unreachable-outcome", checked(seed)) == {("outcomes", id) for id in story.outcomes if id not in ends}
    succeeds = bool(naive.ends(story, space, "success"))
    assert of("no-success", checked(seed)) == (set() if succeeds else {("outcomes",)})


@pytest.mark.parametrize(("rule", "where"), [("stuck-scene", naive.stuck), ("no-way-out", naive.without_end)])
@pytest.mark.parametrize("seed", range(STORIES))
def test_scenes_where_plays_are_caught_with_a_shortest_play(seed: int, rule: str, where: Any) -> None:
    _, story, space = told(seed)
    caught = where(story, space) - {naive.ENDLESS}
    assert of(rule, checked(seed)) == {("scenes", at[0]) for at in caught}
    for each in checked(seed):
        if each.rule == rule:
            assert each.play is not None and isinstance(each.place, Place)
            there = {at for at in caught if at[0] == each.place.route[1]}
            assert len(each.play.strip("-")) == min(len(space.codes[at]) for at in there)
            at = naive.settle(story, naive.replay(story, each.play), stop_at=str(each.place.route[1]))
            assert at in there or not naive.offered(story, at)


@pytest.mark.parametrize("seed", range(STORIES))
def test_circles_without_a_choice(seed: int) -> None:
    _, story, space = told(seed)
    groups: list[set[str]] = []
    for place, values, visited, _, _ in steps(story, space):
        circle = going_round(story, (place, values, visited)) if place else set()
        if circle:
            touching = [group for group in groups if group & circle]
            groups = [group for group in groups if not group & circle] + [circle.union(*touching)]
    firsts = {next(id for id in story.scenes if id in group) for group in groups}
    assert of("endless-loop", checked(seed)) == {("scenes", id) for id in firsts}


def going_round(story: naive.Story, at: naive.Situation) -> set[str]:
    """The scenes of the circle that a play about to enter a scene runs into, if it does without a choice."""
    met: list[naive.Situation] = []
    while at not in met:
        met.append(at)
        place, values, visited = at
        if place in story.outcomes:
            return set()
        scene = story.scenes[place]
        after, visited_after = scene.effect(values), visited | ({place} & story.watched)
        goto = naive.interrupted(story, values, visited, after, visited_after)
        if goto in ("", place):
            if scene.choices:
                return set()
            goto = naive.way_on(scene, after, visited_after)
        at = goto, after, visited_after
    return {place for place, _, _ in met[met.index(at) :]}


@pytest.mark.parametrize("seed", range(STORIES))
def test_choices_that_no_play_offers(seed: int) -> None:
    _, story, space = told(seed)
    names = set(naive.never_offered(story, space))
    wanted = {
        ("scenes", id, "choices", choice.position)
        for id, scene in story.scenes.items()
        for choice in scene.choices
        if choice.name in names
    }
    assert of("never-offered-choice", checked(seed), 4) == wanted


@pytest.mark.parametrize("seed", range(STORIES))
def test_conditions_with_one_answer(seed: int) -> None:
    graph, story, space = told(seed)
    heard: dict[Route, set[bool]] = defaultdict(set)
    for place, before, visited_before, values, visited in steps(story, space):
        if not place or naive.interrupted(story, before, visited_before, values, visited) not in ("", place):
            continue
        scene, known = graph.story.scenes[place], dict(zip(graph.story.state, values, strict=True))
        asked: tuple[tuple[str, tuple[Conditional, ...]], ...] = (
            ("choices", scene.choices), ("lines", scene.lines), ("route", scene.route),
        )  # fmt: skip
        for key, owners in asked:
            for position, owner in enumerate(owners):
                if owner.when is None:
                    continue
                answer = bool(evaluate(graph.expressions[owner.when], known, visited))
                heard["scenes", place, key, position, "when"].add(answer)
                if key == "route" and answer:
                    break
    one = {
        route for route, answers in heard.items() if len(answers) == 1 and (True in answers or route[2] != "choices")
    }
    assert of("constant-condition", checked(seed)) == one


@pytest.mark.parametrize("seed", range(STORIES))
def test_effects_that_change_nothing(seed: int) -> None:
    graph, story, space = told(seed)
    before: dict[Route, set[naive.Values]] = defaultdict(set)
    for (place, values, _), edges in space.edges.items():
        for choice, _ in edges:
            if choice is not None:
                before["scenes", place, "choices", choice.position].add(values)
    for place, values in entered_with(story, space):
        before["scenes", place].add(values)
    idle: Found = set()
    for route, values_before in before.items():
        scene = graph.story.scenes[str(route[1])]
        owner = scene.choices[int(route[3])] if len(route) == 4 else scene
        for kind, effects in (("change", owner.change), ("set", owner.set)):
            for name in effects:
                if not any(changed(story, owner, kind, name, values) for values in values_before):
                    idle.add((*route, kind, name))
    assert of("idle-effect", checked(seed)) == idle


@pytest.mark.parametrize("seed", range(STORIES))
def test_interrupts_that_never_fire_and_variables_without_a_use(seed: int) -> None:
    _, story, space = told(seed)
    watch = [(when, str(number)) for number, (when, _) in enumerate(story.interrupts)]
    numbered = naive.Story(**{**{name: getattr(story, name) for name in naive.Story.__slots__}, "interrupts": watch})
    fired = {naive.interrupted(numbered, a, b, c, d) for _, a, b, c, d in steps(story, space)}
    unfired = {("interrupts", number, "when") for number in range(len(watch)) if str(number) not in fired}
    assert of("unfired-interrupt", checked(seed)) == unfired
    read = set(re.findall(r"\w+", " ".join(naive.conditions(story.raw))))
    owners = [*story.raw["scenes"].values(), *(c for s in story.raw["scenes"].values() for c in s.get("choices", ()))]
    touched = {name for owner in owners for name in (*owner.get("change", ()), *owner.get("set", ()))}
    unused = {("state", name) for name in story.names if name not in read or name not in touched}
    assert of("unused-variable", checked(seed)) == unused


@pytest.mark.parametrize("seed", range(STORIES))
def test_facts_that_a_play_has_not_learned(seed: int) -> None:
    rng, raw = Random(seed), YAML(typ="safe", pure=True).load(random_story(seed))
    raw["facts"] = {"monday": "It is due on Monday.", "name": "She is called Ann."}
    for scene in raw["scenes"].values():
        for owner in (scene, *scene.get("choices", ())):
            if rng.random() < 0.2:
                owner["reveals"] = rng.sample(["monday", "name"], rng.randint(1, 2))
        for choice in scene.get("choices", ()):
            if rng.random() < 0.4:
                choice["uses"] = rng.sample(["monday", "name"], rng.randint(1, 2))
    story = naive.make(raw)
    wanted = {place for fact in raw["facts"] for place in unlearned(story, fact)}
    found = [each for each in findings("\n".join(block(raw))) if each.rule == "fact-not-learned"]
    assert of("fact-not-learned", found) == wanted


def unlearned(story: naive.Story, fact: str) -> Iterable[Route]:
    """The uses of a fact that some play is offered before it has learned it, with what it has learned in mind."""

    def learns(entered: set[str], choice: naive.Choice | None = None, at: str = "") -> bool:
        owners = [story.raw["scenes"][id] for id in entered]
        owners += [story.raw["scenes"][at]["choices"][choice.position]] if choice else []
        return any(fact in owner.get("reveals", ()) for owner in owners)

    entered: set[str] = set()
    start = naive.begin(story, entered)
    waiting, met = deque([(start, learns(entered))]), set[tuple[naive.Situation, bool]]()
    while waiting:
        situation, known = waiting.popleft()
        if (situation, known) in met:
            continue
        met.add((situation, known))
        place = situation[0]
        if naive.continues(story, situation):
            entered = set()
            target = naive.go_on(story, situation, entered)
            waiting.append((target, known or learns(entered)))
        for choice in naive.offered(story, situation):
            uses = story.raw["scenes"][place]["choices"][choice.position].get("uses", ())
            if fact in uses and not known:
                yield "scenes", place, "choices", choice.position, "uses", uses.index(fact)
            entered = set()
            target = naive.choose(story, situation, choice, entered)
            waiting.append((target, known or learns(entered, choice, place)))


@pytest.mark.parametrize("seed", range(STORIES))
def test_walkthroughs_that_leave_the_road(seed: int) -> None:
    rng, raw = Random(seed), YAML(typ="safe", pure=True).load(random_story(seed))
    _, story, space = told(seed)
    if naive.ENDLESS in space.edges:
        return
    raw["walkthroughs"] = [random_walkthrough(rng, story) for _ in range(6)]
    failing = {number for number, each in enumerate(raw["walkthroughs"]) if naive.walk(story, each)}
    found = findings("\n".join(block(raw)))
    assert of("failed-walkthrough", found, 2) == {("walkthroughs", number) for number in failing}


def random_walkthrough(rng: Random, story: naive.Story) -> dict[str, Any]:
    situation, names = naive.begin(story), list[str]()
    for _ in range(rng.randint(0, 4)):
        situation = naive.settle(story, situation)
        choices = story.scenes[situation[0]].choices if situation[0] in story.scenes else ()
        offered = naive.offered(story, situation)
        if not offered:
            break
        choice = rng.choice(offered if rng.random() < 0.9 else choices)
        names.append(f"{situation[0]}/{choice.position + 1}")
        if choice in offered:
            situation = naive.choose(story, situation, choice)
    situation = naive.settle(story, situation)
    outcome = (
        situation[0] if situation[0] in story.outcomes and rng.random() < 0.6 else rng.choice(list(story.outcomes))
    )
    return {"name": "a walk", "choices": names, "expect": {"outcome": outcome}}


@pytest.mark.parametrize("seed", range(STORIES))
def test_every_play_of_a_finding_can_be_played(seed: int) -> None:
    _, story, _ = told(seed)
    for each in checked(seed):
        if each.play is not None:
            naive.replay(story, each.play)
            assert len(each.played) == len(each.play.strip("-"))


@pytest.mark.parametrize("seed", range(STORIES))
def test_an_expression_written_again_is_the_same_expression(seed: int) -> None:
    graph, story, _ = told(seed)
    raw = story.raw
    texts = {each["when"] for each in raw.get("interrupts", ())}
    for text in texts:
        tree = graph.expressions[text]
        again = {**raw, "interrupts": [{"when": written(tree), "goto": next(iter(raw["scenes"]))}]}
        assert linked("\n".join(block(again))).expressions[written(tree)] == tree


# -- planted faults --

SOUND: Final = """\
format: 1
title: Sound
state:
  trust: {start: 3, min: 0, max: 6}
facts:
  monday: It is due on Monday.
interrupts:
  - {when: trust <= 0, goto: hung-up}
scenes:
  hello:
    text: The phone rings.
    choices:
      - {say: Listen., goto: plan, change: {trust: +2}, reveals: [monday]}
      - {say: Ask., goto: plan, change: {trust: -1}, reveals: [monday]}
      - {say: Snap., goto: plan, change: {trust: -2}, reveals: [monday]}
  plan:
    text: She waits.
    choices:
      - {say: Promise., goto: sorting, uses: [monday], change: {trust: -1}}
      - {say: Thank her., goto: sorting, when: trust >= 4}
  sorting:
    route: [{when: trust >= 3, goto: settled}, {goto: grudging}]
outcomes:
  settled: {result: success, title: Settled}
  grudging: {result: partial, title: Grudging}
  hung-up: {result: failure, title: She hangs up}
walkthroughs:
  - {name: calm, choices: [hello/1, plan/2], expect: {outcome: settled, trust: 5}}
"""

Edits: TypeAlias = tuple[tuple[str, str], ...]
HOLD: Final = "  hold: {text: Music., choices: [{do: Wait., goto: %s}]}\n  sorting:"

PLANTED: Final[tuple[tuple[str, Edits, Route, str, str | None], ...]] = (
    ("unreachable-scene", (("  sorting:", HOLD % "plan"),), ("scenes", "hold"), "no path leads to it", None),
    (
        "unreachable-scene",
        (("  sorting:", HOLD % "plan"), ("route: [", "route: [{when: trust >= 6, goto: hold}, ")),
        ("scenes", "hold"),
        "`trust >= 6` is never true there, as `trust` is 1 to 5.",
        None,
    ),
    (
        "unreachable-outcome",
        (("goto: grudging}]", "goto: settled}]"),),
        ("outcomes", "grudging"),
        "no path leads to it",
        None,
    ),
    ("unreachable-outcome", (("trust <= 0", "trust >= 6"),), ("outcomes", "hung-up"), "`trust >= 6` never fires", None),
    ("no-success", (("{when: trust >= 3, goto: settled}, ", ""),), ("outcomes",), "no path leads to `settled`", None),
    ("no-success", (("trust >= 3", "trust >= 6"),), ("outcomes",), "`trust >= 6` is never true there", None),
    (
        "no-way-out",
        (("  sorting:", HOLD % "hold"), ("goto: grudging}]", "goto: hold}]")),
        ("scenes", "hold"),
        "no path leads from it",
        "10",
    ),
    (
        "no-way-out",
        (
            (
                "  sorting:",
                "  hold: {text: Music., choices: [{do: Wait., goto: hold}, "
                "{do: Go on., goto: settled, when: trust >= 3}]}\n"
                "  sorting:",
            ),
            ("goto: grudging}]", "goto: hold}]"),
        ),
        ("scenes", "hold"),
        "choice `2` asks for `trust >= 3`",
        "10",
    ),
    (
        "stuck-scene",
        (("uses: [monday],", "uses: [monday], when: trust >= 6,"),),
        ("scenes", "plan"),
        "`trust >= 6`",
        "2",
    ),
    (
        "stuck-scene",
        (("uses: [monday],", "uses: [monday], when: trust == 2,"),),
        ("scenes", "plan"),
        "`trust == 2`",
        "2",
    ),
    (
        "endless-loop",
        (("route: [{when: trust >= 3, goto: settled}, {goto: grudging}]", "next: sorting"),),
        ("scenes", "sorting"),
        "`sorting`",
        "10",
    ),
    ("endless-loop", (("goto: grudging}]", "goto: sorting}]"),), ("scenes", "sorting"), "`sorting`", "10"),
    (
        "never-offered-choice",
        (("when: trust >= 4", "when: trust >= 6"),),
        ("scenes", "plan", "choices", 1, "when"),
        "`trust >= 6` is never true there, as `trust` is 1 to 5.",
        "2",
    ),
    (
        "never-offered-choice",
        (("when: trust >= 4", "when: trust >= 2 and not visited(hello)"),),
        ("scenes", "plan", "choices", 1, "when"),
        "`not visited(hello)` is never true there",
        "2",
    ),
    (
        "constant-condition",
        (("when: trust >= 4", "when: trust >= 0"),),
        ("scenes", "plan", "choices", 1, "when"),
        "always offered",
        "2",
    ),
    (
        "constant-condition",
        (("when: trust >= 3", "when: trust <= 5"),),
        ("scenes", "sorting", "route", 0, "when"),
        "always taken",
        "10",
    ),
    (
        "idle-effect",
        (("change: {trust: +2}", "change: {trust: 0}"),),
        ("scenes", "hello", "choices", 0, "change", "trust"),
        "changes nothing",
        "-",
    ),
    (
        "idle-effect",
        (("when: trust >= 4}", "when: trust >= 4, set: {trust: 5}}"),),
        ("scenes", "plan", "choices", 1, "set", "trust"),
        "already there",
        "0",
    ),
    (
        "unused-variable",
        (("state:", "state:\n  calm: false"),),
        ("state", "calm"),
        "never read and never changed",
        None,
    ),
    (
        "unused-variable",
        (("state:", "state:\n  calm: false"), ("when: trust >= 4}", "when: trust >= 4, set: {calm: true}}")),
        ("state", "calm"),
        "never read",
        None,
    ),
    (
        "unfired-interrupt",
        (("trust <= 0", "trust >= 6"),),
        ("interrupts", 0, "when"),
        "`trust >= 6` is never true",
        None,
    ),
    (
        "unfired-interrupt",
        (
            (
                "trust <= 0, goto: hung-up}",
                "trust <= 0, goto: hung-up}\n  - {when: trust <= 0 and visited(plan), goto: hung-up}",
            ),
        ),
        ("interrupts", 1, "when"),
        "another interrupt before it",
        None,
    ),
    (
        "failed-walkthrough",
        (("hello/1, plan/2", "hello/1, hello/2"),),
        ("walkthroughs", 0, "choices", 1),
        "the play is at `plan` then",
        "0",
    ),
    (
        "failed-walkthrough",
        (("hello/1, plan/2", "hello/2, plan/2"),),
        ("walkthroughs", 0, "choices", 1),
        "not offered then, with trust 2. Offered there: `plan/1`",
        "1",
    ),
    ("failed-walkthrough", (("trust: 5}", "trust: 3}"),), ("walkthroughs", 0, "expect", "trust"), "comes to `5`", "01"),
    (
        "fact-not-learned",
        (("{trust: -1}, reveals: [monday]", "{trust: -1}"),),
        ("scenes", "plan", "choices", 0, "uses", 0),
        "without having learned",
        "1",
    ),
    (
        "fact-not-learned",
        (
            ("{trust: +2}, reveals: [monday]", "{trust: +2}"),
            ("uses: [monday],", "uses: [monday], when: trust >= 5,"),
        ),
        ("scenes", "plan", "choices", 0, "uses", 0),
        "without having learned",
        "0",
    ),
    ("unused-definition", (("facts:", "facts:\n  name: She is Ann."),), ("facts", "name"), "the fact `name`", None),
    (
        "unused-definition",
        (("facts:", "triggers: {rush: {phrases: [hurry]}}\nfacts:"),),
        ("triggers", "rush"),
        "the trigger `rush`",
        None,
    ),
    (
        "unused-definition",
        (("facts:", "cast: {joe: {name: Joe}}\nfacts:"),),
        ("cast", "joe"),
        "the cast member `joe`",
        None,
    ),
)


def test_the_story_that_faults_are_planted_in_is_sound() -> None:
    assert findings(SOUND) == []


@pytest.mark.parametrize(("rule", "edits", "route", "words", "play"), PLANTED)
def test_a_planted_fault_is_found(rule: str, edits: Edits, route: Route, words: str, play: str | None) -> None:
    text = SOUND
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (found,) = [each for each in findings(text) if each.rule == rule and each.place.route == route]  # type: ignore[union-attr]
    assert words in found.message
    assert found.play == play


def test_past_the_limit_only_what_the_graph_forbids_is_still_said() -> None:
    text = SOUND.replace("  sorting:", HOLD % "hold")
    rules = [each.rule for each in findings(text, limit=5)]
    assert rules == ["undecided", "unreachable-scene"]
    (undecided,) = [each for each in findings(text, limit=5) if each.rule == "undecided"]
    assert "limit of 5 combinations" in undecided.message


def test_a_skill_is_unused_only_where_no_story_of_the_whole_course_names_it() -> None:
    skills = Source("stories/skills.yml", b"skills:\n  listen: {title: Listen}\n  promise: {title: Promise}\n")
    story = StorySource(
        "tale", Source("stories/tale.yml", SOUND.replace("Listen.,", "Listen., shows: [listen],").encode())
    )
    sources = CourseSources((story,), skills=skills)
    found = [each.diagnostic for each in check(sources, Settings()).findings]
    assert of("unused-definition", found) == {("skills", "promise")}
    assert not check(sources, Settings(), only=["tale"]).findings


def test_a_draft_is_asked_too() -> None:
    draft = SOUND.replace("title: Sound", "title: Sound\nstatus: draft").replace("trust >= 3", "trust >= 6")
    assert of("no-success", findings(draft)) == {("outcomes",)}


def test_a_choice_that_only_those_who_know_are_offered_may_use_what_they_know() -> None:
    text = SOUND.replace("{trust: +2}, reveals: [monday]", "{trust: +2}")
    assert of("fact-not-learned", findings(text)) != set()
    text = text.replace("uses: [monday],", "uses: [monday], when: trust <= 4,")
    assert of("fact-not-learned", findings(text)) == set()


def test_a_play_is_told_in_the_words_of_its_choices_with_a_link() -> None:
    source = StorySource("tale", Source("stories/tale.yml", SOUND.replace("trust: 5}", "trust: 3}").encode()))
    printed = render(check(CourseSources((source,)), Settings(site_url="https://learn.example/")).report())
    assert " = play: 01 (Listen. → Thank her.)\n" in printed
    assert " = open: https://learn.example/tale/#play=01\n" in printed


def test_a_long_play_is_told_by_its_beginning_and_its_end() -> None:
    place = Place("stories/tale.yml", ("scenes", "hello"), "key")
    played = tuple(f"Say {number} and wait until they have answered you." for number in range(9))
    found = Diagnostic("stuck-scene", place, "Stuck.", "Mend it.", play="0" * 9, played=played)
    mark = Mark(Span("stories/tale.yml", 1, 1, 1, 2), "hello:")
    printed = render(Report((Finding(found, mark),), ("tale",)))
    told = next(line for line in printed.splitlines() if "= play" in line)
    assert [part[:5] for part in told.partition("(")[2].split(" → ")] == [
        "Say 0",
        "Say 1",
        "Say 2",
        "(4 mo",
        "Say 7",
        "Say 8",
    ]
    assert told.count("…") == 5


# -- what stands in the way --

AWAY: Final = """
state:
  trust: {start: 3, min: 0, max: 6}
  plan: {start: none, one-of: [none, late, refund]}
  ready: {start: false}
  known: {start: false}
interrupts: [%s]
scenes:
  hello:
    choices:
      - {say: a, goto: on, set: {plan: late}}
      - {say: b, goto: on, change: {trust: 1}, set: {known: true}}
  on: {%s}
  far: {choices: [{say: c, goto: gone}]}
outcomes: {settled: {result: success, title: S}, gone: {result: failure, title: G}}
"""
TURNED: Final = "{when: ready, goto: settled}"


def asked(*conditions: str) -> str:
    ways = [f"{{say: {number}, goto: gone, when: {when}}}" for number, when in enumerate(conditions, 1)]
    return f"choices: [{{say: End., goto: settled, id: end}}, {', '.join(ways)}]"


def never(when: str, why: str) -> str:
    part = f"({when})" if " or " in when else when
    return f"At `on`, choice `2` asks for `{when}`: `{part}` is never true there{why}."


IN_THE_WAY: Final[tuple[tuple[str, str, str], ...]] = (
    ("", asked("trust >= 5"), never("trust >= 5", ", as `trust` is 3 to 4")),
    ("", asked("ready"), never("ready", ", as `ready` is always false")),
    ("", asked("plan == refund"), never("plan == refund", ", as `plan` is late or none")),
    ("", asked("trust == 1 or known and ready"), never("trust == 1 or known and ready", "")),
    ("", asked("trust == 1 or ready"),
     never("trust == 1 or ready", ", as `ready` is always false and `trust` is 3 to 4")),
    ("", asked("not visited(on)"), never("not visited(on)", "")),
    ("", asked("known and trust == 3"),
     "At `on`, choice `2` asks for `known and trust == 3`: "
     "`trust == 3` is never true there while `known`, as `trust` is always 4."),
    ("", asked("ready", "ready", "ready"),
     " ".join(never("ready", ", as `ready` is always false").replace("`2`", f"`{n}`") for n in (2, 3, 4))),
    ("", asked(*["ready"] * 4),
     " ".join(never("ready", ", as `ready` is always false").replace("`2`", f"`{n}`") for n in (2, 3, 4))
     + " 1 more way in is closed too."),
    ("", asked(*["ready"] * 5),
     " ".join(never("ready", ", as `ready` is always false").replace("`2`", f"`{n}`") for n in (2, 3, 4))
     + " 2 more ways in are closed too."),
    (TURNED, "choices: [{say: On., goto: gone, when: trust >= 3, set: {ready: true}}, {say: End., goto: settled}]",
     "An interrupt always leads away from `on` when choice `1` is taken."),
    (TURNED, "set: {ready: true}, choices: [{say: On., goto: gone}, {say: End., goto: settled}]",
     "An interrupt always leads away from `on` as soon as it is entered."),
    ("", "route: [{when: trust >= 2, goto: settled}, {goto: gone}]",
     "At `on`, an earlier item of the route is always taken."),
    ("", "route: [{when: trust >= 2, goto: settled}, {when: known, goto: gone}, {goto: settled}]",
     "At `on`, an earlier item of the route is taken whenever `known`."),
    ("", "route: [{when: ready, goto: gone}, {goto: settled}]",
     "At `on`, the route asks for `ready`: `ready` is never true there, as `ready` is always false."),
    ("{when: trust >= 5, goto: gone}", "next: settled", "The interrupt `trust >= 5` never fires."),
    ("{when: ready, goto: gone}", asked("ready"), never("ready", ", as `ready` is always false")),
    ("", "route: [{when: ready, goto: far}, {goto: settled}]",
     "Only `far` would lead there, but no play comes to that."),
)  # fmt: skip


def proof_of(text: str) -> Proof:
    found = prove(graph_of(text), MAX_COMBINATIONS)
    assert isinstance(found, Proof)
    return found


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(("interrupts", "on", "why"), IN_THE_WAY)
def test_what_stands_in_the_way_is_told_way_by_way(
    interrupts: str, on: str, why: str, apart: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if apart:
        monkeypatch.setattr(plan, "SMALL", 1)
        monkeypatch.setattr(situations, "lay_out", lambda graph, keep, _: plan.lay_out(graph, keep, 1))
    assert in_the_way(proof_of(AWAY % (interrupts, on)), "gone") == why


@pytest.mark.parametrize(
    ("scenes", "named"), [(2, "`s0` and `s1`"), (3, "`s0` and `s1` and `s2`"), (4, "`s0`, `s1`, `s2` and others")]
)
def test_scenes_that_no_play_comes_to_are_named_as_ways_in(scenes: int, named: str) -> None:
    ways = ", ".join(f"{{when: ready, goto: s{number}}}" for number in range(scenes))
    rest = "".join(f"  s{number}: {{next: gone}}\n" for number in range(scenes))
    text = (AWAY % ("", f"route: [{ways}, {{goto: settled}}]")).replace("  far:", f"{rest}  far:")
    text = text.replace("{say: c, goto: gone}", "{say: c, goto: settled}")
    assert in_the_way(proof_of(text), "gone") == f"Only {named} would lead there, but no play comes to that."


def test_what_no_path_leads_to_is_told_apart_from_what_conditions_close() -> None:
    proof = proof_of(AWAY % ("", asked("ready")))
    assert [each[::2] for each in kept_away(Bounds(proof.graph, proof), ["gone", "far"])] == [
        ("far", False),
        ("gone", True),
    ]


def test_of_the_ways_out_only_the_first_few_are_told() -> None:
    proof = proof_of(AWAY % ("", asked(*["ready"] * 4)))
    told = ways_out(proof, {"on": rooms_at(proof.situations, "on")})
    each = "At `on`, choice `{}` asks for `ready`: `ready` is never true then, as `ready` is always false."
    assert told == " ".join(each.format(number) for number in (2, 3, 4))


def test_the_shortest_of_several_plays_is_told() -> None:
    proof = proof_of(AWAY % ("", asked("ready")))
    near, far = rooms_at(proof.situations, "on"), rooms_at(proof.situations, "settled")
    assert play_into(proof.met, [*near, *far]) == play_into(proof.met, [*far, *near]) == "0"


def test_what_a_scene_tells_is_learned_though_an_interrupt_leads_away_at_once() -> None:
    aside = "  aside: {text: It is Monday., reveals: [monday], change: {trust: -6}, next: grudging}\n  sorting:"
    text = SOUND.replace("goto: hung-up}", "goto: plan}").replace("  sorting:", aside)
    text = text.replace("goto: plan, change: {trust: -2}, reveals: [monday]", "goto: aside")
    assert of("fact-not-learned", findings(text)) == set()
    assert of("fact-not-learned", findings(text.replace("reveals: [monday], change", "change"))) != set()
