"""A picture has no words for those who do not see it, or only its file's name.

Whoever listens to the page hears nothing, or "phone dot jay peg" (WCAG 2.2, 1.1.1). A cue that stands only in a
picture is lost on them, and reading cues is what the story is for.

Reported:

    cast:
      priya: {name: Priya Sethi, role: customer, image: phone.svg}       # <- missing-alt
    scenes:
      hello:
        speaker: priya
        text: '"Twelve students, at six."'
        media: {image: phone.svg, alt: phone.svg}        # <- missing-alt
        next: settled
    outcomes:
      settled: {result: success, title: The lesson runs}

Accepted:

    cast:
      priya: {name: Priya Sethi, role: customer, image: phone.svg, alt: A woman at a kitchen table}
    scenes:
      hello:
        speaker: priya
        text: '"Twelve students, at six."'
        media: {image: phone.svg, alt: ""}
        next: settled
    outcomes:
      settled: {result: success, title: The lesson runs}

To mend it, write under `alt` what the picture tells. `alt: ""` says that it only decorates, and tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from builder.diagnostics import Diagnostic, Severity
from builder.model import Story
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(story: Story) -> Iterator[Diagnostic]:
    """One finding for every picture without words of its own."""
    for member in story.cast.values():
        if member.image is not None:
            yield from _judged(Place(story.file, ("cast", member.id)), member.image, member.alt)
    for scene in story.scenes.values():
        if scene.media is not None and scene.media.kind == "image":
            yield from _judged(Place(story.file, ("scenes", scene.id, "media")), scene.media.file, scene.media.alt)


def _judged(at: Place, file: str, alt: str | None) -> Iterator[Diagnostic]:
    help = 'Say in `alt` what it tells; `alt: ""` marks a picture that only decorates.'
    if alt is None:
        yield Diagnostic("missing-alt", at.at("image"), "This picture has no `alt`.", help)
    elif _is_file_name(alt, file):
        yield Diagnostic("missing-alt", at.at("alt"), "This `alt` is the name of a file.", help)


def _is_file_name(alt: str, file: str) -> bool:
    path = PurePosixPath(file)
    return alt.strip() in (file, path.name) or bool(
        re.fullmatch(r"\S+\.(?:jpe?g|png|gif|svg|webp|avif)", alt.strip(), re.I)
    )
