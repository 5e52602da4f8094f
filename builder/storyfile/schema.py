"""The notation, key by key: one row a key feeds the reader, the JSON Schema and the authors' reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

# Kinds and keys are compared by identity: each stands once, and the reader looks them up for every value of a story.


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A single value. ``text`` is prose or a name and is never empty, unlike ``caption``; an ``id`` has its spelling.

    ``name`` refers to something by id and is checked when linking; ``expression`` is kept as the author wrote it;
    ``value`` is what a variable can hold: a whole number, a flag or a word. a ``word`` is one of its own. ``least`` and
    ``most`` bound whole numbers; an ``amount`` is one that is added.
    """

    kind: Literal["text", "caption", "id", "name", "word", "whole", "amount", "truth", "expression", "value", "day"]
    least: int | None = None
    most: int | None = None


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
    """A mapping whose keys the author chooses: ids, variables, references to such, whole numbers, or anything."""

    keys: Literal["id", "variable", "name", "whole", "any"]
    item: Kind


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A mapping with fixed keys; ``called`` is how messages speak of it, as in "a choice".

    ``first`` is the key under which a plain text belongs that was written in place of the mapping.
    """

    called: str
    keys: tuple[Key, ...]
    first: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ShortOr:
    """Either a bare true or false, or the shape in full: the short form of a flag."""

    shape: Shape


Kind: TypeAlias = Scalar | OneOf | ListOf | MapOf | Shape | ShortOr


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One key: its name, what its value is, one sentence on what it means, and whether it must be there.

    ``not_called`` lists other words that authors write for it: mistakes, but ones whose meaning is clear.
    """

    name: str
    kind: Kind
    means: str
    required: bool = False
    not_called: tuple[str, ...] = ()


TEXT: Final = Scalar("text")
CAPTION: Final = Scalar("caption")
ID: Final = Scalar("id")
NAME: Final = Scalar("name")
WORD: Final = Scalar("word")
WHOLE: Final = Scalar("whole")
AMOUNT: Final = Scalar("amount")
COUNT: Final = Scalar("whole", 1)
PERCENT: Final = Scalar("whole", 0, 100)
DAY: Final = Scalar("day")
TRUTH: Final = Scalar("truth")
EXPRESSION: Final = Scalar("expression")
VALUE: Final = Scalar("value")
TEXTS: Final = ListOf(TEXT)
NAMES: Final = ListOf(NAME)
CHANGES: Final = MapOf("name", AMOUNT)
VALUES: Final = MapOf("name", VALUE)

MODES: Final = OneOf(("guided", "practice", "challenge"))
RETRIES: Final = OneOf(("anywhere", "checkpoint", "never"))

