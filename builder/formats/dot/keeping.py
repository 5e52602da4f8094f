"""Files kept from one run to the next: found again whole and made for the same thing, or not found at all."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from pathlib import Path
from typing import Final

_DIGEST: Final = hashlib.sha256().digest_size


def kept(file: Path, made_from: bytes) -> bytes | None:
    """What `keep` put into the file for the same ``made_from``; None when it is missing, broken or another's."""
    try:
        found = file.read_bytes()
    except OSError:
        return None
    digest, data = found[:_DIGEST], found[_DIGEST:]
    return data if digest == _seal(made_from, data) else None


def keep(file: Path, made_from: bytes, data: bytes) -> None:
    """Keep ``data`` for the next run. Whoever reads meanwhile finds the old file or the new one, never half of one.

    A folder that cannot be written costs the next run its time, no more.
    """
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".unfinished-", delete=False) as unfinished:
            path = Path(unfinished.name)
            try:
                unfinished.write(_seal(made_from, data) + data)
                unfinished.close()
                path.replace(file)
            except OSError:
                path.unlink(missing_ok=True)


def _seal(made_from: bytes, data: bytes) -> bytes:
    """Tells whole from broken, and this story's picture from another's."""
    return hashlib.sha256(hashlib.sha256(made_from).digest() + data).digest()
