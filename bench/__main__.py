"""`make bench`: what reading, checking and building cost, as ratios to floors measured in the same run, and a visit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench.first_visit import first_visits
from bench.long_story import long_story

SCENES: Final = 10_000
READS: Final = 7
BUILDS: Final = 3

_MKDOCS: Final = """\
site_name: Bench
docs_dir: stories
theme: {name: material}
plugins: [search, coolhead]
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds, and the peak of memory in megabytes."""

    seconds: float
    megabytes: float


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        reading(Path(folder))
        building(Path(folder))
    first_visits()


# -- reading --


def reading(folder: Path) -> None:
    """Reading and checking against the bare parse of the same text."""
    story = folder / "long.yml"
    story.write_text(long_story(SCENES), encoding="utf-8")
    size = story.stat().st_size / 1e6
    print(f"A story of {SCENES:,} scenes, {size:.1f} MB. Processor seconds, medians of {READS} runs.\n")
    costs = _in_turns(("parse", "read", "check"), lambda work: _one(work, story), READS)
    floor = costs["parse"].seconds
    said = {
        "parse": "libyaml's bare parse",
        "read": "reading into the model",
        "check": "reading and checking it",
    }
    for work, cost in costs.items():
        _row(said[work], cost, f"{cost.seconds / floor:6.1f} x the parse")
    print()


def _one(work: str, path: Path) -> Cost:
    command = [sys.executable, "-m", "bench.one", work, str(path)]
    return Cost(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


# -- building --


def building(folder: Path) -> None:
    """`coolhead build` of the long story against the same site with a story of one scene, reading apart.

    What the machine takes to make so many files is told beside it: on some disks that is most of the cost.
    """
    courses = {"long": _course(folder / "long", SCENES), "bare": _course(folder / "bare", 1)}
    for course in courses.values():
        _command("build", course)  # compiles the drawing engine for the machine's cache, and fills the course's own
    jobs: dict[str, Callable[[], Cost]] = {
        "bare check": lambda: _command("check", courses["bare"]),
        "long check": lambda: _command("check", courses["long"]),
        "bare build": lambda: _command("build", courses["bare"]),
        "long build": lambda: _command("build", courses["long"]),
        "long build, edited": lambda: _after_an_edit(courses["long"]),
        "its files alone": lambda: _one("write", courses["long"] / "site"),
    }
    costs = _in_turns(jobs, lambda name: jobs[name](), BUILDS)
    print(f"The whole command, from start to exit. Processor seconds, medians of {BUILDS} runs.\n")
    bare = costs["bare build"].seconds
    for name, cost in costs.items():
        _row(name, cost, f"{cost.seconds / bare:6.2f} x the bare build")
    read = costs["long check"].seconds - costs["bare check"].seconds
    pages = costs["long build"].seconds - bare - read
    files = costs["its files alone"].seconds
    print(f"\n{SCENES / costs['long build'].seconds:,.0f} pages a second, everything counted")
    print(f"{SCENES / pages:,.0f} pages a second, the rest of the site and reading apart")
    print(f"{pages / files:.1f} x making the files alone")
    print(f"{(bare + pages) / bare:.2f} x the same site without scenes, reading apart (goal: 2 at most)")
    print(f"{(bare + pages - files) / bare:.2f} x, the making of the files apart too")


def _course(folder: Path, scenes: int) -> Path:
    (folder / "stories").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    (folder / "stories" / "long.yml").write_text(long_story(scenes), encoding="utf-8")
    return folder


def _after_an_edit(course: Path) -> Cost:
    """A build after the story was changed, so that nothing remembered from the last build holds."""
    story = course / "stories" / "long.yml"
    story.write_text(
        story.read_text(encoding="utf-8").replace("call-0:\n    title: ", "call-0:\n    title: A "), "utf-8"
    )
    return _command("build", course)


def _command(name: str, course: Path) -> Cost:
    """Run one `coolhead` command to its end; the costs are its own and those of whatever it started."""
    log = course / "log.txt"
    with log.open("wb") as output:
        started = subprocess.Popen(
            [sys.executable, "-m", "builder", name, "-C", str(course)], stdout=output, stderr=output
        )
        _, status, usage = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode != 0:
        sys.exit(f"coolhead {name} failed (exit {started.returncode}):\n{log.read_text(encoding='utf-8')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


# -- measuring --


def _in_turns(names: Iterable[str], run: Callable[[str], Cost], times: int) -> dict[str, Cost]:
    """The median cost of each; they take turns, so that a busy moment of the machine falls on all of them."""
    names = list(names)
    runs = [{name: run(name) for name in names} for _ in range(times)]
    return {
        name: Cost(median(each[name].seconds for each in runs), median(each[name].megabytes for each in runs))
        for name in names
    }


def _row(name: str, cost: Cost, ratio: str) -> None:
    print(f"  {name:<28}{cost.seconds:8.3f} s {cost.megabytes:8.0f} MB {ratio}")


if __name__ == "__main__":
    main()
