"""The site while its author works on it: what was saved is made anew, and the rest stays as it was."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from builder.diagnostics import BuilderError, Severity
from builder.hosts.folder import read_course_folder
from builder.hosts.mkdocs_plugin.live import build_live, live_config, watched
from builder.hosts.mkdocs_plugin.running import Ears
from builder.hosts.serving.answers import HTML, Answer, moved
from builder.hosts.serving.author import author_answer, followed
from builder.hosts.serving.bar import Shown
from builder.hosts.serving.changes import (
    after,
    concern,
    edited,
    files_around,
    fits,
    only_pages_differ,
    shown_tales,
    with_tales,
)
from builder.hosts.serving.checks import Took, timed_check
from builder.hosts.serving.gate import address_of
from builder.hosts.serving.judging import Judging
from builder.hosts.serving.site import Site
from builder.hosts.serving.tabs import Tabs
from builder.hosts.serving.tale import Tale
from builder.hosts.serving.waiting import being_made, not_built
from builder.pages.addresses import HOME
from builder.pipeline import Checked, Known, link_stories
from builder.settings import Settings
from builder.sources import CourseSources

_QUICK: Final = 0.15
"""Seconds that checking may take and still come before the pages: then all is told at once."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What stays the same as long as a course is served: where it is, and who is told.

    ``base`` is the path that the site is served at, ``url`` its whole address, ``folder`` a place for files that are
    made, ``editor`` what opens the author's own.
    """

    config_file: Path
    folder: Path
    base: str
    url: str
    ears: Ears
    tabs: Tabs
    editor: str

    @property
    def root(self) -> Path:
        """The course's folder."""
        return self.config_file.parent


