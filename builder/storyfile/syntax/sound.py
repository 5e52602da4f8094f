"""Sound files at speed: the data of a file in which nothing is odd. Of all others `parse` tells what is odd in them."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any, Final

from builder.sources import Source
from builder.storyfile.syntax.data import UNREADABLE
from builder.storyfile.syntax.events import MAX_ENTRIES, MAX_NESTING
from builder.storyfile.syntax.libyaml import (
    EDGE,
    END,
    END_OF_TEXT,
    LIST,
    MAPPING,
    NextEvent,
    Plain,
    YAMLError,
    events_at_speed,
)
from builder.storyfile.syntax.parse import MAX_FILE_SIZE
from builder.storyfile.syntax.repair.dialect import is_misread
from builder.storyfile.syntax.scalars import LONGEST_WORD, WORDS

_TO_BE_DECODED: Final = (b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
"""Line ends that `decoded` changes before libyaml sees them."""
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OF_ENTRIES: Final = (b",", b":", b"-", b"[", b"{")
"""Every entry has one of these."""


class _OddError(Exception):
    """This file takes a closer look."""


def sound(source: Source, section: str, make: Callable[[str, Any], Any]) -> dict[str, Any] | None:
    """The mapping that a file holds, or None where anything in it is odd, which is not always wrong.

    Each member of ``section`` is given to ``make`` by name as soon as it is read, and what that makes takes its place:
    so a long story is never in memory as plain data, which is most of the speed. UNREADABLE from ``make`` ends it all.
    """
    data = source.data
    if not is_plain(data) or is_misread(data):
        return None
    try:
        with events_at_speed(data) as next_event:
            return _document(next_event, section, make)
    except (YAMLError, _OddError):
        return None


def is_plain(data: bytes) -> bool:
    """Whether libyaml may be given these bytes as they are: not too many, and nothing in them has to be decoded."""
    odd = data.startswith(_MARKS) or any(each[-1:] in data and each in data for each in _TO_BE_DECODED)
    return len(data) <= MAX_FILE_SIZE and not odd and not _may_have_too_many_entries(data)


def _may_have_too_many_entries(data: bytes) -> bool:
    """Whether the entries of a text have to be counted, as there are so many signs of them."""
    return len(data) > MAX_ENTRIES and sum(map(data.count, _OF_ENTRIES)) > MAX_ENTRIES


def _document(next_event: NextEvent, section: str, make: Callable[[str, Any], Any]) -> dict[str, Any]:
    """Read the one document of a text, a mapping."""
    if (next_event(), next_event(), next_event()) != (EDGE, EDGE, MAPPING):
        raise _OddError
    into: dict[str, Any] = {}
    while (key := next_event()) is not END:
        if key.__class__ is not str or key in into:
            raise _OddError
        value = next_event()
        large = key == section and value is MAPPING
        into[key] = _members(next_event, make) if large else _value(next_event, value, MAX_NESTING)
    if (next_event(), next_event()) != (EDGE, END_OF_TEXT):
        raise _OddError
    return into


def _members(next_event: NextEvent, make: Callable[[str, Any], Any]) -> dict[str, Any]:
    into: dict[str, Any] = {}
    while (name := next_event()) is not END:
        if name.__class__ is not str or name in into:
            raise _OddError
        made = make(name, _value(next_event, next_event(), MAX_NESTING))
        if made is UNREADABLE:
            raise _OddError
        into[name] = made
    return into


def _value(next_event: NextEvent, event: Any, room: int) -> Any:
    """Read a value that begins with ``event``; ``room`` is how many lists and mappings may lie in one another there."""
    if event.__class__ is str:
        return event if len(event) > LONGEST_WORD or event not in WORDS else WORDS[event]
    if event.__class__ is Plain:
        return event.value
    if event is MAPPING and room:
        return _mapping(next_event, room - 1)
    if event is LIST and room:
        return _list(next_event, room - 1)
    raise _OddError


def _mapping(next_event: NextEvent, room: int) -> dict[str, Any]:
    into: dict[str, Any] = {}
    while (key := next_event()) is not END:
        if key.__class__ is not str:
            if key.__class__ is not Plain or key.text == "<<":
                raise _OddError
            key = key.text
        if key in into:
            raise _OddError
        event = next_event()
        if event.__class__ is str and len(event) > LONGEST_WORD:
            into[key] = event
        else:
            into[key] = _value(next_event, event, room)
    return into


def _list(next_event: NextEvent, room: int) -> list[Any]:
    into: list[Any] = []
    while (event := next_event()) is not END:
        into.append(_value(next_event, event, room))
    return into
