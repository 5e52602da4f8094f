"""Every rule's page is true: what it says is reported is, line by line, and what it says is accepted is."""

from __future__ import annotations

import re
import textwrap

import pytest

from builder.diagnostics import Finding, Page
from builder.pipeline import check
from builder.rules import all_pages
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource

PAGES = all_pages().values()
MEDIA = frozenset({"phone.svg"})
LIMIT = 5_000
"""Combinations that a search takes on here: little enough for an example to go past it."""
HEAD = "format: 1\ntitle: An example\nstatus: published\n"


def example(page: Page, heading: str) -> str:
    found = re.search(rf"^{heading}:\n\n((?:(?:    .*)?\n)+)", page.text, re.MULTILINE)
    assert found, f"the page of {page.rule} has no example under {heading}:"
    return HEAD + textwrap.dedent(found[1])


def sources(text: str) -> CourseSources:
    """The files of an example: one story, or several files under comments that name them."""
    parts = re.split(r"^# stories/(\S+)\.yml\n", text, flags=re.MULTILINE)
    if len(parts) == 1:
        return CourseSources((StorySource("example", Source("stories/example.yml", text.encode()), MEDIA),))
    texts = dict(zip(parts[1::2], parts[2::2], strict=True))
    around = {
        name: Source(f"stories/{name}.yml", texts.pop(name).encode())
        for name in ("course", "skills", "sources")
        if name in texts
    }
    stories = (StorySource(id, Source(f"stories/{id}.yml", (HEAD + each).encode())) for id, each in texts.items())
    return CourseSources(tuple(stories), around.get("course"), around.get("skills"), statements=around.get("sources"))


def findings(story: str) -> tuple[Finding, ...]:
    return check(sources(story), Settings(limit=LIMIT)).findings


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule)
def test_what_a_page_marks_is_reported_there_and_nowhere_else(page: Page) -> None:
    story = example(page, "Reported")
    mark = f"# <- {page.rule}"
    found = [each.mark for each in findings(story) if each.diagnostic.rule == page.rule]
    assert all(each.line.endswith(mark) for each in found)
    assert len({(each.span.file, each.span.line) for each in found}) == len(found) == story.count(mark) > 0


@pytest.mark.parametrize("page", [page for page in PAGES if page.fixed], ids=lambda page: page.rule)
def test_one_fault_of_reading_or_linking_is_one_finding(page: Page) -> None:
    assert {each.diagnostic.rule for each in findings(example(page, "Reported"))} == {page.rule}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule)
def test_what_a_page_accepts_is_accepted(page: Page) -> None:
    assert page.rule not in {each.diagnostic.rule for each in findings(example(page, "Accepted"))}
    assert not any(all_pages()[each.diagnostic.rule].fixed for each in findings(example(page, "Accepted")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule)
def test_a_page_begins_with_a_sentence_and_ends_with_the_mend(page: Page) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*\.", page.text.splitlines()[0])
    assert page.sentence == page.text.splitlines()[0]
    assert page.text.strip().split("\n\n")[-1].startswith("To mend it, ")
