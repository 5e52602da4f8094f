"""Checking a course again and again while its author writes."""

from __future__ import annotations

import time
from collections.abc import Collection
from typing import TypeAlias

from builder.pipeline import Checked, Known, check
from builder.settings import Settings
from builder.sources import CourseSources

Took: TypeAlias = dict[str, float]
"""Seconds by story."""


def timed_check(
    sources: CourseSources, settings: Settings, edited: Collection[str], known: Known
) -> tuple[Checked, Took]:
    """A check, and the seconds that it took for each story that was edited, by its share of their text."""
    begun = time.monotonic()
    checked = check(sources, settings, guiding=True, covering=True, known=known)
    seconds = time.monotonic() - begun
    sizes = {story.id: len(story.source.data) for story in sources.stories if story.id in edited}
    return checked, {id: seconds * size / max(sum(sizes.values()), 1) for id, size in sizes.items()}


def copied(known: Known) -> Known:
    """What is known now, for a thread of its own: two at once would mix up what they learn."""
    return Known(linked=known.linked.copy(), judged=known.judged.copy())
