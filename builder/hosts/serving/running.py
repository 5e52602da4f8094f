"""Serving a course from beginning to end: until its author stops it, or it cannot go on."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from builder.diagnostics import BuilderError, Severity
from builder.hosts.mkdocs_plugin.live import live_config, watched
from builder.hosts.mkdocs_plugin.others import started
from builder.hosts.mkdocs_plugin.running import Ears, listening
from builder.hosts.serving.folder import own_folder
from builder.hosts.serving.following import Following, Ground
from builder.hosts.serving.server import LOOPBACK, Asked, Server
from builder.hosts.serving.tabs import Tabs
from builder.hosts.serving.watching import Watcher


class _Ended(BaseException):
    """The server was told to end.

    Python run with ``-m`` dies at its very end of a `KeyboardInterrupt` that passed through an `exec`, as in
    a dataclass that is just being made, even where it was caught; of another exception it does not.
    """


def serve(config_file: Path, port: int, editor: str, ears: Ears, *, ready: Callable[[str], None]) -> None:
    """Serve the course of a ``mkdocs.yml`` on this machine only, following what is saved, until interrupted.

    ``ready`` is told the address once there is something to see. Raises `BuilderError` where ``mkdocs.yml`` cannot be
    used, the port is taken, or the server has ended by itself.
    """
    with listening(ears), _ended_by_signals() as told_to_end, own_folder() as folder:
        config = live_config(config_file, ears)
        base, tabs = _base(config.site_url), Tabs()
        ground = Ground(config_file, folder, base, f"http://{LOOPBACK}:{port}{base}", ears, tabs, editor)
        following = Following(ground, watched(config))
        with started(config, "serve"), _serving(port, following) as alive:
            _follow(following, lambda: alive() and not told_to_end(), ready)
            if not told_to_end():
                raise BuilderError("The server has stopped by itself. Start it again.")


def _follow(following: Following, alive: Callable[[], bool], ready: Callable[[str], None]) -> None:
    """Follow what is saved as long as the server is alive."""
    with contextlib.closing(Watcher(lambda: following.places)) as watcher:
        watcher.settled(0)  # what is saved while the first site is made is not missed
        following.follow()
        ready(following.ground.url)
        while alive():
            if saved := watcher.settled():
                following.follow(saved)


@contextlib.contextmanager
def _serving(port: int, following: Following) -> Iterator[Callable[[], bool]]:
    """A server in a thread of its own; gives what tells whether it is still running."""
    ground = following.ground
    fault = partial(ground.ears.say, Severity.ERROR)
    asked = Asked(f"{ground.base}_author/", following.answer, lambda: ("version", following.version()), fault)
    with Server(port, asked, ground.tabs) as server:
        thread = threading.Thread(target=_run, args=(server, fault), daemon=True)
        thread.start()
        try:
            yield thread.is_alive
        finally:
            ground.tabs.let_go()
            server.shutdown()


def _run(server: Server, fault: Callable[[str], None]) -> None:
    try:
        server.serve_forever(0.1)
    except Exception as error:
        fault(f"The server cannot go on ({type(error).__name__}: {error}).")


def _base(site_url: str | None) -> str:
    """The path of a site that is published at this address; it ends in a slash."""
    path = urlsplit(site_url or "/").path.strip("/")
    return f"/{path}/" if path else "/"


@contextlib.contextmanager
def _ended_by_signals() -> Iterator[Callable[[], bool]]:
    """Let the system's polite signals end a server as Ctrl-C does: once, so that nothing is left behind.

    Gives what tells whether one came: where Python was just freeing something, nobody hears of an exception.
    """
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [number for name in names if (number := getattr(signal, name, None)) is not None]
    ended = False

    def interrupt(*_: object) -> None:
        nonlocal ended
        ended = True
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        raise _Ended

    # Whoever starts a server under nohup means it to outlive the terminal.
    wanted = [each for each in numbers if signal.getsignal(each) is not signal.SIG_IGN or each == signal.SIGINT]
    before = {number: signal.signal(number, interrupt) for number in wanted}
    try:
        with contextlib.suppress(_Ended):
            yield lambda: ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
