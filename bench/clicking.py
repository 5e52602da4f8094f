"""What a learner waits for in a real Chromium: from opening a scene to its choices, and from a click to painted text.

A click is a real one, sent through the browser's own input, after two seconds of reading. Its time runs from the
event's own time stamp to the first task after the frame that has the next scene in it: that task comes once the frame
was painted. The first choice is timed from the start of the visit in the same way, in a fresh profile each time.

The machine's other work only ever adds to these figures: the lower quartile says more of the page than the median.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any, Final, TypeVar

from conftest import serve
from playwright.sync_api import Browser, Page, ViewportSize

from bench.browsing import a_browser
from bench.first_visit import ROOT, Weight, weigh
from bench.measuring import course, goal
from bench.peers import Visit, beside_peers

SCENES: Final = 1_000
CLICKS: Final = 30
VISITS: Final = 11
READING: Final = 2_000
"""Milliseconds between the clicks."""

Found = TypeVar("Found")

_PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
_SLOWER: Final = 4
_SLOW_4G: Final[dict[str, Any]] = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 204_800,
    "uploadThroughput": 96_000,
}
"""A round trip of 150 ms, 1.6 and 0.75 megabits a second: the phone of Lighthouse."""

_CHOICE: Final = ".ch-live button.ch-pick, .ch-live button.ch-on"
_TIMING: Final = """
const painted = (isThere) => new Promise((told) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => told(performance.now());
  const look = () => (isThere() ? port2.postMessage(0) : requestAnimationFrame(look));
  requestAnimationFrame(look);
});
self.waited = { first: painted(() => document.querySelector(".ch-live :is(button.ch-pick, button.ch-on)")) };
addEventListener("click", (event) => {
  const before = document.querySelector("article");
  waited.click = painted(() => document.querySelector("article") !== before).then((at) => at - event.timeStamp);
}, true);
"""


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds: the lower quartile, the median, and the 95th percentile."""

    quartile: float
    median: float
    most: float


def clicking() -> None:
    """Print what learners wait for, on this machine and on a slow phone, beside the goals and the peers."""
    with tempfile.TemporaryDirectory() as folder, a_browser() as browser:
        if browser is None:
            return
        ours, weight = _our_course(Path(folder), browser)
        _long_story(Path(folder), browser)
    beside_peers(Visit("ours", weight.requests, weight.packed / 1000, weight.script / 1000, *ours))


def _our_course(folder: Path, browser: Browser) -> tuple[tuple[float, ...], Weight]:
    site = _built(ROOT, folder / "ours")
    story = min(site.glob("*/story.js")).parent
    page = story / _start_of(story)
    with _served(site) as url:
        address = f"{url}/{page.relative_to(site).as_posix()}"
        fast, slow = _first(browser, address, slow=False), _first(browser, address, slow=True)
        clicks, slow_clicks = _clicks(browser, address, slow=False), _clicks(browser, address, slow=True)
    print(f"Our story {story.name}, in ms.\n")
    _row(f"first choice, {VISITS} visits", fast)
    _row("the same, slow 4G, 4x slower", slow)
    _row(f"click to paint, {CLICKS} clicks", clicks)
    _row("the same, 4x slower", slow_clicks)
    print()
    goal("the first choice on the slow phone, median", slow.median, 1_000, "ms")
    _click_goals(clicks, slow_clicks)
    return (fast.median, slow.median, clicks.median, clicks.most, slow_clicks.median), weigh(page)


def _long_story(folder: Path, browser: Browser) -> None:
    site = _built(course(folder / "course", SCENES), folder / "long")
    with _served(site) as url:
        address = f"{url}/long/call-0.html"
        clicks, slow_clicks = _clicks(browser, address, slow=False), _clicks(browser, address, slow=True)
    print(f"A story of {SCENES:,} scenes, in ms.\n")
    _row(f"click to paint, {CLICKS} clicks", clicks)
    _row("the same, 4x slower", slow_clicks)
    print()
    _click_goals(clicks, slow_clicks)


def _click_goals(clicks: Waits, slow: Waits) -> None:
    goal("click to painted text, median", clicks.median, 16, "ms")
    goal("click to painted text, 95th percentile", clicks.most, 40, "ms")
    goal("the same on a processor 4x slower, median", slow.median, 50, "ms")
    goal("the same on a processor 4x slower, 95th percentile", slow.most, 100, "ms")
    print()


def _row(name: str, waits: Waits) -> None:
    told = f"lower quartile {waits.quartile:7.1f}   median {waits.median:7.1f}   95 % {waits.most:7.1f}"
    print(f"  {name:<32}{told}")


# -- the sites --


def _built(root: Path, site: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "builder", "build", "-q", "-C", str(root), "--site-dir", str(site)], check=True
    )
    return site


def _start_of(story: Path) -> str:
    """The page of a story's first scene, as the link to begin it says."""
    start = (story / "index.html").read_text("utf-8")
    return start.partition('<a class="ch-begin" href="')[2].partition('"')[0]


@contextmanager
def _served(site: Path) -> Iterator[str]:
    """The site's address; its files are packed beforehand, as a host of sites would."""
    with tempfile.TemporaryDirectory() as folder:
        for file in site.rglob("*.*"):
            packed = Path(folder, file.relative_to(site))
            packed.parent.mkdir(parents=True, exist_ok=True)
            packed.write_bytes(gzip.compress(file.read_bytes(), 9))
        with serve(Path(folder), {"Content-Encoding": "gzip", "Cache-Control": "no-cache"}) as url:
            yield url


# -- the visits --


def _first(browser: Browser, address: str, *, slow: bool) -> Waits:
    def visit(page: Page) -> float:
        page.goto(address)
        return float(page.evaluate("waited.first"))

    return _waits([_visited(browser, visit, slow=slow, net=True) for _ in range(VISITS)])


def _clicks(browser: Browser, address: str, *, slow: bool) -> Waits:
    def visit(page: Page) -> list[float]:
        page.goto(address)
        return list(_play(page, Random(7)))

    return _waits(_visited(browser, visit, slow=slow))


def _play(page: Page, rng: Random) -> Iterator[float]:
    """Clicks at random, over and over from the beginning; what each took but for those that begin again."""
    clicks = 0
    while clicks < CLICKS:
        page.wait_for_timeout(READING)
        ways = page.locator(_CHOICE).all()
        if ways:
            rng.choice(ways).click()
            yield float(page.evaluate("waited.click"))
            clicks += 1
        else:
            page.locator(".ch-again").first.click()


def _visited(browser: Browser, visit: Callable[[Page], Found], *, slow: bool, net: bool = False) -> Found:
    """What a visit with a fresh profile found: on a processor that may be slowed, over a net that may be slow, too."""
    context = browser.new_context(viewport=_PHONE)
    context.add_init_script(_TIMING)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    if slow:
        tools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    if slow and net:
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", _SLOW_4G)
    found = visit(page)
    context.close()
    return found


def _waits(times: list[float]) -> Waits:
    cuts = quantiles(times, n=20, method="inclusive")
    return Waits(cuts[4], cuts[9], cuts[18])
