"""From a file to a `Story`, `Course` or skills, with a finding for everything that is not as it should be.

Reading goes on after every fault: what could not be read is left out and remembered, so that linking does not
complain about it a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from builder import model
from builder.diagnostics import Diagnostic, Related
from builder.sources import Place, Source, StorySource
from builder.storyfile import schema
from builder.storyfile.make import BLANKS, MAKERS
from builder.storyfile.reading import Reading, Values, id_help, is_id
from builder.storyfile.schema import Shape
from builder.storyfile.syntax import UNREADABLE, parse


@dataclass(frozen=True, slots=True)
class ReadStory:
    """What could be read of a story, and what is wrong with the rest.

    ``unread`` names sections (``cast``) and members (``cast/priya``) that are there but could not be read: linking
    takes names in them on trust. ``whole`` is False where the file itself stopped half-way.
    """

    story: model.Story
    findings: tuple[Diagnostic, ...]
    unread: frozenset[str] = frozenset()
    whole: bool = True


def read_story(found: StorySource) -> ReadStory:
    """Read one story file; never raises on what an author wrote."""
    parsed = parse(found.source)
    reading = Reading(found.source.name, [*parsed.findings], parsed.whole, MAKERS, BLANKS)
    if not is_id(found.id):
        reading.report("bad-id", (), f"The story's file or folder is called `{found.id}`.", id_help(found.id))
    values = {} if parsed.data is UNREADABLE else reading.shape(schema.STORY, parsed.data, ())
    if isinstance(values, dict):
        _check_format(reading, values)
    else:
        reading.unread.add("scenes")
        values = {}
    _check_namespace(reading, values)
    story = model.Story(
        id=found.id,
        file=found.source.name,
        waivers=tuple(reading.waivers),
        **{"title": "", "scenes": {}, "outcomes": {}, **{k: v for k, v in values.items() if k != "format"}},
    )
    return ReadStory(story, tuple(reading.findings), frozenset(reading.unread), reading.whole)


def read_course(course: Source | None, skills: Source | None) -> tuple[model.Course, tuple[Diagnostic, ...], bool]:
    """Read the course and its skills, either of which may be missing.

    Gives the course, the findings, and whether the skills can be relied on (False where their file could not be read).
    """
    findings: list[Diagnostic] = []
    values: dict[str, Any] = {}
    known: Mapping[str, model.Skill] = {}
    sound = True
    if course is not None:
        values, found, _ = _read_file(course, schema.COURSE)
        findings += found
    if skills is not None:
        read, found, whole = _read_file(skills, schema.SKILLS)
        findings += found
        known, sound = read.get("skills", {}), whole and "skills" in read
    return model.Course(skills=known, **values), tuple(findings), sound


def _read_file(source: Source, shape: Shape) -> tuple[dict[str, Any], list[Diagnostic], bool]:
    parsed = parse(source)
    reading = Reading(source.name, [*parsed.findings], parsed.whole, MAKERS, BLANKS)
    values = {} if parsed.data is UNREADABLE else reading.shape(shape, parsed.data, ())
    return (values if isinstance(values, dict) else {}), reading.findings, parsed.whole


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
        if values.get(section) == {} and reading.whole and section not in reading.unread:
            reading.report(
                "missing-key", (section,), f"There are no {section} yet.", f"Write the first of the {section}.", "key"
            )
