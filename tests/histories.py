"""A course with a history: a real git repository for tests to change, commit and look back in."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Final

_ALONE: Final = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "An author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "An author",
    "GIT_COMMITTER_EMAIL": "author@example.org",
    "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
    "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
}
"""No settings of whoever runs the tests, and the same commits each time."""

LATE: Final = """
    format: 1
    title: The late parcel
    scenes:
      ringing:
        text: She has waited in all day.
        choices:
          - {id: sorry, say: I am sorry about that., goto: settled}
          - {id: number, say: What is your number?, goto: gone}
    outcomes:
      settled: {result: success, title: She has a plan}
      gone: {result: failure, title: She hangs up}
    """


@dataclass(frozen=True)
class History:
    """A repository in a folder."""

    folder: Path

    def git(self, *words: str) -> str:
        """What git says to this."""
        told = subprocess.run(
            ["git", *words], cwd=self.folder, env=os.environ | _ALONE, capture_output=True, text=True, check=True
        )
        return told.stdout.strip()

    def write(self, name: str, text: str | bytes) -> None:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).lstrip("\n").encode())

    def replace(self, name: str, old: str, new: str) -> None:
        """Change words of a file, which has to have them."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, old
        (self.folder / name).write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, message: str = "A step") -> str:
        """Commit everything; gives the name of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")


def begin(folder: Path) -> History:
    """A repository with one story in its first commit, on the branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    history = History(folder)
    history.git("init", "--quiet", "--initial-branch=main")
    history.write("stories/late.yml", LATE)
    history.commit("Begin")
    return history
