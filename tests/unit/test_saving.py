"""A story's file is replaced by a whole new one, and only if it is still the one that was read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.diagnostics import BuilderError
from builder.hosts.saving import StoryFile, add_walkthrough, save
from builder.model import Walkthrough
from builder.sources import Source, StorySource

BEFORE = Source("late.yml", b"title: Late\n")
AFTER = Source("late.yml", b"title: Late\nminutes: 3\n")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "late.yml").write_bytes(BEFORE.data)
    return tmp_path / "late.yml"


def around(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir())


def test_a_file_gets_its_new_text_and_keeps_who_may_read_it(path: Path) -> None:
    path.chmod(0o640)
    save(path, BEFORE, AFTER)
    assert path.read_bytes() == AFTER.data
    assert path.stat().st_mode & 0o777 == 0o640
    assert around(path) == ["late.yml"]


def test_a_link_stays_a_link(path: Path) -> None:
    link = path.with_name("link.yml")
    link.symlink_to(path)
    save(link, BEFORE, AFTER)
    assert link.is_symlink() and path.read_bytes() == AFTER.data


def test_a_file_that_was_changed_in_the_meantime_is_left_alone_even_if_its_time_says_otherwise(path: Path) -> None:
    times = path.stat()
    path.write_bytes(b"title: Mine\n")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(BuilderError, match=r"late.yml was changed in the meantime, so nothing was written"):
        save(path, BEFORE, AFTER)
    assert path.read_bytes() == b"title: Mine\n"
    assert around(path) == ["late.yml"]


def test_trouble_on_the_way_leaves_the_old_text_and_nothing_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BuilderError, match="No space left on device"):
        save(path, BEFORE, AFTER)
    assert path.read_bytes() == BEFORE.data
    assert around(path) == ["late.yml"]


def test_a_file_that_is_gone_is_told_in_a_sentence(path: Path) -> None:
    path.unlink()
    with pytest.raises(BuilderError, match="cannot be written: No such file"):
        save(path, BEFORE, AFTER)
    assert around(path) == []


def test_one_walkthrough_after_another_goes_into_the_same_file(path: Path) -> None:
    file = StoryFile(path, StorySource("late", BEFORE))
    for name in ("one", "two"):
        file = add_walkthrough(file, Walkthrough(name, ("a/1",), {"outcome": "b"}))
    assert path.read_bytes() == file.read.source.data
    assert path.read_text().count("- name:") == 2
