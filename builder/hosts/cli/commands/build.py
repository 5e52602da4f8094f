"""`coolhead build`: from the stories to a site."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts.cli.command import command
from builder.hosts.project import find_project
from builder.hosts.site import build_site


@command
@click.option(
    "--site-dir", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes."
)
@click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
@click.option("--offline", is_flag=True, help="Make a site that also opens from a disk, without a server.")
def build(course: Path, quiet: bool, site_dir: Path | None, strict: bool, offline: bool) -> int:
    """Check the stories, then compile the site. An old site is replaced only by a whole new one."""
    return build_site(find_project(course), site_dir, strict=strict, quiet=quiet, offline=offline)
