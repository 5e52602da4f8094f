"""YAML 1.2, as far as a story needs it: a file becomes plain data, and any place in it can be found again.

This is the only module that knows the YAML library. Data is read from libyaml's events without keeping positions, for
most files are sound and nobody asks; `locate` reads the file a second time when a finding has to be printed.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

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

from builder.diagnostics import Diagnostic, Related
from builder.sources import Place, Source, Span
from builder.storyfile import trouble

MAX_FILE_SIZE: Final = 128 * 2**20
"""Bytes in one file: a story of 100,000 scenes has about 100 million."""
MAX_NESTING: Final = 20
"""Lists and mappings inside one another; the format itself needs eight."""


class Unreadable:
    """Stands where a value was written but could not be read; it has been reported, and nobody mentions it again."""


UNREADABLE: Final = Unreadable()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as plain data: dict, list, str, int, float, bool, None, or `UNREADABLE`.

    Mapping keys are always text. ``whole`` is False where reading had to stop, so that what is missing may stand in
    the unread rest.
    """

    data: Any
    findings: tuple[Diagnostic, ...] = ()
    whole: bool = True


def parse(source: Source) -> Parsed:
    """Read a file. Never raises on what an author wrote: every fault is a finding, and the rest is still read."""
    if len(source.data) > MAX_FILE_SIZE:
        return Parsed(UNREADABLE, (trouble.too_large_file(source.name, MAX_FILE_SIZE),), whole=False)
    text, fault = trouble.decoded(source)
    if fault is not None:
        return Parsed(UNREADABLE, (fault,), whole=False)
    reading = _Reading(source.name)
    with _collector_paused():
        try:
            _read_events(reading, CParser(text))
        except YAMLError as error:
            reading.findings.append(trouble.of_yaml(source.name, text, error))
            reading.whole = False
        except _StopError:
            reading.whole = False
    data = reading.top[0] if reading.top else None
    return Parsed(data, tuple(reading.findings), reading.whole)


# -- events to data --


@dataclass(slots=True)
class _Reading:
    file: str
    top: list[Any] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    whole: bool = True


class _StopError(Exception):
    pass


def _read_events(reading: _Reading, parser: Any) -> None:
    """The hot loop: one pass over the events, one stack of open lists and mappings.

    ``into`` is the innermost open collection; for a mapping, ``key`` is the key whose value comes next.
    """
    next_event = parser.get_event
    stack: list[tuple[Any, Any]] = []
    into: Any = reading.top
    key: Any = None
    while True:
        event = next_event()
        kind = event.__class__
        if kind is ScalarEvent:
            if into.__class__ is dict and key is None:
                key = event.value
                if key in into or event.anchor is not None or event.tag is not None:
                    key = _odd_key(reading, stack, into, event)
                continue
            value = event.value
            if event.style in (None, "") and value[:1] in _TYPED:
                value = _resolved(value)
            if event.anchor is not None or event.tag is not None:
                reading.findings.append(trouble.odd_node(reading.file, event))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                reading.findings.append(trouble.odd_node(reading.file, event))
            if len(stack) >= MAX_NESTING:
                reading.findings.append(trouble.too_deep(reading.file, event, MAX_NESTING))
                raise _StopError
            stack.append((into, key))
            into, key = ({} if kind is MappingStartEvent else []), None
            _place(stack[-1], into, reading, event)
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            into, key = stack.pop()
            key = None
            continue
        elif kind is AliasEvent:
            reading.findings.append(trouble.alias(reading.file, event))
            if into.__class__ is dict and key is None:
                key = _Skip()
                continue
            value = UNREADABLE
        elif kind is StreamEndEvent:
            return
        else:
            if kind is DocumentStartEvent and reading.top:
                reading.findings.append(trouble.second_document(reading.file, event))
                return
            continue
        if into.__class__ is list:
            into.append(value)
        elif key.__class__ is not _Skip:
            into[key] = value
        key = None


class _Skip:
    """A key whose value is read and dropped: a repeated key, an alias or a collection used as a key."""


def _place(outer: tuple[Any, Any], value: Any, reading: _Reading, event: Any) -> None:
    into, key = outer
    if into.__class__ is list:
        into.append(value)
    elif key is None:
        reading.findings.append(trouble.collection_as_key(reading.file, event))
        # Its own value follows as the next node; a mapping that stands nowhere takes both.
        raise _StopError
    elif key.__class__ is not _Skip:
        into[key] = value


def _odd_key(reading: _Reading, stack: list[tuple[Any, Any]], into: dict[str, Any], event: Any) -> Any:
    if event.anchor is not None or event.tag is not None:
        reading.findings.append(trouble.odd_node(reading.file, event))
    if event.value not in into:
        return event.value
    route = tuple(len(outer) - 1 if isinstance(outer, list) else key for outer, key in stack)[1:]
    place = Place(reading.file, (*route, event.value), "key")
    reading.findings.append(
        Diagnostic(
            "repeated-key",
            _span(reading.file, event.start_mark, event.end_mark),
            f"The key `{event.value}` is here twice.",
            "Keep one of the two, or rename one.",
            related=(Related(place, "it stands here first"),),
        )
    )
    return _Skip()


