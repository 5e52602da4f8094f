"""A site that is served while its author writes: MkDocs builds its frame, and pages go into it when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage

from builder.flow.link import StoryGraph
from builder.hosts.mkdocs_plugin.files import kept_in, markdown_addresses
from builder.hosts.mkdocs_plugin.frame import Frame, in_template
from builder.hosts.mkdocs_plugin.framed import Made, course_pages, story_pages
from builder.hosts.mkdocs_plugin.navigation import in_course_order
from builder.hosts.mkdocs_plugin.pages import FramedPage
from builder.hosts.mkdocs_plugin.plugin import Checking, CoolheadPlugin, Held
from builder.hosts.mkdocs_plugin.running import Ears, load, plugin_of, run
from builder.model import Course
from builder.pages.compile import Page
from builder.pipeline import Checked


@dataclass(frozen=True, slots=True)
class Live:
    """A site as MkDocs left it: ``folder`` holds all but what its stories and their course are the source of.

    What is asked of it may be asked by one thread at a time, and not while another site is being built.
    """

    folder: Path
    kept: Path
    sources: frozenset[Path]
    _config: MkDocsConfig
    _plugin: CoolheadPlugin
    _held: Held
    _pages: Mapping[str, MkDocsPage]

    @property
    def frame(self) -> Frame:
        """What stands around a scene."""
        return self._held.frame

    def course_pages(self, checked: Checked) -> Made:
        """The framed pages of the course, by their addresses."""
        order = in_course_order(checked.course, checked.graphs)
        return course_pages(checked, order, markdown_addresses(self._held.files, self._config))

    def story_pages(self, graph: StoryGraph, course: Course) -> Made:
        """The framed pages of one story, by their addresses."""
        return story_pages(graph, course, self.kept)

    def has(self, address: str) -> bool:
        """Whether the site was built with a page at this address."""
        return address in self._pages

    def framed(self, page: Page) -> bytes:
        """A page that the site was built with, in its frame; home stands below the words of an author, if any."""
        around = self._pages[page.address]
        if page.kind == "home":
            self._plugin.home = page
        if isinstance(around, FramedPage):
            around.show(page)
        return self._rendered(around).encode(errors="xmlcharrefreplace")

    def address_of(self, file: Path) -> str | None:
        """Where the page of a Markdown file is; None for any other file."""
        found = (page for page in self._pages.values() if not isinstance(page, FramedPage))
        return next((page.file.dest_uri for page in found if page.file.abs_src_path == str(file)), None)

    def rewritten(self, address: str) -> bytes | None:
        """A Markdown page as its file now is; None where other pages, too, tell something of it that has changed."""
        page = self._pages[address]
        before = page.title, dict(page.meta)
        html = self._rendered(page)
        return html.encode(errors="xmlcharrefreplace") if (page.title, page.meta) == before else None

    def _rendered(self, page: MkDocsPage) -> str:
        """What MkDocs does to a page, once more for this one."""
        config, files, events = self._config, self._held.files, self._config.plugins
        page = events.on_pre_page(page, config=config, files=files) or page
        page.read_source(config)
        page.markdown = events.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = events.on_page_content(page.content or "", page=page, config=config, files=files)
        template = self._held.env.get_template(page.meta.get("template", "main.html"))
        page.active = True
        try:
            return in_template(page, template.render, config, files, self._held.nav)
        finally:
            page.active = False


def live_config(config_file: Path, ears: Ears) -> MkDocsConfig:
    """A ``mkdocs.yml`` as the live site takes it: warnings stop nothing. Raises `BuilderError` where it is broken."""
    config = load(config_file, ears, site_dir=None)
    config.strict = False
    return config


def build_live(config: MkDocsConfig, folder: Path, earlier: Path, url: str, ears: Ears, checking: Checking) -> Live:
    """Let MkDocs build a site into ``folder``, after the one in ``earlier``, to be served at ``url``.

    Raises `BuilderError` where it cannot be built.
    """
    config.site_dir, config.site_url = str(folder), url
    plugin_of(config).earlier = earlier
    run(config, ears, checking, url)
    plugin = plugin_of(config)
    assert plugin.held is not None, "the site was built"
    found = (file.abs_src_path for file in plugin.held.files)
    sources = frozenset(Path(path) for path in found if path is not None)
    pages = {file.dest_uri: file.page for file in plugin.held.files.documentation_pages() if file.page is not None}
    return Live(folder, kept_in(config), sources, config, plugin, plugin.held, pages)


def watched(config: MkDocsConfig) -> tuple[Path, ...]:
    """The files and folders that the site is made from, stories included."""
    own_theme = [config.theme.custom_dir] if config.theme.custom_dir else []
    return tuple(map(Path, [config.docs_dir, config.config_file_path, *config.watch, *own_theme]))
