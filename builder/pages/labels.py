"""Names, counts and marks as learners read them: an id as words, a range of minutes, what a draft is marked with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from builder.model import Course, Result, Status

STATUS: Final[Mapping[Status, str]] = {"draft": "Draft", "review": "In review", "published": ""}
"""How a story that is not finished is marked."""

RESULT: Final[Mapping[Result, str]] = {
    "success": "It worked out",
    "partial": "It partly worked out",
    "failure": "It did not work out this time",
}
"""How a play came out, in words."""


def words_of(name: str) -> str:
    """A name as words: ``has_name`` and ``has-name`` are "has name"."""
    return name.replace("_", " ").replace("-", " ")


def capital(text: str) -> str:
    """The text with its first letter large, the rest untouched."""
    return text[:1].upper() + text[1:]


def span(low: int, high: int, unit: str, units: str = "") -> str:
    """A number of things, or a range: "1 minute", "5 to 8 minutes"; ``units`` where an s does not make several."""
    many = unit if high == 1 else units or f"{unit}s"
    return f"{low} to {high} {many}" if low != high else f"{high} {many}"


def skill_title(course: Course, skill: str) -> str:
    """A skill's title, or its id as words where the course has no framework."""
    known = course.skills.get(skill)
    return known.title if known else capital(words_of(skill))
