"""A course as it stood at a git revision: its files are read from the repository, and nothing is checked out."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from typing import Final

from builder.diagnostics import BuilderError
from builder.flow.link import StoryGraph, link
from builder.hosts.folder import AROUND, STORY, is_yaml
from builder.hosts.project import CONFIG, Project, stories_folder
from builder.hosts.repository import Repository, commit_of, contents, files_below, find_repository
from builder.sources import CourseSources, Source, StorySource
from builder.storyfile.read import read_course, read_story
from builder.storyfile.syntax import MAX_FILE_SIZE

SHOWN: Final = 10
"""Characters of a commit's name by which people know it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A course at a revision: the ``name`` that was asked for, the ``commit`` it means, and the texts as they were."""

    name: str
    commit: str
    sources: CourseSources

    @property
    def title(self) -> str:
        """The revision for people: its name and the beginning of the commit's, unless they are the same."""
        short = self.commit[:SHOWN]
        return short if self.commit.startswith(self.name) else f"{self.name} ({short})"


def course_at(project: Project, revision: str, *, limit: int = MAX_FILE_SIZE) -> Revision:
    """The course as it was at a revision; without stories if it was not there yet.

    Its stories are looked for where mkdocs.yml said at the time. At most ``limit`` bytes and one of each file are read.
    Raises `BuilderError` where there is no git, no repository or no such revision.
    """
    repository = find_repository(project.root)
    commit = commit_of(repository, revision)
    stories = project.stories
    for config in files_below(repository, commit, f"{repository.prefix}{CONFIG}"):
        (text,) = contents(repository, [config], limit)
        stories = stories_folder(project, Source(CONFIG, text))
    where = PurePath(os.path.relpath(stories, project.root)).as_posix()
    return Revision(revision, commit, _course_in(repository, commit, where, limit))


def graphs_of(sources: CourseSources) -> Mapping[str, StoryGraph | None]:
    """The stories of a course by their ids, read and linked and not checked; None for those that have errors."""
    course, _, skills_known = read_course(sources.course, sources.skills, sources.phrases, sources.statements)
    found: dict[str, StoryGraph | None] = {}
    for each in sources.stories:
        read = read_story(each)
        graph, _ = link(read.story, course, media=each.media, unread=read.unread, skills_known=skills_known)
        found[each.id] = None if read.findings else graph
    return found


def _course_in(repository: Repository, commit: str, stories: str, limit: int) -> CourseSources:
    """The course of a commit, gathered as `folder.read_course_folder` does from a disk."""
    folder = posixpath.normpath(f"{repository.prefix}{stories}")
    if folder.startswith(".."):
        raise BuilderError(f"{stories} lies outside of the git repository, so nothing is known of how it was.")
    top = "" if folder == "." else f"{folder}/"
    listed = ((blob.path.removeprefix(top), blob) for blob in files_below(repository, commit, top))
    files = {path: blob for path, blob in listed if not _is_hidden(path)}
    wanted = [path for path in files if _story_id(path) or path in AROUND or path.endswith(".md")]
    texts = contents(repository, [files[path] for path in wanted], limit)
    sources = {
        path: Source(posixpath.normpath(f"{stories}/{path}"), text) for path, text in zip(wanted, texts, strict=True)
    }
    course, skills, phrases, statements = map(sources.get, AROUND)
    pages = tuple(sources[path] for path in sorted(wanted) if path.endswith(".md"))
    return CourseSources(tuple(_stories(sources, files)), course, skills, phrases, statements, pages)


def _stories(sources: Mapping[str, Source], files: Collection[str]) -> Iterator[StorySource]:
    """The stories in the order of their ids, each with what lies beside it."""
    media = [path for path in files if not is_yaml(path)]
    shared = frozenset(media)
    for id, path in sorted((id, path) for path in sources if (id := _story_id(path))):
        own = f"{id}/"
        beside = (each.removeprefix(own) for each in media if each.startswith(own))
        yield StorySource(id, sources[path], frozenset(beside) if path.startswith(own) else shared)


def _story_id(path: str) -> str | None:
    """The id of the story that is at this path, seen from the folder of stories; None where there is none."""
    match PurePosixPath(path).parts:
        case (name,) if name.endswith(".yml") and name not in AROUND:
            return name.removesuffix(".yml")
        case (id, name) if name == STORY:
            return id
    return None


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(path).parts)
