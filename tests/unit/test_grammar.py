"""The language of ``when`` and ``score``: what it means, against Python's own; what is wrong, and where."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spending import seconds_of

from builder.expressions import Value, evaluate, variables_in, written
from builder.grammar import MAX_DEPTH, MAX_LENGTH, MAX_NUMBER, Domain, Kind, Scope, parse

SCOPE: Final = Scope(
    {
        "tension": Domain("number", 0, 10),
        "trust": Domain("number", -5, 5),
        "told": Domain("flag"),
        "min_age": Domain("number", 0, 99),
        "plan": Domain("word", words=("none", "refund", "re-send", "tension")),
        "other": Domain("word", words=("none", "redeliver")),
        "lost": Domain(None),
    },
    {"hello", "on-hold", "the-end"},
)


def said(text: str, wanted: Kind = "flag") -> list[str]:
    """Each fault as its rule and the text with the mark."""
    tree, faults = parse(text, SCOPE, wanted)
    assert (tree is None) == bool(faults)
    assert all(0 <= each.start < each.end <= max(len(text), 1) for each in faults)
    assert all(each.message and each.help for each in faults)
    return [f"{each.rule}: {text[: each.start]}⟦{text[each.start : each.end]}⟧{text[each.end :]}" for each in faults]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("tension ⟦=⟧ 3", "`==`"),
        ("told ⟦&⟧& tension > 3", "`and`"),
        ("told ⟦|⟧| tension > 3", "`or`"),
        ("⟦!⟧told", "`not`"),
        ("told ⟦AND⟧ tension > 3", "small letters"),
        ("plan ⟦is⟧ refund", "`==`"),
        ("tension ⟦equals⟧ 3", "`==`"),
        ('plan == ⟦"⟧refund"', "without quotation marks"),
        ("plan == ⟦'⟧refund'", "without quotation marks"),
        ("tension ⟦≥⟧ 3", "`>=`"),
        ("tension ⟦–⟧ 3 > 1", "hyphen"),
        ("tension > 3⟦.⟧5", "whole numbers"),
        ("tension ⟦/⟧ 2 > 1", "division"),
        ("tension ⟦%⟧ 2 == 1", "means nothing"),
        ("⟦$⟧tension > 3", "means nothing"),
        ("tension ⟦=>⟧ 3", "Write `>=`"),
        ("tension ⟦=<⟧ 3", "Write `<=`"),
        ("tension ⟦is⟧ at least 3", "`>=` for at least"),
        ("0 < tension ⟦<⟧ 5", "chained"),
        ("tension == trust ⟦==⟧ 5", "chained"),
        ("tension ⟦>=⟧", "the end"),
        ("⟦>=⟧ 3", "A value was expected"),
        ("tension > 3 ⟦and⟧", "the end"),
        ("⟦and⟧ told", "before and after"),
        ("told and ⟦or⟧ told", "before and after"),
        ("told ⟦told⟧", "`and` or `or`"),
        ("told ⟦not⟧ told", "`and` or `or`"),
        ("false == ⟦not⟧ told", "parentheses"),
        ("(told or tension > ⟦3⟧", "`)`"),
        ("told⟦)⟧", "not expected"),
        ("(⟦)⟧", "A value was expected"),
        ("⟦ ⟧", "nothing here"),
        ("⟦plan⟧", "plan == none"),
        ("⟦tension⟧", "tension >= 1"),
        ("⟦3⟧", "3 >= 1"),
        ("told and ⟦tension⟧", "tension >= 1"),
        ("not ⟦tension⟧", "tension >= 1"),
        ("⟦told⟧ + 1 > 1", "a number is needed here. Use a number"),
        ("-⟦told⟧ > 1", "a number is needed"),
        ("1 + ⟦true⟧ > 1", "a number is needed"),
        ("tension + ⟦plan⟧ > 1", "a number is needed"),
        ("min(tension, ⟦told⟧) > 1", "a number is needed"),
        ("1 + ⟦(told or told)⟧ > 1", "a number is needed"),
        ("(not ⟦tension⟧) + 1 > 1", "tension >= 1"),
        ("(told and ⟦tension⟧) + 1 > 1", "tension >= 1"),
        ("(⟦told⟧ < 3) + 1 > 1", "compares numbers"),
        ("(told == ⟦3⟧) + 1 > 1", "never equal"),
        ("tension == ⟦told⟧", "never equal"),
        ("-tension == ⟦told⟧", "never equal"),
        ("min(tension, 3) == ⟦told⟧", "never equal"),
        ("told == ⟦min(tension, 3)⟧", "never equal"),
        ("plan == ⟦3⟧", "never equal"),
        ("told != ⟦plan⟧", "never equal"),
        ("⟦told⟧ < 3", "compares numbers"),
        ("3 < ⟦told⟧", "compares numbers"),
        ("⟦plan⟧ < refund", "compares numbers"),
        ("⟦visited(hello)⟧ > 3", "compares numbers"),
        ("visited ⟦hello⟧", "`(`"),
        ("visited(⟦)⟧", "id of a scene"),
        ("visited(⟦3⟧)", "id of a scene"),
        ("visited(hello⟦,⟧ on-hold)", "`)`"),
        ("min(tension⟦)⟧ > 3", "`,`"),
        ("max(tension, trust⟦,⟧ 3) > 3", "`)` was expected after the second number, and here is `,`"),
        ("tension > ⟦99999999999⟧", "too large"),
        ("tension > ⟦1000000001⟧", "too large"),
        ("⟦1000000000 * tension⟧ > 3", "thousand million"),
        ("told and ⟦(1000000000) + tension⟧ > 3 and told", "thousand million"),
        ("⟦-1000000000 - 1⟧ > 3", "thousand million"),
        ("⟦1000000000 - trust⟧ > 3", "thousand million"),
        ("⟦max(1000000000, 3) + trust⟧ > 3", "thousand million"),
        ("(⟦1000000000 * tension⟧) + trust > 3", "thousand million"),
        ("plan == ⟦redeliver⟧", "none"),
        ("⟦redeliver⟧ == plan", "none"),
        ("plan == ⟦Refund⟧", "none"),
    ],
)
def test_a_fault_is_marked_inside_the_text(marked: str, words: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    assert said(text) == [f"bad-expression: {marked}"]
    [fault] = parse(text, SCOPE, "flag")[1]
    assert words in f"{fault.message} {fault.help}"


@pytest.mark.parametrize(
    "marked",
    [
        "⟦anger⟧",
        "⟦anger⟧ > 3",
        "3 < ⟦anger⟧",
        "(⟦anger⟧ > 3) + 1 > 2",
        "told and ⟦anger⟧",
        "not ⟦anger⟧",
        "-⟦anger⟧ == 3",
        "2 * ⟦anger⟧ == 3",
        "(⟦anger⟧) == plan",
        "min(⟦anger⟧, 3) == 3",
        "tension == ⟦refund⟧",
        "⟦refund⟧ == tension",
        "told == ⟦yes⟧",
        "⟦has-name⟧ and told",
        "⟦_anger⟧ > 3",
        "⟦Tension⟧ > 3",
        "visited(⟦helo⟧)",
        "visited(⟦on-hold-again⟧) or told",
    ],
)
def test_a_name_that_is_none_is_unknown(marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    assert said(text) == [f"unknown-name: {marked}"]


def test_an_unknown_name_comes_with_the_names_it_may_have_been_meant_for() -> None:
    [name, scene] = parse("anger > 3 and visited(helo)", SCOPE, "flag")[1]
    assert (name.word, set(name.candidates), name.section) == ("anger", set(SCOPE.variables), "state")
    assert (scene.word, set(scene.candidates), scene.section) == ("helo", set(SCOPE.scenes), "places")
    [word] = parse("plan == refnud", SCOPE, "flag")[1]
    assert (word.word, word.candidates, word.section) == ("refnud", ("none", "refund", "re-send", "tension"), None)


def test_a_message_quotes_the_part_that_it_is_about_and_no_more() -> None:
    [fault] = parse("told and tension +\n  trust or told", SCOPE, "flag")[1]
    assert fault.message.startswith("`tension + trust` is a number,")
    [fault] = parse("told and (tension > 3) == plan and told", SCOPE, "flag")[1]
    assert fault.message.startswith("`(tension > 3)` is true or false and `plan` is a word:")


def test_every_fault_of_an_expression_is_found() -> None:
    assert said("anger > 3 and told + 1 > 2 or visited(nowhere)") == [
        "unknown-name: ⟦anger⟧ > 3 and told + 1 > 2 or visited(nowhere)",
        "bad-expression: anger > 3 and ⟦told⟧ + 1 > 2 or visited(nowhere)",
        "unknown-name: anger > 3 and told + 1 > 2 or visited(⟦nowhere⟧)",
    ]


@pytest.mark.parametrize(
    "text", ["lost", "lost > 3", "lost == anything", "anything == lost", "lost + 1 > 2", "not lost"]
)
def test_of_a_variable_that_could_not_be_read_nothing_is_said(text: str) -> None:
    assert not said(text)


def test_of_a_variable_with_a_name_that_no_expression_can_write_only_its_declaration_is_reported() -> None:
    scope = Scope({"has-name": Domain(None)})
    for text in ("has-name", "has-name > 3", "has-name == yes", "not has-name", "1 + has-name > 3"):
        assert not parse(text, scope, "flag")[1]


@pytest.mark.parametrize(
    "text", ["told", "tension > 3", "plan == none", "told and told", "told or told", "not told", "visited(hello)"]
)
def test_a_score_is_a_number(text: str) -> None:
    assert said(text, "number") == [f"bad-expression: ⟦{text}⟧"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("told or told and not told", True),
        ("not told or told", True),
        ("not tension > 3", False),
        ("plan == re-send and plan != none", True),
        ("re-send == plan", True),
        ("other == plan", False),
        ("plan == tension", False),
        ("tension-trust == 3", True),
        ("tension - -trust == 11", True),
        ("2 + 3 * 4 - 1 == 13", True),
        ("1000000000 > tension and -1000000000 < trust", True),
        ("(plan) == re-send", True),
        ("-tension == -7", True),
        ("(2 + 3) * 4 == 20", True),
        ("-tension * -1 == 7", True),
        ("min(tension, max(trust, 5)) == 5", True),
        ("min_age == 0", True),
        ("visited(on-hold) and not visited(the-end)", True),
        ("told == (tension > 3)", True),
        ("told == true and false == (not told)", True),
        ("true", True),
        (" told\n and\ttold ", True),
    ],
)
def test_an_expression_has_its_value(text: str, value: bool) -> None:
    state: dict[str, Value] = {"tension": 7, "trust": 4, "told": True, "plan": "re-send", "other": "none", "min_age": 0}
    tree, faults = parse(text, SCOPE, "flag")
    assert tree is not None, faults
    assert evaluate(tree, state, {"on-hold"}) is value


@pytest.mark.parametrize(
    "text",
    [
        "told or told and told or told",
        "(told or told) and (told or told)",
        "told and told and (told and told)",
        "told or (told or told)",
        "not (told and told)",
        "not not told and not told",
        "not told == told",
        "(not told) == told",
        "(tension > 3) == told",
        "told == (tension > 3)",
        "told != true and told == false",
        "tension - trust - 1 > 2",
        "tension - (trust - 1) > 2 + 3",
        "2 * tension + trust * 3 >= 4 * (trust + 1)",
        "-(tension + 1) * -trust < --tension",
        "2 - -trust <= -3",
        "min(tension + 1, trust) * 2 == max(3, -trust)",
        "visited(on-hold) and plan == re-send",
    ],
)
def test_an_expression_is_written_again_with_no_more_parentheses_than_it_takes(text: str) -> None:
    tree, faults = parse(text, SCOPE, "flag")
    assert tree is not None, faults
    assert written(tree) == text


@pytest.mark.parametrize(
    "text",
    [
        "tension + trust",
        "tension - trust",
        "trust - tension",
        "tension * trust",
        "-trust * tension",
        "min(tension, trust)",
        "max(tension, trust)",
    ],
)
def test_the_least_and_the_greatest_an_expression_can_come_to_are_known_to_the_number(text: str) -> None:
    tree, _ = parse(text, SCOPE, "number")
    assert tree is not None
    values = [
        int(evaluate(tree, {"tension": tension, "trust": trust}, ())) for tension in range(11) for trust in range(-5, 6)
    ]
    above, below = MAX_NUMBER - max(values), MAX_NUMBER + min(values)
    assert not said(f"{text} + {above}", "number")
    assert said(f"{text} + {above + 1}", "number")
    assert not said(f"{text} - {below}", "number")
    assert said(f"{text} - {below + 1}", "number")


def test_an_expression_has_so_many_characters_at_most() -> None:
    longest = "told".ljust(MAX_LENGTH)
    assert not said(longest)
    assert said(longest + " ") == [f"bad-expression: ⟦{longest} ⟧"]


# -- against Python's own reading --

Made: TypeAlias = tuple[str, Callable[[Mapping[str, Value]], Any]]
"""An expression's text, and what it comes to in a state, worked out apart from the grammar while the text is made."""

OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "min": min,
    "max": max,
}


def both(sign: str, left: Made, right: Made) -> Made:
    text = f"{sign}({left[0]}, {right[0]})" if sign in ("min", "max") else f"({left[0]} {sign} {right[0]})"
    return text, lambda state: OPERATORS[sign](left[1](state), right[1](state))


def variable(name: str) -> Made:
    return name, lambda state: state[name]


def constant(number: int) -> Made:
    return str(number), lambda state: number


def word(name: str) -> Made:
    return f"(plan == {name})", lambda state: state["plan"] == name


def negative(inner: Made) -> Made:
    return f"-{inner[0]}", lambda state: -inner[1](state)


def negation(inner: Made) -> Made:
    return f"(not {inner[0]})", lambda state: not inner[1](state)


numbers = st.recursive(
    st.integers(0, 9).map(constant) | st.sampled_from(["tension", "trust"]).map(variable),
    lambda inner: st.builds(both, st.sampled_from(["+", "-", "*", "min", "max"]), inner, inner) | inner.map(negative),
    max_leaves=5,
)
comparisons = st.builds(both, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), numbers, numbers)
words = st.sampled_from(["none", "refund", "re-send"]).map(word)
flags = st.recursive(
    st.just(variable("told")) | words | comparisons,
    lambda inner: st.builds(both, st.sampled_from(["and", "or", "==", "!="]), inner, inner) | inner.map(negation),
    max_leaves=6,
)
states = st.fixed_dictionaries(
    {
        "tension": st.integers(0, 10),
        "trust": st.integers(-5, 5),
        "told": st.booleans(),
        "plan": st.sampled_from(["none", "refund", "re-send"]),
    }
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(flags, states)
def test_any_expression_means_what_it_was_made_to_mean(made: Made, state: dict[str, Value]) -> None:
    text, meaning = made
    if len(text) > MAX_LENGTH:
        return
    tree, faults = parse(text, SCOPE, "flag")
    assert tree is not None, (text, faults)
    assert evaluate(tree, state, ()) == meaning(state)
    assert parse(written(tree), SCOPE, "flag") == (tree, ())


WORDS: Final = ["not", "and", "or", "true", "min(", "visited(", "tension", "plan", "told", "refund", "anger", "on-hold"]
SIGNS: Final = ["(", ")", "-", "==", "<", "<=", "+", "*", ",", "3", "99999999999", "é", "=", "_", "-x", "😀", "\0"]


@settings(max_examples=500, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(WORDS + SIGNS), max_size=30).map(" ".join) | st.text(max_size=60),
    st.sampled_from(["flag", "number"]),
)
def test_whatever_is_written_gives_a_tree_or_faults_inside_the_text(text: str, wanted: Kind) -> None:
    said(text, wanted)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "(" * 10_000 + "told" + ")" * 10_000,
        "not " * 10_000 + "told",
        "-" * 10_000 + "3",
        "min(" * 10_000,
        "told and " * 10_000 + "told",
        "9" * 10_000,
        "a" * 10_000,
        "a-" * 10_000,
    ],
    ids=lambda text: text[:8],
)
def test_a_monster_is_one_fault_at_once(text: str) -> None:
    found = []
    assert seconds_of(lambda: found.extend([said(text), said(text[:MAX_LENGTH])])) < 0.2
    whole, part = found
    assert len(whole) == 1
    assert len(part) <= 2


def test_what_a_person_could_still_write_is_no_monster() -> None:
    deep = "(" * MAX_DEPTH + "told" + ")" * MAX_DEPTH
    long = "+".join(["1"] * (MAX_LENGTH // 2 - 3)) + "> 2"
    wide = " and ".join(["(told)"] * (MAX_DEPTH + 1))
    for text in (deep, long, wide):
        tree, faults = parse(text, SCOPE, "flag")
        assert tree is not None, faults
        assert evaluate(tree, {"told": True}, ()) is True
        assert variables_in(tree) <= {"told"}
    [fault] = parse(f"({deep})", SCOPE, "flag")[1]
    assert "nested" in fault.message
