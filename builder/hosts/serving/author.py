"""What the live site answers its own pages about itself: the author's bar, and the script that follows the author."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Final

from builder.hosts.serving import bar
from builder.hosts.serving.answers import SCRIPT, STYLE, Answer, told
from builder.pages.scripts import small_script, small_style

_ASSETS: Final = Path(__file__).parent / "assets"
_FOLLOWS: Final = '<script defer src="{base}_author/follow.js?version={version}"></script>'


def author_answer(path: str, query: Mapping[str, str], shown: bar.Shown | None) -> Answer:
    """What is asked for below `_author/`; the bar has nothing to say as long as nothing was checked."""
    match path:
        case "follow.js":
            return Answer(_small("follow.js", small_script), SCRIPT)
        case "waiting.css":
            return Answer(_small("waiting.css", small_style), STYLE)
    found = bar.answer(path, query, shown) if shown is not None else None
    return found or told("There is no such thing.", HTTPStatus.NOT_FOUND)


def followed(page: bytes, base: str, version: str, *, barred: bool) -> bytes:
    """The page as it follows the author, with the author's bar where it is ``barred``.

    ``base`` is the path of the site, ``version`` its state.
    """
    head = _FOLLOWS + (bar.HEAD if barred else "")
    return page.replace(b"</head>", head.format(base=base, version=version).encode() + b"</head>", 1)


@cache
def _small(name: str, make: Callable[[bytes], bytes]) -> bytes:
    return make((_ASSETS / name).read_bytes())
