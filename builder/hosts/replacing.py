"""A folder that is replaced only by a whole new one: whatever goes wrong on the way, the old one stays."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from builder.diagnostics import BuilderError
from builder.hosts.exchanging import exchange
from builder.hosts.holding import held, is_held

_BUILT: Final = "assets/coolhead"
"""What every site built by this program holds, and hardly any other folder."""


@contextlib.contextmanager
def replacing(site: Path) -> Iterator[Path]:
    """Give an empty folder to build in; when the block ends well it takes the place of ``site``.

    It lies beside ``site``, as a rename is at once only within one file system. Hidden files at the top of the old
    folder, such as a `.git`, are taken over. What a killed build left behind is cleared away first; of several builds
    at once the last to end stays. Raises `BuilderError` where ``site`` holds files that are no built site, or where its
    parent cannot be written.
    """
    site = site.resolve()
    _refuse_strange(site)
    new = _beside(site, "new")
    with contextlib.ExitStack() as until_done:
        try:
            site.parent.mkdir(parents=True, exist_ok=True)
            with held(site.parent):
                _clear_up_after_killed_builds(site)
                new.mkdir()
                until_done.callback(shutil.rmtree, new, ignore_errors=True)
                until_done.enter_context(held(new))
        except OSError as error:
            raise BuilderError(f"There can be no site in {site}: {error.strerror}. Choose another folder.") from error
        yield new
        try:
            with held(site.parent):
                _put_in_place(new, site)
        except OSError as error:
            raise BuilderError(
                f"The new site could not be put in place of {site}: {error.strerror}. The old one is as it was."
            ) from error


def _refuse_strange(site: Path) -> None:
    if not site.exists() or (site / _BUILT).is_dir():
        return
    if not site.is_dir():
        raise BuilderError(f"{site} is a file, and the site needs a folder. Choose another name.")
    if any(not entry.name.startswith(".") for entry in site.iterdir()):
        raise BuilderError(
            f"{site} holds files that are no built site, and all of them would go. Choose another folder."
        )


def _put_in_place(new: Path, site: Path) -> None:
    """Let the new folder be the site; the old one then has the new one's name. Killed at any step, nothing is lost."""
    if not site.exists():
        new.rename(site)
        return
    aside = _beside(site, "old")
    exchange(new, site, aside)
    try:
        _take_over_hidden(new, site)
    except BaseException:
        _take_over_hidden(site, new)
        exchange(new, site, aside)
        raise


def _take_over_hidden(source: Path, target: Path) -> None:
    for entry in source.iterdir():
        if entry.name.startswith(".") and not os.path.lexists(target / entry.name):
            entry.rename(target / entry.name)


def _beside(site: Path, what: str) -> Path:
    return site.with_name(f".{site.name}-{what}-{os.getpid()}")


def _clear_up_after_killed_builds(site: Path) -> None:
    """Away with what nobody holds any more, but not with hidden files that a killed build had not taken over yet."""
    for left in (*_left_over(site, "old"), *(each for each in _left_over(site, "new") if not is_held(each))):
        if "-old-" in left.name and not site.exists():  # killed between two renames
            left.rename(site)
        else:
            if site.exists():
                _take_over_hidden(left, site)
            shutil.rmtree(left, ignore_errors=True)


def _left_over(site: Path, what: str) -> list[Path]:
    found = site.parent.iterdir() if site.parent.is_dir() else []
    return sorted(path for path in found if path.name.startswith(f".{site.name}-{what}-") and path.is_dir())
