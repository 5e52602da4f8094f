"""What `coolhead stats` prints: the figures of each story, for programs as JSON and for authors as tables."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from builder.flow.coverage import Coverage
from builder.flow.figures import ChoiceFigures, Figures, OutcomeFigures, figures, words
from builder.flow.link import StoryGraph
from builder.flow.situations import Undecided
from builder.hosts.printing import flat, opening, table
from builder.model import CoursePage, Story
from builder.pages.duration import duration

OPENING: Final = 40
"""Characters of a choice's own words that its row shows."""
FAR_TOO_MANY: Final = 10**15
"""From this number on, authors are told only how many digits it has."""


def as_json(graphs: Iterable[StoryGraph], limit: int, coverage: Coverage | None) -> str:
    """The figures as one JSON document; what is past the ``limit`` of the search, or unbounded, is null.

    So is what the course covers, where only some of its stories were asked for.
    """
    with _whole_numbers():
        document = {
            "version": 1,
            "stories": [_story(graph, _found(graph, limit)) for graph in graphs],
            "course": None if coverage is None else _course(coverage),
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_text(graphs: Iterable[StoryGraph], limit: int) -> str:
    """The figures as tables: each story's own, then its outcomes, then how its choices fare."""
    with _whole_numbers():
        return "\n".join("\n".join(_lines(graph, _found(graph, limit))) + "\n" for graph in graphs)


def _found(graph: StoryGraph, limit: int) -> Figures | None:
    found = figures(graph, limit)
    return None if isinstance(found, Undecided) else found


@contextmanager
def _whole_numbers() -> Iterator[None]:
    """Let plays be counted in as many digits as it takes: Python stops at 4,300."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(limit)


# -- for programs --


def _story(graph: StoryGraph, found: Figures | None) -> dict[str, Any]:
    story = graph.story
    size = {
        "id": story.id, "title": story.title, "scenes": len(story.scenes), "choices": _choices_in(story),
        "words": words(story),
    }  # fmt: skip
    if found is None:
        unknown = ("situations", "plays", "outcomes", "random_clicker", "unreachable_scenes", "never_offered_choices")
        return size | dict.fromkeys((*unknown, "stuck_situations"))
    return size | {
        "situations": found.situations,
        "plays": found.plays,
        "outcomes": {each.outcome.id: _outcome(each) for each in found.outcomes},
        "random_clicker": _clicker(found),
        "unreachable_scenes": list(found.unreachable_scenes),
        "never_offered_choices": [f"{scene.id}/{choice.name}" for scene, choice in found.never_offered_choices],
        "stuck_situations": found.stuck_situations,
    }


def _clicker(found: Figures) -> dict[str, float | None] | None:
    if found.random_clicker is None:
        return None
    chances: dict[str, float | None] = dict(found.random_clicker.items())
    return chances | {"never_ends": found.never_ends}


def _outcome(found: OutcomeFigures) -> dict[str, Any]:
    return {
        "result": found.outcome.result,
        "reachable": found.reachable,
        "fewest_choices": found.fewest_choices,
        "most_choices": found.most_choices,
        "random_clicker": found.random_clicker,
        "score": None if found.score is None else {"min": found.score[0], "max": found.score[1]},
    }


def _course(coverage: Coverage) -> dict[str, Any]:
    skills = {
        skill: {"decisions": sum(by_story.values()), "stories": dict(by_story)}
        for skill, by_story in coverage.skills.items()
    }
    sources = {id: _where(places) for id, places in coverage.statements.items()}
    return {
        "skills": skills,
        "sources": sources,
        "totals": {
            "finished_stories": len(coverage.stories),
            "words": sum(words(cover.story) for cover in coverage.stories),
            "skills": len(skills),
            "skills_in_two_stories": sum(len(by_story) > 1 for by_story in coverage.skills.values()),
            "sources": len(sources),
            "sources_met": sum(map(bool, coverage.statements.values())),
        },
    }


def _where(places: Iterable[Story | CoursePage]) -> dict[str, list[str]]:
    """The stories, by id, and the pages, by file."""
    found: dict[str, list[str]] = {"stories": [], "pages": []}
    for place in places:
        match place:
            case Story():
                found["stories"].append(place.id)
            case CoursePage():
                found["pages"].append(place.file)
    return found


# -- for authors --

_OUTCOME_HEADS: Final = ("Outcome", "Result", "Choices", "At random", "Score")
_CHOICE_HEADS: Final = ("Choice", "Situations", "Met", "Success at random", "at best", "")


def _lines(graph: StoryGraph, found: Figures | None) -> Iterator[str]:
    story = graph.story
    yield f"{flat(story.title)} ({story.id})"
    low, high = duration(graph).minutes
    minutes = _counted(high, "minute") if low == high else f"{low:,} to {high:,} minutes"
    size = (_counted(len(story.scenes), "scene"), _counted(_choices_in(story), "choice"))
    yield f"  {', '.join(size)}, {_counted(words(story), 'word')}; a play takes about {minutes}"
    if found is None:
        yield "  The exact search reached its limit, so there are no figures of its plays."
        return
    situations = "too many situations to count" if found.situations is None else _counted(found.situations, "situation")
    yield f"  {situations}, {_plays(found.plays)}"
    yield from _troubles(found)
    yield ""
    yield from table([_OUTCOME_HEADS, *map(_outcome_row, found.outcomes)])
    yield f"  Choosing at random: {_by_result(found)}"
    if found.choices:
        yield ""
        yield from table([_CHOICE_HEADS, *map(_choice_row, found.choices)])


def _plays(plays: int | None) -> str:
    if plays is None:
        return "any number of plays, as some go round"
    if plays >= FAR_TOO_MANY:
        return f"a number of plays that has {len(str(plays)):,} digits"
    return _counted(plays, "play")


def _troubles(found: Figures) -> Iterator[str]:
    if found.unreachable_scenes:
        yield f"  Never entered: {', '.join(found.unreachable_scenes)}"
    if found.never_offered_choices:
        named = (f"{scene.id}/{choice.name}" for scene, choice in found.never_offered_choices)
        yield f"  Never offered: {', '.join(named)}"
    if found.stuck_situations:
        yield f"  Stuck: {_counted(found.stuck_situations, 'situation')} where nothing is offered"


def _by_result(found: Figures) -> str:
    if found.random_clicker is None or found.never_ends is None:
        return "not known, as the story goes round in too many ways"
    chances: list[str] = [f"{result} {_percent(chance)}" for result, chance in found.random_clicker.items()]
    return ", ".join([*chances, f"never ends {_percent(found.never_ends)}"])


def _outcome_row(found: OutcomeFigures) -> tuple[str, ...]:
    if found.fewest_choices is None:
        return found.outcome.id, found.outcome.result, "never", _percent(0.0), ""
    most = "any number" if found.most_choices is None else f"{found.most_choices:,}"
    fewest = f"{found.fewest_choices:,}"
    score = "" if found.score is None else " to ".join(map(str, dict.fromkeys(found.score)))
    choices = fewest if fewest == most else f"{fewest} to {most}"
    return found.outcome.id, found.outcome.result, choices, _percent(found.random_clicker), score


def _choice_row(found: ChoiceFigures) -> tuple[str, ...]:
    situations = "" if found.situations is None else f"{found.situations:,}"
    name, words = f"{found.scene.id}/{found.choice.name}", opening(found.choice.text, OPENING)
    if found.odds is None:
        return name, situations, "", "", "", words
    met = "" if found.odds.meetings is None else f"{found.odds.meetings:.2f}"
    return name, situations, met, _percent(found.odds.random_success), _percent(found.odds.best_success), words


def _percent(chance: float | None) -> str:
    if chance is None:
        return ""
    return "under 0.01 %" if 0 < chance < 0.0001 else f"{100 * chance:.2f} %"


def _choices_in(story: Story) -> int:
    return sum(len(scene.choices) for scene in story.scenes.values())


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
