"""What a first visit to a scene costs a learner: the bytes of all that the page asks for until a choice can be made."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).parent.parent
GOAL: Final = 10_240
"""Bytes, packed, of the page and the files that it asks for by itself; pictures, sounds and the icon apart."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one page asks for by itself: how many files, their bytes packed, and the bytes of its scripts unpacked."""

    requests: int
    packed: int
    script: int


def weigh(page: Path) -> Weight:
    """A first visit to a page of a built site."""
    files = dict(_asked_for(page))
    scripts = sum(len(file.read_bytes()) for file in files if file.suffix == ".js")
    return Weight(len(files), sum(files.values()), scripts)


def first_visits() -> None:
    """Build this repository's course, and weigh a first visit to each of its scenes."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        command = [sys.executable, "-m", "builder", "build", "-q", "-C", str(ROOT), "--site-dir", str(site)]
        subprocess.run(command, check=True)
        visits = [_by_kind(page) for page in sorted(site.rglob("*.html")) if _is_in_play(page)]
    print("A first visit to a scene of our stories, in bytes packed with gzip, and in requests.\n")
    for kind in dict.fromkeys(kind for visit in visits for kind in visit):
        print(f"  {kind:<28}{median(visit.get(kind, 0) for visit in visits):8.0f}")
    whole = sorted(sum(visit.values()) for visit in visits)
    print(f"  {'all, median of the pages':<28}{median(whole):8.0f} {median(whole) / GOAL:6.2f} x the goal")
    print(f"  {'all, largest page':<28}{whole[-1]:8} {whole[-1] / GOAL:6.2f} x the goal")
    print(f"  {'requests, most':<28}{max(map(len, visits)):8}\n")


def _is_in_play(page: Path) -> bool:
    return 'class="ch-lean"' in page.read_text("utf-8")


def _by_kind(page: Path) -> dict[str, int]:
    return {"the page" if file == page else file.name: packed for file, packed in _asked_for(page)}


def _asked_for(page: Path) -> Iterator[tuple[Path, int]]:
    """The page, and each file that it asks for where scripts run, with its weight."""
    html = re.sub(r"<noscript>.*?</noscript>", "", page.read_text("utf-8"), flags=re.DOTALL)
    yield page, _packed(page)
    for address in re.findall(r'<(?:script|link)\b[^>]*?\b(?:src|href)="([^"?]+\.(?:js|css))[?"]', html):
        yield page.parent / address, _packed(page.parent / address)


def _packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))
