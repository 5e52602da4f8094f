"""Linking: proves that every name in a story leads somewhere, and makes the `StoryGraph` everything later relies on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.diagnostics import Diagnostic, did_you_mean
from builder.expressions import Expression, Value, scenes_in
from builder.grammar import Domain, Kind, Scope, parse
from builder.model import Choice, Course, Flag, Mode, Number, Retry, Scene, Story, Variable, Walkthrough, Word
from builder.sources import Place


@dataclass(frozen=True, slots=True)
class StoryGraph:
    """A sound story: every ``goto`` leads somewhere, every name exists, every expression is parsed and well typed.

    ``expressions`` holds each ``when`` and ``score`` under the author's own words for it. ``start``, ``mode`` and
    ``retry`` are resolved: the story's own, else the course's, else the format's default. ``watched`` are the scenes
    that some ``visited()`` asks about: a play remembers of no other scene that it was entered.
    """

    story: Story
    start: str
    mode: Mode
    retry: Retry
    expressions: Mapping[str, Expression]
    watched: frozenset[str]


RETRIES: Mapping[Mode, Retry] = {"guided": "anywhere", "practice": "anywhere", "challenge": "never"}
"""Whether a learner may go back, where the story does not say: the last column of the format's table of modes."""


def link(
    story: Story,
    course: Course,
    *,
    media: Collection[str] = frozenset(),
    unread: Collection[str] = frozenset(),
    skills_known: bool = True,
) -> tuple[StoryGraph | None, tuple[Diagnostic, ...]]:
    """Check every name of a story; gives its graph and no findings, or None and what is wrong.

    ``media`` holds the files that lie beside the story. ``unread`` names what reading already reported
    (``cast``, ``cast/priya``): names in it are taken on trust, and the story has no graph. ``skills_known`` is False
    where the skills could not be read.
    """
    linking = _Linking(story, course, media, frozenset(unread), skills_known, {})
    findings = tuple(linking.findings())
    if findings or unread or not story.scenes:
        return None, findings
    mode = story.mode or course.mode
    start = story.start or next(iter(story.scenes))
    watched = frozenset(scene for tree in linking.expressions.values() for scene in scenes_in(tree))
    return StoryGraph(story, start, mode, story.retry or RETRIES[mode], linking.expressions, watched), ()


