"""The map in the tutorial: of the story that a new course brings along, once the tutorial's edits are made.

MkDocs runs this file.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import mkdocs_gen_files

from builder.formats.dot import write_diagram
from builder.pipeline import link_stories
from builder.sources import CourseSources, Source, StorySource

NAME: Final = "the-cold-house"
EDIT: Final = re.compile(
    rf'```yaml title="Find in stories/{NAME}.yml"\n(.*?)```\n\n```yaml title="Put in its place"\n(.*?)```', re.DOTALL
)


def edited(story: str, tutorial: str) -> str:
    """The story's text after every edit that the tutorial tells to make, in order."""
    for sought, put in EDIT.findall(tutorial):
        story = story.replace(sought, put, 1)
    return story


course = files("builder.hosts").joinpath("templates", "course", "stories")
with mkdocs_gen_files.open("tutorial.md", "r") as page:
    text = edited(course.joinpath(f"{NAME}.yml").read_text(encoding="utf-8"), page.read())
(linked,) = link_stories(CourseSources((StorySource(NAME, Source(f"{NAME}.yml", text.encode())),)))[1]
assert linked.graph is not None, "the edits of the tutorial leave a story that cannot be linked"
with mkdocs_gen_files.open("images/tutorial-map.svg", "wb") as drawing:
    drawing.write(write_diagram(linked.graph, ".svg"))
