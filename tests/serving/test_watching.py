"""What an author saves is seen soon, once, and again after a folder or a thread was lost."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from serving.served import WITHIN
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from builder.hosts.serving import watching
from builder.hosts.serving.watching import Watcher, matters


@pytest.fixture
def watch() -> Iterator[Callable[..., Watcher]]:
    opened: list[Watcher] = []

    def watch(*places: Path, observe: Callable[[], BaseObserver] = Observer) -> Watcher:
        opened.append(Watcher(lambda: places, observe))
        opened[-1].settled(0)
        return opened[-1]

    yield watch
    for each in opened:
        each.close()


def seen(watcher: Watcher, wanted: Path) -> frozenset[Path]:
    """What was saved up to and with this."""
    end, found = time.monotonic() + WITHIN, frozenset[Path]()
    while wanted not in found:
        assert time.monotonic() < end, f"{wanted} was never seen, but {sorted(found)}"
        found |= watcher.settled()
    return found


@pytest.mark.parametrize("name", ["latte.yml", "tips.md", "cup.svg", "a#b.md", "4913.md"])
def test_an_authors_files_matter(name: str) -> None:
    assert matters(Path("stories", name))


@pytest.mark.parametrize("name", [".latte.yml.swp", "latte.yml~", "4913", ".git", "#latte.yml#", "latte.swx", "a.tmp"])
def test_an_editors_own_files_do_not(name: str) -> None:
    assert not matters(Path("stories", name))


def test_a_burst_is_told_once(tmp_path: Path, watch: Callable[..., Watcher], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "QUIET", 0.5)  # a busy machine may itself be silent in the midst of a burst
    monkeypatch.setattr(watching, "LONGEST", WITHIN)
    watcher = watch(tmp_path)
    for number in range(3):
        (tmp_path / "latte.yml").write_text(str(number))
        (tmp_path / "latte.yml~").write_text("an editor's")
    assert seen(watcher, tmp_path / "latte.yml") == {tmp_path / "latte.yml"}
    assert watcher.settled(0.2) == frozenset()


@pytest.mark.skipif(sys.platform != "linux", reason="only there the system tells when a file is closed")
def test_a_file_is_seen_when_it_is_whole_however_long_its_writer_takes(
    tmp_path: Path, watch: Callable[..., Watcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "UNFINISHED", 60.0)
    watcher, file = watch(tmp_path), tmp_path / "latte.yml"
    found: list[str] = []

    def look() -> None:
        seen(watcher, file)
        found.append(file.read_text())

    with file.open("w") as written:
        written.write("half")
        written.flush()
        looking = threading.Thread(target=look)
        looking.start()
        time.sleep(5 * watching.QUIET)  # long enough to be taken for silence
        written.write(" and whole")
    looking.join(WITHIN)
    assert found == ["half and whole"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there the system tells when a file is closed")
def test_a_file_that_is_never_closed_is_seen_all_the_same(
    tmp_path: Path, watch: Callable[..., Watcher], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "UNFINISHED", 0.1)
    watcher = watch(tmp_path)
    with (tmp_path / "latte.yml").open("w") as written:
        written.write("half")
        written.flush()
        seen(watcher, tmp_path / "latte.yml")


def test_reading_is_no_saving(tmp_path: Path, watch: Callable[..., Watcher]) -> None:
    (tmp_path / "latte.yml").write_text("here")
    watcher = watch(tmp_path)
    assert (tmp_path / "latte.yml").read_text() == "here"
    assert watcher.settled(0.3) == frozenset()


def test_of_a_files_folder_only_the_file_is_watched(tmp_path: Path, watch: Callable[..., Watcher]) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("one")
    watcher = watch(settings)
    (tmp_path / "other.yml").write_text("other")
    settings.with_name("new.yml").write_text("two")
    settings.with_name("new.yml").replace(settings)
    assert seen(watcher, settings) == {settings}


def test_new_folders_are_watched_too(tmp_path: Path, watch: Callable[..., Watcher]) -> None:
    watcher = watch(tmp_path)
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    seen(watcher, tmp_path / "deep")
    (tmp_path / "deep" / "deeper" / "story.yml").write_text("here")
    seen(watcher, tmp_path / "deep" / "deeper" / "story.yml")


def test_a_folder_that_comes_back_is_watched_again(tmp_path: Path, watch: Callable[..., Watcher]) -> None:
    stories = tmp_path / "stories"
    stories.mkdir()
    watcher = watch(stories)
    shutil.rmtree(stories)
    seen(watcher, stories)
    stories.mkdir()
    seen(watcher, stories)
    (stories / "latte.yml").write_text("here")
    seen(watcher, stories / "latte.yml")


def test_a_watch_that_died_is_begun_again(tmp_path: Path, watch: Callable[..., Watcher]) -> None:
    watcher = watch(tmp_path)
    assert watcher._observer is not None
    watcher._observer.stop()
    watcher._observer.join()
    assert seen(watcher, tmp_path) == {tmp_path}  # anything may have been missed
    (tmp_path / "latte.yml").write_text("here")
    seen(watcher, tmp_path / "latte.yml")


def test_where_the_system_cannot_tell_it_is_looked_for(tmp_path: Path, watch: Callable[..., Watcher]) -> None:
    class Exhausted(PollingObserver):
        def start(self) -> None:
            raise OSError("inotify watch limit reached")

    watcher = watch(tmp_path, observe=Exhausted)
    (tmp_path / "latte.yml").write_text("here")
    seen(watcher, tmp_path / "latte.yml")
