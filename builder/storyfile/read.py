"""From a file to a `Story`, `Course` or skills, with a finding for everything that is not as it should be.

Reading goes on after every fault: what could not be read is left out and remembered, so that linking does not
complain about it a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any, Final

from builder import model
from builder.diagnostics import Diagnostic, Related
from builder.prose.languages import primary
from builder.sources import Place, Route, Source, StorySource
from builder.storyfile import kinds, schema
from builder.storyfile.kinds import reader
from builder.storyfile.make import BLANKS, MAKERS
from builder.storyfile.reading import Reading, Values, as_far_as_wanted, begin
from builder.storyfile.scenes import KnownScenes, read_at_speed
from builder.storyfile.schema import Shape
from builder.storyfile.singles import is_id
from builder.storyfile.syntax import UNREADABLE, Parsed, collector_paused, parse
from builder.storyfile.wording import id_help

EVERYTHING: Final = frozenset({"cast", "state", "facts", "triggers", "scenes", "outcomes", "choices"})
"""What a name may refer to that stands in the unread rest of a file."""


@dataclass(frozen=True, slots=True)
class ReadStory:
    """What could be read of a story, and what is wrong with the rest.

    ``unread`` names sections (``cast``) and members (``cast/priya``) that are there but could not be read: linking
    takes names in them on trust. Where the file could not be read to its end, that is every section. ``left_out`` has,
    by list, the positions of the items in it that could not be read: the story's list goes on without them.
    """

    story: model.Story
    findings: tuple[Diagnostic, ...]
    unread: frozenset[str] = frozenset()
    left_out: Mapping[Route, tuple[int, ...]] = field(default_factory=dict)


@collector_paused()
def read_story(found: StorySource, known: KnownScenes | None = None) -> ReadStory:
    """Read one story file; never raises on what an author wrote.

    ``known`` are the scenes from the last time, and learns those of this time: what is read is the same without it,
    but scenes whose text is the same are the same objects.
    """
    return _read_at_speed(found, known) or _read_any(found)


def _read_at_speed(found: StorySource, known: KnownScenes | None) -> ReadStory | None:
    """A story without a fault but in scenes, and those only with a memory; None where there is, or may be, another."""
    begun = read_at_speed(found.source, known)
    if begun is None:
        return None
    faults = len(begun[0].findings)
    read = _finished(found, *begun, whole=True)
    return read if len(read.findings) == faults and len(read.story.scenes) <= kinds.MAX_SCENES else None


def _read_any(found: StorySource) -> ReadStory:
    """Whatever can be read of a story, and a finding for every fault."""
    parsed = parse(found.source)
    reading = begin(found.source.name, parsed, MAKERS, BLANKS)
    return _finished(found, reading, _values(reading, parsed, schema.STORY), whole=parsed.whole)


def _finished(found: StorySource, reading: Reading, values: Values, *, whole: bool) -> ReadStory:
    """The story made of its values, after the checks that take more than one section."""
    as_far_as_wanted(reading, lambda: _check_names(found, reading, values), None)
    if not whole or not values:
        reading.unread |= EVERYTHING
    values.pop("format", None)
    defaults: Values = {"title": "", "scenes": {}, "outcomes": {}}
    # Scenes may be read before all else, and the order is to be the same whichever way a story was read.
    notes = sorted(reading.notes, key=lambda note: note.place.route[:1] == ("scenes",))
    said: Values = {"waivers": tuple(reading.waivers), "notes": tuple(notes)}
    story = model.Story(id=found.id, file=found.source.name, **{**defaults, **said, **values})
    return ReadStory(story, tuple(reading.findings), frozenset(reading.unread), dict(reading.left_out))


def read_course(
    course: Source | None, skills: Source | None, phrases: Source | None = None, statements: Source | None = None
) -> tuple[model.Course, tuple[Diagnostic, ...], bool]:
    """Read the course, its skills, its own phrases and what its sources say, any of which may be missing.

    Gives the course, the findings, and whether the skills can be relied on (False where one of them could not be read).
    """
    findings: list[Diagnostic] = []
    values: Values = {}
    known: Mapping[str, model.Skill] = {}
    waivers: list[model.Waiver] = []
    sound = True
    if course is not None:
        reading, values, _ = _read_file(course, schema.COURSE)
        findings += reading.findings
        waivers += reading.waivers
    if skills is not None:
        reading, read, whole = _read_file(skills, schema.SKILLS)
        waivers += reading.waivers
        findings += reading.findings
        known, sound = read.get("skills", {}), whole and "skills" in read and not reading.unread
    own = model.Phrases()
    if phrases is not None:
        reading, lists, _ = _read_file(phrases, schema.PHRASES)
        waivers += reading.waivers
        findings += reading.findings
        own = model.Phrases(**lists)
    said: Mapping[str, model.Statement] = {}
    if statements is not None:
        reading, read, _ = _read_file(statements, schema.SOURCES)
        waivers += reading.waivers
        findings += reading.findings
        said = read.get("sources", {})
    shipped = _shipped(primary(values.get("language", "en")))
    lists = {"skills": known, "phrases": _joined(own, shipped), "statements": said}
    return model.Course(**lists, waivers=tuple(waivers), **values), tuple(findings), sound


@cache
def _shipped(language: str) -> model.Phrases:
    """The tool's own phrases in a language; none where it has no list of them."""
    file = files(__package__) / "phrases" / f"{language}.yml"
    if not is_id(language) or not file.is_file():
        return model.Phrases()
    _, lists, _ = _read_file(Source(file.name, file.read_bytes()), schema.PHRASES)
    return model.Phrases(**lists)


