"""The names in a story, checked one by one: does each lead somewhere, and does each value fit its variable?"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from builder.diagnostics import Diagnostic, did_you_mean, shown
from builder.expressions import Expression, Value
from builder.grammar import Domain, Kind, Scope, parse
from builder.model import Choice, Course, Flag, Number, Scene, Story, Variable, Word
from builder.sources import Place, Route

Section: TypeAlias = Literal["state", "cast", "facts", "triggers", "places"]
"""Where a name is declared; ``places`` are the scenes and outcomes."""

_SECTIONS: Final[Mapping[str, Literal["skills", "facts", "triggers"]]] = {
    "skill": "skills", "fact": "facts", "trigger": "triggers"
}  # fmt: skip

MAX_HINTS: Final = 100
"""Names in one story for which "did you mean" is asked."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one story. An empty name stands for one that could not be read, and was reported then.

    ``unknown`` gathers where names stand that no declaration in their section has, as they are found.
    """

    story: Story
    course: Course
    media: Collection[str]
    refused: Mapping[str, str]
    unread: frozenset[str]
    skills_known: bool
    expressions: dict[str, Expression] = field(default_factory=dict)
    parsed: set[tuple[str, Kind]] = field(default_factory=set)
    hint: Callable[[str, Iterable[str], str], str] = field(default_factory=lambda: _sparing(MAX_HINTS))
    unknown: dict[tuple[Section, str], list[Place]] = field(default_factory=dict)

    def findings(self) -> Iterator[Diagnostic]:
        """Everything wrong with the story's names, section by section."""
        story, scope = self.story, self.scope()
        here = Place(story.file)
        yield from self.known("skill", story.practises, here, "practises")
        for member in story.cast.values():
            if member.image is not None:
                yield from self.file(member.image, here.at("cast", member.id, "image"))
        if story.start is not None:
            yield from self.destination(story.start, here, ("start",), story.scenes, "scene")
        for position, interrupt in enumerate(story.interrupts):
            yield from self.expression(interrupt.when, here, ("interrupts", position, "when"), "flag", scope)
            yield from self.destination(interrupt.goto, here, ("interrupts", position, "goto"))
        for scene in story.scenes.values():
            yield from self.scene(scene, here.at("scenes", scene.id), scope)
        for outcome in story.outcomes.values():
            if outcome.score is not None:
                yield from self.expression(outcome.score, here, ("outcomes", outcome.id, "score"), "number", scope)

    def scope(self) -> Scope:
        """What expressions of this story may name; a variable that could not be read has no kind."""
        domains = {name: _domain(variable) for name, variable in self.story.state.items()}
        unread = {name.removeprefix("state/"): Domain(None) for name in self.unread if name.startswith("state/")}
        scenes = [name.removeprefix("scenes/") for name in self.unread if name.startswith("scenes/")]
        return Scope({**domains, **unread}, {**self.story.scenes, **dict.fromkeys(scenes)})

    # a scene and what is in it

    def scene(self, scene: Scene, at: Place, scope: Scope) -> Iterator[Diagnostic]:
        """Everything in one scene."""
        for position, line in enumerate(scene.lines):
            if line.speaker is not None:
                yield from self.speaker(line.speaker, at, position)
            if line.when is not None:
                yield from self.expression(line.when, at, ("lines", position, "when"), "flag", scope)
        if scene.media is not None:
            for key, file in scene.media.files.items():
                yield from self.file(file, at.at("media", key))
        yield from self.effects(scene, at)
        yield from self.known("fact", scene.reveals, at, "reveals")
        for choice in scene.choices:
            yield from self.choice(choice, at, scope)
        if scene.next is not None:
            yield from self.destination(scene.next, at, ("next",))
        for position, branch in enumerate(scene.route):
            if branch.when is not None:
                yield from self.expression(branch.when, at, ("route", position, "when"), "flag", scope)
            yield from self.destination(branch.goto, at, ("route", position, "goto"))

    def choice(self, choice: Choice, at: Place, scope: Scope) -> Iterator[Diagnostic]:
        """Everything in one choice of the scene ``at`` this place."""
        here: Route = ("choices", choice.position)
        yield from self.destination(choice.goto, at, (*here, "goto"))
        if choice.when is not None:
            yield from self.expression(choice.when, at, (*here, "when"), "flag", scope)
        yield from self.effects(choice, at, here)
        for key, what, names in (
            ("shows", "skill", choice.shows),
            ("misses", "skill", choice.misses),
            ("reveals", "fact", choice.reveals),
            ("uses", "fact", choice.uses),
            ("trips", "trigger", choice.trips),
        ):
            if names:
                yield from self.known(what, names, at, *here, key)

    def effects(self, owner: Scene | Choice, at: Place, here: Route = ()) -> Iterator[Diagnostic]:
        """The ``change`` and ``set`` of a scene or choice: the variables exist, and can take the values."""
        for name in owner.change:
            variable = self.story.state.get(name)
            if isinstance(variable, Number):
                continue
            place = Place(at.file, (*at.route, *here, "change", name), "key")
            if variable is None:
                yield from self.variable(name, place)
            else:
                message = f"`{name}` is not a number, so nothing can be added to it."
                yield _finding("value-out-of-range", place, message, "Give it a value under `set`.")
        for name, value in owner.set.items():
            variable = self.story.state.get(name)
            if variable is None:
                yield from self.variable(name, Place(at.file, (*at.route, *here, "set", name), "key"))
            else:
                yield from fits(variable, value, at, (*here, "set", name))

    # one name, written so many steps below a place: most names are right, and making their places takes longer

    def destination(
        self, name: str, at: Place, steps: Route, known: Collection[str] | None = None, what: str = "scene or outcome"
    ) -> Iterator[Diagnostic]:
        """A ``goto``, ``next`` or ``start``; ``known`` is every scene and outcome unless given."""
        story = self.story
        fine = name in known if known is not None else name in story.scenes or name in story.outcomes
        if fine or not name or self.unread & {"scenes", "outcomes", f"scenes/{name}", f"outcomes/{name}"}:
            return
        candidates = known if known is not None else [*story.scenes, *story.outcomes]
        help = self.hint(name, candidates, f"Write a {what} of that name, or name one that is there.")
        if name in story.outcomes:
            help = f"`{name}` is an outcome, and a scene is needed here."
        elif name in story.scenes:
            help = f"`{name}` is a scene, and an outcome is needed here."
        else:
            self.missed("places", name, at.at(*steps))
        yield _finding("unknown-destination", at.at(*steps), f"There is no {what} `{shown(name)}`.", help)

    def variable(self, name: str, place: Place) -> Iterator[Diagnostic]:
        """The name of a variable under ``change``, ``set`` or ``expect`` that the story's state does not have."""
        if "state" not in self.unread and f"state/{name}" not in self.unread:
            help = self.hint(name, self.story.state, "Declare it under `state`.")
            self.missed("state", name, place)
            yield _finding("unknown-name", place, f"There is no variable `{shown(name)}`.", help)

    def speaker(self, name: str, at: Place, position: int) -> Iterator[Diagnostic]:
        """Who speaks; a scene's only line may be written as its ``text``, with the speaker beside it."""
        if name in self.story.cast or "cast" in self.unread or f"cast/{name}" in self.unread:
            return
        place = Place(at.file, (*at.route, "lines", position, "speaker"), otherwise=(*at.route, "speaker"))
        help = self.hint(name, self.story.cast, "Add this person under `cast`.")
        self.missed("cast", name, place)
        yield _finding("unknown-name", place, f"There is nobody called `{shown(name)}` in the cast.", help)

    def known(self, what: str, names: Iterable[str], at: Place, *steps: str | int) -> Iterator[Diagnostic]:
        """References to skills, facts or triggers; without a skills file, skills are free words."""
        section = _SECTIONS[what]
        members: Mapping[str, object] = {
            "skill": self.course.skills, "fact": self.story.facts, "trigger": self.story.triggers
        }[what]  # fmt: skip
        if section in self.unread or (what == "skill" and (not self.skills_known or not members)):
            return
        where = "stories/skills.yml" if what == "skill" else f"`{section}`"
        for position, name in enumerate(names):
            if name not in members and f"{section}/{name}" not in self.unread:
                help, place = self.hint(name, members, f"Add it to {where}."), at.at(*steps, position)
                if section == "facts" or section == "triggers":
                    self.missed(section, name, place)
                yield _finding("unknown-name", place, f"There is no {what} `{shown(name)}`.", help)

    def file(self, name: str, place: Place) -> Iterator[Diagnostic]:
        """A media file, which must lie in the story's own folder."""
        if name in self.media:
            return
        if name in self.refused:
            message = f"`{shown(name)}` holds {self.refused[name]}, so it is not shown to learners."
            help = (
                "Save it as an SVG without scripts and without links to other files, or as a PNG; a transcript as text."
            )
            yield _finding("missing-file", place, message, help)
            return
        if "\\" in name:
            help = "Write `/` between folders and files."
            yield _finding("missing-file", place, f"There is no file `{shown(name)}` beside the story.", help)
            return
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            help = "Put the file beside the story and write its name only."
            yield _finding("missing-file", place, f"`{shown(name)}` lies outside the story's folder.", help)
            return
        help = self.hint(name, self.media, "Put the file beside the story, or correct the name.")
        yield _finding("missing-file", place, f"There is no file `{shown(name)}` beside the story.", help)

    def expression(self, text: str, at: Place, steps: Route, wanted: Kind, scope: Scope) -> Iterator[Diagnostic]:
        """Parse a ``when`` or ``score`` once for every text, and keep it."""
        if not text or (text, wanted) in self.parsed:
            return
        tree, faults = parse(text, scope, wanted)
        if tree is not None:
            self.expressions[text] = tree
            self.parsed.add((text, wanted))
        for fault in faults:
            if fault.rule == "unknown-name" and self.unread & {"state", "scenes"}:
                continue
            help = fault.help if fault.word is None else self.hint(fault.word, fault.candidates, fault.help)
            inside = Place(at.file, at.route + steps, within=(fault.start, fault.end))
            if fault.section is not None and fault.word is not None:
                self.missed(fault.section, fault.word, inside)
            yield _finding(fault.rule, inside, fault.message, help)

    def missed(self, section: Section, name: str, place: Place) -> None:
        """Note where a name stands that its section does not declare."""
        self.unknown.setdefault((section, name), []).append(place)


