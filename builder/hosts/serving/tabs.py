"""The browser tabs that listen: each is told when the site or its findings change, and let go once it is closed."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_HEARTBEAT: Final = 15.0
"""Seconds after which a silent line is tried, so that one that was cut without a word is noticed."""


@dataclass(slots=True)
class Tabs:
    """Who listens; safe to use from any thread."""

    _lines: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def tell(self, event: str, data: str) -> None:
        """Tell everybody who listens; somebody who does not read any more misses it."""
        message = _message(event, data)
        with self._lock:
            for line in self._lines:
                with contextlib.suppress(OSError):
                    line.send(message)

    def anybody(self) -> bool:
        """Whether anybody listens."""
        return bool(self._lines)

    def listen(self, tab: socket.socket, now: Callable[[], tuple[str, str]]) -> None:
        """Pass on to a tab what is told, after the event that holds ``now``, until it goes away or all are let go.

        That event is asked for when nothing is told any more without the tab.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with ours, theirs:
            with self._lock:
                if self._closed:
                    return
                self._lines.add(ours)
                first = now()
            try:
                tab.sendall(_message(*first))
                _pass_on(theirs, tab)
            except OSError:
                pass  # the tab went away
            finally:
                with self._lock:
                    self._lines.discard(ours)

    def let_go(self) -> None:
        """End every line, and take no more."""
        with self._lock:
            self._closed = True
            for line in self._lines:
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)


def _pass_on(source: socket.socket, tab: socket.socket) -> None:
    with selectors.DefaultSelector() as either:
        either.register(source, selectors.EVENT_READ)
        either.register(tab, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in either.select(_HEARTBEAT)]
            if tab in ready:  # a tab says nothing but goodbye
                return
            if not ready:
                tab.sendall(b":\n\n")
            elif message := source.recv(65_536):
                tab.sendall(message)
            else:
                return


def _message(event: str, data: str) -> bytes:
    return f"event: {event}\ndata: {data}\n\n".encode()
