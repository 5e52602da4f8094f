"""From a sound story to finished pages: complete HTML fragments with addresses and titles, waiting for a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, NamedTuple

from markupsafe import Markup

from builder.flow.coverage import Coverage
from builder.flow.link import StoryGraph, remembered
from builder.flow.play import shown_order
from builder.model import Choice, Course, Outcome, Scene
from builder.pages.addresses import (
    COVERAGE,
    HOME,
    SKILLS,
    map_address,
    role_play_address,
    scene_address,
    skill_address,
    start_address,
)
from builder.pages.coverage import coverage_view
from builder.pages.home import module_views, other_cards
from builder.pages.labels import RESULT, STATUS, capital
from builder.pages.render import macro, plain
from builder.pages.role_play import has_pack, pack_view
from builder.pages.scenes import outcome_view, scene_view
from builder.pages.skills import Practices, skill_lines, skill_page_view
from builder.pages.start import skill_views, start_view
from builder.pages.story_map import part_views, row_views
from builder.pages.telling import Telling, telling

__all__ = [
    "MapWords",
    "Page",
    "coverage_page",
    "home_page",
    "map_page",
    "map_words",
    "places_by_address",
    "role_play_page",
    "scene_address",
    "scene_page",
    "scene_pages",
    "skill_pages",
    "start_page",
]

_ABOUT: Final = "Stories for practising hard conversations: choose what you would say, and see what it leads to."
_SKILLS: Final = "What the stories let you practise: what each skill is, how it sounds, and how far to rely on it."


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page. ``address`` is relative to the site's root, links in ``body`` are relative to ``address``.

    ``title`` is for people; ``site_title`` is for the window, and unlike that of any other page of the story.
    ``description`` is bare text, empty where it would give the story away. ``place`` is the scene or outcome of a
    page in play.
    """

    address: str
    kind: Literal["home", "start", "scene", "outcome", "map", "role-play", "skills", "skill", "coverage"]
    title: str
    site_title: str
    description: str
    body: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class MapWords:
    """What a drawing of a story needs to agree with its pages.

    ``link`` gives the address of a scene or outcome by id, as the map page links to it; ``condition`` puts a ``when``
    into words; ``order`` gives a scene's choices in the order shown.
    """

    link: Callable[[str], str]
    condition: Callable[[str], str]
    order: Callable[[Scene], Sequence[Choice]]


def home_page(course: Course, graphs: Sequence[StoryGraph]) -> Page:
    """The page that every story is found from."""
    body = macro("home.html", "home")(
        course.title, _ABOUT, list(module_views(course, graphs)), other_cards(course, graphs), RESULT, COVERAGE
    )
    return Page(HOME, "home", course.title, course.title, _ABOUT, str(body))


def coverage_page(coverage: Coverage, pages: Mapping[str, str]) -> Page:
    """The page that tells authors and trainers what the course covers.

    ``pages`` has the addresses of the course's Markdown pages, from the site's root, by their files.
    """
    title = f"Coverage · {coverage.course.title}"
    body = macro("coverage.html", "coverage")(coverage.course.title, coverage_view(coverage, pages))
    return Page(COVERAGE, "coverage", "Coverage", title, "", str(body))


def start_page(graph: StoryGraph, course: Course) -> Page:
    """The page that a story begins on: everything to know before the first choice."""
    story, tale = graph.story, telling(graph)
    body = macro("start.html", "start")(
        story.id, start_view(tale, course), story.title, STATUS[story.status], tale.links.begin, RESULT, has_pack(graph)
    )
    return Page(start_address(story.id), "start", story.title, story.title, plain(story.summary), str(body))


def places_by_address(graph: StoryGraph) -> dict[str, str]:
    """The scenes and outcomes that have a page, by its address, in the order in which `scene_pages` gives them."""
    tale = telling(graph)
    paged = (id for id in graph.story.scenes if id in tale.links.paged)
    return {f"{tale.folder}/{tale.links.to[id]}": id for id in (*paged, *graph.story.outcomes)}


def scene_pages(graph: StoryGraph, course: Course) -> Iterator[Page]:
    """A page for every scene that has something to show, tell or ask, then one for every outcome."""
    return (_page_in_play(graph, course, place) for place in places_by_address(graph).values())


