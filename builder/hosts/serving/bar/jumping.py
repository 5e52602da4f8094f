"""The way into any scene: found by its name or its words, and led to by a real play."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from builder.flow.guide import LONGEST, Guide, chance_from
from builder.flow.link import StoryGraph
from builder.flow.outline import title_of
from builder.hosts.serving.bar.shown import Shown
from builder.hosts.serving.bar.standpoint import Standpoint, play_at
from builder.model import Outcome, Scene
from builder.pages.addresses import scene_address, start_address
from builder.pages.playdata.carrier import Data
from builder.pages.render import plain

MOST: Final = 50
"""Places that are listed at once; whoever does not find theirs types more of its name."""


def jump_view(shown: Shown, here: Standpoint, wanted: str) -> dict[str, Data]:
    """The scenes and outcomes of the story in which all of the ``wanted`` words occur; elsewhere, the stories.

    Those with the words in their names come first, then those whose text has them.
    """
    words = wanted.casefold().split()
    if here.graph is None:
        stories = [graph for graph in shown.graphs.values() if _has(words, f"{graph.story.id} {graph.story.title}")]
        return {"entries": [_story(graph) for graph in stories[:MOST]], "found": len(stories), "of": len(shown.graphs)}
    places: list[Scene | Outcome] = [*here.graph.story.scenes.values(), *here.graph.story.outcomes.values()]
    named = [place for place in places if _has(words, _name(place))]
    met = {place.id for place in named}
    said = [place for place in places if place.id not in met and _has(words, " ".join((_name(place), *_texts(place))))]
    listed = islice((*named, *said), MOST)
    entries: list[Data] = [_place(here.graph, here.guide, place) for place in listed]
    return {"entries": entries, "found": len(named) + len(said), "of": len(places)}


def _has(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _name(place: Scene | Outcome) -> str:
    return f"{place.id} {title_of(place)} {_stage(place)}"


def _texts(place: Scene | Outcome) -> Iterator[str]:
    match place:
        case Scene():
            yield from (line.text for line in place.lines)
            yield from (choice.text for choice in place.choices)
        case Outcome():
            yield place.text or ""


def _stage(place: Scene | Outcome) -> str:
    return place.stage or "" if isinstance(place, Scene) else ""


def _story(graph: StoryGraph) -> Data:
    return {"id": graph.story.id, "title": plain(graph.story.title), "address": start_address(graph.story.id)}


def _place(graph: StoryGraph, guide: Guide | None, place: Scene | Outcome) -> Data:
    """A place with the plays that lead to it, or why there is none."""
    page = scene_address(graph.story.id, place.id)
    told: dict[str, Data] = {
        "id": place.id,
        "title": plain(title_of(place)),
        "stage": _stage(place),
        "result": place.result if isinstance(place, Outcome) else None,
    }
    if isinstance(place, Scene) and not place.shown:
        return told | {"note": "passed"}
    if guide is None or place.id not in guide.plays:
        return told | {"address": page, "note": "unknown" if guide is None else "unreached", "longest": LONGEST}
    plays: dict[str, Data] = {name: _play(graph, guide, place.id, code) for name, code in _codes(guide, place.id)}
    return told | {"address": f"{page}#play={guide.plays[place.id]}", "plays": plays}


def _codes(guide: Guide, place: str) -> Iterator[tuple[str, str]]:
    """The plays that are offered: a shortest one and, where they differ, those into the worst and best situation."""
    yield "shortest", guide.plays[place]
    if (extremes := guide.extremes.get(place)) is not None:
        yield from extremes._asdict().items()


def _play(graph: StoryGraph, guide: Guide, place: str, code: str) -> Data:
    """The address of a play that rests at a place, and the chance of success from there."""
    chance = None
    if guide.chances is not None:
        chance = chance_from(graph, guide.chances, play_at(graph, code, place).situation)
    return {"address": f"{scene_address(graph.story.id, place)}#play={code}", "chance": chance}
