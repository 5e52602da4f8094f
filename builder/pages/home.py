"""What the home page shows: the course's modules with their stories, and the stories that stand in none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from builder.flow.link import StoryGraph
from builder.model import Course, Module
from builder.pages.addresses import skill_address, start_address
from builder.pages.duration import duration
from builder.pages.labels import STATUS, capital, skill_title, span
from builder.pages.render import prose


class CardView(NamedTuple):
    """One story as a card; ``facts`` are channel, level and time, ``skills`` holds ids, titles and addresses."""

    id: str
    title: str
    href: str
    mark: str
    summary: Markup
    facts: list[str]
    skills: list[tuple[str, str, str]]
    outcomes: int


class LinkView(NamedTuple):
    """A link to a module or a story by its title."""

    words: str
    href: str


class ModuleView(NamedTuple):
    """One module; ``after`` links to what is best played first, and ``required`` are the stories which that means."""

    anchor: str
    title: str
    summary: Markup
    after: list[LinkView]
    required: list[str]
    cards: list[CardView]


def module_views(course: Course, graphs: Sequence[StoryGraph]) -> Iterator[ModuleView]:
    """The modules in the author's order, without the stories that are not there."""
    found = {graph.story.id: graph for graph in graphs}
    anchors = {module.title: _anchor(number) for number, module in enumerate(course.modules, 1)}
    for module in course.modules:
        yield ModuleView(
            anchors[module.title],
            module.title,
            prose(module.summary),
            list(_links(module, anchors, found)),
            [id for id in dict.fromkeys(_required(module, course)) if id in found],
            [_card(course, found[id]) for id in module.stories if id in found],
        )


def other_cards(course: Course, graphs: Iterable[StoryGraph]) -> list[CardView]:
    """The stories that stand in no module, by title."""
    placed = {id for module in course.modules for id in module.stories}
    cards = [_card(course, graph) for graph in graphs if graph.story.id not in placed]
    return sorted(cards, key=lambda card: (card.title.casefold(), card.id))


def _anchor(number: int) -> str:
    return f"module-{number}"


def _links(module: Module, anchors: Mapping[str, str], found: Mapping[str, StoryGraph]) -> Iterator[LinkView]:
    for name in module.requires:
        if name in anchors:
            yield LinkView(name, f"#{anchors[name]}")
        elif name in found:
            yield LinkView(found[name].story.title, start_address(name))


def _required(module: Module, course: Course) -> Iterator[str]:
    """The stories best played before a module's own: all of each module that it names, and those it names."""
    stories = {each.title: each.stories for each in course.modules}
    for name in module.requires:
        yield from stories.get(name, (name,))


def _card(course: Course, graph: StoryGraph) -> CardView:
    story = graph.story
    minutes = span(*duration(graph).minutes, "minute")
    return CardView(
        story.id,
        story.title,
        start_address(story.id),
        STATUS[story.status],
        prose(story.summary),
        [capital(fact) for fact in (story.channel, story.level, minutes) if fact],
        [(id, skill_title(course, id), skill_address(id) if id in course.skills else "") for id in story.practises],
        len(story.outcomes),
    )
