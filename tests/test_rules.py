"""Every rule's page is a test: what it shows as reported is reported, where it says so, and what it accepts is not."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

import builder.rules
from builder.diagnostics import Finding
from builder.pipeline import check
from builder.rules import Rule, all_rules
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource

HEAD = "format: 1\ntitle: An example\n"


def examples(rule: Rule, heading: str) -> list[str]:
    """The indented stories under a heading of the rule's page."""
    blocks = re.findall(rf"^{heading}:\n\n((?:(?: {{4}}.*)?\n)+)", rule.page, re.MULTILINE)
    return [textwrap.dedent(block).strip("\n") + "\n" for block in blocks]


def findings(rule: Rule, example: str) -> tuple[Finding, ...]:
    """What the rule says of an example; all else that is said of it must come from other rules."""
    story = StorySource("example", Source("example.yml", (HEAD + example).encode()))
    checked = check(CourseSources((story,)), Settings())
    assert checked.graphs, [each.diagnostic for each in checked.findings]
    return tuple(each for each in checked.findings if each.diagnostic.rule == rule.name)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_rule_reports_what_its_page_says_and_where(rule: Rule) -> None:
    assert examples(rule, "Reported")
    for example in examples(rule, "Reported"):
        lines = (HEAD + example).splitlines()
        marked = [number for number, line in enumerate(lines, 1) if line.endswith(f"# <- {rule.name}")]
        assert marked
        assert [each.mark.span.line for each in findings(rule, example)] == marked


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_rule_accepts_what_its_page_says(rule: Rule) -> None:
    assert examples(rule, "Accepted")
    for example in examples(rule, "Accepted"):
        assert not findings(rule, example)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_rule_says_what_is_wrong_and_what_to_do(rule: Rule) -> None:
    for example in examples(rule, "Reported"):
        for finding in findings(rule, example):
            diagnostic = finding.diagnostic
            assert diagnostic.message.endswith(".") and diagnostic.help.endswith(".")
            assert diagnostic.severity is rule.severity
            assert diagnostic.story == "example"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_a_page_says_what_the_fault_is_why_it_matters_and_how_to_mend_it(rule: Rule) -> None:
    first, second, *_ = rule.page.split("\n\n")
    assert first.endswith(".") and "\n" not in first
    assert not second.startswith("Reported:")
    assert re.search(r"^To mend it, ", rule.page, re.MULTILINE)


def test_the_name_of_a_rule_is_the_name_of_its_file() -> None:
    folder = Path(builder.rules.__file__).parent
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert {rule.name for rule in all_rules()} == files
