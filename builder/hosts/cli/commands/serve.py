"""`coolhead serve`: the site on this machine, following what is saved."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts.cli.command import command
from builder.hosts.project import find_project
from builder.hosts.site import serve_site


@command
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to serve on.")
def serve(course: Path, quiet: bool, port: int) -> int:
    """Build the site, serve it on this machine only, and rebuild and reload whenever a file is saved."""
    return serve_site(find_project(course), port, quiet=quiet)
