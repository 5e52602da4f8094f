"""The whole way on one page: read → link → check. In come texts; out go findings and sound stories."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from builder.diagnostics import Diagnostic, Finding, Group, Mark, Severity
from builder.flow.course import CourseGraph
from builder.flow.coverage import Coverage, StoryCover, story_cover
from builder.flow.finished import Finished
from builder.flow.guide import Guide, guide
from builder.flow.link import StoryGraph, link, link_course
from builder.flow.practice import often_practised
from builder.flow.proof import Bounds, Proof, prove, words_of
from builder.flow.situations import Undecided
from builder.model import Course, CoursePage, Scene, Story, Waiver
from builder.prose.manuscript import Manuscript
from builder.reports import Report
from builder.rules import Rule, all_pages, all_rules
from builder.rules.flow.unused_waiver import Waivers
from builder.settings import Settings
from builder.sources import CourseSources, Place, Source, Span
from builder.storyfile.front_matter import front_matter, read_pages
from builder.storyfile.places import lines_of, locate
from builder.storyfile.read import read_course, read_story
from builder.storyfile.syntax import collector_paused


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
def check(
    sources: CourseSources,
    settings: Settings,
    only: Collection[str] | None = None,
    *,
    guiding: bool = False,
    covering: bool = False,
) -> Checked:
    """Read, link and check a course; with ``only``, just the stories with these ids, and no findings elsewhere.

    With ``guiding`` the guides for learners' pages are made as well, and with ``covering`` what each finished story
    covers, while all that can happen in a story is at hand.
    Never raises on what an author wrote: whatever is wrong is a finding.
    """
    course, course_findings, skills_known = read_course(
        sources.course, sources.skills, sources.phrases, sources.statements
    )
    pages, page_findings = read_pages(sources.pages if sources.statements is not None else ())
    ids = {found.id for found in sources.stories}
    wanted = [found for found in sources.stories if only is None or found.id in only]
    read = [read_story(found) for found in wanted]
    graphs: list[StoryGraph] = []
    practices: dict[str, Mapping[str, Sequence[Scene]]] = {}
    guides: dict[str, Guide] = {}
    covers: dict[str, StoryCover] = {}
    findings: list[Diagnostic] = []
    if only is None:
        findings += [*course_findings, *page_findings]
        if sources.course is not None:
            findings += link_course(course, ids, sources.course.name, skills_known=skills_known)
    for found, story in zip(wanted, read, strict=True):
        graph, more = link(story.story, course, media=found.media, unread=story.unread, skills_known=skills_known)
        findings += [*story.findings, *more]
        if graph is not None and not story.findings:
            graphs.append(graph)
            manuscript = Manuscript(graph.story, course.language, course.phrases, course.skills)
            at_hand = {StoryGraph: graph, Story: graph.story, Manuscript: manuscript}
            needs = _Needs(graph, course.language, settings, at_hand)
            findings += _by_rules(needs)
            if isinstance(finished := needs[Finished], Finished):
                practices[graph.story.id] = often_practised(finished)
                if covering:
                    covers[graph.story.id] = story_cover(finished, manuscript)
            if guiding and isinstance(proof := needs[Proof], Proof):
                guides[graph.story.id] = guide(proof)
    stories = tuple(each.story for each in read)
    findings += _once(_course_graph(sources, course, graphs, practices, pages, only is None), settings)
    find = _finder({source.name: source for source in _files(sources)})
    waivers = (*course.waivers, *(waiver for story in stories for waiver in story.waivers))
    kept, waived = _split([find(_addressed(each, stories)) for each in findings], waivers)
    used = {waiver for _, waiver in waived}
    idle = _once(Waivers(waivers, used, _judged(sources, graphs, only is None), tuple(all_pages().values())), settings)
    kept = sorted([*kept, *(find(_addressed(each, stories)) for each in idle)], key=_order)
    return Checked(
        course, stories, tuple(graphs), tuple(kept), waived, only is None, settings, guides, practices, covers, pages
    )  # fmt: skip


_OF_COURSE: Final = (CourseGraph, Waivers)
"""What rules need that are asked once a course, not once a story."""


@dataclass(frozen=True, slots=True)
class _Needs:
    """What is made of one sound story: each thing once, and only if something needs it."""

    graph: StoryGraph
    language: str
    settings: Settings
    made: dict[type, object]

    def __getitem__(self, kind: type) -> object:
        if kind not in self.made:
            self.made.update(_searched(self.graph, self.language, self.settings))
        return self.made[kind]


def _by_rules(needs: _Needs) -> Iterator[Diagnostic]:
    """What the rules say of a sound story."""
    for rule in all_rules():
        asked = rule.needs not in _OF_COURSE and _is_asked(rule.group, needs.graph.story)
        needed = needs[rule.needs] if asked else None
        for found in rule.check(needed) if needed is not None else ():
            played = words_of(needs.graph, found.play) if found.play is not None else ()
            yield replace(found, severity=_severity(rule, found, needs.settings), played=played)


def _is_asked(group: Group, story: Story) -> bool:
    """Whether a story is checked by the rules of a group: while it is a draft, not by all of them."""
    return group.drafts or story.status != "draft"


def _searched(graph: StoryGraph, language: str, settings: Settings) -> dict[type, object]:
    """All that can happen in the story; None for what is not known, so that its rules are silent."""
    found = prove(graph, settings.limit)
    proof = found if isinstance(found, Proof) else None
    return {
        Proof: proof,
        Bounds: Bounds(graph, proof),
        Undecided: found if proof is None else None,
        Finished: Finished(graph, proof, language) if graph.story.status != "draft" else None,
    }


def _severity(rule: Rule, found: Diagnostic, settings: Settings) -> Severity:
    return settings.severities.get(rule.name, found.graver or rule.severity)


# -- findings made ready for print --


def _files(sources: CourseSources) -> Iterable[Source]:
    yield from (found.source for found in sources.stories)
    around = (sources.course, sources.skills, sources.phrases, sources.statements, *map(front_matter, sources.pages))
    yield from (source for source in around if source is not None)


def _finder(files: dict[str, Source]) -> Callable[[Diagnostic], Finding]:
    """Looks up the places of diagnostics; a file is read for it only once, and only if something was found in it."""
    finders: dict[str, Callable[[Place | Span], Span]] = {}
    lines: dict[str, list[str]] = {}

    def mark(place: Place | Span, label: str = "") -> Mark:
        if place.file not in finders:
            finders[place.file] = locate(files[place.file])
            lines[place.file] = lines_of(files[place.file])
        span = finders[place.file](place)
        own = lines[place.file]
        return Mark(span, own[span.line - 1] if span.line <= len(own) else "", label)

    def find(diagnostic: Diagnostic) -> Finding:
        related = tuple(mark(each.place, each.message) for each in diagnostic.related)
        return Finding(diagnostic, mark(diagnostic.place), related)

    return find


def _addressed(diagnostic: Diagnostic, stories: Collection[Story]) -> Diagnostic:
    """The diagnostic with its story, scene and choice filled in from the place."""
    story = next((story for story in stories if story.file == diagnostic.place.file), None)
    if story is None:
        return diagnostic
    match diagnostic.place:
        case Place(route=("scenes", str(scene), "choices", int(position), *_)):
            known = story.scenes.get(scene)
            choice = next((each for each in known.choices if each.position == position), None) if known else None
            name = choice.name if choice is not None else str(position + 1)
            return replace(diagnostic, story=story.id, scene=scene, choice=f"{scene}/{name}")
        case Place(route=("scenes", str(scene), *_)):
            return replace(diagnostic, story=story.id, scene=scene)
    return replace(diagnostic, story=story.id)


def _split(
    findings: Iterable[Finding], waivers: Iterable[Waiver]
) -> tuple[list[Finding], tuple[tuple[Finding, Waiver], ...]]:
    """The findings that stand and those that are waived, each in order. Of several waivers the nearest one counts."""
    waivable = {name for name, page in all_pages().items() if not page.fixed}
    nearest_first = sorted(
        (each for each in waivers if each.rule in waivable), key=lambda each: len(each.place.route), reverse=True
    )
    kept: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in sorted(findings, key=_order):
        waiver = next((each for each in nearest_first if _accepts(each, finding.diagnostic)), None)
        if waiver is None:
            kept.append(finding)
        else:
            waived.append((finding, waiver))
    return kept, tuple(waived)


def _judged(sources: CourseSources, graphs: Collection[StoryGraph], whole: bool) -> set[tuple[str, str]]:
    """Each rule with the files it was asked about: those of sound stories, and the course's own if all of them are."""
    judged = {
        (graph.story.file, rule.name) for graph in graphs for rule in all_rules() if _is_asked(rule.group, graph.story)
    }
    if whole and len(graphs) == len(sources.stories):
        around = [source.name for source in (sources.course, sources.skills, sources.statements) if source]
        judged.update((file, rule.name) for file in around for rule in all_rules())
    return judged


