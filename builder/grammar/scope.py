"""What an expression may name, how long it may be, and what a fault in it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

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

    Where a ``word`` names nothing, ``candidates`` are the names that would have fitted, for "did you mean", and
    ``section`` is where it would be declared, if it is the name of something.
    """

    message: str
    help: str
    start: int
    end: int
    rule: Literal["bad-expression", "unknown-name"] = "bad-expression"
    word: str | None = None
    candidates: tuple[str, ...] = ()
    section: Literal["state", "places"] | None = None
