"""Run as a script, prints the lowest version that the project states for each dependency of its own, for pip."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

PROJECT: Final = Path(__file__).parent.parent / "pyproject.toml"


def requirements() -> Iterable[Requirement]:
    """What the project asks for itself, to run and to be tested."""
    stated = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return map(Requirement, [*stated["dependencies"], *stated["optional-dependencies"]["test"]])


def lowest(requirement: Requirement) -> str:
    """The lowest version that a requirement allows; raises `ValueError` where it states none."""
    (stated,) = (each.version for each in requirement.specifier if each.operator == ">=")
    return str(stated)


if __name__ == "__main__":
    for requirement in requirements():
        print(f"{requirement.name}=={lowest(requirement)}")
