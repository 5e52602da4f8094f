"""Large courses: a thousand stories, a hundred thousand scenes, and films that are copied once and not every time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from bench.long_story import long_story
from bench.measuring import Cost, command, course, goal, in_turns, row

SCENES: Final = 25
STORIES: Final = (100, 1_000)
LENGTHS: Final = (10_000, 100_000)
FILMS: Final = 32
FILM: Final = 64 * 2**20
"""Bytes of one film: with all of them the course has 2 GiB of media."""


def many_stories(folder: Path) -> None:
    """What ten times the stories cost, against ten times what a tenth of them costs."""
    courses = {f"{count:,} stories": _course(folder / str(count), count) for count in STORIES}
    print(f"Stories of {SCENES} scenes; the whole command, one run each.\n")
    _grown(courses)


def very_long_story(folder: Path) -> None:
    """What a story of ten times the scenes costs, against ten times what a tenth of it costs."""
    courses = {f"{count:,} scenes": course(folder / f"of-{count}", count) for count in LENGTHS}
    print("One story; the whole command, one run each.\n")
    _grown(courses)


def _grown(courses: dict[str, Path]) -> None:
    """Check and build a small course and a large one, ten times its size."""
    jobs = {f"{name} {size}": (name, each) for name in ("check", "build") for size, each in courses.items()}
    costs = in_turns(jobs, lambda name: command(*jobs[name]), 1)
    for job, cost in costs.items():
        row(job, cost)
    print()
    small, large = courses
    for name in ("check", "build"):
        times = costs[f"{name} {large}"].seconds / costs[f"{name} {small}"].seconds / 10
        goal(f"{name}: {large} against 10 times {small}", times, 1.3, "x")


def films(folder: Path) -> None:
    """A first build copies them; the second is to cost what it costs without them."""
    bare, full = course(folder / "without-films", 1), course(folder / "films", 1)
    for number in range(FILMS):
        (full / "stories" / f"film-{number}.mp4").write_bytes(os.urandom(2**20) * (FILM // 2**20))
    first = command("build", full)
    sites = {"with": full, "without": bare}
    again = in_turns(sites, lambda name: command("build", sites[name]), 3)
    print(f"{FILMS * FILM / 2**30:.0f} GiB of films beside one story.\n")
    costs: dict[str, Cost] = {"first build": first, "build again": again["with"], "without films": again["without"]}
    for name, cost in costs.items():
        row(name, cost, f"{cost.waited:6.2f} s waited")
    goal("building again, against a course without films", again["with"].waited / again["without"].waited, 1.2, "x")


def _course(folder: Path, stories: int) -> Path:
    made = course(folder, 1)
    (made / "stories" / "long.yml").unlink()
    for number in range(stories):
        text = long_story(SCENES).replace("title: The long queue", f"title: The long queue, {number}")
        (made / "stories" / f"story-{number}.yml").write_text(text, encoding="utf-8")
    return made
