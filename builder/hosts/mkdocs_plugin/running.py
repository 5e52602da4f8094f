"""Running MkDocs from a command of our own: a site is built whole or not at all."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from builder.diagnostics import BuilderError, Severity
from builder.hosts.mkdocs_plugin.others import faults_of_others, started
from builder.hosts.mkdocs_plugin.plugin import Checking, CoolheadPlugin, check_all
from builder.hosts.mkdocs_plugin.theme import go_offline
from builder.hosts.replacing import replacing
from builder.pipeline import Checked
from builder.storyfile.syntax import collector_paused


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told what happens while a site is built.

    ``report`` hears what checking found, as soon as it is known; ``say`` hears the rest: broken links in Markdown
    pages are warnings, the course of things is notes.
    """

    report: Callable[[Checked], None]
    say: Callable[[Severity, str], None]
    errors: list[str] = field(default_factory=list)


def build(
    config_file: Path, site_dir: Path | None, ears: Ears, *, strict: bool = False, offline: bool = False
) -> Path | None:
    """Check the course of a ``mkdocs.yml`` and build its site, in ``site_dir`` or where the file says.

    An ``offline`` site opens from a disk as well as from a server. Gives the site's folder, or None where findings
    stood against it: errors, or with ``strict`` any warning. An existing site is replaced only by a whole new one.
    Raises `BuilderError` where something else went wrong.
    """
    with listening(ears):
        config = load(config_file, ears, site_dir=site_dir, strict=strict)
        if offline:
            go_offline(config)
        site = Path(config.site_dir)
        try:
            with replacing(site) as new:
                config.site_dir = str(new)
                plugin_of(config).earlier = site
                with started(config, "build"):
                    run(config, ears)
        except UnsoundError:
            return None
        return site


class UnsoundError(Exception):
    """Findings stand against the site, and the author has been told."""


@faults_of_others()
def load(config_file: Path, ears: Ears, *, site_dir: Path | None, strict: bool = False) -> MkDocsConfig:
    """Read a ``mkdocs.yml``. Raises `BuilderError` where it cannot be used."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's note to whoever runs MkDocs, not to our authors
    ears.errors.clear()
    settings = {} if site_dir is None else {"site_dir": str(site_dir.absolute())}
    try:
        return load_config(str(config_file), strict=strict or None, **settings)
    except (MkDocsException, SystemExit) as error:
        raise BuilderError(f"{config_file} cannot be used: {_flat(' '.join(ears.errors) or error)}") from error


def _flat(message: object) -> str:
    return " ".join(str(message).split())


@faults_of_others()
def run(config: MkDocsConfig, ears: Ears, live: Checking | None = None, url: str | None = None) -> None:
    """Let MkDocs build, for a ``live`` site with its own way of checking, and the address it will be served at.

    Raises `UnsoundError` for findings, `BuilderError` for whatever else stopped it.
    """
    plugin = plugin_of(config)
    plugin.checked, plugin.held, plugin.live = None, None, live is not None
    plugin.check, plugin.report = (check_all, ears.report) if live is None else (live, _known_already)
    ears.errors.clear()
    try:
        with collector_paused():
            build_with_mkdocs(config, serve_url=url)
    except (MkDocsException, SystemExit) as error:
        if live is None and (_unsound(plugin, Severity.ERROR) or (config.strict and not ears.errors)):
            raise UnsoundError from error
        raise BuilderError(" ".join(ears.errors) or f"The site could not be built: {error}.") from error
    except OSError as error:
        raise BuilderError(_could_not(error, Path(config.docs_dir))) from error
    if live is None and config.strict and _unsound(plugin, Severity.WARNING):
        raise UnsoundError


def _could_not(error: OSError, docs: Path) -> str:
    """What the disk refused, and what to do: a file of the author's is another matter than a site without room."""
    place, why = error.filename2 or error.filename, error.strerror or str(error)
    if error.filename and Path(error.filename).is_relative_to(docs):
        if isinstance(error, FileNotFoundError):
            return f"{error.filename} went away while the site was built. Build again."
        if not error.filename2:
            return f"{error.filename} cannot be read: {why.lower()}. Check that the file may be opened."
    where = f" at {place}" if place else ""
    return f"The site could not be written: {why}{where}. Make room, or choose another folder."


def _known_already(checked: Checked) -> None:
    """Who checks in his own way knows what was found."""


def plugin_of(config: MkDocsConfig) -> CoolheadPlugin:
    """The plugin of ours that a ``mkdocs.yml`` asks for. Raises `BuilderError` where it does not."""
    for plugin in config.plugins.values():
        if isinstance(plugin, CoolheadPlugin):
            return plugin
    raise BuilderError(f"{config.config_file_path} does not use the stories. Add `- coolhead` to its `plugins`.")


def _unsound(plugin: CoolheadPlugin, severity: Severity) -> bool:
    return plugin.checked is not None and plugin.checked.count(severity) > 0


@contextlib.contextmanager
def listening(ears: Ears) -> Iterator[None]:
    """Hear what MkDocs and its plugins log: warnings and notes are passed on, errors are kept for whoever asks."""
    logger, listener = logging.getLogger("mkdocs"), _Listener(ears)
    level, propagate = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
        logger.propagate = propagate


class _Listener(logging.Handler):
    def __init__(self, ears: Ears) -> None:
        super().__init__(logging.INFO)
        self._ears = ears

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.ERROR:
            self._ears.errors.append(message)
        else:
            self._ears.say(Severity.WARNING if record.levelno >= logging.WARNING else Severity.NOTE, message)
