"""The rules of good design: each planted fault is found at its place, and the course of this repository has none."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any, Final, TypeAlias

import pytest
from conftest import ROOT
from random_stories import block
from ruamel.yaml import YAML

from builder.diagnostics import Diagnostic
from builder.hosts.folder import read_course_folder
from builder.pipeline import Checked, check
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


FIRST: Final = "scenes/ringing/choices/0"
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


@cache
def course() -> Checked:
    sources = read_course_folder(ROOT / "stories", root=ROOT)
    return check(sources, Settings())


def test_the_course_of_this_repository_has_none_of_these_faults() -> None:
    assert [(each.diagnostic.rule, each.mark.span) for each in course().findings] == []


def test_every_rule_of_design_has_a_fault_planted() -> None:
    assert {rule.name for rule in all_rules() if rule.group.title == "Design"} == {rule for rule, *_ in PLANTED}
