"""A course on disk: finds its stories, and hands the rooms below their texts, so that nobody else touches a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from builder.diagnostics import BuilderError
from builder.hosts.pictures import may_do_more, more_than_shown
from builder.sources import CourseSources, Source, StorySource
from builder.storyfile.syntax import MAX_FILE_SIZE

STORIES: Final = "stories"
STORY: Final = "story.yml"
COURSE: Final = "course.yml"
SKILLS: Final = "skills.yml"
PHRASES: Final = "phrases.yml"
STATEMENTS: Final = "sources.yml"
AROUND: Final = (COURSE, SKILLS, PHRASES, STATEMENTS)
_YAML: Final = (".yml", ".yaml")
_LARGEST_DRAWING: Final = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Found:
    """A course that was found: ``root`` is what file names are relative to, ``stories`` the folder they lie in.

    ``only`` holds the ids of the stories that were asked for, or None for all of them.
    """

    root: Path
    stories: Path
    sources: CourseSources
    only: frozenset[str] | None = None


def is_yaml(name: str) -> bool:
    """Whether a file of this name is the author's own and never part of the learners' site."""
    return PurePosixPath(name).suffix.lower() in _YAML


def find_course(paths: Sequence[Path] = (), *, root: Path | None = None, limit: int = MAX_FILE_SIZE) -> Found:
    """Find what was asked for: story files, story folders, folders of stories, or (given nothing) the course here.

    All of it has to be of one course. ``root`` and ``limit`` are those of `read_course_folder`, as are the errors; it
    is also a `BuilderError` where there is nothing to read.
    """
    places = [_place(path) for path in paths or [Path()]]
    folders = {folder.resolve() for folder, _ in places}
    if len(folders) > 1:
        raise BuilderError(
            f"{paths[0]} and {paths[-1]} are of different courses. Name the files of one course at a time."
        )
    folder = places[0][0]
    sources = read_course_folder(folder, root=root, limit=limit)
    if not sources.stories:
        raise nothing_to_read(folder)
    ids = [story for _, story in places]
    only = None if None in ids else frozenset(story for story in ids if story is not None)
    return Found(_root_of(folder, root), folder, sources, only)


def read_course_folder(stories: Path, *, root: Path | None = None, limit: int = MAX_FILE_SIZE) -> CourseSources:
    """Read every story of a folder of stories, sorted by id, and the course, skills and Markdown pages beside them.

    Files are named as seen from ``root``, or else from where the folder of stories lies. At most ``limit`` bytes and
    one of each file are read: enough to see that it is too large. Raises `BuilderError` where there is no such folder,
    a file cannot be read, or two stories would have the same id.
    """
    if not stories.is_dir():
        raise BuilderError(
            f"There is no folder {stories}. Stories live in a folder called {STORIES}: make it, or name another folder."
        )
    flat, folders = _story_files(stories)
    for twice in sorted(flat.keys() & folders.keys()):
        raise BuilderError(
            f"In {stories}, {flat[twice].name} and {twice}/{STORY} would be the same story. "
            "Keep one of the two, or rename it."
        )
    read = partial(_read, root=_root_of(stories, root), limit=limit)
    shared = _beside(stories) if flat else (frozenset(), {})
    found = [StorySource(id, read(path), *shared) for id, path in flat.items()]
    found += [StorySource(id, read(path), *_beside(path.parent)) for id, path in folders.items()]
    around = {name: read(stories / name) for name in AROUND if os.path.lexists(stories / name)}
    course, skills, phrases, statements = map(around.get, AROUND)
    pages = tuple(read(path) for path in _pages(stories))
    in_order = tuple(sorted(found, key=lambda each: each.id))
    return CourseSources(in_order, course, skills, phrases, statements, pages)


def _root_of(stories: Path, root: Path | None) -> Path:
    folder = _whole(stories)
    around = folder.parent if root is None else _whole(root)
    return around if folder.is_relative_to(around) else folder.parent


def _whole(path: Path) -> Path:
    """The path from the top, without dots, and without following links: an author's own name for a place."""
    return Path(os.path.normpath(path.absolute()))


