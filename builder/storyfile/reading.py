"""One file being read: where findings gather, and what keeps one mistake from being reported as several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypeVar

from builder.diagnostics import MAX_FAULTS, Diagnostic, Related, shown, too_many_faults
from builder.model import Note, Waiver
from builder.sources import Place, Route, Span
from builder.storyfile.schema import Kind
from builder.storyfile.syntax import BARE, UNREADABLE, Parsed
from builder.storyfile.wording import described, instead, wanted

T = TypeVar("T")
Values: TypeAlias = dict[str, Any]
Maker: TypeAlias = "Callable[[Reading, Values, Values, Route], Any]"
"""Makes part of the model from the values read by field, the author's mapping by proper key, and where it stands."""


class EnoughError(Exception):
    """There are so many faults in this file that no more is read of it."""


@dataclass(slots=True)
class Reading:
    """What is known of a file while it is read.

    ``makers`` turn the values of a shape into its part of the model; ``blanks`` make the empty member that stands for
    one that could not be read. ``unread`` names the sections (``cast``) and members (``cast/priya``) that are there
    but could not be read. ``left_out`` has, by list, the positions of the items in it that could not be read.
    ``unsure`` leads to mappings in which something was not understood, so that nobody can tell what they lack;
    ``misplaced`` to what holds members that belong elsewhere. ``stopped`` leads to the last thing read, in a file
    that could not be read to its end. ``bare`` are the keys of the innermost mapping without colon and value.
    """

    file: str
    makers: Mapping[str, Maker]
    blanks: Mapping[str, Callable[[str], Any]]
    findings: list[Diagnostic]
    stopped: Route | None = None
    waivers: list[Waiver] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    left_out: dict[Route, tuple[int, ...]] = field(default_factory=dict)
    unsure: set[Route] = field(default_factory=set)
    misplaced: set[Route] = field(default_factory=set)
    bare: list[str] = field(default_factory=list)

    def report(
        self,
        rule: str,
        route: Route,
        message: str,
        help: str,
        part: Literal["key", "value"] = "value",
        related: tuple[Related, ...] = (),
    ) -> None:
        """Note one finding at a route of this file, unless its value was half-read when the file had to be given up."""
        if part == "key" or not self.open_at_the_stop(route):
            self._note(Diagnostic(rule, Place(self.file, route, part), message, help, related=related))

    def lacks(self, rule: str, route: Route, message: str, help: str) -> None:
        """Note that the mapping at ``route`` lacks something, where that is certain."""
        if route not in self.unsure and not self.open_at_the_stop(route):
            part: Literal["key", "value"] = "key" if route and isinstance(route[-1], str) else "value"
            self._note(Diagnostic(rule, Place(self.file, route, part), message, help))

    def _note(self, finding: Diagnostic) -> None:
        self.findings.append(finding)
        if len(self.findings) >= MAX_FAULTS:
            raise EnoughError

    def wrong_type(self, kind: Kind, data: Any, route: Route) -> Any:
        """Note a value of the wrong sort, unless it was reported before; gives UNREADABLE."""
        if data is BARE:
            self.bare.append(str(route[-1]))
        elif not self.is_known_trouble(data, route):
            item = not route or not isinstance(route[-1], str)
            where = f"`{shown(str(route[-1]))}`" if not item else "This" if route else "The file"
            message = f"{where} is {described(data)}, and {wanted(kind)} is needed here.".replace(",,", ",")
            self.report("wrong-type", route, message, instead(kind, data, item))
        return UNREADABLE

    def is_known_trouble(self, data: Any, route: Route) -> bool:
        """Whether it has been reported what is wrong with a value."""
        unread = data is UNREADABLE or (isinstance(data, dict) and UNREADABLE in data.values())
        return unread or route[:-1] in self.misplaced

    def forget(self, route: Route) -> None:
        """Take back the findings below ``route``, for one that says it all."""
        self.findings = [each for each in self.findings if not _is_below(each.place, route)]

    def forget_at(self, route: Route) -> None:
        """Take back the findings at ``route`` itself."""
        self.findings = [each for each in self.findings if getattr(each.place, "route", None) != route]

    def open_at_the_stop(self, route: Route) -> bool:
        """Whether the value at ``route`` was still being read when the file had to be given up."""
        return self.stopped is not None and self.stopped[: len(route)] == route


def as_far_as_wanted(reading: Reading, read: Callable[[], T], otherwise: T) -> T:
    """What ``read`` gives, or ``otherwise`` where it met more faults than are reported of one file."""
    try:
        return read()
    except EnoughError:
        if len(reading.findings) == MAX_FAULTS:  # else that has been said of its YAML
            reading.findings.append(too_many_faults(reading.findings[-1].place))
        return otherwise


def begin(
    file: str, parsed: Parsed, makers: Mapping[str, Maker], blanks: Mapping[str, Callable[[str], Any]]
) -> Reading:
    """The reading of a file that has been parsed."""
    stopped = None if parsed.whole else parsed.stopped
    return Reading(file, makers, blanks, [*parsed.findings], stopped)


def _is_below(place: Place | Span, route: Route) -> bool:
    return isinstance(place, Place) and len(place.route) > len(route) and place.route[: len(route)] == route
