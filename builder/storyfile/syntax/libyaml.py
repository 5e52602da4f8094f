"""The door to libyaml: its events, in full or at speed, and its errors. No other module knows the library's binding.

The binding makes an event by calling what has the event's name in its own module: a class in Python, and making those
costs twice the parsing. While a text is read at speed, functions stand there that give little more than the value.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any, Final, TypeAlias

import _ruamel_yaml
from _ruamel_yaml import (
    AliasEvent,
    CParser,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)

from builder.storyfile.syntax.scalars import LONGEST_WORD, WORDS, typed

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "NextEvent",
    "Plain",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "YAMLError",
    "collector_paused",
    "events",
    "events_at_speed",
]

NextEvent: TypeAlias = Callable[[], Any]

_TURN: Final = Lock()
"""Held while a text is read: what the binding makes of an event holds for the whole program."""


@contextmanager
def events(text: str) -> Iterator[NextEvent]:
    """The events of a text, one a call, with their positions; a call raises `YAMLError` where the text is not YAML."""
    with _TURN:
        yield CParser(text).get_event


# -- events at speed --


class Plain:
    """A plain scalar that is not clearly text: its ``text``, as it counts where it is a key, and its ``value``."""

    __slots__ = ("text", "value")

    def __init__(self, text: str) -> None:
        self.text = text
        self.value = typed(text)


class Sign:
    """An event that is no scalar; there is one of each."""


MAPPING: Final = Sign()
LIST: Final = Sign()
END: Final = Sign()
"""A mapping or list ends."""
EDGE: Final = Sign()
"""The text or a document begins, or a document ends."""
END_OF_TEXT: Final = Sign()
ODD: Final = Sign()
"""Something that takes a closer look: an anchor, a tag, nothing where a value should be."""


@contextmanager
def events_at_speed(data: bytes) -> Iterator[NextEvent]:
    """The events of a text in UTF-8, one a call, each as a `str`, a `Plain` or a `Sign`; positions are lost.

    A text may be one of `WORDS`: it was plain, and as a value it is no text.
    """
    with _TURN:
        vars(_ruamel_yaml).update(_QUICK)
        try:
            yield CParser(data).get_event
        finally:
            vars(_ruamel_yaml).update(_FULL)


_plain = lru_cache(1_000)(Plain)


def _scalar(anchor: Any, tag: Any, implicit: Any, value: str, start: Any, end: Any, style: str) -> str | Plain | Sign:
    if anchor is None is tag:
        if style:
            return value if len(value) > LONGEST_WORD or value not in WORDS else ODD
        if value > _NUMBERS:
            return value
        if value:
            return _plain(value)
    return ODD


def _mapping(anchor: Any, tag: Any, implicit: Any, start: Any, end: Any, in_brackets: Any) -> Sign:
    return MAPPING if anchor is None is tag else ODD


def _list(anchor: Any, tag: Any, implicit: Any, start: Any, end: Any, in_brackets: Any) -> Sign:
    return LIST if anchor is None is tag else ODD


def _end(start: Any, end: Any) -> Sign:
    return END


_NUMBERS: Final = "<<"
"""The merge key, which sorts after all numbers and before letters."""
_QUICK: Final[Mapping[str, Callable[..., Any]]] = {
    "ScalarEvent": _scalar,
    "MappingStartEvent": _mapping,
    "SequenceStartEvent": _list,
    "MappingEndEvent": _end,
    "SequenceEndEvent": _end,
    "AliasEvent": lambda *event: ODD,
    "StreamStartEvent": lambda *event: EDGE,
    "DocumentStartEvent": lambda *event: EDGE,
    "DocumentEndEvent": lambda *event: EDGE,
    "StreamEndEvent": lambda *event: END_OF_TEXT,
}
_FULL: Final = {name: vars(_ruamel_yaml)[name] for name in _QUICK}


# -- the garbage collector --


@contextmanager
def collector_paused() -> Iterator[None]:
    """Reading makes many objects and no cycles, so the collector of cycles would look through them again and again.

    Afterwards they count as old, as they would had it looked: else it would begin with all of them at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()
