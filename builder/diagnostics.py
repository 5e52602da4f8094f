"""What the builder has to say about a story: findings for authors, and trouble that is nobody's story's fault."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from builder.sources import Place, Span

LONGEST_SHOWN: Final = 60
"""Characters of an author's words that a message quotes."""
MAX_FAULTS: Final = 10_000
"""Faults of one file that are reported; a large file may have millions, all of one sort."""


class Severity(Enum):
    """How much a finding matters: an error fails check and build, a warning only with --strict, a note never."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that makes the fault, such as the first of two equal keys."""

    place: Place | Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault in a story: what is wrong (``message``), where, and what to do (``help``), in plain sentences.

    ``story``, ``scene``, ``choice`` (``scene/id``) and ``play`` (a play code that shows the fault) are None where they
    do not apply; the pipeline fills in the first three from the place, and the words of the ``played`` choices.
    ``graver`` is for a finding that weighs more than its rule usually does; a severity that a project sets goes first.
    """

    rule: str
    place: Place | Span
    message: str
    help: str
    severity: Severity = Severity.ERROR
    related: tuple[Related, ...] = ()
    story: str | None = None
    scene: str | None = None
    choice: str | None = None
    play: str | None = None
    played: tuple[str, ...] = ()
    graver: Severity | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a file with the author's own line it begins on, ready to be printed; ``label`` may be empty."""

    span: Span
    line: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic whose places have been looked up: what reports render."""

    diagnostic: Diagnostic
    mark: Mark
    related: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that belong together: their heading and what they are about; ``drafts``: whether of drafts too."""

    title: str
    text: str
    drafts: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A rule in full: its name, how grave it is unless a project says otherwise, its page, and its group.

    ``fixed`` is True for the faults of reading and linking: always errors, and never waived or left out.
    """

    rule: str
    severity: Severity
    text: str
    group: Group
    fixed: bool = False

    @property
    def sentence(self) -> str:
        """What the rule reports, in one sentence: how its page begins."""
        return " ".join(self.text.strip().partition("\n\n")[0].split())

    @property
    def reasons(self) -> str:
        """What the rule reports and why: its page up to the first example."""
        return self.text.strip().partition("\nReported:")[0].strip()


class BuilderError(Exception):
    """The machine's trouble, not the story's: one sentence on what happened and one on what to do."""


def shown(text: str) -> str:
    """An author's words as a message quotes them: on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def identity(diagnostic: Diagnostic) -> tuple[str, str, str, str, str]:
    """What a finding is known by while lines move: rule, story (else file), scene, choice and message."""
    where = diagnostic.story or diagnostic.place.file
    return diagnostic.rule, where, diagnostic.scene or "", diagnostic.choice or "", diagnostic.message


def too_many_faults(place: Place | Span) -> Diagnostic:
    """A file with more faults than anybody wants to read, or than there is memory for; found at ``place``."""
    message = f"From here on nothing more is reported: there are {MAX_FAULTS:,} faults in this file already."
    return Diagnostic("too-large", place, message, "Mend some of them first, or look whether this is a story at all.")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word an author most likely meant by ``word``, or None when nothing is near enough.

    Letter case and the difference between ``-``, ``_`` and a space count as nothing; otherwise difflib's ratio of 0.6.
    """
    if len(word) > LONGEST_SHOWN:
        return None
    plain = {_plain(each): each for each in known}
    close = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.6)
    return plain[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The help for a word that names nothing: the nearest known word, or else ``otherwise``."""
    guess = nearest(word, known)
    return f"Did you mean `{guess}`?" if guess is not None else otherwise


def _plain(word: str) -> str:
    return word.strip().casefold().replace("_", "-").replace(" ", "-")
