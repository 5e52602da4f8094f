"""`coolhead serve`: the site on this machine, following what is saved."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts.cli.command import command
from builder.hosts.project import find_project
from builder.hosts.serving.editors import EDITORS
from builder.hosts.site import serve_site


@command
@click.option(
    "--port", metavar="N", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to serve on."
)
@click.option(
    "--editor",
    type=click.Choice(tuple(EDITORS)),
    default="vscode",
    show_default=True,
    help="What opens a finding's place.",
)
def serve(course: Path, quiet: bool, port: int, editor: str) -> int:
    """Serve the site on this machine, and follow what you save. Every page has an author's bar; nobody else sees it."""
    return serve_site(find_project(course), port, editor, quiet=quiet)
