"""Sentences and words of Markdown prose, each with where it stands, so that a mark can lie on just that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple


class Piece(NamedTuple):
    """A stretch of a text: its characters [start, end), and what they say without Markdown."""

    text: str
    start: int
    end: int


_MARKUP: Final = re.compile(
    r"`[^`\n]*`"  # code
    r"|!?\[(?P<label>[^\]\n]*)\](?:\([^)\n]*\))"  # a link or picture: what it is called is read, where it leads is not
    r"|<?\bhttps?://[^\s<>]+>?"
    r"|\\(?=[!-/:-@\[-`{-~])"
    r"|(?<!\w)_+(?=\w)|(?<=[\w.,!?…])_+(?!\w)|[*~]+"
    r"|^[ \t]*(?:>|\#{1,6}[ \t]|[-+][ \t]|\d{1,3}[.)][ \t])",
    re.MULTILINE,
)
_SIGN: Final = re.compile(r"[`*_~\[\\<>#’ʼ“”\u00a0\u202f]|https?:|^[ \t]*(?:[-+]|\d{1,3}[.)])[ \t]", re.MULTILINE)
"""What a text without any markup has none of: most texts, found out in one pass."""
_SAME: Final = str.maketrans({"’": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})

_QUOTE: Final = re.compile('["“”«„]')
_QUOTED: Final = re.compile(r'"(?:[^"\n]|\n(?![ \t]*\n))*"?|«[^»]*»|„[^"“”]*["“”]')

_NOT_A_BREAK: Final = re.compile(r"[^\n]")

_WORD: Final = re.compile(r"[^\W_]+(?:['.,:@/&-][^\W_]+)*")
_TERM: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

_BLOCK: Final = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-+*]|\d{1,3}[.)])[ \t])|\n(?=[ \t]*(?:#{1,6}[ \t]|>))")
"""Where a new paragraph, item, heading or quotation begins: whatever stands before it is no part of its sentence."""
_STOP: Final = re.compile(r"(?P<stop>[.!?…。！？]+)[\"')\]»”]*(?=\s+(?P<next>[\"'(\[«“¿¡]*\S)|\s*$)")

_NAMED: Final = ("dr", "fr", "jr", "messrs", "mr", "mrs", "ms", "mx", "prof", "rev", "revd", "sr", "st")
_TITLES: Final = frozenset((*_NAMED, "vs", "e.g", "i.e", "cf", "approx"))
"""Abbreviations that a name or more of the sentence follows."""
_BEFORE_FIGURES: Final = frozenset(("fig", "no", "nos", "p", "pp", "art", "sec", "vol", "ch", "ext", "tel"))
"""Abbreviations only where a figure follows: "No. 7" is one, and "No. Seven came." is an answer and a sentence."""


def blanked(text: str, names: Collection[str] = ()) -> str:
    """The text with Markdown's own signs as blanks, letter for letter in the same places; all quotation marks alike.

    Full stops inside ``names`` ("St. Ives Ltd.") become blanks too, as they end no sentence.
    """
    found = _MARKUP.sub(_blank, text.translate(_SAME)) if _SIGN.search(text) else text
    for name in names:
        found = found.replace(name, name.replace(".", " "))
    return found


def sentences(text: str, names: Collection[str] = ()) -> Iterator[Piece]:
    """The sentences of a Markdown text. A line break inside a paragraph is none, and each item of a list is its own."""
    whole = blanked(text, names)
    begin = 0
    for block in (*_BLOCK.finditer(text), None):
        end = block.start() if block else len(whole)
        yield from _in_block(whole, begin, end)
        begin = block.end() if block else end


def words(text: str) -> list[Piece]:
    """The words of a Markdown text as a reader counts them: "don't", "e-mail", "10:30" and "1,000" are one each."""
    return [Piece(found[0], found.start(), found.end()) for found in _WORD.finditer(blanked(text))]


def terms(text: str) -> list[Piece]:
    """The words of a text as phrases are looked up in it: small letters, and "follow-up" is two."""
    return [Piece(found[0].casefold(), found.start(), found.end()) for found in _TERM.finditer(blanked(text))]


def counted(text: str) -> list[str]:
    """The words of a text that has no Markdown, or no longer."""
    return _WORD.findall(text)


def has_words(text: str) -> bool:
    """Whether there is anything to read in a text without Markdown."""
    return _TERM.search(text) is not None


def unquoted(text: str) -> str:
    """The text with all that stands between quotation marks as blanks, letter for letter in the same places.

    A quotation that is not closed goes on to the end of its paragraph.
    """
    return _QUOTED.sub(_blank, text.translate(_SAME)) if _QUOTE.search(text) else text


def _in_block(whole: str, begin: int, end: int) -> Iterator[Piece]:
    start = begin
    for found in _STOP.finditer(whole, begin, end):
        if _ends(whole[start : found.end("stop")], found["stop"], found["next"] or ""):
            yield from _piece(whole, start, found.end())
            start = found.end()
    yield from _piece(whole, start, end)


def _ends(before: str, stop: str, following: str) -> bool:
    """Whether a stop ends the sentence, from what stands before it and the letter that follows the blanks after it."""
    first = following.lstrip("\"'([«“")[:1]
    if first.islower():
        return False
    last = before[:-1].split()[-1:] if stop == "." else []
    word = last[0].lstrip("\"'([") if last else ""
    if word.casefold() in _BEFORE_FIGURES:
        return not first.isdigit()
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    return not is_initial and word.casefold() not in _TITLES


def _piece(whole: str, start: int, end: int) -> Iterator[Piece]:
    text = whole[start:end]
    if has_words(text):
        start += len(text) - len(text.lstrip())
        yield Piece(text.strip(), start, start + len(text.strip()))


def _blank(found: re.Match[str]) -> str:
    label = found.groupdict().get("label")
    if label is None:
        return found[0] if found[0].isspace() else _NOT_A_BREAK.sub(" ", found[0])
    begin = found.start("label") - found.start()
    return " " * begin + label + " " * (len(found[0]) - begin - len(label))