_GOTO = ("next", "target", "to", "link")
_WHEN = ("if", "condition", "requires")
_SPEAKER = ("who", "character", "cast")

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
        Key("alt", CAPTION, "The picture in words."),
    ),
    first="name",
)
VARIABLE: Final = Shape(
    "a variable",
    (
        Key("start", VALUE, "Its value when a play begins.", True, ("initial", "value", "default")),
        Key("min", WHOLE, "The least it can be (numbers only).", not_called=("minimum", "from", "low")),
        Key("max", WHOLE, "The most it can be (numbers only).", not_called=("maximum", "to", "high")),
        Key(
            "one-of",
            ListOf(WORD),
            "The words it can be, for a variable that holds a word.",
            not_called=("values", "options"),
        ),
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
        Key("when", EXPRESSION, "Fires on the step that makes this true.", True, ("if", "condition")),
        Key("goto", NAME, "Where the play goes then.", True, _GOTO),
    ),
)
LINE: Final = Shape(
    "a line",
    (
        Key("text", TEXT, "What is said or told (Markdown).", True, ("say", "line", "narration")),
        Key("speaker", NAME, "Who says it, a cast id; without one it is narration.", not_called=_SPEAKER),
        Key("mood", TEXT, "How it is said."),
        Key("when", EXPRESSION, "Shown only where this is true.", not_called=_WHEN),
    ),
    first="text",
)
MEDIA: Final = Shape(
    "media",
    (
        Key("image", TEXT, "A picture file.", not_called=("src", "file", "picture", "img")),
        Key("alt", CAPTION, 'The picture in words; "" marks decoration.'),
        Key("audio", TEXT, "A sound file."),
        Key("video", TEXT, "A film file."),
        Key("captions", TEXT, "A captions file (WebVTT) for the film."),
        Key("transcript", TEXT, "What is heard and seen, in words, or a text file that holds it."),
    ),
    first="image",
)
CHOICE: Final = Shape(
    "a choice",
    (
        Key("say", TEXT, "The words the learner would say.", not_called=("text", "label", "speech", "response")),
        Key("do", TEXT, "What the learner would do instead of speaking.", not_called=("action",)),
        Key("goto", NAME, "The scene or outcome it leads to.", True, _GOTO),
        Key("id", ID, "Its name in walkthroughs; its position counts if left out."),
        Key("when", EXPRESSION, "Offered only where this is true.", not_called=_WHEN),
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
    first="say",
)
BRANCH: Final = Shape(
    "an item of a route",
    (
        Key("when", EXPRESSION, "Taken where this is true; the last item has none.", not_called=_WHEN),
        Key("goto", NAME, "Where the play goes.", True, (*_GOTO, "else", "otherwise")),
    ),
    first="goto",
)
SCENE: Final = Shape(
    "a scene",
    (
        Key("title", TEXT, "Its heading."),
        Key("stage", TEXT, "Groups scenes in maps and reports."),
        Key("speaker", NAME, "Who says the `text`, a cast id; without one it is narration.", not_called=_SPEAKER),
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
        Key(
            "choices",
            ListOf(CHOICE),
            "One way out: the learner chooses.",
            not_called=("options", "answers", "responses"),
        ),
        Key("next", NAME, "One way out: always there.", not_called=("goto", "then", "target")),
        Key(
            "route",
            ListOf(BRANCH),
            "One way out: decided by the state, the first match wins.",
            not_called=("branches",),
        ),
    ),
    first="text",
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
        Key("on", DAY, "The day, as 2026-11-20.", True, ("date",)),
    ),
)
STORY: Final = Shape(
    "a story",
    (
        Key("format", WHOLE, "The version of the notation; write `format: 1`.", True, ("version",)),
        Key("title", TEXT, "The story's title.", required=True),
        Key("summary", TEXT, "Two sentences for the learner."),
        Key("channel", TEXT, "phone, chat, email, in person, video …"),
        Key("level", TEXT, "How hard it is, in your words."),
        Key("status", OneOf(("draft", "review", "published")), "A draft is marked and checked for structure only."),
        Key("minutes", COUNT, "How long it takes; otherwise estimated from its words."),
        Key("objectives", TEXTS, "What the learner can do afterwards."),
        Key("practises", NAMES, "The skills this story is for."),
        Key("mode", MODES, "How much the coach says, and when."),
        Key("retry", RETRIES, "Whether the learner may go back."),
        Key("assessed", TRUTH, "Its result counts; stricter rules apply."),
        Key("content-notes", TEXTS, "What a learner may want to know before starting."),
        Key("sources", TEXTS, "Where its content comes from."),
        Key("reviewed", REVIEWED, "Who checked it, and when."),
        Key("cast", MapOf("id", CAST_MEMBER), "Who appears.", not_called=("characters", "people", "speakers")),
        Key(
            "state",
            MapOf("variable", ShortOr(VARIABLE)),
            "The variables; each is finite, so every play can be checked.",
            not_called=("variables", "vars"),
        ),
        Key("facts", MapOf("id", TEXT), "What the customer can tell you."),
        Key("triggers", MapOf("id", TRIGGER), "What provokes this customer."),
        Key("interrupts", ListOf(INTERRUPT), "What ends or turns the play whenever it becomes true."),
        Key("start", NAME, "The first scene, if not the first one written."),
        Key("scenes", MapOf("id", SCENE), "The scenes.", required=True),
        Key("outcomes", MapOf("id", OUTCOME), "The endings.", True, ("endings", "ends")),
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
        Key("practises", MapOf("name", COUNT), "Skills, and in how many decisions at least."),
    ),
)
COURSE: Final = Shape(
    "a course",
    (
        Key("title", TEXT, "The course's title.", required=True),
        Key("language", TEXT, "Its language, as `en` or `en-GB`.", not_called=("lang", "locale")),
        Key("mode", MODES, "The mode of stories that name none."),
        Key("pass-mark", PERCENT, "The score from which an assessed story is passed, 0 to 100."),
        Key("modules", ListOf(MODULE), "The modules, in order."),
    ),
)
EVIDENCE: Final = Shape(
    "what a skill rests on",
    (
        Key(
            "grade",
            OneOf(("advice", "supported", "contested")),
            "Advice only, some support from outside the sources, or right only in some conditions.",
            required=True,
        ),
        Key("note", TEXT, "What the grade comes from, in a sentence."),
    ),
)
SKILL: Final = Shape(
    "a skill",
    (
        Key("title", TEXT, "Its name.", required=True),
        Key("summary", TEXT, "What it is."),
        Key("why", TEXT, "Why it helps."),
        Key("do", TEXTS, "Things to say or do."),
        Key("avoid", TEXTS, "Phrases to avoid.", not_called=("dont",)),
        Key("sources", TEXTS, "Where it comes from."),
        Key("evidence", EVIDENCE, "How far it can be relied on."),
    ),
    first="title",
)
SKILLS: Final = Shape("a skills file", (Key("skills", MapOf("id", SKILL), "The skills by id.", required=True),))
STATEMENT: Final = Shape(
    "a statement",
    (
        Key("title", TEXT, "What the source says, in a few words of your own.", True, ("text", "summary")),
        Key("file", TEXT, "The document that says it."),
    ),
    first="title",
)
SOURCES: Final = Shape(
    "a sources file",
    (Key("sources", MapOf("any", STATEMENT), "What the course is to teach, statement by statement.", required=True),),
)
PHRASES: Final = Shape(
    "a phrases file",
    (
        Key("empathy", TEXTS, "Sympathy that is empty without its cause: `I understand`."),
        Key("promises", TEXTS, "Promises of what may be in nobody's hands: `I guarantee`."),
        Key("commitments", TEXTS, "Things taken on, which need a when: `get back to you`."),
        Key("when", TEXTS, "Words that say when, or that lead up to it: `by`, `tomorrow`."),
        Key("addressing", TEXTS, "Words that speak to the learner: `you`."),
        Key("naming", TEXTS, "Words that speak of the learner as of somebody else: `the agent`."),
        Key("left-over", TEXTS, "Marks of unfinished text: `TODO`. In capitals, they are looked for in capitals."),
        Key("swearing", TEXTS, "Words that ask for a content note."),
        Key("threats", TEXTS, "Words that ask for a content note."),
        Key("bereavement", TEXTS, "Words that ask for a content note."),
        Key("turning", TEXTS, "Words that turn a phrase round: `not`, `never`."),
        Key("filling", TEXTS, "Words that say nothing of the matter: `the`, `problem`."),
        Key("allow", TEXTS, "Phrases of the lists above, or of the tool's own, that are fine in this course."),
    ),
)
