"""The words and signs of an expression, one at a time, and where each of them stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from builder.grammar.scope import Fault

LANGUAGE: Final = (
    "An expression uses variables, whole numbers, `and`, `or`, `not`, comparisons, `+ - *` and parentheses."
)

_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]+)|(?P<name>[A-Za-z_]\w*)|(?P<sign>==|!=|<=|>=|[-<>+*(),])|(?P<end>$))")
_HYPHENATED = re.compile(r"[A-Za-z_]\w*(?:-\w+)*")
_INSTEAD = {
    "=>": "Write `>=`.",
    "=<": "Write `<=`.",
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


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a name, a sign or the end, at characters [start, end)."""

    kind: Literal["number", "name", "sign", "end"]
    text: str
    start: int
    end: int


class StopError(Exception):
    """The text cannot be parsed any further; the fault is already noted."""


class Tokens:
    """A text read token by token: ``now`` is the present one, ``last`` the one before; faults are noted here."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []
        self.now = self.last = Token("sign", "", 0, 0)

    def advance(self, past: Token | None = None) -> Token:
        """Step to the next token, or to the one after ``past``, and give the one left behind."""
        before = past or self.now
        at = before.end
        match = _TOKEN.match(self.text, at)
        if match is None:
            at += len(self.text[at:]) - len(self.text[at:].lstrip())
            pair = self.text[at : at + 2]
            sign = pair if pair in _INSTEAD else pair[0]
            help = _INSTEAD.get(sign, LANGUAGE)
            raise self.stopped(f"`{sign}` means nothing here.", help, at, at + len(sign))
        kind = match.lastgroup
        assert kind in ("number", "name", "sign", "end")
        self.now = Token(kind, match.group(kind), match.start(kind), match.end(kind))  # type: ignore[arg-type]
        self.last = before
        return before

    def id_ahead(self) -> Token:
        """The present name taken as an id, hyphens included."""
        match = _HYPHENATED.match(self.text, self.now.start)
        assert match is not None
        return Token("name", match.group(), match.start(), match.end())

    def at_sign(self, *signs: str) -> bool:
        """Whether the present token is one of these signs."""
        return self.now.kind == "sign" and self.now.text in signs

    def at_end(self) -> bool:
        """Whether the text is read."""
        return self.now.kind == "end"

    def at_word(self, word: str) -> bool:
        """Whether the present token is this word."""
        return self.now.kind == "name" and self.now.text == word

    def expect(self, sign: str, after: str) -> int:
        """Step past this sign, which must come here; gives where it ends."""
        if not self.at_sign(sign):
            message = f"A `{sign}` was expected {after}, and here is {self.found()}."
            raise self.stopped(message, f"Add the `{sign}`.", *self.here())
        return self.advance().end

    def found(self) -> str:
        """What the present token is called in a message."""
        return "the end" if self.at_end() else f"`{self.now.text}`"

    def here(self) -> tuple[int, int]:
        """Where the present token is, or the last one where the text is at its end."""
        token = self.last if self.at_end() else self.now
        return token.start, token.end

    def stopped(self, message: str, help: str, start: int, end: int) -> StopError:
        """Note a fault after which nothing more can be said of the text; gives the exception to raise."""
        self.faults.append(Fault(message, help, start, end))
        return StopError()
