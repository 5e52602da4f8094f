"""The lean frame of scene and outcome pages: the theme renders it once, and every scene is stamped with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from builder.hosts.mkdocs_plugin.theme import COLOURS, colours
from builder.pages.compile import Page

_TITLE: Final = "coolheadmarktitle"
_STORY: Final = "coolheadmarkstory"
_BODY: Final = "coolheadmarkbody"
_FOLDER: Final = "coolheadmarkfolder"
_NAME: Final = "coolheadmarkname"
_PLAY: Final = "coolheadmarkplay"
_REVISION: Final = "coolheadmarkrevision"
_MARKS: Final = re.compile(f"({'|'.join((_TITLE, _STORY, _BODY, _FOLDER, _NAME, _PLAY, _REVISION))})")


@dataclass(frozen=True, slots=True)
class Frame:
    """A page with marks where a scene's own words go: every second of ``pieces`` is a mark."""

    pieces: tuple[str, ...]

    def around(self, page: Page, story_title: str, revision: str, play: str) -> bytes:
        """The whole page for one scene; ``play`` is the code of a play that rests there, empty where none is known."""
        folder, _, name = page.address.rpartition("/")
        put: Mapping[str, str] = {
            _TITLE: escape(page.site_title),
            _STORY: escape(story_title),
            _BODY: page.body,
            _FOLDER: folder,
            _NAME: name.removesuffix(".html"),
            _PLAY: play,
            _REVISION: revision,
        }
        pieces = list(self.pieces)
        pieces[1::2] = [put[mark] for mark in pieces[1::2]]
        return "".join(pieces).encode()


def render_frame(
    language: str, render: Callable[[Any], str], config: MkDocsConfig, files: Files, nav: Navigation
) -> Frame:
    """Render the frame for a stand-in page, the way MkDocs renders a page, so that other plugins have their say.

    ``render`` is the frame's template; ``language`` is the code of the language the stories are in.
    """
    file = File.generated(config, f"{_FOLDER}/{_NAME}.html", content="")
    page = MkDocsPage(_TITLE, file, config)
    page.markdown, page.content = "", _BODY
    page.meta = {
        "language": language,
        "story": _STORY,
        "play": _PLAY,
        "revision": _REVISION,
        "search": {"exclude": True},
        "colours": colours(config),
        "styles": [path for path in config.extra_css if not path.startswith("assets/coolhead/") or path == COLOURS],
    }
    return Frame(tuple(_MARKS.split(in_template(page, render, config, files, nav))))


def in_template(
    page: MkDocsPage, render: Callable[[Any], str], config: MkDocsConfig, files: Files, nav: Navigation
) -> str:
    """A page in its template, the way MkDocs renders it, other plugins included."""
    context = get_context(nav, files, config, page)
    context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
    return str(config.plugins.on_post_page(render(context), page=page, config=config))
