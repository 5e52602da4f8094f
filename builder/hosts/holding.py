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
    with _tried(folder) as had:
        yield had is True


def is_held(folder: Path) -> bool:
    """Whether somebody holds a folder; where there are no locks, nobody does."""
    with _tried(folder) as had:
        return had is False


@contextlib.contextmanager
def _tried(folder: Path) -> Iterator[bool | None]:
    """Hold a folder if nobody else does; gives whether that was so, None where there are no locks."""
    if fcntl is None:
        yield None
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        yield _locked(lock)
    finally:
        os.close(lock)


def _locked(lock: int) -> bool | None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return None
    return True
