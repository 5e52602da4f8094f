"""What the checker reports, one file a rule; the file's name is the rule's name, its folder the group it belongs to.

A rule module has a page as its docstring, a ``SEVERITY``, and a ``check`` whose first parameter's type says what it
needs. Modules are found by being there; nothing is registered by hand. The group ``reading`` holds the pages of the
faults that reading and linking report, which have no ``check`` of their own. A group's folder says what its rules are
about, its ``TITLE``, and with ``DRAFTS`` whether drafts are checked by them as well.
"""

from __future__ import annotations

import importlib
import pkgutil
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Final

from builder.diagnostics import BuilderError, Diagnostic, Group, Page, Severity, did_you_mean

GROUPS: Final = ("reading", "flow", "design", "words")
"""The folders of rules, in the order in which a reader meets them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it needs (the type of ``check``'s first parameter), how grave it is, and its page."""

    name: str
    needs: type
    severity: Severity
    check: Callable[..., Iterable[Diagnostic]]
    page: str
    group: Group


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule module in these folders, by name."""
    found = (_rule(module, group) for module, group in _modules() if hasattr(module, "check"))
    return tuple(sorted(found, key=lambda rule: rule.name))


@cache
def all_pages() -> Mapping[str, Page]:
    """The page of all that can be reported, by the rule's name: group after group."""
    return {page.rule: page for page in (_page(module, group) for module, group in _modules())}


def _modules() -> Iterator[tuple[ModuleType, Group]]:
    for folder in GROUPS:
        package = importlib.import_module(f"{__name__}.{folder}")
        group = Group(package.TITLE, package.__doc__ or "", package.DRAFTS)
        for found in sorted(module.name for module in pkgutil.iter_modules(package.__path__)):
            yield importlib.import_module(f"{package.__name__}.{found}"), group


def _rule(module: ModuleType, group: Group) -> Rule:
    needs = next(iter(typing.get_type_hints(module.check).values()))
    return Rule(_name(module), needs, module.SEVERITY, module.check, module.__doc__ or "", group)


def _page(module: ModuleType, group: Group) -> Page:
    fixed = not hasattr(module, "check")
    severity = Severity.ERROR if fixed else module.SEVERITY
    return Page(_name(module), severity, module.__doc__ or "", group, fixed)


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2].replace("_", "-")


def severities(wanted: Mapping[str, str]) -> dict[str, Severity]:
    """A project's own severities, from rule names and the words error, warning and note.

    Raises `BuilderError` for a rule or a severity that does not exist, and for a fault of reading and linking that is
    to be less than an error.
    """
    return {name: _wanted(name, word) for name, word in wanted.items()}


def _wanted(name: str, word: str) -> Severity:
    page = all_pages().get(name)
    words = [severity.value for severity in Severity]
    if page is None:
        help = did_you_mean(name, all_pages(), "`coolhead explain` lists all rules.")
        raise BuilderError(f"mkdocs.yml sets the severity of `{name}`, which is no rule. {help}")
    if word not in words:
        raise BuilderError(f"mkdocs.yml gives `{name}` the severity `{word}`. Write error, warning or note.")
    if page.fixed and word != Severity.ERROR.value:
        raise BuilderError(
            f"mkdocs.yml makes `{name}` a {word}, but faults of reading and linking are always errors. Take it out."
        )
    return Severity(word)
