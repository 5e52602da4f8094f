"""A story that its author calls finished, in review or published, as the rules of good design ask about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from builder.flow.facts import offering
from builder.flow.link import StoryGraph
from builder.flow.proof import Proof
from builder.model import Choice, Scene, Story
from builder.prose.languages import is_english
from builder.sources import Place


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished story: its graph, its ``proof`` (None past the limit of the search), and the ``language`` it is in.

    ``known`` keeps what several rules ask for.
    """

    graph: StoryGraph
    proof: Proof | None
    language: str = "en"
    known: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def story(self) -> Story:
        """The story as it was written."""
        return self.graph.story

    @property
    def is_english(self) -> bool:
        """Whether rules about English words have anything to say."""
        return is_english(self.language)

    @property
    def is_rated(self) -> bool:
        """Whether the author rated any choice: without ratings, nothing is known of what the story means to teach."""
        return any(choice.rating for _, choice in choices_in(self))

    def at(self, scene: Scene, choice: Choice | None = None, *steps: str | int) -> Place:
        """The place of a scene, of one of its choices, or of what lies further down."""
        place = Place(self.story.file, ("scenes", scene.id))
        return place.at(*steps) if choice is None else place.at("choices", choice.position, *steps)


def choices_in(finished: Finished) -> Iterator[tuple[Scene, Choice]]:
    """Every choice of the story with its scene, in the author's order."""
    for scene in finished.story.scenes.values():
        yield from ((scene, choice) for choice in scene.choices)


def wording(choice: Choice) -> str:
    """The key that holds a choice's own words."""
    return "say" if choice.say is not None else "do"


def together(finished: Finished, scene: Scene, one: Choice, other: Choice) -> bool:
    """Whether some situation offers both choices; past the limit of the search, whether nothing tells them apart."""
    if one.when == other.when:
        return True
    if finished.proof is None:
        return False
    first, second = (dict(offering(finished.proof.situations, scene, choice)) for choice in (one, other))
    return any(states & second.get(room, 0) for room, states in first.items())
