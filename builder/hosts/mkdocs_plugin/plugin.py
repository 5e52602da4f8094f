"""The MkDocs plugin `coolhead`: checks the stories beside an author's Markdown and puts their pages into the site."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from builder.diagnostics import BuilderError, Severity
from builder.flow.link import StoryGraph
from builder.hosts.folder import is_yaml, nothing_to_read, read_course_folder
from builder.hosts.mkdocs_plugin.files import PROGRESS, Making, course_files, markdown_addresses, put_in, root_of
from builder.hosts.mkdocs_plugin.frame import Frame, render_frame
from builder.hosts.mkdocs_plugin.framed import course_pages
from builder.hosts.mkdocs_plugin.leaving_out import leave_out_what_acts, leave_out_what_nothing_loads
from builder.hosts.mkdocs_plugin.media import keep_media
from builder.hosts.mkdocs_plugin.navigation import add_course, in_course_order, name_home
from builder.hosts.mkdocs_plugin.pages import FramedPage, ids_in, with_script, without_opening
from builder.hosts.mkdocs_plugin.theme import compare_languages, make_small, mended_frame, set_up_theme
from builder.pages.addresses import HOME, SKILLS, start_address
from builder.pages.compile import Page
from builder.pipeline import Checked, check
from builder.reports import Report, text
from builder.rules import severities
from builder.settings import MAX_COMBINATIONS, Settings
from builder.sources import CourseSources

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_log: Final = get_plugin_logger("coolhead")
_LOUDNESS: Final = {Severity.ERROR: _log.error, Severity.WARNING: _log.warning, Severity.NOTE: _log.info}

Checking: TypeAlias = Callable[[CourseSources, Settings], Checked]
"""What checks a course before its site is built."""


def check_all(sources: CourseSources, settings: Settings) -> Checked:
    """Check a course, and find out all that its site tells."""
    return check(sources, settings, guiding=True, covering=True)


def log_findings(checked: Checked) -> None:
    """Tell MkDocs of every finding, each as one message of its severity: strict mode counts the warnings."""
    for finding in checked.findings:
        _LOUDNESS[finding.diagnostic.severity](text.findings(Report((finding,), ())))
    _log.info(text.summary(checked.report()))


@dataclass(frozen=True, slots=True)
class Held:
    """What it takes to put one more page into its frame once MkDocs has built the others."""

    frame: Frame
    files: Files
    nav: Navigation
    env: Any


class CoolheadConfig(Config):
    """What `plugins: [coolhead: …]` may set: severities, the search's limit, how many stories the navigation lists."""

    severity = config_options.Type(dict, default={})
    limit = config_options.Type(int, default=MAX_COMBINATIONS)
    stories_in_navigation = config_options.Type(int, default=36)


class CoolheadPlugin(BasePlugin[CoolheadConfig]):
    """One site being built; it lives on while a server rebuilds, and then holds what the last build found.

    ``check`` checks the course, and ``report`` is told of each check; both may be replaced by whoever runs the build.
    ``earlier`` is the site that this one is to replace, from which large files are taken over.
    A ``live`` site is one whose stories' pages a server makes when they are asked for, whatever the rules say of them.
    """

    def __init__(self) -> None:
        self.check: Checking = check_all
        self.report: Callable[[Checked], None] = log_findings
        self.live = False
        self.earlier: Path | None = None
        self.checked: Checked | None = None
        self.home: Page | None = None
        self.held: Held | None = None
        self._nav: Navigation | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Nothing to do: MkDocs keeps a plugin that has this from one build to the next."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Make the theme ours before anything is read."""
        set_up_theme(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check before MkDocs empties the site's folder: a broken story leaves the last good site alone."""
        self.checked = None
        try:
            sources = read_course_folder(Path(config.docs_dir), root=root_of(config))
            settings = Settings(severities(self.config.severity), config.site_url, self.config.limit)
        except BuilderError as error:
            raise PluginError(str(error)) from error
        self.checked = self.check(sources, settings)
        self.report(self.checked)
        if not self.live and (errors := self.checked.count(Severity.ERROR)):
            told = "1 error has" if errors == 1 else f"{errors} errors have"
            raise PluginError(f"The site was not built: {told} to be mended first.")
        if not sources.stories:  # as where docs_dir is another folder than the author thinks
            _log.warning(str(nothing_to_read(Path(config.docs_dir))))
        compare_languages(config, self.checked.course.language)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take out the author's story files and put in the pages made of them."""
        for file in [file for file in files if is_yaml(file.src_uri)]:
            files.remove(file)
        leave_out_what_acts(files, self._checked.stories, config)
        leave_out_what_nothing_loads(files, config)
        make_small(files)
        keep_media(files, config, self.earlier)
        of_course = course_pages(self._checked, self._in_order(), markdown_addresses(files, config))
        self.home = of_course[HOME]()
        put_in(files, course_files(Making(self._checked, config, self.live, self._frame), self.home, of_course))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the skills and the stories, unless the author wrote the navigation; many stories only home lists."""
        self._nav = nav
        graphs = self._in_order()
        name_home(nav, files, rename=config.nav is None)
        if config.nav is None:
            listed = graphs if len(graphs) <= self.config.stories_in_navigation else []
            found = (_page_at(files, start_address(graph.story.id)) for graph in listed)
            add_course(nav, [page for page in found if page is not None], _page_at(files, SKILLS))
        return nav

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the list of stories below the author's own home page."""
        if page.file.dest_uri != HOME or isinstance(page, FramedPage) or self.home is None:
            return html
        stories = without_opening(self.home.body)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | ids_in(stories)
        return with_script(f"{html}\n{stories}", page.file.dest_uri, PROGRESS)

    @event_priority(-100)  # after whatever other plugins add to the environment
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Render the frame of scenes, before MkDocs copies files, which is when scenes write themselves."""
        assert self._nav is not None
        render = env.get_template("coolhead/scene.html").render
        frame = render_frame(self._checked.course.language, render, config, files, self._nav)
        self.held = Held(frame, files, self._nav, env)
        return env

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Let the sitemap bear dates only where the build was given one, and what is not found lead to a story."""
        context["dated"] = "SOURCE_DATE_EPOCH" in os.environ
        context["stories"] = [(graph.story.id, graph.story.title) for graph in self._in_order()]
        return context

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Mend what screen readers stumble over in Material's frame, and what slow phones wait for."""
        return mended_frame(output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same on the page for what is not found."""
        return mended_frame(output_content)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Leave out the packed sitemap: its bytes depend on the machine, and the plain one says all that it says."""
        Path(config.site_dir, "sitemap.xml.gz").unlink(missing_ok=True)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """While a story is broken, go on serving the last good site: MkDocs would let every reader wait."""

        def rebuild() -> None:
            try:
                builder()
            except Abort:
                if self.checked is None or not self.checked.count(Severity.ERROR):
                    raise
                _log.error(
                    "The site is still as it was before. Mend the errors above and save: it is then built again."
                )

        server.builder = rebuild
        return server

    @property
    def _checked(self) -> Checked:
        assert self.checked is not None, "on_pre_build comes first"
        return self.checked

    def _in_order(self) -> list[StoryGraph]:
        return in_course_order(self._checked.course, self._checked.graphs)

    def _frame(self) -> Frame:
        assert self.held is not None, "files are written after on_env"
        return self.held.frame


def _page_at(files: Files, address: str) -> MkDocsPage | None:
    file = files.get_file_from_path(address.replace(".html", ".md"))
    return file.page if file is not None else None
