"""A name misspelt or changed where it is declared: one mistake, however often it is used, and so one finding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any, Final

from builder.diagnostics import MAX_FAULTS, Diagnostic, Related, nearest, shown, too_many_faults
from builder.flow.names import Names, Section
from builder.flow.walkthrough_names import walkthrough_findings
from builder.model import Story
from builder.sources import Place

MOST_NAMES: Final = 5
"""Names unknown at several places for which declarations are tried; where there are more, something else is wrong."""
MOST_NEAR: Final = 2
"""Declarations tried for each, the nearest ones; a try takes as long as linking the story."""
MOST_SHOWN: Final = 3
"""Places of use that a finding shows."""

_PARTS: Final[dict[Section, tuple[str, ...]]] = {
    "state": ("state",),
    "cast": ("cast",),
    "facts": ("facts",),
    "triggers": ("triggers",),
    "places": ("scenes", "outcomes"),
}
"""The parts of a story in which the names of a section are declared."""


@dataclass(frozen=True, slots=True)
class _Respelt:
    """A declaration under another name: ``names`` and ``findings`` are those of the story as it would be then."""

    place: Place
    names: Names
    findings: tuple[Diagnostic, ...]


def name_findings(names: Names) -> tuple[Diagnostic, ...]:
    """Everything wrong with the names of a story.

    Where a name is unknown at several places, and a single declaration is spelt nearly so and named nowhere, that is
    one finding at the declaration; all else is said of the story as if it were spelt right. So it is with a variable of
    quite another name, as it would be if it was renamed, in a story that has few.
    """
    findings = _findings(names)
    repeated = [(*name, places) for name, places in names.unknown.items() if len(places) > 1]
    told: list[Diagnostic] = []
    for section, name, places in repeated if len(repeated) <= MOST_NAMES else ():
        right = [each for each in _tries(names, section, name) if _settles(each, section, name)]
        if len(right) == 1:
            names, findings = right[0].names, right[0].findings
            told.append(_misspelt(section, name, right[0].place, places))
    return (*told, *findings)


def _findings(names: Names) -> tuple[Diagnostic, ...]:
    """Everything wrong with the names as they are spelt, up to what is reported of one file."""
    found = tuple(islice(chain(names.findings(), walkthrough_findings(names)), MAX_FAULTS))
    return found if len(found) < MAX_FAULTS else (*found, too_many_faults(found[-1].place))


def _tries(names: Names, section: Section, name: str) -> Iterator[_Respelt]:
    """The declarations that are spelt nearly like ``name``, each called so; variables also where they are few."""
    story = names.story
    declared = {known: part for part in _PARTS[section] for known in getattr(story, part)}
    for guess in _guesses(name, section, declared):
        part = declared[guess]
        trial = replace(names, story=_renamed(story, part, guess, name), expressions={}, parsed=set(), unknown={})
        findings = _findings(trial)
        yield _Respelt(Place(story.file, (part, guess), "key"), trial, findings)


def _guesses(name: str, section: Section, declared: Collection[str]) -> Sequence[str]:
    """The names that may stand for ``name``: the nearest ones, or else all variables where they are few."""
    near: list[str] = []
    while (guess := nearest(name, (each for each in declared if each not in near))) and len(near) < MOST_NEAR:
        near.append(guess)
    return near or (sorted(declared) if section == "state" and len(declared) <= MOST_NEAR else ())


def _renamed(story: Story, part: str, old: str, new: str) -> Story:
    """The story with one name changed where it is declared; what is declared keeps its own, which leads to it."""
    changed: dict[str, Any] = {
        part: {new if name == old else name: member for name, member in getattr(story, part).items()}
    }
    return replace(story, **changed)


def _settles(trial: _Respelt, section: Section, name: str) -> bool:
    """Whether every use of the name is well then, and the old name was used nowhere."""
    old = str(trial.place.route[-1])
    return not {(section, name), (section, old)} & trial.names.unknown.keys()


def _misspelt(section: Section, name: str, place: Place, places: Sequence[Place]) -> Diagnostic:
    old = shown(str(place.route[-1]))
    message = f"Nothing refers to `{old}`, and {len(places):,} places refer to `{shown(name)}`, which is not there."
    help = f"Write `{shown(name)}` here, or `{old}` there."
    rule = "unknown-destination" if section == "places" else "unknown-name"
    related = tuple(Related(each, "named here") for each in places[:MOST_SHOWN])
    return Diagnostic(rule, place, message, help, related=related)