@dataclass(frozen=True, slots=True)
class _Linking:
    """One story being linked. An empty name stands for one that could not be read, and was reported then."""

    story: Story
    course: Course
    media: Collection[str]
    unread: frozenset[str]
    skills_known: bool
    expressions: dict[str, Expression]

    def findings(self) -> Iterator[Diagnostic]:
        """Everything wrong with the story's names, section by section."""
        story, scope = self.story, self.scope()
        here = Place(story.file)
        yield from self.known("skill", story.practises, here.at("practises"))
        for member in story.cast.values():
            if member.image is not None:
                yield from self.file(member.image, here.at("cast", member.id, "image"))
        if story.start is not None and story.start not in story.scenes:
            yield from self.destination(story.start, here.at("start"), story.scenes, "scene")
        for position, interrupt in enumerate(story.interrupts):
            at = here.at("interrupts", position)
            yield from self.expression(interrupt.when, at.at("when"), "flag", scope)
            yield from self.destination(interrupt.goto, at.at("goto"))
        for scene in story.scenes.values():
            yield from self.scene(scene, here.at("scenes", scene.id), scope)
        for outcome in story.outcomes.values():
            if outcome.score is not None:
                yield from self.expression(outcome.score, here.at("outcomes", outcome.id, "score"), "number", scope)
        for position, walkthrough in enumerate(story.walkthroughs):
            yield from self.walkthrough(walkthrough, here.at("walkthroughs", position))

    def scope(self) -> Scope:
        """What expressions of this story may name; a variable that could not be read has no kind."""
        domains = {name: _domain(variable) for name, variable in self.story.state.items()}
        unread = {name.removeprefix("state/"): Domain(None) for name in self.unread if name.startswith("state/")}
        scenes = [name.removeprefix("scenes/") for name in self.unread if name.startswith("scenes/")]
        return Scope({**domains, **unread}, {**self.story.scenes, **dict.fromkeys(scenes)})

    # a scene and what is in it

    def scene(self, scene: Scene, at: Place, scope: Scope) -> Iterator[Diagnostic]:
        """Everything in one scene."""
        single = len(scene.lines) == 1
        for position, line in enumerate(scene.lines):
            if line.speaker is not None:
                yield from self.speaker(line.speaker, at, position, single)
            if line.when is not None:
                yield from self.expression(line.when, at.at("lines", position, "when"), "flag", scope)
        if scene.media is not None:
            for key, file in scene.media.files.items():
                yield from self.file(file, at.at("media", key))
        yield from self.effects(scene, at)
        yield from self.known("fact", scene.reveals, at.at("reveals"))
        for choice in scene.choices:
            yield from self.choice(choice, at.at("choices", choice.position), scope)
        if scene.next is not None:
            yield from self.destination(scene.next, at.at("next"))
        for position, branch in enumerate(scene.route):
            if branch.when is not None:
                yield from self.expression(branch.when, at.at("route", position, "when"), "flag", scope)
            yield from self.destination(branch.goto, at.at("route", position, "goto"))

    def choice(self, choice: Choice, at: Place, scope: Scope) -> Iterator[Diagnostic]:
        """Everything in one choice."""
        yield from self.destination(choice.goto, at.at("goto"))
        if choice.when is not None:
            yield from self.expression(choice.when, at.at("when"), "flag", scope)
        yield from self.effects(choice, at)
        for key, what, names in (
            ("shows", "skill", choice.shows),
            ("misses", "skill", choice.misses),
            ("reveals", "fact", choice.reveals),
            ("uses", "fact", choice.uses),
            ("trips", "trigger", choice.trips),
        ):
            if names:
                yield from self.known(what, names, at.at(key))

    def effects(self, owner: Scene | Choice, at: Place) -> Iterator[Diagnostic]:
        """The ``change`` and ``set`` of a scene or choice: the variables exist, and can take the values."""
        for name in owner.change:
            variable = self.story.state.get(name)
            if variable is None:
                yield from self.variable(name, Place(at.file, (*at.route, "change", name), "key"))
            elif not isinstance(variable, Number):
                message = f"`{name}` is not a number, so nothing can be added to it."
                yield _finding("value-out-of-range", at.at("change", name), message, "Give it a value under `set`.")
        for name, value in owner.set.items():
            variable = self.story.state.get(name)
            if variable is None:
                yield from self.variable(name, Place(at.file, (*at.route, "set", name), "key"))
            else:
                yield from _fits(variable, value, at.at("set", name))

    # one name

    def destination(
        self, name: str, place: Place, known: Collection[str] | None = None, what: str = "scene or outcome"
    ) -> Iterator[Diagnostic]:
        """A ``goto``, ``next`` or ``start``; ``known`` is every scene and outcome unless given."""
        story = self.story
        fine = name in known if known is not None else name in story.scenes or name in story.outcomes
        if fine or not name or self.unread & {"scenes", "outcomes", f"scenes/{name}", f"outcomes/{name}"}:
            return
        candidates = known if known is not None else [*story.scenes, *story.outcomes]
        help = did_you_mean(name, candidates, "Write a scene of that name, or name one that is there.")
        yield _finding("unknown-destination", place, f"There is no {what} `{name}`.", help)

    def variable(self, name: str, place: Place) -> Iterator[Diagnostic]:
        """The name of a variable under ``change``, ``set`` or ``expect`` that the story's state does not have."""
        if "state" not in self.unread and f"state/{name}" not in self.unread:
            help = did_you_mean(name, self.story.state, "Declare it under `state`.")
            yield _finding("unknown-name", place, f"There is no variable `{name}`.", help)

    def speaker(self, name: str, at: Place, position: int, single: bool) -> Iterator[Diagnostic]:
        """Who speaks; a scene's only line may be written as its ``text``, with the speaker beside it."""
        if name in self.story.cast or "cast" in self.unread or f"cast/{name}" in self.unread:
            return
        place = at.at("lines", position, "speaker")
        if single:
            place = Place(at.file, (*at.route, "speaker"), otherwise=place.route)
        help = did_you_mean(name, self.story.cast, "Add this person under `cast`.")
        yield _finding("unknown-name", place, f"There is nobody called `{name}` in the cast.", help)

    def known(self, what: str, names: Iterable[str], at: Place) -> Iterator[Diagnostic]:
        """References to skills, facts or triggers; without a skills file, skills are free words."""
        section = {"skill": "skills", "fact": "facts", "trigger": "triggers"}[what]
        members: Mapping[str, object] = {
            "skill": self.course.skills, "fact": self.story.facts, "trigger": self.story.triggers
        }[what]  # fmt: skip
        if section in self.unread or (what == "skill" and (not self.skills_known or not members)):
            return
        where = "stories/skills.yml" if what == "skill" else f"`{section}`"
        for position, name in enumerate(names):
            if name not in members and f"{section}/{name}" not in self.unread:
                help = did_you_mean(name, members, f"Add it to {where}.")
                yield _finding("unknown-name", at.at(position), f"There is no {what} `{name}`.", help)

    def file(self, name: str, place: Place) -> Iterator[Diagnostic]:
        """A media file, which must lie in the story's own folder."""
        if name in self.media:
            return
        if name.startswith(("/", "\\")) or ".." in name.split("/") or ":" in name:
            help = "Put the file beside the story and write its name only."
            yield _finding("missing-file", place, f"`{name}` lies outside the story's folder.", help)
            return
        help = did_you_mean(name, self.media, "Put the file beside the story, or correct the name.")
        yield _finding("missing-file", place, f"There is no file `{name}` beside the story.", help)

    def expression(self, text: str, place: Place, wanted: Kind, scope: Scope) -> Iterator[Diagnostic]:
        """Parse a ``when`` or ``score`` once for every text, and keep it."""
        if not text or text in self.expressions:
            return
        tree, faults = parse(text, scope, wanted)
        if tree is not None:
            self.expressions[text] = tree
        for fault in faults:
            if fault.rule == "unknown-name" and self.unread & {"state", "scenes"}:
                continue
            help = fault.help if fault.word is None else did_you_mean(fault.word, fault.candidates, fault.help)
            inside = Place(place.file, place.route, within=(fault.start, fault.end))
            yield _finding(fault.rule, inside, fault.message, help)

    # walkthroughs

    def walkthrough(self, walkthrough: Walkthrough, at: Place) -> Iterator[Diagnostic]:
        """The names in a walkthrough; whether it can be played is not asked here."""
        for position, step in enumerate(walkthrough.choices):
            scene_id, _, name = step.partition("/")
            place = at.at("choices", position)
            scene = self.story.scenes.get(scene_id)
            if scene is None:
                yield from self.destination(scene_id, place, self.story.scenes, "scene")
            elif find_choice(scene, name) is None and not self.unread & {"choices", f"scenes/{scene_id}"}:
                names = [choice.name for choice in scene.choices]
                help = did_you_mean(
                    name, names, f"Its choices are {', '.join(names)}." if names else "It has no choices."
                )
                yield _finding("unknown-destination", place, f"The scene `{scene_id}` has no choice `{name}`.", help)
        for name, value in walkthrough.expect.items():
            place = at.at("expect", name)
            if name in ("outcome", "scene"):
                known = self.story.outcomes if name == "outcome" else self.story.scenes
                yield from self.destination(str(value), place, known, name)
            elif name in self.story.state:
                yield from _fits(self.story.state[name], value, place)
            else:
                yield from self.variable(name, Place(place.file, place.route, "key"))


