"""`coolhead serve` as a process: it sees what is saved in whatever way, ends when it is told to, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from conftest import ROOT
from ports import held_port
from serving.served import BASE, WITHIN, eventually
from test_building import BROKEN, CONFIG, STORY, change, new_course, run

from builder.diagnostics import BuilderError
from builder.hosts.mkdocs_plugin.running import Ears
from builder.hosts.serving.running import serve
from builder.hosts.serving.server import Server


@dataclass
class Serving:
    """The command at work on a course."""

    course: Path
    port: int
    temporary: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def story(self) -> Path:
        return self.course / "stories" / "latte.yml"

    def shows(self, address: str, words: str) -> bool:
        return eventually(lambda: words in self.page(address))

    def page(self, address: str) -> str:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{BASE}{address}", timeout=WITHIN) as answer:
                return str(answer.read().decode())
        except HTTPError as answer:
            return answer.read().decode()
        except (URLError, ConnectionError):
            return ""

    def says(self, words: str) -> bool:
        return eventually(lambda: any(words in line for line in self.said))

    def ended(self, number: int) -> int:
        """Its exit status after this signal."""
        self.process.send_signal(number)
        return self.process.wait(WITHIN)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path / "course")


@pytest.fixture
def serving(course: Path, tmp_path: Path) -> Iterator[Callable[[], Serving]]:
    """Starts the command; what it says is kept, and what it leaves behind is looked for in a folder of its own."""
    started: list[Serving] = []
    ports = ExitStack()

    def start() -> Serving:
        (tmp_path / "temporary").mkdir(exist_ok=True)
        port = ports.enter_context(held_port())
        process = subprocess.Popen(
            [sys.executable, "-m", "builder", "serve", "-C", str(course), "--port", str(port)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "temporary")},
            cwd=ROOT, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        found = Serving(course, port, tmp_path / "temporary", process)
        assert process.stderr is not None
        threading.Thread(target=found.said.extend, args=(process.stderr,), daemon=True).start()
        started.append(found)
        return found

    yield start
    for each in started:
        each.process.kill()
        each.process.wait()
        assert "Traceback" not in "".join(each.said)
    ports.close()


def test_it_follows_what_is_saved_and_survives_a_broken_story(serving: Callable[[], Serving]) -> None:
    at_work = serving()
    assert at_work.says(f"Open http://127.0.0.1:{at_work.port}{BASE} in a browser.")
    assert at_work.shows("latte/counter.html", "stone cold")
    at_work.story.write_text(STORY.replace("stone cold", "lukewarm"))
    assert at_work.shows("latte/counter.html", "lukewarm")
    at_work.story.write_text(BROKEN)
    assert at_work.says("unknown-destination")
    assert "lukewarm" in at_work.page("latte/counter.html")
    at_work.story.write_text(STORY.replace("stone cold", "iced"))
    assert at_work.shows("latte/counter.html", "iced")
    assert at_work.says("1 finding is no more.")
    assert not (at_work.course / "site").exists()
    assert at_work.ended(signal.SIGTERM) == 0


def test_it_sees_a_file_that_is_replaced_a_folder_that_goes_and_one_that_comes_back(
    serving: Callable[[], Serving], tmp_path: Path
) -> None:
    at_work = serving()
    assert at_work.shows("latte/counter.html", "stone cold")
    fresh = at_work.story.with_name(".latte.yml.new")  # as many editors save
    fresh.write_text(STORY.replace("stone cold", "lukewarm"))
    fresh.replace(at_work.story)
    assert at_work.shows("latte/counter.html", "lukewarm")
    stories = at_work.course / "stories"
    stories.rename(tmp_path / "gone")  # at once: story by story, the site may be shown without them
    assert at_work.says("There is no folder")
    assert "lukewarm" in at_work.page("latte/counter.html")
    stories.mkdir()
    at_work.story.write_text(STORY.replace("stone cold", "boiling hot"))
    assert at_work.shows("latte/counter.html", "boiling hot")
    at_work.story.write_text(STORY.replace("stone cold", "just right"))
    assert at_work.shows("latte/counter.html", "just right")


def test_it_follows_the_settings_of_the_site(serving: Callable[[], Serving]) -> None:
    at_work = serving()
    assert at_work.shows("", "Cups")
    change(at_work.course, "mkdocs.yml", "plugins:", "plugins: [")
    assert at_work.says("mkdocs.yml cannot be used")
    assert at_work.shows("latte/counter.html", "stone cold")
    (at_work.course / "mkdocs.yml").unlink()
    (at_work.course / "mkdocs.yml").write_text(CONFIG.replace("Cups", "Mugs"))
    assert at_work.shows("", "Mugs")


def test_a_story_that_is_broken_from_the_start_shows_what_to_mend(course: Path, serving: Callable[[], Serving]) -> None:
    (course / "stories" / "latte.yml").write_text(BROKEN)
    at_work = serving()
    assert at_work.shows("latte/counter.html", "There is no scene or outcome `smiel`")
    assert at_work.shows("", "Cups")
    at_work.story.write_text(STORY)
    assert at_work.shows("latte/counter.html", "stone cold")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_though_a_tab_still_listens_and_leaves_nothing_behind(
    serving: Callable[[], Serving], number: int
) -> None:
    at_work = serving()
    assert at_work.shows("latte/", "The cold latte")
    with urlopen(f"http://127.0.0.1:{at_work.port}{BASE}_author/events", timeout=WITHIN) as tab:
        tab.readline()
        assert list(at_work.temporary.iterdir())
        assert at_work.ended(number) == 0
        assert tab.read().endswith(b"\n\n")
    assert not list(at_work.temporary.iterdir())
    assert {path.name for path in at_work.course.iterdir()} <= {".coolhead", "mkdocs.yml", "stories"}


def test_it_clears_away_what_a_server_that_was_killed_left_and_nothing_else(serving: Callable[[], Serving]) -> None:
    killed, living = serving(), serving()
    assert killed.says("in a browser")
    assert living.says("in a browser")
    theirs = set(killed.temporary.iterdir())
    assert len(theirs) == 2
    killed.ended(signal.SIGKILL)
    assert set(killed.temporary.iterdir()) == theirs
    somebodys = killed.temporary / "coolhead-serve-holidays"
    somebodys.mkdir()
    (somebodys / "notes.txt").touch()
    link = somebodys.with_name("coolhead-serve-linktodo")
    link.symlink_to(killed.course)
    third = serving()
    assert third.says("in a browser")
    left = theirs & set(third.temporary.iterdir())
    assert len(left) == 1
    assert somebodys.is_dir()
    assert link.is_symlink()
    assert "stone cold" in living.page("latte/counter.html")
    for each in (living, third):
        assert each.ended(signal.SIGTERM) == 0
    assert set(third.temporary.iterdir()) == {somebodys, link}


def test_it_may_be_ended_before_there_is_anything_to_see(serving: Callable[[], Serving]) -> None:
    for wait in (0.3, 0.6, 0.9):
        at_work = serving()
        assert eventually(lambda: bool(at_work.page(""))), "".join(at_work.said)  # noqa: B023 - asked at once
        time.sleep(wait / 10)
        assert at_work.ended(signal.SIGINT) == 0
        assert not list(at_work.temporary.iterdir())
        at_work.temporary.rmdir()


INTERRUPTED = """
import signal, sys
from pathlib import Path
from builder.hosts.serving import running

