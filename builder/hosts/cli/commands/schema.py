"""`coolhead schema`: what an editor completes and explains keys from."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts.cli.command import DONE, OUTPUT, command, write
from builder.storyfile.json_schema import json_schema


@command
@click.argument("sort", type=click.Choice(["story", "course", "skills", "sources", "phrases"]), default="story")
@OUTPUT
def schema(course: Path, quiet: bool, sort: str, output: Path | None) -> int:
    """Print the JSON Schema of a sort of file.

    From it an editor completes the keys and explains them.

    SORT is story, course, skills, sources or phrases; story if left out.
    """
    write(json_schema(sort), output)
    return DONE
