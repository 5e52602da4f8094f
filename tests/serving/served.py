"""A small course served inside the test, and a client that sends exactly the bytes it is told to."""

from __future__ import annotations

import contextlib
import math
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import builder.hosts.serving.following as following_module
from builder.diagnostics import Severity
from builder.hosts.mkdocs_plugin.live import live_config, watched
from builder.hosts.mkdocs_plugin.running import Ears, listening
from builder.hosts.serving.following import Following, Ground
from builder.hosts.serving.server import Asked, Server
from builder.hosts.serving.tabs import Tabs
from builder.pipeline import Checked

BASE = "/learn/cups/"
WITHIN = 60.0
"""Seconds after which nothing more is to be hoped for, on a machine with much else to do."""


@dataclass(frozen=True)
class Reply:
    """What came back: status, headers with small letters, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Served:
    """A course that is served: what was said meanwhile, and what each check found."""

    course: Path
    port: int
    following: Following
    said: list[str] = field(default_factory=list)
    checks: list[Checked] = field(default_factory=list)

    @property
    def story(self) -> Path:
        return self.course / "stories" / "latte.yml"

    def get(self, path: str, **headers: str) -> Reply:
        """Ask as a browser on this machine would; an underscore in a header's name is a hyphen."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        told = {"Host": f"localhost:{self.port}", **more}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        return self.send(f"GET {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode())

    def page(self, address: str) -> Reply:
        return self.get(BASE + address)

    def send(self, request: bytes) -> Reply:
        """Send these bytes, and take what comes until the server has said all."""
        with self.connected() as line:
            with contextlib.suppress(ConnectionError):  # who is refused is not always listened to to the end
                line.sendall(request)
            return reply(everything(line))

    def connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=WITHIN)

    def save(self, *names: str) -> None:
        """Take in what was saved under these names, as the watcher would tell of it."""
        self.following.follow(frozenset(self.course / name for name in names))


def eventually(happens: Callable[[], bool]) -> bool:
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.05)
    return False


def everything(line: socket.socket) -> bytes:
    found = b""
    with contextlib.suppress(ConnectionError):
        while data := line.recv(65_536):
            found += data
    return found


def reply(data: bytes) -> Reply:
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Reply(int(first.split()[1]) if first else 0, headers, body)


@contextlib.contextmanager
def serving(course: Path, folder: Path) -> Iterator[Served]:
    """Serve a course, its first site made, with what is made in ``folder``.

    However slow this machine is, what is saved is checked at once; a test of what comes later says so itself.
    """
    tabs = Tabs()
    said: list[str] = []
    checks: list[Checked] = []
    ears = Ears(checks.append, lambda severity, words: said.append(words) if severity is not Severity.NOTE else None)
    with mock.patch.object(following_module, "_QUICK", math.inf), listening(ears):
        config = live_config(course / "mkdocs.yml", ears)
        asked = Asked(
            f"{BASE}_author/",
            lambda path, query: following.answer(path, query),
            lambda: ("version", following.version()),
            said.append,
        )
        with Server(0, asked, tabs) as server:  # at any port that is free
            url = f"http://127.0.0.1:{server.port}{BASE}"
            ground = Ground(course / "mkdocs.yml", folder, BASE, url, ears, tabs, "none")
            following = Following(ground, watched(config))
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            following.follow()
            yield Served(course, server.port, following, said, checks)
            tabs.let_go()
            server.shutdown()
