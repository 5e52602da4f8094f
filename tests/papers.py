"""Follows a page of the docs word by word: types its commands, makes its edits, and holds it to what it says comes."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from markdown_it import MarkdownIt

PATIENCE: Final = 120.0
"""Seconds after which something that a page promises is taken for something that does not come."""


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: its language, the title above it, what stands in it, and the line it begins in."""

    language: str
    title: str
    text: str
    line: int


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page of Markdown, in order."""
    for token in MarkdownIt().parse(page):
        if token.type == "fence":
            language, _, rest = token.info.partition(" ")
            title = re.fullmatch(r'title="([^"]*)"', rest.strip())
            line = token.map[0] + 1 if token.map else 0
            yield Block(language, title[1] if title else "", token.content, line)


@dataclass
class Follower:
    """Somebody at a terminal who does what a page says, and nothing else.

    ``environment`` is what the terminal knows at first. A server is given a ``port`` of its own in place of the usual
    8000, which may be taken on this machine.
    """

    folder: Path
    environment: Mapping[str, str]
    port: int
    _answer: str = ""
    _sought: tuple[Path, str] | None = None
    _server: subprocess.Popen[str] | None = field(default=None, repr=False)

    def follow(self, page: str) -> None:
        """Do what each block of a page says, in order; what does not come as told fails by its line."""
        try:
            for block in blocks(page):
                self._do(block)
        finally:
            if self._server is not None:
                self._server.kill()

    def _do(self, block: Block) -> None:
        where = f"line {block.line}, {block.title!r}"
        match block.title.split(" "):
            case [*_, "Type" | "type"] if "Windows," not in block.title:
                for line in block.text.splitlines():
                    self._type(line, where)
            case ["It", "answers"]:
                assert _seen(self._answer) == _seen(block.text), f"{where}: {self._answer}"
            case ["It", "answers,", "for", "instance"]:
                assert _seen(_any_version(self._answer)) == _seen(_any_version(block.text)), f"{where}: {self._answer}"
            case ["It", "answers", "at", "last"]:
                self._await_line(block.text.strip().replace(":8000", f":{self.port}"), where)
            case ["The", "terminal", "says"]:
                self._await_words(block.text, where)
            case ["Find", "in", name]:
                self._sought = (self.folder / name, block.text)
            case ["Put", "in", "its", "place"]:
                self._replace(block.text, where)
            case [address, "says"]:
                self._await_page(address, block.text, where)
            case ["Press"]:
                self._press(where)
            case [name] if name.startswith("stories/"):
                (self.folder / name).write_text(block.text, encoding="utf-8")
            case ["On", "Windows,", *_] | ["For", "instance"] | ["In", "the" | "a" | "an", *_] | ["mkdocs.yml"]:
                pass  # for others, or not of this course
            case _:
                raise AssertionError(f"{where}: nobody knows what to do with a block of this title")

    def _type(self, line: str, where: str) -> None:
        assert self._server is None, f"{where}: the terminal is busy with the server"
        if line == "coolhead serve":
            self._serve()
            return
        script = f"{line}\nstatus=$?; pwd > {self._kept('folder')}; env -0 > {self._kept('environment')}; exit $status"
        ran = subprocess.run(
            ["sh", "-c", script],
            cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0 or "error[" in ran.stdout, f"{where}: {line}: {ran.stdout}"
        self._answer = ran.stdout
        self.folder = Path(Path(self.environment["KEPT"], "folder").read_text().strip())
        told = Path(self.environment["KEPT"], "environment").read_text().split("\0")
        self.environment = dict(each.split("=", 1) for each in told if "=" in each)

    def _kept(self, name: str) -> str:
        return shlex.quote(f"{self.environment['KEPT']}/{name}")

    def _serve(self) -> None:
        with Path(self.environment["KEPT"], "served").open("w") as served:
            self._server = subprocess.Popen(
                ["coolhead", "serve", "--port", str(self.port)],
                cwd=self.folder, env=self.environment, stdout=served, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip

    def _await_line(self, line: str, where: str) -> None:
        served = Path(self.environment["KEPT"], "served")
        assert _soon(lambda: line in served.read_text().splitlines()), f"{where}: {served.read_text()}"

    def _await_words(self, words: str, where: str) -> None:
        served, last = Path(self.environment["KEPT"], "served"), _seen(words)
        said = _soon(lambda: _seen(served.read_text())[-len(last) :] == last)
        assert said, f"{where}: {served.read_text()}"

    def _await_page(self, address: str, words: str, where: str) -> None:
        url = f"http://127.0.0.1:{self.port}/{address}"
        assert _soon(lambda: _spoken(words) in _spoken(_read(url))), f"{where}: {url} does not say so"

    def _replace(self, text: str, where: str) -> None:
        assert self._sought is not None, f"{where}: nothing was sought"
        path, sought = self._sought
        before = path.read_text(encoding="utf-8")
        found = [each.start() for each in re.finditer(rf"(?m)^{re.escape(sought)}", before)]
        assert len(found) == 1, f"{where}: what is sought stands {len(found)} times in {path.name}"
        path.write_text(before[: found[0]] + text + before[found[0] + len(sought) :], encoding="utf-8")
        self._sought = None

    def _press(self, where: str) -> None:
        assert self._server is not None, f"{where}: nothing runs that could be ended"
        self._server.send_signal(signal.SIGINT)
        assert self._server.wait(PATIENCE) == 0, where
        self._server = None


def _seen(text: str) -> list[str]:
    """The lines of a text without what nobody can see: spaces at their ends, and empty lines at the end."""
    return [line.rstrip() for line in text.rstrip().splitlines()]


def _any_version(text: str) -> str:
    """The text with every version and every commit alike: those are of one day and one machine."""
    return re.sub(r"\b(?:\d+(?:\.\d+){2}|(?=[a-f]*\d)[0-9a-f]{10})\b", "…", text)


def _soon(happens: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not happens():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _read(url: str) -> str:
    """A page as it is now; nothing while there is none."""
    try:
        with urlopen(url, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def _spoken(html: str) -> str:
    """The words of some HTML, with single spaces and plain quotation marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
