"""A sound or a film has no transcript, or a film no captions.

Whoever cannot hear it misses what is said, and whoever sits in an open office without headphones does too (WCAG 2.2,
1.2.1 and 1.2.2).

Reported:

    scenes:
      hello:
        text: The phone rings.
        media: {audio: phone.svg}                        # <- missing-transcript
        next: again
      again:
        text: It rings again.
        media: {video: phone.svg, transcript: Maren walks to the window.}     # <- missing-transcript
        next: settled
    outcomes:
      settled: {result: success, title: A bed by Sunday}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        media: {audio: phone.svg, transcript: 'Maren: "This is the third Saturday."'}
        next: settled
    outcomes:
      settled: {result: success, title: A bed by Sunday}

To mend it, write what is heard and seen under `transcript`, or name a text file that holds it. A film's `captions` are
a WebVTT file.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.model import Media, Story
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(story: Story) -> Iterator[Diagnostic]:
    """One finding for every sound or film that lacks something."""
    for scene in story.scenes.values():
        if scene.media is not None and (lacks := _lacks(scene.media)):
            place = Place(story.file, ("scenes", scene.id, "media", scene.media.kind))
            what = "sound" if scene.media.kind == "audio" else "film"
            keys = " and no ".join(f"`{key}`" for key in lacks)
            help = "Write what is heard and seen, or name the file that holds it."
            yield Diagnostic("missing-transcript", place, f"This {what} has no {keys}.", help)


def _lacks(media: Media) -> list[str]:
    needed = {"image": (), "audio": ("transcript",), "video": ("captions", "transcript")}[media.kind]
    return [key for key in needed if getattr(media, key) is None]
