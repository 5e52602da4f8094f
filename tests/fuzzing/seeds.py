"""What fuzzing begins with: files that are whole and files that are not, and the words they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from random_stories import random_story

from builder.storyfile.keys import SHAPES

_TESTS: Final = Path(__file__).parents[1]
_ROOT: Final = _TESTS.parent
_SIGNS: Final = (
    *":>{}[],'\"\t\r\x85\u2028\ufeff\ud800\u202e\0",
    *(": ", "- ", "# ", "? ", "&a ", "*a", "!a ", "!!str ", "<<: ", "---\n", "...\n", "%YAML 1.2\n", "\r\n", "\\x41"),
    *("|\n  ", ">-\n  ", "\n  - ", "\n    "),
)
_EXPRESSIONS: Final = (
    "tension >= 3 and not told or visited(on-hold)",
    "100 - 5 * tension + min(trust, max(2, -3))",
    "(plan == re-send) != (told == false)",
    "((((tension))))",
    "not not told and plan != none",
)
_PROSE: Final = (
    "Two **days**. *Two* `days` [I have](https://example.org/a_(b)) waited.\n\n- one\n- two\n\n> said\n\n1. a",
    "# Loud\n\nquiet\n=====\n<b onclick=x>&lt;\\*&amp;&#x3c;</b> <https://a.b> <a@b.c>\n\n```\nx\n```",
    "***\n\n* a\n\n      code\n  * b  \n    c\\\n    d\n\n[a]: javascript:b 'c'\n\n[x][a] ![i](j)",
)
_CODES: Final = ("-", "0", "02", "2010", "0000000000000000", "zZ9")


def seeds(target: str) -> Iterator[bytes]:
    """What a target begins with."""
    match target:
        case "expression":
            yield from (each.encode() for each in _EXPRESSIONS)
        case "markdown":
            yield from (each.encode() for each in _PROSE)
        case "play":
            yield from (each.encode() for each in _CODES)
        case _:
            yield from _files()


def _files() -> Iterator[bytes]:
    for folder in ("tests/browser/small/stories", "tests/mistakes", "builder/hosts/templates", "stories"):
        files = sorted((_ROOT / folder).rglob("*.yml"))
        yield from (file.read_bytes() for file in files if file.stat().st_size < 8_000)
    yield from (random_story(seed).encode() for seed in range(30))
    yield b"---\nsources: [a, b]\ntitle: A page\n---\n# A page\n"


def words(target: str) -> Iterator[str]:
    """What the files, texts and codes of a target are made of."""
    match target:
        case "expression":
            yield from ("and", "or", "not", "(", ")", "==", "!=", "<=", ">=", "min(", "max(", "visited(", "hello")
            yield from ("on-hold", "tension", "trust", "told", "plan", "none", "lost")
        case "markdown":
            yield from ("](", "![", "](javascript:", "<script>", "&#", "&lt;", "```", "~~~", "***", "    ", "\n\n")
            yield from ("](<", "data:", "vbscript:", "//", "\\", "onclick=", "<!--", "[a]: ", "<http:", "  \n")
        case "play":
            yield from ("-", "0", "zZ")
        case _:
            yield from _SIGNS
            yield from sorted({f"{key.name}: " for shape in SHAPES for key in shape.keys})


def dictionary(target: str) -> str:
    """The words as libFuzzer reads them, one a line."""
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass")) for word in words(target))
    return "".join(f'"{line}"\n' for line in lines)


LONGEST: Final[Mapping[str, int]] = {"expression": 1_200, "markdown": 1_000, "play": 200}
"""Bytes of one input; longer ones find nothing more, and are looked into apart."""
