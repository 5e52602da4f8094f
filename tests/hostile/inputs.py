"""Bad input by name, and what each is answered with: `make hostile` prints it as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from marked import choice, findings_in, scene, story

from builder.diagnostics import Finding

KILO: Final = 1_000
LARGE: Final = 50 * 2**20
"""How much of an input that repeats itself: a little for the tests, as much as this for the table."""


@dataclass(frozen=True)
class BadInput:
    """A file of so many bytes, more or less, and the rules that report it; none where it is read as it stands."""

    name: str
    make: Callable[[int], str | bytes]
    rules: tuple[str, ...]

    def findings(self, size: int = 100 * KILO) -> tuple[Finding, ...]:
        """What a course with this story is told."""
        return findings_in(self.make(size))


def bad(name: str, text: str | bytes, *rules: str) -> BadInput:
    return BadInput(name, lambda size: text, rules)


def repeated(name: str, before: str, unit: str, *rules: str, after: str = "\n") -> BadInput:
    return BadInput(name, lambda size: before + unit * (size // len(unit.encode())) + after, rules)


def counted(name: str, before: str, line: str, *rules: str) -> BadInput:
    """The same with another number in every line."""
    return BadInput(name, lambda size: before + "".join(line.format(n) for n in range(size // len(line) // 2)), rules)


Y: Final = "yaml-syntax"
OWN: Final = story("") + "x-own:\n"
GO: Final = "\ngoto: her-story"


def when(expression: str) -> str:
    return choice(f"say: a\nwhen: {expression}{GO}")


def _bombs() -> Iterator[BadInput]:
    aliases = "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9) if n else 'x'}]\n" for n in range(30))
    yield bad("an alias bomb: thirty anchors, each nine times the one before", story(aliases), Y, "unknown-key")
    for bracket, name in (("[", "brackets"), ("{x-a: ", "braces"), ("- ", "dashes")):
        yield bad(f"{name} 100,000 deep", bracket * 100_000, "too-large")
    yield bad("question marks 100,000 deep", "? " * 100_000, Y, "too-large")
    yield bad("indentation 3,000 deep", "".join(" " * n + "x-a:\n" for n in range(3_000)), "too-large")
    yield repeated("a file of opening brackets", "", "[", "too-large")
    yield repeated("a file of one text", OWN + "  - |\n", "    word\n")
    yield repeated("a file of one word", OWN + "  - ", "w")
    yield repeated("a file of line ends", "", "\n", "wrong-type")
    yield repeated("a file of NULs", "", "\0", Y)
    yield repeated("a file of bells", OWN + "  - a", "\a", Y)
    yield repeated("a file of mistakes", OWN, "  - a: b: c\n", Y)
    yield repeated("a file of aliases", OWN, "  - *a\n", Y)
    yield repeated("a file of tags", OWN, "  - !a b\n", Y)
    yield counted("a file of anchors", OWN, "  - &a{} b\n", Y)
    yield counted("a file of repeated keys", OWN, "  k{0}: 1\n  k{0}: 1\n", "repeated-key")
    yield counted("a file of unknown keys", story(""), "k{}: 1\n", "unknown-key")
    yield repeated("a file of small mappings", OWN + "  - [", "{a},", after="]\n")
    sections = story("", without="scenes") + "scenes:\n"
    yield counted(
        "a file of scenes that lead nowhere", sections, "  a{}: {{text: x, next: b}}\n", "unknown-destination"
    )


def _yaml() -> Iterator[BadInput]:
    yield bad("a key that is a number", story("7: x"), "unknown-key")
    yield bad("a key that is true", story("true: x"), "unknown-key")
    yield bad("a key that is nothing", story("~: x"), "unknown-key")
    yield bad("a key that is empty", story(": x"), Y)
    yield bad("a key that is a list", story("[a, b]: x"), Y)
    yield bad("a key that is a mapping", story("{a: b}: x"), Y)
    yield bad("a key of several lines", story("? |\n  a\n  b\n: x"), "unknown-key")
    yield bad("a key twice", story("title: A\ntitle: B"), "repeated-key")
    for tag in ("!!python/object/apply:os.system", "!!binary", "!!set", "!!int", "!own", "!<tag:example.com,2000:x>"):
        yield bad(f"the tag `{tag}`", choice(f"say: {tag} [ls]{GO}"), Y)
    yield bad("an anchor into itself", story("x-a: &a [*a]"), Y)
    yield bad("an anchor into a circle of two", story("x-a: &a [&b {c: *a}, *b]"), Y)
    yield bad("a merge with itself", story("x-a: &a {<<: *a}"), Y)
    yield bad("a directive for another YAML", "%YAML 9.9\n---\n" + story(""), Y)
    yield bad("a directive for tags", "%TAG ! tag:example.com,2000:\n---\n" + story(""))
    yield bad("two documents", story("") + "---\na: b\n", Y)
    yield bad(
        "a number of 1,000 digits", scene("text: x\nset: {tension: " + "9" * 1_000 + "}\nnext: her-story"), "too-large"
    )
    for number in ("1e999", ".nan", "-.inf", "0x10", "0o7"):
        yield bad(
            f"the number `{number}`", scene(f"text: x\nset: {{tension: {number}}}\nnext: her-story"), "wrong-type"
        )

    for text in ("1_000", "12:30:45", "2026-11-20", "-"):
        body = f"text: x\nset: {{tension: {text}}}\nnext: her-story"
        yield bad(f"the text `{text}` for a number", scene(body), "value-out-of-range")


def _characters() -> Iterator[BadInput]:
    said = "say: Sorry{}."
    yield bad("a NUL in a text", choice(said.format("\0") + GO), Y)
    yield bad("half a surrogate pair, escaped", choice('say: "Sorry \\ud800."' + GO), Y)
    yield bad(
        "half a surrogate pair, as bytes",
        choice(said.format("§") + GO).encode().replace("§".encode(), b"\xed\xa0\x80"),
        Y,
    )
    yield bad(
        "a letter spelled with too many bytes",
        choice(said.format("§") + GO).encode().replace("§".encode(), b"\xc0\x80"),
        Y,
    )
    yield bad("a file cut off within a letter", story("").encode() + "x-own: é".encode()[:-1], Y)
    yield bad("a byte order mark", b"\xef\xbb\xbf" + story("").encode())
    yield bad("a byte order mark within a text", choice(said.format("\ufeff") + GO))
    yield bad("UTF-16 with a mark", story("").encode("utf-16"))
    yield bad("UTF-16 without a mark", story("").encode("utf-16-be"), Y)
    yield bad("UTF-32", story("").encode("utf-32"), Y)
    yield bad("Latin-1", choice("say: Café" + GO).encode("latin-1"), Y)
    yield bad("lines ended as on Windows", story("").replace("\n", "\r\n"))
    yield bad("lines ended as on old Macs", story("").replace("\n", "\r"))
    yield bad("U+0085, U+2028 and U+2029 in a text", choice(said.format("\x85\u2028\u2029") + GO))
    yield bad("a right-to-left override in a text", choice(said.format("\u202e") + GO))
    yield bad("a right-to-left override in an id", scene("text: x\nnext: \u202eher-story"), "unknown-destination")
    yield bad("a space without width in an id", scene("text: x\nnext: her-\u200bstory"), "unknown-destination")
    yield bad("a Cyrillic letter in an id", scene("text: x\nnext: hеr-story"), "unknown-destination")
    yield bad("a terminal's colours", choice(said.format("\x1b[31m") + GO), Y)
    word = "w" * 10_000
    yield bad("a word of 10,000 letters", choice(f"say: {word}{GO}"))
    yield bad("an id of 10,000 letters", scene(f"text: x\nnext: {word}"), "unknown-destination")
    yield bad("a key of 10,000 letters", story(f"{word}: x"), Y)
    yield bad("a variable of 10,000 letters", when(word), "bad-expression")


def _names() -> Iterator[BadInput]:
    rest = "outcomes: {end: {result: success, title: A}}\nscenes:\n  hello: {text: x, next: end}\n"
    for name in ("../../etc/passwd", "a/b", "/etc", "..", ".", "%2e%2e", "C:\\a", "-a", "a_b", "A", "__proto__", "<b>"):
        yield bad(f"the id `{name}`", story(rest + f"  {name!r}: {{text: x, next: end}}\n"), "bad-id")
    for name in ("index", "con", "constructor", "map"):
        yield bad(f"the id `{name}`", story(rest + f"  {name}: {{text: x, next: end}}\n"))
    files = ("../a.png", "/etc/passwd", "C:\\a.png", "a\\b.png", "https://example.org/a.png", "file:///etc/passwd")
    for name in (*files, "javascript:alert(1)", "data:image/png;base64,AA", "//example.org/a.png", "a\x7f.png"):
        shown = name.encode("unicode_escape").decode()
        yield bad(
            f"the picture `{shown}`",
            scene(f'text: x\nmedia: {{image: "{shown}", alt: a}}\nnext: her-story'),
            "missing-file",
        )


def _expressions() -> Iterator[BadInput]:
    deep = 10_000
    yield bad("parentheses 10,000 deep", when("(" * deep + "true" + ")" * deep), "bad-expression")
    yield bad("`not` 10,000 times", when("not " * deep + "true"), "bad-expression")
    yield bad("minus 10,000 times", when('"' + "-" * deep + 'tension > 1"'), "bad-expression")
    yield bad("`or` 10,000 times", when("has_name or " * deep + "true"), "bad-expression")
    yield bad("parentheses 400 deep", when("(" * 400 + "true" + ")" * 400), "bad-expression")
    yield bad("`1 + 1 + …`, 240 times", when("1 + " * 240 + "1 > tension"))
    yield bad("a number of 900 digits", when("tension > " + "9" * 900), "bad-expression")
    yield bad("a product past all bounds", when("tension" + " * tension" * 40 + " > 1"), "bad-expression")
    for text in (
        "tension.__class__",
        "tension[0]",
        "lambda: 1",
        "tension; has_name",
    ):
        yield bad(f"the condition `{text}`", when(f'"{text}"'), "bad-expression")
    yield bad("the condition `__import__('os')`", when("__import__('os')"), "unknown-name", "bad-expression")
    yield bad(
        "a scene with 1,000 choices",
        scene("text: x\nchoices:\n" + "  - {say: a, goto: her-story}\n" * 1_000),
        "too-large",
    )
    yield bad(
        "a number with a million values",
        story("state: {tension: {start: 5, min: 0, max: 1000000}, has_name: false}"),
        "too-large",
    )


INPUTS: Final = (*_bombs(), *_yaml(), *_characters(), *_names(), *_expressions())
