"""What a project may set: handed in from the host's configuration, never imported as a global."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from builder.diagnostics import Severity

MAX_COMBINATIONS: Final = 250_000_000
"""Combinations of scene and values that a search takes on before it gives up; it bounds both time and memory."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project may set.

    ``severities`` raises or lowers rules by name; ``site_url`` is where the site will live, for links to plays.
    ``limit`` is how many combinations of scene and values the exact search takes on.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    site_url: str | None = None
    limit: int = MAX_COMBINATIONS
