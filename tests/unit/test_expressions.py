"""Expressions once parsed: their value in a state, and what they read."""

from __future__ import annotations

from builder.expressions import (
    Binary,
    Constant,
    Expression,
    Unary,
    Variable,
    Visited,
    evaluate,
    parts,
    scenes_in,
    variables_in,
)

TENSE = Binary(">", Variable("tension"), Constant(3))
BACK = Visited("hello")


def test_a_condition_asks_the_state_and_the_scenes_that_were_entered() -> None:
    tree = Binary("and", TENSE, Unary("not", BACK))
    assert evaluate(tree, {"tension": 4}, set()) is True
    assert evaluate(tree, {"tension": 3}, set()) is False
    assert evaluate(tree, {"tension": 4}, {"hello"}) is False


def test_the_second_side_is_asked_only_where_it_matters() -> None:
    unknown = Variable("nothing")
    assert evaluate(Binary("or", Constant(True), unknown), {}, ()) is True
    assert evaluate(Binary("and", Constant(False), unknown), {}, ()) is False


def test_a_sum_is_a_whole_number() -> None:
    tree = Binary("-", Constant(100), Binary("*", Constant(5), Variable("tension")))
    assert evaluate(tree, {"tension": 7}, ()) == 65
    assert evaluate(Binary("min", tree, Unary("-", Constant(1))), {"tension": 7}, ()) == -1


def test_parts_come_outermost_first() -> None:
    tree = Binary("and", TENSE, Unary("not", BACK))
    assert list(parts(tree)) == [tree, TENSE, Variable("tension"), Constant(3), Unary("not", BACK), BACK]


def test_what_an_expression_reads_is_found_however_long_it_is() -> None:
    tree: Expression = TENSE
    for _ in range(450):
        tree = Binary("or", tree, BACK)
    assert variables_in(tree) == {"tension"}
    assert scenes_in(tree) == {"hello"}
    assert evaluate(tree, {"tension": 1}, {"hello"}) is True
