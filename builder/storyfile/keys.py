"""Keys that a mapping should not have, and keys that it lacks: often the two are one mistake, and reported as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeAlias

from builder.diagnostics import MAX_FAULTS, nearest, shown
from builder.sources import Route
from builder.storyfile import schema
from builder.storyfile.reading import Reading, Values
from builder.storyfile.schema import Key, MapOf, OneOf, Shape, ShortOr
from builder.storyfile.syntax import BARE, UNREADABLE
from builder.storyfile.wording import listed

Reader: TypeAlias = Callable[[Reading, Any, Route], Any]
"""Gives a value, or UNREADABLE once it has reported why not."""


SHAPES: Final = (
    schema.CHOICE,
    schema.SCENE,
    schema.OUTCOME,
    schema.LINE,
    schema.VARIABLE,
    schema.CAST_MEMBER,
    schema.TRIGGER,
    schema.WALKTHROUGH,
    schema.STORY,
    schema.MODULE,
    schema.SKILL,
)
"""What a mapping in the wrong place may be, the likeliest first."""

_OWNERS: Final = {key.name: shape.called for shape in reversed(SHAPES) for key in shape.keys}
"""By the name of a key, what has one."""

MOST_GUESSED: Final = 100
"""Unknown keys of one mapping for which a known one is looked for: it takes as long as reading the rest."""


@dataclass(frozen=True, slots=True)
class Row:
    """One key of a shape: its field in the model ("" if it has none), what text will do as it is, and its reader."""

    key: Key
    field: str
    fits: Callable[[str], object]
    read: Reader


def settle(reading: Reading, shape: Shape, rows: Mapping[str, Row], values: Values, data: Values, route: Route) -> None:
    """Report the unknown and missing keys of a mapping.

    Where it is clear which key was meant, ``data`` and ``values`` are put right, as if it had been spelled so.
    """
    for name in comma(reading, data, route, lambda name: _unknown(shape, name) if name not in rows else ""):
        values.pop(rows[name].field if name in rows else name, None)
    if UNREADABLE in data.values():
        reading.unsure.add(route)
    unknown = (name for name in data if name not in rows and _is_named(name, data[name]))
    foreign = list(islice(unknown, MAX_FAULTS))
    meant = {name: row for name in foreign[:MOST_GUESSED] if (row := _meant(name, rows, data)) is not None}
    strange = [name for name in foreign if name not in meant]
    if _is_misplaced(reading, shape, strange, data, route):
        return
    strange = [name for name in strange if not _is_outdented(reading, shape, name, data, route)]
    for name, row in meant.items():
        _report(reading, shape, name, f"Did you mean `{row.key.name}`?", route)
        _read_as(reading, row, data.pop(name), values, data, route)
    _settle_strange(reading, shape, rows, strange, data, route)


def _settle_strange(
    reading: Reading, shape: Shape, rows: Mapping[str, Row], strange: list[str], data: Values, route: Route
) -> None:
    """Report the unknown keys that nobody can guess, and the missing ones; one of each is one mistake."""
    certain = route not in reading.unsure and not reading.open_at_the_stop(route)
    missing = [key for key in shape.keys if key.required and key.name not in data and certain]
    if not route:
        reading.unread.update(key.name for key in missing)
    if len(strange) > len(missing) > 0:
        strange = []  # they stand a level too high, or the key above them is missing
    elif strange and not missing:
        reading.unsure.add(route)
    for name, lacking in zip(strange, missing, strict=False):
        _report(reading, shape, name, f"Did you mean `{lacking.name}`? It is missing here.", route)
        data[lacking.name] = UNREADABLE
    for number, name in enumerate(strange[len(missing) :]):
        _report(reading, shape, name, _keys_of(shape, name, rows if number < MOST_GUESSED else {}), route)
    for lacking in missing[len(strange) :]:
        owner = shape.called[0].upper() + shape.called[1:]
        words = f" with {listed(lacking.kind.words)}" if isinstance(lacking.kind, OneOf) else ""
        help = f"Add `{lacking.name}`{words}: {lacking.means[0].lower()}{lacking.means[1:]}"
        reading.lacks("missing-key", route, f"{owner} needs `{lacking.name}`.", help)


def _is_named(name: str, value: Any) -> bool:
    """Whether this is a key that the author means to be one of the notation."""
    return value is not UNREADABLE and value is not BARE and not name.startswith("x-")


def _is_misplaced(reading: Reading, shape: Shape, strange: list[str], data: Values, route: Route) -> bool:
    """Report a mapping that is something else altogether, because the line that should stand above it does not."""
    if len(strange) < 2 or 2 * len(strange) < len(data):
        return False
    other = next((each for each in SHAPES if {*strange} <= {key.name for key in each.keys}), None)
    if other is None:
        return False
    if route[:-1] not in reading.misplaced:
        reading.misplaced.add(route[:-1])
        keys = " and ".join(f"`{name}`" for name in strange[:2])
        help = f"{keys} are keys of {other.called}. Is the line missing that belongs above, or the indentation wrong?"
        _report(reading, shape, strange[0], help, route)
    reading.unsure.update(route[:depth] for depth in range(len(route) + 1))
    reading.unread.add("choices")
    return True


def _is_outdented(reading: Reading, shape: Shape, name: str, data: Values, route: Route) -> bool:
    """Report a member of one of the mapping's sections, such as a scene, that stands beside the section."""
    value = data[name]
    if not isinstance(value, dict) or not value:
        return False
    for key in shape.keys:
        member = key.kind.item if isinstance(key.kind, MapOf) and key.name in data else None
        if isinstance(member, ShortOr):
            member = member.shape
        if isinstance(member, Shape) and _needed(member) <= value.keys() <= {key.name for key in member.keys}:
            reading.unread.add(f"{key.name}/{name}")
            if data[key.name] is not UNREADABLE:
                help = f"It looks like {member.called}. If it is one, indent it like what stands below `{key.name}`."
                _report(reading, shape, name, help, route)
            if data[key.name] is None:  # as all of them stand there, which is one mistake
                reading.forget_at((*route, key.name))
                data[key.name] = UNREADABLE
            return True
    return False


