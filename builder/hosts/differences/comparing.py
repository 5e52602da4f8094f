"""The stories of a course beside what they were at a git revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from builder.diagnostics import BuilderError, did_you_mean
from builder.flow.changes import StoryChanges, course_changes
from builder.flow.changes.odds import OddsChanges, odds_changes
from builder.flow.link import StoryGraph
from builder.hosts.folder import read_course_folder
from builder.hosts.project import Project
from builder.hosts.revisions import Revision, course_at, graphs_of


@dataclass(frozen=True, slots=True)
class StoryDifference:
    """What changed in one story, and what that did to its ends."""

    changes: StoryChanges
    odds: OddsChanges


@dataclass(frozen=True, slots=True)
class Comparison:
    """The stories that changed since a revision.

    ``broken_now`` and ``broken_then`` are the ids of stories that are not compared, since they have errors now, or had
    at the time.
    """

    revision: Revision
    stories: tuple[StoryDifference, ...]
    broken_now: tuple[str, ...]
    broken_then: tuple[str, ...]


def compare(project: Project, revision: str, only: Sequence[str] = ()) -> Comparison:
    """Compare the course with how it was, or ``only`` the stories with these ids, which they have or had.

    Raises `BuilderError` where the revision cannot be read, and where there never was a story with such an id.
    """
    then = course_at(project, revision)
    old, new = graphs_of(then.sources), graphs_of(read_course_folder(project.stories, root=project.root))
    _refuse_unknown(only, [*new, *old], then)
    sound = [graph for graph in new.values() if graph is not None and old.get(graph.story.id, graph) is not None]
    was = [graph for graph in old.values() if graph is not None and new.get(graph.story.id, graph) is not None]
    found = [each for each in course_changes(was, sound) if not only or _ids(each) & set(only)]
    return Comparison(
        then,
        tuple(StoryDifference(each, odds_changes(each, project.settings.limit)) for each in found),
        _broken(new, only),
        tuple(id for id in _broken(old, only) if new.get(id) is not None),
    )


def _ids(changes: StoryChanges) -> set[str]:
    return {graph.story.id for graph in (changes.old, changes.new) if graph is not None}


def _broken(graphs: Mapping[str, StoryGraph | None], only: Sequence[str]) -> tuple[str, ...]:
    return tuple(id for id, graph in graphs.items() if graph is None and (not only or id in only))


def _refuse_unknown(only: Sequence[str], known: Collection[str], then: Revision) -> None:
    for id in only:
        if id not in known:
            listed = f"The stories are {', '.join(dict.fromkeys(known))}."
            help = did_you_mean(id, known, listed)
            raise BuilderError(f"There is no story `{id}`, and there was none at {then.title}. {help}")
