"""`coolhead build` of a long story against the same site with a story of one scene, reading apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.measuring import Cost, command, course, goal, in_turns, one, row

SCENES: Final = 10_000
RUNS: Final = 3


def building(folder: Path) -> None:
    """What the machine takes to make so many files is told beside it: on some disks that is most of the cost."""
    long = course(folder / "long", SCENES)
    bare = course(folder / "bare", 1)
    for each in (long, bare):
        command("build", each)  # compiles the drawing engine for the machine's cache, and fills the course's own
    jobs: dict[str, Callable[[], Cost]] = {
        "bare check": lambda: command("check", bare),
        "long check": lambda: command("check", long),
        "bare build": lambda: command("build", bare),
        "long build": lambda: command("build", long),
        "long build, edited": lambda: _after_an_edit(long),
        "its files alone": lambda: one("write", long / "site"),
    }
    costs = in_turns(jobs, lambda name: jobs[name](), RUNS)
    print(f"The whole command, from start to exit, {SCENES:,} scenes or one. Medians of {RUNS} runs.\n")
    floor = costs["bare build"].seconds
    for name, cost in costs.items():
        row(name, cost, f"{cost.seconds / floor:6.2f} x the bare build")
    read = costs["long check"].seconds - costs["bare check"].seconds
    pages = costs["long build"].seconds - floor - read
    files = costs["its files alone"].seconds
    print(f"\n  {SCENES / costs['long build'].seconds:,.0f} pages a second, everything counted")
    print(f"  {SCENES / pages:,.0f} pages a second, the rest of the site and reading apart")
    print(f"  {pages / files:.1f} x making the files alone")
    print(f"  {(floor + pages - files) / floor:.2f} x the same site without scenes, making the files apart too\n")
    goal("the build, against the same site without scenes", (floor + pages) / floor, 2, "x")


def _after_an_edit(long: Path) -> Cost:
    """A build after the story was changed, so that nothing remembered from the last build holds."""
    story = long / "stories" / "long.yml"
    story.write_text(
        story.read_text(encoding="utf-8").replace("call-0:\n    title: ", "call-0:\n    title: A "), "utf-8"
    )
    return command("build", long)
