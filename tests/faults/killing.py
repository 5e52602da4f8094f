"""A process that is killed at a chosen step: after so many dealings with the disk it ends, without a word."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

_DEALINGS = ("open", "os.", "shutil.", "tempfile.", "fcntl.")


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do the work in a fork of this process and kill that before dealing number ``step``; True where it came so far.

    The work must not need threads that this process has started: a fork has none of them.
    """
    child = os.fork()
    if not child:
        try:
            die_at(step)
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(2)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, "the work itself failed"
    return os.WIFSIGNALED(status)


def die_at(step: int) -> None:
    """From now on count this process's dealings with the disk, and kill it before number ``step``."""

    def die(dealing: int) -> None:
        if dealing == step:
            os.kill(os.getpid(), signal.SIGKILL)

    _count(die)


def tell_steps(file: str) -> None:
    """From now on count this process's dealings with the disk, and write their number into the file as it ends."""
    dealings = 0

    def note(dealing: int) -> None:
        nonlocal dealings
        dealings = dealing + 1

    _count(note)
    atexit.register(lambda: Path(file).write_text(str(dealings)))


def _count(hear: Callable[[int], object]) -> None:
    dealings = 0

    def heard(event: str, _: object) -> None:
        nonlocal dealings
        if event.startswith(_DEALINGS) and event != "os.kill":
            dealings += 1
            hear(dealings - 1)

    sys.addaudithook(heard)
