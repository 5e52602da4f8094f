"""Pieces of a file, which a browser asks for to wind a recording forwards or back (RFC 9110, section 14)."""

from __future__ import annotations

import re
from typing import Final

_ONE_PIECE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def asked_range(header: str, size: int) -> range | None:
    """The bytes that a ``Range`` header asks for; None where all of the file is the right answer, too.

    That is so without a header, for several pieces at once, and for a piece that the file does not have.
    """
    found = _ONE_PIECE.fullmatch(header.strip())
    if found is None or found.group(1, 2) == ("", ""):
        return None
    first, last = found.group(1, 2)
    if first:
        piece = range(int(first), min(int(last) + 1 if last else size, size))
    else:
        piece = range(max(size - int(last), 0), size)
    return piece or None
