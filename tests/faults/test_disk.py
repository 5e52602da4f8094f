"""Disks that are full, folders that are closed or gone, files that go away: one plain sentence, and nothing lost."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import ROOT
from test_building import STORY, change, every_file, new_course

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no disk that is always full")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path / "course")


def coolhead(
    *words: str | Path, cwd: Path = ROOT, before: Callable[[], object] | None = None, prefix: Sequence[str] = ()
) -> tuple[int, str]:
    """Run the command; its exit status and what it said, which is one sentence and never a traceback."""
    command = [*prefix, sys.executable, "-m", "builder", *map(str, words)]
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=cwd, env=around, capture_output=True, preexec_fn=before)
    said = ran.stderr.decode()
    assert "Traceback" not in said
    assert "fault in coolhead itself" not in said
    return ran.returncode, said


# -- no room --


@needs_full
@pytest.mark.parametrize(
    "words", [("check",), ("check", "--format", "json"), ("stats",), ("schema",), ("draw", "latte")]
)
def test_standard_output_without_room_is_one_sentence(course: Path, words: tuple[str, ...]) -> None:
    full = FULL.open("wb")
    command = [sys.executable, "-m", "builder", *words, "-C", str(course)]
    ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 2
    assert ran.stderr.decode() == "coolhead: Standard output takes no more: No space left on device. Make room.\n"


@needs_full
def test_a_report_without_room_is_one_sentence(course: Path) -> None:
    status, said = coolhead("check", "-C", course, "--format", "json", "-o", FULL)
    assert (status, said) == (2, "coolhead: /dev/full cannot be written: No space left on device. Check the folder.\n")


@pytest.mark.parametrize("room", [1_000, 100_000])
def test_a_site_without_room_leaves_the_old_one(course: Path, room: int) -> None:
    assert coolhead("build", "-q", "-C", course)[0] == 0
    before = every_file(course)
    change(course, "stories/latte.yml", "The cold latte", "The colder latte")
    status, said = coolhead("build", "-q", "-C", course, before=lambda: at_most(room))
    assert status == 2
    assert said.startswith("coolhead: The site could not be written: File too large")
    assert said.endswith(". Make room, or choose another folder.\n")
    change(course, "stories/latte.yml", "The colder latte", "The cold latte")
    assert every_file(course) == before


@pytest.mark.parametrize("room", [10, 1_000])
def test_a_report_that_ends_half_way_leaves_the_old_one(course: Path, room: int) -> None:
    report = course / "report.json"
    report.write_text("old")
    status, said = coolhead("check", "-C", course, "--format", "sarif", "-o", report, before=lambda: at_most(room))
    assert (status, report.read_text()) == (2, "old")
    assert said == f"coolhead: {report} cannot be written: File too large. Check the folder.\n"
    assert not list(course.glob(".report*"))


def at_most(size: int) -> None:
    """Let this process write no file larger than this."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


# -- closed --


@pytest.fixture
def obedient() -> Sequence[str]:
    """What to put before a command, so that what is closed is closed to it, whoever runs the tests."""
    if os.geteuid():
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("nothing is closed to root, and there is no setpriv to change that")
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.mark.parametrize(
    ("closed", "mode", "words", "said"),
    [
        ("stories/latte.yml", 0o000, ("check",), "latte.yml cannot be read: permission denied."),
        ("stories", 0o000, ("check",), "Permission denied."),
        ("stories", 0o444, ("build",), "cannot be read"),
        ("mkdocs.yml", 0o000, ("build",), "mkdocs.yml cannot be read: Permission denied."),
        (".", 0o555, ("build",), "There can be no site in"),
        ("stories", 0o555, ("new-story", "mocha"), "mocha.yml cannot be written: Permission denied."),
        (".", 0o555, ("check", "--write-baseline", "known.json"), "known.json cannot be written: permission denied."),
        (".", 0o555, ("draw", "latte", "-o", "map.svg"), "map.svg cannot be written: Permission denied."),
    ],
)
def test_what_is_closed_is_named(
    course: Path, obedient: Sequence[str], closed: str, mode: int, words: tuple[str, ...], said: str
) -> None:
    place = course / closed
    open_mode = place.stat().st_mode
    place.chmod(mode)
    try:
        status, told = coolhead(*words, cwd=course, prefix=obedient)
    finally:
        place.chmod(open_mode)
    assert status == 2
    assert said.casefold() in told.casefold()
    assert told.count("\n") == 1


# -- gone --


def test_a_folder_that_went_away_under_the_command_is_one_sentence(course: Path) -> None:
    def lose() -> None:
        os.chdir(course / "stories")
        shutil.rmtree(course)

    status, said = coolhead("check", before=lose)
    assert status == 2
    assert said.startswith("coolhead: ") and said.count("\n") == 1


def test_stories_that_come_and_go_while_they_are_read_are_no_fault_of_the_program(course: Path) -> None:
    other, over = course / "stories" / "other.yml", threading.Event()

    def come_and_go() -> None:
        while not over.is_set():
            other.write_text(STORY[: len(STORY) // 2])
            other.write_text(STORY)
            other.unlink()

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        found = {check_quietly(course) for _ in range(150)}
    finally:
        over.set()
        thread.join()
    assert found <= {"read", "gone"}
    assert "read" in found


def check_quietly(course: Path) -> str:
    from builder.diagnostics import BuilderError
    from builder.hosts.folder import find_course
    from builder.pipeline import check
    from builder.settings import Settings

    try:
        check(find_course([course / "stories"]).sources, Settings())
    except BuilderError as error:
        return "gone" if "went away" in str(error) else str(error)
    return "read"
