"""Where the YAML parser stumbles: its complaint becomes what the author most likely did, marked, with the mend.

libyaml says the same few things about a great many slips, often some lines after the slip itself. What it says picks a
function here, and the author's own lines tell the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from builder.diagnostics import Diagnostic
from builder.sources import Span

_QUOTE_IT: Final = "Put the whole text in double quotes, or write it on the lines below after a `|`."
_KEY = re.compile(r"\s*(?:- +)*\w[\w-]*\s*:(?!\S)")


@dataclass(frozen=True, slots=True)
class Stumble:
    """A mistake that stops the parser, on ``line`` (from 0).

    ``entry`` is the line on which the key or list item that holds it begins; None where it cannot be told from the
    entries around it, as with wrong indentation.
    """

    diagnostic: Diagnostic
    line: int
    entry: int | None


@dataclass(frozen=True, slots=True)
class _Halt:
    """What the parser said, where it halted, and where what it was reading began: lines and columns from 0."""

    said: str
    lines: Sequence[str]
    line: int
    column: int
    opened: tuple[int, int] | None

    @property
    def text(self) -> str:
        return self.lines[self.line]

    @property
    def before(self) -> str:
        return self.text[: self.column]

    @property
    def rest(self) -> str:
        return self.text[self.column :].rstrip()

    def opening(self) -> tuple[int, int]:
        return self.opened or (self.line, self.column)

    def line_above(self) -> int | None:
        """The nearest line above that is neither blank nor a comment."""
        above = (
            at for at in range(self.line - 1, -1, -1) if self.lines[at].strip() and self.lines[at].lstrip()[0] != "#"
        )
        return next(above, None)


@dataclass(frozen=True, slots=True)
class _Cause:
    """Where the mistake is (a line and two columns), what it is, and the line of the entry that holds it, if any."""

    line: int
    columns: tuple[int, int]
    message: str
    help: str
    entry: int | None = None


def stumble(file: str, text: str, error: Any, brackets: Sequence[int]) -> Stumble:
    """What an exception of the parser means; ``brackets`` are the lines on which the brackets still open began."""
    mark, context = error.problem_mark, error.context_mark
    opened = (context.line, context.column) if context is not None else None
    lines = text.rstrip().split("\n")
    at = (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))
    halt = _Halt(f"{error.context}: {error.problem}", lines, at[0], at[1], opened)
    cause = next(find for said, find in _FINDERS if re.search(said, halt.said))(halt)
    start, end = cause.columns
    span = Span(file, cause.line + 1, start + 1, cause.line + 1, max(end, start + 1) + 1)
    entry = min(cause.entry, *brackets) if cause.entry is not None and brackets else cause.entry
    return Stumble(Diagnostic("yaml-syntax", span, cause.message, cause.help), cause.line, entry)


# -- text that begins with a sign --


def _odd_start(halt: _Halt) -> _Cause:
    if halt.rest.startswith("\t") or not halt.rest:
        return _tab(halt)
    sign = halt.rest[0]
    shown = f"`{sign}`" if sign != "`" else "a backtick"
    if halt.rest.startswith("```"):
        message, help = "A line of backticks is no YAML.", "Delete this line and the one that belongs to it."
        return _Cause(halt.line, (halt.column, halt.column + 3), message, help)
    message = f"Text cannot begin with {shown} in YAML."
    return _Cause(halt.line, (halt.column, halt.column + 1), message, _QUOTE_IT, halt.line)


def _tab(halt: _Halt) -> _Cause:
    at = max(halt.text.find("\t"), 0)
    message = "A tab stands here; YAML is indented with spaces only."
    return _Cause(halt.line, (at, at + 1), message, "Replace the tab with spaces, here and wherever else one stands.")


def _asterisk(halt: _Halt) -> _Cause:
    line, column = halt.opening()
    word = re.match(r"\S*", halt.lines[line][column:])
    assert word is not None
    message = f"Text that begins with `{halt.lines[line][column]}` has a meaning of its own in YAML."
    return _Cause(line, (column, column + word.end()), message, _QUOTE_IT, line)


def _exclamation(halt: _Halt) -> _Cause:
    line, column = halt.opening()
    message = f"Text that begins with `{halt.lines[line][column:][:1]}` has a meaning of its own in YAML."
    return _Cause(line, (column, column + 1), message, _QUOTE_IT, line if column else None)


def _block_sign(halt: _Halt) -> _Cause:
    line, column = halt.opening()
    at = (halt.column, len(halt.text.rstrip())) if line == halt.line else (column, column + 1)
    if halt.rest.startswith("="):
        message, help = "A condition cannot begin with `>`.", "Write what is compared before it, as in `trust >= 3`."
        return _Cause(line, (column, at[1]), message, help, line)
    if "tab" in halt.said:
        return _tab(halt)
    if "comment or line break" in halt.said:
        message = "Text may not follow a `|` or `>` on the same line."
        return _Cause(line, at, message, "Begin the text on the next line, indented.", line)
    message = "The lines of this text are not indented alike."
    return _Cause(line, (column, column + 1), message, "Indent its first line like the others.", line)


# -- quotation marks --


def _unclosed_quote(halt: _Halt) -> _Cause:
    line, column = halt.opening()
    message = "The quotation mark that opens here is never closed."
    help = "Close it. If it belongs to the text, put the whole text on the lines below after a `|`."
    return _Cause(line, (column, column + 1), message, help, line)


def _bad_escape(halt: _Halt) -> _Cause:
    at = halt.text.rfind("\\", 0, halt.column + 1)
    escape = re.match(r"\\(x[0-9a-fA-F]*|[uU][0-9a-fA-F]*|.?)", halt.text[at:])
    end = at + escape.end() if escape else at + 1
    if "unknown escape" in halt.said:
        message = f"In double quotes, `{halt.text[at:end]}` means nothing."
        help = "Write `\\\\` for a backslash, or put the text on the lines below after a `|`."
    else:
        message, help = f"`{halt.text[at:end]}` is not a character.", "Type the character itself."
    return _Cause(halt.line, (at, end), message, help, halt.opening()[0])


def _after_quote(halt: _Halt) -> _Cause:
    """Text after a closing quotation mark; if the mark only seems to close, one further up was left open."""
    sign = halt.before.rstrip()[-1]
    if halt.before.count(sign) % 2:
        for line in range(halt.line - 1, -1, -1):
            opening = re.match(rf"\s*(?:- +)*(?:[\w-]+: +)?{sign}", halt.lines[line])
            if opening and halt.lines[line].count(sign) % 2:
                column = opening.end() - 1
                message = "The quotation mark that opens here is not closed on this line."
                return _Cause(line, (column, column + 1), message, "Close it.", line)
    message = "Text goes on after the closing quotation mark."
    help = "Put the whole text on the lines below after a `|`."
    return _Cause(halt.line, (halt.column, len(halt.text.rstrip())), message, help, halt.line)


# -- brackets --


def _after_bracket(halt: _Halt) -> _Cause:
    message = "Text goes on after the closing bracket."
    return _Cause(halt.line, (halt.column, len(halt.text.rstrip())), message, _QUOTE_IT, halt.line)


def _bracket(halt: _Halt) -> _Cause:
    line, column = halt.opening()
    sign = halt.lines[line][column : column + 1]
    closing = {"{": "}", "[": "]"}.get(sign, "a bracket")
    key = _KEY.match(halt.text)
    left = key is not None and halt.column <= key.end() and _depth(halt.text) <= _depth(halt.lines[line])
    if not halt.rest or halt.rest[0] in "]}" or (left and halt.line > line):
        message = f"The `{sign}` that opens here is not closed with `{closing}`."
        help = f"Close it with `{closing}`. If it is text, put it in double quotes."
        return _Cause(line, (column, column + 1), message, help, line)
    if halt.rest[0] == ":":
        word = re.search(r"[\w-]*$", halt.before)
        assert word is not None
        message = (
            f"Inside `{sign}{closing}`, a comma is missing before this, or quotation marks around text with a colon."
        )
        help = "Put commas between the parts, and text with a colon in double quotes."
        return _Cause(halt.line, (word.start(), word.end() + 1), message, help, line)
    message = f"Inside `{sign}{closing}`, a comma is missing before this."
    help = "Put commas between the parts, and text with quotation marks or brackets in double quotes."
    return _Cause(halt.line, (halt.column, halt.column + 1), message, help, line)


def _no_part(halt: _Halt) -> _Cause:
    """Inside brackets, something that begins no value."""
    end = halt.column + 1
    if number := re.match(r"-\s+([0-9]+)", halt.rest):
        message, help = "A space stands between the minus sign and its number.", f"Write `-{number[1]}`."
        end = halt.column + number.end()
    elif halt.rest[:1] in ("", ",", "]", "}"):
        message, help = "Something is missing before this.", "Write what is missing, or take out the comma."
    else:
        message, help = f"Text cannot begin with `{halt.rest[0]}` in YAML.", "Put the whole text in double quotes."
    return _Cause(halt.line, (halt.column, end), message, help, halt.line)


# -- colons, dashes and indentation --


def _colon(halt: _Halt) -> _Cause:
    """A colon where no key can be: in text, or after a key whose line is indented further than it should be."""
    if not _KEY.fullmatch(halt.before + ":"):
        message = "YAML takes this colon for the end of a key, but a value has already begun on this line."
        help = f"{_QUOTE_IT} If a key begins here, put it on a line of its own."
        owner = _owner(halt)
        return _Cause(halt.line, (halt.column, halt.column + 1), message, help, owner)
    above = halt.line_above()
    if above is not None and not _KEY.match(halt.lines[above]):
        return _no_key(halt.lines, above)
    return _out_of_line(halt)


def _owner(halt: _Halt) -> int | None:
    """The line on which the entry that this line belongs to begins."""
    if _KEY.match(halt.text) or halt.text.lstrip().startswith("- "):
        return halt.line
    above = (at for at in range(halt.line - 1, -1, -1) if halt.lines[at].strip())
    return next((at for at in above if _depth(halt.lines[at]) < _depth(halt.text)), None)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _no_colon(halt: _Halt) -> _Cause:
    return _no_key(halt.lines, halt.opening()[0])


def _no_key(lines: Sequence[str], line: int) -> _Cause:
    """A line among keys that is none: a space or a colon is missing, or it is text that is not indented."""
    text = lines[line]
    if text.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        message = "This line is left over from two versions that were merged."
        help = "Keep one version, and delete the other and the lines of `<`, `=` and `>`."
        return _Cause(line, (0, 7), message, help)
    if tight := re.match(r"(\s*(?:- +)*)(\w[\w-]*):(?=[^ \t])(.*)", text):
        message, help = f"A space is missing after `{tight[2]}:`.", f"Write `{tight[2]}: {_short(tight[3])}`."
        if tight[3][0].isspace():
            message, help = f"An ordinary space is missing after `{tight[2]}:`.", "Delete the no-break space there."
        return _Cause(line, (tight.start(2), tight.end(2) + 1), message, help, line)
    if dash := re.match(r"(\s*)-(?=[^\s-])(.*)", text):
        message, help = "A space is missing after the dash.", f"Write `- {_short(dash[2])}`."
        return _Cause(line, (len(dash[1]), len(dash[1]) + 1), message, help, line)
    word = re.match(r"(\s*(?:- +)*)(\S*)", text)
    assert word is not None
    message = f"`{_short(text)}` is not a key with a colon, nor does it go on from the line above."
    help = "Add the colon after the key, or indent the line so that it belongs to the text above it."
    return _Cause(line, (word.start(2), word.end(2)), message, help, line)


def _dash(halt: _Halt) -> _Cause:
    if not halt.before.strip(" -"):
        return _item_out_of_line(halt)
    message = "Text cannot begin with a dash and a space in YAML."
    return _Cause(halt.line, (halt.column, halt.column + 1), message, _QUOTE_IT, halt.line)


def _item_out_of_line(halt: _Halt) -> _Cause:
    message = "This list item is not in line with the items it belongs to."
    help = "Indent its `-` exactly like theirs."
    return _Cause(halt.line, (halt.column, halt.column + 1), message, help)


def _out_of_line(halt: _Halt) -> _Cause:
    key = re.match(r"(\s*(?:- +)*)([\w-]+)", halt.text)
    columns = (key.start(2), key.end(2)) if key else (halt.column, halt.column + 1)
    message = "This key is not in line with the keys it belongs to."
    help = "Indent it exactly like its neighbours. If it belongs to the text above, put that text in double quotes."
    return _Cause(halt.line, columns, message, help)


def _no_neighbour(halt: _Halt) -> _Cause:
    """The parser expected another key or item, and found something else."""
    last = halt.before.rstrip()[-1:]
    if last and last in "\"'":
        return _after_quote(halt)
    if last and last in "]}":
        return _after_bracket(halt)
    if re.match(r"-(\s|$)", halt.rest):
        return _item_out_of_line(halt)
    if _KEY.match(halt.text):
        return _out_of_line(halt)
    cause = _no_key(halt.lines, halt.line)
    return _Cause(cause.line, cause.columns, cause.message, cause.help)


def _unclear(halt: _Halt) -> _Cause:
    message = "YAML cannot make sense of the text from here on."
    help = "Check the indentation of this line, and the quotation marks and brackets before it."
    return _Cause(halt.line, (halt.column, halt.column + 1), message, help)


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 40 else text[:39] + "…"


_FINDERS: Final[tuple[tuple[str, Callable[[_Halt], _Cause]], ...]] = (
    (r"cannot start any token", _odd_start),
    (r"scanning a quoted scalar: found unexpected", _unclosed_quote),
    (r"parsing a quoted scalar", _bad_escape),
    (r"scanning an (alias|anchor)", _asterisk),
    (r"(scanning|parsing) a (tag|directive)|undefined tag|directive", _exclamation),
    (r"block scalar", _block_sign),
    (r"tab character", _tab),
    (r"could not find expected ':'", _no_colon),
    (r"flow node", _no_part),
    (r"flow (mapping|sequence)", _bracket),
    (r"mapping values are not allowed", _colon),
    (r"sequence entries are not allowed", _dash),
    (r"expected key|expected '-' indicator|document start", _no_neighbour),
    (r"", _unclear),
)
"""What libyaml says, and who looks closer; the first that fits is asked."""