def _course_graph(
    sources: CourseSources,
    course: Course,
    graphs: Collection[StoryGraph],
    practices: Mapping[str, Mapping[str, Sequence[Scene]]],
    pages: tuple[CoursePage, ...],
    all_asked_for: bool,
) -> CourseGraph:
    """What is asked about the course; nothing is said of its own files where only some stories were asked for."""
    around = (sources.course, sources.skills, sources.statements) if all_asked_for else (None, None, None)
    file, skills, statements = (None if source is None else source.name for source in around)
    whole = all_asked_for and len(graphs) == len(sources.stories)
    return CourseGraph(course, tuple(graphs), file, skills, whole, practices, statements, pages)


def _once(needed: CourseGraph | Waivers, settings: Settings) -> Iterator[Diagnostic]:
    """What is said by the rules that are asked once a course."""
    for rule in all_rules():
        if rule.needs is type(needed):
            yield from (replace(found, severity=_severity(rule, found, settings)) for found in rule.check(needed))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.mark.span
    return span.file, span.line, span.column, finding.diagnostic.rule, finding.diagnostic.message


def _accepts(waiver: Waiver, diagnostic: Diagnostic) -> bool:
    """Whether the finding lies at the waiver's own place or below; faults of reading and linking cannot be waived."""
    place = diagnostic.place
    if not isinstance(place, Place) or waiver.rule != diagnostic.rule or waiver.place.file != place.file:
        return False
    return place.route[: len(waiver.place.route)] == waiver.place.route
