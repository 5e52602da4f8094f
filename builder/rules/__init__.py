"""What the checker reports, one file a rule; the file's name is the rule's name.

A rule module has a page as its docstring, a ``SEVERITY``, and a ``check`` whose first parameter's type says what it
needs. Modules are found by being there; nothing is registered by hand. The folder ``reading`` holds the pages of the
faults that reading and linking report, which have no ``check`` of their own.
"""

from __future__ import annotations

import importlib
import pkgutil
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from builder.diagnostics import BuilderError, Diagnostic, Page, Severity, did_you_mean
from builder.rules import reading


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it needs (the type of ``check``'s first parameter), how grave it is, and its page."""

    name: str
    needs: type
    severity: Severity
    check: Callable[..., Iterable[Diagnostic]]
    page: str


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule module in this folder, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
    return tuple(_rule(name) for name in names)


def _rule(name: str) -> Rule:
    module = importlib.import_module(f"{__name__}.{name}")
    hints = typing.get_type_hints(module.check)
    needs = next(iter(hints.values()))
    return Rule(name.replace("_", "-"), needs, module.SEVERITY, module.check, module.__doc__ or "")


@cache
def all_pages() -> Mapping[str, Page]:
    """The page of all that can be reported, by the rule's name: faults of reading and linking, then the rules."""
    pages = [*reading.pages(), *(Page(rule.name, rule.severity, rule.page) for rule in all_rules())]
    return {page.rule: page for page in pages}


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
