"""`coolhead stats`: the figures of each story."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from builder.hosts.cli.asking import check_asked
from builder.hosts.cli.command import DONE, FINDINGS, PATHS, command, write
from builder.hosts.figures import as_json, as_text


@command
@PATHS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the figures.")
def stats(course: Path, quiet: bool, paths: Sequence[Path], form: str) -> int:
    """Print the figures of each story, all of them exact.

    They tell what can be reached, how long plays are, and how choices fare.

    PATH is a story file, a story folder or a folder of stories; without one, the course in this folder is counted.
    """
    checked = check_asked(course, paths, covering=form == "json")
    graphs, limit = checked.graphs, checked.settings.limit
    if form == "json":
        told = as_json(graphs, limit, checked.coverage(graphs) if checked.whole else None)
    else:
        told = as_text(graphs, limit)
    write(told, None)
    if len(checked.graphs) == len(checked.stories):
        return DONE
    click.echo("Stories without figures have errors: `coolhead check` tells them.", err=True)
    return FINDINGS
