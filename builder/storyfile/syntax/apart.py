r"""A text taken apart at the members of its long section, so that only those that were edited have to be read again.

The pieces mean alone what they mean in the whole, which rests on how YAML ends things. A member begins on a line that
is indented like the first one. Whatever the one before left open is deeper, and ends there, as it would at the end of
the text: block mappings and lists, plain text and block scalars. Quotes and brackets do not end, but then the piece
before is no YAML by itself. Anchors are no matter, as nothing with one is sound. So: where each member, after nothing
but the section's key, is sound and a single member, and the rest is sound with a stand-in for all of them in its place,
the whole is sound, and is what they are together.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

STAND_IN: Final = "stand-in-for-the-whole-section"
"""The one member of the section in the rest of a text that was taken apart; its value is 0."""
_NEXT_SECTION: Final = re.compile(rb"\n(?=[^ #\n])")


@dataclass(frozen=True, slots=True)
class Apart:
    """A text in pieces: the ``members`` of its section, and the ``rest`` with a stand-in for them."""

    members: list[bytes]
    rest: bytes


def apart(data: bytes, section: str, known: Container[bytes] = ()) -> Apart | None:
    """Take a text apart, or give None where it is not laid out in the common way.

    ``known`` are members that came out of a text before: where the section ends is not looked for in them.
    """
    opened = _opening(section).search(data)
    if opened is None or b"\t" in data or STAND_IN.encode() in data:
        return None
    indent, first = opened["indent"], opened.start("indent")
    starts = [first, *(found.start() + 1 for found in re.compile(rb"\n%b[^ #\n]" % indent).finditer(data, first))]
    members = [data[start:end] for start, end in pairwise([*starts, len(data)])]
    after = len(data)
    for number, member in enumerate(members):
        end = None if member in known else _NEXT_SECTION.search(member)
        if end is not None:
            after = starts[number] + end.end()
            members[number:] = [member[: end.end()]]
            break
    return Apart(members, b"%b%b%b: 0\n%b" % (data[:first], indent, STAND_IN.encode(), data[after:]))


def alone(section: str, member: bytes) -> bytes:
    """A text that has nothing but this member in its section."""
    return b"%b:\n%b" % (section.encode(), member)


@cache
def _opening(section: str) -> re.Pattern[bytes]:
    """The section's own line, with blank lines and comments below it, up to the first member's name."""
    return re.compile(rb"\n%b: *(?: #[^\n]*)?\n(?: *(?:#[^\n]*)?\n)*(?P<indent> +)(?=[^ #\n])" % section.encode())
