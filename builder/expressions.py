"""The little language of ``when`` and ``score``, once parsed: what an expression is, and its value in a state.

An expression sees the story's variables, the words of its one-of variables, and ``visited(scene-id)``, and nothing
else. `builder.grammar` parses it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Value: TypeAlias = int | bool | str


@dataclass(frozen=True, slots=True)
class Constant:
    """A whole number, ``true`` or ``false``, or a word of a one-of variable."""

    value: Value


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable's value."""

    name: str


@dataclass(frozen=True, slots=True)
class Visited:
    """True once the scene was entered, the present entry included."""

    scene: str


@dataclass(frozen=True, slots=True)
class Unary:
    """``not`` or minus, before one operand."""

    operator: Literal["not", "-"]
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands with an operator between them (or ``min``, ``max`` before them)."""

    operator: str
    """``or and == != < <= > >= + - * min max``"""
    left: Expression
    right: Expression


_BINDING: Final = {
    "or": 1, "and": 2, "not": 3, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6,
}  # fmt: skip
_COMPARING: Final = 4
_TIGHT: Final = 7
"""How closely operators bind; comparisons do not chain; min and max have parentheses of their own."""

Expression: TypeAlias = Constant | Variable | Visited | Unary | Binary
Atom: TypeAlias = Variable | Visited
"""What an expression can ask about."""


def evaluate(tree: Expression, state: Mapping[str, Value], visited: Container[str]) -> Value:
    """The value of an expression in a state (every variable's value) after the scenes in ``visited`` were entered."""
    match tree:
        case Constant(value):
            return value
        case Variable(name):
            return state[name]
        case Visited(scene):
            return scene in visited
        case Unary("not", operand):
            return not evaluate(operand, state, visited)
        case Unary(_, operand):
            return -evaluate(operand, state, visited)  # type: ignore[operator]  # a number, by the type check
        case Binary("and", left, right):
            return bool(evaluate(left, state, visited)) and evaluate(right, state, visited)
        case Binary("or", left, right):
            return bool(evaluate(left, state, visited)) or evaluate(right, state, visited)
        case Binary(operator, left, right):
            return _combine(operator, evaluate(left, state, visited), evaluate(right, state, visited))


def bounds(tree: Expression, possible: Mapping[Atom, Sequence[Value]]) -> tuple[Value, Value]:
    """The lowest and the highest value an expression can have, or bounds somewhat wider than these.

    ``possible`` has for each atom the values it may have, numbers and flags in order. One value each gives its value.
    """
    match tree:
        case Constant(value):
            return value, value
        case Variable() | Visited():
            return possible[tree][0], possible[tree][-1]
        case Unary(operator, operand):
            low, high = bounds(operand, possible)
            return (not high, not low) if operator == "not" else (-high, -low)  # type: ignore[operator]  # numbers
        case Binary("==", left, right):
            return _same(left, right, possible)
        case Binary("!=", left, right):
            surely, perhaps = _same(left, right, possible)
            return not perhaps, not surely
        case Binary(operator, left, right):
            (low, high), (least, most) = bounds(left, possible), bounds(right, possible)
    if operator in _FALLING_ON_THE_RIGHT:
        least, most = most, least
    if operator in _FALLING_ON_THE_LEFT:
        low, high = high, low
    ends = [_combine(operator, low, least), _combine(operator, high, most)]
    if operator == "*":
        ends += [_combine(operator, low, most), _combine(operator, high, least)]
    return min(ends, key=int), max(ends, key=int)


_FALLING_ON_THE_LEFT: Final = ("<", "<=")
"""What can only become less, or false, when the left side grows; ``true`` counts as more than ``false``."""
_FALLING_ON_THE_RIGHT: Final = (">", ">=", "-")


def _same(left: Expression, right: Expression, possible: Mapping[Atom, Sequence[Value]]) -> tuple[bool, bool]:
    """Whether two values are surely the same, and whether they may be."""
    (low, high), (least, most) = bounds(left, possible), bounds(right, possible)
    if isinstance(low, str):  # words, on both sides then; they have no order, and nothing is made of them
        words = [{each.value} if isinstance(each, Constant) else set(possible[each]) for each in (left, right)]  # type: ignore[index]
        return len(words[0] | words[1]) == 1, not words[0].isdisjoint(words[1])
    return low == high == least == most, low <= most and least <= high  # type: ignore[operator]  # no words


def atoms_in(tree: Expression) -> tuple[Atom, ...]:
    """What an expression reads, each once, in the order of the text."""
    return tuple(dict.fromkeys(part for part in parts(tree) if isinstance(part, Variable | Visited)))


def parts(tree: Expression) -> Iterator[Expression]:
    """The expression and every expression inside it, outermost first."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        yield part
        match part:
            case Unary(_, operand):
                waiting.append(operand)
            case Binary(_, left, right):
                waiting += [right, left]


def conjuncts(tree: Expression) -> tuple[Expression, ...]:
    """The conditions that all have to hold for this one to hold: the two sides of an ``and``, and so on inwards."""
    match tree:
        case Binary("and", left, right):
            return (*conjuncts(left), *conjuncts(right))
    return (tree,)


def written(tree: Expression, around: int = 0) -> str:
    """The expression in the author's language again, with no more parentheses than it takes."""
    match tree:
        case Constant(bool(value)):
            return str(value).lower()
        case Constant(value):
            return str(value)
        case Variable(name):
            return name
        case Visited(scene):
            return f"visited({scene})"
        case Unary(operator, operand):
            binding = _BINDING[operator] if operator == "not" else _TIGHT
            return _parted(f"{operator} ".replace("- ", "-") + written(operand, binding), binding, around)
        case Binary("min" | "max" as name, left, right):
            return f"{name}({written(left)}, {written(right)})"
        case Binary(operator, left, right):
            binding = _BINDING[operator]
            chained = binding != _COMPARING
            first = written(left, binding if chained else binding + 1)
            return _parted(f"{first} {operator} {written(right, binding + 1)}", binding, around)


def variables_in(tree: Expression) -> frozenset[str]:
    """The names of the variables the expression reads."""
    return frozenset(part.name for part in parts(tree) if isinstance(part, Variable))


def scenes_in(tree: Expression) -> frozenset[str]:
    """The scenes the expression asks ``visited()`` about."""
    return frozenset(part.scene for part in parts(tree) if isinstance(part, Visited))


def _parted(text: str, binding: int, around: int) -> str:
    return f"({text})" if binding < around else text


def _combine(operator: str, left: Value, right: Value) -> Value:
    if operator == "==":
        return left == right
    if operator == "!=":
        return left != right
    assert not isinstance(left, str) and not isinstance(right, str), "the type check lets only numbers come here"
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "min" | "and":
            return min(left, right)
        case _:
            return max(left, right)
