"""Whole reports, as an author sees them: each story here comes with the report that `coolhead check` prints for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.pipeline import Checked, check
from builder.reports.text import render
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource

STORIES = sorted(Path(__file__).parent.glob("*.yml"))


def checked(path: Path) -> Checked:
    story = StorySource(path.stem, Source(f"stories/{path.name}", path.read_bytes()))
    return check(CourseSources((story,)), Settings())


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_and_its_report_belong_together(path: Path) -> None:
    report = render(checked(path).report())
    assert report.encode() == path.with_suffix(".txt").read_bytes(), report


def test_ten_planted_mistakes_of_ten_sorts_are_ten_findings() -> None:
    [path] = [path for path in STORIES if path.stem == "ten-mistakes"]
    found = [(each.diagnostic.rule, each.mark.span.line) for each in checked(path).findings]
    assert found == [
        ("yaml-syntax", 3),
        ("wrong-type", 5),
        ("unknown-key", 9),
        ("value-out-of-range", 13),
        ("unknown-destination", 27),
        ("missing-key", 31),
        ("bad-expression", 36),
        ("unknown-name", 40),
        ("wrong-exit", 42),
        ("repeated-key", 49),
    ]
