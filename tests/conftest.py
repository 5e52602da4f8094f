"""What tests share: a real build of this repository's course, a server for it, and a real browser to visit it with."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final, Literal

import chromium as chromium_here
import installed as installed_here
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, expect, sync_playwright

ROOT: Final = Path(__file__).parent.parent
RESULTS: Final = ROOT / "test-results"
SMALL_COURSE: Final = ROOT / "tests/browser/small"
STRICT: Final = {"Content-Security-Policy": "default-src 'self'"}
FLAGS: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)
"""Runs as root and in containers, and says nothing to anybody by itself."""

PATIENCE: Final = 60_000
"""Milliseconds after which nothing more is to be hoped for from a page, on a machine with much else to do."""

_FAILED: Final = pytest.StashKey[bool]()

expect.set_options(timeout=PATIENCE)

# A run can be had again, and no machine is too slow for it; what only chance finds, `make fuzz` looks for.
settings.register_profile("repeatable", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")


# -- the site --


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, as `coolhead build` compiles it from this repository."""
    return build(ROOT, tmp_path_factory.mktemp("built") / "site")


def build(root: Path, folder: Path) -> Path:
    """Build a course into a folder the way an author does; fails the test where that fails."""
    command = [sys.executable, "-m", "builder", "build", "-C", str(root), "--site-dir", str(folder)]
    built = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if built.returncode != 0:
        pytest.fail(f"The site did not build (exit {built.returncode}):\n{built.stdout}{built.stderr}", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site of small stories that have in them everything a learner's page can show."""
    return build(SMALL_COURSE, tmp_path_factory.mktemp("small") / "site")


@pytest.fixture(scope="session")
def small_url(small_site: Path) -> Iterator[str]:
    """Where that site is served, under the strict policy."""
    with serve(small_site, STRICT) as url:
        yield url


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """Where the site is served, without a slash at the end."""
    with serve(built_site) as url:
        yield url


@pytest.fixture(scope="session")
def strict_site_url(built_site: Path) -> Iterator[str]:
    """The same, with a Content-Security-Policy that allows the site's own files and nothing else."""
    with serve(built_site, STRICT) as url:
        yield url


# -- the package --


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> installed_here.Installed:
    """The package, installed once for a whole run, however many processes share it."""
    base = tmp_path_factory.getbasetemp()
    return installed_here.install((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "installed")


# -- a server --


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open: the tests load a thousand pages
    disable_nagle_algorithm = True  # or each answer waits 40 ms for the last one to be acknowledged

    def __init__(self, *arguments: Any, headers: Mapping[str, str], **named: Any) -> None:
        self._more_headers = headers
        super().__init__(*arguments, **named)

    def end_headers(self) -> None:
        for name, value in self._more_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not found with the site's own page for that, as hosts of sites do."""
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # a browser's connections all at once, however late they are taken

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser may close a connection as soon as it has seen enough; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serve(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a folder on this machine only, at a free port; gives the address without a slash at the end."""
    handler = partial(_Handler, directory=str(folder), headers=headers or {})
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


ServeFolder = Callable[..., str]


@pytest.fixture
def serve_folder() -> Iterator[ServeFolder]:
    """Serves folders as `serve` does, and goes on until a test's pages are closed: they may still ask for something."""
    with contextlib.ExitStack() as servers:
        yield lambda folder, headers=None: servers.enter_context(serve(folder, headers))


# -- the browser --


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real Chromium for the whole run. Where there is none the tests fail: they are not to be passed over."""
    path = chromium_here.find()
    if path is None:
        pytest.fail(chromium_here.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, timeout=3 * PATIENCE)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page must not do: ask another host for anything, or complain."""

    origin: str
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Listen to everything that happens in this context."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"uncaught: {error.error}"))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin + "/", "data:", "blob:")):
            self.complaints.append(f"asked another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(
    chromium: Browser, site_url: str, serve_folder: ServeFolder, request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """Opens pages the way a test wants them, and watches them: the test fails if one asks another host or complains."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(
        *,
        width: int = 1280,
        dark: bool = False,
        scripts: bool = True,
        forced_colors: Literal["active", "none"] = "none",
        url: str = site_url,
    ) -> Page:
        context = chromium.new_context(
            base_url=url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            forced_colors=forced_colors,
            reduced_motion="reduce",
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(url)
        watch.over(context)
        opened.append((context, watch))
        return context.new_page()

    yield open_page
    if request.node.stash.get(_FAILED, False):
        _take_pictures(request.node.name, (page for context, _ in opened for page in context.pages))
    for context, _ in opened:
        context.close()
    complaints = sorted({complaint for _, watch in opened for complaint in watch.complaints})
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page on a desktop, 1280 pixels wide."""
    return open_page()


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A page on a phone, 360 pixels wide."""
    return open_page(width=360)


@pytest.fixture
def page_without_scripts(open_page: OpenPage) -> Page:
    """A page on a desktop where JavaScript is off."""
    return open_page(scripts=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test itself failed, for the fixtures that end after it."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


def _take_pictures(test: str, pages: Iterator[Page]) -> None:
    """What the pages of a failed test look like, in test-results/."""
    name = re.sub(r"[^\w-]+", "-", test).strip("-")
    for number, page in enumerate(pages, start=1):
        with contextlib.suppress(Error):
            page.screenshot(path=RESULTS / f"{name}-{number}.png", full_page=True)
