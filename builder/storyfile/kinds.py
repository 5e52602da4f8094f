"""Readers: one function for every kind of value, made once from the schema, so that a story is read at speed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from builder.diagnostics import shown
from builder.grammar import MAX_NUMBER, RESERVED
from builder.model import Note, Waiver
from builder.sources import Place, Route
from builder.storyfile import schema
from builder.storyfile.keys import Reader, Row, comma, settle
from builder.storyfile.reading import Reading, Values
from builder.storyfile.schema import Key, Kind, ListOf, MapOf, OneOf, Scalar, Shape, ShortOr
from builder.storyfile.singles import is_id, one_of_reader, scalar_reader
from builder.storyfile.syntax import BARE, UNREADABLE
from builder.storyfile.wording import id_help, respelled, slug

MAX_SCENES: Final = 200_000
"""Scenes and outcomes in one story; twice what has been measured to work."""

VARIABLE: Final = re.compile(r"[a-z][a-z0-9_]*")
WHOLE: Final = re.compile(r"[-+]?[0-9]{1,9}")
NOT_VARIABLES: Final = RESERVED | {"outcome", "scene"}
"""Words of the notation itself, which no variable can be called."""
_SECTIONS = frozenset(key.name for key in schema.STORY.keys if isinstance(key.kind, MapOf))


@cache
def reader(kind: Kind) -> Reader:
    """The reader for a kind of value."""
    match kind:
        case Scalar():
            return scalar_reader(kind)
        case OneOf():
            return one_of_reader(kind)
        case ListOf():
            return _items(kind)
        case MapOf():
            return _changes(kind) if kind is schema.CHANGES else _entries(kind)
        case Shape():
            return _shape(kind)
        case ShortOr():
            return _short_or(kind)


def _items(kind: ListOf) -> Reader:
    read_item, fits = reader(kind.item), _fits(kind.item)

    def read(reading: Reading, data: Any, route: Route) -> Any:
        if data.__class__ is not list:
            return reading.wrong_type(kind, data, route)
        values = [
            each if each.__class__ is str and fits(each) else read_item(reading, each, (*route, position))
            for position, each in enumerate(data)
        ]
        if any(each is UNREADABLE for each in values):
            reading.unread.add(str(route[-1]))
            reading.left_out[route] = tuple(at for at, each in enumerate(values) if each is UNREADABLE)
            values = [each for each in values if each is not UNREADABLE]
        return tuple(values)

    return read


def _fits(kind: Kind) -> Callable[[str], object]:
    """A quick answer to whether a text is all that is wanted here. No is no answer: the reader then takes a look."""
    match kind:
        case Scalar("text" | "name" | "word" | "expression"):
            return str.strip
        case OneOf(words):
            return frozenset(words).__contains__
        case _:
            return _never


def _never(text: str) -> bool:
    return False


def _changes(kind: MapOf) -> Reader:
    """A mapping of whole numbers, of which a story has more than of anything else but text."""
    read_entries = _entries(kind)

    def read(reading: Reading, data: Any, route: Route) -> Any:
        if data.__class__ is dict and _COMMON.isdisjoint(data):
            for name, each in data.items():
                if each.__class__ is not int or not -MAX_NUMBER <= each <= MAX_NUMBER or name[:2] == "x-":
                    break
            else:
                return data
        return read_entries(reading, data, route)

    return read


def _entries(kind: MapOf) -> Reader:
    """A mapping whose keys the author chose; members that could not be read are noted, and blank if they can be."""
    read_item = reader(kind.item)
    called = kind.item.called if isinstance(kind.item, Shape) else ""

    def read(reading: Reading, data: Any, route: Route) -> Any:
        if data.__class__ is not dict:
            return reading.wrong_type(kind, data, route)
        if len(data) > MAX_SCENES:
            message = f"There are {len(data):,} entries here, more than {MAX_SCENES:,}."
            reading.report("too-large", route, message, "Split the story into several.", "key")
            return UNREADABLE
        values: dict[Any, Any] = {}
        for name, each in data.items():
            if not is_member(name):
                _common(reading, name, each, route)
                continue
            at = (*route, name)
            key = name if kind.keys in ("name", "any") else _key(reading, kind.keys, name, at, each)
            value = read_item(reading, each, at)
            if value is UNREADABLE:
                reading.unread.add(f"{route[-1]}/{name}")
                if called not in reading.blanks:
                    continue
                value = reading.blanks[called](name)
            values[key] = value
        if reading.bare:
            comma(reading, data, route, lambda name: "")
        return values

    return read


def _key(reading: Reading, keys: str, name: str, at: Route, value: Any) -> Any:
    """The key as the model has it; one that is not spelled as its kind asks is reported."""
    if value is BARE:
        return name
    if keys == "id" and not is_id(name):
        reading.report("bad-id", at, f"`{shown(name)}` is not an id.", id_help(name), "key")
        reading.unread.add(f"{at[-2]}/{slug(name, '-')}")  # others may already call it by its proper name
    elif keys == "variable" and not VARIABLE.fullmatch(name):
        message, proper = f"`{shown(name)}` is not a variable name.", slug(name, "_")
        reading.report("bad-id", at, message, respelled("Use small letters, digits and `_`", proper), "key")
        reading.unread.add(f"{at[-2]}/{proper}")
    elif keys == "variable" and name in NOT_VARIABLES:
        reading.report("bad-id", at, f"`{name}` is a word of the notation itself.", "Use another name.", "key")
    elif keys == "whole":
        if WHOLE.fullmatch(name):
            return int(name)
        message, help = f"`{shown(name)}` is not a whole number.", "Write the number from which the word is used."
        reading.report("wrong-type", at, message, help, "key")
    return name


def _shape(shape: Shape) -> Reader:
    """A mapping with fixed keys, made into its part of the model."""
    rows = {key.name: _row(key) for key in (*shape.keys, *schema.COMMON)}
    quick = {name: (row.field, row.fits, row.read) for name, row in rows.items()}
    required = frozenset(key.name for key in shape.keys if key.required)
    called = shape.called

    def read(reading: Reading, data: Any, route: Route) -> Any:
        if data.__class__ is not dict:
            return reading.wrong_type(shape, data, route)
        values: Values = {}
        strange = not data.keys() >= required
        for name, each in data.items():
            known = quick.get(name)
            if known is None:
                strange = strange or name[:2] != "x-" or each is UNREADABLE
                continue
            field, fits, read_value = known
            if each.__class__ is str and fits(each):
                values[field] = each
                continue
            value = read_value(reading, each, (*route, name))
            if value is not UNREADABLE:
                values[field] = value
                continue
            strange = strange or each is UNREADABLE
            if field and not route:
                reading.unread.add(name)
        if strange or reading.bare:
            settle(reading, shape, rows, values, data, route)
        if not route and route in reading.unsure:
            reading.unread |= _SECTIONS - data.keys()
        return reading.makers[called](reading, values, data, route)

    return read


def _row(key: Key) -> Row:
    if key in schema.COMMON:
        return Row(key, "", _never, lambda reading, data, route: _common(reading, key.name, data, route[:-1]))
    return Row(key, key.name.replace("-", "_"), _fits(key.kind), reader(key.kind))


def _short_or(kind: ShortOr) -> Reader:
    read_shape = reader(kind.shape)

    def read(reading: Reading, data: Any, route: Route) -> Any:
        if data.__class__ is bool:
            return read_shape(reading, {"start": data}, route)
        return read_shape(reading, data, route) if data.__class__ is dict else reading.wrong_type(kind, data, route)

    return read


# -- keys that any mapping may carry --

_COMMON = frozenset(key.name for key in schema.COMMON) | {"<<"}


def is_member(name: str) -> bool:
    """Whether a key is one of those that the author chose, and not one that any mapping may carry."""
    return name not in _COMMON and name[:2] != "x-"


def _common(reading: Reading, name: str, data: Any, route: Route) -> Any:
    """A note, a waiver or a key of the author's own: notes and waivers are kept, with where they stand."""
    if data is UNREADABLE:
        reading.unsure.add(route)
        reading.unread.add(str(route[-1]) if route else "")
    elif name == "notes":
        text = reader(schema.COMMON[0].kind)(reading, data, (*route, name))
        if text is not UNREADABLE:
            reading.notes.append(Note(Place(reading.file, route), text))
    elif name == "waive":
        waived = reader(schema.COMMON[1].kind)(reading, data, (*route, name))
        if waived is not UNREADABLE:
            reading.waivers += [Waiver(Place(reading.file, route), rule, why) for rule, why in waived.items()]
    return UNREADABLE