def find_choice(scene: Scene, name: str) -> Choice | None:
    """The choice of a scene that a walkthrough means: by id, or by its 1-based position."""
    by_id = [choice for choice in scene.choices if choice.id == name]
    if by_id:
        return by_id[0]
    return next((choice for choice in scene.choices if str(choice.position + 1) == name), None)


def link_course(course: Course, stories: Collection[str], file: str) -> Iterator[Diagnostic]:
    """Findings about the names in a course file; ``stories`` are the ids of the stories found."""
    titles = {module.title for module in course.modules}
    for number, module in enumerate(course.modules):
        at = Place(file, ("modules", number))
        for position, story in enumerate(module.stories):
            if story not in stories:
                help = did_you_mean(story, stories, f"Write it as stories/{story}.yml, or take it out of the list.")
                yield _finding("unknown-name", at.at("stories", position), f"There is no story `{story}`.", help)
        for position, name in enumerate(module.requires):
            if name not in titles and name not in stories:
                help = did_you_mean(name, [*titles, *stories], "Name a module's title or a story's id.")
                yield _finding(
                    "unknown-name", at.at("requires", position), f"No module or story is called `{name}`.", help
                )
        for name in module.practises:
            if course.skills and name not in course.skills:
                help = did_you_mean(name, course.skills, "Add it to stories/skills.yml.")
                place = Place(file, (*at.route, "practises", name), "key")
                yield _finding("unknown-name", place, f"There is no skill `{name}`.", help)


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


def _fits(variable: Variable, value: Value, place: Place) -> Iterator[Diagnostic]:
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
        shown = str(value).lower() if isinstance(value, bool) else value
        help = (
            did_you_mean(str(value), variable.one_of, f"Write {allowed}.")
            if isinstance(variable, Word)
            else f"Write {allowed}."
        )
        yield _finding("value-out-of-range", place, f"`{name}` cannot be `{shown}`: it is {allowed}.", help)
