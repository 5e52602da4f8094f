"""How a cost is measured, and printed beside another: a process of its own for each run, runs taking turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MEBIBYTE = 2**20
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds, the seconds that went by, and the process's peak of memory in MiB, interpreter included."""

    seconds: float
    waited: float
    mebibytes: float


def one(work: str, path: Path) -> Cost:
    """One piece of work of `bench.one` in a process of its own; only the work is timed, not the imports before it."""
    command = [sys.executable, "-m", "bench.one", work, str(path)]
    return Cost(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))


def command(name: str, course: Path) -> Cost:
    """Run one `coolhead` command to its end; the costs are its own and those of whatever it started.

    Python may keep its byte code, whatever this process was told: whoever installed coolhead has it.
    """
    log = course / "log.txt"
    begun = time.perf_counter()
    with log.open("wb") as output:
        started = subprocess.Popen(
            [sys.executable, "-m", "builder", name, "-C", str(course)], stdout=output, stderr=output, env=_ENVIRONMENT
        )
        _, status, usage = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    waited = time.perf_counter() - begun
    if started.returncode != 0:
        sys.exit(f"coolhead {name} failed (exit {started.returncode}):\n{log.read_text(encoding='utf-8')}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, waited, usage.ru_maxrss * unit / MEBIBYTE)


def in_turns(names: Iterable[str], run: Callable[[str], Cost], times: int) -> dict[str, Cost]:
    """The median cost of each; they take turns, so that a busy moment of the machine falls on all of them."""
    names = list(names)
    runs = [{name: run(name) for name in names} for _ in range(times)]
    return {name: _median([each[name] for each in runs]) for name in names}


def row(name: str, cost: Cost, *ratios: str) -> None:
    """Print a line of a table."""
    print(f"  {name:<28}{cost.seconds:8.3f} s {cost.mebibytes:7.0f} MiB  {'  '.join(ratios)}")


def goal(said: str, measured: float, most: float, unit: str) -> None:
    """Print a goal, what was measured, and whether it is met."""
    print(f"  {said:<56}{measured:8.2f} {unit:<4} at most {most:g}: {'met' if measured <= most else 'MISSED'}")


def course(folder: Path, scenes: int) -> Path:
    """A course with one story of so many scenes."""
    (folder / "stories").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    write_story(scenes, folder / "stories" / "long.yml")
    return folder


def write_story(scenes: int, file: Path) -> None:
    """Write a long story; apart from this process, as what this one holds counts as the peak of those it starts."""
    subprocess.run([sys.executable, "-m", "bench.long_story", str(scenes), str(file)], check=True)


_MKDOCS = """\
site_name: Bench
docs_dir: stories
theme: {name: material}
plugins: [search, coolhead]
"""


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        median(each.seconds for each in costs),
        median(each.waited for each in costs),
        median(each.mebibytes for each in costs),
    )
