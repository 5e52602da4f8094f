"""What changed, for a terminal: signs before every item, and the words that went and came in brackets and colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.text import Text

from builder.flow.changes.wording import Part, Piece
from builder.hosts.differences.comparing import Comparison, StoryDifference
from builder.hosts.differences.summary import odds_rows, remarks, summary, title
from builder.hosts.differences.telling import Sign, Told, between, lines, told
from builder.hosts.printing import table
from builder.reports.text import printed

_STYLES: Final[dict[Sign, str]] = {"+": "green", "−": "red", "~": "yellow", "↕": "cyan"}
_MARKS: Final[dict[Part, tuple[str, str]]] = {"same": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}
"""How a piece of words is put in brackets, as wdiff does."""
_COLOURS: Final[dict[Part, str]] = {"same": "", "old": "red", "new": "green"}


def render(comparison: Comparison, *, colour: bool) -> str:
    """The comparison as text; the same without colour, but for the colour."""
    return printed(_lines(comparison), colour=colour)


def _lines(comparison: Comparison) -> Iterator[Text]:
    for story in comparison.stories:
        yield from (*_story(story), Text())
    yield from map(Text, remarks(comparison))


def _story(story: StoryDifference) -> Iterator[Text]:
    kind = story.changes.kind or "changed"
    yield Text.assemble((title(story.changes), "bold"), f": {kind}")
    yield Text(f"  {summary(story.changes)}")
    for depth, item in lines(told(story.changes)):
        yield _line(depth, item)
    yield from _odds(story)


def _line(depth: int, item: Told) -> Text:
    line = Text.assemble("  " * (depth + 1), (item.sign, f"bold {_STYLES[item.sign]}"), f" {item.about}")
    if item.pieces:
        line.append(": ")
        line.append_text(_words(item.pieces))
    return line


def _words(pieces: tuple[Piece, ...]) -> Text:
    arrow = between(pieces)
    bare = len(pieces) == 1 or arrow.strip()  # the sign or the arrow says which is which
    marked = ((*(("", "") if bare else _MARKS[part]), _COLOURS[part], text) for part, text in pieces)
    return Text(arrow).join(Text(f"{begin}{text}{end}", style) for begin, end, style, text in marked)


def _odds(story: StoryDifference) -> Iterator[Text]:
    if story.odds.undecided:
        yield Text("  The exact search reached its limit, so nothing is known of the odds.")
    if rows := odds_rows(story.odds):
        yield from map(Text, table([("Outcome", "At random", "Skilled", ""), *rows]))
