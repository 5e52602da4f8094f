"""What is YAML and yet no story: anchors, tags, bombs and their like, each with what to write instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builder.diagnostics import Diagnostic, Related, shown
from builder.sources import Place, Route, Span


def too_large_file(file: str, limit: int) -> Diagnostic:
    """A file past the size limit."""
    message = f"This file is larger than {limit // 2**20} MiB, so it was not read."
    return Diagnostic("too-large", Span(file, 1, 1, 1, 2), message, "Split the story into several files.")


def too_deep(file: str, event: Any, limit: int) -> Diagnostic:
    """A list or mapping nested past the limit."""
    message = f"Lists and mappings are nested more than {limit} deep here."
    help = "Take out the extra brackets or indentation; a story needs eight levels."
    return Diagnostic("too-large", _at(file, event, 1), message, help)


def too_many_entries(file: str, event: Any, limit: int) -> Diagnostic:
    """More lists, mappings and entries in them than the limit."""
    message = f"There are more than {limit:,} entries in this file, so it was not read from here on."
    return Diagnostic("too-large", _at(file, event, 1), message, "Split the story into several files.")


def anchor(file: str, event: Any) -> Diagnostic:
    """A node with an anchor."""
    message = f"`&{event.anchor}` makes YAML anchor this value under a name; stories do not use anchors."
    help = "Write the value out where it is needed. If the text itself begins with `&`, put it in double quotes."
    return Diagnostic("yaml-syntax", _at(file, event, len(event.anchor) + 1), message, help)


def tag(file: str, event: Any) -> Diagnostic:
    """A node with a tag; often it is text, or a condition, that begins with an exclamation mark."""
    written = str(event.ctag).replace("tag:yaml.org,2002:", "!!")
    message = f"YAML reads `{written}` as a tag; stories do not use tags."
    help = "Take it out. Text that begins with `!` goes in double quotes; in a condition, write `not`."
    return Diagnostic("yaml-syntax", _at(file, event, len(written)), message, help)


def alias(file: str, event: Any) -> Diagnostic:
    """An alias for which there is no anchor: most often it is text that begins with an asterisk."""
    message = f"YAML reads `*{event.anchor}` as a reference to an anchor; stories do not use them."
    help = "Write the value out again here. If the text itself begins with `*`, put it in double quotes."
    return Diagnostic("yaml-syntax", _at(file, event, len(event.anchor) + 1), message, help)


def merge_key(file: str, event: Any) -> Diagnostic:
    """The key ``<<``."""
    message = "`<<` is a merge key of older YAML; stories do not use them."
    return Diagnostic("yaml-syntax", _at(file, event, 2), message, "Write the keys out again here.")


def collection_as_key(file: str, event: Any) -> Diagnostic:
    """A list or mapping where a key should be."""
    message = "YAML reads this as a key made of a list or mapping."
    help = "If it is text, put it in double quotes. Otherwise write a plain word before the colon."
    return Diagnostic("yaml-syntax", _at(file, event, 1), message, help)


def no_space(file: str, event: Any, key: str, value: str) -> Diagnostic:
    """A key in braces whose colon has no space after it."""
    message, help = f"A space is missing after `{key}:`.", f"Write `{key}: {shown(value)}`."
    start = event.start_mark
    span = Span(file, start.line + 1, start.column + 1, start.line + 1, start.column + len(key) + 2)
    return Diagnostic("yaml-syntax", span, message, help)


def second_document(file: str, event: Any) -> Diagnostic:
    """A ``---`` after which a second document begins."""
    message = "A second YAML document begins here; a file holds one."
    help = "Take out this `---`, or move what follows into a file of its own."
    return Diagnostic("yaml-syntax", _at(file, event, 3), message, help)


def repeated_key(file: str, event: Any, route: Route) -> Diagnostic:
    """A key that its mapping already has; ``route`` leads to the first."""
    message, help = f"The key `{event.value}` is here twice.", "Keep one of the two, or rename one."
    first = Related(Place(file, route, "key"), "first here")
    return Diagnostic("repeated-key", _at(file, event, len(event.value)), message, help, related=(first,))


def nothing_read_below(finding: Diagnostic) -> Diagnostic:
    """The same finding, for a mistake after which the file cannot be read any further."""
    return replace(finding, help=f"{finding.help} What stands below it could not be checked yet.".strip())


def _at(file: str, event: Any, length: int) -> Span:
    """From where the event begins to its end, if that is on the same line; else ``length`` characters."""
    start, end = event.start_mark, event.end_mark
    flat = end.line == start.line and isinstance(getattr(event, "value", None), str) and event.anchor is None
    stop = end.column if flat and event.ctag is None else start.column + length
    stop = max(stop, start.column + 1)  # a key may be nothing at all
    return Span(file, start.line + 1, start.column + 1, start.line + 1, stop + 1)
