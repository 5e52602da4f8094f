"""What the live site answers: bytes or a file, with the type that browsers go by."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath
from typing import Final

HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
SCRIPT: Final = "text/javascript; charset=utf-8"
STYLE: Final = "text/css; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"

_KINDS: Final = MimeTypes(filenames=())  # Python's own list: what a system adds to it may call a script plain text
_SURE: Final = {
    ".avif": "image/avif",
    ".css": STYLE,
    ".gz": "application/gzip",
    ".html": HTML,
    ".js": SCRIPT,
    ".json": JSON,
    ".m4a": "audio/mp4",
    ".mjs": SCRIPT,
    ".opus": "audio/ogg",
    ".vtt": "text/vtt; charset=utf-8",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: the ``body``, or a file where it is a path. ``location`` is where else to look."""

    body: bytes | Path
    kind: str = HTML
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""


def told(sentence: str, status: HTTPStatus) -> Answer:
    """An answer that is one sentence."""
    return Answer(f"{sentence}\n".encode(), TEXT, status)


def moved(location: str) -> Answer:
    """Where to look instead: this time, as the author may move things again."""
    return Answer(b"", TEXT, HTTPStatus.FOUND, location)


def kind_of(name: str) -> str:
    """The type of a file by how its name ends."""
    ending = PurePosixPath(name).suffix.lower()
    return _SURE.get(ending) or _KINDS.guess_type(f"x{ending}")[0] or "application/octet-stream"
