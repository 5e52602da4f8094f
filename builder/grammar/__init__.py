"""Parsing ``when`` and ``score``: the author's text becomes a typed expression, or faults with a mark inside the text.

Recursive descent, one function a level of precedence, types on the way up. Nothing an author writes raises.
"""

from __future__ import annotations

from builder.expressions import Expression
from builder.grammar.levels import Parser
from builder.grammar.scope import MAX_DEPTH, MAX_LENGTH, MAX_NUMBER, RESERVED, Domain, Fault, Kind, Scope
from builder.grammar.tokens import StopError

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "MAX_NUMBER", "RESERVED", "Domain", "Fault", "Kind", "Scope", "parse"]


def parse(text: str, scope: Scope, wanted: Kind) -> tuple[Expression | None, tuple[Fault, ...]]:
    """Parse and type-check ``text``, which must give ``wanted`` ("flag" for a condition, "number" for a score).

    Gives the expression and no faults, or None and one or more faults; a fault inside a part says nothing about the
    whole it stands in.
    """
    if len(text) > MAX_LENGTH:
        help = f"Keep it under {MAX_LENGTH:,} characters: split the condition over several choices or scenes."
        return None, (Fault(f"This expression has {len(text):,} characters.", help, 0, len(text)),)
    parser = Parser(text, scope)
    try:
        typed = parser.whole()
    except StopError:
        return None, tuple(parser.tokens.faults)
    parser.want(typed, wanted)
    faults = tuple(parser.tokens.faults)
    return (None, faults) if faults else (typed.tree, ())
