"""The stories in the site's navigation, in the order in which the course tells them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from builder.flow.link import StoryGraph
from builder.model import Course


def in_course_order(course: Course, graphs: Iterable[StoryGraph]) -> list[StoryGraph]:
    """The stories as the modules list them, then those of no module by title."""
    found = {graph.story.id: graph for graph in graphs}
    placed = list(dict.fromkeys(id for module in course.modules for id in module.stories if id in found))
    others = sorted(found.keys() - set(placed), key=lambda id: (found[id].story.title.casefold(), id))
    return [found[id] for id in [*placed, *others]]


def add_stories(nav: Navigation, pages: Sequence[Page]) -> None:
    """Add a section with these pages at the end, and lead from page to page through them."""
    section = Section("Stories", list(pages))
    for page in pages:
        page.parent = section
    nav.items.append(section)
    nav.pages.extend(pages)
    for earlier, later in pairwise(nav.pages):
        earlier.next_page, later.previous_page = later, earlier


def name_home(nav: Navigation, files: Files, *, rename: bool) -> None:
    """Let the site's name lead home even where the author's navigation does not; ``rename`` calls the page Home."""
    if nav.homepage is None:
        home = next((file for file in files.documentation_pages() if file.dest_uri == "index.html"), None)
        nav.homepage = home.page if home is not None else None
    if rename and nav.homepage is not None:
        nav.homepage.title = "Home"
