"""Every case of the YAML 1.2 test suite: read as YAML 1.2 says, or refused with a finding, and never misread."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from builder.sources import Source
from builder.storyfile.syntax import BARE, parse, sound

CASES: Final[list[dict[str, Any]]] = json.loads(Path(__file__).with_name("yaml-suite.json").read_text(encoding="utf-8"))
LENIENT: Final = {
    "9C9N": "brackets may end less indented than they began",
    "9JBA": "a comment may touch a closing bracket",
    "CVW2": "a comment may touch a comma",
    "DK95/1": "a tab may begin a line of quoted text",
    "G5U8": "a dash may be text inside brackets",
    "MUS6/0": "a comment may touch a directive",
    "QB6E": "quoted text may go on less indented than it began",
    "S98Z": "a comment may follow a block without text",
    "SU5Z": "a comment may touch a closing quotation mark",
    "X4QW": "a comment may touch the sign of a block",
    "Y79Y/3": "a tab may begin a line inside brackets",
    "YJV2": "a dash may be text inside brackets",
}
"""What is no YAML 1.2 and read all the same, as libyaml reads it: there is only one thing that it can mean."""
SHORT: Final = {"L24T/1": "spaces after the last line of a block do not make one more line"}
"""What is read with a blank less than YAML 1.2 has there."""


def plain(data: Any) -> Any:
    """Data as both sides can have it: of numbers that are not whole only that they are."""
    match data:
        case dict():
            return {key: plain(each) for key, each in data.items()}
        case list():
            return [plain(each) for each in data]
        case float():
            return float
        case _:
            return None if data is BARE else data


def meant(case: dict[str, Any]) -> list[Any]:
    """The documents of a case."""
    text, documents = case["json"].strip(), []
    while text:
        document, end = json.JSONDecoder().raw_decode(text)
        documents.append(document)
        text = text[end:].strip()
    return documents or [None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case_of_the_suite_is_read_as_it_says_or_refused(case: dict[str, Any]) -> None:
    source = Source("a.yml", case["yaml"].encode("utf-8", "surrogatepass"))
    parsed = parse(source)
    assert all(each.rule in ("yaml-syntax", "repeated-key") and each.help for each in parsed.findings)
    at_speed = sound(source, "", lambda name, data: data)
    assert at_speed is None or (not parsed.findings and repr(at_speed) == repr(parsed.data))
    if parsed.findings:
        assert case["id"] not in {*LENIENT, *SHORT}, "say no more that this is accepted"
    elif case.get("fail"):
        assert case["id"] in LENIENT
    elif "json" in case and case["id"] not in SHORT:
        assert [plain(parsed.data)] == plain(meant(case))


def test_the_whole_suite_is_there() -> None:
    assert len(CASES) == 402
    assert len({case["id"] for case in CASES}) == 402
