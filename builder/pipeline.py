"""The whole way on one page: read → link → check. In come texts; out go findings and sound stories."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.checking.asking import judged, of_course
from builder.checking.course import course_graph, findings_around, read_around
from builder.checking.marking import marker
from builder.checking.stories import Around, JudgedStory, Known, LinkedStory, Wanted, judged_story, linked_story
from builder.checking.waiving import order, split
from builder.diagnostics import Finding, Severity
from builder.flow.coverage import Coverage, StoryCover
from builder.flow.guide import Guide
from builder.flow.link import StoryGraph
from builder.model import Course, CoursePage, Scene, Story, Waiver
from builder.reports import Report
from builder.rules import all_pages
from builder.rules.flow.unused_waiver import Waivers
from builder.settings import Settings
from builder.sources import CourseSources
from builder.storyfile.syntax import collector_paused

__all__ = ["Checked", "Known", "LinkedStory", "check", "link_stories"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A course after checking: what could be read, the sound stories as graphs, and the findings in order.

    ``waived`` are findings the author accepted, each with the waiver that does so. ``whole`` is False where only some
    of the course's stories were asked for. ``guides`` holds, if they were asked for, those of the stories that could be
    decided, by the story's id, and ``covers``, likewise, what each finished story covers. ``practices`` are, by story
    and skill, the scenes in which a skill is often practised; drafts have none. ``pages`` are the Markdown pages that
    name sources.
    """

    course: Course
    stories: tuple[Story, ...]
    graphs: tuple[StoryGraph, ...]
    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...] = ()
    whole: bool = True
    settings: Settings = field(default_factory=Settings)
    guides: Mapping[str, Guide] = field(default_factory=dict)
    practices: Mapping[str, Mapping[str, Sequence[Scene]]] = field(default_factory=dict)
    covers: Mapping[str, StoryCover] = field(default_factory=dict)
    pages: tuple[CoursePage, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.diagnostic.severity is severity for finding in self.findings)

    def report(self, *, strict: bool = False, colour: bool = False) -> Report:
        """All of it as the reports take it."""
        stories = tuple(story.id for story in self.stories)
        return Report(
            self.findings, stories, self.waived,
            pages=all_pages(), site_url=self.settings.site_url, strict=strict, colour=colour,
        )  # fmt: skip

    def coverage(self, order: Iterable[StoryGraph]) -> Coverage:
        """What these stories cover, in this order; the covers have to have been asked for."""
        found = [graph.story for graph in order]
        covers = tuple(self.covers[story.id] for story in found if story.id in self.covers)
        return Coverage(self.course, covers, tuple(each for each in found if each.status == "draft"), self.pages)


@collector_paused()
def link_stories(sources: CourseSources, known: Known | None = None) -> tuple[Course, tuple[LinkedStory, ...]]:
    """The course and its stories, read and linked: as much as pages can be made of, before any rule is asked.

    What becomes known here is known to `check` too. Never raises on what an author wrote.
    """
    known = Known(again=False) if known is None else known
    known.forget_all_but(sources)
    read = read_around(sources)
    around = Around.of(read.course, read.skills_known)
    return read.course, tuple(linked_story(found, around, known) for found in sources.stories)


@collector_paused()
def check(
    sources: CourseSources,
    settings: Settings,
    only: Collection[str] | None = None,
    *,
    guiding: bool = False,
    covering: bool = False,
    known: Known | None = None,
) -> Checked:
    """Read, link and check a course; with ``only``, just the stories with these ids, and no findings elsewhere.

    With ``guiding`` the guides for learners' pages are made as well, and with ``covering`` what each finished story
    covers, while all that can happen in a story is at hand. ``known`` is what earlier checks of the same course found,
    and learns from this one. Never raises on what an author wrote: whatever is wrong is a finding.
    """
    known = Known(again=False) if known is None else known
    known.forget_all_but(sources)
    read, whole = read_around(sources), only is None
    around, wanted = Around.of(read.course, read.skills_known), Wanted(settings, guiding, covering)
    stories: list[Story] = []
    graphs: list[StoryGraph] = []
    told: dict[str, JudgedStory] = {}
    findings = [*findings_around(read)] if whole else []
    for found in sources.stories:
        if only is not None and found.id not in only:
            continue
        linked = linked_story(found, around, known)
        stories.append(linked.story)
        findings += linked.findings
        if linked.graph is not None:
            graphs.append(linked.graph)
            told[found.id] = judged_story(found, linked.graph, around, wanted, known)
            findings += told[found.id].findings
    practices = {id: each.practice for id, each in told.items() if each.practice is not None}
    findings += of_course(course_graph(read, graphs, practices, whole), settings)
    find = marker(sources, stories, known.looked, known.scenes)
    waivers = (*read.course.waivers, *(waiver for story in stories for waiver in story.waivers))
    kept, waived = split(map(find, findings), waivers)
    used = {waiver for _, waiver in waived}
    given = Waivers(waivers, used, judged(sources, graphs, whole), tuple(all_pages().values()))
    kept = sorted([*kept, *map(find, of_course(given, settings))], key=order)
    guides = {id: each.guide for id, each in told.items() if each.guide is not None}
    covers = {id: each.cover for id, each in told.items() if each.cover is not None}
    return Checked(
        read.course, tuple(stories), tuple(graphs), tuple(kept), waived, whole, settings, guides, practices, covers,
        read.pages,
    )  # fmt: skip
