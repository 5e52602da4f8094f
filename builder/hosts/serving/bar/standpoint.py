"""Where an author stands: the story, the scene and the play that belong to the address of a page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote

from builder.flow.guide import Guide
from builder.flow.link import StoryGraph
from builder.flow.play import EMPTY_CODE, BadPlayError, Play, begin, decode, encode, go_on, replay
from builder.flow.step import EndlessLoopError, Situation, continues, refuse_repetition
from builder.hosts.serving.bar.shown import Shown
from builder.pages.addresses import scene_address


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A page and its play, as far as there are any: the page may be of no story, and of no moment of a play.

    ``story`` is set for every story of the course, ``graph`` only where there are pages of it. ``problem`` says what
    is wrong with a play that cannot be played to its end; ``play`` then ends before that.
    """

    story: str | None = None
    graph: StoryGraph | None = None
    guide: Guide | None = None
    place: str | None = None
    play: Play | None = None
    problem: str | None = None


def standpoint(address: str, code: str, shown: Shown) -> Standpoint:
    """Where a page (its address as the site has it) and a play code stand; without a code, where the page begins."""
    folder, _, name = address.partition("/")
    story = unquote(folder)
    graph, guide = shown.graphs.get(story), shown.guides.get(story)
    if graph is None:
        return Standpoint(story if any(each.id == story for each in shown.checked.stories) else None)
    place = _place(graph, unquote(name))
    if place is None:
        return Standpoint(story, graph, guide)
    try:
        play, problem = _played(graph, code or _own_code(graph, guide, place))
        play = _on_to(graph, play, place) if play is not None else None
    except EndlessLoopError as error:
        play, problem = None, str(error)
    return Standpoint(story, graph, guide, play.situation.place if play is not None else place, play, problem)


def play_address(graph: StoryGraph, play: Play) -> str:
    """The address of the page on which a play rests, with the play in it."""
    return f"{scene_address(graph.story.id, play.situation.place)}#play={encode(play.choices)}"


def play_at(graph: StoryGraph, code: str, place: str) -> Play:
    """The play of a code, gone on to the place where it is said to rest."""
    return _on_to(graph, replay(graph, decode(code)), place)


def _place(graph: StoryGraph, name: str) -> str | None:
    """The scene or outcome of a page, by its file; some leave out the end of the name."""
    place = name.removesuffix(".html")
    if place == "index-":
        place = "index"
    elif place == "index":
        return None
    return place if place in graph.story.scenes or place in graph.story.outcomes else None


def _own_code(graph: StoryGraph, guide: Guide | None, place: str) -> str:
    """The play that a page shows by itself: the story's beginning, or a shortest way to come there; else empty."""
    if begin(graph).situation.place == place:
        return EMPTY_CODE
    return guide.plays.get(place, "") if guide is not None else ""


def _played(graph: StoryGraph, code: str) -> tuple[Play | None, str | None]:
    if not code:
        return None, None
    try:
        return replay(graph, decode(code)), None
    except BadPlayError as error:
        return replay(graph, decode(code[: error.good] or EMPTY_CODE)), str(error)


def _on_to(graph: StoryGraph, play: Play, place: str) -> Play:
    """The play gone on to a place without a choice; the play as it is where that does not lead there."""
    met: dict[Situation, None] = {}
    onward = play
    while onward.situation.place != place:
        if not continues(graph, onward.situation):
            return play
        refuse_repetition(met, onward.situation)
        onward = go_on(graph, onward)
    return onward
