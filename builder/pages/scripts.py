"""The learner's scripts and their styles as the site serves them: sources joined to one file each, and made small.

Every folder of ``assets`` is one script, every script beside them is one by itself, and so with stylesheets.
What a script needs of another folder it borrows, and has then as its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

_ASSETS: Final = Path(__file__).parent / "assets"

_FIRST: Final = ("words",)
_LAST: Final = ("player", "debrief", "handover", "progress")
"""A script's words come first, as the rest is said in them, and what sets it going comes last."""

_BORROWED: Final[Mapping[str, tuple[str, ...]]] = {
    "debrief": ("play/elements.js",),
    "memory": ("play/engine.js", "play/elements.js"),
    "progress": ("play/elements.js", "memory/words.js", "memory/record.js", "memory/erase.js"),
}
"""By folder, the sources it borrows."""


def scripts() -> Iterator[tuple[str, bytes]]:
    """Every script and stylesheet by its name, ready to be served."""
    for entry in sorted(_ASSETS.iterdir()):
        if entry.is_dir():
            yield f"{entry.name}.js", joined(*borrowed(*_BORROWED.get(entry.name, ())), *_in_order(entry))
        elif entry.suffix == ".js":
            yield entry.name, joined(entry)
        elif entry.suffix == ".css":
            yield entry.name, small_style(entry.read_bytes())


def borrowed(*sources: str) -> list[Path]:
    """Sources of the learner's scripts, by folder and name, for another script to be joined with."""
    return [_ASSETS / source for source in sources]


def joined(*sources: Path) -> bytes:
    """Sources as one script with a scope of its own, so that they see one another and nothing else sees them."""
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    return small_script(f'(() => {{\n"use strict";\n{text}\n}})();\n'.encode())


def small_script(script: bytes) -> bytes:
    """The script without what only people need: comments, spaces, and the names that nothing outside it knows."""
    return _small("text/javascript", script)


def small_style(sheet: bytes) -> bytes:
    """The stylesheet without its comments and without the spaces that only people need."""
    return _small("text/css", sheet)


def _small(kind: str, source: bytes) -> bytes:
    from minify import string  # here, as no other command needs it

    return f"{string(kind, source.decode())}\n".encode()


def _in_order(folder: Path) -> list[Path]:
    def rank(source: Path) -> tuple[bool, bool, str]:
        return source.stem in _LAST, source.stem not in _FIRST, source.stem

    return sorted(folder.glob("*.js"), key=rank)