def imports_something(*given):
    exec("signal.raise_signal(signal.SIGINT)")  # as whatever makes a dataclass has an exec

running.live_config = imports_something
running.serve(Path("mkdocs.yml"), 1, "none", None, ready=None)
sys.exit(0)
"""
UNHEARD = """
import os, signal, sys
from pathlib import Path
from builder.hosts.mkdocs_plugin.running import Ears
from builder.hosts.serving import running

class Freed:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)  # an exception from here goes nowhere

ears = Ears(lambda checked: None, lambda severity, words: None)
running.serve(Path("mkdocs.yml"), int(os.environ["PORT"]), "none", ears, ready=lambda url: Freed() and None)
sys.exit(0)
"""


def test_it_ends_well_wherever_in_the_python_of_others_it_is_told_to(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED)
    ran = subprocess.run(
        [sys.executable, "-m", "interrupted"], env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=tmp_path
    )
    assert ran.returncode == 0


def test_it_ends_well_though_nobody_heard_that_it_was_told_to(course: Path) -> None:
    (course / "unheard.py").write_text(UNHEARD)
    with held_port() as port:
        around = {**os.environ, "PYTHONPATH": str(ROOT), "PORT": str(port)}
        ran = subprocess.run(
            [sys.executable, "-m", "unheard"], env=around, cwd=course, capture_output=True, timeout=WITHIN
        )
    assert ran.returncode == 0
    assert b"Exception ignored" in ran.stderr


def test_a_port_that_is_taken_is_told_before_anything_is_built(serving: Callable[[], Serving]) -> None:
    at_work = serving()
    assert at_work.says("Open http://")
    ran = run("builder", "serve", "-C", str(at_work.course), "--port", str(at_work.port))
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "Choose another with --port" in ran.stderr


def test_a_server_that_dies_is_not_left_standing(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dies(server: Server) -> None:
        raise OSError("zebra")

    said: list[str] = []
    monkeypatch.setattr(Server, "service_actions", dies)
    ears = Ears(lambda checked: None, lambda severity, words: said.append(words))
    with pytest.raises(BuilderError, match="The server has stopped by itself"), held_port() as port:
        serve(course / "mkdocs.yml", port, "none", ears, ready=said.append)
    assert "The server cannot go on (OSError: zebra)." in said
    assert capsys.readouterr().err == ""


HOOK = """
from pathlib import Path

def on_startup(command, dirty):
    print(command, file=Path(__file__).with_name("told").open("a"))

def on_shutdown():
    print("over", file=Path(__file__).with_name("told").open("a"))
"""


def test_plugins_are_told_that_it_is_served_and_when_that_is_over(course: Path) -> None:
    (course / "hook.py").write_text(HOOK)
    change(course, "mkdocs.yml", "plugins:", "hooks: [hook.py]\nplugins:")
    ears = Ears(lambda checked: None, lambda severity, words: None)
    with held_port() as port:
        serve(course / "mkdocs.yml", port, "none", ears, ready=lambda url: signal.raise_signal(signal.SIGTERM))
    assert (course / "told").read_text() == "serve\nover\n"


def test_settings_that_cannot_be_used_are_told_at_once(course: Path) -> None:
    change(course, "mkdocs.yml", "plugins:", "plugins: [")
    ran = run("builder", "serve", "-C", str(course), "--port", "8765")
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1
    assert "mkdocs.yml cannot be used" in ran.stderr
