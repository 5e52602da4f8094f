"""Making a variable: a number, a flag or a word, as its ``start`` says, with the keys that go with its sort."""

from __future__ import annotations

import re
from typing import Any, Final

from builder import model
from builder.diagnostics import Related, did_you_mean, shown
from builder.grammar import RESERVED
from builder.sources import Place, Route
from builder.storyfile import schema
from builder.storyfile.reading import Reading, Values
from builder.storyfile.syntax import UNREADABLE
from builder.storyfile.wording import listed, respelled, slug

MAX_RANGE: Final = 1_000
"""Values in the range of one number."""

WORD: Final = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")
SORTS: Final = {
    "a number": ("start", "min", "max", "label", "show", "good", "words"),
    "a flag": ("start", "label"),
    "a word": ("start", "one-of", "label"),
}
"""The keys of each sort of variable."""


def variable(reading: Reading, values: Values, data: Values, route: Route) -> Any:
    """The variable at ``route``, or UNREADABLE once it is reported why it is none."""
    name, start = str(route[-1]), values.get("start")
    if start is None:
        return UNREADABLE
    if isinstance(start, str) and "one-of" not in data and _meant_otherwise(reading, start, data, route):
        return UNREADABLE
    if _are_flags(data.get("one-of")):
        message, help = (
            "A variable that is true or false needs no `one-of`.",
            "Take it out, and start with true or false.",
        )
        reading.forget((*route, "one-of"))
        reading.report("wrong-type", (*route, "one-of"), message, help)
        return UNREADABLE
    if "one-of" in data or isinstance(start, str):
        _only(reading, data, route, "a word")
        return _word(reading, values, data, route, name, start)
    if isinstance(start, bool):
        _only(reading, data, route, "a flag")
        return model.Flag(name, start, values.get("label"))
    _only(reading, data, route, "a number")
    return _number(reading, values, data, route, name, start)


def _meant_otherwise(reading: Reading, start: str, data: Values, route: Route) -> bool:
    """Report a start that is text, but was meant as a number or flag."""
    truth = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(start.lower(), start.lower())
    if truth in ("true", "false"):
        message = f"`start` is text, and `{truth}` seems to be meant."
        reading.report("wrong-type", (*route, "start"), message, f"Write `start: {truth}`, without quotation marks.")
    elif "min" in data or "max" in data or start.isdecimal():
        reading.wrong_type(schema.WHOLE, start, (*route, "start"))
    else:
        return False
    return True


def _are_flags(words: Any) -> bool:
    return isinstance(words, list) and bool(words) and all(isinstance(word, bool) for word in words)


def _number(reading: Reading, values: Values, data: Values, route: Route, name: str, start: int) -> Any:
    lacking = [bound for bound in ("min", "max") if bound not in data]
    if lacking:
        needed = " and ".join(f"`{bound}`" for bound in lacking)
        help = "Add both." if len(lacking) > 1 else f"Add `{lacking[0]}:`."
        why = "Every number has bounds, so that every play can be checked."
        reading.lacks("missing-key", route, f"The number `{name}` needs {needed}.", f"{help} {why}")
    if "min" not in values or "max" not in values:
        return UNREADABLE
    low, high = values["min"], values["max"]
    if low > high:
        message = f"`max` is {high}, less than `min`, {low}."
        reading.report("value-out-of-range", (*route, "max"), message, "Swap the two.")
        return UNREADABLE
    if high - low >= MAX_RANGE:
        message = f"`{name}` can have {high - low + 1:,} values; {MAX_RANGE:,} is the most."
        reading.report("too-large", (*route, "max"), message, "Count in larger steps.")
        return UNREADABLE
    if not low <= start <= high:
        message = f"`{name}` starts at {start}, outside {low} to {high}."
        help = f"Start it within {low} to {high}, or widen `min` and `max`."
        reading.report("value-out-of-range", (*route, "start"), message, help)
    words = tuple(sorted((value, word) for value, word in values.get("words", {}).items() if isinstance(value, int)))
    rest = {key: values[key] for key in ("label", "show", "good") if key in values}
    return model.Number(name, min(max(start, low), high), low, high, words=words, **rest)


def _word(reading: Reading, values: Values, data: Values, route: Route, name: str, start: Any) -> Any:
    if "one-of" not in data:
        help = "Add `one-of: [...]` with every word it can be. A whole number or true and false need none."
        reading.lacks("missing-key", route, f"`{name}` starts with a word, so it needs `one-of`.", help)
    if data.get("one-of") == []:
        reading.report("wrong-type", (*route, "one-of"), "`one-of` has no words.", "Name every word it can be.")
    words: tuple[str, ...] = values.get("one_of", ())
    _check_words(reading, data.get("one-of"), (*route, "one-of"))
    if not words:
        return UNREADABLE
    if start not in words:
        help = did_you_mean(str(start), words, f"Start with {listed(words)}.")
        message = f"`{name}` starts as `{shown(str(start))}`, which is none of its words."
        reading.report("value-out-of-range", (*route, "start"), message, help)
    return model.Word(name, start if start in words else words[0], tuple(dict.fromkeys(words)), values.get("label"))


def _check_words(reading: Reading, words: Any, route: Route) -> None:
    """Every word can be written in a condition, and is there once."""
    seen: dict[str, int] = {}
    for position, word in enumerate(words if isinstance(words, list) else ()):
        if not isinstance(word, str):
            continue
        if not WORD.fullmatch(word) or word in RESERVED:
            help = respelled("Use small letters, digits, `-` and `_`", slug(word, "-"))
            message = f"`{shown(word)}` cannot be used as a word in conditions."
            if word in RESERVED:
                help = "It is a word of the notation itself: use another."
            reading.report("bad-id", (*route, position), message, help)
        elif word in seen:
            first = Related(Place(reading.file, (*route, seen[word])), "first here")
            message = f"The word `{word}` is here twice."
            reading.report("repeated-key", (*route, position), message, "Take one of them out.", related=(first,))
        seen.setdefault(word, position)


def _only(reading: Reading, data: Values, route: Route, sort: str) -> None:
    """Report the keys that belong to another sort of variable."""
    every = {key for keys in SORTS.values() for key in keys}
    for name in data:
        if name in every and name not in SORTS[sort]:
            message = f"`{name}` is for another sort of variable; this one holds {sort}."
            reading.report("unknown-key", (*route, name), message, "Delete it, or change `start`.", "key")
