"""Finished pages as MkDocs takes them: as pages of its own in Material's frame, or as files that write themselves."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc

from builder.pages.compile import Page

LATER: Final = "coolhead/later.html"
"""The template of a page that a server makes only when it is asked for: nothing."""

_ID: Final = re.compile(r'\sid="([^"]+)"')
_TAG: Final = re.compile(r"\s*(<\w+)([^>]*>)")
_OPENING: Final = re.compile(r'<h1\b[^>]*>.*?</h1>\s*(?:<p class="ch-lead">.*?</p>\s*)?', re.DOTALL)


class FramedPage(MkDocsPage):
    """A home, start, map or coverage page in Material's frame: no Markdown to read, its HTML is ready."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig, script: str | None, *, later: bool) -> None:
        self._page, self._script, self._later = page, script, later
        # MkDocs' themes print titles and meta data as they are.
        super().__init__(escape(page.title), file, config)

    def show(self, page: Page) -> None:
        """Show this from now on, and in full."""
        self._page, self._later, self.title = page, False, escape(page.title)

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what MkDocs would take from the top of a Markdown file."""
        page = self._page
        self.markdown = ""
        self.meta = {"description": escape(page.description)}
        if page.kind != "home":  # whose window bears the site's name alone
            self.meta["title"] = escape(page.site_title)
        if page.kind in ("map", "role-play", "coverage"):
            self.meta |= {"template": f"coolhead/{page.kind}.html", "unlisted": True, "search": {"exclude": True}}
            self.meta["hide"] = ["navigation", "toc"]
        if self._later:
            self.meta["template"] = LATER

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set what MkDocs would make from Markdown."""
        if not self._page.body:  # made once somebody asks for it
            self.content, self.toc = "", get_toc([])
            return
        body, anchor = with_anchor(self._page.body)
        self.content = with_script(body, self._page.address, self._script)
        # One heading, which the table of contents does not show but the link past the navigation needs.
        self.toc = get_toc([{"level": 1, "id": anchor, "name": escape(self._page.title), "children": []}])
        self.present_anchor_ids = ids_in(self.content)
        self.links_to_anchors = {}


class MadeFile(File):
    """A file that writes itself, at an address of the site: static to MkDocs, so that it costs no page's work."""

    def __init__(self, address: str, config: MkDocsConfig, make: Callable[[], bytes]) -> None:
        # An address that ends in .html is what a Markdown page links to. All that MkDocs would work out from it, which
        # costs something ten thousand times, is the same address again.
        self.src_uri = self.dest_uri = self.url = address
        self.src_dir, self.dest_dir = None, config.site_dir
        self.abs_src_path, self.abs_dest_path = None, f"{config.site_dir}{os.sep}{address}"
        self.use_directory_urls, self.inclusion, self.generated_by = False, InclusionLevel.INCLUDED, "coolhead"
        self._make = make

    @property
    def content_bytes(self) -> bytes:
        """All that is in it, made when asked for."""
        return self._make()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        self._make = lambda: value

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file, where MkDocs would copy one."""
        target = self.abs_dest_path
        try:
            file = open(target, "wb")  # noqa: SIM115, PTH123 - ten thousand times: the folder is nearly always there
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            file = open(target, "wb")  # noqa: SIM115, PTH123
        with file:
            file.write(self.content_bytes)

    def is_documentation_page(self) -> bool:
        """Never: MkDocs reads no Markdown for it."""
        return False

    def is_modified(self) -> bool:
        """Always: it was made a moment ago."""
        return True


class PromisedFile(MadeFile):
    """A page that is not written, as a server makes it when it is asked for; links to it are checked all the same."""

    def __init__(self, address: str, config: MkDocsConfig) -> None:
        super().__init__(address, config, bytes)

    def copy_file(self, dirty: bool = False) -> None:
        """Write nothing."""


def framed_page(
    page: Page, config: MkDocsConfig, edit_uri: str | None, script: str | None = None, *, later: bool = False
) -> File:
    """The file of a page in Material's frame; ``edit_uri`` is what an "edit" button opens, as seen from docs_dir.

    ``script`` is the address of a script for the page. A page for ``later`` is put into its frame once it is asked for.
    """
    source = re.sub(r"\.html$", ".md", page.address)
    file = File.generated(config, source, content="", inclusion=_listed(page))
    file.edit_uri = edit_uri
    FramedPage(page, file, config, script, later=later)
    return file


def ids_in(body: str) -> set[str]:
    """Every id on the page, for links that name one."""
    return set(_ID.findall(body))


def _listed(page: Page) -> InclusionLevel:
    return InclusionLevel.INCLUDED if page.kind == "home" else InclusionLevel.NOT_IN_NAV


def with_anchor(body: str) -> tuple[str, str]:
    """The body with an id on its outermost element, and that id.

    An id on the heading would make search list the page twice: once for what stands before it, which is nothing.
    """
    outermost = _TAG.match(body)
    if outermost is None:
        return body, ""
    known = _ID.search(outermost[2])
    if known is not None:
        return body, known[1]
    return f'{outermost[1]} id="top"{outermost[2]}{body[outermost.end() :]}', "top"


def with_script(body: str, address: str, script: str | None) -> str:
    """The body of the page at ``address`` with a script of its own, which also runs where a theme swaps bodies."""
    if script is None:
        return body
    return f'{body}\n<script defer src="{posixpath.relpath(script, posixpath.dirname(address) or ".")}"></script>'


def without_opening(body: str) -> str:
    """The body without its heading and the words of welcome, to stand below a page that has its own."""
    return _OPENING.sub("", body, count=1)
