"""One story about to be told: everything that is the same on all its pages, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from builder.flow.link import StoryGraph, remembered
from builder.model import Scene
from builder.pages.addresses import Links, beside, folder, links
from builder.pages.labels import capital
from builder.pages.render import prose
from builder.pages.tally import Alarm, Tally, tally


class Way(NamedTuple):
    """A way on that depends on the state, in words; ``when`` is empty for the way that is left."""

    when: str
    href: str


@dataclass(frozen=True, slots=True)
class Telling:
    """What all pages of a story share: its tally, the links among its pages, and their titles by id.

    ``folder`` is where its pages lie, ``beside`` what a link from them to the story's own files begins with.
    """

    graph: StoryGraph
    tally: Tally
    links: Links
    titles: Mapping[str, str]
    folder: str
    beside: str

    def prose(self, text: str | None) -> Markup:
        """The author's prose, its links made right for this story's pages; no words give no HTML."""
        return prose(text, self.beside)

    def alarms(self, found: Iterable[Alarm], going_to: str) -> tuple[Way, ...]:
        """The interrupts a step may set off, as links; one that leads where the play goes already changes nothing."""
        return tuple(Way(alarm.words, self.links.to[alarm.goto]) for alarm in found if alarm.goto != going_to)


@remembered
def telling(graph: StoryGraph) -> Telling:
    """Work out what all pages of a story share."""
    counted = tally(graph)
    told = frozenset(
        scene.id
        for scene in graph.story.scenes.values()
        if not scene.shown and any(counted.step(scene.change, scene.set, scene.id))
    )
    titles = {scene.id: _title(scene) for scene in graph.story.scenes.values()}
    titles |= {outcome.id: outcome.title for outcome in graph.story.outcomes.values()}
    return Telling(graph, counted, links(graph, told), titles, folder(graph.story.id), beside(graph.story))


def _title(scene: Scene) -> str:
    if scene.title:
        return scene.title
    if not scene.shown:
        return "How things stand"
    return capital(scene.stage) if scene.stage else "What happens next"
