"""Data as a script of its own, which a page may load from anywhere that it was itself loaded from, a disk too."""

from __future__ import annotations

import json
from typing import TypeAlias

Data: TypeAlias = "bool | int | float | str | list[Data] | tuple[Data, ...] | dict[str, Data] | None"


def carrier(kind: str, *data: Data) -> bytes:
    """A script that hands over the data; the keys keep their order, so the same data give the same bytes.

    It is plain ASCII and has no ``<``: whatever authors write, it stays one script in any encoding, and in any page.
    """
    text = json.dumps([kind, *data], ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"(self.coolhead??=[]).push({text});\n".encode("ascii")
