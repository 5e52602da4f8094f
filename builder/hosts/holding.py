"""A folder that is held: by a lock that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: an open folder cannot be removed there, which serves as well
    fcntl = None  # type: ignore[assignment]


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder, after whoever else does; where there are no locks, do without."""
    if fcntl is None:
        yield
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


@contextlib.contextmanager
def held_if_free(folder: Path) -> Iterator[bool]:
    """Hold a folder unless somebody else does; gives whether it is certain that nobody did."""
    if fcntl is None:
        yield False
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        yield _locked(lock)
    finally:
        os.close(lock)


def is_held(folder: Path) -> bool:
    """Whether somebody holds a folder; where there are no locks, nobody does."""
    if fcntl is None:
        return False
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(lock)
    return False


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
