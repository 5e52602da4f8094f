"""What an author begins with: a whole course that builds at once, and drafts of stories to fill in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from builder.diagnostics import BuilderError, shown
from builder.hosts.folder import COURSE, PHRASES, SKILLS, STATEMENTS, STORIES, STORY, read_course_folder
from builder.storyfile.json_schema import FILES, json_schema
from builder.storyfile.singles import is_id
from builder.storyfile.wording import id_help

CHANNELS: Final = ("phone", "chat", "email", "counter")
"""The sorts of conversation there is a draft for."""

_TEMPLATES: Final = files(__package__) / "templates"
_HIDDEN: Final = "dot-"
"""Begins the name of a template whose file begins with a dot, so that no tool takes it for one of its own here."""
_TITLE: Final = "THE TITLE"
_OTHER_FILES: Final = frozenset(Path(name).stem for name in (COURSE, SKILLS, PHRASES, STATEMENTS, STORY))


def new_course(folder: Path) -> None:
    """Make a course in ``folder``, which may be there already if it is empty: all of it, or nothing.

    Raises `BuilderError` where something is there, and where the files cannot be written.
    """
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BuilderError(f"{folder} is not empty, and a new course needs a folder of its own. Name another.")
        made = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _fill(folder, _course_files())
        except BaseException:
            if made:
                shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        raise BuilderError(f"There can be no course in {folder}: {error.strerror}. Name another folder.") from error


def new_story(stories: Path, id: str, channel: str) -> Path:
    """Begin a story among the others, as a draft from the template for its channel; gives its file.

    Raises `BuilderError` where the id is none, or taken, and where the file cannot be written.
    """
    if not is_id(id):
        raise BuilderError(f"`{shown(id)}` is not an id. {id_help(id)}")
    if id in _OTHER_FILES:
        raise BuilderError(f"{id}.yml is not for a story. Choose another id, as `the-{id}`.")
    for taken in read_course_folder(stories, root=stories.parent).stories:
        if taken.id == id:
            raise BuilderError(f"There is a story `{id}` already, in {taken.source.name}. Choose another id.")
    title = id.replace("-", " ").capitalize()
    text = (_TEMPLATES / STORIES / f"{channel}.yml").read_text(encoding="utf-8").replace(_TITLE, title)
    try:
        _add(stories / f"{id}.yml", text)
        if not (stories / _schema_file("story")).exists():
            _add(stories / _schema_file("story"), json_schema("story"))
    except OSError as error:
        raise BuilderError(f"{stories / id}.yml cannot be written: {error.strerror}. Check the folder.") from error
    return stories / f"{id}.yml"


def _add(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _schema_file(sort: str) -> str:
    return f"{sort}.schema.json"


def _course_files() -> Mapping[str, str]:
    """The files of a new course by their path in it."""
    found = {name: each.read_text(encoding="utf-8") for name, each in _files_in(_TEMPLATES / "course", "")}
    return {**found, **{f"{STORIES}/{_schema_file(sort)}": json_schema(sort) for sort in FILES}}


def _files_in(folder: Traversable, before: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = before + (f".{entry.name.removeprefix(_HIDDEN)}" if entry.name.startswith(_HIDDEN) else entry.name)
        if entry.is_dir():
            yield from _files_in(entry, f"{name}/")
        else:
            yield name, entry


def _fill(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the files beside their place first; then every file and folder at the top is put there at once."""
    moved: list[Path] = []
    with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as place:
        for name, text in texts.items():
            path = Path(place) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _add(path, text)
        try:
            for entry in sorted(Path(place).iterdir()):
                moved.append(entry.rename(folder / entry.name))
        except BaseException:
            for path in moved:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            raise
