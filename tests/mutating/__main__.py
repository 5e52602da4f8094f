"""Faults planted in the code, to see whether a test notices: `make mutants`.

``python -m mutating MODULE… [--share 0.5] [--seconds 6] [--tests FILE…]`` changes one place at a time in the functions
of each module (``flow/guide``) and runs the tests that call the function, the quickest first, until the time is up. It
prints each change that none of them notices.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Final

import pytest
from mutating.changes import Change, changes
from mutating.trying import Got, Trial

TESTS: Final = (
    "tests/unit",
    "tests/transcripts",
    "tests/test_design_exact.py",
    "tests/test_design_rules.py",
    "tests/test_diff.py",
    "tests/test_exact.py",
    "tests/test_flow_rules.py",
    "tests/test_planted_changes.py",
    "tests/test_rules.py",
    "tests/test_stats.py",
)
"""Tests of what is made that need neither a browser nor a site."""


def main() -> int:
    """Try the changes, and print what was not noticed; 1 where that was any."""
    parser = argparse.ArgumentParser(prog="python -m mutating", description=__doc__)
    parser.add_argument("modules", nargs="+", metavar="MODULE", help="what to change: flow/guide")
    parser.add_argument("--share", type=float, default=1, help="of all changes, drawn at random (default: all)")
    parser.add_argument("--seconds", type=float, default=6, help="of the processor, for each (default: %(default)s)")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="FILE", help="what is to notice")
    given = parser.parse_args()
    drawn = Random(7)
    tried = [each for module in given.modules for each in _changes(module) if drawn.random() < given.share]
    found: dict[str, Counter[Got]] = {each.module: Counter() for each in tried}

    def tell(change: Change, got: Got, tests: int) -> None:
        found[change.module][got] += 1
        if got != "noticed":
            place = f"{change.module.replace('.', '/')}.py:{change.line}"
            print(f"{place}: {got} by {tests} tests: {change.was}  →  {change.now}", flush=True)

    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist"]
    pytest.main([*options, *given.tests], plugins=[Trial(tried, given.seconds, tell)])
    for module, got in found.items():
        print(f"{module}: {got.total()} changes, " + ", ".join(f"{count} {each}" for each, count in got.items()))
    return int(any(got.total() > got["noticed"] for got in found.values()))


def _changes(module: str) -> list[Change]:
    name = f"builder.{module.replace('/', '.')}"
    return list(changes(name, Path(str(importlib.import_module(name).__file__)).read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
