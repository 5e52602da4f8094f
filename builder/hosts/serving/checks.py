"""Checking a course again and again while its author writes."""

from __future__ import annotations

import time

from builder.pipeline import Checked, Known, check
from builder.settings import Settings
from builder.sources import CourseSources


def timed_check(sources: CourseSources, settings: Settings, edited: int, known: Known) -> tuple[Checked, float]:
    """A check, and how many seconds it took for each story that was edited."""
    begun = time.monotonic()
    checked = check(sources, settings, guiding=True, covering=True, known=known)
    return checked, (time.monotonic() - begun) / max(edited, 1)


def copied(known: Known) -> Known:
    """What is known now, for a thread of its own: two at once would mix up what they learn."""
    return Known(linked=known.linked.copy(), judged=known.judged.copy())
