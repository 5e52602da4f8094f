"""What YAML itself stumbles over, said in words that help: a parser's complaint becomes a finding with a mend."""

from __future__ import annotations

import codecs
import re
from typing import Any

from builder.diagnostics import Diagnostic
from builder.sources import Source, Span

_QUOTE_IT = "Put the whole text in double quotes, or write it on the lines below after a `|`."


def decoded(source: Source) -> tuple[str, Diagnostic | None]:
    """The file's text with its lines ended by ``\\n``; with a finding where its bytes are not text."""
    data = source.data
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"), None
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        place = Span(source.name, line, column, line, column + 1)
        message = "Here the file stops being UTF-8 text."
        help = "Save the file with the encoding UTF-8 and type the character again."
        return data.decode("utf-8", errors="replace"), Diagnostic("yaml-syntax", place, message, help)


def too_large_file(file: str, limit: int) -> Diagnostic:
    """A file past the size limit."""
    message = f"This file is larger than {limit // 2**20} MiB, so it was not read."
    return Diagnostic("too-large", Span(file, 1, 1, 1, 1), message, "Split the story into several files.")


def too_deep(file: str, event: Any, limit: int) -> Diagnostic:
    """A list or mapping nested past the limit."""
    message = f"Lists and mappings are nested more than {limit} deep here."
    help = "Take out the extra brackets or indentation; a story needs eight levels."
    return Diagnostic("too-large", _at(file, event.start_mark), message, help)


def odd_node(file: str, event: Any) -> Diagnostic:
    """A node with an anchor or a tag, which stories do not have."""
    if event.anchor is not None:
        message = f"`&{event.anchor}` makes YAML anchor this value under a name; stories do not use anchors."
        help = "Write the value out where it is needed. If the text itself begins with `&`, put it in double quotes."
        length = len(event.anchor) + 1
    else:
        written = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        message = f"YAML reads `{written}` as a tag; stories do not use tags."
        help = "Take it out. If the text itself begins with `!`, put it in double quotes."
        length = len(written)
    return Diagnostic("yaml-syntax", _at(file, event.start_mark, length), message, help)


def alias(file: str, event: Any) -> Diagnostic:
    """An alias, which stories do not have; most often it is text that begins with an asterisk."""
    message = f"YAML reads `*{event.anchor}` as a reference to an anchor; stories do not use them."
    help = "Write the value out again here. If the text itself begins with `*`, put it in double quotes."
    return Diagnostic("yaml-syntax", _span(file, event), message, help)


def second_document(file: str, event: Any) -> Diagnostic:
    """A `---` after which a second document begins."""
    message = "A second YAML document begins here; a file holds one story."
    help = "Take out this `---`, or move what follows into a file of its own."
    return Diagnostic("yaml-syntax", _span(file, event), message, help)


def collection_as_key(file: str, event: Any) -> Diagnostic:
    """A list or mapping where a key should be."""
    message = "YAML reads this as a key made of a list or mapping."
    help = "If it is text, put it in double quotes. Otherwise write a plain word before the colon."
    return Diagnostic("yaml-syntax", _at(file, event.start_mark), message, help)


