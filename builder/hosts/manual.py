"""What `coolhead manual` prints: the pages of the docs, which the package carries, for reading in a terminal."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

import builder
from builder.diagnostics import BuilderError, did_you_mean

_FIRST: Final = ("tutorial.md", "story-format.md", "record.md")
_FOLDERS: Final = ("how-to", "reference")
_INDEX: Final = "index.md"
_LINK: Final = re.compile(r"(?<!!)\[([^\[\]]*)\]\(([^()#]*\.md)[^()]*\)")
_MADE: Final = {
    "rules/index": "coolhead explain",
    "reference/keys": "coolhead schema",
    "reference/commands": "coolhead --help",
}
"""What takes the place of pages that are made from the program itself."""


def manual_folder() -> Path:
    """Where the pages lie: inside the installed package, or beside it in the repository."""
    package = Path(builder.__file__).parent
    inside = package / "manual"
    return inside if inside.is_dir() else package.parent / "docs"


def pages() -> Mapping[str, Path]:
    """Every page by its name: the tutorial first."""
    return {path.stem: path for path in _files(manual_folder())}


def title_of(page: Path) -> str:
    """A page's heading."""
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def list_of_pages() -> str:
    """A line for each page: its name and its heading."""
    found = pages()
    widest = max(map(len, found))
    return "".join(f"{name:<{widest}}  {title_of(page)}\n" for name, page in found.items())


def page_in_full(name: str) -> str:
    """A page as it was written, with the command to type in place of each link to another.

    Raises `BuilderError` where there is none of this name.
    """
    found = pages()
    if name not in found:
        help = did_you_mean(name, found, "`coolhead manual` without a page lists all of them.")
        raise BuilderError(f"The manual has no page `{name}`. {help}")
    folder = PurePosixPath(found[name].relative_to(manual_folder()).as_posix()).parent
    return _LINK.sub(lambda link: _typed(link, folder), found[name].read_text(encoding="utf-8"))


def _files(folder: Path) -> Iterator[Path]:
    yield from (folder / name for name in _FIRST)
    for below in _FOLDERS:
        yield from (path for path in sorted((folder / below).glob("*.md")) if path.name != _INDEX)


def _typed(link: re.Match[str], folder: PurePosixPath) -> str:
    """What stands for a link on a page of this folder: its words, and the command that shows where it leads."""
    place = posixpath.normpath(folder / link[2]).removesuffix(".md")
    name = posixpath.basename(place)
    if place in _MADE:
        told = _MADE[place]
    elif place.startswith("rules/"):
        told = f"coolhead explain {name}"
    elif name in pages():
        told = f"coolhead manual {name}"
    else:
        return link[0]
    return f"`{told}`" if link[1] == f"`{name}`" else f"{link[1]} (`{told}`)"
