"""Two folders that take each other's place in one step, so that nobody ever finds none, nor half of one."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

_HERE: Final = -100
"""AT_FDCWD of <fcntl.h>: a path that is not whole begins where we are."""
_SWAP: Final = 2
"""RENAME_EXCHANGE of Linux (renameat2(2)) and, of the same value, RENAME_SWAP of macOS (renamex_np(2))."""
_CANNOT: Final = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
"""What a file system or an old kernel answers that knows no exchange."""


def exchange(first: Path, second: Path, aside: Path) -> None:
    """Let two folders of one file system take each other's place.

    Where the system knows no exchange, ``second`` waits ``aside`` while ``first`` is renamed, and comes back if that
    fails. Raises `OSError`.
    """
    if _exchanged(os.fsencode(first), os.fsencode(second)):
        return
    second.rename(aside)
    try:
        first.rename(second)
    except BaseException:
        aside.rename(second)
        raise
    aside.rename(first)


def _exchanged(first: bytes, second: bytes) -> bool:
    """Exchange in one step; False where the system cannot."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = library.renamex_np(first, second, _SWAP)
        else:
            failed = library.renameat2(_HERE, first, _HERE, second, _SWAP)
    except (AttributeError, OSError, TypeError):  # no such function here; no C library to ask on Windows
        return False
    number = ctypes.get_errno()
    if failed and number not in _CANNOT:
        raise OSError(number, os.strerror(number), os.fsdecode(second))
    return not failed