def of_yaml(file: str, text: str, error: Any) -> Diagnostic:
    """The finding for an exception of the YAML parser: what an author most likely did, and the mend."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if mark is None:
        return _of_character(file, text, error)
    lines = text.split("\n")
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "could not find expected ':'" in problem and opened is not None:
        mark, line = opened, lines[opened.line]
    for pattern, on_opening, message, help in _PROBLEMS:
        if re.search(pattern, f"{context}: {problem}"):
            mark = opened if on_opening and opened is not None else mark
            return Diagnostic("yaml-syntax", _at(file, mark), message, help)
    message, help = _of_line(line, mark, opened, problem)
    return Diagnostic("yaml-syntax", _at(file, mark), message, help)


# (what libyaml says, whether the mark belongs where the construct opened, message, help); the first that fits counts
_PROBLEMS: tuple[tuple[str, bool, str, str], ...] = (
    (r"quoted scalar: found unexpected end", True, "The quotation mark that opens here is never closed.", "Close it."),
    (
        r"unknown escape character",
        False,
        "In double quotes, a backslash and this letter mean nothing.",
        "Write `\\\\` for a backslash, or use a `|` block.",
    ),
    (
        r"hexdecimal|hexadecimal|invalid Unicode",
        False,
        "This escape in double quotes is not a character.",
        "Type the character itself.",
    ),
    (
        r"scanning an alias|scanning an anchor",
        False,
        "Text that begins with `*` or `&` has a meaning of its own in YAML.",
        _QUOTE_IT,
    ),
    (
        r"scanning a tag|parsing a tag|undefined tag|scanning a directive|unknown directive|%YAML|%TAG",
        False,
        "Text that begins with `!` or `%` has a meaning of its own in YAML.",
        _QUOTE_IT,
    ),
    (
        r"flow mapping",
        True,
        "The `{` that opens here is not closed, or a comma is missing inside it.",
        "Close it with `}`, put commas between the pairs, and put text with a comma or colon in double quotes.",
    ),
    (
        r"flow sequence",
        True,
        "The `[` that opens here is not closed, or text goes on after its `]`.",
        "Close it with `]` and put commas between the items. If it is text, put it in double quotes.",
    ),
    (
        r"block scalar: (expected a comment|did not find)",
        False,
        "Text may not follow a `|` or `>` on the same line.",
        "Begin the text on the next line, indented.",
    ),
    (
        r"leading spaces|leading white",
        False,
        "The first lines of this text are indented further than the rest.",
        "Indent all lines of the text alike.",
    ),
    (
        r"document start",
        False,
        "This line belongs to nothing above it.",
        "Indent it like its neighbours; check the quotation marks and brackets before it.",
    ),
    (
        r"document markers|document indicator",
        True,
        "Text in quotation marks is broken by a line of `---` or `...`.",
        "Close the quotation mark before that line.",
    ),
)


def _of_line(line: str, mark: Any, opened: Any, problem: str) -> tuple[str, str]:
    """Faults that libyaml names alike and that the line itself tells apart."""
    before, rest = line[: mark.column], line[mark.column :]
    if rest.startswith("\t") or line.startswith("\t"):
        return "A tab stands here; YAML is indented with spaces only.", "Replace the tab with spaces."
    if "cannot start any token" in problem:
        return f"Text cannot begin with `{rest[:1]}` in YAML.", _QUOTE_IT
    if "could not find expected ':'" in problem:
        what = f"`{line.strip()[:40]}` is not a key with a colon, nor does it go on from the line above."
        return what, "Add the colon after the key, or indent the line so that it belongs to the text above it."
    if re.match(r"\s*-\s", rest) or "sequence entries are not allowed" in problem:
        return "This list item stands where none can be.", "Indent its `-` exactly like the items before it."
    first_key = re.fullmatch(r"\s*[\w-]+", before) if rest.startswith(":") else None
    if first_key or (opened is not None and opened.line < mark.line and re.match(r"\s*[\w-]+:(\s|$)", line)):
        return "This key is not in line with the keys it belongs to.", "Indent it exactly like its neighbours."
    if "mapping values are not allowed" in problem:
        return "YAML takes this colon for the start of a value, but one has already begun on this line.", _QUOTE_IT
    if re.search(r"([\"']).*\1\s*$", before):
        what = "Text goes on after the closing quotation mark."
        return what, "Put the whole text on the lines below after a `|`, or in single quotes."
    if re.search(r"[]}]\s*$", before):
        return "Text goes on after the closing bracket.", _QUOTE_IT
    return (
        "YAML cannot make sense of the text from here on.",
        "Check the indentation of this line, and the quotation marks and brackets before it.",
    )


def _of_character(file: str, text: str, error: Any) -> Diagnostic:
    """A character that YAML does not allow at all, such as NUL; libyaml tells only that there is one."""
    bad = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = bad.start() if bad else 0
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    name = f"The invisible character U+{ord(text[at]):04X}" if bad else "A character here"
    place = Span(file, line, column, line, column + 1)
    return Diagnostic("yaml-syntax", place, f"{name} is not allowed in YAML.", "Delete it.")


def _at(file: str, mark: Any, length: int = 1) -> Span:
    return Span(file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + length)


def _span(file: str, event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
