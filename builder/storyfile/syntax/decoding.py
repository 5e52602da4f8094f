"""A file's bytes as text, in whatever encoding an editor left them; what is no text is found and stood in for."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left

from builder.diagnostics import Diagnostic
from builder.sources import Source, Span

STAND_IN = "\N{REPLACEMENT CHARACTER}"
"""Takes the place of what cannot be read, so that everything around it keeps its line and column."""

# YAML 1.2 takes these for ordinary characters and editors show no line break there, but libyaml begins a new line.
_OLD_LINE_BREAKS = ("\x85", "\u2028", "\u2029")
_LINE_END = re.compile("\r\n|\n|\r")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ODD_SPACES = r"\xa0\u2000-\u200a\u202f\u3000"
_ODD_INDENT = re.compile(rf"^ *[{_ODD_SPACES}][ {_ODD_SPACES}]*(?=- |\w[\w-]*:(?:\s|$))", re.MULTILINE)
_NOT_YAML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def decoded(source: Source) -> tuple[str, Diagnostic | None]:
    """The file's text with its lines ended by ``\\n``, and a finding where its bytes are not text.

    What is not UTF-8 is stood in for, character by character; the text is empty where nothing can be made of it.
    """
    mark, encoding = _encoding(source.data)
    data, fault = source.data[len(mark) :], None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, errors="replace")
        fault = _not_utf_8(source.name, _in_lines(data[: error.start].decode(encoding, errors="replace")))
    if text.count("\0", 0, 1_000) > 10:
        return "", _not_utf_8(source.name, "")
    if text.startswith("{\\rtf"):
        message, help = "This file is rich text, with fonts and sizes in it.", "Save it as plain text, in UTF-8."
        return "", Diagnostic("yaml-syntax", _after(source.name, ""), message, help)
    return _in_lines(text), fault


def spliced(source: Source, begin: int, end: int, text: str) -> Source:
    """The file with ``text`` in place of the characters [begin, end) of its decoded text; no other byte is different.

    The text is put into the file's own encoding, with the line ends that are used there. Raises `UnicodeError` where
    the file is no text.
    """
    mark, encoding = _encoding(source.data)
    raw = source.data[len(mark) :].decode(encoding)
    pairs = [pair.start() - number for number, pair in enumerate(re.finditer("\r\n", raw))]
    begin, end = (at + bisect_left(pairs, at) for at in (begin, end))
    line_end = _LINE_END.search(raw, raw.rfind("\n", 0, max(begin - 1, 0)) + 1) or _LINE_END.search(raw)
    text = text.replace("\n", line_end[0] if line_end is not None else "\n")
    return Source(source.name, mark + (raw[:begin] + text + raw[end:]).encode(encoding))


def without_odd_characters(file: str, text: str) -> tuple[str, Diagnostic | None]:
    """The text with a stand-in for every character that YAML does not allow, and a finding for the first of them."""
    found = _NOT_YAML.search(text)
    if found is None:
        return text, None
    clean, count = _NOT_YAML.subn(STAND_IN, text)
    message = f"The invisible character U+{ord(found[0]):04X} is not allowed in YAML."
    if count > 1:
        message += f" There are {count:,} such characters in this file."
    return clean, Diagnostic("yaml-syntax", _after(file, text[: found.start()]), message, "Delete it.")


def with_plain_indentation(file: str, text: str) -> tuple[str, Diagnostic | None]:
    """The text with ordinary spaces before its keys and list items, and a finding for the first that was none."""
    found = _ODD_INDENT.search(text)
    if found is None:
        return text, None
    clean = _ODD_INDENT.sub(lambda indent: " " * len(indent[0]), text)
    before = text[: found.start() + len(found[0]) - len(found[0].lstrip(" "))]
    message = "A no-break space stands here; YAML is indented with ordinary spaces only."
    help = "Replace it with ordinary spaces, here and wherever else one stands."
    return clean, Diagnostic("yaml-syntax", _after(file, before), message, help)


def _encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark that a file begins with, if it has one, and the encoding of what follows."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))


def _in_lines(text: str) -> str:
    """The text with ``\\n`` at the end of each line that an editor shows, and nowhere else."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for line_break in _OLD_LINE_BREAKS:
        text = text.replace(line_break, " ")
    return text


def _not_utf_8(file: str, before: str) -> Diagnostic:
    message = "From here on the file is not UTF-8 text: it was saved in another encoding."
    help = "Save the file with the encoding UTF-8, then look whether its special letters are right."
    return Diagnostic("yaml-syntax", _after(file, before), message, help)


def _after(file: str, before: str) -> Span:
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Span(file, line, column, line, column + 1)
