"""Plain scalars, by the core schema of YAML 1.2: what is a number, true, false or nothing, and not text."""

from __future__ import annotations

import re
from typing import Any, Final

_LETTERS = frozenset("~ntfNTF") | {""}
MAY_BE_TYPED: Final = frozenset("-+.0123456789") | _LETTERS
"""How a plain scalar begins that may be something else than text."""

_WHOLE = re.compile(r"[-+]?[0-9]+")
_OTHER_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
WORDS: Final = {
    **dict.fromkeys(("~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
"""The plain scalars that are words and yet no text."""
LONGEST_WORD: Final = 5
_MOST_DIGITS = 20


def typed(text: str) -> Any:
    """The value of a plain scalar: a whole number, true, false, None, or its text.

    Other numbers are all NaN: no key of the format takes one, and only that they are not text matters.
    """
    if text[:1] in _LETTERS:
        return (WORDS.get(text, text) if len(text) <= LONGEST_WORD else text) if text else None
    if _WHOLE.fullmatch(text):
        return int(text[:_MOST_DIGITS])  # cut, it is still far too large
    return float("nan") if _OTHER_NUMBER.fullmatch(text) else text
