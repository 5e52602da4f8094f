"""Run as a script, prints the lowest version that the project states for each dependency of its own, for pip."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

PROJECT: Final = Path(__file__).parent.parent / "pyproject.toml"


def constraints() -> Iterable[str]:
    """A line for each package that the project asks for itself, to run and to be tested: its lowest version.

    Raises `ValueError` where `pyproject.toml` states none.
    """
    stated = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    for requirement in map(Requirement, [*stated["dependencies"], *stated["optional-dependencies"]["test"]]):
        (lowest,) = (each.version for each in requirement.specifier if each.operator == ">=")
        yield f"{requirement.name}=={lowest}"


if __name__ == "__main__":
    print("\n".join(constraints()))
