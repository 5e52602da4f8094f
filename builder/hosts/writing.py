"""A file written whole or not at all: whatever goes wrong, and whoever reads, finds the old one or the new."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes in place of whatever is in the file. A link stays, and so does who may read what was there.

    What is no ordinary file, such as a pipe, is written to as it is. Raises `OSError`.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    with written_beside(target, data) as new:
        new.replace(target)


@contextlib.contextmanager
def written_beside(path: Path, data: bytes) -> Iterator[Path]:
    """A new file with these bytes in the same folder, safe on the disk, and hidden so that nobody takes it for another.

    It is gone afterwards, unless it was renamed. Raises `OSError`.
    """
    new = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, new)
        yield new
    finally:
        new.unlink(missing_ok=True)
