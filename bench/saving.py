"""What an author waits for: from a story's file being saved to its new words on the page in a real Chromium.

The page is open in the middle of a play, and `coolhead serve` has its own process. Times are of this machine's one
clock: from just before the file is written to the first task after the frame that has the new words in it. The other
work of the machine only ever adds to these figures.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from conftest import ROOT
from playwright.sync_api import Browser, Page

from bench.browsing import a_browser
from bench.measuring import course, goal

SAVES: Final = 20
_WARMING: Final = 2
"""Saves before those that count: an author at work has warm what they warm."""
SCENES: Final = 10_000
SHORT_GOAL: Final = 300
LONG_GOAL: Final = 1_000
"""Milliseconds from a save to the reloaded page."""
_PATIENCE: Final = 60.0
"""Seconds after which nothing more is to be hoped for."""

_PAUSE: Final = 3.0
"""Seconds between a save and the last word of the server on the one before: an author looks at what he saved."""

_MARK: Final = "Save number"
_TIMING: Final = """
const look = () => {
  const mark = document.querySelector("article")?.textContent.match(/Save number (\\d+)/);
  if (!mark) return requestAnimationFrame(look);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => painted(Number(mark[1]), performance.timeOrigin + performance.now());
  port2.postMessage(0);
};
requestAnimationFrame(look);
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene that is open while it is written: its story's file, words of it, and the address of a play there.

    Of a large story the server tells twice: of its pages, and later of what the rules say.
    """

    file: Path
    words: str
    address: str
    tellings: int


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds from each save to the event that tells of it, and to the page that shows it."""

    told: list[float]
    painted: list[float]


def saving() -> None:
    """Print what an author waits for, in this repository's course and in a long story, beside the goals."""
    with tempfile.TemporaryDirectory() as folder, a_browser() as browser:
        if browser is None:
            return
        _tell("this repository's course", _measured(browser, *_our_course(Path(folder, "ours"))), SHORT_GOAL)
        _tell(f"a story of {SCENES:,} scenes", _measured(browser, *_long_story(Path(folder, "long"))), LONG_GOAL)


def _tell(what: str, waits: Waits, most: int) -> None:
    print(f"From a save to the page in a browser, {what}: {SAVES} saves, in ms.\n")
    for name, times in (("told", waits.told), ("painted", waits.painted)):
        found = (median(times), max(times))
        ratios = "   ".join(f"{each / most:.2f} x the goal" for each in found)
        print(f"  {name:<12} median {found[0]:7.1f}   worst {found[1]:7.1f}   {ratios}")
    print()
    goal("save to the page reloaded, median", median(waits.painted), most, "ms")
    goal("save to the page reloaded, worst", max(waits.painted), most, "ms")
    print()


# -- the courses --


def _our_course(root: Path) -> tuple[Path, Scene]:
    shutil.copytree(ROOT / "stories", root / "stories")
    shutil.copy(ROOT / "mkdocs.yml", root)
    file = min((root / "stories").glob("*/story.yml"))
    text = file.read_text(encoding="utf-8")
    start = re.search(r"^scenes:\n  ([\w-]+):", text, re.MULTILINE)
    assert start is not None
    told = re.findall(r"[A-Z][a-z]+(?: [a-z]+){4,8}", text[text.index("text: ", start.end()) :])
    words = next(each for each in told if text.count(each) == 1)
    return root, Scene(file, words, f"{file.parent.name}/{start[1]}.html#play=-", 1)


def _long_story(folder: Path) -> tuple[Path, Scene]:
    root = course(folder, SCENES)
    address = f"long/call-100.html#play={'0' * 100}"
    return root, Scene(root / "stories" / "long.yml", "this is call 100.", address, 2)


# -- the saves --


@dataclass(frozen=True, slots=True)
class _Open:
    """An open page, when it painted which save, and when the server told of changes; all times since the epoch."""

    page: Page
    painted: dict[int, float] = field(default_factory=dict)
    tellings: list[float] = field(default_factory=list)


def _measured(browser: Browser, root: Path, scene: Scene) -> Waits:
    with _served(root) as port:
        opened = _Open(browser.new_page())
        threading.Thread(target=_listen, args=(port, opened.tellings), daemon=True).start()
        page, address = opened.page, f"http://127.0.0.1:{port}/{scene.address}"
        page.expose_function("painted", lambda number, when: opened.painted.setdefault(number, when / 1000))
        page.add_init_script(_TIMING)
        page.goto(address)
        page.locator(".ch-live").wait_for()
        before = scene.file.read_text(encoding="utf-8")
        assert before.count(scene.words) == 1
        pairs = [_saved(opened, scene, before, number) for number in range(_WARMING + SAVES)][_WARMING:]
        assert page.url == address, "the play survives"
        page.locator(".ch-live").wait_for()
        page.close()
    return Waits([told for told, _ in pairs], [painted for _, painted in pairs])


def _saved(opened: _Open, scene: Scene, before: str, number: int) -> tuple[float, float]:
    """Save the scene with a mark of its own; milliseconds until that was told, and until it was painted."""
    tellings, painted = opened.tellings, opened.painted
    _until(opened.page, lambda: bool(tellings) and time.time() - tellings[-1] > _PAUSE)
    known, begun = len(tellings), time.time()
    scene.file.write_text(before.replace(scene.words, f"{_MARK} {number}. {scene.words}"), encoding="utf-8")
    _until(opened.page, lambda: number in painted and len(tellings) >= known + scene.tellings)
    return (tellings[known] - begun) * 1000, (painted[number] - begun) * 1000


def _until(page: Page, done: Callable[[], bool]) -> None:
    """Wait, while the page may call back."""
    end = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > end:
            sys.exit("coolhead serve does not follow any more.")
        page.wait_for_timeout(5)


@contextlib.contextmanager
def _served(root: Path) -> Iterator[int]:
    """The port at which a course is served, once there is something to see."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "builder", "serve", "-q", "-C", str(root), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            next(line for line in server.stderr if f":{port}/" in line)
            yield port
        finally:
            server.terminate()


def _listen(port: int, tellings: list[float]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"GET /_author/events HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        while data := line.recv(65_536):
            tellings.extend([time.time()] * data.count(b"event: "))
