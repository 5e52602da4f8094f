"""Slips within a text: signs that YAML takes for its own, quotation marks, brackets. Each function finds one cause."""

from __future__ import annotations

import re

from builder.storyfile.syntax.repair.halt import KEY, QUOTE_IT, Cause, Halt, depth

# -- text that begins with a sign --


def odd_start(halt: Halt) -> Cause:
    """A sign with which no text can begin."""
    if halt.rest.startswith("\t") or not halt.rest:
        return tab(halt)
    sign = halt.rest[0]
    shown = f"`{sign}`" if sign != "`" else "a backtick"
    if halt.rest.startswith("```"):
        message, help = "A line of backticks is no YAML.", "Delete this line and the one that belongs to it."
        return Cause(halt.line, (halt.column, halt.column + 3), message, help)
    message = f"Text cannot begin with {shown} in YAML."
    return Cause(halt.line, (halt.column, halt.column + 1), message, QUOTE_IT, halt.line)


def tab(halt: Halt) -> Cause:
    """A tab, where only spaces can stand."""
    at = max(halt.text.find("\t"), 0)
    message = "A tab stands here; YAML is indented with spaces only."
    return Cause(halt.line, (at, at + 1), message, "Replace the tab with spaces, here and wherever else one stands.")


def asterisk(halt: Halt) -> Cause:
    """Text that begins like an alias or anchor."""
    line, column = halt.opening()
    word = re.match(r"\S*", halt.lines[line][column:])
    assert word is not None
    message = f"Text that begins with `{halt.lines[line][column]}` has a meaning of its own in YAML."
    return Cause(line, (column, column + word.end()), message, QUOTE_IT, line)


def exclamation(halt: Halt) -> Cause:
    """Text that begins like a tag or directive."""
    line, column = halt.opening()
    message = f"Text that begins with `{halt.lines[line][column:][:1]}` has a meaning of its own in YAML."
    return Cause(line, (column, column + 1), message, QUOTE_IT, line if column else None)


def block_sign(halt: Halt) -> Cause:
    """Text beside the sign of a text block, or a block of odd lines."""
    line, column = halt.opening()
    at = (halt.column, len(halt.text.rstrip())) if line == halt.line else (column, column + 1)
    if halt.rest.startswith("="):
        message, help = "A condition cannot begin with `>`.", "Write what is compared before it, as in `trust >= 3`."
        return Cause(line, (column, at[1]), message, help, line)
    if "tab" in halt.said:
        return tab(halt)
    if "comment or line break" in halt.said:
        message = "Text may not follow a `|` or `>` on the same line."
        return Cause(line, at, message, "Begin the text on the next line, indented.", line)
    message = "The lines of this text are not indented alike."
    return Cause(line, (column, column + 1), message, "Indent its first line like the others.", line)


# -- quotation marks --


def unclosed_quote(halt: Halt) -> Cause:
    """A quotation mark that is never closed."""
    line, column = halt.opening()
    message = "The quotation mark that opens here is never closed."
    help = "Close it. If it belongs to the text, put the whole text on the lines below after a `|`."
    return Cause(line, (column, column + 1), message, help, line)


def bad_escape(halt: Halt) -> Cause:
    """A backslash in double quotes that means nothing."""
    at = halt.text.rfind("\\", 0, halt.column + 1)
    escape = re.match(r"\\(x[0-9a-fA-F]*|[uU][0-9a-fA-F]*|.?)", halt.text[at:])
    end = at + escape.end() if escape else at + 1
    if "unknown escape" in halt.said:
        message = f"In double quotes, `{halt.text[at:end]}` means nothing."
        help = "Write `\\\\` for a backslash, or put the text on the lines below after a `|`."
    else:
        message, help = f"`{halt.text[at:end]}` is not a character.", "Type the character itself."
    return Cause(halt.line, (at, end), message, help, halt.opening()[0])


def after_quote(halt: Halt) -> Cause:
    """Text after a closing quotation mark; if the mark only seems to close, one further up was left open."""
    sign = halt.before.rstrip()[-1]
    if cause := _left_open(halt, sign, rf"\s*(?:- +)*(?:[\w-]+: +)?{sign}", 0):
        return cause
    message = "Text goes on after the closing quotation mark."
    help = "Put the whole text on the lines below after a `|`."
    return Cause(halt.line, (halt.column, len(halt.text.rstrip())), message, help, halt.line)


def _left_open(halt: Halt, sign: str, opening: str, first: int) -> Cause | None:
    """A quotation mark that only seems to close: the one it closes stands further up, and was left open there.

    ``opening`` is a line's beginning up to such a mark; looked at are the lines from ``first`` on.
    """
    if halt.before.count(sign) % 2:
        for line in range(halt.line - 1, first - 1, -1):
            found = re.match(opening, halt.lines[line])
            if found and halt.lines[line].count(sign) % 2:
                message = "The quotation mark that opens here is not closed on this line."
                return Cause(line, (found.end() - 1, found.end()), message, "Close it.", line)
    return None


# -- brackets --


def after_bracket(halt: Halt) -> Cause:
    """Text after a closing bracket."""
    message = "Text goes on after the closing bracket."
    return Cause(halt.line, (halt.column, len(halt.text.rstrip())), message, QUOTE_IT, halt.line)


def bracket(halt: Halt) -> Cause:
    """Brackets that are not closed, or whose parts have no comma between them."""
    line, column = halt.opening()
    sign = halt.lines[line][column : column + 1]
    closing = {"{": "}", "[": "]"}.get(sign, "a bracket")
    if halt.before.endswith('"') and (cause := _left_open(halt, '"', r'.*[\s,:\[{]"', line)):
        return cause
    key = KEY.match(halt.text)
    left = key is not None and halt.column <= key.end() and depth(halt.text) <= depth(halt.lines[line])
    if not halt.rest or halt.rest[0] in "]}" or (left and halt.line > line):
        message = f"The `{sign}` that opens here is not closed with `{closing}`."
        help = f"Close it with `{closing}`. If it is text, put it in double quotes."
        return Cause(line, (column, column + 1), message, help, line)
    if halt.rest[0] == ":":
        word = re.search(r"[\w-]*$", halt.before)
        assert word is not None
        message = (
            f"Inside `{sign}{closing}`, a comma is missing before this, or quotation marks around text with a colon."
        )
        help = "Put commas between the parts, and text with a colon in double quotes."
        return Cause(halt.line, (word.start(), word.end() + 1), message, help, line)
    message = f"Inside `{sign}{closing}`, a comma is missing before this."
    help = "Put commas between the parts, and text with quotation marks or brackets in double quotes."
    return Cause(halt.line, (halt.column, halt.column + 1), message, help, line)


def no_part(halt: Halt) -> Cause:
    """Inside brackets, something that begins no value."""
    end = halt.column + 1
    if number := re.match(r"-\s+([0-9]+)", halt.rest):
        message, help = "A space stands between the minus sign and its number.", f"Write `-{number[1]}`."
        end = halt.column + number.end()
    elif halt.rest[:1] in ("", ",", "]", "}"):
        message, help = "Something is missing before this.", "Write what is missing, or take out the comma."
    else:
        message, help = f"Text cannot begin with `{halt.rest[0]}` in YAML.", "Put the whole text in double quotes."
    return Cause(halt.line, (halt.column, end), message, help, halt.line)
