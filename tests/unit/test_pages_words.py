"""Conditions and changes in plain English."""

from __future__ import annotations

import pytest

from builder.grammar import Domain, Scope, parse
from builder.model import Flag, Number, Value, Word
from builder.pages.labels import span
from builder.pages.words import Names, amount, at_the_start, changes, condition

NAMES = Names(
    {
        "tension": Number("tension", 7, 0, 10, "Tension"),
        "trust": Number("trust", 2, 0, 10),
        "minutes": Number("minutes", 25, 0, 25, "Clock"),
        "has_name": Flag("has_name", False),
        "calm": Flag("calm", True, "She is calm"),
        "plan": Word("plan", "none", ("none", "refund", "call_back")),
        "wish": Word("wish", "none", ("none", "refund", "call_back")),
    },
    {"on-hold": "Four minutes pass."},
)
SCOPE = Scope(
    {
        **{name: Domain("number", 0, 25) for name in ("tension", "trust", "minutes")},
        **{name: Domain("flag") for name in ("has_name", "calm")},
        **{name: Domain("word", words=("none", "refund", "call_back")) for name in ("plan", "wish")},
    },
    {"on-hold"},
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("trust >= 6 and tension <= 3", "trust is 6 or more and tension is 3 or less"),
        ("tension < 3 or trust > 4", "tension is less than 3, or trust is more than 4"),
        ("4 <= trust", "trust is 4 or more"),
        ("trust == 0", "trust is 0"),
        ("trust != 0", "trust is not 0"),
        ("minutes >= 1", "Clock is 1 or more"),
        ("has_name", "‘Has name’ is ticked"),
        ("not has_name", "‘Has name’ is not ticked"),
        ("has_name == false", "‘Has name’ is not ticked"),
        ("calm != false", "‘She is calm’ is ticked"),
        ("has_name == calm", "whether ‘Has name’ is ticked is the same as whether ‘She is calm’ is ticked"),
        ("plan == call_back", "plan is call back"),
        ("plan != none", "plan is not none"),
        ("plan == wish", "plan is the same as wish"),
        ("visited(on-hold)", "you have been to ‘Four minutes pass.’"),
        ("not visited(on-hold)", "you have not been to ‘Four minutes pass.’"),
        ("not (trust >= 6 and has_name)", "trust is less than 6, or ‘Has name’ is not ticked"),
        ("not (trust < 6 or has_name)", "trust is 6 or more and ‘Has name’ is not ticked"),
        ("not not has_name", "‘Has name’ is ticked"),
        (
            "trust >= 6 and (has_name or calm)",
            "trust is 6 or more and (‘Has name’ is ticked, or ‘She is calm’ is ticked)",
        ),
        (
            "calm and not (has_name and trust > 1)",
            "‘She is calm’ is ticked and (‘Has name’ is not ticked, or trust is 1 or less)",
        ),
        ("trust > tension", "trust is more than tension"),
        ("trust >= tension + 2", "trust is at least tension plus 2"),
        ("true", "always"),
        ("not true", "never"),
    ],
)
def test_a_condition_is_told_in_words(text: str, words: str) -> None:
    tree, faults = parse(text, SCOPE, "flag")
    assert tree is not None, faults
    assert condition(tree, NAMES) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("100 - 5 * tension", "100 minus 5 times tension"),
        ("100 - 2 * (10 - trust)", "100 minus 2 times (10 minus trust)"),
        ("10 - (trust - 2)", "10 minus (trust minus 2)"),
        ("10 - trust - 2", "10 minus trust minus 2"),
        ("min(69, 34 + 4 * trust)", "the smaller of 69 and 34 plus 4 times trust"),
        ("max(trust, -tension)", "the larger of trust and minus tension"),
    ],
)
def test_a_score_is_told_in_words(text: str, words: str) -> None:
    tree, faults = parse(text, SCOPE, "number")
    assert tree is not None, faults
    assert amount(tree, NAMES) == words


@pytest.mark.parametrize(
    ("change", "assigned", "words"),
    [
        ({"tension": -2, "trust": 1}, {}, ["Tension falls by 2.", "Trust rises by 1."]),
        ({"tension": 0}, {}, []),
        ({}, {"has_name": True, "calm": False}, ["Tick ‘Has name’.", "Untick ‘She is calm’."]),
        (
            {"trust": 1},
            {"plan": "call_back", "tension": 3},
            ["Trust rises by 1.", "Plan becomes call back.", "Tension becomes 3."],
        ),
    ],
)
def test_effects_are_told_in_the_order_in_which_they_happen(
    change: dict[str, int], assigned: dict[str, Value], words: list[str]
) -> None:
    assert list(changes(change, assigned, NAMES)) == words


def test_the_tally_at_the_start_names_every_number_with_its_limits() -> None:
    assert [at_the_start(variable) for variable in NAMES.variables.values()][:4] == [
        "Tension: 7, never below 0 or above 10",
        "Trust: 2, never below 0 or above 10",
        "Clock: 25, never below 0 or above 25",
        "Has name: not ticked",
    ]
    assert at_the_start(NAMES.variables["plan"]) == "Plan: none"


@pytest.mark.parametrize(("low", "high", "words"), [(1, 1, "1 minute"), (5, 5, "5 minutes"), (1, 2, "1 to 2 minutes")])
def test_a_range_of_one_is_told_as_one(low: int, high: int, words: str) -> None:
    assert span(low, high, "minute") == words
