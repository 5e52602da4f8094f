"""A file becomes plain data: read again and again where it is not YAML, each time past one more mistake."""

from __future__ import annotations

from typing import Final

from builder.sources import Source
from builder.storyfile.syntax import trouble
from builder.storyfile.syntax.data import UNREADABLE, Parsed
from builder.storyfile.syntax.decoding import decoded
from builder.storyfile.syntax.events import Events
from builder.storyfile.syntax.repair.attempts import Attempts
from builder.storyfile.syntax.repair.dialect import restored

MAX_FILE_SIZE: Final = 128 * 2**20
"""Bytes in one file: a story of 100,000 scenes has about 100 million."""


def parse(source: Source) -> Parsed:
    """Read a file. Never raises on what an author wrote: every fault is a finding, and the rest is still read."""
    if len(source.data) > MAX_FILE_SIZE:
        return Parsed(UNREADABLE, (trouble.too_large_file(source.name, MAX_FILE_SIZE),), whole=False)
    text, fault = decoded(source)
    if fault is not None and not text:
        return Parsed(UNREADABLE, (fault,), whole=False)
    attempts = Attempts(source.name, text)
    if fault is not None:
        attempts.mistakes.append(fault)
    while True:
        reading = Events(source.name, attempts.given)
        error = reading.read()
        if error is None or not attempts.another(error, reading.brackets()):
            data = reading.data if attempts.given == attempts.text else restored(reading.data)
            findings = (*attempts.mistakes, *reading.findings)
            return Parsed(data, findings, reading.whole, reading.stopped, attempts.given)
