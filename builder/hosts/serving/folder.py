"""A server's own folder for what it makes: gone when it ends, and, where it was killed, when the next one begins."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from builder.hosts.holding import held, held_if_free

_BEGIN: Final = "coolhead-serve-"
_NAME: Final = re.compile(rf"{_BEGIN}[a-z0-9_]{{8}}")


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
    """Give an empty folder among the system's temporary files, and hold it as long as the block lasts.

    What servers that were killed left behind is cleared away: a folder is theirs if it has such a name and nothing
    else in it than they make, and nobody holds it. In it, a server may only make folders with a number for a name.
    """
    _clear_up_after_killed_servers(Path(tempfile.gettempdir()))
    while True:
        with (
            tempfile.TemporaryDirectory(prefix=_BEGIN, ignore_cleanup_errors=True) as name,
            contextlib.ExitStack() as hold,
        ):
            folder = Path(name)
            with contextlib.suppress(FileNotFoundError):
                hold.enter_context(held(folder))
            if folder.is_dir():  # else another server has taken it for left over, before it was held
                yield folder
                return


def _clear_up_after_killed_servers(place: Path) -> None:
    with contextlib.suppress(OSError):  # where nobody may look around
        for path in [*place.iterdir()]:
            if _NAME.fullmatch(path.name):
                _clear_away(path)


def _clear_away(path: Path) -> None:
    with contextlib.suppress(OSError):  # it goes just now, or is somebody else's
        if _is_a_servers(path):
            with held_if_free(path) as free:
                if free:
                    shutil.rmtree(path)


def _is_a_servers(path: Path) -> bool:
    ours = not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()
    return ours and not path.is_symlink() and all(inside.name.isdecimal() for inside in path.iterdir())
