"""Modules of the course wait for each other.

Each asks for another to come first, round in a circle, so no order of the modules does what all of them ask for.

Reported:

    # stories/course.yml
    title: Cool heads
    modules:
      - title: Listening first
        stories: [third-saturday]
        requires: [When time is short]            # <- prerequisite-cycle
      - title: When time is short
        stories: [twenty-five-minutes]
        requires: [third-saturday]
    # stories/third-saturday.yml
    scenes: {hello: {text: "Three Saturdays.", next: settled}}
    outcomes: {settled: {result: success, title: A bed by Sunday}}
    # stories/twenty-five-minutes.yml
    scenes: {hello: {text: "Twelve students, at six.", next: settled}}
    outcomes: {settled: {result: success, title: The lesson runs}}

Accepted:

    # stories/course.yml
    title: Cool heads
    modules:
      - title: Listening first
        stories: [third-saturday]
      - title: When time is short
        stories: [twenty-five-minutes]
        requires: [third-saturday]
    # stories/third-saturday.yml
    scenes: {hello: {text: "Three Saturdays.", next: settled}}
    outcomes: {settled: {result: success, title: A bed by Sunday}}
    # stories/twenty-five-minutes.yml
    scenes: {hello: {text: "Twelve students, at six.", next: settled}}
    outcomes: {settled: {result: success, title: The lesson runs}}

A module that requires a story waits for the module which that story is in, be it itself.

To mend it, decide which of them comes first, and take its `requires` out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from builder.diagnostics import Diagnostic, Related, Severity
from builder.flow.course import CourseGraph
from builder.model import Course
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(course: CourseGraph) -> Iterator[Diagnostic]:
    """One finding for every circle of modules; circles that share a module are told one at a time."""
    if course.file is None:
        return
    waits = _waits(course.course)
    while circle := _circle(waits):
        first, *others = _from_first(circle)
        places = [_place(course.file, course.course, module, after) for module, after in _steps([first, *others])]
        titles = [f"“{course.course.modules[module].title}”" for module in (first, *others, first)]
        yield Diagnostic(
            "prerequisite-cycle",
            places[0],
            f"These modules wait for each other: {' waits for '.join(titles)}.",
            "Decide which of them comes first, and take its `requires` out.",
            related=tuple(Related(place, "and this one waits on") for place in places[1:]),
        )
        waits = {module: after - set(circle) for module, after in waits.items() if module not in circle}


def _waits(course: Course) -> dict[int, set[int]]:
    """For each module, by position, those that it waits for."""
    return {number: {at for name in module.requires for at in _named(course, name)}
            for number, module in enumerate(course.modules)}  # fmt: skip


def _named(course: Course, name: str) -> set[int]:
    """The modules with this title or, if there are none, those that have this story."""
    titled = {number for number, module in enumerate(course.modules) if module.title == name}
    return titled or {number for number, module in enumerate(course.modules) if name in module.stories}


def _circle(waits: dict[int, set[int]]) -> list[int]:
    """Some modules each of which waits for the next, and the last for the first; empty where there are none."""
    try:
        TopologicalSorter(waits).prepare()
    except CycleError as error:
        found: list[int] = error.args[1]  # each comes before the next, and the first stands at the end again
        return found[:0:-1]
    return []


def _from_first(circle: Sequence[int]) -> list[int]:
    """The same circle, told from the module that comes first in the course."""
    start = circle.index(min(circle))
    return [*circle[start:], *circle[:start]]


def _steps(circle: Sequence[int]) -> Iterator[tuple[int, int]]:
    yield from zip(circle, [*circle[1:], circle[0]], strict=True)


def _place(file: str, course: Course, module: int, after: int) -> Place:
    """Where a module says that it waits for another."""
    requires = course.modules[module].requires
    position = next(position for position, name in enumerate(requires) if after in _named(course, name))
    return Place(file, ("modules", module, "requires", position))
