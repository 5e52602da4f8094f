"""What a project may set: handed in from the host's configuration, never imported as a global."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from builder.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """``severities`` raises or lowers rules by name; ``site_url`` is where the site will live, for links to plays."""

    severities: Mapping[str, Severity] = field(default_factory=dict)
    site_url: str | None = None
