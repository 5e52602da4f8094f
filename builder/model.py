"""A story, a course and its skills as the author wrote them, once they have been read: plain data, no text to parse.

Names refer to things by id, conditions are still the author's own words. `builder.flow.link` proves that every name
leads somewhere and every condition makes sense, and only then is there a `StoryGraph` to play.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from builder.sources import Place

Value: TypeAlias = int | bool | str
"""What a variable holds: a whole number, a flag, or one of its own words."""

Result: TypeAlias = Literal["success", "partial", "failure"]
Rating: TypeAlias = Literal["strong", "fair", "weak"]
Status: TypeAlias = Literal["draft", "review", "published"]
Mode: TypeAlias = Literal["guided", "practice", "challenge"]
Grade: TypeAlias = Literal["advice", "supported", "contested"]
Retry: TypeAlias = Literal["anywhere", "checkpoint", "never"]

MAX_CHOICES = 62
"""A play code has one character of 0-9a-zA-Z for each choice of a scene."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody who appears: the customer, a bystander, or the learner."""

    id: str
    name: str
    role: str | None = None
    image: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number kept within ``min..max``; ``words`` pairs a value with the word shown from that value up."""

    name: str
    start: int
    min: int
    max: int
    label: str | None = None
    show: Literal["words", "meter", "number", "hidden"] = "hidden"
    good: Literal["low", "high"] | None = None
    words: tuple[tuple[int, str], ...] = ()

    def word(self, value: int) -> str | None:
        """The author's word for a value; None where there is none."""
        return next((word for least, word in sorted(self.words, reverse=True) if least <= value), None)


@dataclass(frozen=True, slots=True)
class Flag:
    """A variable that is true or false."""

    name: str
    start: bool
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A variable that holds one of its own words."""

    name: str
    start: str
    one_of: tuple[str, ...]
    label: str | None = None


Variable: TypeAlias = Number | Flag | Word


@dataclass(frozen=True, slots=True)
class Trigger:
    """What provokes this customer: the words or acts, why, and the cue that lets an attentive learner see it coming."""

    id: str
    phrases: tuple[str, ...] = ()
    why: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Interrupt:
    """What turns the play wherever it stands, on the step that makes ``when`` true."""

    when: str
    goto: str


@dataclass(frozen=True, slots=True)
class Media:
    """One picture, sound or film; ``file`` is relative to the story's folder. ``alt == ""`` marks decoration."""

    kind: Literal["image", "audio", "video"]
    file: str
    alt: str | None = None
    captions: str | None = None
    transcript: str | None = None

    @property
    def transcript_file(self) -> str | None:
        """The transcript's file, where it is named rather than written out: one word that ends like a text file."""
        text = self.transcript or ""
        return text if text.endswith((".txt", ".md", ".vtt", ".html", ".pdf")) and len(text.split()) == 1 else None

    @property
    def files(self) -> Mapping[str, str]:
        """Every file it names, by the key that names it."""
        named = {self.kind: self.file, "captions": self.captions, "transcript": self.transcript_file}
        return {key: file for key, file in named.items() if file is not None}


@dataclass(frozen=True, slots=True)
class Line:
    """Something said (``speaker`` is a cast id) or, without a speaker, narrated; ``when`` says in which states."""

    text: str
    speaker: str | None = None
    mood: str | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One response; exactly one of ``say`` and ``do`` is set. ``position`` counts from 0 in the authored order."""

    position: int
    goto: str
    say: str | None = None
    do: str | None = None
    id: str | None = None
    when: str | None = None
    locked: str | None = None
    change: Mapping[str, int] = field(default_factory=dict)
    set: Mapping[str, Value] = field(default_factory=dict)
    reaction: str | None = None
    feedback: str | None = None
    better: str | None = None
    rating: Rating | None = None
    shows: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    reveals: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    trips: tuple[str, ...] = ()
    tempting: str | None = None

    @property
    def text(self) -> str:
        """The author's words for this choice, spoken or done."""
        return self.say if self.say is not None else self.do or ""

    @property
    def name(self) -> str:
        """The id that walkthroughs and reports use: the author's, or the 1-based position."""
        return self.id if self.id is not None else str(self.position + 1)


