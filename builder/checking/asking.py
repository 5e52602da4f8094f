"""Asking the rules: which of them has something to say of what, how grave it is, and of which files it was asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from builder.diagnostics import Diagnostic, Group, Severity
from builder.flow.course import CourseGraph
from builder.flow.finished import Finished
from builder.flow.link import StoryGraph
from builder.flow.proof import Bounds, Proof, prove, words_of
from builder.flow.situations import Undecided
from builder.model import Story
from builder.prose.manuscript import Manuscript
from builder.rules import Rule, all_rules
from builder.rules.flow.unused_waiver import Waivers
from builder.settings import Settings
from builder.sources import Comments, CourseSources

_OF_COURSE: Final = (CourseGraph, Waivers)
"""What rules need that are asked once a course, not once a story."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What is made of one sound story: each thing once, and only if something needs it."""

    graph: StoryGraph
    language: str
    settings: Settings
    made: dict[type, object]

    def __getitem__(self, kind: type) -> object:
        if kind not in self.made:
            self.made.update(_searched(self.graph, self.language, self.settings))
        return self.made[kind]


def needs(graph: StoryGraph, manuscript: Manuscript, comments: Comments, settings: Settings) -> Needs:
    """What the rules may need of a story; ``manuscript`` and ``comments`` are the same story's."""
    at_hand = {StoryGraph: graph, Story: graph.story, Manuscript: manuscript, Comments: comments}
    return Needs(graph, manuscript.language, settings, at_hand)


def of_story(found: Needs) -> Iterator[Diagnostic]:
    """What the rules say of a sound story."""
    for rule in all_rules():
        asked = rule.needs not in _OF_COURSE and _is_asked(rule.group, found.graph.story)
        needed = found[rule.needs] if asked else None
        for each in rule.check(needed) if needed is not None else ():
            played = words_of(found.graph, each.play) if each.play is not None else ()
            yield replace(each, severity=_severity(rule, each, found.settings), played=played)


def of_course(needed: CourseGraph | Waivers, settings: Settings) -> Iterator[Diagnostic]:
    """What is said by the rules that are asked once a course."""
    for rule in all_rules():
        if rule.needs is type(needed):
            yield from (replace(found, severity=_severity(rule, found, settings)) for found in rule.check(needed))


def judged(sources: CourseSources, graphs: Collection[StoryGraph], whole: bool) -> set[tuple[str, str]]:
    """Each file that rules were asked about with each of the rules' names: sound stories, and the course's own files.

    The course's own are among them only if all stories are asked for (``whole``) and sound.
    """
    found = {
        (graph.story.file, rule.name) for graph in graphs for rule in all_rules() if _is_asked(rule.group, graph.story)
    }
    if whole and len(graphs) == len(sources.stories):
        around = [source.name for source in (sources.course, sources.skills, sources.statements) if source]
        found.update((file, rule.name) for file in around for rule in all_rules())
    return found


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
