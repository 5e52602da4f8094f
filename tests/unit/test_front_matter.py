"""What is read at the top of a Markdown page: the sources it meets, and nothing that is somebody else's matter."""

from __future__ import annotations

import pytest

from builder.model import CoursePage
from builder.pipeline import check
from builder.settings import Settings
from builder.sources import CourseSources, Source
from builder.storyfile.front_matter import read_pages


def read(text: str) -> tuple[CoursePage | None, list[str]]:
    pages, findings = read_pages([Source("stories/after-care.md", text.encode())])
    return (pages[0] if pages else None), [each.rule for each in findings]


@pytest.mark.parametrize(
    "text",
    [
        "---\nsources: [a-1, b]\n---\n# Take *care*\n",
        "---\nsources:\n  - a-1\n  - b\ntemplate: x.html\n---\nHello\n\n# Take *care*  \n",
        "\ufeff---  \r\nsources: [a-1, b]\r\n...\r\n# Take *care*\r\n",
    ],
)
def test_a_page_names_its_sources_at_its_top(text: str) -> None:
    assert read(text) == (CoursePage("stories/after-care.md", "Take *care*", ("a-1", "b")), [])


def test_a_page_may_give_itself_a_title() -> None:
    page, _ = read("---\ntitle: Afterwards\nsources: [a-1]\n---\n# Take care\n")
    assert page is not None
    assert page.title == "Afterwards"


def test_a_page_without_a_heading_is_called_by_its_file() -> None:
    page, _ = read("---\nsources: [a-1]\n---\n")
    assert page is not None
    assert page.title == "after care"


@pytest.mark.parametrize(
    "text", ["", "# x\n---\nsources: [a]\n---\n", "---\ntitle: x\n---\n", "---\n---\n# x\n", "---\nsources: [a]\n"]
)
def test_other_pages_name_none(text: str) -> None:
    assert read(text) == (None, [])


def test_what_is_no_list_is_a_finding_at_its_line() -> None:
    page = Source("stories/care.md", b"---\ntitle: Care\nsources: a-1\n---\n# Care\n")
    listed = Source("stories/sources.yml", b"sources: {a-1: {title: One}}")
    (found,) = check(CourseSources((), statements=listed, pages=(page,)), Settings()).findings
    span = found.mark.span
    assert (found.diagnostic.rule, span.file, span.line, span.column) == ("wrong-type", "stories/care.md", 3, 10)
    assert "a list is needed here" in found.diagnostic.message


def test_what_else_is_wrong_at_the_top_is_left_to_the_site_generator() -> None:
    page, findings = read("---\nsources: [a-1]\nicon: !strange x\n---\n")
    assert page is not None
    assert not findings


def test_pages_of_a_course_without_a_list_of_sources_may_mean_something_else() -> None:
    page = Source("stories/care.md", b"---\nsources: a-1\n---\n")
    assert not check(CourseSources((), pages=(page,)), Settings()).findings
