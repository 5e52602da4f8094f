"""A file once more, as a tree that knows where everything stands: read when a finding has to be printed.

A file may have millions of nodes and a single finding. So the tree is kept as numbers, a few bytes a node, and a `Node`
is made when it is asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from builder.storyfile.syntax.events import MAX_ENTRIES, MAX_NESTING
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
from builder.storyfile.syntax.lines import Lines
from builder.storyfile.syntax.repair.dialect import as_read, restored


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text: ``line`` and ``column`` from 0, and the ``index`` of its character in the whole."""

    line: int
    column: int
    index: int


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands; two are the same where they have the same ``number`` in a tree."""

    tree: _Tree
    number: int

    @property
    def start(self) -> Mark:
        """Where it begins."""
        return self.tree.mark(self.tree.starts[self.number])

    @property
    def end(self) -> Mark:
        """Where it ends; of a mapping or list in which the parser had to stop, where its opening ends."""
        return self.tree.mark(self.tree.ends[self.number])

    @property
    def value(self) -> str | None:
        """The text of a scalar."""
        return self.tree.value(self.number)

    @property
    def scalar(self) -> bool:
        """Whether it is one value, or an alias for one."""
        return self.tree.kinds[self.number] not in (_LIST, _MAPPING)

    @property
    def mapping(self) -> bool:
        """Whether it is a mapping."""
        return self.tree.kinds[self.number] == _MAPPING

    @property
    def parts(self) -> list[tuple[Node | None, Node]] | None:
        """(key or None, value): a mapping's pairs or a list's items; None for a scalar."""
        if self.scalar:
            return None
        inside = self.tree.inside(self.number)
        return [self._pair(each) if self.mapping else (None, Node(self.tree, each)) for each in inside]

    @property
    def names(self) -> Mapping[str, object]:
        """The keys of a mapping that are text; nothing for anything else."""
        return self.tree.names(self.number)

    def named(self, name: str, nth: int = 1) -> tuple[Node, Node]:
        """The pair of one of the `names`: where several have it the ``nth``, from 1, if there are so many."""
        found = self.tree.names(self.number)[name]
        return self._pair(found if isinstance(found, int) else found[min(nth, len(found)) - 1])

    def item(self, position: int) -> Node | None:
        """The item of a list at a position, from 0; None where it has not so many, or is no list."""
        inside = self.tree.inside(self.number) if not self.mapping else ()
        return Node(self.tree, inside[position]) if position < len(inside) else None

    def _pair(self, key: int) -> tuple[Node, Node]:
        return Node(self.tree, key), Node(self.tree, self.tree.after[key])


_AS_WRITTEN: Final = 0
"""A scalar whose value is its text."""
_IN_QUOTES: Final = 1
"""A scalar whose value is its text without the first and the last character."""
_OTHER: Final = 2
"""A scalar whose value is written otherwise, or an alias, which has none."""
_LIST: Final = 3
_MAPPING: Final = 4


@dataclass(slots=True, eq=False)
class _Tree:
    """All nodes of a text, numbered as they begin: what is inside one has the numbers up to that ``after`` it.

    ``starts`` and ``ends`` count characters; ``values`` has the scalars that are written otherwise.
    """

    lines: Lines
    kinds: bytearray = field(default_factory=bytearray)
    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    after: array[int] = field(default_factory=lambda: array("I"))
    values: dict[int, str] = field(default_factory=dict)
    _inside: dict[int, array[int]] = field(default_factory=dict)
    _names: dict[int, dict[str, int | list[int]]] = field(default_factory=dict)

    def begin(self, kind: int, event: Any) -> int:
        """Take in a node, as far as it is known where it begins; gives its number."""
        number = len(self.kinds)
        self.kinds.append(kind)
        self.starts.append(event.start_mark.index)
        self.ends.append(event.end_mark.index)
        self.after.append(number + 1)
        return number

    def scalar(self, event: Any) -> None:
        """Take in a scalar or an alias."""
        number = self.begin(_OTHER, event)
        start, end = self.starts[number], self.ends[number]
        value = restored(getattr(event, "value", None))
        if value == self.lines.text[start:end]:
            self.kinds[number] = _AS_WRITTEN
        elif value == self.lines.text[start + 1 : end - 1]:
            self.kinds[number] = _IN_QUOTES
        elif value is not None:
            self.values[number] = value

    def close(self, number: int, event: Any | None) -> None:
        """A mapping or list ends; without an event, as the text is not read any further."""
        self.after[number] = len(self.kinds)
        if event is not None:
            self.ends[number] = event.end_mark.index

    def is_past_all_findings(self, depth: int) -> bool:
        """Whether nobody has read so far, or so deep: an entry is two nodes at most."""
        return depth > MAX_NESTING + 1 or len(self.kinds) > 2 * MAX_ENTRIES

    def value(self, number: int) -> str | None:
        """The text of a scalar; None for anything else."""
        kind, start, end = self.kinds[number], self.starts[number], self.ends[number]
        if kind == _AS_WRITTEN:
            return self.lines.text[start:end]
        return self.lines.text[start + 1 : end - 1] if kind == _IN_QUOTES else self.values.get(number)

    def mark(self, index: int) -> Mark:
        """Where a character stands."""
        return Mark(*self.lines.at(index), index)

    def inside(self, number: int) -> array[int]:
        """The items of a list, or the keys of a mapping that have a value."""
        found = self._inside.get(number)
        if found is None:
            found = self._inside[number] = array("I", self._steps(number))
        return found

    def _steps(self, number: int) -> Iterator[int]:
        end, each = self.after[number], number + 1
        while each < end:
            value = self.after[each] if self.kinds[number] == _MAPPING else each
            if value < end:
                yield each
                each = self.after[value]
            else:
                return

    def names(self, number: int) -> Mapping[str, int | list[int]]:
        """The keys of a mapping that are text: the number of each, or the numbers where several are the same."""
        found = self._names.get(number)
        if found is None:
            found = self._names[number] = {}
            for key in self.inside(number) if self.kinds[number] == _MAPPING else ():
                name = self.value(key)
                if name is not None:
                    before = found.setdefault(name, key)
                    if isinstance(before, list):
                        before.append(key)
                    elif before != key:
                        found[name] = [before, key]
        return found


def nodes(lines: Lines) -> tuple[Node | None, bool]:
    """The tree of a text, and whether it is whole: where the parser has to stop, the tree ends there."""
    tree = _Tree(lines)
    open: list[int] = []
    whole = False
    with collector_paused(), suppress(YAMLError), events(as_read(lines.text)) as next_event:
        while not isinstance(event := next_event(), StreamEndEvent) and not tree.is_past_all_findings(len(open)):
            match event:
                case ScalarEvent() | AliasEvent():
                    tree.scalar(event)
                case MappingStartEvent():
                    open.append(tree.begin(_MAPPING, event))
                case SequenceStartEvent():
                    open.append(tree.begin(_LIST, event))
                case MappingEndEvent() | SequenceEndEvent():
                    tree.close(open.pop(), event)
        whole = True
    for number in open:
        tree.close(number, None)
    return (Node(tree, 0) if tree.kinds else None), whole
