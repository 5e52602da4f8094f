"""The colours of a story map: what each is for, in light and in dark, and the stylesheet rules that swap them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour of the map in light and dark surroundings, as ``#rrggbb``, and what of a shape it colours."""

    light: str
    dark: str
    parts: tuple[Literal["fill", "stroke"], ...] = ("fill", "stroke")


_FILL: Final = ("fill",)
_STROKE: Final = ("stroke",)

PALETTE: Final = {
    "ink": Colour("#1c2030", "#eef0f6", _FILL),
    "muted": Colour("#565d70", "#b6bdcd", _FILL),
    "band": Colour("#f1f3f8", "#272b36"),
    "card": Colour("#ffffff", "#313645", _FILL),
    "card-line": Colour("#737b8c", "#8f97aa", _STROKE),
    "rule": Colour("#d5d9e2", "#4c5366", _STROKE),
    "edge": Colour("#5d6577", "#a3abbd"),
    "accent": Colour("#3d4db7", "#a9b6ff"),
    "on-accent": Colour("#fefefe", "#12162a", _FILL),
    "interrupt": Colour("#f0eafc", "#2e2647", _FILL),
    "interrupt-line": Colour("#6d4fc2", "#ab93ef"),
    "success": Colour("#e2f4e7", "#173726", _FILL),
    "success-line": Colour("#1d7d3f", "#5cc98a", _STROKE),
    "success-ink": Colour("#134a29", "#c4f0d4", _FILL),
    "partial": Colour("#fdf0d2", "#3b2f12", _FILL),
    "partial-line": Colour("#96650a", "#e0b152", _STROKE),
    "partial-ink": Colour("#593b00", "#f8e3b0", _FILL),
    "failure": Colour("#fde8e6", "#43201f", _FILL),
    "failure-line": Colour("#ba2d25", "#f2857b", _STROKE),
    "failure-ink": Colour("#791812", "#ffd5d0", _FILL),
    "strong": Colour("#1a7a3c", "#5fcb8c"),
    "fair": Colour("#8f6009", "#e3b455"),
    "weak": Colour("#b72a22", "#f4887e"),
}
"""Each light colour stands for one use only, so that a finished picture tells by its colour what a line is for."""

CHANGES: Final = {
    "added": Colour("#dcf5e3", "#15382a", _FILL),
    "added-line": Colour("#15703a", "#63d08f"),
    "removed": Colour("#fbe3e1", "#452221", _FILL),
    "removed-line": Colour("#b3261e", "#f58f86"),
    "changed": Colour("#fbedc8", "#3d3113", _FILL),
    "changed-line": Colour("#8a5a00", "#e8bb5e"),
}
"""The colours of a map of changes, which is no page of the site, so that the site's stylesheet has none of them."""

_ALL: Final = PALETTE | CHANGES

ROLE_OF: Final = {colour.light: role for role, colour in _ALL.items()}


def light(role: str) -> str:
    """The colour that stands in DOT text and in the picture's own attributes, for whoever reads no stylesheet."""
    return _ALL[role].light


def stylesheet() -> str:
    """The style of a picture that stands alone: it follows the reader's system into the dark."""
    lines = [
        *_values(dark=False),
        "text { font-family: system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }",
    ]
    lines += [
        f".{part}-{role} {{ {part}: var(--ch-map-{role}); }}" for role, colour in _ALL.items() for part in colour.parts
    ]
    lines += [".ch-map-title { font-weight: 600; }", "@media (prefers-color-scheme: dark) {", *_values(dark=True)]
    lines += ["  :root { background: #1e2129; }", "}"]
    return "\n".join(lines)


def _values(*, dark: bool) -> Iterator[str]:
    yield "  :root {" if dark else ":root {"
    for role, colour in _ALL.items():
        yield f"  --ch-map-{role}: {colour.dark if dark else colour.light};"
    yield "  }" if dark else "}"
