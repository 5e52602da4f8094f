"""The floors of the house, drawn and told: from the contracts, and from what modules say of themselves.

MkDocs runs this file.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

import mkdocs_gen_files

import builder

PACKAGE: Final = Path(builder.__file__).parent
CONTRACTS: Final[list[dict[str, Any]]] = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))[
    "tool"
]["importlinter"]["contracts"]
FLOORS: Final = [
    [name.strip() for name in floor.split("|")]
    for contract in CONTRACTS
    if contract["id"] == "floors"
    for floor in contract["layers"]
]

WIDTH: Final = 640
ROW: Final = 34
GAP: Final = 6
LEFT: Final = 40
"""Pixels: of the drawing, of a floor's height, between floors, and beside them for the arrow."""


def said(name: str) -> str:
    """What a module says of itself, in its first sentence."""
    path = PACKAGE / name / "__init__.py" if (PACKAGE / name).is_dir() else PACKAGE / f"{name}.py"
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return told.partition("\n\n")[0].replace("\n", " ").replace("``", "`").replace("|", "\\|")


def table() -> str:
    """A row for each module, the highest floor first."""
    return "\n".join(f"| `{name}` | {said(name)} |" for floor in FLOORS for name in floor)


def contracts() -> str:
    """What the other contracts promise, one a line."""
    return "\n".join(f"- {contract['name']}." for contract in CONTRACTS if contract["id"] != "floors")


def drawing() -> str:
    """The floors as boxes, one below the other, and an arrow that shows which way imports go."""
    height = len(FLOORS) * (ROW + GAP) + GAP
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {height}", width=str(WIDTH))
    svg.set("font-family", "sans-serif")
    svg.set("font-size", "14")
    SubElement(svg, "rect", width="100%", height="100%", fill="#fff")
    arrow = f"M 16 {GAP} V {height - GAP} m -6 -10 l 6 10 l 6 -10"
    SubElement(svg, "path", d=arrow, fill="none", stroke="#3f51b5")
    for number, floor in enumerate(FLOORS):
        width = (WIDTH - LEFT - GAP * len(floor)) / len(floor)
        for place, name in enumerate(floor):
            _box(svg, LEFT + place * (width + GAP), GAP + number * (ROW + GAP), width, name)
    return tostring(svg, encoding="unicode")


def _box(svg: Element, left: float, top: float, width: float, name: str) -> None:
    at = {"x": f"{left:g}", "y": f"{top:g}", "width": f"{width:g}", "height": str(ROW), "rx": "4"}
    SubElement(svg, "rect", at, fill="#e8eaf6", stroke="#3f51b5")
    middle = {"x": f"{left + width / 2:g}", "y": f"{top + ROW / 2 + 5:g}", "text-anchor": "middle"}
    SubElement(svg, "text", middle, fill="#1a237e").text = name.strip("_")


with mkdocs_gen_files.open("understanding/architecture.md", "r") as file:
    written = file.read()
with mkdocs_gen_files.open("understanding/architecture.md", "w") as file:
    file.write(written.replace("{floors}", table()).replace("{contracts}", contracts()))
with mkdocs_gen_files.open("understanding/floors.svg", "w") as file:
    file.write(drawing())
