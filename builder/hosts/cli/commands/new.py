"""`coolhead new`: a course that builds at once."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts.beginning import new_course
from builder.hosts.cli.command import DONE, command


@command
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(course: Path, quiet: bool, folder: Path) -> int:
    """Make a new course in DIR that builds at once. It has a worked story, settings for editors, files for CI."""
    new_course(course / folder)
    if not quiet:
        click.echo(f"Here is a course. To see it: coolhead serve -C {course / folder}", err=True)
    return DONE
