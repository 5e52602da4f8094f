"""Every text of a story with its place and what it is: told by the narrator, said by somebody, or the coach's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from builder.model import Choice, Line, Outcome, Scene, Story
from builder.sources import Place

Kind: TypeAlias = Literal[
    "narration", "line", "reply", "choice", "reaction", "feedback", "fact", "front", "title", "note"
]
"""``line`` is said by somebody else than the learner, whose own lines and better wordings are each a ``reply``. A
``reaction`` tells what a choice leads to. ``feedback`` is all that the coach says. ``front`` stands before the story,
a ``title`` over something, and a ``note`` is for authors and is never published."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text: where it stands, what it is, who speaks it (a cast id), and the scene and choice it belongs to."""

    place: Place
    text: str
    kind: Kind
    speaker: str | None = None
    scene: Scene | None = None
    choice: Choice | None = None


def passages(story: Story) -> Iterator[Passage]:
    """All texts of a story, in the order of the format's sections."""
    yield from _front(story)
    learners = {member.id for member in story.cast.values() if member.role == "learner"}
    for scene in story.scenes.values():
        at = Place(story.file, ("scenes", scene.id))
        yield from _told(at, ("title", "title", scene.title), ("hint", "feedback", scene.hint), scene=scene)
        for position, line in enumerate(scene.lines):
            yield _line(at, position, line, learners, scene)
        for choice in scene.choices:
            yield from _choice(at.at("choices", choice.position), scene, choice)
    for outcome in story.outcomes.values():
        yield from _outcome(Place(story.file, ("outcomes", outcome.id)), outcome)


def _front(story: Story) -> Iterator[Passage]:
    top = Place(story.file)
    yield from _told(top, ("title", "title", story.title), ("summary", "front", story.summary))
    for position, objective in enumerate(story.objectives):
        yield Passage(top.at("objectives", position), objective, "front")
    for name, fact in story.facts.items():
        yield Passage(top.at("facts", name), fact, "fact")
    for name, trigger in story.triggers.items():
        yield from _told(top.at("triggers", name), ("why", "feedback", trigger.why), ("hint", "feedback", trigger.hint))


def _line(at: Place, position: int, line: Line, learners: set[str], scene: Scene) -> Passage:
    place = Place(at.file, (*at.route, "lines", position, "text"), otherwise=(*at.route, "text"))
    kind: Kind = "narration" if line.speaker is None else "reply" if line.speaker in learners else "line"
    return Passage(place, line.text, kind, line.speaker, scene)


def _choice(at: Place, scene: Scene, choice: Choice) -> Iterator[Passage]:
    yield from _told(
        at,
        ("say", "choice", choice.say),
        ("do", "choice", choice.do),
        ("locked", "front", choice.locked),
        ("reaction", "reaction", choice.reaction),
        ("feedback", "feedback", choice.feedback),
        ("better", "reply", choice.better),
        ("tempting", "note", choice.tempting),
        scene=scene,
        choice=choice,
    )


def _outcome(at: Place, outcome: Outcome) -> Iterator[Passage]:
    yield from _told(
        at,
        ("title", "title", outcome.title),
        ("text", "narration", outcome.text),
        ("debrief", "feedback", outcome.debrief),
    )
    for whom, text in outcome.aftermath.items():
        yield Passage(at.at("aftermath", whom), text, "narration")
    for position, question in enumerate(outcome.reflect):
        yield Passage(at.at("reflect", position), question, "feedback")


def _told(
    at: Place, *texts: tuple[str, Kind, str | None], scene: Scene | None = None, choice: Choice | None = None
) -> Iterator[Passage]:
    for key, kind, text in texts:
        if text:
            yield Passage(at.at(key), text, kind, None, scene, choice)
