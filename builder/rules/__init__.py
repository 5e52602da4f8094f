"""What the checker reports, one file a rule; the file's name is the rule's name.

A rule module has a page as its docstring, a ``SEVERITY``, and a ``check`` whose first parameter's type says what it
needs. Modules are found by being there; nothing is registered by hand.
"""

from __future__ import annotations

import importlib
import pkgutil
import typing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from builder.diagnostics import Diagnostic, Severity


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
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(_rule(name) for name in names)


def _rule(name: str) -> Rule:
    module = importlib.import_module(f"{__name__}.{name}")
    hints = typing.get_type_hints(module.check)
    needs = next(iter(hints.values()))
    return Rule(name.replace("_", "-"), needs, module.SEVERITY, module.check, module.__doc__ or "")
