"""Tells which files an author has saved: at once where the system says so, and by looking where it cannot."""

from __future__ import annotations

import os
import queue
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET: Final = 0.04
"""Seconds of silence after which a burst is over: editors write a file twice, or write another and rename it."""
LONGEST: Final = 0.5
"""Seconds after which a burst is taken for over, though more is being written."""
UNFINISHED: Final = 5.0
"""Seconds after which a file is taken for whole that was written to and is not closed yet."""
ROUND: Final = 1.0
"""Seconds between looks at whether what is watched is still there, and still watched."""

_WRITING: Final = ("created", "modified", "closed", "moved", "deleted")
"""What changes a file. Opening one does not, and we open them all."""
_ENDINGS: Final = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", "#")
_VIM: Final = "4913"
"""The file by which vim tries out whether it may write to a folder."""


def matters(path: Path) -> bool:
    """Whether a file of this name is an author's work, and not an editor's own or a system's."""
    return not path.name.startswith(".") and not path.name.endswith(_ENDINGS) and path.name != _VIM


@dataclass(slots=True)
class Watcher:
    """Watches files and folders, folders with all that is in them, until it is closed.

    ``places`` tells which, and is asked again and again. ``settled`` waits for what was saved. A folder that went and
    came back is watched again.
    """

    places: Callable[[], tuple[Path, ...]]
    observe: Callable[[], BaseObserver] = Observer
    _seen: queue.SimpleQueue[tuple[Path, bool]] = field(default_factory=queue.SimpleQueue)
    _observer: BaseObserver | None = None
    _known: tuple[object, ...] = ()

    def settled(self, wait: float = ROUND) -> frozenset[Path]:
        """What was saved since the last call, once a burst is over; empty where that is nothing for so many seconds."""
        self._look_after()
        try:
            path, writing = self._seen.get(timeout=wait)
        except queue.Empty:
            return frozenset()
        begun, found = time.monotonic(), {path: writing}
        while (patience := _patience(begun, writing=any(found.values()))) > 0:
            try:
                path, writing = self._seen.get(timeout=patience)
            except queue.Empty:
                break
            found[path] = writing
        return frozenset(found)

    def close(self) -> None:
        """Watch no more."""
        observer, self._observer = self._observer, None
        if observer is not None and observer.is_alive():
            observer.stop()
            observer.join(ROUND)

    def _look_after(self) -> None:
        """Watch anew where that has ended, or where a folder is not the one it was; all of it may then have changed."""
        now = tuple((place, _identity(place)) for place in self.places())
        observer = self._observer
        if observer is not None and now == self._known and observer.is_alive() and _all_alive(observer):
            return
        again = observer is not None
        self.close()
        self._known, self._observer = now, self._started()
        if again:
            for place in self.places():
                self._seen.put((place, False))

    def _started(self) -> BaseObserver:
        try:
            return self._watching(self.observe())
        except OSError:  # no more of the system's watches to be had, or a file system without any
            return self._watching(PollingObserver(timeout=ROUND / 2))

    def _watching(self, observer: BaseObserver) -> BaseObserver:
        closing = sys.platform == "linux" and not isinstance(observer, PollingObserver)
        for place in self.places():
            if _folder(place).is_dir():
                handler = _Handler(self._seen.put, place, closing)
                observer.schedule(handler, str(_folder(place)), recursive=place.is_dir())
        try:
            observer.start()
        except OSError:
            observer.stop()
            raise
        return observer


class _Handler(FileSystemEventHandler):
    """Puts what was changed of a place, and whether it is still being written, where ``closing`` is told, too."""

    def __init__(self, put: Callable[[tuple[Path, bool]], None], place: Path, closing: bool) -> None:
        self._put, self._place, self._whole, self._closing = put, place, place.is_dir(), closing

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _WRITING or (event.is_directory and event.event_type == "modified"):
            return
        for name in (event.src_path, event.dest_path):
            path = Path(os.fsdecode(name))
            if name and (self._whole or path == self._place) and matters(path):
                self._put((path, self._closing and event.event_type == "modified"))


def _patience(begun: float, *, writing: bool) -> float:
    """Seconds to wait for more of a burst that began then; ``writing`` says whether a file in it is unfinished."""
    left = begun + (UNFINISHED if writing else LONGEST) - time.monotonic()
    return left if writing else min(QUIET, left)


def _folder(place: Path) -> Path:
    """The folder to watch for a place: a file's own, as a file may be written anew without being the same one."""
    return place if place.is_dir() else place.parent


def _identity(place: Path) -> object:
    """Tells a folder from another one that has come in its place, and from none."""
    try:
        found = _folder(place).stat()
    except OSError:
        return None
    return place.is_dir(), found.st_dev, found.st_ino


def _all_alive(observer: BaseObserver) -> bool:
    return all(emitter.is_alive() for emitter in observer.emitters)
