"""Conditions and changes in plain English, for a learner who plays with a pencil instead of a script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from builder.expressions import Binary, Constant, Expression, Unary, Variable, Visited
from builder.model import Flag, Number, Value, Word
from builder.model import Variable as Declared
from builder.pages.labels import capital, words_of

_OPPOSITE: Final = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "and": "or", "or": "and"}
_TURNED_ROUND: Final = {"==": "==", "!=": "!=", "<": ">", ">=": "<=", ">": "<", "<=": ">="}
_BESIDE_A_NUMBER: Final = {
    "==": "{} is {}",
    "!=": "{} is not {}",
    "<": "{} is less than {}",
    "<=": "{} is {} or less",
    ">": "{} is more than {}",
    ">=": "{} is {} or more",
}
_BESIDE_ANYTHING: Final = {
    "==": "{} is the same as {}",
    "!=": "{} is not the same as {}",
    "<": "{} is less than {}",
    "<=": "{} is at most {}",
    ">": "{} is more than {}",
    ">=": "{} is at least {}",
}
_SUMS: Final = {"+": "{} plus {}", "-": "{} minus {}", "*": "{} times {}"}
_BINDING: Final = {"or": 0, "and": 1, "+": 2, "-": 2, "*": 3}


@dataclass(frozen=True, slots=True)
class Names:
    """What a story's variables, and the scenes its conditions ask about, are called in front of learners."""

    variables: Mapping[str, Declared]
    places: Mapping[str, str]


def label(variable: Declared) -> str:
    """What stands on the learner's tally: the author's label, else the name as words: ``has_name`` is "Has name"."""
    return variable.label or capital(words_of(variable.name))


def condition(tree: Expression, names: Names) -> str:
    """A ``when`` in words, to stand after "if": "trust is 6 or more and tension is 3 or less"."""
    match tree:
        case Constant(value):
            return "always" if value else "never"
        case Variable(name):
            return f"‘{label(names.variables[name])}’ is ticked"
        case Visited(scene):
            return f"you have been to ‘{names.places[scene]}’"
        case Unary("not", Variable(name)):
            return f"‘{label(names.variables[name])}’ is not ticked"
        case Unary("not", Visited(scene)):
            return f"you have not been to ‘{names.places[scene]}’"
        case Unary(_, operand):
            return condition(_opposite(operand), names)
        case Binary("and", left, right):
            return f"{_inside('and', left, names)} and {_inside('and', right, names)}"
        case Binary("or", left, right):
            return f"{_inside('or', left, names)}, or {_inside('or', right, names)}"
        case Binary(operator, left, right):
            return _comparison(operator, left, right, names)


def amount(tree: Expression, names: Names) -> str:
    """A number in words: "100 minus 5 times tension"."""
    match tree:
        case Constant(value):
            return _word(value)
        case Variable(name):
            return _in_a_sentence(names.variables[name])
        case Unary(_, operand):
            return f"minus {_bracketed(amount(operand, names), isinstance(operand, Binary))}"
        case Binary("min" | "max" as operator, left, right):
            which = "smaller" if operator == "min" else "larger"
            return f"the {which} of {amount(left, names)} and {amount(right, names)}"
        case Binary(operator, left, right):
            before = _bracketed(amount(left, names), _binds_less(left, operator))
            after = _bracketed(amount(right, names), _binds_less(right, operator, or_equally=operator == "-"))
            return _SUMS[operator].format(before, after)
        case _:
            return condition(tree, names)


def changes(change: Mapping[str, int], assigned: Mapping[str, Value], names: Names) -> Iterator[str]:
    """What a step does to the tally, a sentence each: "Tension falls by 2.", "Tick ‘Has name’."."""
    for name, by in change.items():
        if by:
            yield f"{capital(label(names.variables[name]))} {'rises' if by > 0 else 'falls'} by {abs(by)}."
    for name, value in assigned.items():
        variable = names.variables[name]
        if isinstance(variable, Flag):
            yield f"{'Tick' if value else 'Untick'} ‘{label(variable)}’."
        else:
            yield f"{capital(label(variable))} becomes {_word(value)}."


def at_the_start(variable: Declared) -> str:
    """One entry of the tally as it stands before the story: "Tension: 7, never below 0 or above 10"."""
    match variable:
        case Number():
            return f"{label(variable)}: {variable.start}, never below {variable.min} or above {variable.max}"
        case Flag():
            return f"{label(variable)}: {'ticked' if variable.start else 'not ticked'}"
        case Word():
            return f"{label(variable)}: {_word(variable.start)}"


def _comparison(operator: str, left: Expression, right: Expression, names: Names) -> str:
    """Two sides compared; a constant is read last, and a flag beside ``true`` or ``false`` is ticked or not."""
    match left, right:
        case Constant(), Constant():
            return _BESIDE_ANYTHING[operator].format(amount(left, names), amount(right, names))
        case Constant(), _:
            return _comparison(_TURNED_ROUND[operator], right, left, names)
        case _, Constant(bool() as value):
            return condition(left if value == (operator == "==") else Unary("not", left), names)
        case _, Constant():
            return _BESIDE_A_NUMBER[operator].format(amount(left, names), amount(right, names))
        case _:
            return _BESIDE_ANYTHING[operator].format(_side(left, names), _side(right, names))


def _side(tree: Expression, names: Names) -> str:
    return f"whether {condition(tree, names)}" if _is_flag(tree, names) else amount(tree, names)


def _opposite(tree: Expression) -> Expression:
    """The condition that is true exactly when this one is not, with ``not`` pushed inwards: English has no brackets."""
    match tree:
        case Constant(value):
            return Constant(not value)
        case Unary("not", operand):
            return operand
        case Binary("and" | "or" as operator, left, right):
            return Binary(_OPPOSITE[operator], _opposite(left), _opposite(right))
        case Binary(operator, left, right):
            return Binary(_OPPOSITE[operator], left, right)
        case _:
            return Unary("not", tree)


def _is_flag(tree: Expression, names: Names) -> bool:
    match tree:
        case Constant(value):
            return isinstance(value, bool)
        case Variable(name):
            return isinstance(names.variables[name], Flag)
        case Visited() | Unary("not", _):
            return True
        case Binary(operator, _, _):
            return operator in _OPPOSITE
        case _:
            return False


def _inside(operator: str, tree: Expression, names: Names) -> str:
    plain = _opposite(tree.operand) if isinstance(tree, Unary) and isinstance(tree.operand, Binary) else tree
    return _bracketed(condition(plain, names), _binds_less(plain, operator))


def _binds_less(tree: Expression, operator: str, *, or_equally: bool = False) -> bool:
    if not isinstance(tree, Binary) or tree.operator not in _BINDING:
        return False
    inner, outer = _BINDING[tree.operator], _BINDING[operator]
    return inner < outer or (or_equally and inner == outer)


def _bracketed(text: str, needed: bool) -> str:
    return f"({text})" if needed else text


def _in_a_sentence(variable: Declared) -> str:
    """The label with a small first letter if it is the variable's own name ("Tension"), else as the author wrote it."""
    text = label(variable)
    own = text.split(" ")[0].casefold() == variable.name.split("_")[0].casefold()
    return text[:1].lower() + text[1:] if own else text


def _word(value: Value) -> str:
    return str(value).replace("_", " ")
