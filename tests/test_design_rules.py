"""The rules of good design: each planted fault is found at its place, and the course of this repository has none."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any, Final, TypeAlias

import pytest
from conftest import ROOT
from random_stories import block
from ruamel.yaml import YAML

from builder.diagnostics import Diagnostic
from builder.flow.tells import Tell, decisions, relative_length
from builder.hosts.folder import read_course_folder
from builder.model import Choice, Rating, Scene, Story
from builder.pipeline import check
from builder.rules import all_rules
from builder.settings import Settings
from builder.sources import CourseSources, Place, Route, Source, StorySource

STORY: Final = "third-saturday"
"""The story of the course that faults are planted in."""
GONE: Final = object()
"""For a key that is taken out."""

Edits: TypeAlias = Mapping[str, Any]
"""What to write where: keys and positions with ``/`` between them, and the value, or `GONE`."""


@cache
def original() -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load((ROOT / f"stories/{STORY}.yml").read_text("utf-8"))
    return loaded


def planted(edits: Edits) -> str:
    """The text of the story with these edits, without its walkthroughs: they may name what an edit takes away."""
    data = deepcopy(original())
    del data["walkthroughs"]
    for path, value in edits.items():
        *way, last = (int(step) if step.isdigit() else step for step in path.split("/"))
        inside: Any = data
        for step in way:
            inside = inside[step]
        if value is GONE:
            del inside[last]
        else:
            inside[last] = value
    return "\n".join(block(data))


def findings(text: str) -> list[Diagnostic]:
    source = StorySource(STORY, Source(f"stories/{STORY}.yml", text.encode()))
    return [each.diagnostic for each in check(CourseSources((source,)), Settings()).findings]


def routes(rule: str, found: list[Diagnostic]) -> list[Route]:
    return [each.place.route for each in found if each.rule == rule and isinstance(each.place, Place)]


def padded(data: Any) -> Edits:
    """Every strong choice two and a half times as long as the longest beside it."""
    longest = {id: max(len(str(c.get("say", c.get("do"))).split()) for c in scene["choices"]) for id, scene in data}
    return {
        f"scenes/{id}/choices/{number}/{'say' if 'say' in choice else 'do'}": "word " * int(2.5 * longest[id])
        for id, scene in data
        for number, choice in enumerate(scene["choices"])
        if choice["rating"] == "strong"
    }


def strong_last(data: Any) -> Edits:
    """The strong choice of every scene written last."""
    order = ("weak", "fair", "strong")
    return {
        f"scenes/{id}/choices": sorted(scene["choices"], key=lambda choice: order.index(choice["rating"]))
        for id, scene in data
    }


def tagged(skill: str, id: str) -> dict[str, Any]:
    """The first choice of a scene misses this skill as well as what it has already, and the last one shows it."""
    first, *_, last = original()["scenes"][id]["choices"]
    return {
        f"scenes/{id}/choices/0/misses": [*first.get("misses", []), skill],
        f"scenes/{id}/choices/2/shows": [*last.get("shows", []), skill],
    }


DECISIONS: Final = [(id, scene) for id, scene in original()["scenes"].items() if "choices" in scene]
FIRST: Final = "scenes/ringing/choices/0"
SECOND: Final = "scenes/ringing/choices/1"
RINGING: Final = ("scenes", "ringing", "choices", 0)
RE_ASKED: Final = ("scenes", "re-asked", "choices", 1)
LONG: Final = "Let me say at the start that " + "I have read all of what you told us and " * 4

PLANTED: Final[list[tuple[str, Edits, Route, str]]] = [
    (
        "identical-choices",
        {
            f"{FIRST}/goto": "short-version",
            f"{FIRST}/change": GONE,
            f"{FIRST}/trips": GONE,
            f"{FIRST}/misses": ["listen-fully", "empathize-specifically"],
        },
        ("scenes", "ringing", "choices", 2),
        "the same `goto`, effects and tags",
    ),
    (
        "choice-count",
        {"scenes/re-asked/choices/0/when": "trust > 9", "scenes/re-asked/choices/1/when": "trust > 9"},
        ("scenes", "re-asked", "choices"),
        "offers one choice only, in some plays",
    ),
    (
        "choice-count",
        {"scenes/re-asked/choices": [{"say": f"Answer {n}.", "goto": "her-story"} for n in range(5)]},
        ("scenes", "re-asked", "choices"),
        "shows 5 choices",
    ),
    (
        "choice-count",
        {"scenes/re-asked/choices": [{"say": "Tell me.", "goto": "her-story"}]},
        ("scenes", "re-asked", "choices"),
        "offers one choice.",
    ),
    ("long-choice", {f"{FIRST}/say": LONG}, ("scenes", "ringing", "choices", 0, "say"), "47 words"),
    ("straw-man", {f"{FIRST}/tempting": GONE}, ("scenes", "ringing", "choices", 0, "rating"), "rated weak"),
    (
        "near-identical-choices",
        {
            "scenes/re-asked/choices/1/say": "So what do you need from us today, Mrs Oyelaran, to put it right?",
            "scenes/re-asked/choices/2/say": "So what do you need from us now, Mrs Oyelaran, to put it right?",
        },
        ("scenes", "re-asked", "choices", 2, "say"),
        "like that of choice `security`",
    ),
    ("missing-feedback", {f"{FIRST}/feedback": GONE}, ("scenes", "ringing", "choices", 0, "rating"), "no `feedback`"),
    (
        "verdict-only-feedback",
        {f"{FIRST}/feedback": "Wrong. Do not ask again."},
        ("scenes", "ringing", "choices", 0, "feedback"),
        "5 words",
    ),
    (
        "verdict-only-feedback",
        {f"{FIRST}/feedback": "Good job, this is the very best of the three answers here."},
        ("scenes", "ringing", "choices", 0, "feedback"),
        "a verdict, and no reason",
    ),
    (
        "silent-consequence",
        {
            "scenes/read-back/choices/1/reaction": GONE,
            "scenes/the-door/lines": [{"text": "You look at the label."}],
        },
        ("scenes", "read-back", "choices", 1, "change", "tension"),
        "`tension` changes by -2",
    ),
    ("thin-outcome", {"outcomes/refunded/aftermath/customer": GONE}, ("outcomes", "refunded"), "no `aftermath`"),
    ("thin-outcome", {"outcomes/refunded/reflect": GONE}, ("outcomes", "refunded"), "no `reflect`"),
    ("thin-outcome", {"outcomes/refunded/text": GONE}, ("outcomes", "refunded"), "no `text`"),
    (
        "untagged-choice",
        {f"{FIRST}/misses": GONE},
        ("scenes", "ringing", "choices", 0, "rating"),
        "neither `shows` nor `misses`",
    ),
    ("test-wise-success", strong_last(DECISIONS), ("scenes",), "always takes the last choice succeeds"),
    ("lucky-success", {"assessed": True}, ("scenes",), "succeeds in 25% of plays; in an assessed story, 15%"),
    ("lucky-success", {"scenes/van-six/route/0/when": "trust >= 4"}, ("scenes",), "in a practice story, 30%"),
    ("fair-is-enough", {"scenes/van-six/route/0/when": "trust >= 2"}, ("scenes",), "always takes the fair choice"),
    ("two-slips-end-it", {"scenes/re-asked/choices/1/goto": "hung-up"}, RE_ASKED, "over after two weak choices"),
    ("two-slips-end-it", {f"{FIRST}/goto": "hung-up"}, RINGING, "over after one weak choice"),
    ("unforgiving-choice", {f"{FIRST}/goto": "hung-up"}, RINGING, "so early in a story of 6 decisions"),
    (
        "doomed-walk",
        {
            "state/lost": False,
            f"{FIRST}/set": {"lost": True},
            "scenes/van-six/route/0/when": "not lost and trust >= 6 and tension <= 3",
        },
        RINGING,
        "more than 2 decisions can still be played",
    ),
    (
        "misrated-choice",
        {f"{FIRST}/rating": "strong", f"{SECOND}/rating": "weak"},
        (*RINGING[:3], 1, "rating"),
        "better",
    ),
    (
        "misrated-choice",
        {"scenes/relief/choices/0/rating": "strong", "scenes/relief/choices/0/goto": "hung-up"},
        ("scenes", "relief", "choices", 0, "rating"),
        "success is impossible after it",
    ),
    (
        "no-recovery",
        {
            **{f"scenes/re-asked/choices/{number}/change": {} for number in range(3)},
            **{f"scenes/re-asked/choices/{number}/goto": "short-version" for number in range(3)},
            **{f"scenes/short-version/choices/{number}/change": {} for number in range(3)},
        },
        RINGING,
        "no two choices make things better",
    ),
    (
        "choice-without-influence",
        {f"scenes/ringing/choices/{number}/goto": "her-story" for number in range(3)}
        | {f"scenes/ringing/choices/{number}/change": {} for number in range(3)},
        ("scenes", "ringing", "choices"),
        "moves 0.0% of plays",
    ),
    (
        "few-outcomes",
        {"outcomes/refunded/result": "failure", "outcomes/handed-over/result": "failure"},
        ("outcomes",),
        "none that is partial",
    ),
    (
        "few-outcomes",
        {"scenes/van-six/route/0/when": "trust >= 10 and tension <= 0 and visited(re-asked)"},
        ("outcomes", "bed-in-time"),
        "of plays end in `bed-in-time`",
    ),
    ("longest-is-best", padded(DECISIONS), ("scenes",), "longest in 12 of 12 decisions"),
    ("same-position-is-best", strong_last(DECISIONS), ("scenes",), "number 3 in 12 of 12 decisions"),
    (
        "skill-not-practised",
        {f"scenes/{id}/choices/{n}/shows": [] for id in ("read-back", "the-door") for n in range(3)},
        ("practises", 1),
        "`paraphrase-check` can be both shown and missed only in `still-guessing`",
    ),
    (
        "skill-not-practised",  # two decisions that seldom any play comes to, and one that most do
        {"practises/1": "stay-calm"}
        | tagged("stay-calm", "options")
        | tagged("stay-calm", "relief")
        | tagged("stay-calm", "five-broken"),
        ("practises", 1),
        "`stay-calm` can be both shown and missed only in `options`",
    ),
    ("skill-not-practised", {"practises/1": "stay-calm"}, ("practises", 1), "in no decision"),
]


@pytest.mark.parametrize(("rule", "edits", "route", "words"), PLANTED)
def test_a_planted_fault_is_found_at_its_place(rule: str, edits: Edits, route: Route, words: str) -> None:
    found = findings(planted(edits))
    assert routes(rule, found) == [route]
    assert words in next(each.message for each in found if each.rule == rule)


@pytest.mark.parametrize(("rule", "edits", "route", "words"), PLANTED)
def test_a_draft_is_not_judged(rule: str, edits: Edits, route: Route, words: str) -> None:
    assert routes(rule, findings(planted({**edits, "status": "draft"}))) == []


def test_a_story_in_review_is_judged_as_a_published_one() -> None:
    assert routes("straw-man", findings(planted({f"{FIRST}/tempting": GONE, "status": "review"})))


@pytest.mark.parametrize(
    ("feedback", "bare"),
    [
        ("Correct. This is the very best one of the three here.", True),
        ("Well done! A good answer, polite and to the point.", True),
        ("Wrong, and one of the worst answers in this scene.", True),
        ("Not the best choice, though not the worst one either.", True),
        ("Correct. You named what she lost before asking for anything.", False),
        ("Wrong, because the order was open on the screen already.", False),
        ("Wrong moment: the depot shuts at eight, not at five.", False),
        ("Good manners and a firm date, in the wrong order.", False),
        ("Nearly true is the kind of wrong that gets found out.", False),
    ],
)
def test_feedback_is_a_bare_verdict_where_it_gives_no_reason(feedback: str, bare: bool) -> None:
    found = findings(planted({f"{FIRST}/feedback": feedback}))
    assert bool(routes("verdict-only-feedback", found)) == bare


def test_verdicts_are_known_in_english_only() -> None:
    text = planted({f"{FIRST}/feedback": "Correct. This is the very best one of the three here."})
    story = StorySource(STORY, Source(f"stories/{STORY}.yml", text.encode()))
    course = Source("stories/course.yml", b"title: Ein Kurs\nlanguage: de\n")
    found = check(CourseSources((story,), course), Settings()).findings
    assert "verdict-only-feedback" not in {each.diagnostic.rule for each in found}


def test_a_million_ways_to_offer_some_of_twenty_choices_are_no_matter() -> None:
    topics = range(20)
    hub = [
        {"say": f"Topic {n}.", "goto": "hub", "when": f"not asked_{n}", "set": {f"asked_{n}": True}, "rating": "strong"}
        for n in topics
    ]
    story = {
        "format": 1,
        "title": "A hub",
        "status": "published",
        "state": {f"asked_{n}": False for n in topics},
        "scenes": {
            "hub": {"text": "It rings.", "choices": [*hub, {"do": "Hang up.", "goto": "done", "rating": "fair"}]}
        },
        "outcomes": {"done": {"result": "success", "title": "Done"}},
    }
    found = findings("\n".join(block(story)))
    assert [each.message for each in found if each.rule == "choice-count"] == [
        "`hub` offers one choice only, in some plays.",
        "`hub` shows 21 choices at one time.",
    ]


@pytest.mark.parametrize(
    ("closed", "told"),
    [
        ({"locked": "Once they trust you"}, {"offers one choice only, in some plays", "shows 5 choices at one time"}),
        ({}, {"offers one choice only, in some plays"}),
    ],
)
def test_a_choice_that_is_shown_closed_is_shown_and_not_offered(closed: dict[str, str], told: set[str]) -> None:
    choices = [{"say": f"Answer {n}.", "goto": "her-story", "when": "trust > 9", **closed} for n in range(4)]
    found = findings(planted({"scenes/re-asked/choices": [*choices, {"say": "Tell me.", "goto": "her-story"}]}))
    assert {each.message for each in found if each.rule == "choice-count"} == {f"`re-asked` {each}." for each in told}


def test_a_story_too_tangled_to_weigh_is_judged_by_what_needs_no_weighing() -> None:
    """Each scene leads back to others in every state: no play that chooses at random gets out in any hurry."""
    scenes = {
        f"scene-{n}": {
            "text": "Hm.",
            "choices": [
                {"say": "On.", "goto": f"scene-{(n + 1) % 20}", "change": {"calm": 1}, "rating": "strong"},
                {
                    "say": "Back.",
                    "goto": f"scene-{(n * 7 + 3) % 20}",
                    "change": {"calm": -1, "trust": 1},
                    "rating": "fair",
                },
                {"say": "Round again, all of it.", "goto": f"scene-{(n * 5 + 1) % 20}", "change": {"trust": -2}},
            ],
        }
        for n in range(20)
    }
    story = {
        "format": 1,
        "title": "Round and round",
        "status": "published",
        "state": {name: {"start": 0, "min": 0, "max": 15} for name in ("calm", "trust")},
        "interrupts": [{"when": "calm >= 15 and trust >= 15", "goto": "done"}],
        "scenes": scenes,
        "outcomes": {"done": {"result": "success", "title": "Done"}},
    }
    rules = {each.rule for each in findings("\n".join(block(story)))}
    assert {"few-outcomes", "missing-feedback"} <= rules
    assert not {"lucky-success", "choice-without-influence"} & rules


# -- the course --


@cache
def course() -> CourseSources:
    return read_course_folder(ROOT / "stories", root=ROOT)


def course_findings(**texts: str) -> list[Diagnostic]:
    """What is found in the course of this repository with these texts in place of its own files."""
    changed = {
        name: replace(source, data=texts[name].encode())
        for name in ("course", "skills", "statements")
        if name in texts and (source := getattr(course(), name))
    }
    stories = [each for each in course().stories if each.id != STORY or STORY not in texts]
    stories += [StorySource(id, Source(f"stories/{id}.yml", texts[id].encode())) for id in texts if id == STORY]
    found = check(replace(course(), stories=tuple(stories), **changed), Settings())
    return [each.diagnostic for each in found.findings]


def text_of(source: Source | None) -> str:
    assert source is not None
    return source.data.decode()


def test_a_skill_that_no_story_practises_is_a_gap_of_the_course() -> None:
    skills = text_of(course().skills) + "\n  juggle: {title: Juggle}\n"
    found = [each for each in course_findings(skills=skills) if each.rule == "course-skill-gap"]
    assert ("skills", "juggle") in [each.place.route for each in found if isinstance(each.place, Place)]
    assert "0 decisions of 0 stories" in next(each.message for each in found if "`juggle`" in each.message)


def test_a_statement_that_nothing_meets_is_found_where_it_is_listed() -> None:
    statements = text_of(course().statements) + "  004-36: {title: Send flowers}\n"
    (found,) = course_findings(statements=statements)
    assert (found.rule, found.place) == ("source-not-met", Place("stories/sources.yml", ("sources", "004-36"), "key"))
    assert "`004-36`: Send flowers." in found.message


def test_a_story_that_no_longer_names_its_sources_leaves_statements_unmet() -> None:
    found = course_findings(**{STORY: planted({"sources": ["hearsay"]})})
    unmet = {each.place.route[-1] for each in found if isinstance(each.place, Place) and each.rule == "source-not-met"}
    assert unmet
    assert unmet < set(original()["sources"])


def test_modules_that_wait_for_each_other_are_one_circle() -> None:
    first = "requires: []"
    assert first in text_of(course().course)
    text = text_of(course().course).replace(first, "requires: [When time is short]")
    (found,) = [each for each in course_findings(course=text) if each.rule == "prerequisite-cycle"]
    assert isinstance(found.place, Place) and found.place.route == ("modules", 0, "requires", 0)
    waiting = (
        "“Before it heats up” waits for “When time is short” waits for “Listening first” waits for “Before it heats"
    )
    assert waiting in found.message
    assert len(found.related) == 2


def test_a_module_that_requires_a_story_of_its_own_waits_for_itself() -> None:
    text = text_of(course().course).replace("requires: []", "requires: [collect-by-noon]")
    (found,) = [each for each in course_findings(course=text) if each.rule == "prerequisite-cycle"]
    assert "“Before it heats up” waits for “Before it heats up”" in found.message


@pytest.mark.parametrize(
    ("decisions", "longest", "position"),
    [(5, 4, 5), (6, 5, 6), (8, 6, 7), (10, 7, 8), (12, 8, 9), (15, 9, 10), (20, 11, 12), (30, 15, 17)],
)
def test_blind_chance_is_as_rare_as_the_pages_of_the_two_rules_say(decisions: int, longest: int, position: int) -> None:
    blind = (1 / 3,) * decisions
    for hits, level in ((longest, 0.05), (position, 0.05 / 3)):
        assert Tell(hits, blind).chance < level <= Tell(hits - 1, blind).chance


def test_chance_is_exact_where_decisions_have_different_numbers_of_choices() -> None:
    found = Tell(2, (1 / 2, 1 / 3, 1 / 4))
    by_hand = 1 / 2 * 1 / 3 * 3 / 4 + 1 / 2 * 2 / 3 * 1 / 4 + 1 / 2 * 1 / 3 * 1 / 4 + 1 / 2 * 1 / 3 * 1 / 4
    assert found.chance == pytest.approx(by_hand, rel=1e-12)


def test_chance_goes_on_where_it_is_no_longer_added_up() -> None:
    exact, normal = Tell(160, (1 / 3,) * 400).chance, Tell(160, (1 / 3,) * 400 + (1e-12,)).chance
    assert 0.001 < exact < 0.05
    assert normal == pytest.approx(exact, rel=0.1)


def scene(id: str, *choices: tuple[str, Rating | None]) -> Scene:
    written = [Choice(number, "end", say=words, rating=rating) for number, (words, rating) in enumerate(choices)]
    return Scene(id, choices=tuple(written))


@pytest.mark.parametrize(
    ("others", "found"),
    [((("one", "weak"), ("one two", None)), 2), ((("", "weak"), ("", None)), 0), ((), 0)],
)
def test_strong_choices_are_measured_by_the_others_of_their_decisions(
    others: tuple[tuple[str, Rating | None], ...], found: float
) -> None:
    scenes = (
        scene("hello", ("one two three", "strong"), *others),
        scene("all", ("one two three four", "strong"), ("one", "strong")),
        scene("none", ("one two three four", "weak"), ("one", "fair")),
    )
    story = Story("tale", "tale.yml", "A tale", {each.id: each for each in scenes}, {})
    assert [each.id for each in decisions(story)] == (["hello"] if others else [])
    assert relative_length(story) == found


@pytest.mark.parametrize(
    ("rule", "hits", "words"), [("longest-is-best", 7, "28 of 48"), ("same-position-is-best", 8, "32 of 48")]
)
def test_a_habit_too_small_to_show_in_one_story_shows_in_the_course(rule: str, hits: int, words: str) -> None:
    text = habitual(rule, hits).encode()
    stories = tuple(StorySource(f"tale-{n}", Source(f"stories/tale-{n}.yml", text)) for n in range(4))
    found = check(CourseSources(stories, Source("stories/course.yml", b"title: A course\n")), Settings()).findings
    (one,) = [each.diagnostic for each in found if each.diagnostic.rule == rule]
    assert one.place.file == "stories/course.yml" and words in one.message
    assert rule not in {each.diagnostic.rule for each in check(CourseSources(stories[:1]), Settings()).findings}


def habitual(rule: str, hits: int) -> str:
    """Twelve decisions of three choices; in so many of them the strong one is the longest, or the first."""
    scenes = {}
    for number in range(12):
        at = number % 3 if rule == "longest-is-best" else 0 if number < hits else 1 + number % 2
        longest = at if rule == "longest-is-best" and number < hits else (at + 1) % 3
        goto = f"scene-{number + 1}" if number < 11 else "done"
        choices = [
            {
                "say": f"{word} of the six words here{' too' * (position == longest)}",
                "goto": goto,
                "rating": "strong" if position == at else "weak",
            }
            for position, word in enumerate(("One", "Two", "Six"))
        ]
        scenes[f"scene-{number}"] = {"text": "It rings.", "choices": choices}
    ends = {"done": {"result": "success", "title": "Done"}}
    return "\n".join(block({"format": 1, "title": "A tale", "status": "published", "scenes": scenes, "outcomes": ends}))


def test_the_course_of_this_repository_has_none_of_these_faults() -> None:
    assert course_findings() == []


def test_every_rule_of_design_has_a_fault_planted() -> None:
    planted_in_course = {"course-skill-gap", "prerequisite-cycle", "source-not-met"}
    judging = {rule.name for rule in all_rules() if rule.group.title == "Design"}
    assert judging == planted_in_course | {rule for rule, *_ in PLANTED}
