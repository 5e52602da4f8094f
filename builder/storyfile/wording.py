"""The reader's sentences: what is wrong with a value that does not fit, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from builder.diagnostics import LONGEST_SHOWN, shown
from builder.storyfile.schema import Kind, ListOf, MapOf, OneOf, Scalar, Shape, ShortOr

WANTED: Final = {
    "text": "text",
    "caption": "text",
    "id": "an id",
    "name": "a name",
    "word": "a word",
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
    match kind:
        case _ if data is None or data == "":
            return _for_nothing(kind, item)
        case Scalar():
            return _for_single(kind, data)
        case OneOf():
            return "Write one of these words."
        case ListOf():
            return _for_list(kind, data)
        case ShortOr():
            return _for_variable(data)
        case Shape(first=str(first)) if isinstance(data, str):
            return f"Write it as `{first}: {shown(data)}`, and the other keys on the lines below, in line with it."
        case Shape() | MapOf():
            return "Write its keys on the lines below, indented, each as `key: value`."


def _for_nothing(kind: Kind, item: bool) -> str:
    if item:
        return "Write it after the dash, or delete the dash."
    match kind:
        case ListOf():
            return "Write its items on the lines below, each after `- `, or delete the key."
        case MapOf() | Shape() | ShortOr():
            return "Write its keys on the lines below, indented, or delete the key."
        case _:
            return "Write it after the colon, or delete the key."


def _for_single(kind: Scalar, data: Any) -> str:
    match kind.kind, data:
        case "text" | "caption", bool() | int():
            return f'If it is text, put it in double quotes: `"{str(data).lower()}"`.'
        case "text" | "caption", _:
            return "If it is text, put it in double quotes, or write it on the lines below after a `|`."
        case "name" | "id", bool() | int():
            return "Names begin with a letter."
        case "word", bool() | int():
            return "Words begin with a letter."
        case "truth", str():
            guess = _TRUTHS.get(data.lower())
            if guess == data:
                return f"Write it without quotation marks: `{data}`."
            return f"Did you mean `{guess}`?" if guess is not None else "Write `true` or `false`."
        case "truth", _:
            return "Write `true` or `false`."
        case "whole" | "amount", str() if _NUMBER.fullmatch(data):
            number = re.sub(r"\s+", "", data).replace("−", "-").replace("–", "-")
            how = "with a plain hyphen" if number[0] == "-" != data[0] else "without quotation marks or spaces"
            return f"Write it {how}: `{number}`."
        case "amount", str() | bool():
            return "To give a variable a value, use `set`. If this is no variable, it is indented too far."
        case "whole" | "amount", _:
            return "Write a whole number such as `3` or `-2`."
        case "day", _:
            return "Write year, month and day, as 2026-11-20."
        case _, float():
            return "Only whole numbers can be used."
    return "Write one single value here."


def _for_list(kind: ListOf, data: Any) -> str:
    if not isinstance(kind.item, Scalar) or not isinstance(data, str) or len(data) > LONGEST_SHOWN:
        return "Begin each item on a line of its own with `- `."
    if data.startswith("-"):
        return f"Write a space after each dash: `- {shown(data[1:])}`."
    return f"Write `[{shown(data)}]`, or each item on a line of its own after `- `."


def _for_variable(data: Any) -> str:
    match data:
        case str() if data.lower() in _TRUTHS:
            return f"Did you mean `{_TRUTHS[data.lower()]}`?"
        case int():
            return f"A number has bounds: write `{{start: {data}, min: 0, max: 10}}`."
        case str():
            return f"A word is one of several: write `{{start: {shown(data)}, one-of: [...]}}`."
        case _:
            return "Write its keys on the lines below, indented, each as `key: value`."


def slug(text: str, joint: str) -> str:
    """The nearest thing to ``text`` that is spelled as an id or, joined with ``_``, as a variable; empty if none is."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode("ascii")
    return joint.join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))).lstrip("0123456789" + joint)


def respelled(rule: str, proper: str) -> str:
    """A rule of spelling, with the proper spelling if there is one."""
    return f"{rule}: `{shown(proper)}`." if proper else f"{rule}."


def id_help(text: str) -> str:
    """How to mend a bad id."""
    return respelled("Use small letters, digits and single hyphens, beginning with a letter", slug(text, "-"))
