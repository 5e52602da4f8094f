"""Plain data in the notation, laid out as an author would: a line for each key, and brackets for what is short."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from builder.storyfile.syntax.scalars import typed

WIDTH: Final = 100
"""Characters after which a list or mapping of single values is no longer written in brackets."""
INDENT: Final = "  "

_PLAIN = re.compile(r"[^\W\d_](?:[\w '/.-]*[\w.])?")
"""Text that means the same to every reader of YAML, in brackets too, without quotation marks."""
_TO_ESCAPE = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


def in_lines(data: Any) -> list[str]:
    """The lines of a list or mapping that has something in it; of anything else, its one line."""
    match data:
        case dict() if data:
            return [line for key, value in data.items() for line in _entry(f"{in_brackets(key)}:", value)]
        case list() if data:
            return [line for value in data for line in item(value)]
        case _:
            return [in_brackets(data)]


def item(data: Any) -> list[str]:
    """The lines of one item of a list, behind its dash."""
    first, *more = in_lines(data)
    return [f"- {first}", *(INDENT + line for line in more)]


def in_brackets(data: Any, *, quoted: bool = False) -> str:
    """Data on one line; ``quoted`` puts every text in quotation marks, as JSON does."""
    match data:
        case dict():
            pairs = (
                f"{in_brackets(key, quoted=quoted)}: {in_brackets(each, quoted=quoted)}" for key, each in data.items()
            )
            return "{" + ", ".join(pairs) + "}"
        case list():
            return "[" + ", ".join(in_brackets(each, quoted=quoted) for each in data) + "]"
        case str() if not quoted and _PLAIN.fullmatch(data) and isinstance(typed(data), str):
            return data
        case _:
            written = json.dumps(data, ensure_ascii=False)
            return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _entry(key: str, value: Any) -> list[str]:
    short = f"{key} {in_brackets(value)}"
    if not value or not isinstance(value, dict | list) or (len(short) <= WIDTH and _is_flat(value)):
        return [short]
    return [key, *(INDENT + line for line in in_lines(value))]


def _is_flat(data: Any) -> bool:
    return not any(isinstance(each, dict | list) for each in (data.values() if isinstance(data, dict) else data))
