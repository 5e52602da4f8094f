"""What the coverage page shows to authors and trainers: skills, sources, stories and outcomes, each as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from builder.flow.coverage import Coverage, StoryCover
from builder.flow.figures import words
from builder.model import CoursePage, Result, Story
from builder.pages.addresses import COVERAGE, skill_address, start_address
from builder.pages.duration import duration
from builder.pages.labels import capital, skill_title, span
from builder.pages.render import plain

UP: Final = "../" * COVERAGE.count("/")
"""From the coverage page to the site's root."""
UNKNOWN: Final = "not known"

_RESULT: Final[Mapping[Result, str]] = {"success": "Success", "partial": "Partly", "failure": "Failure"}


class LinkView(NamedTuple):
    """A skill, story or page by its title; ``href`` is empty where it has no address."""

    words: str
    href: str


class SkillRow(NamedTuple):
    """One skill: its decisions in each story, in the order of the stories, all told, and in how many stories."""

    link: LinkView
    decisions: list[int]
    total: int
    stories: int


class StatementRow(NamedTuple):
    """One statement of the sources, and where it is met."""

    id: str
    title: str
    file: str
    where: list[LinkView]


class StoryRow(NamedTuple):
    """One story in figures, as words."""

    link: LinkView
    channel: str
    level: str
    minutes: str
    words: str
    choices: int
    grade: str
    random: str
    skilled: str


class OutcomeRow(NamedTuple):
    """One outcome; ``first`` says how many rows this story has if this is its first, else it is 0."""

    first: int
    story: LinkView
    title: str
    result: str
    random: str


class CoverageView(NamedTuple):
    """Everything on the page. ``met`` is how many of the statements are met somewhere, ``twice`` how many of the skills
    have decisions in two stories or more."""

    stories: list[StoryRow]
    skills: list[SkillRow]
    twice: int
    statements: list[StatementRow]
    met: int
    outcomes: list[OutcomeRow]
    drafts: list[LinkView]


def coverage_view(coverage: Coverage, pages: Mapping[str, str]) -> CoverageView:
    """The page's tables; ``pages`` has the addresses of Markdown pages, from the site's root, by their files."""
    skills, statements = list(_skill_rows(coverage)), list(_statement_rows(coverage, pages))
    return CoverageView(
        [_story_row(cover) for cover in coverage.stories],
        skills,
        sum(row.stories > 1 for row in skills),
        statements,
        sum(bool(row.where) for row in statements),
        [row for cover in coverage.stories for row in _outcome_rows(cover)],
        [_link(story) for story in coverage.drafts],
    )


def _skill_rows(coverage: Coverage) -> Iterator[SkillRow]:
    for skill, by_story in coverage.skills.items():
        each = [by_story.get(cover.story.id, 0) for cover in coverage.stories]
        href = UP + skill_address(skill) if skill in coverage.course.skills else ""
        link = LinkView(skill_title(coverage.course, skill), href)
        yield SkillRow(link, each, sum(each), len(by_story))


def _statement_rows(coverage: Coverage, pages: Mapping[str, str]) -> Iterator[StatementRow]:
    for id, where in coverage.statements.items():
        said = coverage.course.statements[id]
        links = [_link(each) if isinstance(each, Story) else _page_link(each, pages) for each in where]
        yield StatementRow(id, said.title, said.file or "", links)


def _story_row(cover: StoryCover) -> StoryRow:
    story = cover.story
    return StoryRow(
        _link(story),
        capital(story.channel or ""),
        capital(story.level or ""),
        span(*duration(cover.graph).minutes, "minute"),
        f"{words(story):,}",
        sum(len(scene.choices) for scene in story.scenes.values()),
        UNKNOWN if cover.grade is None else f"{cover.grade:.1f}",
        _percent(cover.random),
        _percent(cover.skilled),
    )


def _outcome_rows(cover: StoryCover) -> Iterator[OutcomeRow]:
    outcomes = list(cover.story.outcomes.values())
    for outcome in outcomes:
        chance = None if cover.outcomes is None else cover.outcomes[outcome.id]
        first = len(outcomes) if outcome is outcomes[0] else 0
        yield OutcomeRow(first, _link(cover.story), outcome.title, _RESULT[outcome.result], _percent(chance))


def _link(story: Story) -> LinkView:
    return LinkView(story.title, UP + start_address(story.id))


def _page_link(page: CoursePage, pages: Mapping[str, str]) -> LinkView:
    return LinkView(plain(page.title), UP + pages[page.file] if page.file in pages else "")


def _percent(chance: float | None) -> str:
    return UNKNOWN if chance is None else f"{100 * chance:.1f} %"
