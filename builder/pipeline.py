"""The whole way on one page: read → link → check. In come texts; out go findings and sound stories."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from builder.diagnostics import Diagnostic, Finding, Mark, Severity
from builder.flow.graph import Reach, reach
from builder.flow.link import StoryGraph, link, link_course
from builder.model import Course, Story, Waiver
from builder.rules import Rule, all_rules
from builder.settings import Settings
from builder.sources import CourseSources, Place, Source, Span
from builder.storyfile.places import lines_of, locate
from builder.storyfile.read import read_course, read_story


@dataclass(frozen=True, slots=True)
class Checked:
    """A course after checking: what could be read, the sound stories as graphs, and the findings in order.

    ``waived`` are findings the author accepted, each with the waiver that does so.
    """

    course: Course
    stories: tuple[Story, ...]
    graphs: tuple[StoryGraph, ...]
    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.diagnostic.severity is severity for finding in self.findings)


def check(sources: CourseSources, settings: Settings, only: Collection[str] | None = None) -> Checked:
    """Read, link and check a course; with ``only``, just the stories with these ids, and no findings elsewhere.

    Never raises on what an author wrote: whatever is wrong is a finding.
    """
    course, course_findings, skills_known = read_course(sources.course, sources.skills)
    ids = {found.id for found in sources.stories}
    wanted = [found for found in sources.stories if only is None or found.id in only]
    read = [read_story(found) for found in wanted]
    graphs: list[StoryGraph] = []
    findings: list[Diagnostic] = []
    if only is None:
        findings += course_findings
        if sources.course is not None:
            findings += link_course(course, ids, sources.course.name, skills_known=skills_known)
    for found, story in zip(wanted, read, strict=True):
        graph, more = link(story.story, course, media=found.media, unread=story.unread, skills_known=skills_known)
        findings += [*story.findings, *more]
        if graph is not None and not story.findings:
            graphs.append(graph)
            findings += _by_rules(graph, settings)
    stories = tuple(each.story for each in read)
    files = {source.name: source for source in _files(sources)}
    kept, waived = _split([_addressed(each, stories) for each in findings], stories, _finder(files))
    return Checked(course, stories, tuple(graphs), kept, waived)


def _by_rules(graph: StoryGraph, settings: Settings) -> Iterator[Diagnostic]:
    """What the rules say of a sound story; what several rules need is made once, and only if one needs it."""
    made: dict[type, object] = {StoryGraph: graph, Story: graph.story}
    for rule in all_rules():
        if rule.needs not in made:
            assert rule.needs is Reach, f"nothing makes what {rule.name} needs"
            made[Reach] = reach(graph)
        for found in rule.check(made[rule.needs]):
            yield replace(found, severity=_severity(rule, settings))


def _severity(rule: Rule, settings: Settings) -> Severity:
    return settings.severities.get(rule.name, rule.severity)


# -- findings made ready for print --


def _files(sources: CourseSources) -> Iterable[Source]:
    yield from (found.source for found in sources.stories)
    yield from (source for source in (sources.course, sources.skills) if source is not None)


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
    diagnostics: Iterable[Diagnostic], stories: Collection[Story], find: Callable[[Diagnostic], Finding]
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, Waiver], ...]]:
    """The findings that stand and those that are waived, each sorted by file, line, column and rule."""
    names = {rule.name for rule in all_rules()}
    waivers = [waiver for story in stories for waiver in story.waivers if waiver.rule in names]
    kept: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in sorted(map(find, diagnostics), key=_order):
        waiver = next((each for each in waivers if _accepts(each, finding.diagnostic)), None)
        if waiver is None:
            kept.append(finding)
        else:
            waived.append((finding, waiver))
    return tuple(kept), tuple(waived)


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    span = finding.mark.span
    return span.file, span.line, span.column, finding.diagnostic.rule, finding.diagnostic.message


def _accepts(waiver: Waiver, diagnostic: Diagnostic) -> bool:
    """Whether the finding lies at the waiver's own place or below; faults of reading and linking cannot be waived."""
    place = diagnostic.place
    if not isinstance(place, Place) or waiver.rule != diagnostic.rule or waiver.place.file != place.file:
        return False
    return place.route[: len(waiver.place.route)] == waiver.place.route
