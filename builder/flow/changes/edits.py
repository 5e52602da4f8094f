"""What differs between two states of one thing, key by key, each with its address and what stood there in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, TypeAlias

from builder.flow.changes.pairing import Pass, by, by_words, paired
from builder.model import Branch, CastMember, Flag, Interrupt, Line, Media, Number, Reviewed, Trigger, Walkthrough, Word
from builder.sources import Route

Kind: TypeAlias = Literal["added", "removed", "changed", "moved"]
"""What became of something. Only what has an order among its like can have moved."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference: ``route`` is its address below the thing that was edited, such as ``("lines", 0, "text")``.

    The last step is a key of the notation or, in a list, a position from 0: in the new list, and in the old one of what
    was taken out. ``old`` and ``new`` say what stood there, None for nothing. ``moved`` marks what stands in another
    order, whatever else became of it.
    """

    route: Route
    old: str | None
    new: str | None
    moved: bool = False

    @property
    def key(self) -> str:
        """The key of the notation that it is about, the outermost one."""
        return str(self.route[0])

    @property
    def kind(self) -> Kind:
        """What became of it."""
        if self.old is None:
            return "added"
        return "removed" if self.new is None else "moved" if self.moved else "changed"


def edits(old: Any, new: Any, route: Route = (), *, without: tuple[str, ...] = ()) -> Iterator[Edit]:
    """Every difference between two values of the model, in the order of its keys; fields ``without`` are passed over.

    Of what came or went as a whole there is one edit.
    """
    if old == new:  # most of a story, most of the time
        return
    if is_dataclass(old) and type(old) is type(new):
        for field in fields(old):
            if field.name not in without:
                step = field.name.replace("_", "-")
                yield from edits(getattr(old, field.name), getattr(new, field.name), (*route, step))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from edits(old.get(key), new.get(key), (*route, key))
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _in_list(old, new, route)
    else:
        yield Edit(route, _told(old, route), _told(new, route))


def _in_list(old: tuple[Any, ...], new: tuple[Any, ...], route: Route) -> Iterator[Edit]:
    if all(isinstance(each, tuple) for each in (*old, *new)):  # the words of a number: value and word
        yield from edits(dict(old), dict(new), route)
        return
    for before, after, moved in paired(list(enumerate(old)), list(enumerate(new)), *_PASSES):
        place, _ = after or before or (0, None)
        if before is None or after is None or moved:
            was, now = (None if side is None else _told(side[1], route) for side in (before, after))
            yield Edit((*route, place), was, now, moved)
        if before is not None and after is not None:
            yield from edits(before[1], after[1], (*route, place))


def _name(item: tuple[int, Any]) -> object:
    """What an entry of a list keeps while the rest of it changes."""
    match item[1]:
        case Line(text):
            return text
        case Branch(_, when) | Interrupt(when, _):
            return (when,)
        case Walkthrough(name):
            return name
        case str(text):
            return text
    return None


def _goal(item: tuple[int, Any]) -> object:
    """Where an entry leads, for one whose condition is new."""
    return item[1].goto if isinstance(item[1], Branch | Interrupt) else None


def _place(item: tuple[int, Any]) -> object:
    """Where a line stands, and whose it is, for one that has other words altogether."""
    return (item[0], item[1].speaker) if isinstance(item[1], Line) else None


def _words(item: tuple[int, Any]) -> str:
    """The words of an entry that is made of words."""
    match item[1]:
        case Line(text) | str(text):
            return text
    return ""


_PASSES: tuple[Pass[tuple[int, Any]], ...] = (by(_name), by_words(_words), by(_goal), by(_place))


def _told(value: Any, route: Route) -> str | None:
    """A value as an author would say it; None for none."""
    match value:
        case None:
            return None
        case bool():
            return str(value).lower()
        case int():
            return f"{value:+}" if "change" in route else str(value)
        case str():
            return value
        case Line(text, speaker):
            return text if speaker is None else f"{speaker}: {text}"
        case Branch(goto, None):
            return goto
        case Branch(goto, when) | Interrupt(when, goto):
            return f"{goto}, if {when}"
        case CastMember(_, name, role):
            return name if role is None else f"{name}, {role}"
        case Number(_, start, low, high):
            return f"a number from {low} to {high}, at first {start}"
        case Flag(_, start):
            return f"a flag, at first {str(start).lower()}"
        case Word(_, start, words):
            return f"one of {', '.join(words)}, at first {start}"
        case Trigger(_, phrases):
            return ", ".join(phrases)
        case Media(_, file):
            return file
        case Walkthrough(name, choices):
            return f"{name}: {', '.join(choices)}"
        case Reviewed(by, on):
            return f"{by}, {on}"
    return str(value)
