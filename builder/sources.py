"""The author's files: their text, their names, and exact places in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Route: TypeAlias = tuple[str | int, ...]
"""The way from a file's root to a value: keys and 0-based positions, as in ``("scenes", "ringing", "choices", 1)``."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was found: ``name`` is its path in the course with ``/``, ``data`` its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """An address inside a file that stays true while lines move; ``storyfile.places`` turns it into a `Span`.

    ``part`` says whether the key or the value at the end of the route is meant. ``nth`` picks one of several equal
    keys, counted from 1. ``within`` narrows the place to characters [from, to) of a scalar's value. ``otherwise`` is
    tried where the route leads nowhere, for what an author may write in two ways.
    """

    file: str
    route: Route = ()
    part: Literal["key", "value"] = "value"
    nth: int = 1
    within: tuple[int, int] | None = None
    otherwise: Route | None = None

    def at(self, *steps: str | int) -> Place:
        """The place of what lies ``steps`` further down the same file."""
        return Place(self.file, self.route + steps)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a file as an editor counts it: lines and columns from 1, the end column one past the last."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Comments:
    """What YAML takes for comments right after a text, which may be meant to go on: where each is, and what it says."""

    after_texts: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class StorySource:
    """One story before it is read: its id, its file, and what lies beside it.

    ``media`` holds the files its text may name, relative to the story's own folder, with ``/``. ``refused`` holds those
    that it may not, each with what it holds that could do more than be shown.
    """

    id: str
    source: Source
    media: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CourseSources:
    """Everything the builder reads of a course, gathered by a host; the rooms below touch no disk.

    ``statements`` is the file that lists what the course's sources say, ``pages`` are the Markdown pages in its folder.
    """

    stories: tuple[StorySource, ...]
    course: Source | None = None
    skills: Source | None = None
    phrases: Source | None = None
    statements: Source | None = None
    pages: tuple[Source, ...] = ()
