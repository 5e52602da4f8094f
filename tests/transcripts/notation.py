"""What a transcript says about a story, and how it is written: a line for every situation, with every way on from it.

`README.md` beside this file shows one and explains it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from builder.flow.play import DIGITS, decode, encode
from builder.flow.step import Situation
from builder.model import Value

NOTHING: Final = "-"
GO_ON: Final = "+"
FIRST: Final = 2
"""The line of the first situation; the heading stands above it."""

Target: TypeAlias = int | Literal["endless", "beyond"]
"""Where a step leads: to a line, round for ever without a choice, or to a situation that the transcript leaves out."""


@dataclass(frozen=True, slots=True)
class Way:
    """One step that is possible in a situation: the position of a choice, or None to go on without one."""

    choice: int | None
    target: Target


@dataclass(frozen=True, slots=True)
class Row:
    """One situation at rest, and a play that leads to it: its choices, then going on ``gone_on`` times.

    ``lines`` are the positions of the scene's lines that are shown. Only an outcome has a ``score``; an outcome and a
    scene where the learner is stuck have no ``ways``.
    """

    choices: tuple[int, ...]
    gone_on: int
    situation: Situation
    lines: tuple[int, ...]
    ways: tuple[Way, ...]
    score: int | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """All situations of a story, breadth first; ``variables`` names their values.

    There is none where the story goes round for ever before the learner can read.
    """

    story: str
    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def at(self, line: int) -> Row:
        """The situation on this line."""
        return self.rows[line - FIRST]


def write(transcript: Transcript) -> str:
    """The text of a transcript, without a story below it."""
    return "".join(f"{line}\n" for line in (_heading(transcript), *map(written, transcript.rows)))


def _heading(transcript: Transcript) -> str:
    count = len(transcript.rows)
    beyond = any(way.target == "beyond" for row in transcript.rows for way in row.ways)
    told = f"the first {count} situations, there are more" if beyond else f"{count} situations"
    if not count:
        told = "no situation, for the story goes round for ever before the learner can read"
    return f"{transcript.story} | {','.join(transcript.variables) or NOTHING} | {told}"


def written(row: Row) -> str:
    """One line of a transcript."""
    fields = [
        encode(row.choices) + GO_ON * row.gone_on,
        row.situation.place,
        _list(_value(value) for value in row.situation.values),
        _list(sorted(row.situation.visited)),
        _list(map(str, row.lines)),
        _list(f"{GO_ON if way.choice is None else DIGITS[way.choice]}>{way.target}" for way in row.ways),
        *([] if row.score is None else [str(row.score)]),
    ]
    return " ".join(fields)


def _list(items: Iterable[str]) -> str:
    return ",".join(items) or NOTHING


def _value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def read(text: str) -> Transcript:
    """The transcript that `write` wrote."""
    heading, *rows = text.splitlines()
    story, variables, _ = heading.split(" | ")
    return Transcript(story, tuple(_items(variables)), tuple(map(_row, rows)))


def _row(line: str) -> Row:
    play, place, values, visited, lines, ways, *score = line.split(" ")
    code = play.rstrip(GO_ON)
    return Row(
        choices=decode(code),
        gone_on=len(play) - len(code),
        situation=Situation(place, tuple(map(_read_value, _items(values))), frozenset(_items(visited))),
        lines=tuple(map(int, _items(lines))),
        ways=tuple(map(_way, _items(ways))),
        score=int(score[0]) if score else None,
    )


def _items(field: str) -> list[str]:
    return [] if field == NOTHING else field.split(",")


def _read_value(text: str) -> Value:
    """Words begin with a letter and are never `true` or `false`, so a value tells its own kind."""
    if text in ("true", "false"):
        return text == "true"
    return text if text[0].isalpha() else int(text)


def _way(text: str) -> Way:
    step, target = text.split(">")
    choice = None if step == GO_ON else DIGITS.index(step)
    match target:
        case "endless" | "beyond":
            return Way(choice, target)
        case _:
            return Way(choice, int(target))
