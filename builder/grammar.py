"""Parsing ``when`` and ``score``: the author's text becomes a typed expression, or faults with a mark inside the text.

Recursive descent, one function a level of precedence, types on the way up. Nothing an author writes raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from builder.expressions import Binary, Constant, Expression, Unary, Variable, Visited

Kind: TypeAlias = Literal["number", "flag", "word"]

MAX_LENGTH: Final = 1_000
"""Characters in one expression; far past anything a person can still read."""
MAX_DEPTH: Final = 50
"""Parentheses, ``not`` and minus signs inside one another."""
MAX_NUMBER: Final = 10**9
"""The largest whole number, either way, that a story may write or an expression may reach (browsers: 2**53)."""

RESERVED: Final = frozenset({"or", "and", "not", "true", "false", "min", "max", "visited"})
"""Words of the language itself, which no variable may be called."""


@dataclass(frozen=True, slots=True)
class Domain:
    """What a variable can hold: its kind (None where that could not be read), its range, its words."""

    kind: Kind | None
    low: int = 0
    high: int = 0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression may use."""

    variables: Mapping[str, Domain] = field(default_factory=dict)
    scenes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at characters [start, end) of the expression; ``rule`` is the checker's name for it.

    Where a ``word`` names nothing, ``candidates`` are the names that would have fitted, for "did you mean".
    """

    message: str
    help: str
    start: int
    end: int
    rule: Literal["bad-expression", "unknown-name"] = "bad-expression"
    word: str | None = None
    candidates: tuple[str, ...] = ()


def parse(text: str, scope: Scope, wanted: Kind) -> tuple[Expression | None, tuple[Fault, ...]]:
    """Parse and type-check ``text``, which must give ``wanted`` ("flag" for a condition, "number" for a score).

    Gives the expression and no faults, or None and one or more faults; a fault inside a part says nothing about the
    whole it stands in.
    """
    if len(text) > MAX_LENGTH:
        help = f"Keep it under {MAX_LENGTH:,} characters: split the condition over several choices or scenes."
        return None, (Fault(f"This expression has {len(text):,} characters.", help, 0, len(text)),)
    parser = _Parser(text, scope)
    try:
        typed = parser.whole()
    except _StopError:
        return None, tuple(parser.faults)
    if not parser.faults:
        parser.want(typed, wanted)
    return (None, tuple(parser.faults)) if parser.faults else (typed.tree, ())


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["number", "name", "sign", "end"]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Typed:
    """A parsed part: its tree, its kind (None after a fault, so that one fault stays one), range, and extent."""

    tree: Expression
    kind: Kind | None
    start: int
    end: int
    low: int = 0
    high: int = 0


class _StopError(Exception):
    """The text cannot be parsed any further; the fault is already noted."""


_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]+)|(?P<name>[A-Za-z_]\w*)|(?P<sign>==|!=|<=|>=|[-<>+*(),])|(?P<end>$))")
_HYPHENATED = re.compile(r"[A-Za-z]\w*(?:-\w+)*")
_COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")
_INSTEAD = {
    "=": "To compare, write `==`.",
    "&": "Write `and`.",
    "|": "Write `or`.",
    "!": "Write `not`, or `!=` to compare.",
    "/": "There is no division: compare with a multiple instead.",
    "≥": "Write `>=`.",
    "≤": "Write `<=`.",
    "≠": "Write `!=`.",
    '"': "Words of a variable are written without quotation marks.",
    "'": "Words of a variable are written without quotation marks.",
    ".": "Only whole numbers can be used.",
    "–": "Write a plain hyphen `-` for minus.",
    "−": "Write a plain hyphen `-` for minus.",
}
_KINDS: dict[Kind, str] = {"number": "a number", "flag": "true or false", "word": "a word"}
_LANGUAGE = "An expression uses variables, whole numbers, `and`, `or`, `not`, comparisons, `+ - *` and parentheses."


class _Parser:
    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.scope = scope
        self.faults: list[Fault] = []
        self.depth = 0
        self.now = _Token("sign", "", 0, 0)

    # reading tokens

    def advance(self) -> _Token:
        """Step to the next token and give the one left behind."""
        before = self.now
        at = before.end
        match = _TOKEN.match(self.text, at)
        if match is None:
            at += len(self.text[at:]) - len(self.text[at:].lstrip())
            sign = self.text[at]
            raise self.stopped(f"`{sign}` means nothing here.", _INSTEAD.get(sign, _LANGUAGE), at, at + 1)
        kind = match.lastgroup
        assert kind in ("number", "name", "sign", "end")
        self.now = _Token(kind, match.group(kind), match.start(kind), match.end(kind))  # type: ignore[arg-type]
        return before

    def hyphenated(self) -> tuple[str, int, int]:
        """The id at the present token, hyphens included, and its extent; the token after it becomes the present one."""
        start = self.now.start
        match = _HYPHENATED.match(self.text, start)
        assert match is not None
        self.now = _Token("name", match.group(), start, match.end())
        self.advance()
        return match.group(), start, match.end()

    def at_sign(self, *signs: str) -> bool:
        return self.now.kind == "sign" and self.now.text in signs

    def at_end(self) -> bool:
        return self.now.kind == "end"

    def at_word(self, word: str) -> bool:
        return self.now.kind == "name" and self.now.text == word

    def expect(self, sign: str, after: str) -> int:
        if not self.at_sign(sign):
            found = f"`{self.now.text}`" if not self.at_end() else "the end"
            start, end = self.here()
            raise self.stopped(
                f"A `{sign}` was expected {after}, and here is {found}.", f"Add the `{sign}`.", start, end
            )
        return self.advance().end

    def here(self) -> tuple[int, int]:
        if self.at_end():
            last = len(self.text.rstrip())
            return max(last - 1, 0), last
        return self.now.start, self.now.end

    # noting faults

    def stopped(self, message: str, help: str, start: int, end: int) -> _StopError:
        self.faults.append(Fault(message, help, start, max(end, start + 1)))
        return _StopError()

    def fault(self, message: str, help: str, start: int, end: int) -> None:
        self.faults.append(Fault(message, help, start, end))

    def want(self, typed: _Typed, kind: Kind) -> bool:
        """Whether ``typed`` is of the kind; if not, that is noted once. A part already at fault passes."""
        if typed.kind is None or typed.kind == kind:
            return typed.kind is not None
        part = self.text[typed.start : typed.end]
        helps: dict[Kind, str] = {
            "flag": f"Compare it with something, as in `{part} >= 1`."
            if typed.kind == "number"
            else f"Compare it with one of its words, as in `{part} == {self.example_word(typed)}`.",
            "number": "Use a number, or a variable that holds one.",
            "word": "Use one of the variable's own words.",
        }
        self.fault(
            f"`{part}` is {_KINDS[typed.kind]}, and {_KINDS[kind]} is needed here.", helps[kind], typed.start, typed.end
        )
        return False

    def example_word(self, typed: _Typed) -> str:
        words = self.words_of(typed)
        return words[0] if words else "word"

    def words_of(self, typed: _Typed) -> tuple[str, ...]:
        if isinstance(typed.tree, Variable) and typed.tree.name in self.scope.variables:
            return self.scope.variables[typed.tree.name].words
        return ()

    # the levels, loosest first

    def whole(self) -> _Typed:
        self.advance()
        if self.at_end():
            raise self.stopped("There is nothing here.", _LANGUAGE, 0, 1)
        typed = self.disjunction()
        if not self.at_end():
            start, end = self.here()
            raise self.stopped(
                f"`{self.now.text}` is not expected here.", "Join two conditions with `and` or `or`.", start, end
            )
        return typed

    def disjunction(self) -> _Typed:
        left = self.conjunction()
        while self.at_word("or"):
            self.advance()
            left = self.flags("or", left, self.conjunction())
        return left

    def conjunction(self) -> _Typed:
        left = self.negation()
        while self.at_word("and"):
            self.advance()
            left = self.flags("and", left, self.negation())
        return left

    def flags(self, operator: str, left: _Typed, right: _Typed) -> _Typed:
        sound = all([self.want(left, "flag"), self.want(right, "flag")])
        return _Typed(Binary(operator, left.tree, right.tree), "flag" if sound else None, left.start, right.end)

    def negation(self) -> _Typed:
        if not self.at_word("not"):
            return self.comparison()
        start = self.advance().start
        operand = self.deeper(self.negation)
        sound = self.want(operand, "flag")
        return _Typed(Unary("not", operand.tree), "flag" if sound else None, start, operand.end)

    def comparison(self) -> _Typed:
        left = self.sum(None)
        if not self.at_sign(*_COMPARISONS):
            return left
        operator = self.advance().text
        right = self.sum(left)
        if _pending(left) and right.kind == "word":
            left = self.word_beside(right, left)
        if self.at_sign(*_COMPARISONS):
            start, end = self.here()
            raise self.stopped("Comparisons cannot be chained.", "Write two, joined with `and`.", start, end)
        return self.compared(operator, left, right)

    def compared(self, operator: str, left: _Typed, right: _Typed) -> _Typed:
        tree, start, end = Binary(operator, left.tree, right.tree), left.start, right.end
        self.settle(left, beside=right)
        self.settle(right, beside=left)
        if left.kind is None or right.kind is None:
            return _Typed(tree, None, start, end)
        if operator not in ("==", "!=") and (left.kind, right.kind) != ("number", "number"):
            odd = left if left.kind != "number" else right
            part = self.text[odd.start : odd.end]
            self.fault(
                f"`{operator}` compares numbers, and `{part}` is {_KINDS[odd.kind or 'word']}.",
                "Use `==` or `!=` here.",
                odd.start,
                odd.end,
            )
            return _Typed(tree, None, start, end)
        if left.kind != right.kind:
            a, b = self.text[left.start : left.end], self.text[right.start : right.end]
            self.fault(
                f"`{a}` is {_KINDS[left.kind]} and `{b}` is {_KINDS[right.kind]}: they are never equal.",
                "Compare a number with a number, a flag with true or false, a word variable with one of its words.",
                right.start,
                right.end,
            )
            return _Typed(tree, None, start, end)
        return _Typed(tree, "flag", start, end)

    def sum(self, beside: _Typed | None) -> _Typed:
        left = self.product(beside)
        while self.at_sign("+", "-"):
            operator = self.advance().text
            left = self.numbers(operator, left, self.product(None))
        return left

    def product(self, beside: _Typed | None) -> _Typed:
        left = self.single(beside)
        while self.at_sign("*"):
            self.advance()
            left = self.numbers("*", left, self.single(None))
        return left

    def numbers(self, operator: str, left: _Typed, right: _Typed) -> _Typed:
        tree, start, end = Binary(operator, left.tree, right.tree), left.start, right.end
        self.settle(right, beside=left)
        if not all([self.want(left, "number"), self.want(right, "number")]):
            return _Typed(tree, None, start, end)
        low, high = _reach(operator, left, right)
        if max(-low, high) > MAX_NUMBER:
            self.fault("This can come to more than a thousand million.", "Use smaller numbers.", start, end)
            return _Typed(tree, None, start, end)
        return _Typed(tree, "number", start, end, low, high)

    def single(self, beside: _Typed | None) -> _Typed:
        token = self.now
        if token.kind == "number":
            self.advance()
            if len(token.text) > 10 or int(token.text) > MAX_NUMBER:
                raise self.stopped(
                    "This number is too large.", "Use a number up to a thousand million.", token.start, token.end
                )
            return _Typed(Constant(int(token.text)), "number", token.start, token.end, int(token.text), int(token.text))
        if self.at_sign("-"):
            self.advance()
            operand = self.deeper(lambda: self.single(None))
            sound = self.want(operand, "number")
            kind: Kind | None = "number" if sound else None
            return _Typed(Unary("-", operand.tree), kind, token.start, operand.end, -operand.high, -operand.low)
        if self.at_sign("("):
            self.advance()
            inner = self.deeper(self.disjunction)
            end = self.expect(")", "to close the parenthesis")
            return _Typed(inner.tree, inner.kind, token.start, end, inner.low, inner.high)
        if token.kind == "name":
            return self.named(beside)
        found = f"`{token.text}`" if token.kind != "end" else "the end"
        start, end = self.here()
        raise self.stopped(f"A value was expected, and here is {found}.", _LANGUAGE, start, end)

    def named(self, beside: _Typed | None) -> _Typed:
        token = self.now
        match token.text:
            case "true" | "false":
                self.advance()
                return _Typed(Constant(token.text == "true"), "flag", token.start, token.end)
            case "visited":
                return self.visited()
            case "min" | "max":
                return self.smaller_or_larger()
            case "and" | "or" | "not":
                raise self.stopped(
                    f"`{token.text}` needs a condition before and after it.", _LANGUAGE, token.start, token.end
                )
        if beside is not None and beside.kind == "word":
            return self.word(beside)
        if token.text in self.scope.variables:
            self.advance()
            domain = self.scope.variables[token.text]
            return _Typed(Variable(token.text), domain.kind, token.start, token.end, domain.low, domain.high)
        # Not a variable: perhaps a word whose variable stands on the other side of the comparison.
        name, start, end = self.hyphenated()
        typed = _Typed(Constant(name), None, start, end)
        if not self.at_sign("==", "!="):
            self.settle(typed, beside)
            return _Typed(Constant(0), None, start, end)
        return typed

    def word(self, beside: _Typed) -> _Typed:
        """A name beside a one-of variable: one of its words, or else another variable."""
        name = _HYPHENATED.match(self.text, self.now.start)
        assert name is not None
        if name.group() not in self.words_of(beside) and self.now.text in self.scope.variables:
            token = self.advance()
            domain = self.scope.variables[token.text]
            return _Typed(Variable(token.text), domain.kind, token.start, token.end, domain.low, domain.high)
        text, start, end = self.hyphenated()
        return self.word_beside(beside, _Typed(Constant(text), None, start, end))

    def word_beside(self, beside: _Typed, typed: _Typed) -> _Typed:
        assert isinstance(typed.tree, Constant)
        word, words = str(typed.tree.value), self.words_of(beside)
        if word in words:
            return _Typed(typed.tree, "word", typed.start, typed.end)
        message = f"`{word}` is not one of the words of `{self.text[beside.start : beside.end]}`."
        help = "Its words are " + ", ".join(f"`{each}`" for each in words) + "."
        self.faults.append(Fault(message, help, typed.start, typed.end, word=word, candidates=words))
        return _Typed(Constant(0), None, typed.start, typed.end)

    def settle(self, typed: _Typed, beside: _Typed | None) -> None:
        """Report a name that turned out to be none, unless it may be a word of a variable that could not be read."""
        unread = beside is not None and beside.kind is None and isinstance(beside.tree, Variable)
        if not _pending(typed) or unread:
            return
        assert isinstance(typed.tree, Constant)
        name, known = str(typed.tree.value), tuple(self.scope.variables)
        message, help = f"There is no variable `{name}`.", "Declare it under `state`."
        self.faults.append(Fault(message, help, typed.start, typed.end, "unknown-name", name, known))

    def visited(self) -> _Typed:
        start = self.advance().start
        self.expect("(", "after `visited`")
        if self.now.kind != "name":
            at, until = self.here()
            raise self.stopped("`visited( )` needs the id of a scene.", "Write it as in `visited(on-hold)`.", at, until)
        scene, at, until = self.hyphenated()
        end = self.expect(")", "after the scene")
        if scene in self.scope.scenes:
            return _Typed(Visited(scene), "flag", start, end)
        message, help = f"There is no scene `{scene}`.", "Name a scene of this story."
        known = tuple(self.scope.scenes)
        self.faults.append(Fault(message, help, at, until, "unknown-name", scene, known))
        return _Typed(Visited(scene), None, start, end)

    def smaller_or_larger(self) -> _Typed:
        token = self.advance()
        self.expect("(", f"after `{token.text}`")
        left = self.deeper(lambda: self.sum(None))
        self.expect(",", "between the two numbers")
        right = self.deeper(lambda: self.sum(None))
        end = self.expect(")", "after the second number")
        typed = self.numbers(token.text, left, right)
        return _Typed(typed.tree, typed.kind, token.start, end, typed.low, typed.high)

    def deeper(self, level: Callable[[], _Typed]) -> _Typed:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            start, end = self.here()
            raise self.stopped(
                f"This is nested more than {MAX_DEPTH} deep.", "Split it into several conditions.", start, end
            )
        typed = level()
        self.depth -= 1
        return typed


def _reach(operator: str, left: _Typed, right: _Typed) -> tuple[int, int]:
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


def _pending(typed: _Typed) -> bool:
    """Whether this is a name that is no variable, and may still turn out to be a word."""
    return typed.kind is None and isinstance(typed.tree, Constant) and isinstance(typed.tree.value, str)
