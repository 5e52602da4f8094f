"""What a story was proved to do, as the rules ask about it: its situations, and the shortest play into any of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from builder.flow.domain import States
from builder.flow.graph import Reach, reach
from builder.flow.link import StoryGraph
from builder.flow.plan import Room
from builder.flow.play import Play, begin, choose, decode, encode, settle
from builder.flow.shortest import Rounds, fewest_choices, rounds, shortest_play
from builder.flow.situations import Situations, Undecided, explore, rooms_at
from builder.flow.step import EndlessLoopError


@dataclass(frozen=True, slots=True)
class Proof:
    """All that can happen in a story; the rounds in which it is met are made when first asked for."""

    situations: Situations
    limit: int
    made: list[Rounds] = field(default_factory=list, repr=False, compare=False)

    @property
    def graph(self) -> StoryGraph:
        """The story as a graph."""
        return self.situations.plan.graph

    @property
    def met(self) -> Rounds:
        """All situations, by the number of choices that they take."""
        if not self.made:
            self.made.append(rounds(self.situations))
        return self.made[0]

    def met_within(self, choices: int) -> Rounds:
        """The situations that take so many choices at most, and the others too if those are known already."""
        return self.made[0] if self.made else rounds(self.situations, choices)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of where plays lead: all of it where there is a ``proof``, else only what the graph forbids."""

    graph: StoryGraph
    proof: Proof | None
    made: list[Reach] = field(default_factory=list, repr=False, compare=False)

    @property
    def reach(self) -> Reach:
        """What the graph alone allows."""
        if not self.made:
            self.made.append(reach(self.graph))
        return self.made[0]


def prove(graph: StoryGraph, limit: int) -> Proof | Undecided:
    """Find all that can happen in a story, or give up at ``limit`` combinations of scene and values."""
    found = explore(graph, limit=limit)
    return found if isinstance(found, Undecided) else Proof(found, limit)


def play_into(met: Rounds, wanted: Iterable[tuple[Room, States]]) -> str | None:
    """The code of a shortest play into one of these situations; None where no play leads there."""
    fewest: tuple[int, Room, States] | None = None
    for room, states in wanted:
        choices = fewest_choices(met, room, states)
        if choices is not None and (fewest is None or choices < fewest[0]):
            fewest = choices, room, states
    if fewest is None:
        return None
    return encode(shortest_play(met, fewest[1], fewest[2]) or ())


def words_of(graph: StoryGraph, code: str) -> tuple[str, ...]:
    """The choices of a play in the author's own words."""
    said: list[str] = []
    play: Play | None = None
    for position in decode(code):
        try:
            play = settle(graph, begin(graph) if play is None else play)
            said.append(graph.story.scenes[play.situation.place].choices[position].text)
            play = choose(graph, play, position)
        except EndlessLoopError:
            break  # the last choice led into a story that runs on by itself
    return tuple(said)


def without_learning(situations: Situations, fact: str) -> Rounds | None:
    """What plays come to before they have learned a fact, by the number of choices; None where it is known at once."""
    plan = situations.plan
    scenes = plan.graph.story.scenes.values()
    if fact in plan.graph.story.scenes[plan.graph.start].reveals:
        return None
    telling = {room for scene in scenes if fact in scene.reveals for room in _rooms_of(situations, scene.id)}
    ways = {
        room: tuple(
            way for way in ways
            if way.target not in telling and (way.choice is None or fact not in way.choice.reveals)
        )
        for room, ways in situations.ways.items()
    }  # fmt: skip
    return rounds(replace(situations, ways=ways))


def _rooms_of(situations: Situations, scene: str) -> Iterable[Room]:
    for entrance in (True, False):
        yield from (room for room, _ in rooms_at(situations, scene, entrance))
