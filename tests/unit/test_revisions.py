"""A course as it stood at a git revision: what is read of it, and what is said where that cannot be."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from conftest import ROOT
from histories import LATE, History, begin

from builder.diagnostics import BuilderError
from builder.hosts.folder import find_course
from builder.hosts.project import find_project
from builder.hosts.revisions import Revision, course_at, graphs_of


@pytest.fixture
def history(tmp_path: Path) -> History:
    return begin(tmp_path / "course")


def at(history: History, revision: str = "HEAD", below: str = "") -> Revision:
    return course_at(find_project(history.folder / below), revision)


def refusal(history: History, revision: str) -> str:
    with pytest.raises(BuilderError) as refused:
        at(history, revision)
    return str(refused.value)


def test_a_clean_course_is_at_its_last_commit_what_it_is_on_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(ROOT / "stories", folder / "stories")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    history = History(folder)
    history.git("init", "--quiet", "--initial-branch=main")
    history.write("stories/.hidden/story.yml", LATE)
    history.commit()
    found = at(history)
    assert found.sources == find_course([folder / "stories"], root=folder).sources
    assert found.sources.stories and None not in graphs_of(found.sources).values()


def test_the_course_is_as_it_was_and_nothing_on_the_disk_is_touched(history: History) -> None:
    history.replace("stories/late.yml", "all day", "all week")
    before = (history.folder / "stories" / "late.yml").read_bytes()
    (story,) = at(history).sources.stories
    assert b"all day" in story.source.data and b"all week" in before
    assert (history.folder / "stories" / "late.yml").read_bytes() == before
    assert history.git("status", "--porcelain") == "M stories/late.yml"


def test_a_revision_is_a_branch_a_tag_a_commit_or_what_git_makes_of_it(history: History) -> None:
    first = history.git("rev-parse", "HEAD")
    history.git("tag", "--annotate", "v1", "--message", "The first")
    history.git("branch", "draft")
    history.replace("stories/late.yml", "all day", "all week")
    history.commit()
    for name in ("v1", "draft", first, first[:8], "HEAD~1", "main^"):
        assert at(history, name).commit == first
    assert at(history, "v1").title == f"v1 ({first[:10]})" and at(history, first[:8]).title == first[:10]


def test_three_dots_mean_where_the_branch_parted_from_another(history: History) -> None:
    parted = history.git("rev-parse", "HEAD")
    history.git("checkout", "--quiet", "-b", "mine")
    history.commit("Mine")
    history.git("checkout", "--quiet", "main")
    history.commit("Theirs")
    history.git("checkout", "--quiet", "mine")
    assert at(history, "main...").commit == parted != at(history, "main").commit
    assert refusal(history, "mein...") == "git knows no revision `mein`. Did you mean `mine`?"
    history.git("checkout", "--quiet", "--orphan", "elsewhere")
    history.commit("Alone")
    assert "no history in common with `main`" in refusal(history, "main...")


def test_a_course_in_a_folder_of_the_repository_is_found_there(tmp_path: Path) -> None:
    history = begin(tmp_path)
    history.write("training/desk one/mkdocs.yml", "docs_dir: tales\n")
    history.write("training/desk one/tales/late.yml", LATE)
    history.write("training/desk one/tales/early/story.yml", LATE)
    history.write("training/desk one/tales/early/door.svg", "<svg/>")
    history.commit()
    found = at(history, below="training/desk one").sources.stories
    assert [(story.id, story.source.name, sorted(story.media)) for story in found] == [
        ("early", "tales/early/story.yml", ["door.svg"]),
        ("late", "tales/late.yml", ["early/door.svg"]),
    ]


def test_stories_are_looked_for_where_they_were_at_the_time(history: History) -> None:
    history.git("mv", "stories", "tales")
    history.write("mkdocs.yml", "docs_dir: tales\n")
    history.commit()
    history.write("mkdocs.yml", "docs_dir: elsewhere\n")
    assert [story.source.name for story in at(history, "HEAD").sources.stories] == ["tales/late.yml"]


def test_where_their_folder_is_inherited_they_are_looked_for_where_they_are(history: History) -> None:
    history.git("mv", "stories", "talks")
    history.write("base.yml", "docs_dir: talks\n")
    history.write("mkdocs.yml", "INHERIT: base.yml\n")
    history.commit()
    assert [story.id for story in at(history).sources.stories] == ["late"]


def test_before_there_was_a_course_it_has_no_stories(history: History) -> None:
    history.git("mv", "stories/late.yml", "notes.txt")
    history.commit()
    history.write("stories/late.yml", LATE)
    assert at(history).sources.stories == ()


def test_a_story_that_was_broken_has_no_graph(history: History) -> None:
    history.write("stories/bad.yml", "format: 1\ntitle: [")
    history.write("stories/astray.yml", LATE.replace("goto: gone", "goto: nowhere"))
    history.commit()
    found = graphs_of(at(history).sources)
    assert found["bad"] is None and found["astray"] is None and found["late"] is not None


def test_no_more_is_read_of_a_large_file_than_shows_that_it_is_too_large(history: History) -> None:
    history.write("stories/a.yml", b"#" * 5_000_000)
    history.commit()
    found = course_at(find_project(history.folder), "HEAD", limit=1_000)
    assert [len(story.source.data) for story in found.sources.stories] == [
        1_001,
        len(found.sources.stories[1].source.data),
    ]
    assert found.sources.stories[1].source.data.startswith(b"format: 1")


def test_files_named_strangely_are_read_all_the_same(history: History) -> None:
    history.write("stories/-rf.yml", LATE)
    history.write("stories/*.yml", LATE)
    history.write("stories/a\nb.yml", LATE)
    history.write("stories/ü.yml", LATE)
    history.commit()
    assert [story.id for story in at(history).sources.stories] == ["*", "-rf", "a\nb", "late", "ü"]


def test_an_unknown_revision_is_told_with_the_one_that_was_meant(history: History) -> None:
    history.git("branch", "feature-phone")
    assert refusal(history, "feature-fone") == "git knows no revision `feature-fone`. Did you mean `feature-phone`?"
    assert "git log" in refusal(history, "0123456789")
    assert "git log" in refusal(history, "HEAD:stories/late.yml")
    assert "git log" in refusal(history, "")


def test_a_branch_that_only_the_server_has_is_suggested_by_its_whole_name(tmp_path: Path) -> None:
    begin(tmp_path / "server").git("branch", "review")
    History(tmp_path).git("clone", "--quiet", str(tmp_path / "server"), "mine")
    assert refusal(History(tmp_path / "mine"), "review").endswith("Did you mean `origin/review`?")


def test_what_would_be_an_option_of_git_is_no_revision(history: History) -> None:
    for revision in ("--output=stolen", "-h", "--all"):
        assert refusal(history, revision) == f"`{revision}` is no revision. Name a branch, a tag or a commit."
    assert "is no revision" in refusal(history, "main\0")
    assert not (history.folder / "stolen").exists()


def test_a_shallow_clone_is_told_to_fetch_the_rest(tmp_path: Path) -> None:
    server = begin(tmp_path / "server")
    first = server.git("rev-parse", "HEAD")
    server.commit("More")
    History(tmp_path).git("clone", "--quiet", "--depth=1", f"file://{tmp_path / 'server'}", "mine")
    assert "git fetch --unshallow" in refusal(History(tmp_path / "mine"), first)
    assert "git fetch --unshallow" in refusal(History(tmp_path / "mine"), "HEAD~1")
    server.git("checkout", "--quiet", "-b", "other", "HEAD~1")
    server.commit("Other")
    mine = History(tmp_path / "mine")
    mine.git("fetch", "--quiet", "--depth=1", "origin", "other:other")
    assert "no history in common" in refusal(mine, "other...")
    assert refusal(mine, "other...").endswith("with fetch-depth: 0.")


def test_of_a_clone_without_old_files_git_itself_says_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    server = begin(tmp_path / "server")
    server.git("config", "uploadpack.allowFilter", "true")
    server.replace("stories/late.yml", "all day", "all week")
    server.commit()
    History(tmp_path).git("clone", "--quiet", "--filter=blob:none", f"file://{tmp_path / 'server'}", "mine")
    server.folder.rename(tmp_path / "gone")
    assert refusal(History(tmp_path / "mine"), "HEAD~1").startswith("git does not have stories/late.yml as it was.")
    assert capfd.readouterr().err == ""


def test_before_the_first_commit_it_is_said_to_make_one(tmp_path: Path) -> None:
    History(tmp_path).git("init", "--quiet")
    assert refusal(History(tmp_path), "HEAD") == (
        "git knows no revision `HEAD`. Nothing is committed here yet: git commit keeps a first state to compare with."
    )


def test_a_folder_without_a_repository_is_told_so(tmp_path: Path) -> None:
    History(tmp_path).write("stories/late.yml", LATE)
    assert refusal(History(tmp_path), "HEAD") == (
        f"{tmp_path} is in no git repository, so nothing is known of how it was. Begin with git init."
    )


def test_without_git_it_is_said_where_to_get_it(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert refusal(history, "HEAD").startswith("This needs git, which is not installed")


def test_the_folder_says_which_repository_is_meant_even_in_a_hook_of_another(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = begin(tmp_path / "other")
    other.write("stories/other.yml", LATE)
    other.commit()
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git" / "index"))
    assert [story.id for story in at(history).sources.stories] == ["late"]


def test_a_repository_of_somebody_else_is_told_how_to_be_trusted(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert refusal(history, "HEAD").endswith(f"git config --global --add safe.directory {history.folder}")


def test_what_the_repository_has_lost_is_told_in_a_sentence(history: History) -> None:
    for what, told in (("HEAD:stories/late.yml", "git does not have stories/late.yml"), ("HEAD^{tree}", "git fsck")):
        name = history.git("rev-parse", what)
        lost = history.folder / ".git" / "objects" / name[:2] / name[2:]
        lost.chmod(0o600)
        lost.unlink()
        assert told in refusal(history, "HEAD") and "\n" not in refusal(history, "HEAD")


def test_nothing_that_a_repository_sets_is_run(history: History) -> None:
    trap, sprung = history.folder / "trap.sh", history.folder / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n", encoding="utf-8")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    history.write(".gitattributes", "*.yml diff=trap filter=trap\n")
    history.commit()
    for key in (
        "diff.trap.textconv",
        "diff.trap.command",
        "diff.external",
        "filter.trap.smudge",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
    ):
        history.git("config", key, str(trap))
    history.git("config", "filter.trap.required", "true")
    (history.folder / "hooks").mkdir()
    shutil.copy(trap, history.folder / "hooks" / "post-checkout")
    history.git("config", "core.hooksPath", str(history.folder / "hooks"))
    sprung.unlink(missing_ok=True)
    assert b"all day" in at(history).sources.stories[0].source.data
    assert not sprung.exists() and os.access(trap, os.X_OK)
