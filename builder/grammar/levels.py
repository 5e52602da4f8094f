"""The parser: one function for each level of precedence, from ``or`` down to a single value, types on the way up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from builder.expressions import Binary, Constant, Unary, Variable, Visited
from builder.grammar.scope import MAX_DEPTH, MAX_NUMBER, Fault, Kind, Scope
from builder.grammar.tokens import LANGUAGE, Tokens
from builder.grammar.typed import KINDS, Typed, held, instead, reach

_COMPARISONS: Final = ("==", "!=", "<=", ">=", "<", ">")
_WORDS_INSTEAD: Final = {
    "and": "Write `and` in small letters.",
    "or": "Write `or` in small letters.",
    "is": "To compare, write `==`, or `!=` for a difference, `>=` for at least, `<=` for at most.",
    "equals": "To compare, write `==`.",
}


class Parser:
    """One expression being parsed; its faults gather in ``tokens``."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.tokens = Tokens(text)
        self.scope = scope
        self.depth = 0

    def part(self, typed: Typed) -> str:
        """The author's text for a part, on one line."""
        return " ".join(self.tokens.text[typed.start : typed.end].split())

    def fault(self, message: str, help: str, start: int, end: int) -> None:
        """Note a fault and go on."""
        self.tokens.faults.append(Fault(message, help, start, end))

    def want(self, typed: Typed, kind: Kind) -> bool:
        """Whether ``typed`` is of the kind; if not, that is noted once. A part already at fault passes."""
        if typed.kind is None or typed.kind == kind:
            return typed.kind is not None
        part = self.part(typed)
        message = f"`{part}` is {KINDS[typed.kind]}, and {KINDS[kind]} is needed here."
        self.fault(message, instead(kind, part, typed), typed.start, typed.end)
        return False

    # the levels, loosest first

    def whole(self) -> Typed:
        """The whole text."""
        tokens = self.tokens
        tokens.advance()
        if tokens.at_end():
            raise tokens.stopped("There is nothing here.", LANGUAGE, 0, 1)
        typed = self.disjunction()
        if not tokens.at_end():
            help = _WORDS_INSTEAD.get(tokens.now.text.lower(), "Join two conditions with `and` or `or`.")
            raise tokens.stopped(f"`{tokens.now.text}` is not expected here.", help, *tokens.here())
        return typed

    def disjunction(self) -> Typed:
        """Conditions joined with ``or``."""
        left = self.conjunction()
        while self.tokens.at_word("or"):
            self.tokens.advance()
            left = self.flags("or", left, self.conjunction())
        return left

    def conjunction(self) -> Typed:
        """Conditions joined with ``and``."""
        left = self.negation()
        while self.tokens.at_word("and"):
            self.tokens.advance()
            left = self.flags("and", left, self.negation())
        return left

    def flags(self, operator: str, left: Typed, right: Typed) -> Typed:
        """Two conditions joined."""
        sound = all([self.want(left, "flag"), self.want(right, "flag")])
        return Typed(Binary(operator, left.tree, right.tree), "flag" if sound else None, left.start, right.end)

    def negation(self) -> Typed:
        """A condition, perhaps after ``not``."""
        if not self.tokens.at_word("not"):
            return self.comparison()
        start = self.tokens.advance().start
        operand = self.deeper(self.negation)
        sound = self.want(operand, "flag")
        return Typed(Unary("not", operand.tree), "flag" if sound else None, start, operand.end)

    def comparison(self) -> Typed:
        """One sum, or two compared."""
        tokens = self.tokens
        left = self.sum(None)
        if not tokens.at_sign(*_COMPARISONS):
            return left
        operator = tokens.advance().text
        right = self.sum(left)
        if left.pending and right.kind == "word":
            left = self.word_beside(right, left)
        if tokens.at_sign(*_COMPARISONS):
            raise tokens.stopped("Comparisons cannot be chained.", "Write two, joined with `and`.", *tokens.here())
        return self.compared(operator, left, right)

    def compared(self, operator: str, left: Typed, right: Typed) -> Typed:
        """Two parts compared: numbers in any way, others only for being equal, and only with their own kind."""
        self.settle(left, beside=right)
        odd = next((side for side in (left, right) if side.kind != "number"), right)
        if left.kind is None or right.kind is None:
            sound = False
        elif operator not in ("==", "!=") and odd.kind != "number":
            message = f"`{operator}` compares numbers, and `{self.part(odd)}` is {KINDS[odd.kind or 'word']}."
            self.fault(message, "Use `==` or `!=` here.", odd.start, odd.end)
            sound = False
        elif left.kind != right.kind:
            sides = f"`{self.part(left)}` is {KINDS[left.kind]} and `{self.part(right)}` is {KINDS[right.kind]}"
            help = "Compare numbers with numbers, a flag with true or false, a variable of words with one of its words."
            self.fault(f"{sides}: they are never equal.", help, right.start, right.end)
            sound = False
        else:
            sound = True
        return Typed(Binary(operator, left.tree, right.tree), "flag" if sound else None, left.start, right.end)

    def sum(self, beside: Typed | None) -> Typed:
        """Products added up; ``beside`` is the other side of a comparison, if there is one before this."""
        left = self.product(beside)
        while self.tokens.at_sign("+", "-"):
            operator = self.tokens.advance().text
            left = self.numbers(operator, left, self.product(None))
        return left

    def product(self, beside: Typed | None) -> Typed:
        """Single values multiplied."""
        left = self.single(beside)
        while self.tokens.at_sign("*"):
            self.tokens.advance()
            left = self.numbers("*", left, self.single(None))
        return left

    def numbers(self, operator: str, left: Typed, right: Typed) -> Typed:
        """Two numbers made one."""
        tree, start, end = Binary(operator, left.tree, right.tree), left.start, right.end
        self.settle(right, beside=left)
        if not all([self.want(left, "number"), self.want(right, "number")]):
            return Typed(tree, None, start, end)
        low, high = reach(operator, left, right)
        if max(-low, high) > MAX_NUMBER:
            self.fault("This can come to more than a thousand million.", "Use smaller numbers.", start, end)
            return Typed(tree, None, start, end)
        return Typed(tree, "number", start, end, low, high)

    # single values

    def single(self, beside: Typed | None) -> Typed:
        """A number, a name, or anything in parentheses."""
        tokens = self.tokens
        token = tokens.now
        if token.kind == "number":
            return self.number()
        if token.kind == "name":
            return self.named(beside)
        if tokens.at_sign("-"):
            tokens.advance()
            operand = self.deeper(lambda: self.single(None))
            self.settle(operand, beside=None)
            kind: Kind | None = "number" if self.want(operand, "number") else None
            return Typed(Unary("-", operand.tree), kind, token.start, operand.end, -operand.high, -operand.low)
        if tokens.at_sign("("):
            tokens.advance()
            inner = self.deeper(self.disjunction)
            end = tokens.expect(")", "to close the parenthesis")
            return Typed(inner.tree, inner.kind, token.start, end, inner.low, inner.high, inner.words)
        raise tokens.stopped(f"A value was expected, and here is {tokens.found()}.", LANGUAGE, *tokens.here())

    def number(self) -> Typed:
        """A whole number."""
        token = self.tokens.advance()
        if len(token.text) > 10 or int(token.text) > MAX_NUMBER:
            help = "Use a number up to a thousand million."
            raise self.tokens.stopped("This number is too large.", help, token.start, token.end)
        value = int(token.text)
        return Typed(Constant(value), "number", token.start, token.end, value, value)

    def named(self, beside: Typed | None) -> Typed:
        """A name: of the language, of a variable, or a word of the variable ``beside``."""
        tokens, token = self.tokens, self.tokens.now
        match token.text:
            case "true" | "false":
                tokens.advance()
                return Typed(Constant(token.text == "true"), "flag", token.start, token.end)
            case "visited":
                return self.visited()
            case "min" | "max":
                return self.smaller_or_larger()
            case "and" | "or":
                message = f"`{token.text}` needs a condition before and after it."
                raise tokens.stopped(message, LANGUAGE, token.start, token.end)
            case "not":
                help = "Put parentheses around it and its condition, as in `(not told)`."
                raise tokens.stopped("`not` cannot stand here.", help, token.start, token.end)
        name = tokens.id_ahead()
        known = self.scope.variables
        if beside is not None and beside.kind == "word" and (name.text in beside.words or token.text not in known):
            tokens.advance(name)
            return self.word_beside(beside, Typed(Constant(name.text), None, name.start, name.end))
        if token.text in known:
            tokens.advance()
            return held(Variable(token.text), known[token.text], token.start, token.end)
        tokens.advance(name)
        if name.text in known:  # misspelt where it is declared, and reported there
            return Typed(Variable(name.text), None, name.start, name.end)
        typed = Typed(Constant(name.text), None, name.start, name.end)
        if tokens.at_sign("==", "!="):  # perhaps a word, whose variable stands on the other side
            return typed
        self.settle(typed, beside)
        return Typed(Constant(0), None, name.start, name.end)

    def word_beside(self, beside: Typed, typed: Typed) -> Typed:
        """A name compared with a variable of words: one of them, or a fault."""
        assert isinstance(typed.tree, Constant)
        word = str(typed.tree.value)
        if word in beside.words:
            return Typed(typed.tree, "word", typed.start, typed.end, words=beside.words)
        message = f"`{word}` is not one of the words of `{self.part(beside)}`."
        help = "Its words are " + ", ".join(f"`{each}`" for each in beside.words) + "."
        self.tokens.faults.append(Fault(message, help, typed.start, typed.end, word=word, candidates=beside.words))
        return Typed(Constant(0), None, typed.start, typed.end)

    def settle(self, typed: Typed, beside: Typed | None) -> None:
        """Report a name that turned out to be none, unless it may be a word of a variable that could not be read."""
        unread = beside is not None and beside.kind is None and isinstance(beside.tree, Variable)
        if not typed.pending or unread:
            return
        assert isinstance(typed.tree, Constant)
        name, known = str(typed.tree.value), tuple(self.scope.variables)
        message, help = f"There is no variable `{name}`.", "Declare it under `state`."
        self.tokens.faults.append(Fault(message, help, typed.start, typed.end, "unknown-name", name, known, "state"))

    # the functions

    def visited(self) -> Typed:
        """``visited(scene-id)``."""
        tokens = self.tokens
        start = tokens.advance().start
        tokens.expect("(", "after `visited`")
        if tokens.now.kind != "name":
            help = "Write it as in `visited(on-hold)`."
            raise tokens.stopped("`visited( )` needs the id of a scene.", help, *tokens.here())
        scene = tokens.id_ahead()
        tokens.advance(scene)
        end = tokens.expect(")", "after the scene")
        if scene.text not in self.scope.scenes:
            message, help = f"There is no scene `{scene.text}`.", "Name a scene of this story."
            known = tuple(self.scope.scenes)
            fault = Fault(message, help, scene.start, scene.end, "unknown-name", scene.text, known, "places")
            tokens.faults.append(fault)
        return Typed(Visited(scene.text), "flag", start, end)

    def smaller_or_larger(self) -> Typed:
        """``min(a, b)`` or ``max(a, b)``."""
        tokens = self.tokens
        token = tokens.advance()
        tokens.expect("(", f"after `{token.text}`")
        left = self.deeper(lambda: self.sum(None))
        tokens.expect(",", "between the two numbers")
        right = self.deeper(lambda: self.sum(None))
        end = tokens.expect(")", "after the second number")
        typed = self.numbers(token.text, left, right)
        return Typed(typed.tree, typed.kind, token.start, end, typed.low, typed.high)

    def deeper(self, level: Callable[[], Typed]) -> Typed:
        """Something inside something else, up to a limit."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            help = "Split it into several conditions."
            raise self.tokens.stopped(f"This is nested more than {MAX_DEPTH} deep.", help, *self.tokens.here())
        typed = level()
        self.depth -= 1
        return typed