def _sparing(limit: int) -> Callable[[str, Iterable[str], str], str]:
    """`did_you_mean`, up to a limit: it takes its time among ten thousand names, and nobody reads so much of it."""
    left = itertools.count(limit, -1)

    def hint(word: str, known: Iterable[str], otherwise: str) -> str:
        if word.startswith("x-"):
            return "Keys that begin with `x-` are kept and ignored: give it another name."
        return did_you_mean(word, known, otherwise) if next(left) > 0 else otherwise

    return hint


def _finding(rule: str, place: Place, message: str, help: str) -> Diagnostic:
    return Diagnostic(rule, place, message, help)


def _domain(variable: Variable) -> Domain:
    match variable:
        case Number(min=low, max=high):
            return Domain("number", low, high)
        case Flag():
            return Domain("flag")
        case Word(one_of=words):
            return Domain("word", words=words)


def fits(variable: Variable, value: Value, at: Place, steps: Route = ()) -> Iterator[Diagnostic]:
    """A finding unless the variable can hold the value."""
    match variable:
        case Number(name=name, min=low, max=high):
            fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
            allowed = f"a whole number from {low} to {high}"
        case Flag(name=name):
            fits, allowed = isinstance(value, bool), "`true` or `false`"
        case Word(name=name, one_of=words):
            fits, allowed = value in words, "one of " + ", ".join(f"`{word}`" for word in words)
    if not fits:
        given = str(value).lower() if isinstance(value, bool) else shown(str(value))
        help = f"Write {allowed}."
        if isinstance(variable, Word):
            help = did_you_mean(str(value), variable.one_of, help)
        yield _finding("value-out-of-range", at.at(*steps), f"`{name}` cannot be `{given}`: it is {allowed}.", help)
