"""The one door to git: what it knows of a folder's history, asked of the git program without running anything else.

Only objects are read, by commands that run no hook, filter or diff program of a repository and ask no other machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from builder.diagnostics import BuilderError, did_you_mean, shown

_OF_ANOTHER: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")
"""What a hook of some repository hands down; here the folder says which repository is meant."""
_ALONE: Final = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
_UNSHALLOW: Final = (
    "This clone is shallow: fetch the rest with git fetch --unshallow, or in a workflow with fetch-depth: 0."
)
_FIXED: Final = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false")


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder in a git repository: the ``git`` program, the ``folder``, and its path from the repository's top."""

    git: str
    folder: Path
    prefix: str


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a commit: its path from the repository's top, and the name of its content."""

    path: str
    name: str


def find_repository(folder: Path) -> Repository:
    """The repository that a folder lies in. Raises `BuilderError` where there is none, or no git to ask."""
    git = shutil.which("git")
    if git is None:
        raise BuilderError(
            "This needs git, which is not installed or not on the PATH. Get it from https://git-scm.com."
        )
    asked = _ask(Repository(git, folder, ""), "rev-parse", "--show-prefix")
    if asked.returncode != 0 and b"dubious ownership" in asked.stderr:
        raise BuilderError(
            f"git trusts {folder} only once you say so, as its owner is somebody else: "
            f"git config --global --add safe.directory {folder}"
        )
    if asked.returncode != 0:
        raise BuilderError(f"{folder} is in no git repository, so nothing is known of how it was. Begin with git init.")
    return Repository(git, folder, os.fsdecode(asked.stdout).removesuffix("\n"))


def commit_of(repository: Repository, revision: str) -> str:
    """The full name of the commit that a revision means: a branch, a tag, a commit, or what git makes of them.

    ``main...`` is, as it is for git, the commit at which what is checked out parted from main. Raises `BuilderError`
    where there is no such commit.
    """
    if revision.startswith("-") or not revision.isprintable():
        raise BuilderError(f"`{shown(revision)}` is no revision. Name a branch, a tag or a commit.")
    name = revision.removesuffix("...")
    asked = _ask(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if asked.returncode != 0:
        raise BuilderError(f"git knows no revision `{shown(name)}`. {_what_else(repository, name)}")
    commit = asked.stdout.decode().strip()
    return commit if name == revision else _parting(repository, name, commit)


def _parting(repository: Repository, name: str, commit: str) -> str:
    """The last commit that what is checked out has in common with another."""
    asked = _ask(repository, "merge-base", commit, "HEAD")
    if asked.returncode != 0:
        more = _UNSHALLOW if _is_shallow(repository) else "Leave out the dots."
        raise BuilderError(f"What is checked out has no history in common with `{shown(name)}`. {more}")
    return asked.stdout.decode().strip()


def files_below(repository: Repository, commit: str, path: str) -> Iterator[Blob]:
    """The files of a commit at or below a path, which counts from the repository's top; all of them for no path."""
    places = ("--", path) if path else ()
    listed = _answer(repository, "ls-tree", "-r", "-z", "--full-tree", commit, *places)
    for entry in filter(None, listed.split(b"\0")):
        about, _, where = entry.partition(b"\t")
        _, kind, name = about.decode().split()
        if kind == "blob":
            yield Blob(os.fsdecode(where), name)


def contents(repository: Repository, blobs: Iterable[Blob], limit: int) -> Iterator[bytes]:
    """What the files hold, as committed; at most ``limit`` bytes and one of each, to see that it is too large."""
    command = [repository.git, *_FIXED, "cat-file", "--batch"]
    pipe = subprocess.PIPE
    quiet = subprocess.DEVNULL  # what git says of a file that it does not have, we say
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=quiet, cwd=repository.folder, env=_environment()
    ) as asked:
        assert asked.stdin is not None and asked.stdout is not None, "both were asked for"
        for blob in blobs:
            asked.stdin.write(f"{blob.name}\n".encode())
            asked.stdin.flush()
            size = asked.stdout.readline().split()[-1:]
            if not size or not size[0].isdigit():
                raise BuilderError(f"git does not have {blob.path} as it was. Fetch it, or compare with what is here.")
            left = int(size[0])
            yield asked.stdout.read(min(left, limit + 1))
            _pass_over(asked.stdout, max(0, left - limit - 1) + len(b"\n"))
        asked.stdin.close()


def _pass_over(stream: IO[bytes], size: int) -> None:
    while size > 0 and (passed := stream.read(min(size, 2**20))):
        size -= len(passed)


def _what_else(repository: Repository, revision: str) -> str:
    """What to do where there is no such revision."""
    if _ask(repository, "rev-list", "--all", "--max-count=1").stdout == b"":
        return "Nothing is committed here yet: git commit keeps a first state to compare with."
    listed = _ask(repository, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    known = listed.stdout.decode(errors="replace").split("\n")
    remote = next((name for name in known if name.endswith(f"/{revision}")), None)
    if remote is not None:
        return f"Did you mean `{remote}`?"
    if _is_shallow(repository):
        return _UNSHALLOW
    return did_you_mean(revision, filter(None, known), "Name a branch, a tag or a commit; git log lists the commits.")


def _is_shallow(repository: Repository) -> bool:
    return _ask(repository, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _answer(repository: Repository, *words: str) -> bytes:
    asked = _ask(repository, *words)
    if asked.returncode != 0:
        why = asked.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise BuilderError(f"git could not read its repository: {shown(why)} Try git fsck.")
    return asked.stdout


def _ask(repository: Repository, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [repository.git, *_FIXED, *words]
    return subprocess.run(
        command, cwd=repository.folder, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER} | _ALONE
