"""`coolhead diff`: what changed in the stories since a git revision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import click

from builder.diagnostics import BuilderError
from builder.formats.dot import draw_changes
from builder.hosts.cli.command import DONE, FINDINGS, OUTPUT, colour, command, write
from builder.hosts.differences import html, json, markdown, text
from builder.hosts.differences.comparing import Comparison, compare
from builder.hosts.folder import STORY as STORY_FILE
from builder.hosts.project import find_project

_FORMS: Final[Mapping[str, Callable[[Comparison], str]]] = {
    "text": partial(text.render, colour=False),
    "json": json.render,
    "markdown": markdown.render,
    "html": html.render,
}


@command
@click.argument("revision", metavar="REV")
@click.argument("stories", metavar="[STORY]...", nargs=-1)
@click.option(
    "--format", "form", type=click.Choice(tuple(_FORMS)), default="text", help="How to tell it; html has maps too."
)
@click.option(
    "--map",
    "drawing",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Draw the map of what changed in one story into FILE, which ends in .svg.",
)
@OUTPUT
def diff(
    course: Path,
    quiet: bool,
    revision: str,
    stories: Sequence[str],
    form: str,
    drawing: Path | None,
    output: Path | None,
) -> int:
    """Tell what changed in the stories since REV.

    REV is a branch, a tag or a commit of git. With three dots behind it (main...) it is the commit at which this
    branch parted from REV.

    STORY is the id of a story, as it is or was, or the path of its file or folder; without one, the whole course is
    compared. Told are scenes, choices and outcomes that were added, removed, reworded, redirected or moved, what else
    was edited, and outcomes whose odds moved. The files are compared as they are, committed or not.
    """
    if drawing is not None and (len(stories) != 1 or drawing.suffix != ".svg"):
        raise BuilderError("--map draws one story into a file that ends in .svg. Name the story after the revision.")
    found = compare(find_project(course), revision, [_id(story) for story in stories])
    if drawing is not None:
        write(_drawn(found), drawing)
    coloured = form == "text" and output is None and colour()
    told = text.render(found, colour=True) if coloured else _FORMS[form](found)
    write(told, output, quiet=quiet and not found.stories and form == "text")
    return FINDINGS if found.broken_now else DONE


def _id(story: str) -> str:
    """The id of a story that is named by it, by its file or by its folder, which may be gone."""
    path = Path(story)
    if path.name == STORY_FILE:
        return path.parent.name
    return path.stem if path.suffix == ".yml" else path.name


def _drawn(found: Comparison) -> str:
    """The map of the one story that was compared."""
    if found.broken_now or found.broken_then:
        raise BuilderError("A map needs the story as it is and as it was, without errors: `coolhead diff` tells more.")
    if not found.stories:
        raise BuilderError(f"Nothing changed in this story since {found.revision.title}, so there is nothing to draw.")
    drawn = draw_changes(found.stories[0].changes, found.stories[0].odds, alone=True)
    if drawn is None:
        raise BuilderError("More changed in this story than can be drawn. `coolhead diff` without --map tells it.")
    return f"{drawn}\n"
