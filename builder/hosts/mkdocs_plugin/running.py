"""Running MkDocs from a command of our own: build a site whole or not at all, and serve one that follows the author."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from builder.diagnostics import BuilderError, Severity
from builder.hosts.mkdocs_plugin.plugin import CoolheadPlugin
from builder.hosts.mkdocs_plugin.theme import go_offline
from builder.hosts.replacing import replacing
from builder.pipeline import Checked
from builder.storyfile.syntax import collector_paused

_LOOPBACK: Final = "127.0.0.1"
_WAITING: Final = (
    "<!doctype html><html lang=en><title>Not built yet</title><body><h1>Not built yet</h1><p>There are mistakes in "
    "the stories. Mend what the terminal shows and save: this page follows by itself.</body></html>"
)


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
    with _listening(ears):
        config = _load(config_file, ears, site_dir=site_dir, strict=strict)
        if offline:
            go_offline(config)
        site = Path(config.site_dir)
        try:
            with replacing(site) as new:
                config.site_dir = str(new)
                _build_once(config, ears)
        except _UnsoundError:
            return None
        return site


def serve(config_file: Path, port: int | None, ears: Ears, *, ready: Callable[[str], None]) -> None:
    """Build the site, serve it on this machine only, and rebuild and reload on every save, until interrupted.

    ``ready`` is told the address. While a story is broken the last good site stays. Raises `BuilderError` where there
    is nothing to serve or the port is taken.
    """
    with _listening(ears), _ended_by_signal(), tempfile.TemporaryDirectory(prefix="coolhead-") as folder:
        config = _load(config_file, ears, site_dir=Path(folder, "0"))
        number = port or int(config.dev_addr.port)
        _refuse_taken_port(number)
        mount = urlsplit(config.site_url or "/").path
        server = LiveReloadServer(lambda: None, _LOOPBACK, number, root=config.site_dir, mount_path=mount)
        shown = _Shown(config_file, Path(folder), server, ears)
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            shown.build(config)
            for path in [config.docs_dir, str(config_file.absolute()), *config.watch]:
                server.watch(path)
            server = config.plugins.on_serve(server, config=config, builder=shown.rebuild)
            server.builder, server.error_handler = shown.rebuild, shown.error_page
            ready(server.url)
            _serve_until_interrupted(server)
        finally:
            config.plugins.on_shutdown()


class _UnsoundError(Exception):
    """Findings stand against the site, and the author has been told."""


@dataclass(slots=True)
class _Shown:
    """The site that a server shows: each build goes into a folder of its own, which is shown once it is whole."""

    config_file: Path
    folder: Path
    server: LiveReloadServer
    ears: Ears
    built: int = 0

    def build(self, config: MkDocsConfig) -> None:
        """Build and show what was built; where stories are unsound, what was there stays."""
        self.built += 1
        new, old = self.folder / str(self.built), Path(self.server.root)
        config.site_dir, config.site_url = str(new), self.server.url
        try:
            _run(config, self.ears, serve_url=self.server.url)
        except _UnsoundError:
            shutil.rmtree(new, ignore_errors=True)
            if not old.exists():
                old.mkdir()
                (old / "index.html").write_text(_WAITING, encoding="utf-8")
            return
        self.server.root = str(new)
        shutil.rmtree(old, ignore_errors=True)

    def rebuild(self) -> None:
        """Build again; whatever is wrong is told, and the site that was there stays."""
        try:
            self.build(_load(self.config_file, self.ears, site_dir=self.folder / "0"))
        except BuilderError as error:
            self.ears.say(Severity.ERROR, str(error))

    def error_page(self, code: int) -> bytes | None:
        """The site's own page for what is not found."""
        page = Path(self.server.root, f"{code}.html")
        return page.read_bytes() if page.is_file() else None


def _load(config_file: Path, ears: Ears, *, site_dir: Path | None, strict: bool = False) -> MkDocsConfig:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's note to whoever runs MkDocs, not to our authors
    ears.errors.clear()
    settings = {} if site_dir is None else {"site_dir": str(site_dir.absolute())}
    try:
        return load_config(str(config_file), strict=strict or None, **settings)
    except (MkDocsException, SystemExit) as error:
        raise BuilderError(f"{config_file} cannot be used: {' '.join(ears.errors) or error}") from error


def _build_once(config: MkDocsConfig, ears: Ears) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        _run(config, ears)
    finally:
        config.plugins.on_shutdown()


def _run(config: MkDocsConfig, ears: Ears, serve_url: str | None = None) -> None:
    """Let MkDocs build. Raises `_UnsoundError` for findings, `BuilderError` for whatever else stopped it."""
    plugin = _plugin(config)
    plugin.report, plugin.checked = ears.report, None
    ears.errors.clear()
    try:
        with collector_paused():
            build_with_mkdocs(config, serve_url=serve_url)
    except (MkDocsException, SystemExit) as error:
        if _unsound(plugin, Severity.ERROR) or (config.strict and not ears.errors):
            raise _UnsoundError from error
        raise BuilderError(" ".join(ears.errors) or f"The site could not be built: {error}.") from error
    except OSError as error:
        raise BuilderError(_could_not(error, Path(config.docs_dir))) from error
    if config.strict and _unsound(plugin, Severity.WARNING):
        raise _UnsoundError


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


def _plugin(config: MkDocsConfig) -> CoolheadPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, CoolheadPlugin):
            return plugin
    raise BuilderError(f"{config.config_file_path} does not use the stories. Add `- coolhead` to its `plugins`.")


def _unsound(plugin: CoolheadPlugin, severity: Severity) -> bool:
    return plugin.checked is not None and plugin.checked.count(severity) > 0


@contextlib.contextmanager
def _listening(ears: Ears) -> Iterator[None]:
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
        elif (
            record.levelno >= logging.WARNING and record.name != "mkdocs.livereload"
        ):  # a reader's wrong address is none
            self._ears.say(Severity.WARNING, message)
        else:
            self._ears.say(Severity.NOTE, message)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((_LOOPBACK, port))
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise BuilderError(f"Port {port} cannot be used: {why}. Choose another with --port.") from error


def _serve_until_interrupted(server: LiveReloadServer) -> None:
    serve: Callable[[], None] = server.serve
    try:
        serve()
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


@contextlib.contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Let the system's polite signal end a server as Ctrl-C does, so that nothing is left behind."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
