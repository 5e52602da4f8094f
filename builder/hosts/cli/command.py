"""What a command is made of: the options that all of them take, what it ends with, and how it writes."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from builder.diagnostics import BuilderError
from builder.hosts.writing import write_whole

DONE: Final = 0
FINDINGS: Final = 1
"""Exit status where findings of error severity were found."""
FAILED: Final = 2
"""Exit status where the command could not do its work."""


PATHS = click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
STORY = click.argument("story", metavar="STORY")
OUTPUT = click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE."
)


def command(function: Callable[..., int]) -> click.Command:
    """A command with the options that every command takes; the function gets the folder to work in as ``course``."""

    @functools.wraps(function)
    def run(course: Path, quiet: bool, verbose: bool, **options: Any) -> int:
        return function(course=course, quiet=quiet, **options)

    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say more; a fault in coolhead itself shows its traceback."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong."),
        click.option(
            "-C",
            "course",
            metavar="DIR",
            type=click.Path(path_type=Path),
            default=".",
            help="Work in the course in DIR.",
        ),
    ):
        run = option(run)
    name = function.__name__.replace("_", "-")
    return click.command(name, context_settings={"help_option_names": ["-h", "--help"]})(run)


def colour() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write(content: str | bytes, output: Path | None, *, quiet: bool = False) -> None:
    """Write to the file, whole or not at all, or else, unless quiet, to standard output.

    Raises `BuilderError` where that cannot be done.
    """
    if output is not None:
        try:
            write_whole(output, content if isinstance(content, bytes) else content.encode(errors="surrogateescape"))
        except OSError as error:
            raise BuilderError(f"{output} cannot be written: {error.strerror}. Check the folder.") from error
    elif not quiet:
        try:
            click.echo(content, nl=False)
        except BrokenPipeError:
            raise
        except OSError as error:
            sys.stdout = None  # else Python would try once more at its end, and complain
            raise BuilderError(f"Standard output takes no more: {error.strerror}. Make room.") from error