def scene_page(graph: StoryGraph, course: Course, place: str) -> Page | None:
    """The page of one scene or outcome; None where there is none of that name, or it has no page."""
    if place not in telling(graph).links.paged and place not in graph.story.outcomes:
        return None
    return _page_in_play(graph, course, place)


def map_page(graph: StoryGraph, course: Course, svg: str | None) -> Page:
    """The page of a story's map. ``svg`` is our own drawing, trusted; None where the story could not be drawn."""
    story, tale = graph.story, telling(graph)
    every = row_views(tale)
    body = macro("map.html", "story_map")(story.title, svg, every, list(part_views(tale)) if every is None else [])
    return Page(map_address(story.id), "map", "Story map", f"Story map · {story.title}", "", str(body))


def role_play_page(graph: StoryGraph, course: Course) -> Page | None:
    """The page of a story's pack for playing it aloud; None where the story is too large for paper."""
    if not has_pack(graph):
        return None
    story = graph.story
    body = macro("role-play.html", "role_play")(story.title, pack_view(telling(graph), course), RESULT)
    return Page(role_play_address(story.id), "role-play", "Role-play", f"Role-play · {story.title}", "", str(body))


def skill_pages(course: Course, graphs: Sequence[StoryGraph], practices: Practices) -> Iterator[Page]:
    """The list of the course's skills and a page for each of them; none where the course has no framework."""
    if not course.skills:
        return
    body = macro("skill.html", "skills")(_SKILLS, list(skill_lines(course, graphs, practices)))
    yield Page(SKILLS, "skills", "Skills", "Skills", _SKILLS, str(body))
    for skill in course.skills.values():
        body = macro("skill.html", "skill")(skill_page_view(skill, graphs, practices))
        title, about = skill.title, plain(skill.summary)
        yield Page(skill_address(skill.id), "skill", title, f"{title} · Skills", about, str(body))


def map_words(graph: StoryGraph) -> MapWords:
    """How a story's scenes are linked and its conditions worded, for whoever draws its map."""
    tale = telling(graph)
    return MapWords(lambda id: f"../{tale.links.to[id]}", tale.tally.when, partial(shown_order, graph))


class _Scenery(NamedTuple):
    """What stands around the scenes and outcomes of a story, by stage; the window has a title for each of them."""

    window: Mapping[str, str]
    where: Mapping[str | None, Markup]
    leave: Markup


@remembered
def _scenery(graph: StoryGraph) -> _Scenery:
    tale, place = telling(graph), macro("scene.html", "where")
    channel, draft = capital(graph.story.channel or ""), STATUS[graph.story.status]
    stages = {None, *(scene.stage for scene in graph.story.scenes.values())}
    where = {stage: place(channel, capital(stage or ""), draft) for stage in stages}
    return _Scenery(_window_titles(tale), where, macro("scene.html", "leave")(tale.links.begin))


def _page_in_play(graph: StoryGraph, course: Course, id: str) -> Page:
    tale, around = telling(graph), _scenery(graph)
    scene = graph.story.scenes.get(id)
    kind: Literal["scene", "outcome"] = "outcome" if scene is None else "scene"
    if scene is None:
        body = _outcome_body(tale, graph.story.outcomes[id], around.where[None], course)
    else:
        body = macro("scene.html", "scene")(*scene_view(tale, scene), around.where[scene.stage], around.leave)
    # A page's body is plain text to its frame: Markup would escape whatever it is joined to.
    return Page(f"{tale.folder}/{tale.links.to[id]}", kind, tale.titles[id], around.window[id], "", str(body), id)


def _outcome_body(tale: Telling, outcome: Outcome, where: Markup, course: Course) -> Markup:
    result, skills = RESULT[outcome.result], list(skill_views(course, tale.graph.story.practises))
    view, pack = outcome_view(tale, outcome), has_pack(tale.graph)
    return macro("outcome.html", "outcome")(view, where, tale.links.begin, result, skills, pack)


def _window_titles(tale: Telling) -> Mapping[str, str]:
    """A window title for every page, numbered where two pages would bear the same."""
    taken: set[str] = set()
    numbers = dict.fromkeys(tale.titles.values(), 1)
    found: dict[str, str] = {}
    for id, title in tale.titles.items():
        name = title
        while name in taken:
            numbers[title] += 1
            name = f"{title} ({numbers[title]})"
        taken.add(name)
        found[id] = f"{name} · {tale.graph.story.title}"
    return found
