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
_SAME: Final = str.maketrans({"’": "'", "ʼ": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})

_QUOTED: Final = re.compile(r'"(?:[^"\n]|\n(?![ \t]*\n))*"?|«[^»]*»|„[^"“”]*["“”]')

_WORD: Final = re.compile(r"[^\W_]+(?:['.,:@/&-][^\W_]+)*")
_TERM: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")

_BLOCK: Final = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-+*]|\d{1,3}[.)])[ \t])|\n(?=[ \t]*(?:#{1,6}[ \t]|>))")
"""Where a new paragraph, item, heading or quotation begins: whatever stands before it is no part of its sentence."""
_STOP: Final = re.compile(r"(?P<stop>[.!?…。！？]+)[\"')\]»”]*(?=\s+(?P<next>[\"'(\[«“¿¡]*\S)|\s*$)")

_TITLES: Final = frozenset(
    (
        "dr",
        "fr",
        "jr",
        "messrs",
        "mr",
        "mrs",
        "ms",
        "mx",
        "prof",
        "rev",
        "revd",
        "sr",
        "st",
        "vs",
        "e.g",
        "i.e",
        "cf",
        "approx",
    )
)
"""Abbreviations that a name or more of the sentence follows."""
_BEFORE_FIGURES: Final = frozenset(("fig", "no", "nos", "p", "pp", "art", "sec", "vol", "ch", "ext", "tel"))
"""Abbreviations only where a figure follows: "No. 7" is one, and "No. Seven came." is an answer and a sentence."""


def blanked(text: str, names: Collection[str] = ()) -> str:
    """The text with Markdown's own signs as blanks, letter for letter in the same places; all quotation marks alike.

    Full stops inside ``names`` ("St. Ives Ltd.") become blanks too, as they end no sentence.
    """
    found = _MARKUP.sub(_blank, text.translate(_SAME))
    for name in names:
        if "." in name:
            found = re.sub(re.escape(name), lambda each: each[0].replace(".", " "), found)
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


def unquoted(text: str) -> str:
    """The text with all that stands between quotation marks as blanks, letter for letter in the same places.

    A quotation that is not closed goes on to the end of its paragraph.
    """
    return _QUOTED.sub(_blank, text.translate(_SAME))


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
    if stop != ".":
        return True
    last = re.search(r"([^\s\"'(\[]+)\.$", before)
    word = last[1].casefold() if last else ""
    if word in _TITLES:
        return False
    if word in _BEFORE_FIGURES:
        return not first.isdigit()
    initial = last is not None and len(last[1]) == 1 and last[1].isupper() and last[1] != "I"
    return not initial


def _piece(whole: str, start: int, end: int) -> Iterator[Piece]:
    text = whole[start:end]
    if _TERM.search(text):
        start += len(text) - len(text.lstrip())
        yield Piece(text.strip(), start, start + len(text.strip()))


def _blank(found: re.Match[str]) -> str:
    label = found.groupdict().get("label")
    if label:
        return "".join(
            " " if letter != "\n" else letter for letter in found[0][: found.start("label") - found.start()]
        ) + (label + " " * (found.end() - found.end("label")))
    return re.sub(r"[^\n]", " ", found[0])
