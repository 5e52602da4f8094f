"""libyaml's events become plain data, with a finding for everything that YAML allows and a story does not."""

from __future__ import annotations

import re
from typing import Any, Final

from builder.diagnostics import MAX_FAULTS, Diagnostic, too_many_faults
from builder.sources import Route
from builder.storyfile.syntax import trouble
from builder.storyfile.syntax.data import BARE, UNREADABLE
from builder.storyfile.syntax.libyaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
    events,
)
from builder.storyfile.syntax.repair.dialect import restored
from builder.storyfile.syntax.repair.mending import SET_ASIDE
from builder.storyfile.syntax.scalars import MAY_BE_TYPED, typed

MAX_NESTING: Final = 20
"""Lists and mappings inside one another; the format itself needs eight."""

MAX_ENTRIES: Final = 10_000_000
"""Lists, mappings and the entries in them in one file: a story of 100,000 scenes has about half as many."""

_TIGHT = re.compile(r"([A-Za-z][\w-]*):(?!//)(\S.*)")


class _StopError(Exception):
    """The file is not read any further; why has been reported."""


class Events:
    """One pass over a file's events, one call a list or mapping.

    ``open`` holds, for every list or mapping that is open, what it stands in, where, and the event that began it.
    """

    __slots__ = (
        "anchors",
        "entries",
        "file",
        "findings",
        "next_event",
        "open",
        "repeats",
        "stopped",
        "text",
        "top",
        "whole",
    )

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.top: list[Any] = []
        self.findings: list[Diagnostic] = []
        self.anchors: set[str] = set()
        self.entries = 0
        self.repeats: dict[int, int] = {}
        self.open: list[tuple[Any, str | int, Any]] = []
        self.whole = True
        self.stopped: Route = ()

    @property
    def data(self) -> Any:
        """The first document, as far as it was read."""
        if self.top:
            return self.top[0]
        return None if self.whole else UNREADABLE

    def read(self) -> YAMLError | None:
        """Read the first document; gives the error that stopped the parser, if one did."""
        try:
            with events(self.text) as self.next_event:
                self.documents()
        except _StopError:
            self.stop()
        except YAMLError as error:
            self.stop()
            return error.with_traceback(None)  # which would hold the whole file, in a circle, for as long as we run
        return None

    def documents(self) -> None:
        """Read the first document, and report a second."""
        while True:
            event = self.next_event()
            match event:
                case StreamEndEvent():
                    return
                case DocumentStartEvent() if self.top:
                    self.report(trouble.second_document(self.file, event))
                    return
                case ScalarEvent() | AliasEvent() | MappingStartEvent() | SequenceStartEvent():
                    self.top.append(None)
                    self.node(event, self.top, 0)

    def report(self, finding: Diagnostic) -> None:
        """Note one finding; of a file that has too many nothing more is read."""
        self.findings.append(finding)
        if len(self.findings) >= MAX_FAULTS:
            self.findings.append(too_many_faults(finding.place))
            raise _StopError

    def count(self, event: Any) -> None:
        """Count an entry, or the end of a list or mapping; of a file that has too many nothing more is read."""
        self.entries += 1
        if self.entries > MAX_ENTRIES:
            self.report(trouble.too_many_entries(self.file, event, MAX_ENTRIES))
            raise _StopError

    def mapping(self, into: dict[str, Any]) -> None:
        """Read the pairs of a mapping up to its end."""
        next_event = self.next_event
        while True:
            named = next_event()
            self.count(named)
            if named.__class__ is not ScalarEvent:
                if named.__class__ is MappingEndEvent:
                    return
                self.key_that_is_no_text(named, into)
                continue
            key = named.value
            if key in into or key == "<<" or named.anchor is not None or named.ctag is not None:
                self.odd_key(named, into)
                continue
            event = next_event()
            if event.__class__ is ScalarEvent and event.anchor is None and event.ctag is None:
                value = event.value
                if value[:1] in MAY_BE_TYPED and not event.style:
                    if not value:
                        self.nothing(named, event, into)
                        continue
                    value = typed(value)
                into[key] = value
            else:
                self.node(event, into, key)

    def sequence(self, into: list[Any]) -> None:
        """Read the items of a list up to its end."""
        next_event = self.next_event
        while True:
            event = next_event()
            self.count(event)
            if event.__class__ is ScalarEvent and event.anchor is None and event.ctag is None:
                value = event.value
                if value[:1] in MAY_BE_TYPED and not event.style:
                    value = typed(value)
                into.append(value)
            elif event.__class__ is SequenceEndEvent:
                return
            else:
                into.append(None)
                self.node(event, into, len(into) - 1)

    def node(self, event: Any, into: Any, step: str | int) -> None:
        """Read any node into ``into[step]``, which holds a list or mapping before it is full."""
        kind = event.__class__
        if kind is AliasEvent:
            if event.anchor != SET_ASIDE and event.anchor not in self.anchors:
                self.report(trouble.alias(self.file, event))
            into[step] = UNREADABLE
            return
        if event.anchor is not None or event.ctag is not None:
            self.report_odd(event)
        if kind is ScalarEvent:
            into[step] = event.value if event.style else typed(event.value)
        else:
            if len(self.open) >= MAX_NESTING:
                self.report(trouble.too_deep(self.file, event, MAX_NESTING))
                raise _StopError
            self.open.append((into, step, event))
            inside: Any = {} if kind is MappingStartEvent else []
            into[step] = inside
            if kind is MappingStartEvent:
                self.mapping(inside)
            else:
                self.sequence(inside)
            self.open.pop()
        if event.ctag is not None:
            into[step] = UNREADABLE

    def report_odd(self, event: Any) -> None:
        """Report the anchor and the tag of a node."""
        if event.anchor is not None:
            self.anchors.add(event.anchor)
            self.report(trouble.anchor(self.file, event))
        if event.ctag is not None:
            self.report(trouble.tag(self.file, event))

    def nothing(self, named: Any, event: Any, into: dict[str, Any]) -> None:
        """Read a key without a value: with a colon it is empty; without, a comma or a missing space made it a key."""
        if event.start_mark.index > named.end_mark.index:
            into[named.value] = None
        elif tight := _TIGHT.fullmatch(restored(named.value)):
            self.report(trouble.no_space(self.file, named, tight[1], tight[2]))
            into.setdefault(tight[1], UNREADABLE)
        else:
            into[named.value] = BARE

    def odd_key(self, event: Any, into: dict[str, Any]) -> None:
        """Read a key, and its value, that is repeated, a merge key, or has an anchor or tag."""
        key, target = event.value, into
        self.report_odd(event)
        if key == "<<" and not event.style:
            self.report(trouble.merge_key(self.file, event))
            into["<<"] = UNREADABLE  # whatever this mapping lacks may be meant by it
        elif key in into:
            self.repeated(event, into)
        if into.get(key) is not None:
            target = {}
        before = len(self.findings)
        self.node(self.next_event(), target, key)
        if key == "<<":
            del self.findings[before:]

    def repeated(self, event: Any, into: dict[str, Any]) -> None:
        """Report a repeated key, unless it goes on from the one before: then a line above them is missing."""
        before = self.repeats.get(id(into))
        self.repeats[id(into)] = len(into)
        if before != len(into):
            self.report(trouble.repeated_key(self.file, event, (*self.route(), event.value)))
        else:
            into["<<"] = UNREADABLE
            self.repeats[id(into)] = len(into)

    def key_that_is_no_text(self, event: Any, into: dict[str, Any]) -> None:
        """Read past a list, mapping or alias that is used as a key, and its value."""
        if event.__class__ is not AliasEvent:
            self.report(trouble.collection_as_key(self.file, event))
        self.node(event, {}, "")
        self.node(self.next_event(), {}, "")
        into["<<"] = UNREADABLE

    def route(self) -> Route:
        """The way to the innermost open list or mapping."""
        return tuple(step for _, step, _ in self.open)[1:]

    def brackets(self) -> list[int]:
        """The lines, from 0, on which the lists and mappings in brackets that are open began."""
        return [event.start_mark.line for _, _, event in self.open if event.flow_style]

    def stop(self) -> None:
        """Remember where reading stopped. The last thing read may be half of something else: it is taken for unread."""
        self.whole = False
        place: Any = self.top
        route: list[str | int] = []
        while place and isinstance(place, dict | list):
            inside: Any = place
            route.append(next(reversed(inside)) if isinstance(inside, dict) else len(inside) - 1)
            place = inside[route[-1]]
        if route:
            inside[route[-1]] = UNREADABLE
        self.stopped = tuple(route[1:])
