"""Parts of an expression with their types: what each can come to, and what is said when two do not go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from builder.expressions import Constant, Expression
from builder.grammar.scope import Domain, Kind

KINDS: Final[dict[Kind, str]] = {"number": "a number", "flag": "true or false", "word": "a word"}
"""What each kind is called."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A parsed part: its tree, its kind (None after a fault, so that one fault stays one), extent, range and words."""

    tree: Expression
    kind: Kind | None
    start: int
    end: int
    low: int = 0
    high: int = 0
    words: tuple[str, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether this is a name that is no variable, and may still turn out to be a word."""
        return self.kind is None and isinstance(self.tree, Constant) and isinstance(self.tree.value, str)


def held(tree: Expression, domain: Domain, start: int, end: int) -> Typed:
    """A variable, with everything that it can hold."""
    return Typed(tree, domain.kind, start, end, domain.low, domain.high, domain.words)


def reach(operator: str, left: Typed, right: Typed) -> tuple[int, int]:
    """The least and greatest value the operator can give, from those of its sides."""
    match operator:
        case "+":
            return left.low + right.low, left.high + right.high
        case "-":
            return left.low - right.high, left.high - right.low
        case "*":
            corners = [a * b for a in (left.low, left.high) for b in (right.low, right.high)]
            return min(corners), max(corners)
        case "min":
            return min(left.low, right.low), min(left.high, right.high)
        case _:
            return max(left.low, right.low), max(left.high, right.high)


def instead(kind: Kind, part: str, typed: Typed) -> str:
    """What to write where ``kind`` is needed and ``part`` is of another."""
    match kind, typed.kind:
        case "flag", "number":
            return f"Compare it with something, as in `{part} >= 1`."
        case "flag", _:
            return f"Compare it with one of its words, as in `{part} == {next(iter(typed.words), 'word')}`."
        case _:
            return "Use a number, or a variable that holds one."
