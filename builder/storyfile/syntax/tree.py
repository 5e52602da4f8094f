"""A file once more, as a tree that knows where everything stands: read when a finding has to be printed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from builder.storyfile.syntax.events import MAX_NESTING
from builder.storyfile.syntax.libyaml import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
    collector_paused,
    events,
)
from builder.storyfile.syntax.repair.dialect import as_read, restored


@dataclass(slots=True)
class Node:
    """A value with its extent in the file: ``start`` and ``end`` have ``line``, ``column`` and ``index``, from 0.

    ``parts`` holds (key or None, value): a mapping's pairs or a list's items; a scalar has a ``value`` instead.
    """

    start: Any
    end: Any
    value: str | None = None
    parts: list[tuple[Node | None, Node]] | None = None
    mapping: bool = False


def nodes(text: str) -> tuple[Node | None, bool]:
    """The tree of a text, and whether it is whole: where the parser has to stop, the tree ends there."""
    top = Node(None, None, parts=[])
    stack: list[Node] = [top]
    keys: list[Node | None] = [None]
    whole = False
    with collector_paused(), suppress(YAMLError), events(as_read(text)) as next_event:
        while not isinstance(event := next_event(), StreamEndEvent) and len(stack) <= MAX_NESTING + 2:
            if isinstance(event, MappingEndEvent | SequenceEndEvent):
                stack.pop().end = event.end_mark
                keys.pop()
            elif isinstance(event, ScalarEvent | AliasEvent | MappingStartEvent | SequenceStartEvent):
                node = Node(event.start_mark, event.end_mark, value=restored(getattr(event, "value", None)))
                owner = stack[-1]
                assert owner.parts is not None
                if owner.mapping and keys[-1] is None:
                    keys[-1] = node
                else:
                    owner.parts.append((keys[-1], node))
                    keys[-1] = None
                if isinstance(event, MappingStartEvent | SequenceStartEvent):
                    node.parts, node.mapping = [], isinstance(event, MappingStartEvent)
                    stack.append(node)
                    keys.append(None)
        whole = True
    return (top.parts[0][1] if top.parts else None), whole