def _needed(shape: Shape) -> set[str]:
    return {key.name for key in shape.keys if key.required}


def comma(reading: Reading, data: Values, route: Route, message: Callable[[str], str]) -> list[str]:
    """Report the keys of ``data`` that have neither colon nor value: one finding for each value cut at its commas.

    Gives the keys of the values that were cut.
    """
    cut: list[str] = []
    before: str | None = None
    fresh = True
    for name, each in data.items():
        if each is BARE and fresh:
            reading.report("unknown-key", (*route, name), message(name) or _no_value(name), _comma(name, before), "key")
            cut += [before] if before is not None else []
        fresh = each is not BARE
        before = name if isinstance(each, str) else before if each is BARE else None
    reading.bare.clear()
    return cut


def _comma(name: str, before: str | None) -> str:
    if before is not None:
        return (
            f"A comma ends the value of `{shown(before)}`. Put that value in double quotes if the comma belongs to it."
        )
    number = re.fullmatch(r"(.*?)\s*([-+]?\d+)", name)
    return f"Write `{number[1]}: {number[2]}`." if number else f"Write `{shown(name)}: ` and its value."


def _no_value(name: str) -> str:
    return f"`{shown(name)}` has neither a colon nor a value."


def _keys_of(shape: Shape, name: str, rows: Mapping[str, Row]) -> str:
    owner = _OWNERS.get(name)
    taken = nearest(name, rows) if owner is None else None
    if taken is not None:
        return f"`{taken}` is here already: keep one of the two."
    keys = ", ".join(key.name for key in shape.keys)
    belongs = f" `{name}` is a key of {owner}." if owner is not None else ""
    return f"Its keys are {keys}. Your own keys begin with `x-`.{belongs}"


def _meant(name: str, rows: Mapping[str, Row], taken: Values) -> Row | None:
    """The key that was meant, by another word for it or a slip of the fingers."""
    by_another_word = (row for row in rows.values() if name in row.key.not_called and row.key.name not in taken)
    guess = nearest(name, [known for known in rows if known not in taken]) if name not in _OWNERS else None
    return next(by_another_word, rows[guess] if guess is not None else None)


def _read_as(reading: Reading, row: Row, each: Any, values: Values, data: Values, route: Route) -> None:
    """Read a value under the key that was meant; if it does not fit there, nothing more is said of it."""
    data[row.key.name] = each
    before = len(reading.findings)
    value = row.read(reading, each, (*route, row.key.name))
    if value is UNREADABLE:
        del reading.findings[before:]
        if not route:
            reading.unread.add(row.key.name)
    elif row.field:
        values[row.field] = value


def _report(reading: Reading, shape: Shape, name: str, help: str, route: Route) -> None:
    if not name.isprintable() or name != name.strip():
        help = "An invisible character stands in it, such as a no-break space: delete it and type the key again."
    reading.report("unknown-key", (*route, name), _unknown(shape, name), help, "key")


def _unknown(shape: Shape, name: str) -> str:
    return f"`{shown(name)}` is not a key of {shape.called}."
