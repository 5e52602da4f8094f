"""Where the YAML parser stumbles: its complaint becomes what the author most likely did, marked, with the mend.

libyaml says the same few things about a great many slips, often some lines after the slip itself. What it says picks a
function, and the author's own lines tell the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from builder.diagnostics import Diagnostic
from builder.sources import Span
from builder.storyfile.syntax.repair import layout, slips
from builder.storyfile.syntax.repair.halt import Cause, Halt


@dataclass(frozen=True, slots=True)
class Stumble:
    """A mistake that stops the parser, on ``line`` (from 0).

    ``entry`` is the line on which the key or list item that holds it begins; None where it cannot be told from the
    entries around it, as with wrong indentation.
    """

    diagnostic: Diagnostic
    line: int
    entry: int | None


def stumble(file: str, text: str, error: Any, brackets: Sequence[int]) -> Stumble:
    """What an exception of the parser means; ``brackets`` are the lines on which the brackets still open began."""
    mark, context = error.problem_mark, error.context_mark
    opened = (context.line, context.column) if context is not None else None
    lines = text.rstrip().split("\n")
    at = (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))
    halt = Halt(f"{error.context}: {error.problem}", lines, at[0], at[1], opened)
    cause = next(find for said, find in _FINDERS if re.search(said, halt.said))(halt)
    start, end = cause.columns
    span = Span(file, cause.line + 1, start + 1, cause.line + 1, max(end, start + 1) + 1)
    entry = min(cause.entry, *brackets) if cause.entry is not None and brackets else cause.entry
    return Stumble(Diagnostic("yaml-syntax", span, cause.message, cause.help), cause.line, entry)


_FINDERS: Final[tuple[tuple[str, Callable[[Halt], Cause]], ...]] = (
    (r"cannot start any token", slips.odd_start),
    (r"scanning a quoted scalar: found unexpected", slips.unclosed_quote),
    (r"parsing a quoted scalar", slips.bad_escape),
    (r"scanning an (alias|anchor)", slips.asterisk),
    (r"(scanning|parsing) a (tag|directive)|undefined tag|directive", slips.exclamation),
    (r"block scalar", slips.block_sign),
    (r"tab character", slips.tab),
    (r"could not find expected ':'", layout.no_colon),
    (r"flow node", slips.no_part),
    (r"flow (mapping|sequence)", slips.bracket),
    (r"mapping values are not allowed", layout.colon),
    (r"sequence entries are not allowed", layout.dash),
    (r"expected key|expected '-' indicator|document start", layout.no_neighbour),
    (r"", layout.unclear),
)
"""What libyaml says, and who looks closer; the first that fits is asked."""
