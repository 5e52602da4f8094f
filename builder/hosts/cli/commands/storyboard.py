"""`coolhead storyboard`: a story as a document for the experts who review it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from builder.diagnostics import BuilderError
from builder.flow.link import StoryGraph
from builder.flow.proof import Bounds, Proof, prove
from builder.formats.dot import draw
from builder.formats.storyboard import Revised, revised, write_storyboard
from builder.formats.storyboard import storyboard as laid_out
from builder.hosts.cli.asking import one_checked
from builder.hosts.cli.command import DONE, STORY, command, write
from builder.hosts.differences.comparing import compare
from builder.hosts.project import find_project
from builder.hosts.saving import StoryFile


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
@click.option("--since", metavar="REV", help="Mark what changed since this branch, tag or commit of git.")
def storyboard(course: Path, quiet: bool, story: str, output: Path, label: str, since: str | None) -> int:
    """Write the story as a document for reviewers.

    They need to know nothing of its file. The best path comes first, then every branch. Scenes are numbered, and each
    has a table of what is said and what can be chosen, with an empty column for comments. The ending of FILE says what
    is written: .docx for Word, .html for a browser, .md for GitHub. The same story gives the same file.
    """
    checked, file = one_checked(course, story)
    graph = checked.graphs[0]
    found = prove(graph, checked.settings.limit)
    bounds = Bounds(graph, found if isinstance(found, Proof) else None)
    changed = _changed(file, since) if since is not None else None
    kept = find_project(file.path).root / ".coolhead"
    drawing = {"draw": partial(_map, graph, kept)} if output.suffix.lower() == ".html" else {}
    write(write_storyboard(laid_out(bounds, checked.course, label, changed, **drawing), output.suffix), output)
    return DONE


def _map(graph: StoryGraph, kept: Path, link: Callable[[str], str], condition: Callable[[str], str]) -> str:
    """The author's map, each scene of which leads to its place in the storyboard."""
    return draw(graph, "author", kept, link=link, condition=condition) or ""


def _changed(file: StoryFile, since: str) -> Revised:
    """What changed in a story since a revision. Raises `BuilderError` where that cannot be told."""
    found = compare(find_project(file.path), since, [file.read.id])
    if found.broken_then:
        raise BuilderError(
            f"The story had errors at {found.revision.title}, so nothing can be compared with it. "
            "Name a revision at which `coolhead check` passed."
        )
    return revised(found.stories[0].changes if found.stories else None, found.revision.title)
