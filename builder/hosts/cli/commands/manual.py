"""`coolhead manual`: a page of the docs, or the list of them."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts.cli.command import DONE, command, write
from builder.hosts.manual import list_of_pages, page_in_full


@command
@click.argument("page", metavar="[PAGE]", required=False)
def manual(course: Path, quiet: bool, page: str | None) -> int:
    """Print a page of the manual, or list its pages. They tell how to do something, and what a file may hold."""
    write(list_of_pages() if page is None else page_in_full(page), None)
    return DONE
