"""What a learner meets on the page of a scene or an outcome: lines, choices and ways on, ready for the template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from markupsafe import Markup

from builder.flow.play import shown_order
from builder.model import CastMember, Choice, Line, Media, Outcome, Scene
from builder.pages.addresses import media_address
from builder.pages.labels import capital, words_of
from builder.pages.render import phrase
from builder.pages.telling import Telling, Way
from builder.pages.words import amount

_NO_WORDS: Final = Markup("")
_OPENING_QUOTES: Final = ('"', "'", "“", "‘", "«", "„", "「")
_QUESTIONS: Final = {
    (True, False): "What do you say?",
    (False, True): "What do you do?",
    (True, True): "What do you say or do?",
}


class LineView(NamedTuple):
    """One line; ``who`` is empty for narration, ``named`` is False where the same voice simply goes on."""

    when: str
    who: str
    mood: str
    face: str
    mine: bool
    named: bool
    words: Markup


class ChoiceView(NamedTuple):
    """One choice; ``position`` counts from 0 in the authored order.

    It ``opens`` in place if there is anything to read before going on; ``at_once`` says that the coach speaks unasked.
    """

    position: int
    words: Markup
    quoted: bool
    when: str
    locked: Markup
    href: str
    opens: bool
    reaction: Markup
    changes: str
    alarms: tuple[Way, ...]
    coach: Markup
    at_once: bool


class MediaView(NamedTuple):
    """A picture, sound or film; ``transcript_file`` is a link to the transcript where it is not written out."""

    kind: str
    src: str
    alt: str
    captions: str
    transcript: Markup
    transcript_file: str


class SceneView(NamedTuple):
    """One scene, junctions included; ``question`` stands over the choices, ``ways`` holds a route that is shown.

    The choices are ``steady`` where the author wants them in this order.
    """

    id: str
    title: str
    changes: str
    alarms: tuple[Way, ...]
    media: MediaView | None
    lines: list[LineView]
    hint: Markup
    question: str
    steady: bool
    choices: list[ChoiceView]
    next: str
    ways: list[Way]


class OutcomeView(NamedTuple):
    """One ending; ``aftermath`` pairs for whom with what it came to, ``score`` is the author's rule in words."""

    id: str
    title: str
    result: str
    text: Markup
    aftermath: list[tuple[str, Markup]]
    debrief: Markup
    reflect: list[Markup]
    score: str


def scene_view(tale: Telling, scene: Scene) -> SceneView:
    """What the page of a scene shows."""
    entry = tale.tally.step(scene.change, scene.set, scene.id)
    next = scene.next or (scene.route[0].goto if len(scene.route) == 1 else None)
    return SceneView(
        scene.id,
        tale.titles[scene.id],
        entry.changes,
        tale.alarms(entry.alarms, scene.id) if entry.alarms else (),
        _media_view(tale, scene.media) if scene.media else None,
        list(_line_views(tale, scene.lines)),
        tale.prose(scene.hint) if tale.graph.mode != "challenge" else _NO_WORDS,
        _question(scene.choices) if scene.choices else "",
        not scene.shuffle,
        [_choice_view(tale, choice) for choice in shown_order(tale.graph, scene)],
        tale.links.to[next] if next else "",
        [Way(tale.tally.when(way.when) if way.when else "", tale.links.to[way.goto]) for way in scene.route],
    )


def outcome_view(tale: Telling, outcome: Outcome) -> OutcomeView:
    """What the page of an outcome shows."""
    score = tale.graph.expressions[outcome.score] if outcome.score else None
    return OutcomeView(
        outcome.id,
        outcome.title,
        outcome.result,
        tale.prose(outcome.text),
        [(capital(words_of(whom)), tale.prose(text)) for whom, text in outcome.aftermath.items()],
        tale.prose(outcome.debrief),
        [phrase(question) for question in outcome.reflect],
        amount(score, tale.tally.names) if score else "",
    )


def _line_views(tale: Telling, lines: tuple[Line, ...]) -> Iterator[LineView]:
    before = None
    for line in lines:
        when = tale.tally.when(line.when) if line.when else ""
        named = bool(when) or before is None or (before.speaker, before.mood) != (line.speaker, line.mood)
        # After a line that not everyone hears, the next must say for itself who speaks.
        before = None if when else line
        if line.speaker is None:
            yield LineView(when, "", "", "", False, False, tale.prose(line.text))
        else:
            member = tale.graph.story.cast[line.speaker]
            face = media_address(tale.graph.story, member.image) if member.image and named else ""
            mine = is_learner(member)
            yield LineView(when, member.name, line.mood or "", face, mine, named, tale.prose(line.text))


def is_learner(member: CastMember) -> bool:
    """Whether this is the part that the learner plays."""
    return member.id == "you" or member.role == "learner"


def _choice_view(tale: Telling, choice: Choice) -> ChoiceView:
    words = phrase(choice.text)
    step = tale.tally.step(choice.change, choice.set)
    alarms = tale.alarms(step.alarms, choice.goto) if step.alarms else ()
    coach, at_once = _coach(tale, choice)
    return ChoiceView(
        choice.position,
        words,
        is_quoted(choice),
        tale.tally.when(choice.when) if choice.when else "",
        phrase(choice.locked) if choice.locked else _NO_WORDS,
        tale.links.to[choice.goto],
        bool(choice.reaction or coach or step.changes or alarms),
        tale.prose(choice.reaction),
        step.changes,
        alarms,
        coach,
        at_once,
    )


def is_quoted(choice: Choice) -> bool:
    """Whether a choice's words are put into quotation marks: spoken, and the author has not done so."""
    return choice.say is not None and not choice.say.startswith(_OPENING_QUOTES)


def _coach(tale: Telling, choice: Choice) -> tuple[Markup, bool]:
    """The coach's words on a choice as the story's mode has them, and whether they come unasked."""
    mode = tale.graph.mode
    if mode == "challenge":
        return _NO_WORDS, False
    return tale.prose(choice.feedback), mode == "guided" and choice.rating != "strong"


def _question(choices: tuple[Choice, ...]) -> str:
    spoken = [choice.say is not None for choice in choices]
    return _QUESTIONS[any(spoken), not all(spoken)]


def _media_view(tale: Telling, media: Media) -> MediaView:
    story, file = tale.graph.story, media.transcript_file
    return MediaView(
        media.kind,
        media_address(story, media.file),
        media.alt or "",
        media_address(story, media.captions) if media.captions else "",
        tale.prose(media.transcript) if file is None else _NO_WORDS,
        media_address(story, file) if file is not None else "",
    )
