"""Data as a script of its own, which a page may load from anywhere that it was itself loaded from, a disk too."""

from __future__ import annotations

from collections.abc import Iterable
from json import JSONEncoder
from typing import Final, NamedTuple, TypeAlias

Data: TypeAlias = "bool | int | float | str | list[Data] | tuple[Data, ...] | dict[str, Data] | None"

_ENCODER: Final = JSONEncoder(ensure_ascii=True, separators=(",", ":"))


class Entry(NamedTuple):
    """What an object has under a name; ``brief`` is both as JSON."""

    name: str
    brief: str


def carrier(kind: str, *data: Data) -> bytes:
    """A script that hands over the data; the keys keep their order, so the same data give the same bytes."""
    return carrying(kind, *map(brief, data))


def carrying(kind: str, *texts: str) -> bytes:
    """The same for data that is JSON already, as `brief` writes it.

    The script is plain ASCII and has no ``<``: whatever authors write, it stays one in any encoding, and in any page.
    """
    text = ",".join([brief(kind), *texts]).replace("<", "\\u003c")
    return f"(self.coolhead??=[]).push([{text}]);\n".encode("ascii")


def brief(data: Data) -> str:
    """The data as JSON, in ASCII and without a space that nobody needs."""
    return _ENCODER.encode(data)


def entry(name: str, data: Data) -> Entry:
    """An entry of an object, ready to be put together with others."""
    return Entry(name, f"{brief(name)}:{brief(data)}")


def in_brief(entries: Iterable[str]) -> str:
    """The object of these entries, each in brief."""
    return "{" + ",".join(entries) + "}"
