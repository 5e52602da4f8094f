"""A story in the order in which somebody reads all of it: the best path first, then each branch, every scene once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from builder.flow.graph import Edge, ways_on
from builder.flow.guide import strong_play
from builder.flow.link import StoryGraph
from builder.flow.play import decode, replay
from builder.flow.proof import Bounds
from builder.flow.situations import entered
from builder.flow.step import Chosen, Entered
from builder.model import Choice, Rating

Kind: TypeAlias = Literal["best", "start", "branch", "interrupt", "never"]
"""``best`` is the path of a strong play; ``start`` stands in its place where no play is known to succeed. ``never`` are
the scenes that no play comes to."""

_FIRST: Final[Mapping[Rating | None, int]] = {"strong": 0, "fair": 1, None: 2, "weak": 3}


@dataclass(frozen=True, slots=True)
class Strand:
    """Scenes to be read on in one go; ``left`` is the way on that leads into the first of them, where one does."""

    kind: Kind
    scenes: tuple[str, ...]
    left: Edge | None = None


@dataclass(frozen=True, slots=True)
class Storyline:
    """All scenes of a story in strands. ``taken`` are the choices of the best path, by scene and position."""

    strands: tuple[Strand, ...]
    taken: frozenset[tuple[str, int]] = frozenset()

    def numbers(self, outcomes: Iterable[str]) -> dict[str, int]:
        """The number of every scene, in this order and from 1, and then of every outcome."""
        scenes = (scene for strand in self.strands for scene in strand.scenes)
        return {place: number for number, place in enumerate((*scenes, *outcomes), 1)}


def storyline(bounds: Bounds) -> Storyline:
    """Put a story's scenes in order.

    A branch is read to its end before the next one begins, and begins where it leaves what was read before. Where the
    search was given up there is no best path, and only what the graph forbids is taken to be out of reach.
    """
    graph, proof = bounds.graph, bounds.proof
    met = bounds.reach.entered if proof is None else entered(proof.situations)
    code = None if proof is None else strong_play(proof.met)
    reading = _Reading(graph, met, {})
    if code is None:
        taken: frozenset[tuple[str, int]] = frozenset()
        first = Strand("start", reading.on_from(graph.start))
    else:
        moments = replay(graph, decode(code)).transcript
        taken = frozenset((each.scene, each.choice.position) for each in moments if isinstance(each, Chosen))
        first = Strand("best", reading.read(each.scene for each in moments if isinstance(each, Entered)))
    strands = [first, *reading.branches(first)]
    for interrupt in graph.story.interrupts:
        if reading.is_new(interrupt.goto):
            turned = Strand("interrupt", reading.on_from(interrupt.goto), Edge("", interrupt.goto, interrupt))
            strands += [turned, *reading.branches(turned)]
    rest = tuple(scene for scene in graph.story.scenes if scene not in reading.done)
    return Storyline((*strands, *([Strand("never", rest)] if rest else ())), taken)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How far the story has been read: ``done`` are the scenes read, ``met`` the places that plays come to."""

    graph: StoryGraph
    met: Collection[str]
    done: dict[str, None]

    def is_new(self, place: str) -> bool:
        """Whether this is a scene in play that was not read yet."""
        return place in self.graph.story.scenes and place in self.met and place not in self.done

    def read(self, scenes: Iterable[str]) -> tuple[str, ...]:
        """Take these scenes as read; gives those that had not been."""
        new = tuple(scene for scene in dict.fromkeys(scenes) if scene not in self.done)
        self.done.update(dict.fromkeys(new))
        return new

    def on_from(self, scene: str) -> tuple[str, ...]:
        """Read on from a scene by its best way, until that leads to an outcome or to what was read before."""
        line: list[str] = []
        following: str | None = scene
        while following is not None and self.is_new(following):
            line += self.read([following])
            best = (edge.target for edge in _best_first(self.graph, following) if edge.target in self.met)
            following = next(best, None)
        return tuple(line)

    def branches(self, strand: Strand) -> Iterator[Strand]:
        """The strands that leave this one, each followed by those that leave it in turn."""
        waiting = self._ways_off(strand)
        while waiting:
            edge = waiting.pop()
            if self.is_new(edge.target):
                branch = Strand("branch", self.on_from(edge.target), edge)
                yield branch
                waiting += self._ways_off(branch)

    def _ways_off(self, strand: Strand) -> list[Edge]:
        """All that leads on from a strand, the first to be followed last."""
        ways = [edge for scene in strand.scenes for edge in ways_on(self.graph.story.scenes[scene])]
        return ways[::-1]


def _best_first(graph: StoryGraph, scene: str) -> list[Edge]:
    def rank(edge: Edge) -> int:
        return _FIRST[edge.way.rating] if isinstance(edge.way, Choice) else 0

    return sorted(ways_on(graph.story.scenes[scene]), key=rank)
