"""Where every page of a story lives on the site, and how its pages link to one another."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from builder.flow.link import StoryGraph
from builder.model import Story

HOME: Final = "index.html"
SKILLS: Final = "skills/index.html"
"""The list of all skills; each has its own page in a folder beside it."""
COVERAGE: Final = "course/coverage/index.html"
"""No story's page can be in its way, whatever the story is called."""


def folder(story_id: str) -> str:
    """The folder that holds a story's pages."""
    return quote(story_id, safe="")


def start_address(story_id: str) -> str:
    """The address of a story's start page, relative to the site's root."""
    return f"{folder(story_id)}/index.html"


def map_address(story_id: str) -> str:
    """The address of a story's map page, relative to the site's root."""
    return f"{folder(story_id)}/map/index.html"


def role_play_address(story_id: str) -> str:
    """The address of a story's pack for playing it aloud, relative to the site's root."""
    return f"{folder(story_id)}/role-play/index.html"


def skill_address(skill: str) -> str:
    """The address of a skill's page, relative to the site's root."""
    return f"{posixpath.dirname(SKILLS)}/{folder(skill)}/index.html"


def scene_address(story_id: str, scene_id: str) -> str:
    """The address of a scene's or outcome's page, relative to the site's root."""
    return f"{folder(story_id)}/{file_name(scene_id)}"


def media_address(story: Story, file: str) -> str:
    """Where a file beside the story's text lies, as its start, scene and outcome pages link to it."""
    return beside(story) + quote(posixpath.normpath("/" + file).lstrip("/"))


def beside(story: Story) -> str:
    """What goes before a relative link in the story's prose: only a story in a folder has its files by its pages."""
    return "" if posixpath.basename(story.file) == "story.yml" else "../"


@dataclass(frozen=True, slots=True)
class Links:
    """The links among one story's own pages: ``to`` holds, by id, where a link to a scene or outcome really leads."""

    to: Mapping[str, str]
    begin: str
    paged: frozenset[str]
    """The scenes that have a page."""


def links(graph: StoryGraph, told: frozenset[str]) -> Links:
    """Work out every link of a story; the scenes in ``told`` have something to tell even where they show nothing.

    A scene that shows nothing and tells nothing has no page: a link to it leads to where its ``next`` leads.
    """
    scenes = graph.story.scenes
    paged = frozenset(id for id, scene in scenes.items() if scene.shown or scene.next is None or id in told)
    to = {id: file_name(_through(graph, paged, id)) for id in (*scenes, *graph.story.outcomes)}
    return Links(to, to[graph.start], paged)


def _through(graph: StoryGraph, paged: frozenset[str], id: str) -> str:
    """Follow ``next`` from scene to scene until there is a page, or until the way comes round again."""
    seen: set[str] = set()
    while id in graph.story.scenes and id not in paged and id not in seen:
        seen.add(id)
        id = graph.story.scenes[id].next or id
    return id


def file_name(id: str) -> str:
    """The file of a scene's or outcome's page; the story's own page has taken ``index.html``."""
    return "index-.html" if id == "index" else f"{quote(id, safe='')}.html"
