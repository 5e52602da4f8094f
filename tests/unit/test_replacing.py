"""A folder is replaced by a whole new one or stays as it was, whatever goes wrong on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from builder.diagnostics import BuilderError
from builder.hosts import exchanging
from builder.hosts.replacing import replacing


def fill(folder: Path, words: str) -> None:
    (folder / "assets" / "coolhead").mkdir(parents=True)
    (folder / "index.html").write_text(words)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    fill(tmp_path / "site", "old")
    return tmp_path / "site"


def around(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir())


def test_a_new_folder_takes_the_place_of_the_old_one(site: Path) -> None:
    (site / "gone.html").write_text("old")
    with replacing(site) as new:
        fill(new, "new")
        assert (site / "index.html").read_text() == "old"
    assert (site / "index.html").read_text() == "new"
    assert not (site / "gone.html").exists()
    assert around(site) == ["site"]


def test_where_there_was_none_one_is_made_with_its_parents(tmp_path: Path) -> None:
    with replacing(tmp_path / "public" / "site") as new:
        fill(new, "new")
    assert (tmp_path / "public" / "site" / "index.html").read_text() == "new"


@pytest.mark.parametrize("trouble", [ValueError, KeyboardInterrupt, SystemExit])
def test_trouble_on_the_way_leaves_the_old_one_and_nothing_else(site: Path, trouble: type[BaseException]) -> None:
    with pytest.raises(trouble), replacing(site) as new:
        fill(new, "half")
        raise trouble
    assert (site / "index.html").read_text() == "old"
    assert around(site) == ["site"]


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("failing", ["new", ".git"])
def test_trouble_at_the_last_step_puts_the_old_one_back(
    site: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool, failing: str
) -> None:
    (site / ".git").mkdir()
    rename, exchanged, failed = Path.rename, exchanging._exchanged, False

    def fail_once(name: str) -> None:
        nonlocal failed
        if failing in name and not failed:
            failed = True
            raise OSError(28, "No space left on device")

    def fails(path: Path, target: Path) -> Path:
        fail_once("new" if "-new-" in path.name else path.name)
        return rename(path, target)

    def exchange(first: bytes, second: bytes) -> bool:
        if at_once:
            fail_once("new")
        return at_once and exchanged(first, second)

    monkeypatch.setattr(Path, "rename", fails)
    monkeypatch.setattr(exchanging, "_exchanged", exchange)
    with pytest.raises(BuilderError, match="No space left on device"), replacing(site) as new:
        fill(new, "new")
    assert (site / "index.html").read_text() == "old"
    assert (site / ".git").is_dir()
    assert around(site) == ["site"]


def test_the_new_folder_may_be_read_by_whoever_may_read_the_old(site: Path) -> None:
    before = os.umask(0o022)
    try:
        with replacing(site) as new:
            fill(new, "new")
    finally:
        os.umask(before)
    assert site.stat().st_mode & 0o777 == 0o755


def test_an_old_site_that_a_killed_build_had_moved_away_comes_back(site: Path) -> None:
    site.rename(site.with_name(".site-old-99999999"))
    with pytest.raises(ValueError, match="broken"), replacing(site):
        raise ValueError("broken")
    assert (site / "index.html").read_text() == "old"
    assert around(site) == ["site"]


def test_the_folder_of_a_build_that_still_runs_is_left_alone_and_that_of_a_killed_one_is_not(site: Path) -> None:
    held = "import sys; from pathlib import Path; from builder.hosts.replacing import replacing\n"
    held += "with replacing(Path(sys.argv[1])) as new: print(new, flush=True); sys.stdin.read()"
    running = subprocess.Popen(
        [sys.executable, "-c", held, str(site)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    try:
        assert running.stdout is not None
        other = Path(running.stdout.readline().strip())
        with replacing(site) as new:
            fill(new, "new")
            assert other.is_dir()
    finally:
        running.kill()
        running.communicate()
    assert other.is_dir()
    with replacing(site) as new:
        fill(new, "newer")
        assert not other.exists()


def test_a_link_to_a_folder_stays_a_link(site: Path) -> None:
    link = site.with_name("public")
    link.symlink_to(site)
    with replacing(link) as new:
        fill(new, "new")
    assert link.is_symlink()
    assert (site / "index.html").read_text() == "new"


def test_a_file_or_a_folder_with_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(BuilderError, match="is a file"), replacing(tmp_path / "notes"):
        pass
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "one.txt").write_text("mine")
    with pytest.raises(BuilderError, match="no built site"), replacing(tmp_path / "thesis"):
        pass
    assert (tmp_path / "thesis" / "one.txt").read_text() == "mine"
