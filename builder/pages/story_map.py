"""What stands beside a story's map: the same facts as a table, for whoever would rather not read a picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from markupsafe import Markup

from builder.flow.outline import Row, overview, rows
from builder.pages.labels import capital
from builder.pages.render import phrase
from builder.pages.telling import Telling

MAX_ROWS: Final = 600
"""Ways on that one table lists; a larger story is told in parts."""

_RESULT: Final = {"success": "success", "partial": "partly a success", "failure": "failure", None: ""}


class RowView(NamedTuple):
    """One way on; ``first`` says how many rows this scene has if this is its first, else it is 0."""

    first: int
    title: str
    href: str
    stage: str
    number: str
    way: Markup | str
    when: str
    target: str
    target_href: str
    result: str


class PartView(NamedTuple):
    """One part of a large story, and where it leads."""

    name: str
    scenes: int
    choices: int
    leads: list[str]


def row_views(tale: Telling) -> list[RowView] | None:
    """Every way on, scene by scene, or None where there are too many to read."""
    story = tale.graph.story
    if sum(len(scene.choices) or len(scene.route) or 1 for scene in story.scenes.values()) > MAX_ROWS:
        return None
    grouped: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows(tale.graph, "learner"):
        grouped[row.scene].append(row)
    return [_row(tale, row, len(group) if row is group[0] else 0) for group in grouped.values() for row in group]


def part_views(tale: Telling) -> Iterator[PartView]:
    """A large story in parts."""
    seen = overview(tale.graph)
    for index, part in enumerate(seen.parts):
        leads = [target for source, target in seen.links if source == index]
        names = [seen.parts[to].name if isinstance(to, int) else tale.titles[to] for to in leads]
        yield PartView(capital(part.name), len(part.scenes), part.choices, names)


def _row(tale: Telling, row: Row, first: int) -> RowView:
    return RowView(
        first,
        row.title,
        f"../{tale.links.to[row.scene]}" if row.scene is not None else "",
        capital(row.stage or ""),
        row.number,
        _way(row),
        _when(tale, row),
        row.target_title,
        f"../{tale.links.to[row.target]}",
        _RESULT[row.result],
    )


def _way(row: Row) -> Markup | str:
    match row.way:
        case "choice":
            return phrase(row.text)
        case "next":
            return "Continue"
        case "route" | "interrupt":
            return ""


def _when(tale: Telling, row: Row) -> str:
    if row.when is None:
        return "Otherwise" if row.otherwise else ""
    words = tale.tally.when(row.when)
    return f"Only if {words}" if row.way == "choice" else f"If {words}"
