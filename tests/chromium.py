"""Finds the Chromium that the browser tests drive; run as a script, it installs one where there is none.

`COOLHEAD_CHROMIUM` names another one. Otherwise: one on the PATH, one where its own installer puts it, Playwright's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

MISSING: Final = (
    "There is no Chromium or Chrome here. Install one, or name it: COOLHEAD_CHROMIUM=/path/to/chromium make test"
)
# The headless shell is Chromium without the browser's own windows, which nobody sees here: twice as fast.
_NAMES: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
_PLACES: Final = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_SECONDS_TO_ANSWER: Final = 60


def find() -> Path | None:
    """The first Chromium that is here and tells its version, or None."""
    return next(filter(_answers, _candidates()), None)


def install() -> Path | None:
    """Install Chromium: Debian's package where this user may, else Playwright's own. Gives what was found after it."""
    if os.environ.get("COOLHEAD_CHROMIUM"):
        return None
    for step in (_from_debian, _from_playwright):
        step()
        if found := find():
            return found
    return None


def _candidates() -> Iterator[Path]:
    if chosen := os.environ.get("COOLHEAD_CHROMIUM"):
        yield Path(chosen)
        return
    yield from (Path(path) for path in map(shutil.which, _NAMES) if path)
    yield from map(Path, _PLACES)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _answers(path: Path) -> bool:
    """Whether this really is a browser: a distribution may leave a stub in its place that only prints advice."""
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=_SECONDS_TO_ANSWER, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _from_debian() -> None:
    if shutil.which("apt-get") is None:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and not (shutil.which("sudo") and _run([*as_root, "true"])):
        return
    patient = ["apt-get", "--quiet", "--yes", "-o", "Acquire::Retries=3"]
    _run([*as_root, *patient, "update"])
    install = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", *patient, "install", "--no-install-recommends"]
    for package in ("chromium-headless-shell", "chromium"):  # older releases have only the second
        if _run([*install, package, "fonts-liberation"]):
            return


def _from_playwright() -> None:
    _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> bool:
    """Run a command with its output on standard error; gives whether it went well."""
    return subprocess.run(command, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False).returncode == 0


def main() -> int:
    """Say which Chromium the tests will use, installing it first where there is none."""
    found = find() or install()
    print(f"Chromium: {found}" if found else MISSING, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
