"""Whatever is made of the parts of a story, an expression, a text or a code: findings come out, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final, TypeAlias, TypeVar

from fuzzing.mutation import changed
from fuzzing.targets import TARGETS
from hostile.course import BAD, LINE, story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

Made = TypeVar("Made")
Test: TypeAlias = Callable[[Made], None]


def often(examples: int) -> Callable[[Test[Made]], Test[Made]]:
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


# -- stories: a sound one, some of whose parts are exchanged for others, taken away, or come twice --

ODD: Final[tuple[Any, ...]] = (
    *(None, True, 0, -1, 10**30, 1.5, "", " ", "1", "true", "tension > ", "../a.svg", "__proto__", LINE),
    *([], {}),
)
Step: TypeAlias = tuple[str, float, float, Any]
odd_values = some.sampled_from(ODD) | some.sampled_from(BAD) | some.text(max_size=20)
steps = some.tuples(
    some.sampled_from(["put", "take", "copy", "name"]), some.floats(0, 1), some.floats(0, 1), odd_values
)


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every part of the data: what holds it, and where."""
    inside = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [(data, key) for key, _ in inside] + [place for _, part in inside for place in places(part)]


def worse(data: Any, step: Step) -> None:
    """Change one part of the data."""
    what, one, another, odd = step
    found = places(data)
    if not found:
        return
    (holder, key), (elsewhere, other) = (found[int(where * (len(found) - 1))] for where in (one, another))
    match what:
        case "put":
            holder[key] = deepcopy(odd)
        case "take":
            del holder[key]
        case "copy":
            holder[key] = deepcopy(elsewhere[other])
        case "name" if isinstance(holder, dict):
            holder[str(odd)] = holder.pop(key)


@often(120)
@given(some.lists(steps, max_size=4), some.integers(1, 4) | some.none())
def test_any_story_made_of_a_story_s_parts_is_told_harmlessly_or_has_findings(
    wanted: list[Step], indent: int | None
) -> None:
    data = story()
    for step in wanted:
        worse(data, step)
    TARGETS["pages"](json.dumps(data, indent=indent, ensure_ascii=indent == 2).encode("utf-8", "surrogatepass"))


@often(60)
@given(some.integers(0, 2**32), some.integers(0, 2**32))
def test_any_lines_of_a_story_are_a_story_or_findings(one: int, other: int) -> None:
    text = json.dumps(story(), indent=1).encode()
    TARGETS["story"](changed(changed(text, one), other))


# -- YAML --

words = some.sampled_from(["a", "format", "scenes", "title", "1", "~", "true", "'a'", '"b\\n"', "é", "a: b", "*a", "-"])
before = some.sampled_from(["", "", "", "&a ", "!t ", "!!str ", "? ", "- ", "# c\n", "|\n  ", ">-\n  ", "\t", "%"])
leaves = some.builds("{}{}".format, before, words)
trees = some.recursive(
    leaves,
    lambda inner: some.one_of(
        some.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
        some.lists(some.tuples(inner, inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        ),
        some.lists(some.tuples(words, inner), max_size=3).map(
            lambda pairs: "\n" + "".join(f"{key}: {value}\n" for key, value in pairs).replace("\n", "\n  ")
        ),
        some.lists(inner, max_size=3).map(lambda parts: "\n" + "".join(f"- {part}\n" for part in parts)),
    ),
    max_leaves=12,
)


@often(300)
@given(trees, some.sampled_from(["\n", "\r\n", "\r"]), some.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]))
def test_any_yaml_is_a_course_s_files_or_findings(text: str, line_end: str, encoding: str) -> None:
    TARGETS["story"](text.replace("\n", line_end).encode(encoding))


@often(40)
@given(trees)
def test_any_yaml_is_every_file_of_a_course_or_findings(text: str) -> None:
    TARGETS["course"](f"---\nsources: {text}\n---\n# A page\n".encode())


# -- expressions --

atoms = some.sampled_from(
    [
        *("tension", "trust", "told", "plan", "none", "refund", "re-send", "true", "0", "7", "999999999", "lost"),
        *("visited(hello)", "visited(nowhere)", "visited(", "visited", "nobody", *")=!≥'\0é\u202e"),
    ]
)
signs = some.sampled_from(["and", "or", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "", ",", "is", "not", "%"])
expressions = some.recursive(
    atoms,
    lambda inner: some.one_of(
        some.builds("{} {} {}".format, inner, signs, inner),
        some.builds("({})".format, inner),
        some.builds("{} {}".format, some.sampled_from(["not", "-", "- -", "not not", "("]), inner),
        some.builds("{}({}, {})".format, some.sampled_from(["min", "max", "f"]), inner, inner),
    ),
    max_leaves=12,
)


@often(500)
@given(expressions)
def test_any_expression_means_something_or_has_faults(text: str) -> None:
    TARGETS["expression"](text.encode())


# -- Markdown --

pieces = some.sampled_from(
    [
        *("a", " ", "\n", "\n\n", "  \n", "*", "**", "_", "`", "```\n", "~~~\n", "> ", "- ", "1. ", "# ", "\n---\n"),
        *("    ", "\t", "[x](", ")", "[x][a]", "[a]: ", "<", ">", "![", "](", "\\", "&#x6a;", "&colon;", "&lt;", "&"),
        *("javascript:alert(1)", "JaVa\tScript:", "data:text/html,", "vbscript:", "https://example.org/", "mailto:"),
        *(
            "<script>",
            "</p>",
            "<!--",
            "<a href=x>",
            "onclick=",
            " 'title'",
            "\\]",
            "//x.example",
            "<https://a.example>",
        ),
        *"\"'(\0\u2028\u202eé",
    ]
)


@often(600)
@given(some.lists(pieces | some.sampled_from(BAD), max_size=14).map("".join))
def test_any_prose_is_harmless_html(text: str) -> None:
    TARGETS["markdown"](text.encode())


# -- play codes --


@often(200)
@given(some.text(some.sampled_from("0012zZ-_ /é\0<\u202e٣"), max_size=30) | some.text(max_size=10))
def test_any_play_code_is_played_or_has_a_sentence_about_it(code: str) -> None:
    TARGETS["play"](code.encode("utf-8", "surrogatepass"))
