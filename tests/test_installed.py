"""What is installed stands on its own: every command does its work in an environment that knows no repository."""

from __future__ import annotations

import json
import re
import subprocess
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import ROOT, build
from installed import Installed
from lowest import constraints
from papers import PATIENCE
from ports import held_port

from builder.hosts.cli import every_command
from builder.storyfile.json_schema import FILES, json_schema

TRIED = {
    "build --site-dir public": r"The site is in public\.",
    "check --strict": r"(?m)^1 story checked: nothing to mend, 2 waived\.$",
    "draw the-cold-house": r"^<svg [^>]*class=\"ch-map\"[\s\S]*</svg>\s*$",
    "draw the-cold-house -o map.svg": r"^$",
    "explain": r"(?m)^ *unreachable-scene\b",
    "explain unreachable-scene": r"^unreachable-scene: error",
    "manual": r"(?m)^state +Let a customer calm down$",
    "manual state": r"^# Let a customer calm down\n",
    "new another-course": r"coolhead serve -C another-course",
    "new-story late-parcel --channel phone": r"stories/late-parcel\.yml",
    "play the-cold-house --replay 1": r"What the morning cost",
    "schema": r'^\{\s*"\$schema"',
    "stats --format json": r'"id": ?"the-cold-house"',
    "storyboard the-cold-house -o board.docx": r"^$",
    "storyboard the-cold-house -o board.html": r"^$",
}
"""Commands as an author types them in a new course, and what they have to answer."""


@pytest.fixture
def course(installed: Installed, tmp_path: Path) -> Path:
    made = installed.run("coolhead", "new", "course", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    return tmp_path / "course"


def test_the_environment_holds_what_the_package_asked_for_and_nothing_of_the_repository(
    installed: Installed, tmp_path: Path
) -> None:
    checked = installed.run("pip", "check", cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "No broken requirements found.\n")
    said = installed.run("python", "-c", "import builder; print(builder.__file__)", cwd=tmp_path)
    assert Path(said.stdout).is_relative_to(installed.environment), said
    assert installed.run("python", "-c", "import pytest", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize("typed", TRIED)
def test_a_command_does_its_work(typed: str, installed: Installed, course: Path) -> None:
    ran = installed.run("coolhead", *typed.split(), cwd=course)
    assert ran.returncode == 0, ran.stderr
    assert re.search(TRIED[typed], ran.stdout or ran.stderr), ran
    assert "Traceback" not in ran.stderr


def test_every_command_is_tried() -> None:
    assert set(every_command()) == {typed.split()[0] for typed in TRIED} | {"diff", "serve"}


def test_what_changed_since_a_commit_is_told(installed: Installed, course: Path) -> None:
    for words in ("init --quiet", "add .", "-c user.name=A -c user.email=a@example.org commit --quiet -m Course"):
        assert installed.run("git", *words.split(), cwd=course).returncode == 0
    change(course, "Eight till one", "Nine till two")
    ran = installed.run("coolhead", "diff", "HEAD", cwd=course)
    assert ran.returncode == 0, ran.stderr
    assert "Nine till two" in ran.stdout


def change(course: Path, old: str, new: str) -> None:
    story = course / "stories" / "the-cold-house.yml"
    text = story.read_text(encoding="utf-8")
    assert old in text
    story.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_a_command_writes_is_whole(installed: Installed, course: Path) -> None:
    assert installed.run("coolhead", "draw", "the-cold-house", "-o", "map.svg", cwd=course).returncode == 0
    assert (course / "map.svg").read_text(encoding="utf-8").rstrip().endswith("</svg>")
    for sort in FILES:
        assert installed.run("coolhead", "schema", sort, cwd=course).stdout == json_schema(sort)
    assert installed.run("coolhead", "storyboard", "the-cold-house", "-o", "board.docx", cwd=course).returncode == 0
    assert "word/document.xml" in packed(course / "board.docx")
    figures = installed.run("coolhead", "stats", "--format", "json", cwd=course).stdout
    assert json.loads(figures)["stories"][0]["outcomes"]


def test_a_mistake_is_reported_with_its_place(installed: Installed, course: Path) -> None:
    change(course, "goto: her-morning", "goto: her-mornin")
    ran = installed.run("coolhead", "check", cwd=course)
    assert ran.returncode == 1
    assert "Did you mean `her-morning`?" in ran.stdout


def test_the_site_is_byte_for_byte_the_one_that_the_repository_builds(
    installed: Installed, course: Path, tmp_path: Path
) -> None:
    assert installed.run("coolhead", "build", cwd=course).returncode == 0
    assert every_file(course / "site") == every_file(build(course, tmp_path / "by-the-repository"))


def every_file(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def address(installed: Installed, course: Path) -> Iterator[str]:
    """Where the course is served, and rebuilt when it is saved."""
    with held_port() as port:
        command = [str(installed.environment / "bin" / "coolhead"), "serve", "--port", str(port)]
        serving = subprocess.Popen(command, cwd=course, env=installed.around, stderr=subprocess.DEVNULL)
        yield f"http://127.0.0.1:{port}/"
        serving.terminate()
        assert serving.wait(PATIENCE) == 0


def test_a_story_that_is_saved_is_served_anew(address: str, course: Path) -> None:
    assert shows(f"{address}the-cold-house/ringing.html", "Eight till one")
    change(course, "Eight till one", "Nine till two")
    assert shows(f"{address}the-cold-house/ringing.html", "Nine till two")


def shows(url: str, words: str) -> bool:
    """Whether the page holds these words, now or before nothing more is to be hoped for."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=PATIENCE) as answer:
                if words in answer.read().decode():
                    return True
        except OSError:  # it is not there yet
            pass
        time.sleep(0.1)
    return False


# -- what is given away --


def test_the_lowest_versions_that_are_stated_can_be_installed_together(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "lowest.txt").write_text("\n".join(constraints()), encoding="utf-8")
    asked = f"{installed.wheel}[test]"
    told = installed.run("pip", "install", "--dry-run", "--quiet", "--constraint", "lowest.txt", asked, cwd=tmp_path)
    assert told.returncode == 0, told.stderr


def test_the_source_distribution_builds_the_same_wheel(installed: Installed, tmp_path: Path) -> None:
    made = installed.run("pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "wheels", installed.sdist, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert packed(tmp_path / "wheels" / installed.wheel.name) == packed(installed.wheel)


def packed(archive: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(archive) as files:
        return {name: files.read(name) for name in files.namelist()}


def is_manual(name: str) -> bool:
    return name.startswith(("how-to/", "reference/")) or name in ("tutorial.md", "story-format.md", "record.md")


def test_the_wheel_holds_the_package_the_theme_the_manual_and_the_licence_and_no_more(installed: Installed) -> None:
    theirs = {name: text for name, text in packed(installed.wheel).items() if not name.endswith("/RECORD")}
    ours = {f"builder/{name}": text for name, text in every_file(ROOT / "builder").items() if "__pycache__" not in name}
    theme = {f"builder/theme_overrides/{name}": text for name, text in every_file(ROOT / "theme_overrides").items()}
    manual = {f"builder/manual/{name}": text for name, text in every_file(ROOT / "docs").items() if is_manual(name)}
    assert {name: text for name, text in theirs.items() if name.startswith("builder/")} == ours | theme | manual
    rest = {name.partition(".dist-info/")[2] for name in theirs if not name.startswith("builder/")}
    assert rest == {"METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE"}
