"""A story seen from above: every way on as one row of a table, and large stories gathered into a few parts."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final, Literal, TypeAlias

from builder.flow.graph import Edge, Onward, ways_on
from builder.flow.link import StoryGraph, remembered
from builder.flow.play import shown_order
from builder.model import Branch, Choice, Interrupt, Outcome, Rating, Result, Scene

Audience: TypeAlias = Literal["author", "learner"]
"""Who looks: only authors see ratings and ids."""

Order: TypeAlias = Callable[[Scene], Sequence[Choice]]
"""The order in which a scene's choices are listed and numbered."""

MAX_PARTS: Final = 40
"""Parts an overview shows; with more, another way of gathering is tried."""
MAX_LOOPS: Final = 20_000
"""Scenes up to which strongly connected parts are looked for: beyond, that alone takes over half a second."""
BANDS: Final = 12
"""Parts made from the distance to the start, the last resort, which fits any story."""


@dataclass(frozen=True, slots=True)
class Row:
    """One way on. ``number`` is the choice's number or the branch's letter, as on the map; empty where it has none.

    ``scene`` is None where the play may be interrupted at any time. ``when`` holds the author's own words for a
    condition, None where there is none; ``otherwise`` marks the last of several branches. Learners get no ``rating``.
    """

    scene: str | None
    title: str
    stage: str | None
    way: Literal["choice", "next", "route", "interrupt"]
    number: str
    text: str
    when: str | None
    otherwise: bool
    target: str
    target_title: str
    result: Result | None
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some scenes of a large story gathered under one name, with how many scenes and choices they hold."""

    name: str
    scenes: tuple[str, ...]
    choices: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A large story in parts: ``links`` counts the ways from one part (its index) to another part or to an outcome.

    ``by`` says what was gathered: the author's stages, scenes that lead back to one another, or scenes about as many
    steps from the start.
    """

    by: Literal["stage", "loop", "distance"]
    parts: tuple[Part, ...]
    links: Mapping[tuple[int, int | str], int]
    start: int


def order_for(graph: StoryGraph, audience: Audience) -> Order:
    """How an audience meets a scene's choices: authors as they wrote them, learners in the order shown."""
    return partial(shown_order, graph) if audience == "learner" else _as_written


def _as_written(scene: Scene) -> Sequence[Choice]:
    return scene.choices


def rows(graph: StoryGraph, audience: Audience) -> Iterator[Row]:
    """Every way on, scene by scene in the author's order, then the interrupts; made as they are asked for."""
    order = order_for(graph, audience)
    for scene in graph.story.scenes.values():
        for number, edge in numbered(scene, order):
            yield _row(graph, scene, number, edge, audience)
    for interrupt in graph.story.interrupts:
        yield _row(graph, None, "", Edge("", interrupt.goto, interrupt), audience)


def numbered(scene: Scene, order: Order) -> Iterator[tuple[str, Edge]]:
    """A scene's own ways on with the number of each choice, from 1, or the letter of each branch, from a."""
    if scene.choices:
        for position, choice in enumerate(order(scene), 1):
            yield str(position), Edge(scene.id, choice.goto, choice)
        return
    several = len(scene.route) > 1
    for position, edge in enumerate(ways_on(scene)):
        yield (_letter(position) if several else ""), edge


def title_of(place: Scene | Outcome) -> str:
    """The author's title, else the id as words: ``her-story`` is "Her story"."""
    words = place.id.replace("-", " ")
    return place.title or words[:1].upper() + words[1:]


@remembered
def overview(graph: StoryGraph) -> Overview:
    """The story in at most `MAX_PARTS` parts: by stage, else scenes that lead back to one another, else by distance."""
    stages = _by_stage(graph)
    if 1 < len(stages) <= MAX_PARTS:
        return _gathered(graph, "stage", stages)
    if len(graph.story.scenes) <= MAX_LOOPS:
        loops = _by_loop(graph)
        if len(loops) > 1:
            return _gathered(graph, "loop", loops)
    return _gathered(graph, "distance", _by_distance(graph))


def returning(graph: StoryGraph) -> frozenset[tuple[str, str]]:
    """The ways back, from a scene to one the play came through, when every way is followed in turn from the start."""
    found: set[tuple[str, str]] = set()
    seen, above = {graph.start}, {graph.start}
    path = [(graph.start, _targets(graph, graph.start))]
    while path:
        scene, targets = path[-1]
        target = next(targets, None)
        if target is None:
            path.pop()
            above.discard(scene)
        elif target in above:
            found.add((scene, target))
        elif target not in seen:
            seen.add(target)
            above.add(target)
            path.append((target, _targets(graph, target)))
    return frozenset(found)


def _targets(graph: StoryGraph, scene: str) -> Iterator[str]:
    """The scenes, without the outcomes, that a scene leads to."""
    return (edge.target for edge in ways_on(graph.story.scenes[scene]) if edge.target in graph.story.scenes)


