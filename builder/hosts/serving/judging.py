"""Asking the rules later: once the pages of a story that takes long are loaded again, and while it is as it was."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from builder.hosts.serving.checks import Took, copied, timed_check
from builder.hosts.serving.site import Site
from builder.pipeline import Checked, Known

_CALM: Final = 0.25
"""Seconds without a request after which pages that were loaded again have all they need, and rules may be asked."""
_LONGEST: Final = 3.0
"""Seconds after which rules are asked, calm or not: whoever listens need not load anything."""

Judged: TypeAlias = Callable[[Site, Checked, Took], None]
"""Takes what was found of a site, and how long that took."""


class _Asked(NamedTuple):
    site: Site
    edited: Collection[str]


@dataclass(slots=True)
class Judging:
    """Asks the rules, in a thread of its own, about the last site that it was given.

    ``known`` is what earlier checks found. ``lock`` is held by whoever moves the site on, and while ``judged`` is told:
    so it is never told of a site that is not the last any more. ``fault`` hears why rules could not be asked.
    ``listened`` tells whether a page would load again what is shown.
    """

    known: Known
    lock: threading.RLock
    judged: Judged
    fault: Callable[[str], None]
    listened: Callable[[], bool]
    last_shown: float = 0.0
    last_request: float = 0.0
    thread: threading.Thread | None = None
    """None while there is nothing to ask."""
    _waiting: _Asked | None = None

    def ask(self, site: Site, edited: Collection[str]) -> None:
        """Ask about this site, in which the stories with these ids were edited, and no more about any before it."""
        with self.lock:
            self._waiting = _Asked(site, edited)
            if self.thread is None:
                self.thread = threading.Thread(target=self._run, daemon=True)
                self.thread.start()

    def drop(self) -> None:
        """Ask no more: something newer was checked."""
        with self.lock:
            self._waiting = None

    def _run(self) -> None:
        while (asked := self._next()) is not None:
            try:
                self._judge(asked)
            except Exception as error:
                self._took(asked)
                self.fault(f"The rules could not be asked ({type(error).__name__}: {error}).")

    def _next(self) -> _Asked | None:
        with self.lock:
            if self._waiting is None:
                self.thread = None
            return self._waiting

    def _judge(self, asked: _Asked) -> None:
        end = time.monotonic() + _LONGEST
        while time.monotonic() < end and not self._calm():
            time.sleep(_CALM / 5)
        known = copied(self.known)
        checked, took = timed_check(asked.site.sources, asked.site.settings, asked.edited, known)
        with self.lock:
            if self._took(asked):
                self.known.judged.update(known.judged)
                self.judged(asked.site, checked, took)

    def _calm(self) -> bool:
        """Whether pages have what was shown last: while rules are asked, each answer takes several times as long."""
        if self.last_request < self.last_shown:
            return not self.listened()
        return time.monotonic() >= self.last_request + _CALM

    def _took(self, asked: _Asked) -> bool:
        """Let it wait no more; gives whether it still did."""
        with self.lock:
            waited = self._waiting is asked
            if waited:
                self._waiting = None
            return waited
