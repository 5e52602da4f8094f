"""Putting a walkthrough into a story's file, which nobody has changed since it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from builder.diagnostics import BuilderError
from builder.hosts.writing import written_beside
from builder.model import Walkthrough
from builder.sources import Source, StorySource
from builder.storyfile.edit import append
from builder.storyfile.read import read_story


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A story's file on the disk, and what stood in it when it was read."""

    path: Path
    read: StorySource


def add_walkthrough(file: StoryFile, walkthrough: Walkthrough) -> StoryFile:
    """Write a walkthrough into the story's file, after those that are there; gives the file as it is now.

    Raises `BuilderError` where the name is taken or is no line of text, where the file was changed since it was read,
    and where it cannot be edited or written; the file is then as it was.
    """
    refuse_name(file, walkthrough.name)
    entry = {"name": walkthrough.name, "choices": [*walkthrough.choices], "expect": {**walkthrough.expect}}
    edited = append(file.read.source, ("walkthroughs",), entry)
    save(file.path, file.read.source, edited)
    return replace(file, read=replace(file.read, source=edited))


def refuse_name(file: StoryFile, name: str) -> None:
    """Raise `BuilderError` where a new walkthrough of this story cannot have this name."""
    if not name.strip() or not name.isprintable():
        raise BuilderError("A walkthrough's name is one line of text that says what the play shows. Give it another.")
    if name in (each.name for each in read_story(file.read).story.walkthroughs):
        raise BuilderError(f"{file.read.source.name} has a walkthrough `{name}` already. Give this one another name.")


def save(path: Path, before: Source, after: Source) -> None:
    """Put a file's new text in place of the old one at once; a link stays, and so does who may read it.

    Raises `BuilderError` where the file is not, byte for byte, what it was ``before``, or cannot be written.
    """
    path = path.resolve()
    try:
        with written_beside(path, after.data) as new:
            if path.read_bytes() != before.data:
                raise BuilderError(f"{before.name} was changed in the meantime, so nothing was written. Try again.")
            new.replace(path)
    except OSError as error:
        raise BuilderError(f"{path} cannot be written: {error.strerror}. Nothing in it was changed.") from error