def _place(path: Path) -> tuple[Path, str | None]:
    """The folder of stories that a path is of, and the id of the story it names, if it names one."""
    if path.is_file():
        if path.suffix != ".yml":
            raise BuilderError(f"{path} is no story. Story files end in .yml.")
        if path.name == STORY:
            own = _whole(path).parent
            return own.parent, own.name
        return path.parent, None if path.name in AROUND else path.stem
    if not path.is_dir():
        raise BuilderError(f"There is no {path}. Name a story file, a story folder, or a folder of stories.")
    if (path / STORY).is_file():
        own = _whole(path)
        return own.parent, own.name
    if (path / STORIES).is_dir():
        return path / STORIES, None
    if any(_story_files(path)) or any((path / name).is_file() for name in AROUND):
        return path, None
    raise nothing_to_read(path / STORIES)


def nothing_to_read(stories: Path) -> BuilderError:
    """What to say of a folder that has no stories."""
    return BuilderError(
        f"There are no stories in {stories.absolute()}. Write the first one there, as my-first-story.yml."
    )


def _story_files(stories: Path) -> tuple[dict[str, Path], dict[str, Path]]:
    """The story files by id: those that lie flat in the folder, and those in a folder of their own."""
    flat: dict[str, Path] = {}
    folders: dict[str, Path] = {}
    for entry in _entries(stories):
        if entry.is_dir():
            _refuse_long_ending(entry / "story.yaml")
            if os.path.lexists(entry / STORY):
                folders[entry.name] = entry / STORY
        elif entry.name not in AROUND:
            _refuse_long_ending(entry)
            if entry.suffix == ".yml":
                flat[entry.stem] = entry
    return flat, folders


def _entries(folder: Path) -> Iterable[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise BuilderError(f"{folder} cannot be read: {_why(error)}. Check who may open it.") from error


def _refuse_long_ending(path: Path) -> None:
    if path.suffix == ".yaml" and path.is_file():
        raise BuilderError(
            f"{path} would not be read: story files end in .yml. Rename it to {path.with_suffix('.yml').name}."
        )


def _read(path: Path, *, root: Path, limit: int) -> Source:
    name = _whole(path).relative_to(root).as_posix()
    if _is_no_file(path):
        raise BuilderError(f"{path} is not an ordinary file. Put the text itself there, or move it out of the folder.")
    try:
        with path.open("rb") as file:
            return Source(name, file.read(limit + 1))
    except FileNotFoundError as error:
        raise BuilderError(f"{path} went away while the stories were read. Try again.") from error
    except OSError as error:
        raise BuilderError(f"{path} cannot be read: {_why(error)}. Check that the file may be opened.") from error


def _is_no_file(path: Path) -> bool:
    """Whether something other than a file lies there: a pipe or a device would be waited for."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return path.is_symlink()  # it leads nowhere; what is no link went away, or is told when it is opened


def _pages(folder: Path) -> Iterable[Path]:
    """The Markdown pages of the course, which a site is made of beside its stories."""
    names = ((place / name, name) for place, _, names in _walk(folder) for name in names)
    return sorted(path for path, name in names if name.endswith(".md") and not name.startswith(".") and path.is_file())


def _beside(folder: Path) -> tuple[frozenset[str], dict[str, str]]:
    """The files that a story in this folder may show, and those that it may not, each with what it holds."""
    names = frozenset(_media(folder))
    held = {name: refusal(folder / name) for name in sorted(names)}
    refused = {name: what for name, what in held.items() if what is not None}
    return names - refused.keys(), refused


def refusal(path: Path) -> str | None:
    """What a file holds that nothing shown in a story needs; None for what may be shown, or cannot be read."""
    if not may_do_more(path.name):
        return None
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_DRAWING + 1)
    except OSError:
        return None
    return more_than_shown(path.name, data) if len(data) <= _LARGEST_DRAWING else "more than a drawing needs"


def _media(folder: Path) -> Iterator[str]:
    """The files a story in this folder may show, relative to it; nothing that a link leads to outside of it."""
    inside = folder.resolve()
    for place, _, names in _walk(folder):
        for name in names:
            path = place / name
            if name.startswith(".") or is_yaml(name):
                continue
            if not path.is_symlink() or path.resolve().is_relative_to(inside):
                yield path.relative_to(folder).as_posix()


def _walk(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield Path(place), folders, names


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
