"""What the live site answers its own pages about itself: the author's bar, and the script that follows the author."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from builder.hosts.serving.answers import SCRIPT, STYLE, Answer, told
from builder.pages.scripts import small_script, small_style

bar: Any = import_module("builder.hosts.serving.bar") if find_spec("builder.hosts.serving.bar") else None
_ASSETS: Final = Path(__file__).parent / "assets"
_FOLLOWS: Final = b'<script defer src="%s_author/follow.js?version=%s"></script>'


def author_answer(path: str, query: Mapping[str, str], shown: Any) -> Answer:
    """What is asked for below `_author/`; the bar has nothing to say as long as nothing was checked."""
    match path:
        case "follow.js":
            return Answer(_small("follow.js", small_script), SCRIPT)
        case "waiting.css":
            return Answer(_small("waiting.css", small_style), STYLE)
    found = bar.answer(path, query, shown) if bar is not None and shown is not None else None
    if found is None:
        return told("There is no such thing.", HTTPStatus.NOT_FOUND)
    return Answer(found.body, found.type)


def with_bar(page: bytes, base: str, version: str) -> bytes:
    """The page with the author's bar, following the author; ``base`` is the path of the site, ``version`` its state."""
    follows = _FOLLOWS % (base.encode(), version.encode())
    head = bar.HEAD.format(base=base, version=version).encode() if bar is not None else b""
    return page.replace(b"</head>", b"%s%s</head>" % (follows, head), 1)


@cache
def _small(name: str, make: Callable[[bytes], bytes]) -> bytes:
    return make((_ASSETS / name).read_bytes())
