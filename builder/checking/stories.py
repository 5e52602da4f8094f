"""One story: read and linked, then judged by the rules, unless that is known from the last time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from builder.checking.asking import needs, of_story
from builder.checking.marking import Looked
from builder.diagnostics import Diagnostic
from builder.flow.bare import without_words
from builder.flow.coverage import StoryCover, story_cover
from builder.flow.finished import Finished
from builder.flow.guide import Guide, guide
from builder.flow.link import SceneMemory, StoryGraph, link
from builder.flow.practice import often_practised
from builder.flow.proof import Proof
from builder.model import Course, Scene, Story
from builder.prose.manuscript import Manuscript
from builder.settings import Settings
from builder.sources import CourseSources, StorySource
from builder.storyfile.places import as_written
from builder.storyfile.read import read_story
from builder.storyfile.scenes import KnownScenes
from builder.storyfile.syntax import comments_after_texts

T = TypeVar("T")
_Memory: TypeAlias = "dict[str, tuple[object, T]]"


@dataclass(frozen=True, slots=True)
class LinkedStory:
    """A story that was read: its ``graph``, None where it is not sound, and what reading and linking found."""

    story: Story
    graph: StoryGraph | None
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class JudgedStory:
    """What the rules say of a sound story, and what its learners' and its author's pages are told of it.

    ``practice`` is None for a draft, ``guide`` and ``cover`` where they cannot be made or nobody asked for them.
    """

    findings: tuple[Diagnostic, ...]
    practice: Mapping[str, Sequence[Scene]] | None
    guide: Guide | None
    cover: StoryCover | None


@dataclass(frozen=True, slots=True)
class Known:
    """A memory of what was found of each story, for whoever checks a course again and again.

    A story that is the same, in the same course as far as it takes anything from it, is not checked a second time.
    Nothing else changes by it: what is found is what would be found without it. Where nobody will check ``again``, it
    remembers no more than one check needs.
    """

    again: bool = True

    scenes: dict[str, KnownScenes] = field(default_factory=dict)
    of_scenes: dict[str, SceneMemory] = field(default_factory=dict)
    linked: _Memory[LinkedStory] = field(default_factory=dict)
    guides: _Memory[Guide] = field(default_factory=dict)
    judged: _Memory[JudgedStory] = field(default_factory=dict)
    looked: Looked = field(default_factory=dict)

    def forget_all_but(self, sources: CourseSources) -> None:
        """Forget stories that the course no longer has."""
        ids = {found.id for found in sources.stories}
        for memory in (self.scenes, self.of_scenes, self.linked, self.guides, self.judged):
            for id in memory.keys() - ids:
                del memory[id]


@dataclass(frozen=True, slots=True)
class Around:
    """What a story takes from its course: its language, mode, skills and phrases, and whether the skills can be read.

    Stories are shown no more of the course than this: so nothing else in it can change what is found of them.
    """

    course: Course
    skills_known: bool
    order: tuple[str, ...]
    """Of the skills: mappings are equal in whatever order."""

    @classmethod
    def of(cls, course: Course, skills_known: bool) -> Around:
        """What the stories of this course take from it."""
        taken = Course(language=course.language, mode=course.mode, skills=course.skills, phrases=course.phrases)
        return cls(taken, skills_known, tuple(course.skills))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of each story: judged by which settings, with a guide for its pages or not, with a cover or not."""

    settings: Settings
    guiding: bool
    covering: bool


def linked_story(found: StorySource, around: Around, known: Known) -> LinkedStory:
    """Read a story and link it, unless it is known."""

    def linked() -> LinkedStory:
        read = read_story(found, known.scenes.setdefault(found.id, KnownScenes()) if known.again else None)
        graph, more = link(
            read.story, around.course, media=found.media, refused=found.refused, unread=read.unread,
            skills_known=around.skills_known, of_scenes=known.of_scenes.setdefault(found.id, {}),
        )  # fmt: skip
        told = (*read.findings, *(as_written(each, read.left_out) for each in more))
        return LinkedStory(read.story, graph if not read.findings else None, told)

    return _kept(known.linked, found.id, (found, around), linked)


def judged_story(found: StorySource, graph: StoryGraph, around: Around, wanted: Wanted, known: Known) -> JudgedStory:
    """Ask the rules about a sound story, unless it is known; ``graph`` is what was made of ``found``."""
    return _kept(
        known.judged, found.id, (found, around, wanted), lambda: _judged(found, graph, around.course, wanted, known)
    )


def _judged(found: StorySource, graph: StoryGraph, course: Course, wanted: Wanted, known: Known) -> JudgedStory:
    manuscript = Manuscript(graph.story, course.language, course.phrases, course.skills)
    needed = needs(graph, manuscript, comments_after_texts(found.source), wanted.settings)
    findings = tuple(of_story(needed))
    finished = needed[Finished]
    practice = often_practised(finished) if isinstance(finished, Finished) else None
    cover = story_cover(finished, manuscript) if wanted.covering and isinstance(finished, Finished) else None
    proof = needed[Proof] if wanted.guiding else None
    told = _guide(proof, wanted, known) if isinstance(proof, Proof) else None
    return JudgedStory(findings, practice, told, cover)


def _guide(proof: Proof, wanted: Wanted, known: Known) -> Guide:
    """The guide to a story; it takes longer than all rules, and nothing in it depends on the story's words."""
    if not known.again:
        return guide(proof)
    of = without_words(proof.graph), wanted.settings.limit
    return _kept(known.guides, proof.graph.story.id, of, lambda: guide(proof))


def _kept(memory: _Memory[T], name: str, of: object, make: Callable[[], T]) -> T:
    """What ``memory`` has under ``name``, if it was made of the same things; else it is made now, and kept."""
    if name not in memory or memory[name][0] != of:
        memory[name] = of, make()
    return memory[name][1]
