"""`make bench`: what reading, checking, building, a visit and a save cost, as ratios to floors of the same run.

It takes some minutes. LARGE=1 adds a story of 100,000 scenes, a thousand stories and 2 GiB of films: some minutes more,
3 GiB of memory, and 6 GiB of disk for a while.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.building import building
from bench.checking import checking, cold_start
from bench.scale import films, many_stories, very_long_story


def main(large: bool) -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        cold_start(Path(folder))
        checking(Path(folder), (100, 1_000, 10_000, 100_000) if large else (100, 1_000, 10_000))
        building(Path(folder))
        if large:
            many_stories(Path(folder))
            very_long_story(Path(folder))
            films(Path(folder))
    # Late, as what this process holds counts as the peak of those that it starts.
    from bench.clicking import clicking
    from bench.first_visit import first_visits
    from bench.sampling import sampling
    from bench.saving import saving

    sampling()
    first_visits()
    clicking()
    saving()


if __name__ == "__main__":
    main("--large" in sys.argv)