@dataclass(frozen=True, slots=True)
class Branch:
    """One item of a ``route``: where the play goes when ``when`` holds; the last has none."""

    goto: str
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene with exactly one way out: ``choices``, ``next`` or ``route``. A ``text`` is read as a single line."""

    id: str
    title: str | None = None
    stage: str | None = None
    lines: tuple[Line, ...] = ()
    media: Media | None = None
    change: Mapping[str, int] = field(default_factory=dict)
    set: Mapping[str, Value] = field(default_factory=dict)
    reveals: tuple[str, ...] = ()
    hint: str | None = None
    checkpoint: bool = False
    shuffle: bool = True
    choices: tuple[Choice, ...] = ()
    next: str | None = None
    route: tuple[Branch, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether the learner sees it: a scene with neither words, media nor choices is passed through."""
        return bool(self.lines or self.choices) or self.media is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An ending. ``aftermath`` tells what it came to, for whom; ``score`` is an expression, or None for the default."""

    id: str
    result: Result
    title: str
    text: str | None = None
    debrief: str | None = None
    aftermath: Mapping[str, str] = field(default_factory=dict)
    reflect: tuple[str, ...] = ()
    score: str | None = None


@dataclass(frozen=True, slots=True)
class Walkthrough:
    """A play that must stay true: ``choices`` are ``scene/choice``, ``expect`` an outcome, a scene or variables."""

    name: str
    choices: tuple[str, ...] = ()
    expect: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who checked the story, and on which day."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """An author's decision to accept findings of ``rule`` at ``place`` and below, with the reason."""

    place: Place
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What an author tells other authors and reviewers about what stands at ``place``; never published."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story. Mappings keep the author's order; ``start`` is None where the first scene is meant."""

    id: str
    file: str
    title: str
    scenes: Mapping[str, Scene]
    outcomes: Mapping[str, Outcome]
    summary: str | None = None
    channel: str | None = None
    level: str | None = None
    status: Status = "draft"
    minutes: int | None = None
    objectives: tuple[str, ...] = ()
    practises: tuple[str, ...] = ()
    mode: Mode | None = None
    retry: Retry | None = None
    assessed: bool = False
    content_notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reviewed: Reviewed | None = None
    cast: Mapping[str, CastMember] = field(default_factory=dict)
    state: Mapping[str, Variable] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    triggers: Mapping[str, Trigger] = field(default_factory=dict)
    interrupts: tuple[Interrupt, ...] = ()
    start: str | None = None
    walkthroughs: tuple[Walkthrough, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far a skill can be relied on, and what that judgement comes from."""

    grade: Grade
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill of the framework that choices are tagged with."""

    id: str
    title: str
    summary: str | None = None
    why: str | None = None
    do: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the course's sources say, in the course's own words; ``file`` is where it is said."""

    id: str
    title: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class CoursePage:
    """A Markdown page of the course: its ``file``, its ``title`` as it is written, the ``sources`` that it meets."""

    file: str
    title: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the rules about wording look for, in the course's language; what a list lacks, no rule looks for.

    ``turning`` are the words that turn a phrase round (not, never), ``filling`` those that say nothing of a matter.
    """

    empathy: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    addressing: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    swearing: tuple[str, ...] = ()
    threats: tuple[str, ...] = ()
    bereavement: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    filling: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the course: stories in order, and what comes before them."""

    title: str
    stories: tuple[str, ...]
    summary: str | None = None
    requires: tuple[str, ...] = ()
    practises: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """The course around the stories; without a course file, ``modules`` is empty and stories are listed by title."""

    title: str = "Practice stories"
    language: str = "en"
    mode: Mode = "practice"
    pass_mark: int | None = None
    modules: tuple[Module, ...] = ()
    skills: Mapping[str, Skill] = field(default_factory=dict)
    phrases: Phrases = Phrases()
    statements: Mapping[str, Statement] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
