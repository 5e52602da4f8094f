"""The live site's server: on this machine only, for its own pages only, and never waiting long for anybody."""

from __future__ import annotations

import io
import os
import shutil
import socket
import socketserver
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from builder.diagnostics import BuilderError
from builder.hosts.serving.answers import Answer, told
from builder.hosts.serving.gate import refusal
from builder.hosts.serving.ranges import asked_range
from builder.hosts.serving.tabs import Tabs

LOOPBACK: Final = "127.0.0.1"
_POLICY: Final = "default-src 'self'; img-src 'self' data:; base-uri 'self'; object-src 'none'"
"""The site asks nobody else for anything; a theme's small pictures may stand inside its stylesheets."""
_SAFE: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
PATIENCE: Final = 20.0
"""Seconds that a request may take to arrive, and a piece of an answer to be taken."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the server asks: ``answer`` by path and query, ``now`` what a tab that begins to listen is told first.

    ``author`` is the path below which only the site's own pages may ask, events among them. ``fault`` hears what went
    wrong inside, as one sentence.
    """

    author: str
    answer: Callable[[str, Mapping[str, str]], Answer]
    now: Callable[[], tuple[str, str]]
    fault: Callable[[str], None]


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Holds the port from the moment it is made. Raises `BuilderError` where it cannot have it."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # where it would let two servers have the same port
    request_queue_size = 128

    def __init__(self, port: int, asked: Asked, tabs: Tabs, patience: float = PATIENCE) -> None:
        self.asked, self.tabs, self.patience = asked, tabs, patience
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise BuilderError(f"Port {port} cannot be used: {why}. Choose another with --port.") from error
        self.port = int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser may close a connection as soon as it has seen enough; anything else is told."""
        error = sys.exception()
        if not isinstance(error, OSError):
            self.asked.fault(f"An answer could not be sent ({type(error).__name__}). Reload the page.")


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"  # a page's files come over one connection
    disable_nagle_algorithm = True  # or each answer waits 40 ms for the last one to be acknowledged
    error_message_format = "%(code)d %(message)s.\n"
    error_content_type = "text/plain; charset=utf-8"

    def setup(self) -> None:
        super().setup()
        self._arriving = _Arriving(self.connection)
        self.rfile = io.BufferedReader(self._arriving)

    def handle_one_request(self) -> None:
        self._arriving.until = time.monotonic() + self.server.patience
        super().handle_one_request()

    def do_GET(self) -> None:
        self.connection.settimeout(self.server.patience)
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what follows is no request, and nobody reads it
        author = self.server.asked.author
        target = urlsplit(self.path) if self.path.startswith("/") else None
        if target is None or len(self.headers.get_all("Host", [])) != 1:
            self._send(told("This is no address of the site.", HTTPStatus.BAD_REQUEST))
        elif why := refusal(self._headers(), self.server.port, private=target.path.startswith(author)):
            self._send(told(why, HTTPStatus.FORBIDDEN))
        elif target.path == f"{author}events" and self.command == "GET":
            self._listen()
        else:
            self._send(self._answer(target.path, dict(parse_qsl(target.query))))

    do_HEAD = do_GET  # noqa: N815

    def _refuse(self) -> None:
        self.close_connection = True
        self._send(told("The site can be read and nothing else.", HTTPStatus.METHOD_NOT_ALLOWED))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _refuse  # noqa: N815

    def _headers(self) -> Mapping[str, str]:
        return {name.title(): value for name, value in self.headers.items()}

    def _answer(self, path: str, query: Mapping[str, str]) -> Answer:
        try:
            return self.server.asked.answer(path, query)
        except Exception as error:
            self.server.asked.fault(f"The answer to {path} could not be made ({type(error).__name__}: {error}).")
            return told("This could not be made. The terminal says why.", HTTPStatus.INTERNAL_SERVER_ERROR)

    def _listen(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()
        self.server.tabs.listen(self.connection, self.server.asked.now)

    def _send(self, answer: Answer) -> None:
        if isinstance(answer.body, Path):
            self._send_file(answer.body, answer)
            return
        self._begin(answer, len(answer.body))
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _send_file(self, path: Path, answer: Answer) -> None:
        try:
            file = path.open("rb")
        except OSError:
            self._send(told("This is gone. Reload the page.", HTTPStatus.NOT_FOUND))
            return
        with file:
            size = os.fstat(file.fileno()).st_size
            piece = asked_range(self.headers.get("Range", ""), size)
            if piece is None:
                self._begin(answer, size)
            else:
                file.seek(piece.start)
                self._begin(answer, len(piece), f"bytes {piece.start}-{piece.stop - 1}/{size}")
            if self.command != "HEAD":
                shutil.copyfileobj(_Piece(file, size if piece is None else len(piece)), self.wfile)

    def _begin(self, answer: Answer, length: int, part: str = "") -> None:
        self.send_response(HTTPStatus.PARTIAL_CONTENT if part else answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(length))
        if part:
            self.send_header("Content-Range", part)
        if isinstance(answer.body, Path):
            self.send_header("Accept-Ranges", "bytes")
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def end_headers(self) -> None:
        for name, value in _SAFE.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        return "coolhead"

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: a terminal full of requests hides the findings."""


class _Arriving(io.RawIOBase):
    """What comes in over a connection, as long as it comes in time."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.until = 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(max(self.until - time.monotonic(), 0.001))
        return self._connection.recv_into(buffer)


class _Piece:
    """The next so many bytes of a file, and no more, should it have grown in the meantime."""

    def __init__(self, file: io.BufferedReader, length: int) -> None:
        self._file, self._left = file, length

    def read(self, most: int = 0, /) -> bytes:
        data = self._file.read(min(most, self._left))
        self._left -= len(data)
        return data
