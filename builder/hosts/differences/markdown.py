"""What changed, as Markdown for a pull request's comment: words that went are struck through, those that came bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from builder.flow.changes.wording import Piece
from builder.hosts.differences.comparing import Comparison, StoryDifference
from builder.hosts.differences.summary import odds_rows, remarks, summary, title
from builder.hosts.differences.telling import Told, between, lines, told

_SIGNS_OF_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~@&$])")
"""What would mean something: an @ would call on somebody, two $ make a formula, and an & begins the name of a sign."""
_AROUND: Final = {"same": "", "old": "~~", "new": "**"}


def render(comparison: Comparison) -> str:
    """The comparison as Markdown, with the authors' words as they are, whatever signs are in them."""
    parts = ["\n".join(_story(story)) for story in comparison.stories]
    parts += [_plain(sentence) for sentence in remarks(comparison)]
    return "\n\n".join(parts) + "\n"


def _story(story: StoryDifference) -> Iterator[str]:
    yield f"### {_plain(title(story.changes))}: {story.changes.kind}"
    yield ""
    yield _plain(summary(story.changes)[:1].upper() + summary(story.changes)[1:] + ".")
    items = list(lines(told(story.changes)))
    yield from ["", *(_line(depth, item) for depth, item in items)] if items else []
    yield from _odds(story)


def _line(depth: int, item: Told) -> str:
    words = f": {_words(item.pieces)}" if item.pieces else ""
    return f"{'  ' * depth}- `{item.sign}` {_plain(item.about)}{words}"


def _words(pieces: tuple[Piece, ...]) -> str:
    if len(pieces) == 1:
        return _plain(pieces[0].text)
    return between(pieces).join(f"{_AROUND[part]}{_plain(text)}{_AROUND[part]}" for part, text in pieces)


def _odds(story: StoryDifference) -> Iterator[str]:
    if story.odds.undecided:
        yield from ("", "The exact search reached its limit, so nothing is known of the odds.")
    rows = odds_rows(story.odds)
    if rows:
        yield from ("", "| Outcome | At random | Skilled | |", "| --- | --- | --- | --- |")
        yield from (f"| {' | '.join(map(_plain, row))} |" for row in rows)


def _plain(text: str) -> str:
    return _SIGNS_OF_MARKDOWN.sub(r"\\\1", text)
