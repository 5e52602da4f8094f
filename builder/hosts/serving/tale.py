"""One story as the live site shows it: its scenes and what its script loads, each made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from builder.flow.guide import Guide
from builder.flow.link import StoryGraph
from builder.formats.dot import draw_blank
from builder.hosts.mkdocs_plugin.frame import Frame
from builder.model import Course
from builder.pages.compile import places_by_address, scene_page
from builder.pages.playdata import live_data_files, revision


@dataclass(frozen=True, eq=False)
class Tale:
    """A story that is shown, with the course it was sound in; ``guide`` is None while it is not known.

    Drawings are kept in ``kept``. Safe to use from any thread: what two of them make at once is the same.
    """

    graph: StoryGraph
    course: Course
    guide: Guide | None
    kept: Path

    def scene(self, address: str, frame: Frame) -> bytes | None:
        """The page of a scene or outcome in its frame; None where no page has this address."""
        place = self._places.get(address)
        page = scene_page(self.graph, self.course, place) if place is not None else None
        if page is None:
            return None
        play = self.guide.plays.get(page.place, "") if self.guide is not None else ""
        return frame.around(page, self.graph.story.title, revision(self.graph), play)

    def data(self, address: str) -> bytes | None:
        """A file that the learner's script loads; None where there is none at this address."""
        make = self._files.get(address)
        return make() if make is not None else None

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return places_by_address(self.graph)

    @cached_property
    def _files(self) -> Mapping[str, Callable[[], bytes]]:
        map = partial(draw_blank, self.graph, self.kept)
        return dict(live_data_files(self.graph, self.course, self.guide, map))
