"""Every file that a site has of its course: pages in Material's frame, scenes, and what the learner's script loads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from builder.flow.link import StoryGraph
from builder.formats.dot import draw_blank
from builder.hosts.mkdocs_plugin.frame import Frame
from builder.hosts.mkdocs_plugin.framed import Made, story_pages, unmade
from builder.hosts.mkdocs_plugin.pages import MadeFile, PromisedFile, framed_page
from builder.hosts.mkdocs_plugin.theme import COLOURS, SCRIPTS, colour_rules
from builder.pages.addresses import COVERAGE, HOME, start_address
from builder.pages.compile import Page, places_by_address, scene_pages
from builder.pages.playdata import data_files, revision
from builder.pages.scripts import scripts
from builder.pipeline import Checked

PROGRESS: Final = f"{SCRIPTS}progress.js"
"""The script that tells on home and start pages how far a learner has come."""


@dataclass(frozen=True, slots=True)
class Making:
    """What the files of a course are made from.

    ``later`` says that a server makes pages of stories when they are asked for. ``frame`` gives what stands around
    a scene; it may be asked once MkDocs copies files.
    """

    checked: Checked
    config: MkDocsConfig
    later: bool
    frame: Callable[[], Frame]


def course_files(making: Making, home: Page, of_course: Made) -> Iterator[File]:
    """All files of a course; ``home`` is made already, ``of_course`` are the framed pages of the course, home too."""
    config, graphs = making.config, making.checked.graphs
    for address, make in of_course.items():
        page = home if address == HOME else unmade(address) if making.later and address == COVERAGE else make()
        script = PROGRESS if address == HOME else None
        yield framed_page(page, config, None, script, later=making.later)
    for graph in graphs:
        yield from _framed(making, graph)
    for graph in graphs:
        yield from _promised(making, graph) if making.later else _written(making, graph)
    for name, script_bytes in scripts():
        yield MadeFile(f"{SCRIPTS}{name}", config, partial(bytes, script_bytes))
    if rules := colour_rules(config):
        yield File.generated(config, COLOURS, content=rules)


def put_in(files: Files, made: Iterable[File]) -> None:
    """Put what was made into the site. An author's own home page stays.

    Raises `PluginError` where a file of the author's, or another one of ours, has the address already.
    """
    taken = {file.dest_uri: file for file in files if not file.inclusion.is_excluded()}
    own_home = taken.get(HOME)
    met: set[str] = set()
    for file in made:
        if file.dest_uri == HOME and own_home is not None and own_home.is_documentation_page():
            continue
        if file.dest_uri in taken:
            raise PluginError(_in_the_way(taken[file.dest_uri]))
        if file.dest_uri in met:
            raise PluginError(f"The site keeps {file.dest_uri} for a page of its own. Give that story another id.")
        met.add(file.dest_uri)
        if file.src_uri in files.src_uris:  # left out by the author's settings, and no page of the site
            files.remove(files.src_uris[file.src_uri])
        files.append(file)


def markdown_addresses(files: Files, config: MkDocsConfig) -> Mapping[str, str]:
    """The addresses of the course's Markdown pages, by what the course calls their files."""
    return {_file_name(file, config): quote(file.dest_uri) for file in files.documentation_pages()}


def root_of(config: MkDocsConfig) -> Path:
    """The course's folder: the one that holds mkdocs.yml."""
    return Path(config.config_file_path).parent


def kept_in(config: MkDocsConfig) -> Path:
    """Where drawings are kept from one build to the next."""
    return root_of(config) / ".coolhead"


def _framed(making: Making, graph: StoryGraph) -> Iterator[File]:
    config, start = making.config, start_address(graph.story.id)
    source = os.path.relpath(root_of(config) / graph.story.file, config.docs_dir).replace(os.sep, "/")
    for address, make in story_pages(graph, making.checked.course, kept_in(config)).items():
        page = make() if address == start or not making.later else unmade(address)
        yield framed_page(page, config, source, PROGRESS if address == start else None, later=making.later)


def _promised(making: Making, graph: StoryGraph) -> Iterator[File]:
    return (PromisedFile(address, making.config) for address in places_by_address(graph))


def _written(making: Making, graph: StoryGraph) -> Iterator[File]:
    config, course, guide = making.config, making.checked.course, making.checked.guides.get(graph.story.id)
    pages = list(scene_pages(graph, course))
    plays = guide.plays if guide is not None else {}
    in_frame = partial(_in_frame, making, graph.story.title, revision(graph))
    for page in pages:
        yield MadeFile(page.address, config, partial(in_frame, page, plays.get(page.place, "")))
    for address, make in data_files(graph, course, pages, guide, draw_blank(graph, kept_in(config))):
        yield MadeFile(address, config, make)


def _in_frame(making: Making, story_title: str, revision: str, page: Page, play: str) -> bytes:
    return making.frame().around(page, story_title, revision, play)


def _file_name(file: File, config: MkDocsConfig) -> str:
    """What the course calls a file of the site's folder: its path from the course's own folder."""
    return Path(os.path.relpath(Path(config.docs_dir, file.src_uri), root_of(config))).as_posix()


def _in_the_way(file: File) -> str:
    return f"{file.src_uri} stands where a page of a story has to be: {file.dest_uri}. Rename or move {file.src_uri}."
