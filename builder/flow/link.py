"""Linking: proves that every name in a story leads somewhere, and makes the `StoryGraph` everything later relies on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import wraps
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias, TypeVar, cast

from builder.diagnostics import Diagnostic, did_you_mean
from builder.expressions import Expression, scenes_in
from builder.flow.misspelt import name_findings
from builder.flow.names import Names
from builder.model import Course, Mode, Retry, Scene, Story
from builder.sources import Place

T = TypeVar("T")


class Remembering(Protocol):
    """Something that keeps what was worked out about it."""

    @property
    def known(self) -> dict[object, object]:
        """What `remembered` keeps."""


R = TypeVar("R", bound=Remembering)


SceneMemory: TypeAlias = dict[str, tuple[object, dict[int, tuple[Scene, Any]]]]
"""What was worked out about each scene of a story, by the name of the work: on what else it rests, then by scene."""


@dataclass(frozen=True, slots=True)
class StoryGraph:
    """A sound story: every ``goto`` leads somewhere, every name exists, every expression is parsed and well typed.

    ``expressions`` holds each ``when`` and ``score`` under the author's own words for it. ``start``, ``mode`` and
    ``retry`` are resolved: the story's own, else the course's, else the format's default. ``watched`` are the scenes
    that some ``visited()`` asks about: a play remembers of no other scene that it was entered. ``known`` is what
    `remembered` keeps, ``of_scenes`` what `of_each_scene` does, perhaps since an earlier state of the story.
    """

    story: Story
    start: str
    mode: Mode
    retry: Retry
    expressions: Mapping[str, Expression]
    watched: frozenset[str]
    known: dict[object, object] = field(default_factory=dict, compare=False, repr=False)
    of_scenes: SceneMemory = field(default_factory=dict, compare=False, repr=False)


def remembered(work: Callable[[R], T]) -> Callable[[R], T]:
    """The function, working only once for each story: several pages and rules ask the same of a large one."""

    @wraps(work)
    def asked(story: R) -> T:
        if work not in story.known:
            story.known[work] = work(story)
        return cast(T, story.known[work])

    return asked


def of_each_scene(graph: StoryGraph, name: str, around: object, work: Callable[[Scene], T]) -> list[T]:
    """What ``work`` makes of each scene of a story, in the author's order; it is kept under ``name``.

    It is not done again for a scene that is the same object as in an earlier state of the story, if ``around`` is equal
    to what it was then: that is all that ``work`` makes use of but the scene.
    """
    before = graph.of_scenes.get(name)
    known = before[1] if before is not None and before[0] == around else {}
    found: dict[int, tuple[Scene, T]] = {}
    for scene in graph.story.scenes.values():
        # a scene that is kept here shares its number with no other
        found[id(scene)] = known.get(id(scene)) or (scene, work(scene))
    graph.of_scenes[name] = around, found
    return [each for _, each in found.values()]


RETRIES: Mapping[Mode, Retry] = {"guided": "anywhere", "practice": "anywhere", "challenge": "never"}
"""Whether a learner may go back, where the story does not say: the last column of the format's table of modes."""


def link(
    story: Story,
    course: Course,
    *,
    media: Collection[str] = frozenset(),
    refused: Mapping[str, str] = MappingProxyType({}),
    unread: Collection[str] = frozenset(),
    skills_known: bool = True,
    of_scenes: SceneMemory | None = None,
) -> tuple[StoryGraph | None, tuple[Diagnostic, ...]]:
    """Check every name of a story; gives its graph and no findings, or None and what is wrong.

    ``media`` holds the files that lie beside the story, ``refused`` those that may do more than be shown, each with
    what it holds. ``unread`` names what reading already reported
    (``cast``, ``cast/priya``): names in it are taken on trust, and the story has no graph. ``skills_known`` is False
    where the skills could not be read. ``of_scenes`` is what earlier states of the story remember of their scenes.
    """
    names = Names(story, course, media, refused, frozenset(unread), skills_known)
    findings = name_findings(names)
    if findings or unread or not story.scenes:
        return None, findings
    mode = story.mode or course.mode
    start = story.start or next(iter(story.scenes))
    watched = frozenset(scene for tree in names.expressions.values() for scene in scenes_in(tree))
    memory = {} if of_scenes is None else of_scenes
    graph = StoryGraph(story, start, mode, story.retry or RETRIES[mode], names.expressions, watched, of_scenes=memory)
    return graph, ()


def link_course(
    course: Course, stories: Collection[str], file: str, *, skills_known: bool = True
) -> Iterator[Diagnostic]:
    """Findings about the names in a course file; ``stories`` are the ids of the stories found.

    ``skills_known`` is False where the skills could not be read.
    """
    titles = {module.title for module in course.modules}
    for number, module in enumerate(course.modules):
        at = Place(file, ("modules", number))
        for position, story in enumerate(module.stories):
            if story not in stories:
                help = did_you_mean(story, stories, f"Write it as stories/{story}.yml, or take it out of the list.")
                yield Diagnostic("unknown-name", at.at("stories", position), f"There is no story `{story}`.", help)
        for position, name in enumerate(module.requires):
            if name not in titles and name not in stories:
                help = did_you_mean(name, [*titles, *stories], "Name a module's title or a story's id.")
                yield Diagnostic(
                    "unknown-name", at.at("requires", position), f"No module or story is called `{name}`.", help
                )
        for name in module.practises:
            if skills_known and course.skills and name not in course.skills:
                help = did_you_mean(name, course.skills, "Add it to stories/skills.yml.")
                place = Place(file, (*at.route, "practises", name), "key")
                yield Diagnostic("unknown-name", place, f"There is no skill `{name}`.", help)
