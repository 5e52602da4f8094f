"""The reader's sentences: what is wrong with a value that does not fit, and what to write instead."""

from __future__ import annotations

import re
from typing import Any, Final

from builder.diagnostics import LONGEST_SHOWN, shown
from builder.storyfile.schema import Kind, ListOf, MapOf, OneOf, Scalar, Shape, ShortOr

WANTED: Final = {
    "text": "text",
    "caption": "text",
    "id": "an id",
    "name": "a name",
    "whole": "a whole number",
    "amount": "a whole number",
    "truth": "true or false",
    "expression": "a condition or sum",
    "value": "a number, true, false or a word",
    "day": "a day, as 2026-11-20,",
}
"""What each sort of single value is called."""

_TRUTHS = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}
_NUMBER = re.compile(r"[-+−–]?\s*[0-9]+")


def listed(words: tuple[str, ...]) -> str:
    """Words in a row: ``a``, ``b`` or ``c``."""
    quoted = [f"`{word}`" for word in words]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def wanted(kind: Kind) -> str:
    """What a kind of value is called in "… is needed here"."""
    match kind:
        case Scalar(sort):
            return WANTED[sort]
        case OneOf(words):
            return f"one of {listed(words)}"
        case ListOf():
            return "a list"
        case ShortOr():
            return "a mapping, or just true or false,"
        case MapOf() | Shape():
            return "a mapping of `key: value` lines"


def described(data: Any) -> str:
    """What was found instead."""
    match data:
        case None | "":
            return "empty"
        case bool():
            return f"`{str(data).lower()}`"
        case int():
            return f"the number {data}"
        case float():
            return "a number with a decimal point"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def instead(kind: Kind, data: Any, item: bool) -> str:
    """What to write instead of ``data``; ``item`` says that it is an item of a list and has no key."""
    match kind, data:
        case _, (None | ""):
            return (
                "Write it after the dash, or delete the dash."
                if item
                else "Write it after the colon, or delete the key."
            )
        case Scalar("text" | "caption" | "name" | "id"), bool() | int():
            return f'If it is text, put it in double quotes: `"{str(data).lower()}"`.'
        case Scalar("text" | "caption"), _:
            return "If it is text, put it in double quotes, or write it on the lines below after a `|`."
        case Scalar("truth"), str():
            guess = _TRUTHS.get(data.lower())
            unquoted = f"Write it without quotation marks: `{data}`."
            return (
                "Write `true` or `false`."
                if guess is None
                else unquoted
                if guess == data
                else f"Did you mean `{guess}`?"
            )
        case Scalar("whole" | "amount"), str() if _NUMBER.fullmatch(data):
            number = re.sub(r"\s+", "", data).replace("−", "-").replace("–", "-")
            how = "with a plain hyphen" if number[0] == "-" != data[0] else "without quotation marks or spaces"
            return f"Write it {how}: `{number}`."
        case Scalar("amount"), str() | bool():
            return "To give a variable a value, use `set`. If this is no variable, it is indented too far."
        case Scalar("whole" | "amount"), _:
            return "Write a whole number such as `3` or `-2`."
        case ListOf(), str() if len(data) < LONGEST_SHOWN and "\n" not in data:
            if data.startswith("-"):
                return f"Write a space after each dash: `- {data[1:].strip()}`."
            return f"Write `[{data}]`, or each item on a line of its own after `- `."
        case ListOf(), dict():
            return "Begin each item on a line of its own with `- `."
        case ShortOr(), str() if data.lower() in _TRUTHS:
            return f"Did you mean `{_TRUTHS[data.lower()]}`?"
        case ShortOr(), int():
            return f"A number has bounds: write `{{start: {data}, min: 0, max: 10}}`."
        case ShortOr(), str():
            return f"A word is one of several: write `{{start: {shown(data)}, one-of: [...]}}`."
        case Shape(first=str(first)), str():
            return f"Write it as `{first}: {shown(data)}`, and the other keys on the lines below, in line with it."
        case Shape() | MapOf() | ShortOr(), _:
            return "Write its keys on the lines below, indented, each as `key: value`."
    return "Write one single value here."


def slug(text: str, joint: str) -> str:
    """The nearest thing to ``text`` that is spelled as an id."""
    return joint.join(re.findall(r"[a-z0-9]+", text.casefold())).lstrip("0123456789" + joint) or "name"


def id_help(text: str) -> str:
    """How to mend a bad id."""
    return f"Use small letters, digits and single hyphens, beginning with a letter: `{shown(slug(text, '-'))}`."
