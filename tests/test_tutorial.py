"""The tutorial, followed word by word: an empty folder at its beginning, and a course on the web at its end."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from conftest import ROOT
from papers import Follower, blocks
from ports import held_port

from builder import __version__

TUTORIAL: Final = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
WHEEL: Final = f"coolhead-{__version__}-py3-none-any.whl"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An author's home: empty, but for the folder of what was downloaded."""
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(home / "downloads")]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return home


@pytest.fixture(scope="module")
def terminal(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What the author's terminal knows.

    Two things are nearer by than in life: what coolhead depends on comes from this environment, not from an index; and
    GitHub is a folder.
    """
    place = tmp_path_factory.mktemp("terminal")
    github = tmp_path_factory.mktemp("github")
    bare = ["git", "init", "--quiet", "--bare", "--initial-branch=main", str(github / "your-name" / "our-course.git")]
    subprocess.run(bare, check=True)
    (place / "bin").mkdir()
    (place / "bin" / "python3").symlink_to(Path(sys.executable).resolve())
    return {
        "HOME": str(home), "KEPT": str(place), "LANG": "C.UTF-8", "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(pytest.__file__).parent.parent),
        "PIP_IGNORE_INSTALLED": "1", "PIP_NO_DEPS": "1", "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GITHUB": str(github), "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{github}/.insteadOf", "GIT_CONFIG_VALUE_0": "https://github.com/",
    }  # fmt: skip


@pytest.fixture(scope="module")
def followed(home: Path, terminal: Mapping[str, str]) -> Follower:
    """The author at the end of the tutorial."""
    before, after = TUTORIAL.split("Move the file into that folder")
    with held_port() as port:
        author = Follower(home, terminal, port)
        author.follow(before)
        shutil.copy(home / "downloads" / WHEEL, author.folder)
        author.follow(after)
    return author


def test_the_tutorial_comes_out_as_it_says(followed: Follower, home: Path) -> None:
    assert followed.folder == home / "practice" / "our-course"
    assert "trust ≥ 1" in (followed.folder / "map.svg").read_text(encoding="utf-8")
    assert (followed.folder / "site" / "the-cold-house" / "sounds-sure.html").exists()


def test_what_was_pushed_is_built_by_the_commands_of_its_own_workflow(
    followed: Follower, terminal: Mapping[str, str], tmp_path: Path
) -> None:
    pushed = tmp_path / "our-course"
    run("git clone --quiet https://github.com/your-name/our-course.git .", pushed, terminal)
    run("python3 -m venv .venv", pushed, terminal)
    around = {**terminal, "PATH": f"{pushed}/.venv/bin:{terminal['PATH']}"}
    workflow = (pushed / ".github" / "workflows" / "course.yml").read_text(encoding="utf-8")
    commands = re.findall(r"(?m)^ +- run: (.*)$", workflow)
    assert [each.split()[0] for each in commands] == ["pip", "coolhead", "coolhead"]
    for each in commands:
        run(each, pushed, around)
    page = (pushed / "site" / "the-cold-house" / "ringing.html").read_text(encoding="utf-8")
    assert "Put her on hold while her booking loads." in page


def run(command: str, folder: Path, environment: Mapping[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    ran = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_file_that_the_tutorial_installs_is_of_this_version() -> None:
    assert set(re.findall(r"coolhead-[\d.]+-py3-none-any\.whl", TUTORIAL)) == {WHEEL}


def test_the_words_for_windows_are_the_same_but_for_windows() -> None:
    plain = ""
    for block in blocks(TUTORIAL):
        if block.title == "On Windows, type instead":
            mine = plain.replace("python3", "py").replace(". .venv/bin/activate", ".venv\\Scripts\\activate")
            assert block.text == mine
        elif block.title == "Type":
            plain = block.text
