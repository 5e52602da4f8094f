"""What `coolhead build` and `coolhead serve` say and answer while MkDocs does the work."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from builder.diagnostics import BuilderError, Finding, Severity, identity
from builder.hosts.project import CONFIG, Project
from builder.pipeline import Checked
from builder.reports import Report, text

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


def serve_site(project: Project, port: int, editor: str, *, quiet: bool = False) -> int:
    """Serve the site on this machine, and follow what is saved, until interrupted."""
    from builder.hosts.mkdocs_plugin.running import Ears
    from builder.hosts.serving.running import serve

    speaker = _Speaker(quiet)
    serve(
        _config(project),
        port,
        editor,
        Ears(speaker.report_changes, speaker.say),
        ready=lambda url: _tell(f"Open {url} in a browser. It follows what you save. Ctrl-C ends it."),
    )
    return _DONE


class _Speaker:
    """Says on standard error what there is to say; when quiet, only what is wrong."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._told: Report | None = None

    def report(self, checked: Checked) -> None:
        if not self._quiet or checked.count(Severity.ERROR):
            _tell(text.render(checked.report(colour=_colour())).rstrip("\n"))

    def report_changes(self, checked: Checked) -> None:
        """The first time all there is, then only what is new, and how many findings are no more."""
        before, now = self._told, checked.report(colour=_colour())
        self._told = now
        if before is None:
            self.report(checked)
            return
        fresh = _more(now, before)
        if mended := len(_more(before, now)):
            _tell("1 finding is no more." if mended == 1 else f"{mended:,} findings are no more.")
        if fresh:
            _tell(f"{text.findings(replace(now, findings=fresh))}\n")
        if not self._quiet and (fresh or mended):
            _tell(text.summary(now))

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


def _more(report: Report, than: Report) -> tuple[Finding, ...]:
    """The findings of a report that are not in another."""
    known = {identity(each.diagnostic) for each in than.findings}
    return tuple(each for each in report.findings if identity(each.diagnostic) not in known)


def _colour() -> bool:
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")


def _shortly(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)  # noqa: T201 - this module speaks for the command line
