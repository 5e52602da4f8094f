"""Does one piece of work in a process of its own, and prints what it cost: python -m bench.one WORK PATH.

A process for each run keeps the peak of memory its own, and leaves nothing warm for the next.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from bench.long_story import long_story
from bench.measuring import MEBIBYTE
from builder.sources import CourseSources, Source, StorySource

Work: TypeAlias = Callable[[], None]


def parse(story: Path) -> Work:
    """The floor of reading: the C library goes through the text, and nothing is made of it."""
    from _ruamel_yaml import CParser

    data = story.read_bytes()
    return lambda: CParser(data).raw_parse()


def read(story: Path) -> Work:
    """From bytes to a typed story, every fault a finding with its place."""
    from builder.storyfile.read import read_story

    return _warmed(story, lambda found: read_story(found).findings)


def check(story: Path) -> Work:
    """Reading, linking and every rule: all that `coolhead check` does."""
    from builder.pipeline import check as check_course
    from builder.settings import Settings

    return _warmed(story, lambda found: check_course(CourseSources((found,)), Settings()).findings)


def write(site: Path) -> Work:
    """The floor of building: pages that are ready are put into an empty folder, one file each."""
    pages = {path.name: path.read_bytes() for kind in ("*.html", "*/*.js") for path in site.glob(f"**/{kind}")}

    def work() -> None:
        with tempfile.TemporaryDirectory(dir=site.parent) as folder:
            for name, page in pages.items():
                Path(folder, name).write_bytes(page)

    return work


def _warmed(story: Path, find: Callable[[StorySource], Collection[object]]) -> Work:
    """The work of finding nothing wrong with a story, after whatever has to be imported for it was."""

    def work(data: bytes) -> None:
        assert not find(StorySource("long", Source("stories/long.yml", data)))

    work(long_story(2).encode())
    return partial(work, story.read_bytes())


WORK: Final[Mapping[str, Callable[[Path], Work]]] = {each.__name__: each for each in (parse, read, check, write)}


def main(name: str, path: str) -> None:
    """Print the seconds that the work took, and the peak of memory of the whole process."""
    work = WORK[name](Path(path))
    begun, waiting = time.process_time(), time.perf_counter()
    work()
    seconds, waited = time.process_time() - begun, time.perf_counter() - waiting
    unit = 1 if sys.platform == "darwin" else 1024
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEBIBYTE
    print(json.dumps({"seconds": seconds, "waited": waited, "mebibytes": mebibytes}))


if __name__ == "__main__":
    main(*sys.argv[1:])
