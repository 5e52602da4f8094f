"""Reading and checking against the bare parse of the same text, from short stories to very long ones."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Final

from bench.measuring import Cost, command, course, goal, in_turns, one, row, write_story

COLD_RUNS: Final = 15
WORK: Final = {"parse": "libyaml's bare parse", "read": "reading it", "check": "reading and checking it"}


def checking(folder: Path, sizes: tuple[int, ...]) -> None:
    """Print what each length costs, how the costs grow, and the goals."""
    found = {scenes: _length(folder, scenes) for scenes in sizes}
    print("How many times as much ten times the scenes cost:\n")
    for less, more in pairwise(sizes):
        grown = ", ".join(f"{work} {found[more][work].seconds / found[less][work].seconds:.1f}" for work in WORK)
        print(f"  from {less:>6,} to {more:>7,} scenes: {grown}")
    print()
    ten = found[10_000]
    goal("10,000 scenes: reading, against the bare parse", ten["read"].seconds / ten["parse"].seconds, 5, "x")
    goal("10,000 scenes: checking, against reading alone", ten["check"].seconds / ten["read"].seconds, 2, "x")
    goal("10,000 scenes: memory of the whole process", ten["check"].mebibytes, 200, "MiB")
    if 100_000 in found:
        large = found[100_000]["check"]
        goal("100,000 scenes: checking, against 10,000", large.seconds / ten["check"].seconds, 13, "x")
        goal("100,000 scenes: memory of the whole process", large.mebibytes, 1_536, "MiB")
    print()


def _length(folder: Path, scenes: int) -> dict[str, Cost]:
    story = folder / f"long-{scenes}.yml"
    write_story(scenes, story)
    runs = max(1, min(9, 50_000 // scenes))
    costs = in_turns(WORK, lambda work: one(work, story), runs)
    told = f"{scenes:,} scenes, {story.stat().st_size / 1e6:.1f} MB of text, 1,210 combinations of values"
    print(f"{told}. Medians of {runs} {'run' if runs == 1 else 'runs'}.\n")
    for work, cost in costs.items():
        parse, read = costs["parse"].seconds, costs["read"].seconds
        row(WORK[work], cost, f"{cost.seconds / parse:6.1f} x the parse", f"{cost.seconds / read:6.2f} x reading")
    print()
    return costs


def cold_start(folder: Path) -> None:
    """`coolhead check` of 100 scenes from start to exit, everything it needs being in the machine's file cache."""
    small = course(folder / "cold", 100)
    command("check", small)
    runs = [command("check", small) for _ in range(COLD_RUNS)]
    waited, spent = min(each.waited for each in runs), min(each.seconds for each in runs)
    python = min(_bare_python() for _ in range(COLD_RUNS))
    print(f"100 scenes from a cold start, the best of {COLD_RUNS} runs, as a busy machine only adds to them.\n")
    print(f"  {waited:.3f} s from start to exit ({spent:.3f} s of the processor's), Python alone {python:.3f} s\n")
    goal("100 scenes: `coolhead check` from start to exit", waited, 0.25, "s")
    print()


def _bare_python() -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - begun
