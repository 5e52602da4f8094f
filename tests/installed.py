"""The package as a user gets it: installed by pip with all it needs in an empty environment, and run from there."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Installed:
    """A wheel, a source distribution, and an environment that holds the wheel and what it asked for, nothing else."""

    wheel: Path
    sdist: Path
    environment: Path

    @property
    def around(self) -> Mapping[str, str]:
        """The variables of a shell where this environment is the active one, and this repository is not known."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        path = os.pathsep.join((str(self.environment / "bin"), os.defpath))
        return {**kept, "PATH": path, "VIRTUAL_ENV": str(self.environment)}

    def run(self, *command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment, or else of the system, in a folder."""
        return subprocess.run(
            list(map(str, command)), cwd=cwd, env=self.around,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip


def install(place: Path) -> Installed:
    """Install the package below a folder, unless that was done; of several processes one does it, and the rest wait.

    pip asks the package index that it is set up for. Raises `CalledProcessError` where that or the build fails.
    """
    environment = place / "environment"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "done").exists():
            _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", place / "built")
            _run(sys.executable, "-m", "venv", "--clear", environment)
            _run(environment / "bin" / "python", "-m", "pip", "install", "--quiet", _built(place, "whl"))
            (place / "done").touch()
    return Installed(_built(place, "whl"), _built(place, "tar.gz"), environment)


def _built(place: Path, ending: str) -> Path:
    (path,) = (place / "built").glob(f"*.{ending}")
    return path


def _run(*command: str | Path) -> None:
    around = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(list(map(str, command)), cwd=ROOT, env=around, check=True)
