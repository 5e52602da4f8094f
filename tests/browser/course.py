"""This repository's course as the browser tests meet it: its stories, their shortest plays, and its pages by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import naive

from builder.flow.link import StoryGraph
from builder.flow.play import decode, replay, settle
from builder.flow.step import Chosen, Ended, Entered
from builder.hosts.folder import find_course
from builder.model import Scene
from builder.pipeline import check
from builder.settings import Settings

STORIES: Final = Path(__file__).parents[2] / "stories"


@dataclass(frozen=True, slots=True)
class Address:
    """One page: its kind, and where it is relative to the site's root."""

    kind: str
    path: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.path or 'home'}"


@dataclass(frozen=True, slots=True)
class Stop:
    """One page that a play comes through, and the position of the choice taken there, if one is."""

    place: str
    choice: int | None = None


@cache
def graphs() -> tuple[StoryGraph, ...]:
    """Every story of the course."""
    return check(find_course([STORIES]).sources, Settings()).graphs


def graph_of(story: str) -> StoryGraph:
    """One story, by its id."""
    return next(graph for graph in graphs() if graph.story.id == story)


@cache
def shortest_plays(story: str) -> dict[str, str]:
    """For every outcome the code of a play with the fewest choices, as the engine's slow twin finds them."""
    own = naive.load(STORIES.parent / graph_of(story).story.file)
    codes: dict[str, str] = {}
    for situation, code in naive.explore(own).codes.items():
        if situation[0] in own.outcomes:
            codes.setdefault(situation[0], code or "-")
    return codes


def plays() -> list[tuple[str, str]]:
    """Every story with each of its outcomes."""
    return [(graph.story.id, outcome) for graph in graphs() for outcome in graph.story.outcomes]


def stops(story: str, code: str, has_page: Callable[[str], bool]) -> list[Stop]:
    """The pages of a play in order, the outcome last; the engine keeps the tally that a learner keeps on paper."""
    graph = graph_of(story)
    found: list[Stop] = []
    for moment in settle(graph, replay(graph, decode(code))).transcript:
        match moment:
            case Entered(scene=place) | Ended(outcome=place):
                if has_page(place):
                    found.append(Stop(place))
            case Chosen(scene=place, choice=choice):
                assert found[-1].place == place
                found[-1] = Stop(place, choice.position)
    return found


def rests(story: str, code: str) -> list[Stop]:
    """The same for a learner whose script keeps the tally: only what is shown, one stop after another."""
    graph = graph_of(story)
    found: list[Stop] = []
    for moment in settle(graph, replay(graph, decode(code))).transcript:
        match moment:
            case Entered(scene=place, shown=True) | Ended(outcome=place):
                found.append(Stop(place))
            case Chosen(scene=place, choice=choice):
                found[-1] = Stop(place, choice.position)
    return found


def page_name(place: str) -> str:
    """The name of the file of a scene or outcome."""
    return "index-.html" if place == "index" else f"{place}.html"


def every_kind() -> list[Address]:
    """Home, the course's pages, and of all that stories have pages for one that looks like each.

    A look is taken from the first story that has it, so that these pages stay as many while the course grows.
    """
    looks: dict[object, Address] = {}
    for graph in graphs():
        story = graph.story
        for kind, path in (("start", ""), ("map", "map/"), ("role-play", "role-play/")):
            looks.setdefault(kind, Address(kind, f"{story.id}/{path}"))
        for scene in story.scenes.values():
            if scene.shown or scene.route:
                looks.setdefault(_way_on(scene), Address("scene", f"{story.id}/{page_name(scene.id)}"))
        for outcome in story.outcomes.values():
            looks.setdefault(outcome.result, Address("outcome", f"{story.id}/{page_name(outcome.id)}"))
    return [Address("home", ""), *of_the_course(), *looks.values()]


def of_the_course() -> list[Address]:
    """The list of skills, a skill, what the course covers, and the pages written in Markdown beside the stories."""
    written = sorted(file.stem for file in (STORIES / "help").glob("*.md"))
    assert written
    return [
        Address("skills", "skills/"),
        Address("skill", "skills/empathize-specifically/"),
        Address("coverage", "course/coverage/"),
        *(Address("help", f"help/{name}/") for name in written),
    ]


def moments() -> list[Address]:
    """Moments in the small stories that look unlike each other, for a learner with a script."""
    addresses = {
        "start": "kettle/hall.html",
        "the coach waits": "kettle/stairs.html#play=0",
        "the coach speaks": "kettle/stairs.html#play=1",
        "a choice is closed": "kettle/kitchen.html#play=10",
        "all is open": "kettle/kitchen.html#play=03300",
        "a play does not fit": "kettle/kitchen.html#play=09",
        "challenge": "never/two.html#play=0",
        "outcome": "kettle/tea.html#play=0001",
    }
    return [Address(name, address) for name, address in addresses.items()]


def of_one_story() -> list[Address]:
    """Home, the course's pages, and those of the first story: enough where only size and colours have changed."""
    story = graphs()[0].story.id
    folders = (f"{story}/", "skills/", "course/", "help/")
    return [each for each in every_kind() if each.path.startswith(folders) or not each.path]


def _way_on(scene: Scene) -> tuple[bool, bool, bool, bool]:
    """What makes two scenes look different: how they go on, whether on a condition, and what there is to see."""
    conditions = any(choice.when for choice in scene.choices)
    return bool(scene.choices), conditions, bool(scene.route), bool(scene.media)


def every_page(site: Path) -> list[Address]:
    """Every page of every story that the site has."""
    found = [Address("home", ""), *of_the_course()]
    for graph in graphs():
        story = graph.story
        found += [Address("start", f"{story.id}/"), Address("map", f"{story.id}/map/")]
        found += [Address("role-play", f"{story.id}/role-play/")]
        for kind, ids in (("scene", story.scenes), ("outcome", story.outcomes)):
            names = map(page_name, ids)
            found += [Address(kind, f"{story.id}/{name}") for name in names if (site / story.id / name).exists()]
    return found


def steps(found: list[Stop]) -> Iterator[tuple[Stop, Stop]]:
    """Each page of a play with the one that comes after it."""
    return pairwise(found)