# -- plain scalars, by the core schema of YAML 1.2 --

_TYPED = frozenset("-+.0123456789~ntfNTF") | {""}
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_OTHER_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def _resolved(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _OTHER_NUMBER.fullmatch(text):
        return float("nan")  # no key of the format takes one; only that it is not text matters
    return text


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes many objects and no cycles: pausing the cycle collector saves half the time on a large story."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


# -- finding places again --


@dataclass(slots=True)
class _Node:
    """A node with its extent. ``parts`` holds (key node or None, value node): a mapping's pairs or a list's items."""

    start: Any
    end: Any
    value: str | None = None
    parts: list[tuple[_Node | None, _Node]] | None = None
    mapping: bool = False


def locate(source: Source) -> Callable[[Place | Span], Span]:
    """A function that finds places of this file; the file is read again at its first call, once.

    A place that cannot be found (in a file that stops half-way, say) gives the nearest one around it.
    """
    text, fault = trouble.decoded(source)
    lines = text.split("\n")
    root: list[_Node | None] = []

    def find(place: Place | Span) -> Span:
        if isinstance(place, Span):
            return place
        if not root:
            root.append(None if fault is not None or len(source.data) > MAX_FILE_SIZE else _tree(text))
        return _found(source.name, lines, root[0], place)

    return find


def _tree(text: str) -> _Node | None:
    """The file's nodes; what was open when the parser had to stop is kept as far as it goes."""
    top = _Node(None, None, parts=[])
    stack: list[_Node] = [top]
    keys: list[_Node | None] = [None]
    parser = CParser(text)
    with _collector_paused():
        try:
            while not isinstance(event := parser.get_event(), StreamEndEvent):
                if isinstance(event, MappingEndEvent | SequenceEndEvent):
                    stack.pop().end = event.end_mark
                    keys.pop()
                elif isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent):
                    node = _Node(event.start_mark, event.end_mark, value=getattr(event, "value", None))
                    owner = stack[-1]
                    if owner.mapping and keys[-1] is None:
                        keys[-1] = node
                    else:
                        assert owner.parts is not None
                        owner.parts.append((keys[-1], node))
                        keys[-1] = None
                    if isinstance(event, MappingStartEvent | SequenceStartEvent):
                        node.parts, node.mapping = [], isinstance(event, MappingStartEvent)
                        stack.append(node)
                        keys.append(None)
                        if len(stack) > MAX_NESTING + 2:
                            break
        except YAMLError:
            pass
    return top.parts[0][1] if top.parts else None


def _found(file: str, lines: list[str], root: _Node | None, place: Place) -> Span:
    if root is None:
        return Span(file, 1, 1, 1, 1)
    key, node = None, root
    for depth, step in enumerate(place.route):
        nth = place.nth if depth == len(place.route) - 1 else 1
        below = _step(node, step, nth)
        if below is None and place.otherwise is not None:
            return _found(file, lines, root, Place(place.file, place.otherwise, place.part, within=place.within))
        if below is None:
            return _extent(file, lines, key or node)
        key, node = below
    if place.part == "key" and key is not None:
        return _extent(file, lines, key)
    if place.within is not None and node.value is not None:
        return _inside(file, lines, node, place.within)
    empty = node.parts is None and node.start.index == node.end.index
    return _extent(file, lines, key if empty and key is not None else node)


def _step(node: _Node, step: str | int, nth: int) -> tuple[_Node | None, _Node] | None:
    if node.parts is None or node.mapping != isinstance(step, str):
        return None
    if isinstance(step, int):
        return node.parts[step] if step < len(node.parts) else None
    same = [part for part in node.parts if part[0] is not None and part[0].value == step]
    return same[min(nth, len(same)) - 1] if same else None


def _extent(file: str, lines: list[str], node: _Node) -> Span:
    """The node's extent, cut at the end of its first line: a mark under one line says more than one over twenty."""
    start, end = node.start, node.end
    if end.line == start.line and end.column > start.column:
        return _span(file, start, end)
    line = lines[start.line] if start.line < len(lines) else ""
    stop = max(len(line.rstrip()), start.column + 1)
    return Span(file, start.line + 1, start.column + 1, start.line + 1, stop + 1)


def _inside(file: str, lines: list[str], node: _Node, within: tuple[int, int]) -> Span:
    """Part of a scalar: looked for in the author's text, which quotes, escapes and line breaks may make differ."""
    assert node.value is not None
    last = min(node.end.line, len(lines) - 1)
    raw = "\n".join(lines[node.start.line : last + 1])
    begin, end = within
    piece = node.value[begin:end]
    whole = raw.find(node.value, node.start.column)
    at = whole + begin if whole >= 0 else raw.find(piece, node.start.column)
    if at < 0 or not piece:
        return _extent(file, lines, node)
    line = node.start.line + raw.count("\n", 0, at)
    column = at - (raw.rfind("\n", 0, at) + 1)
    return Span(file, line + 1, column + 1, line + 1, column + 1 + len(piece.split("\n")[0]))


def _span(file: str, start: Any, end: Any) -> Span:
    return Span(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def lines_of(source: Source) -> list[str]:
    """The author's own lines, as a report shows them."""
    return trouble.decoded(source)[0].split("\n")
