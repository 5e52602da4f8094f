"""Readers of single values: text, numbers, flags, ids, days, conditions and fixed words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from builder.diagnostics import did_you_mean, shown
from builder.grammar import MAX_NUMBER
from builder.sources import Route
from builder.storyfile.keys import Reader
from builder.storyfile.reading import Reading
from builder.storyfile.schema import OneOf, Scalar
from builder.storyfile.syntax import UNREADABLE
from builder.storyfile.wording import id_help, listed

ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether the text is spelled as an id: small letters, digits and single hyphens, a letter first."""
    return ID.fullmatch(text) is not None


def scalar_reader(kind: Scalar) -> Reader:
    """The reader for a kind of single value."""
    match kind.kind:
        case "whole" | "amount":
            return _whole(kind)
        case "expression":
            return _expression(kind)
        case "value":
            return _of_types(kind, str, int, bool)
        case "truth":
            return _of_types(kind, bool)
        case "id":
            return _id(kind)
        case "day":
            return _day(kind)
        case "text" | "name" | "word" | "caption":
            return _of_types(kind, str)


def _of_types(kind: Scalar, *types: type) -> Reader:
    """A value of one of these types; a text with nothing in it is none, except as a caption."""

    def read(reading: Reading, data: Any, route: Route) -> Any:
        if data.__class__ not in types:
            return reading.wrong_type(kind, data, route)
        if data.__class__ is str and kind.kind != "caption" and not data.strip():
            return reading.wrong_type(kind, "", route)
        return UNREADABLE if _is_too_large(reading, data, route) else data

    return read


def _expression(kind: Scalar) -> Reader:
    """A condition or sum, as the author's text for it."""
    read_value = _of_types(kind, str, int, bool)

    def read(reading: Reading, data: Any, route: Route) -> Any:
        value = read_value(reading, data, route)
        return str(value).lower() if value.__class__ in (int, bool) else value

    return read


def _whole(kind: Scalar) -> Reader:
    least = -MAX_NUMBER if kind.least is None else kind.least
    most = MAX_NUMBER if kind.most is None else kind.most
    bounds = f"from {least} to {most}" if kind.most is not None else f"of {least} or more"

    def read(reading: Reading, data: Any, route: Route) -> Any:
        if data.__class__ is not int:
            return reading.wrong_type(kind, data, route)
        if least <= data <= most:
            return data
        if not _is_too_large(reading, data, route):
            message = f"`{route[-1]}` is {data}, and a whole number {bounds} is needed here."
            reading.report("value-out-of-range", route, message, f"Write a whole number {bounds}.")
        return UNREADABLE

    return read


def _is_too_large(reading: Reading, data: Any, route: Route) -> bool:
    """Whether this is a number past the limit of all numbers; if so, that is reported."""
    if data.__class__ is not int or abs(data) <= MAX_NUMBER:
        return False
    reading.report("too-large", route, "This number is too large.", "Use a number up to a thousand million.")
    return True


def _id(kind: Scalar) -> Reader:
    read_text = _of_types(kind, str)

    def read(reading: Reading, data: Any, route: Route) -> Any:
        value = read_text(reading, data, route)
        if value is not UNREADABLE and not is_id(value):
            reading.report("bad-id", route, f"`{shown(value)}` is not an id.", id_help(value))
        return value

    return read


def _day(kind: Scalar) -> Reader:
    def read(reading: Reading, data: Any, route: Route) -> Any:
        try:
            if data.__class__ is str and re.fullmatch(r"\d{4}-\d\d-\d\d", data):
                return date.fromisoformat(data).isoformat()
        except ValueError:
            pass
        if data.__class__ is not str or not data.strip():
            return reading.wrong_type(kind, data, route)
        message = f"`{shown(data)}` is not a day of the calendar."
        reading.report("wrong-type", route, message, "Write year, month and day, as 2026-11-20.")
        return UNREADABLE

    return read


def one_of_reader(kind: OneOf) -> Reader:
    """The reader for one of a few fixed words."""
    words = kind.words

    def read(reading: Reading, data: Any, route: Route) -> Any:
        if data.__class__ is str and data in words:
            return data
        if data.__class__ is not str or not data:
            return reading.wrong_type(kind, data, route)
        help = did_you_mean(data, words, "Use one of these words.")
        message = f"`{route[-1]}` is {listed(words)}, not `{shown(data)}`."
        reading.report("wrong-type", route, message, help)
        return UNREADABLE

    return read
