"""`coolhead new-story`: a draft that plays."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts import beginning
from builder.hosts.cli.command import DONE, command
from builder.hosts.project import find_project


@command
@click.argument("id", metavar="ID")
@click.option("--channel", type=click.Choice(["phone", "chat", "email", "counter"]), default="phone", help="Its sort.")
def new_story(course: Path, quiet: bool, id: str, channel: str) -> int:
    """Begin a story called ID. It is a draft that plays, with comments that say what goes where."""
    path = beginning.new_story(find_project(course).stories, id, channel)
    if not quiet:
        click.echo(f"{path} is a draft that plays. Put your own words in place of its words.", err=True)
    return DONE
