"""`coolhead storyboard`: a story as a document for the experts who review it."""

from __future__ import annotations

from pathlib import Path

import click

from builder.flow.proof import Bounds, Proof, prove
from builder.formats.storyboard import storyboard as laid_out
from builder.formats.storyboard import write_storyboard
from builder.hosts.cli.asking import one_checked
from builder.hosts.cli.command import DONE, STORY, command, write


@command
@STORY
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="Write to FILE: .docx, .html or .md.",
)
@click.option("--label", metavar="TEXT", default="", help="A line for the front, such as a version or a date.")
def storyboard(course: Path, quiet: bool, story: str, output: Path, label: str) -> int:
    """Write the story as a document for reviewers who know nothing of its file.

    The best path comes first, then every branch. Scenes are numbered, and each has a table of what is said and what
    can be chosen, with an empty column for comments. The ending of FILE says what is written: .docx for Word, .html
    for a browser, .md for GitHub. The same story gives the same file.
    """
    checked, _ = one_checked(course, story)
    graph = checked.graphs[0]
    found = prove(graph, checked.settings.limit)
    document = laid_out(Bounds(graph, found if isinstance(found, Proof) else None), checked.course, label)
    write(write_storyboard(document, output.suffix), output)
    return DONE