def _row(graph: StoryGraph, scene: Scene | None, number: str, edge: Edge, audience: Audience) -> Row:
    story = graph.story
    outcome = story.outcomes.get(edge.target)
    target = outcome or story.scenes[edge.target]
    way, text, when, rating = _described(edge)
    return Row(
        scene=scene.id if scene else None,
        title=title_of(scene) if scene else "At any time",
        stage=scene.stage if scene else None,
        way=way,
        number=number,
        text=text,
        when=when,
        otherwise=way == "route" and when is None and number != "",
        target=edge.target,
        target_title=title_of(target),
        result=outcome.result if outcome else None,
        rating=rating if audience == "author" else None,
    )


def _described(edge: Edge) -> tuple[Literal["choice", "next", "route", "interrupt"], str, str | None, Rating | None]:
    match edge.way:
        case Choice() as choice:
            return "choice", choice.text, choice.when, choice.rating
        case Branch(_, when):
            return "route", "", when, None
        case Interrupt(when, _):
            return "interrupt", "", when, None
        case Onward():
            return "next", "", None, None


def _letter(position: int) -> str:
    """a to z, then aa, ab and so on."""
    before, last = divmod(position, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def _by_stage(graph: StoryGraph) -> list[tuple[str, list[str]]]:
    found: dict[str | None, list[str]] = {}
    for scene in graph.story.scenes.values():
        found.setdefault(scene.stage, []).append(scene.id)
    if None not in found:
        return [(stage or "", scenes) for stage, scenes in found.items()]
    alone = found.pop(None)
    return [*((stage or "", scenes) for stage, scenes in found.items()), ("Without a stage", alone)]


def _by_loop(graph: StoryGraph) -> list[tuple[str, list[str]]]:
    """Strongly connected parts in the order of their first scenes; none where they are too many.

    Interrupts are left out: they tie all to all.
    """
    import networkx as nx

    scenes = graph.story.scenes
    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(scenes)
    network.add_edges_from((edge.source, edge.target) for edge in _ways(graph) if edge.target in scenes)
    parts = list(islice(nx.strongly_connected_components(network), MAX_PARTS + 1))
    if len(parts) > MAX_PARTS:
        return []
    part_of = {scene: part for part, members in enumerate(parts) for scene in members}
    found: dict[int, list[str]] = {}
    for scene in scenes:
        found.setdefault(part_of[scene], []).append(scene)
    return [(_loop_name(graph, members), members) for members in found.values()]


def _loop_name(graph: StoryGraph, members: Sequence[str]) -> str:
    first = title_of(graph.story.scenes[members[0]])
    return first if len(members) == 1 else f"Around ‘{first}’"


def _by_distance(graph: StoryGraph) -> list[tuple[str, list[str]]]:
    distance = _steps_from_start(graph)
    width = -(-(max(distance.values()) + 1) // BANDS)
    found: dict[int, list[str]] = {}
    for scene in graph.story.scenes:
        found.setdefault(distance[scene] // width if scene in distance else BANDS, []).append(scene)
    return [(_band_name(band, width), found[band]) for band in sorted(found)]


def _band_name(band: int, width: int) -> str:
    if band == BANDS:
        return "No way leads here"
    nearest, farthest = band * width, band * width + width - 1
    reach = f"{nearest:,}" if nearest == farthest else f"{nearest:,} to {farthest:,}"
    return f"{reach} {'step' if farthest == 1 == nearest else 'steps'} from the start"


def _steps_from_start(graph: StoryGraph) -> dict[str, int]:
    """The least number of ways on between the start and each scene; one to those that only an interrupt leads to."""
    scenes = graph.story.scenes
    distance = {graph.start: 0}
    queue = deque([graph.start])
    while queue:
        scene = queue.popleft()
        for edge in ways_on(scenes[scene]):
            if edge.target in scenes and edge.target not in distance:
                distance[edge.target] = distance[scene] + 1
                queue.append(edge.target)
        if not queue:  # all others are found; what is left can only be reached by an interrupt
            queue.extend(_interrupted(graph, distance))
    return distance


def _interrupted(graph: StoryGraph, distance: dict[str, int]) -> Iterator[str]:
    for interrupt in graph.story.interrupts:
        if interrupt.goto in graph.story.scenes and interrupt.goto not in distance:
            distance[interrupt.goto] = 1
            yield interrupt.goto


def _gathered(
    graph: StoryGraph, by: Literal["stage", "loop", "distance"], named: Iterable[tuple[str, list[str]]]
) -> Overview:
    scenes = graph.story.scenes
    parts = tuple(Part(name, tuple(ids), sum(len(scenes[each].choices) for each in ids)) for name, ids in named)
    index: dict[str, int] = {}
    for position, part in enumerate(parts):
        index.update(dict.fromkeys(part.scenes, position))
    links: Counter[tuple[int, int | str]] = Counter()
    for edge in _ways(graph):
        source, target = index[edge.source], index.get(edge.target, edge.target)
        if source != target:
            links[source, target] += 1
    return Overview(by, parts, dict(links), index[graph.start])


def _ways(graph: StoryGraph) -> Iterator[Edge]:
    for scene in graph.story.scenes.values():
        yield from ways_on(scene)
