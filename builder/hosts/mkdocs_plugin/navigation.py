"""The stories in the site's navigation, in the order in which the course tells them, and the list of skills."""

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


def add_course(nav: Navigation, stories: Sequence[Page], skills: Page | None) -> None:
    """Add a section with the stories' pages, and the list of skills, below the author's home page, which comes first.

    Leads from page to page through them all.
    """
    section = Section("Stories", list(stories))
    for page in stories:
        page.parent = section
    added = [each for each in (section if stories else None, skills) if each is not None]
    after = 1 if nav.items and nav.items[0] is nav.homepage else 0
    nav.items[after:after] = added
    nav.pages[after:after] = [*stories, *([skills] if skills is not None else [])]
    for earlier, later in pairwise(nav.pages):
        earlier.next_page, later.previous_page = later, earlier


def name_home(nav: Navigation, files: Files, *, rename: bool) -> None:
    """Let the site's name lead home even where the author's navigation does not; ``rename`` calls the page Home."""
    if nav.homepage is None:
        home = next((file for file in files.documentation_pages() if file.dest_uri == "index.html"), None)
        nav.homepage = home.page if home is not None else None
    if rename and nav.homepage is not None:
        nav.homepage.title = "Home"
