"""A baseline: the findings an old course begins with, kept in a file, so that its check fails on new ones only.

It knows findings by rule, story, scene, choice and message, not by line. Faults of reading and linking are in none: a
story that has one is not checked any further, and what else is wrong with it would stay hidden.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from builder.diagnostics import BuilderError, Diagnostic, Finding, identity
from builder.hosts.writing import write_whole
from builder.pipeline import Checked
from builder.rules import all_pages

Entry: TypeAlias = tuple[str, str, str, str, str]
"""A finding's rule, story (or file), scene, choice and message; scene and choice may be empty."""

_KEYS: Final = ("rule", "story", "scene", "choice", "message")
_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings beside a baseline: the ``new`` ones, how many are ``known``, and the entries that are ``gone``."""

    new: tuple[Finding, ...]
    known: int
    gone: tuple[Entry, ...]


def read_baseline(path: Path) -> Counter[Entry]:
    """The entries of a baseline file, each as often as it is in it. Raises `BuilderError` where it is none."""
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise BuilderError(f"The baseline {path} cannot be read: {why}. Make one with --write-baseline.") from error
    except (ValueError, RecursionError):
        data = None
    match data:
        case {"version": 1, "findings": list(findings)}:
            entries = [_entry(each) for each in findings]
        case _:
            entries = [None]
    if None in entries:
        raise BuilderError(f"{path} is not a baseline that this program reads. Write it anew with --write-baseline.")
    return Counter(entry for entry in entries if entry is not None)


def _entry(data: Any) -> Entry | None:
    match data:
        case {"rule": str(rule), "story": str(story), "scene": str(scene), "choice": str(choice), "message": str(said)}:
            return rule, story, scene, choice, said
    return None


def write_baseline(path: Path, findings: Iterable[Finding]) -> Counter[Entry]:
    """Write the findings that a baseline may hold, in order; gives what was written.

    The old file is replaced only by a whole new one. Raises `BuilderError` where it cannot be written.
    """
    entries = sorted(identity(each.diagnostic) for each in findings if _may_wait(each.diagnostic))
    document = {"version": _VERSION, "findings": [dict(zip(_KEYS, entry, strict=True)) for entry in entries]}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    try:
        write_whole(path, text.encode())
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise BuilderError(f"The baseline {path} cannot be written: {why}. Check the folder.") from error
    return Counter(entries)


def compare(checked: Checked, findings: Iterable[Finding], baseline: Counter[Entry], rules: Iterable[str]) -> Compared:
    """Take the findings a baseline knows out of ``findings``, which ``rules`` made.

    An entry that occurs twice stands for two findings. Gone are only entries that had the chance to occur again: of a
    story that was checked whole, or that is no longer there.
    """
    left = Counter(baseline)
    new: list[Finding] = []
    for finding in findings:
        known = identity(finding.diagnostic)
        if left[known] > 0 and _may_wait(finding.diagnostic):
            left[known] -= 1
        else:
            new.append(finding)
    asked = set(rules)
    gone = (entry for entry in left.elements() if entry[0] in asked and _was_checked(checked, entry[1]))
    return Compared(tuple(new), baseline.total() - left.total(), tuple(sorted(gone)))


def _may_wait(diagnostic: Diagnostic) -> bool:
    page = all_pages().get(diagnostic.rule)
    return page is not None and not page.fixed


def _was_checked(checked: Checked, story: str) -> bool:
    sound = {graph.story.id for graph in checked.graphs}
    unsound = {each.id for each in checked.stories} - sound
    return story in sound or (checked.whole and story not in unsound)