def _joined(own: model.Phrases, shipped: model.Phrases) -> model.Phrases:
    """The course's own phrases and the tool's, without those that the course allows."""
    allowed = {phrase.casefold() for phrase in own.allow}
    lists: dict[str, tuple[str, ...]] = {}
    for each in fields(model.Phrases):
        both = (*getattr(own, each.name), *getattr(shipped, each.name))
        lists[each.name] = tuple(phrase for phrase in both if phrase.casefold() not in allowed)
    return model.Phrases(**{**lists, "allow": own.allow})


def _read_file(source: Source, shape: Shape) -> tuple[Reading, Values, bool]:
    parsed = parse(source)
    reading = begin(source.name, parsed, MAKERS, BLANKS)
    return reading, _values(reading, parsed, shape), parsed.whole


def _values(reading: Reading, parsed: Parsed, shape: Shape) -> Values:
    """The values of a whole file by field; none where it is not even a mapping."""
    if parsed.data is None and parsed.whole:
        first = shape.keys[0]
        message = "The file is empty, or holds nothing but comments."
        reading.report("wrong-type", (), message, f"Begin it with `{first.name}:`. {first.means}")
        return {}
    values: Any = as_far_as_wanted(reading, lambda: reader(shape)(reading, parsed.data, ()), UNREADABLE)
    return {} if values is UNREADABLE else values


def _check_names(found: StorySource, reading: Reading, values: Values) -> None:
    if not is_id(found.id):
        reading.report("bad-id", (), f"The story's file or folder is called `{found.id}`.", id_help(found.id))
    _check_format(reading, values)
    _check_namespace(reading, values)


def _check_format(reading: Reading, values: Values) -> None:
    if values.get("format", 1) != 1:
        message = f"This story is written in format {values['format']}, and this program reads format 1."
        reading.report("wrong-type", ("format",), message, "Write `format: 1`, or install a newer coolhead.")


def _check_namespace(reading: Reading, values: Values) -> None:
    for name in values.get("outcomes", {}):
        if name in values.get("scenes", {}):
            first = Related(Place(reading.file, ("scenes", name), "key"), "the scene is here")
            message = f"`{name}` is both a scene and an outcome."
            reading.report("repeated-key", ("outcomes", name), message, "Rename one of the two.", "key", (first,))
    for section in ("scenes", "outcomes"):
        if values.get(section) == {} and section not in reading.unread:
            message, help = f"There are no {section} yet.", f"Write the first of the {section}."
            reading.lacks("missing-key", (section,), message, help)