@dataclass(slots=True)
class Following:
    """The site as it follows its author: one thread moves it on, the server's threads ask it."""

    ground: Ground
    places: tuple[Path, ...] = ()
    """What it is made from, to be watched; the folder of the stories is the first."""
    _site: Site | None = None
    _checked: Checked | None = None
    _trouble: str | None = None
    _known: Known = field(default_factory=Known)
    _busy: threading.Lock = field(default_factory=threading.Lock)
    _moving: threading.RLock = field(default_factory=threading.RLock)
    _begun: str = field(default_factory=lambda: secrets.token_hex(4))
    _sites: int = 0
    _tellings: int = 0
    _builds: int = 0
    _took: Took = field(default_factory=dict)
    _judging: Judging = field(init=False)

    def __post_init__(self) -> None:
        fault = partial(self.ground.ears.say, Severity.ERROR)
        self._judging = Judging(self._known, self._moving, self._judged, fault, self.ground.tabs.anybody)

    # -- asked by the server --

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        """What a request for this path gets."""
        self._judging.last_request = time.monotonic()
        base = self.ground.base
        if path.startswith(f"{base}_author/"):
            return author_answer(path.removeprefix(f"{base}_author/"), query, self._shown())
        if path != base and path in ("/", base.rstrip("/")):
            return moved(base)
        version, site = self.version(), self._site
        answer = self._page(address_of(path, base), site)
        if answer.kind == HTML and isinstance(answer.body, bytes):
            return replace(answer, body=followed(answer.body, base, version, barred=self._checked is not None))
        return answer

    def version(self) -> str:
        """The state of the site, and after a point that of the findings; another one each time either changes."""
        return f"{self._begun}-{self._sites}.{self._tellings}"

    def _page(self, address: str | None, site: Site | None) -> Answer:
        if site is None and self._trouble is None:
            return being_made(self.ground.base)
        if site is None:
            return not_built(self._trouble or "", self._checked, self.ground.base)
        return (site.answer(address) if address is not None else None) or site.missing()

    def _shown(self) -> Shown | None:
        checked, site = self._checked, self._site
        if checked is None:
            return None
        tales = site.tales if site is not None else {}
        graphs = {id: tale.graph for id, tale in tales.items()}
        guides = {id: tale.guide for id, tale in tales.items() if tale.guide is not None}
        return Shown(checked, graphs, guides, self.ground.root, self.ground.editor, self._trouble)

    # -- moved on by the author --

    def follow(self, saved: frozenset[Path] | None = None) -> None:
        """Take in what was saved, or everything; whatever is wrong is told, and the last good pages stay."""
        trouble = self._trouble
        try:
            self._take_in(saved)
        except BuilderError as error:
            self._trouble = str(error)
        except Exception as error:  # a fault of ours: the next save is another try
            self._trouble = f"The site could not be made ({type(error).__name__}: {error}). Mend that and save."
        else:
            self._trouble = None
        if self._trouble is not None:
            self.ground.ears.say(Severity.ERROR, self._trouble)
        if self._trouble != trouble or self._site is None:
            self._tell(site=self._site is None)

    def _take_in(self, saved: frozenset[Path] | None) -> None:
        site = self._site
        if site is None or saved is None or self._trouble is not None:
            self._build()
            return
        stories = {self.ground.root / story.source.name for story in site.sources.stories}
        around = {self.ground.root / name for name in files_around(site.sources)}
        if not concern(saved, site.live.sources | stories | around):
            return
        sources = read_course_folder(self.places[0], root=self.ground.root)
        changed = edited(site.sources, sources)
        if changed and saved <= stories:
            self._edit(site, sources, changed)
        elif (changed != frozenset() or not saved <= stories) and not self._rewrite(site, sources, saved):
            self._build()

    def _rewrite(self, site: Site, sources: CourseSources, saved: frozenset[Path]) -> bool:
        """Show Markdown pages anew, if nothing else has changed by them; gives whether that was all there was to do."""
        addresses = [site.live.address_of(path) for path in saved]
        if not only_pages_differ(site.sources, sources) or None in addresses:
            return False
        with self._busy:
            pages = {address: site.live.rewritten(address) for address in addresses if address is not None}
        if None in pages.values():
            return False
        checked = self._check(sources, site.settings, ())
        tales = self._tales(sources, checked)
        of_stories = self._for_pages(checked, tales)
        fresh = {address: page for address, page in pages.items() if page is not None and address != HOME}
        self._show(replace(after(site, sources, of_stories, tales), rewritten={**site.rewritten, **fresh}))
        return True

    def _build(self) -> None:
        """Let MkDocs build the site, and show it once it is whole."""
        self._builds += 1
        ground, folder = self.ground, self.ground.folder / str(self._builds)
        earlier = self._site.live.folder if self._site is not None else folder
        found: list[tuple[CourseSources, Settings, Checked, Mapping[str, Tale]]] = []

        def checking(sources: CourseSources, settings: Settings) -> Checked:
            checked = self._check(sources, settings, {story.id for story in sources.stories} - self._took.keys())
            tales = self._tales(sources, checked)
            found.append((sources, settings, self._for_pages(checked, tales), tales))
            return found[-1][2]

        try:
            with self._busy:
                config = live_config(ground.config_file, ground.ears)
                self.places = watched(config)
                live = build_live(config, folder, earlier, ground.url, ground.ears, checking)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._show(Site(ground.base, self._busy, live, *found[-1]))
        for old in set(ground.folder.iterdir()) - {folder, earlier}:  # which may still be read
            shutil.rmtree(old, ignore_errors=True)

    def _edit(self, site: Site, sources: CourseSources, edited: Collection[str]) -> None:
        """Show stories anew whose text was changed: with all that rules say of them where that is soon said."""
        checked, tales = self._linked(site, sources)
        differ = any(tale is not site.tales.get(id) for id, tale in tales.items())
        if not differ or sum(self._took.get(id, 0) for id in edited) <= _QUICK:
            checked = self._check(sources, site.settings, edited)
            tales = self._tales(sources, checked)
        if not fits(site, tales):
            self._build()
            return
        moved = after(site, sources, self._for_pages(checked, tales), tales)
        with self._moving:
            if differ or any(story.id not in tales for story in checked.stories):
                self._show(moved)
            else:
                self._keep(moved)
            if self._checked is not checked:
                self._judging.ask(moved, edited)

    def _check(self, sources: CourseSources, settings: Settings, edited: Collection[str]) -> Checked:
        checked, took = timed_check(sources, settings, edited, self._known)
        with self._moving:
            self._judging.drop()
            self._took |= took
            self._hear(checked)
        return checked

    def _hear(self, checked: Checked) -> None:
        self._checked = checked
        self.ground.ears.report(checked)

    def _linked(self, site: Site, sources: CourseSources) -> tuple[Checked, Mapping[str, Tale]]:
        """As much as pages can be made of; of what did not change, all that was known."""
        course, linked = link_stories(sources, self._known)
        graphs = tuple(each.graph for each in linked if each.graph is not None)
        guides = {
            id: tale.guide
            for id, tale in site.tales.items()
            if tale.guide is not None and any(graph is tale.graph for graph in graphs)
        }
        stories = tuple(each.story for each in linked)
        checked = replace(site.checked, course=course, stories=stories, graphs=graphs, guides=guides)
        return checked, self._tales(sources, checked)

    def _tales(self, sources: CourseSources, checked: Checked) -> Mapping[str, Tale]:
        before = self._site.tales if self._site is not None else {}
        kept = self.ground.root / ".coolhead"
        return shown_tales((story.id for story in sources.stories), checked, before, kept)

    def _for_pages(self, checked: Checked, tales: Mapping[str, Tale]) -> Checked:
        return with_tales(checked, tales, self._site.checked if self._site is not None else None)

    def _judged(self, site: Site, checked: Checked, took: Took) -> None:
        """Tell what the rules said of the site that is shown."""
        self._took |= took
        self._hear(checked)
        tales = self._tales(site.sources, checked)
        self._keep(after(site, site.sources, self._for_pages(checked, tales), tales))

    def _show(self, site: Site) -> None:
        with self._moving:
            self._site, self._judging.last_shown = site, time.monotonic()
            self._tell(site=True)

    def _keep(self, site: Site) -> None:
        """The same pages, and something else to say of them."""
        with self._moving:
            self._site = site
            self._tell(site=False)

    def _tell(self, *, site: bool) -> None:
        with self._moving:
            self._sites, self._tellings = self._sites + site, self._tellings + 1
            self.ground.tabs.tell("version", self.version())
