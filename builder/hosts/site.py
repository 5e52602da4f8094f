"""What `coolhead build` and `coolhead serve` say and answer while MkDocs does the work."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from builder.diagnostics import BuilderError, Severity
from builder.hosts.project import CONFIG, Project
from builder.pipeline import Checked
from builder.reports import text

_DONE: Final = 0
_FINDINGS: Final = 1


def build_site(
    project: Project,
    site_dir: Path | None = None,
    *,
    strict: bool = False,
    quiet: bool = False,
    offline: bool = False,
) -> int:
    """Check, then compile the site; an old site is replaced only by a whole new one.

    An ``offline`` site opens from a disk, too. Gives the exit status: 0 done, 1 findings stood against it. Raises
    `BuilderError` where it could not be done.
    """
    from builder.hosts.mkdocs_plugin.running import Ears, build

    speaker = _Speaker(quiet)
    built = build(_config(project), site_dir, Ears(speaker.report, speaker.say), strict=strict, offline=offline)
    if built is None:
        _tell("The site was not built. Mend the above first; an old site is as it was.")
        return _FINDINGS
    if not quiet:
        _tell(f"The site is in {_shortly(built)}." + (" Open its index.html in a browser." if offline else ""))
    return _DONE


def serve_site(project: Project, port: int | None = None, *, quiet: bool = False) -> int:
    """Serve the site on this machine, and rebuild and reload whenever a file is saved, until interrupted."""
    from builder.hosts.mkdocs_plugin.running import Ears, serve

    speaker = _Speaker(quiet)
    serve(
        _config(project),
        port,
        Ears(speaker.report, speaker.say),
        ready=lambda url: _tell(f"Open {url} in a browser. It follows what you save. Ctrl-C ends it."),
    )
    return _DONE


class _Speaker:
    """Says on standard error what there is to say; when quiet, only what is wrong."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet

    def report(self, checked: Checked) -> None:
        if not self._quiet or checked.count(Severity.ERROR):
            colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
            _tell(text.render(checked.report(colour=colour)).rstrip("\n"))

    def say(self, severity: Severity, sentence: str) -> None:
        if severity is not Severity.NOTE:
            _tell(f"{severity.value}: {sentence}")


def _config(project: Project) -> Path:
    if project.config is None:
        raise BuilderError(
            f"There is no {CONFIG} in {project.root}, which a site needs. Write one that holds: "
            "site_name: My course; docs_dir: stories; theme: {name: material}; plugins: [search, coolhead]."
        )
    return project.config


def _shortly(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - this module speaks for the command line
