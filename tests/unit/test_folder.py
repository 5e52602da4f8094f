"""Finding a course on disk: what is read, what may be shown, and what is said where something is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.diagnostics import BuilderError
from builder.hosts.folder import find_course, read_course_folder
from builder.sources import Source


@pytest.fixture
def course(tmp_path: Path) -> Path:
    stories = tmp_path / "stories"
    (stories / "late" / "faces").mkdir(parents=True)
    (stories / "late" / "story.yml").write_text("late")
    (stories / "late" / "faces" / "priya.svg").write_text("<svg/>")
    (stories / "bill.yml").write_text("bill")
    (stories / "till.svg").write_text("<svg/>")
    (stories / "course.yml").write_text("course")
    (stories / "skills.yml").write_text("skills")
    (stories / "phrases.yml").write_text("phrases")
    (stories / "sources.yml").write_text("sources")
    (stories / "more").mkdir()
    (stories / "more" / "aftermath.md").write_text("late")
    (stories / "care.md").write_text("care")
    (stories / ".hidden.md").write_text("hidden")
    return tmp_path


def ids(*paths: Path) -> list[str] | None:
    found = find_course(paths)
    assert [story.id for story in found.sources.stories] == ["bill", "late"]
    return None if found.only is None else sorted(found.only)


def test_a_course_is_its_stories_sorted_and_what_lies_around_them(course: Path) -> None:
    found = find_course([course])
    assert [(story.id, story.source.name, story.source.data) for story in found.sources.stories] == [
        ("bill", "stories/bill.yml", b"bill"),
        ("late", "stories/late/story.yml", b"late"),
    ]
    assert found.sources.course is not None
    assert found.sources.skills is not None
    assert found.sources.phrases is not None
    assert (found.sources.course.name, found.sources.skills.data) == ("stories/course.yml", b"skills")
    assert found.sources.phrases == Source("stories/phrases.yml", b"phrases")
    assert found.sources.statements == Source("stories/sources.yml", b"sources")
    assert found.sources.pages == (
        Source("stories/care.md", b"care"),
        Source("stories/more/aftermath.md", b"late"),
    )


def test_whatever_path_is_named_the_course_around_it_is_found(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = course / "stories"
    assert ids(course) is None
    assert ids(stories) is None
    assert ids(stories / "course.yml") is None
    assert ids(stories / "bill.yml") == ["bill"]
    assert ids(stories / "late") == ["late"]
    assert ids(stories / "late" / "story.yml", stories / "bill.yml") == ["bill", "late"]
    monkeypatch.chdir(course)
    assert ids() is None
    monkeypatch.chdir(stories)
    assert ids() is None
    assert ids(Path("bill.yml")) == ["bill"]
    monkeypatch.chdir(stories / "late")
    assert ids(Path()) == ids(Path("story.yml")) == ["late"]


def test_files_are_named_from_the_course_whatever_its_folder_of_stories_is_called(tmp_path: Path) -> None:
    (tmp_path / "tales").mkdir()
    (tmp_path / "tales" / "late.yml").write_text("late")
    assert [story.source.name for story in find_course([tmp_path / "tales"]).sources.stories] == ["tales/late.yml"]
    deeper = find_course([tmp_path / "tales"], root=tmp_path.parent).sources
    assert [story.source.name for story in deeper.stories] == [f"{tmp_path.name}/tales/late.yml"]


def test_a_story_may_show_the_files_of_its_own_folder_and_no_other(course: Path) -> None:
    outside = course / "secret.svg"
    outside.write_text("<svg/>")
    late = course / "stories" / "late"
    (late / "leak.svg").symlink_to(outside)
    (late / "again.svg").symlink_to(late / "faces" / "priya.svg")
    (late / "loop").symlink_to(late)
    (late / ".hidden.svg").write_text("<svg/>")
    media = {story.id: story.media for story in read_course_folder(course / "stories").stories}
    assert media["late"] == {"faces/priya.svg", "again.svg"}
    assert "till.svg" in media["bill"]
    assert not {name for name in media["bill"] if name.endswith(".yml")}


def test_no_more_of_a_file_is_read_than_shows_that_it_is_too_large(course: Path) -> None:
    found = read_course_folder(course / "stories", limit=2)
    assert [story.source.data for story in found.stories] == [b"bil", b"lat"]


def test_what_an_editor_leaves_behind_is_no_story(course: Path) -> None:
    (course / "stories" / ".#bill.yml").symlink_to("somebody@somewhere")
    (course / "stories" / ".git").mkdir()
    assert ids(course) is None


def said(*paths: Path) -> str:
    with pytest.raises(BuilderError) as error:
        find_course(paths)
    return str(error.value)


def test_two_stories_of_one_name_are_told_apart_by_the_author(course: Path) -> None:
    (course / "stories" / "late.yml").write_text("late")
    assert "late.yml and late/story.yml would be the same story" in said(course)


def test_a_place_without_stories_says_where_the_first_one_goes(tmp_path: Path) -> None:
    assert f"There are no stories in {tmp_path / 'stories'}" in said(tmp_path)
    (tmp_path / "stories").mkdir()
    assert f"There are no stories in {tmp_path / 'stories'}" in said(tmp_path)


def test_a_path_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    assert str(tmp_path / "gone") in said(tmp_path / "gone")
    with pytest.raises(BuilderError, match="There is no folder"):
        read_course_folder(tmp_path / "gone")


def test_a_file_that_is_no_story_is_refused(course: Path) -> None:
    (course / "late.txt").write_text("late")
    assert "Story files end in .yml" in said(course / "late.txt")
    (course / "stories" / "call.yaml").write_text("call")
    assert "Rename it to call.yml" in said(course)


def test_stories_of_two_courses_are_not_checked_together(course: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "stories"
    other.mkdir(parents=True)
    (other / "call.yml").write_text("call")
    assert "one course at a time" in said(course / "stories" / "bill.yml", other / "call.yml")


def test_a_file_that_cannot_be_read_is_named_and_a_pipe_is_not_waited_for(course: Path) -> None:
    (course / "stories" / "gone.yml").symlink_to(course / "nowhere.yml")
    assert "gone.yml is not an ordinary file" in said(course)
    (course / "stories" / "gone.yml").unlink()
    os.mkfifo(course / "stories" / "pipe.yml")
    assert "pipe.yml is not an ordinary file" in said(course)
