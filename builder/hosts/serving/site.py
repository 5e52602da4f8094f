"""The site as it stands at one moment: what each of its addresses answers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Lock
from urllib.parse import quote

from builder.hosts.mkdocs_plugin.framed import Made
from builder.hosts.mkdocs_plugin.live import Live
from builder.hosts.serving.answers import HTML, SCRIPT, Answer, kind_of, moved, told
from builder.hosts.serving.tale import Tale
from builder.hosts.serving.waiting import story_page
from builder.pipeline import Checked
from builder.settings import Settings
from builder.sources import CourseSources


@dataclass(frozen=True, slots=True)
class Site:
    """What is shown until something else is: whole, and never changed.

    ``checked`` is what the pages are made from: the last check, with the last good graph of each story that is broken
    now. ``tales`` has the stories that are shown. ``rewritten`` has Markdown pages that were edited since the site was
    built, and ``kept`` framed pages that were made already, both by address.
    MkDocs is ``busy`` with one thing at a time. ``base`` is the path that the site is served at.
    """

    base: str
    busy: Lock
    live: Live
    sources: CourseSources
    settings: Settings
    checked: Checked
    tales: Mapping[str, Tale]
    rewritten: Mapping[str, bytes] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)

    def answer(self, address: str) -> Answer | None:
        """What an address below the site's own path answers; None where it has nothing."""
        name = f"{address}index.html" if not address or address.endswith("/") else address
        folder = self.live.folder / name
        if self.live.has(f"{name}/index.html") or os.path.isdir(folder):  # noqa: PTH112 - of too long a name it says no
            return moved(f"{self.base}{quote(name)}/")
        return self._of_story(name) or self._framed(name) or self._file(name) or self._unread(name)

    def _of_story(self, name: str) -> Answer | None:
        tale = self.tales.get(name.partition("/")[0])
        if tale is None:
            return None
        if name.endswith(".js"):
            data = tale.data(name)
            return Answer(data, SCRIPT) if data is not None else None
        page = tale.scene(name, self.live.frame)
        return Answer(page) if page is not None else None

    def _framed(self, name: str) -> Answer | None:
        made = self.kept.get(name) or self.rewritten.get(name)
        if made is None:
            make = self._makers(name).get(name) if self.live.has(name) else None
            if make is None:
                return None
            page = make()
            with self.busy:
                made = self.kept[name] = self.live.framed(page)
        return Answer(made)

    def _makers(self, name: str) -> Made:
        tale = self.tales.get(name.partition("/")[0])
        of_story = self.live.story_pages(tale.graph, tale.course) if tale is not None else {}
        return of_story if name in of_story else self.live.course_pages(self.checked)

    def _file(self, name: str) -> Answer | None:
        path = self.live.folder / name
        is_file = os.path.isfile(path)  # noqa: PTH113 - likewise
        if not is_file or not path.resolve().is_relative_to(self.live.folder.resolve()):
            return None
        kind = kind_of(name)
        return Answer(path.read_bytes() if kind == HTML else path, kind)

    def _unread(self, name: str) -> Answer | None:
        """A page of its findings for a story that was never sound."""
        id = name.partition("/")[0]
        if id in self.tales or all(story.id != id for story in self.checked.stories):
            return None
        return story_page(id, self.checked, self.base)

    def missing(self) -> Answer:
        """What an address answers that the site does not have."""
        page = self.live.folder / "404.html"
        if not page.is_file():
            return told("There is no such page.", HTTPStatus.NOT_FOUND)
        return Answer(page.read_bytes(), HTML, HTTPStatus.NOT_FOUND)
