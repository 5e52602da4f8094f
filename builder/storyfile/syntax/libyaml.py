"""The door to libyaml: the parser, what it gives, and what it raises. No other module knows the library's binding."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

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

__all__ = [
    "AliasEvent",
    "CParser",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "YAMLError",
    "collector_paused",
]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Reading makes many objects and no cycles: pausing the cycle collector saves half the time on a large story."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
