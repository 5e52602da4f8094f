"""The faults that reading and linking report, one page a file; all else relies on them, so they are always errors."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from builder.diagnostics import Page, Severity


def pages() -> Iterator[Page]:
    """Every page in this folder, by name."""
    for name in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        text = importlib.import_module(f"{__name__}.{name}").__doc__ or ""
        yield Page(name.replace("_", "-"), Severity.ERROR, text, fixed=True)
