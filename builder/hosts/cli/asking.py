"""What the words of a command line ask for: some stories of a course, or one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from builder.diagnostics import BuilderError, did_you_mean
from builder.flow.link import StoryGraph
from builder.hosts.cli.command import colour
from builder.hosts.folder import Found, find_course
from builder.hosts.project import find_project
from builder.hosts.saving import StoryFile
from builder.pipeline import Checked, check
from builder.reports import render


def check_asked(course: Path, paths: Sequence[Path], site_url: str | None = None, *, covering: bool = False) -> Checked:
    """Read and check the stories at the paths, or the whole course; a story may be named by its id, too."""
    places = [_place(course, path) for path in paths]
    checked, _ = _found_and_checked(course, places, site_url, covering=covering)
    return checked


def one_story(course: Path, story: str) -> tuple[StoryGraph, StoryFile]:
    """The story an argument names, by its id in the course or a path to its file or folder. Its errors are printed.

    Raises what `one_checked` raises.
    """
    checked, file = one_checked(course, story)
    return checked.graphs[0], file


def one_checked(course: Path, story: str) -> tuple[Checked, StoryFile]:
    """The same, with all that is known of it: the only story of the course as checked.

    Raises `BuilderError` where the argument names no story, or several, and where the story has errors of reading.
    """
    path = course / story
    checked, found = _found_and_checked(course, [path if path.exists() else _path_of(course, story)])
    if len(checked.stories) > 1:
        ids = ", ".join(each.id for each in checked.stories)
        raise BuilderError(f"{story} names {len(checked.stories):,} stories. Name one of them: {ids}.")
    if not checked.graphs:
        click.echo(render("text", checked.report(colour=colour())), err=True, nl=False)
        raise BuilderError("A story can be drawn, played or reviewed once it reads without errors. Mend these first.")
    read = next(each for each in found.sources.stories if each.id == checked.graphs[0].story.id)
    return checked, StoryFile(found.root / read.source.name, read)


def _place(course: Path, path: Path) -> Path:
    """What a word names: a file or folder where there is one, else, if it looks like an id, a story of the course."""
    place = course / path
    is_id = len(path.parts) == 1 and not path.suffix
    return _path_of(course, str(path)) if is_id and not place.exists() else place


def _path_of(course: Path, story: str) -> Path:
    """The file or folder of the story with this id."""
    project = find_project(course)
    found = find_course([project.stories], root=project.root)
    ids = [each.id for each in found.sources.stories]
    if story not in ids:
        listed = "The stories are " + ", ".join(ids) + "."
        raise BuilderError(f"There is no story `{story}`. {did_you_mean(story, ids, listed)}")
    return next(each for each in (found.stories / story, found.stories / f"{story}.yml") if each.exists())


def _found_and_checked(
    course: Path, places: Sequence[Path], site_url: str | None = None, *, covering: bool = False
) -> tuple[Checked, Found]:
    project = find_project(places[0] if places else course)
    found = find_course(places or [project.stories], root=project.root)
    settings = project.settings if site_url is None else replace(project.settings, site_url=site_url)
    return check(found.sources, settings, found.only, covering=covering), found
