"""A build that is killed, at whatever step: the old site is whole or the new one is, and the next build clears up."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from faults.killing import killed_at
from test_building import change, new_course

from builder.hosts import exchanging
from builder.hosts.replacing import replacing
from builder.hosts.writing import write_whole

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

KILLS = int(os.environ.get("COOLHEAD_KILLS", "6"))
"""At how many steps a whole build is killed; `make faults` takes more."""


def fill(folder: Path, words: str) -> None:
    (folder / "assets" / "coolhead").mkdir(parents=True)
    (folder / "index.html").write_text(words)


def replace(site: Path, words: str) -> None:
    with replacing(site) as new:
        fill(new, words)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    fill(site, "old")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("years of work")
    return site


@pytest.fixture(params=["in one step", "by renaming"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the system lets two folders take each other's place."""
    if request.param == "by renaming":
        monkeypatch.setattr(exchanging, "_exchanged", lambda *_: False)
    return str(request.param)


def test_killed_at_any_step_a_site_is_whole_and_the_next_build_loses_nothing(site: Path, way: str) -> None:
    steps = 0
    for step in itertools.count():
        shutil.rmtree(site.parent)
        fill(site, "old")
        (site / ".git").mkdir()
        (site / ".git" / "HEAD").write_text("years of work")
        if not killed_at(step, lambda: replace(site, "new")):
            break
        steps += 1
        if way == "in one step":
            assert (site / "index.html").read_text() in ("old", "new"), f"killed at step {step}"
        replace(site, "newer")
        assert tree(site) == {".git/HEAD": b"years of work", "index.html": b"newer"}, f"killed at step {step}"
        assert [path.name for path in site.parent.iterdir()] == ["site"], f"killed at step {step}"
    assert steps > 10


def test_killed_at_any_step_a_written_file_is_the_old_one_or_the_new(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_bytes(b"old")
    found = []
    for step in itertools.count():
        killed = killed_at(step, lambda: write_whole(file, b"new" * 100_000))
        found.append(file.read_bytes())
        if not killed:
            break
    assert set(found) == {b"old", b"new" * 100_000}


# -- whole builds --


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path / "course")


def test_a_build_killed_at_any_moment_leaves_a_whole_site_and_no_litter(course: Path, tmp_path: Path) -> None:
    assert start(course).wait() == 0
    old = tree(course / "site")
    change(course, "stories/latte.yml", "The cold latte", "The colder latte")
    copy = tmp_path / "copy"
    shutil.copytree(course, copy)
    assert start(copy, f"tell_steps({str(tmp_path / 'steps')!r})").wait() == 0
    steps, new = int((tmp_path / "steps").read_text()), tree(copy / "site")
    assert old != new
    for kill in range(KILLS):
        assert start(course, f"die_at({steps * kill // KILLS})").wait() == -signal.SIGKILL
        assert tree(course / "site") in (old, new), f"killed at {kill} of {KILLS}"
    assert not list((tmp_path / "temporary").iterdir())
    assert start(course).wait() == 0
    assert tree(course / "site") == new
    assert {path.name for path in course.iterdir()} == {".coolhead", "mkdocs.yml", "site", "stories"}


def test_of_two_builds_at_once_each_ends_well_and_one_whole_site_stays(course: Path) -> None:
    assert start(course).wait() == 0
    before = tree(course / "site")
    both = [start(course) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert tree(course / "site") == before
    assert not list(course.glob(".site-*"))


def start(course: Path, before: str = "pass") -> subprocess.Popen[bytes]:
    """A build of its own process, which first does what stands in ``before``."""
    code = f"from faults.killing import *; from builder.hosts.cli import main; {before}; main()"
    temporary = course.parent / "temporary"
    temporary.mkdir(exist_ok=True)
    around = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "TMPDIR": str(temporary)}
    return subprocess.Popen([sys.executable, "-c", code, "build", "-q", "-C", str(course)], env=around)
