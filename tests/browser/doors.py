"""A small course of drafts, built for a test and built again after its story was edited."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from builder.hosts.project import find_project
from builder.hosts.site import build_site

CONFIG: Final = """\
site_name: Doors
docs_dir: stories
theme:
  name: material
plugins:
  - search
  - coolhead
"""
COURSE: Final = """\
title: Doors
modules:
  - {title: First, stories: [door]}
  - {title: Second, stories: [lift], requires: [First]}
"""
WHO: Final = "      - {say: Who is there?, goto: hall, shows: [listen]}\n"
COME: Final = "      - {say: Come in., goto: hall, misses: [listen]}\n"
AWAY: Final = "      - {say: Go away., goto: slammed}\n"
HELP: Final = "      - {id: help, say: How can I help?, goto: stairs, shows: [listen]}\n"
HALL: Final = f"""\
  hall:
    title: The hall
    text: A neighbour stands in the hall.
    choices:
{HELP}      - {{say: It is late., goto: stairs}}
      - {{say: Not now., goto: slammed}}
"""
DOOR: Final = f"""\
format: 1
title: The door
summary: Somebody knocks.
practises: [listen]
scenes:
  door:
    title: The door
    text: There is a knock.
    choices:
{WHO}{COME}{AWAY}{HALL}  stairs:
    title: The stairs
    text: You climb the stairs together.
    next: landing
  landing:
    title: The landing
    text: The light is broken.
    choices:
      - {{say: I have a bulb., goto: lit}}
      - {{say: Ask the caretaker., goto: dim}}
outcomes:
  lit: {{result: success, title: Light, text: It is bright again.}}
  dim: {{result: partial, title: Dusk, text: It stays dark till Monday.}}
  slammed: {{result: failure, title: Slammed, text: The door falls shut.}}
"""
LIFT: Final = """\
format: 1
title: The lift
summary: It is stuck.
scenes:
  between:
    text: It stopped between two floors.
    choices:
      - {say: Press the bell., goto: out}
      - {say: Shout., goto: hoarse}
outcomes:
  out: {result: success, title: Out, text: The door opens.}
  hoarse: {result: failure, title: Hoarse, text: Nobody hears you.}
"""


@dataclass(frozen=True, slots=True)
class Doors:
    """The course's folder; its stories are ``door`` and ``lift``, and its site is in ``site``."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def build(self, *, offline: bool = False) -> None:
        assert build_site(find_project(self.root), quiet=True, offline=offline) == 0

    def edit(self, *changes: tuple[str, str], file: str = "stories/door.yml") -> None:
        """Replace each text in a file by another, and build the site again."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old), old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        self.build()


def doors(root: Path) -> Doors:
    """The course in a folder, not yet built."""
    (root / "stories").mkdir(parents=True)
    files = {"mkdocs.yml": CONFIG, "stories/course.yml": COURSE, "stories/door.yml": DOOR, "stories/lift.yml": LIFT}
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return Doors(root)
