"""A play as its debrief has to tell it, worked out from the story by the builder's own engine and proof."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import pairwise

from browser.course import STORIES, graph_of

from builder.flow.guide import Chances, Guide
from builder.flow.link import StoryGraph
from builder.flow.play import Play, decode, replay, settle
from builder.flow.step import Entered, Situation, offered
from builder.hosts.folder import find_course
from builder.model import Choice, Number
from builder.pages.render import phrase
from builder.pages.telling import telling
from builder.pipeline import Checked, check
from builder.settings import Settings


@dataclass(frozen=True, slots=True)
class Decision:
    """One choice with where it was made, and where the play rested before the next one."""

    number: int
    choice: Choice
    before: Situation
    then: Situation


@cache
def checked() -> Checked:
    """The course with what the builder knows of its stories' plays."""
    return check(find_course([STORIES]).sources, Settings(), guiding=True)


def guides() -> Mapping[str, Guide]:
    """What the builder knows of every story's plays, by story."""
    return checked().guides


def strong_play(story: str) -> str:
    """The code of the strong play that learners are shown."""
    found = guides()[story].strong
    assert found is not None, story
    return found


@dataclass(frozen=True, slots=True)
class Retold:
    """A play of a story to an outcome."""

    graph: StoryGraph
    code: str

    @property
    def plays(self) -> list[Play]:
        """The play at each of its choices, and at its end."""
        choices = decode(self.code)
        return [settle(self.graph, replay(self.graph, choices[:count])) for count in range(len(choices) + 1)]

    @property
    def decisions(self) -> list[Decision]:
        """Every choice in order."""
        plays = self.plays
        scenes = self.graph.story.scenes
        return [
            Decision(number, scenes[was.situation.place].choices[play.choices[-1]], was.situation, play.situation)
            for number, (was, play) in enumerate(pairwise(plays), 1)
        ]

    @property
    def outcome(self) -> str:
        """Where it ends."""
        return self.plays[-1].situation.place

    @property
    def step_names(self) -> list[str]:
        """What each step is called."""
        return [f"{each.number}. {telling(self.graph).titles[each.before.place]}" for each in self.decisions]

    @property
    def said(self) -> list[str]:
        """The words of each choice."""
        return [words(each.choice.text) for each in self.decisions]

    def values(self, variable: str) -> list[int]:
        """How a number stood at each choice and at the end."""
        place = list(self.graph.story.state).index(variable)
        return [int(play.situation.values[place]) for play in self.plays]

    @property
    def told_numbers(self) -> list[Number]:
        """The numbers that have a name for people, in the author's order."""
        numbers = [each for each in self.graph.story.state.values() if isinstance(each, Number)]
        return [each for each in numbers if each.label or each.show != "hidden"]

    @property
    def skills(self) -> dict[str, tuple[int, int]]:
        """By its title, how often each skill was shown, and how often there was a chance to."""
        shown = Counter(skill for each in self.decisions for skill in each.choice.shows)
        missed = Counter(skill for each in self.decisions for skill in each.choice.misses)
        titles = {skill: checked().course.skills[skill].title for skill in {*shown, *missed}}
        return {title: (shown[skill], shown[skill] + missed[skill]) for skill, title in titles.items()}

    @property
    def facts(self) -> set[str]:
        """The facts learned."""
        learned = {fact for scene in self.way[:-1] for fact in self.graph.story.scenes[scene].reveals}
        return learned | {fact for each in self.decisions for fact in each.choice.reveals}

    @property
    def tripped(self) -> set[str]:
        """The triggers set off."""
        return {trigger for each in self.decisions for trigger in each.choice.trips}

    @property
    def avoided(self) -> set[str]:
        """The triggers that another answer would have set off."""
        near = (choice for each in self.decisions for choice in offered(self.graph, each.before))
        return {trigger for choice in near for trigger in choice.trips} - self.tripped

    @property
    def way(self) -> list[str]:
        """The scenes it came through in order, whether they are shown or not, and the outcome."""
        scenes = [moment.scene for moment in self.plays[-1].transcript if isinstance(moment, Entered)]
        return [*scenes, self.outcome]

    def chances(self) -> dict[int, tuple[int, int]]:
        """By the decision's number, the chance of success before and after it, in thousandths."""
        known = guides()[self.graph.story.id].chances
        assert known is not None
        return {
            each.number: (chance(self.graph, known, each.before), chance(self.graph, known, each.then))
            for each in self.decisions
        }


def retold(story: str, code: str) -> Retold:
    """The play of this code."""
    return Retold(graph_of(story), code)


def chance(graph: StoryGraph, known: Chances, situation: Situation) -> int:
    """The chance of success from a situation, in thousandths."""
    if (outcome := graph.story.outcomes.get(situation.place)) is not None:
        return 1000 if outcome.result == "success" else 0
    values = dict(zip(graph.story.state, situation.values, strict=True))
    key = (*(values[name] for name in known.variables), *(scene in situation.visited for scene in known.scenes))
    return known.of[situation.place][key]


def words(markdown: str) -> str:
    """An author's words as they are read on a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", str(phrase(markdown)))).split())
