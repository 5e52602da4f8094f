"""Runs one piece of work on one story in a process of its own, and prints what it cost: python -m bench.one WORK FILE.

A process for each run keeps the peak of memory its own, and leaves nothing warm for the next.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from bench.long_story import long_story
from builder.sources import CourseSources, Source, StorySource


def parse(data: bytes) -> None:
    """The floor: the C library goes through the text and nothing is made of it."""
    from _ruamel_yaml import CParser

    CParser(data).raw_parse()


def read(data: bytes) -> None:
    """From bytes to a typed story, every fault a finding with its place."""
    from builder.storyfile.read import read_story

    assert not read_story(_story(data)).findings


def check(data: bytes) -> None:
    """Reading, linking and every rule: all that `coolhead check` does."""
    from builder.pipeline import check as check_course
    from builder.settings import Settings

    assert not check_course(CourseSources((_story(data),)), Settings()).findings


def _story(data: bytes) -> StorySource:
    return StorySource("long", Source("stories/long.yml", data))


WORK: Final[Mapping[str, Callable[[bytes], None]]] = {
    work.__name__: work for work in (parse, read, check)
}  # fmt: skip


def main(name: str, file: str) -> None:
    """Print the processor seconds and the megabytes that the work took, beyond what its imports and its text take."""
    data = Path(file).read_bytes()
    WORK[name](long_story(2).encode())  # imports are paid for here
    before = _peak()
    started = time.process_time()
    WORK[name](data)
    print(json.dumps({"seconds": time.process_time() - started, "megabytes": _peak() - before}))


def _peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main(*sys.argv[1:])
