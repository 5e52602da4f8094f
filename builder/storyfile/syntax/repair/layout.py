"""Slips of layout: colons, dashes, spaces and indentation. Each function finds one cause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from builder.diagnostics import shown
from builder.storyfile.syntax.repair.halt import KEY, QUOTE_IT, Cause, Halt, depth
from builder.storyfile.syntax.repair.slips import after_bracket, after_quote

_PAIR: Final = re.compile(r"\s*(?:- +)*[\w-]+: +([a-z][a-z0-9-]*: +[-+]?\w+)")
"""A key, and after it another key with a single word or number: ``change: trust: +2``."""
_CURLY: Final = re.compile(r"\s*(?:- +)*[\w-]+: +[“”„‘’«]")
"""Text that begins with a quotation mark of a word processor."""
_DASHES: Final = re.compile(r"(\s*)([–—−•·])(?:\s+(?=\S)|(?=\w))(.*)")
"""What a word processor makes of the hyphen of a list item."""


def colon(halt: Halt) -> Cause:
    """A colon where no key can be: in text, or after a key whose line is indented further than it should be."""
    if not KEY.fullmatch(halt.before + ":"):
        message = "YAML takes this colon for the end of a key, but a value has already begun on this line."
        help = f"{QUOTE_IT} If a key begins here, put it on a line of its own."
        if pair := _PAIR.fullmatch(halt.text.rstrip()):
            help = f"A key and its value go in braces here: `{{{pair[1]}}}`. Text goes in double quotes."
        elif _CURLY.match(halt.text):
            help = 'YAML knows straight quotation marks only: put `"` around all of it, or write it below a `|`.'
        owner = _owner(halt)
        return Cause(halt.line, (halt.column, halt.column + 1), message, help, owner)
    above = halt.line_above()
    if above is not None and not KEY.match(halt.lines[above]):
        return _no_key(halt.lines, above)
    return _out_of_line(halt)


def _owner(halt: Halt) -> int | None:
    """The line on which the entry that this line belongs to begins."""
    if KEY.match(halt.text) or halt.text.lstrip().startswith("- "):
        return halt.line
    above = (at for at in range(halt.line - 1, -1, -1) if halt.lines[at].strip())
    return next((at for at in above if depth(halt.lines[at]) < depth(halt.text)), None)


def no_colon(halt: Halt) -> Cause:
    """A line among keys that has no colon."""
    return _no_key(halt.lines, halt.opening()[0])


def _no_key(lines: Sequence[str], line: int) -> Cause:
    """A line among keys that is none: a space or a colon is missing, or it is text that is not indented."""
    text = lines[line]
    if text.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        message = "This line is left over from two versions that were merged."
        help = "Keep one version, and delete the other and the lines of `<`, `=` and `>`."
        return Cause(line, (0, 7), message, help)
    if tight := re.match(r"(\s*(?:- +)*)(\w[\w-]*):(?=[^ \t])(.*)", text):
        message, help = f"A space is missing after `{tight[2]}:`.", f"Write `{tight[2]}: {shown(tight[3])}`."
        if tight[3][0].isspace():
            message, help = f"An ordinary space is missing after `{tight[2]}:`.", "Delete the no-break space there."
        return Cause(line, (tight.start(2), tight.end(2) + 1), message, help, line)
    if dash := re.match(r"(\s*)-(?=[^\s-])(.*)", text):
        message, help = "A space is missing after the dash.", f"Write `- {shown(dash[2])}`."
        return Cause(line, (len(dash[1]), len(dash[1]) + 1), message, help, line)
    if dash := _DASHES.match(text):
        message, help = f"A list item begins with a plain hyphen, not with `{dash[2]}`.", f"Write `- {shown(dash[3])}`."
        return Cause(line, (len(dash[1]), len(dash[1]) + 1), message, help, line)
    word = re.match(r"(\s*(?:- +)*)(\S*)", text)
    assert word is not None
    message = f"`{shown(text[word.start(2) :])}` is not a key with a colon, nor does it go on from the line above."
    help = "Add the colon after the key, or indent the line so that it belongs to the text above it."
    return Cause(line, (word.start(2), word.end(2)), message, help, line)


def dash(halt: Halt) -> Cause:
    """A list item that stands where none can be, or text that looks like one."""
    if not halt.before.strip(" -"):
        return _item_out_of_line(halt)
    message = "Text cannot begin with a dash and a space in YAML."
    return Cause(halt.line, (halt.column, halt.column + 1), message, QUOTE_IT, halt.line)


def _item_out_of_line(halt: Halt) -> Cause:
    message = "This list item is not in line with the items it belongs to."
    help = "Indent its `-` exactly like theirs."
    return Cause(halt.line, (halt.column, halt.column + 1), message, help)


def _out_of_line(halt: Halt) -> Cause:
    key = re.match(r"(\s*(?:- +)*)([\w-]+)", halt.text)
    columns = (key.start(2), key.end(2)) if key else (halt.column, halt.column + 1)
    message = "This key is not in line with the keys it belongs to."
    help = "Indent it exactly like its neighbours. If it belongs to the text above, put that text in double quotes."
    return Cause(halt.line, columns, message, help)


def no_neighbour(halt: Halt) -> Cause:
    """The parser expected another key or item, and found something else."""
    last = halt.before.rstrip()[-1:]
    if last and last in "\"'":
        return after_quote(halt)
    if last and last in "]}":
        return after_bracket(halt)
    if re.match(r"-(\s|$)", halt.rest):
        return _item_out_of_line(halt)
    if KEY.match(halt.text):
        return _out_of_line(halt)
    cause = _no_key(halt.lines, halt.line)
    return Cause(cause.line, cause.columns, cause.message, cause.help)


def unclear(halt: Halt) -> Cause:
    """What no other function knows."""
    message = "YAML cannot make sense of the text from here on."
    help = "Check the indentation of this line, and the quotation marks and brackets before it."
    return Cause(halt.line, (halt.column, halt.column + 1), message, help)
