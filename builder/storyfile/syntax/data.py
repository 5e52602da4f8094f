"""A file as plain data, and what stands in it for a value that could not be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from builder.diagnostics import Diagnostic
from builder.sources import Route


class Missing:
    """Stands where something should be that cannot be had."""


UNREADABLE: Final = Missing()
"""Stands where a value was written but could not be read; it has been reported, and nobody mentions it again."""
BARE: Final = Missing()
"""Stands for the value of a key in braces that has neither colon nor value, as ``c`` in ``{a: b, c}``."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as plain data: dict, list, str, int, float, bool, None, `UNREADABLE` or `BARE`.

    Mapping keys are always text. ``whole`` is False where reading had to stop, so that what is missing may stand in
    the unread rest; ``stopped`` is then the route to the last thing read. ``text`` is what was read: the author's text
    with stand-ins for what is not YAML, every line still where it was.
    """

    data: Any
    findings: tuple[Diagnostic, ...] = ()
    whole: bool = True
    stopped: Route = ()
    text: str = ""
