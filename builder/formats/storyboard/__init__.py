"""Storyboards: a story as a document for subject experts and reviewers, to read from front to back and comment on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from builder.diagnostics import BuilderError
from builder.formats.storyboard.document import Document
from builder.formats.storyboard.layout import storyboard
from builder.formats.storyboard.revised import Revised, revised

__all__ = ["SUFFIXES", "Document", "Revised", "revised", "storyboard", "write_storyboard"]

_WRITERS: Final[Mapping[str, str]] = {".docx": "docx", ".html": "html", ".md": "markdown"}

SUFFIXES: Final = tuple(_WRITERS)
"""The files `write_storyboard` can make."""


def write_storyboard(document: Document, suffix: str) -> bytes:
    """A storyboard as a file: ``suffix`` is one of `SUFFIXES`. The same storyboard gives the same bytes.

    Raises `BuilderError` for another suffix, and for what is too large for such a file.
    """
    name = _WRITERS.get(suffix.lower())
    if name is None:
        written = f"`{suffix}`" if suffix else "a file without an ending"
        raise BuilderError(f"A storyboard cannot be written as {written}. End its name in `.docx`, `.html` or `.md`.")
    # Late, as the library for Word takes longer to import than a storyboard to write.
    writer: Callable[[Document], bytes] = getattr(import_module(f"{__name__}.{name}"), name)
    return writer(document)
