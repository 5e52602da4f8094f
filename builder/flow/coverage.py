"""What a course covers, for whoever answers for it: its skills and sources by story, and the odds of its plays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from builder.flow.course import met
from builder.flow.finished import Finished
from builder.flow.judging import judged
from builder.flow.link import StoryGraph
from builder.flow.odds import odds
from builder.flow.practice import often_practised
from builder.flow.skilled import skilled_success
from builder.model import Course, CoursePage, Story
from builder.prose.manuscript import Manuscript, pooled


@dataclass(frozen=True, slots=True)
class StoryCover:
    """What one finished story covers.

    ``decisions`` counts, by skill, those in which it can be both shown and missed and that random plays often come to.
    ``outcomes`` has the chance of each outcome when choosing at random, ``skilled`` the chance that a skilled learner
    succeeds, ``grade`` its reading grade (Flesch-Kincaid); None where there is no telling.
    """

    graph: StoryGraph
    decisions: Mapping[str, int]
    outcomes: Mapping[str, float] | None
    skilled: float | None
    grade: float | None

    @property
    def story(self) -> Story:
        """The story as it was written."""
        return self.graph.story

    @property
    def random(self) -> float | None:
        """The chance of success when choosing at random."""
        if self.outcomes is None:
            return None
        return sum(self.outcomes[each.id] for each in self.story.outcomes.values() if each.result == "success")


@dataclass(frozen=True, slots=True)
class Coverage:
    """A course with its finished ``stories``, its unfinished ``drafts``, and its ``pages`` that name sources."""

    course: Course
    stories: tuple[StoryCover, ...]
    drafts: tuple[Story, ...] = ()
    pages: tuple[CoursePage, ...] = ()

    @property
    def skills(self) -> Mapping[str, Mapping[str, int]]:
        """For each skill of the framework, or else each that is practised, the decisions by story."""
        practised = dict.fromkeys(skill for cover in self.stories for skill in cover.decisions)
        return {
            skill: {cover.story.id: cover.decisions[skill] for cover in self.stories if skill in cover.decisions}
            for skill in self.course.skills or practised
        }

    @property
    def statements(self) -> Mapping[str, tuple[Story | CoursePage, ...]]:
        """For each statement of the sources, the stories and pages that meet it."""
        return met(self.course.statements, [cover.story for cover in self.stories], self.pages)


def story_cover(finished: Finished, manuscript: Manuscript) -> StoryCover:
    """What a finished story covers; ``manuscript`` is the same story's."""
    chances = odds(finished.proof.situations) if finished.proof is not None else None
    weighed = judged(finished)
    return StoryCover(
        finished.graph,
        {skill: len(scenes) for skill, scenes in often_practised(finished).items()},
        chances.outcomes if chances is not None else None,
        skilled_success(weighed) if weighed is not None else None,
        pooled(manuscript),
    )
