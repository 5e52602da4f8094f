"""Reading on after a YAML mistake: the entry that holds it is set aside, so that all others are still read."""

from __future__ import annotations

import re
from typing import Final

SET_ASIDE: Final = "set-aside"
"""The alias ``*set-aside`` stands where an entry was set aside; what it stands for has been reported."""

_KEY = r"(?P<key>\w[\w-]*|\"[^\"\n]*\"|'[^'\n]*')"
_ENTRY = re.compile(rf"(?P<lead>\s*(?:- +)*){_KEY}\s*:(?: |$)|(?P<tight>\s*(?:- +)*\w[\w-]*):(?=[^ ])")
_ITEM = re.compile(r"(?P<lead>\s*(?:- +)*)-(?!-)")
_WORD = re.compile(r"(?P<lead>\s+)(?P<key>\w[\w-]*)\s*")
_PROSE = re.compile(r"\s*\S*\w")
_CLOSERS = re.compile(r"\s*[\]}]+,?\s*")


def without_entry(text: str, at: int) -> str | None:
    """The text with the entry that begins on line ``at`` (from 0) set aside, or None where no entry begins there.

    Every other line keeps its number. An entry is a key or a list item with all that is indented below it.
    """
    lines = text.split("\n")
    if entry := _ENTRY.match(lines[at]):
        key = entry["tight"] or entry["lead"] + entry["key"]
        indent = len(key) - len(key.lstrip(" -"))
        lines[at] = f"{key}: *{SET_ASIDE}"
    elif item := _ITEM.match(lines[at]):
        indent = len(item["lead"])
        lines[at] = f"{item['lead']}- *{SET_ASIDE}"
    elif word := _WORD.fullmatch(lines[at]):
        indent = len(word["lead"])
        lines[at] = f"{word['lead']}{word['key']}: *{SET_ASIDE}"
    elif _PROSE.match(lines[at]):
        return _without_prose(lines, at)
    else:
        return None
    for below in range(at + 1, len(lines)):
        line = lines[below].lstrip()
        if not line or _depth(lines[below]) > indent or _CLOSERS.fullmatch(line):
            lines[below] = ""
        elif not line.startswith("#"):
            break
    return "\n".join(lines)


def _without_prose(lines: list[str], at: int) -> str:
    """The lines without some that are text and not indented like it; if they might be keys, that is noted."""
    indent = _depth(lines[at])
    below = at
    while below < len(lines) and (
        not lines[below].strip() or (_depth(lines[below]) == indent and _is_prose(lines[below]))
    ):
        lines[below] = ""
        below += 1
    if below == len(lines) or _depth(lines[below]) <= indent:
        lines[at] = f"{' ' * indent}x-line-{at + 1}: *{SET_ASIDE}"
    return "\n".join(lines)


def _is_prose(line: str) -> bool:
    return not _ENTRY.match(line) and not _ITEM.match(line) and _PROSE.match(line) is not None


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
