"""The notation, key by key: one row a key feeds the reader, the JSON Schema and the authors' reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

# Kinds and keys are compared by identity: each stands once, and the reader looks them up for every value of a story.


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A single value. ``text`` is prose or a name; ``id``, ``variable`` and ``name`` are checked for their spelling.

    ``name`` refers to something by id and is checked when linking; ``expression`` is kept as the author wrote it;
    ``value`` is what a variable can hold: a whole number, a flag or a word.
    """

    kind: Literal["text", "id", "name", "whole", "truth", "expression", "value"]


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """One of a few fixed words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ListOf:
    """A list of any length."""

    item: Kind


@dataclass(frozen=True, slots=True, eq=False)
class MapOf:
    """A mapping whose keys the author chooses: ids, variables, references, whole numbers, or anything."""

    keys: Literal["id", "variable", "name", "whole", "any"]
    item: Kind


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A mapping with fixed keys; ``called`` is how messages speak of it, as in "a choice"."""

    called: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ShortOr:
    """Either a bare true or false, or the shape in full: the short form of a flag."""

    shape: Shape


Kind: TypeAlias = Scalar | OneOf | ListOf | MapOf | Shape | ShortOr


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One key: its name, what its value is, one sentence on what it means, and whether it must be there."""

    name: str
    kind: Kind
    means: str
    required: bool = False


TEXT: Final = Scalar("text")
ID: Final = Scalar("id")
NAME: Final = Scalar("name")
WHOLE: Final = Scalar("whole")
TRUTH: Final = Scalar("truth")
EXPRESSION: Final = Scalar("expression")
VALUE: Final = Scalar("value")
TEXTS: Final = ListOf(TEXT)
NAMES: Final = ListOf(NAME)
CHANGES: Final = MapOf("name", WHOLE)
VALUES: Final = MapOf("name", VALUE)

MODES: Final = OneOf(("guided", "practice", "challenge"))
RETRIES: Final = OneOf(("anywhere", "checkpoint", "never"))

COMMON: Final = (
    Key("notes", TEXT, "For authors and reviewers; never published."),
    Key("waive", MapOf("any", TEXT), "Accepts findings here and below: the rule's name, and the reason."),
)
"""Keys that any mapping may carry; keys that begin with ``x-`` are kept and ignored too."""

CAST_MEMBER: Final = Shape(
    "a cast member",
    (
        Key("name", TEXT, "The name the learner sees.", required=True),
        Key("role", TEXT, "customer, learner, colleague …; `learner` is who the learner plays."),
        Key("image", TEXT, "A picture beside the story."),
        Key("alt", TEXT, "The picture in words."),
    ),
)
VARIABLE: Final = Shape(
    "a variable",
    (
        Key("start", VALUE, "Its value when a play begins.", required=True),
        Key("min", WHOLE, "The least it can be (numbers only)."),
        Key("max", WHOLE, "The most it can be (numbers only)."),
        Key("one-of", ListOf(TEXT), "The words it can be, for a variable that holds a word."),
        Key("label", TEXT, "The name the learner sees."),
        Key("show", OneOf(("words", "meter", "number", "hidden")), "How the learner sees it; hidden if left out."),
        Key("good", OneOf(("low", "high")), "Which end is the good one."),
        Key("words", MapOf("whole", TEXT), "From this value up, this word."),
    ),
)
TRIGGER: Final = Shape(
    "a trigger",
    (
        Key("phrases", TEXTS, "The words that set this customer off."),
        Key("why", TEXT, "Why they do."),
        Key("hint", TEXT, "The cue by which an attentive learner sees it coming."),
    ),
)
INTERRUPT: Final = Shape(
    "an interrupt",
    (
        Key("when", EXPRESSION, "Fires on the step that makes this true.", required=True),
        Key("goto", NAME, "Where the play goes then.", required=True),
    ),
)
LINE: Final = Shape(
    "a line",
    (
        Key("text", TEXT, "What is said or told (Markdown).", required=True),
        Key("speaker", NAME, "Who says it, a cast id; without one it is narration."),
        Key("mood", TEXT, "How it is said."),
        Key("when", EXPRESSION, "Shown only where this is true."),
    ),
)
MEDIA: Final = Shape(
    "media",
    (
        Key("image", TEXT, "A picture file."),
        Key("alt", TEXT, 'The picture in words; "" marks decoration.'),
        Key("audio", TEXT, "A sound file."),
        Key("video", TEXT, "A film file."),
        Key("captions", TEXT, "A captions file (WebVTT) for the film."),
        Key("transcript", TEXT, "What is heard and seen, in words, or a text file that holds it."),
    ),
)
CHOICE: Final = Shape(
    "a choice",
    (
        Key("say", TEXT, "The words the learner would say."),
        Key("do", TEXT, "What the learner would do instead of speaking."),
        Key("goto", NAME, "The scene or outcome it leads to.", required=True),
        Key("id", ID, "Its name in walkthroughs; its position counts if left out."),
        Key("when", EXPRESSION, "Offered only where this is true."),
        Key("locked", TEXT, "Shown with the choice, disabled, where `when` is false; without it the choice is hidden."),
        Key("change", CHANGES, "Whole numbers added to variables."),
        Key("set", VALUES, "Values given to variables."),
        Key("reaction", TEXT, "What happens at once, before the next scene."),
        Key("feedback", TEXT, "The coach's words."),
        Key("better", TEXT, "A stronger wording, for the debrief."),
        Key("rating", OneOf(("strong", "fair", "weak")), "How good it is; for authors, never published."),
        Key("shows", NAMES, "Skills it shows."),
        Key("misses", NAMES, "Skills it misses."),
        Key("reveals", NAMES, "Facts the learner learns by it."),
        Key("uses", NAMES, "Facts the learner must have learned to say it."),
        Key("trips", NAMES, "Triggers it sets off."),
        Key("tempting", TEXT, "Why a real person would pick it; for authors, never published."),
    ),
)
BRANCH: Final = Shape(
    "an item of a route",
    (
        Key("when", EXPRESSION, "Taken where this is true; the last item has none."),
        Key("goto", NAME, "Where the play goes.", required=True),
    ),
)
SCENE: Final = Shape(
    "a scene",
    (
        Key("title", TEXT, "Its heading."),
        Key("stage", TEXT, "Groups scenes in maps and reports."),
        Key("speaker", NAME, "Who says the `text`, a cast id; without one it is narration."),
        Key("mood", TEXT, "How the `text` is said."),
        Key("text", TEXT, "What is said or told (Markdown)."),
        Key("lines", ListOf(LINE), "Several voices in one scene, instead of `text`."),
        Key("media", MEDIA, "A picture, sound or film."),
        Key("change", CHANGES, "Whole numbers added to variables on entering."),
        Key("set", VALUES, "Values given to variables on entering."),
        Key("reveals", NAMES, "Facts the learner learns on entering."),
        Key("hint", TEXT, "What a coach would ask, on request."),
        Key("checkpoint", TRUTH, "A place to come back to."),
        Key("shuffle", TRUTH, "`false` shows the choices in the authored order."),
        Key("choices", ListOf(CHOICE), "One way out: the learner chooses."),
        Key("next", NAME, "One way out: always there."),
        Key("route", ListOf(BRANCH), "One way out: decided by the state, the first match wins."),
    ),
)
OUTCOME: Final = Shape(
    "an outcome",
    (
        Key("result", OneOf(("success", "partial", "failure")), "How the play ended.", required=True),
        Key("title", TEXT, "Its heading.", required=True),
        Key("text", TEXT, "How it ends (Markdown)."),
        Key("debrief", TEXT, "What to take from it (Markdown)."),
        Key("aftermath", MapOf("any", TEXT), "What it came to, for whom."),
        Key("reflect", TEXTS, "Questions to think about."),
        Key("score", EXPRESSION, "0 to 100; 100, 50 or 0 by result if left out."),
    ),
)
WALKTHROUGH: Final = Shape(
    "a walkthrough",
    (
        Key("name", TEXT, "What this play shows.", required=True),
        Key("choices", TEXTS, "`scene/choice` in order, by choice id or position.", required=True),
        Key("expect", VALUES, "Where it must end: `outcome`, `scene`, or any variable.", required=True),
    ),
)
REVIEWED: Final = Shape(
    "a review",
    (
        Key("by", TEXT, "Who reviewed the story.", required=True),
        Key("on", TEXT, "The day, as 2026-11-20.", required=True),
    ),
)
STORY: Final = Shape(
    "a story",
    (
        Key("format", WHOLE, "The version of the notation: 1.", required=True),
        Key("title", TEXT, "The story's title.", required=True),
        Key("summary", TEXT, "Two sentences for the learner."),
        Key("channel", TEXT, "phone, chat, email, in person, video …"),
        Key("level", TEXT, "How hard it is, in your words."),
        Key("status", OneOf(("draft", "review", "published")), "A draft is marked and checked for structure only."),
        Key("minutes", WHOLE, "How long it takes; otherwise estimated from its words."),
        Key("objectives", TEXTS, "What the learner can do afterwards."),
        Key("practises", NAMES, "The skills this story is for."),
        Key("mode", MODES, "How much the coach says, and when."),
        Key("retry", RETRIES, "Whether the learner may go back."),
        Key("assessed", TRUTH, "Its result counts; stricter rules apply."),
        Key("content-notes", TEXTS, "What a learner may want to know before starting."),
        Key("sources", TEXTS, "Where its content comes from."),
        Key("reviewed", REVIEWED, "Who checked it, and when."),
        Key("cast", MapOf("id", CAST_MEMBER), "Who appears."),
        Key(
            "state",
            MapOf("variable", ShortOr(VARIABLE)),
            "The variables; each is finite, so every play can be checked.",
        ),
        Key("facts", MapOf("id", TEXT), "What the customer can tell you."),
        Key("triggers", MapOf("id", TRIGGER), "What provokes this customer."),
        Key("interrupts", ListOf(INTERRUPT), "What ends or turns the play whenever it becomes true."),
        Key("start", NAME, "The first scene, if not the first one written."),
        Key("scenes", MapOf("id", SCENE), "The scenes.", required=True),
        Key("outcomes", MapOf("id", OUTCOME), "The endings.", required=True),
        Key("walkthroughs", ListOf(WALKTHROUGH), "Plays that must stay true."),
    ),
)
MODULE: Final = Shape(
    "a module",
    (
        Key("title", TEXT, "Its heading.", required=True),
        Key("summary", TEXT, "What it is about."),
        Key("stories", NAMES, "Its stories, in order.", required=True),
        Key("requires", TEXTS, "Module titles or story ids that come first."),
        Key("practises", MapOf("name", WHOLE), "Skills, and in how many decisions at least."),
    ),
)
COURSE: Final = Shape(
    "a course",
    (
        Key("title", TEXT, "The course's title.", required=True),
        Key("language", TEXT, "Its language, as `en` or `en-GB`."),
        Key("mode", MODES, "The mode of stories that name none."),
        Key("pass-mark", WHOLE, "The score from which an assessed story is passed, 0 to 100."),
        Key("modules", ListOf(MODULE), "The modules, in order."),
    ),
)
SKILL: Final = Shape(
    "a skill",
    (
        Key("title", TEXT, "Its name.", required=True),
        Key("summary", TEXT, "What it is."),
        Key("do", TEXTS, "Things to say or do."),
        Key("avoid", TEXTS, "Phrases to avoid."),
        Key("sources", TEXTS, "Where it comes from."),
    ),
)
SKILLS: Final = Shape("a skills file", (Key("skills", MapOf("id", SKILL), "The skills by id.", required=True),))
