"""The learner's scripts as they are served: joined in an order that works, smaller, and otherwise the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.pages import scripts as joining
from builder.pages.scripts import joined, scripts, small_script, small_style


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("play/player", "play/engine", "play/words", "play/view", "home"):
        path = tmp_path / f"{name}.js"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"// Why.\nsaid.push('{path.stem}  is  here');\n")
    (tmp_path / "debrief.css").write_text("/* Why. */\n.a {\n  color: red;\n}\n")
    monkeypatch.setattr(joining, "_ASSETS", tmp_path)
    return tmp_path


def test_a_folder_is_one_script_that_begins_with_its_words_and_ends_with_what_sets_it_going(assets: Path) -> None:
    play = dict(scripts())["play.js"].decode()
    assert re.findall(r"(\w+)  is  here", play) == ["words", "engine", "view", "player"]
    assert play.startswith('(()=>{"use strict";') and play.endswith("})()\n")


def test_every_source_is_served(assets: Path) -> None:
    assert [name for name, _ in scripts()] == ["debrief.css", "home.js", "play.js"]
    assert dict(scripts())["debrief.css"] == b".a{color:red}\n"


def test_a_script_is_small_and_its_texts_are_whole(tmp_path: Path) -> None:
    source = tmp_path / "one.js"
    source.write_text("// Why.\nsaid( `a  //b\n  ${ 1 } /* c */`); /* Why. */\n\n")
    assert "`a  //b\n  ${1} /* c */`" in joined(source).decode()


def test_styles_and_scripts_keep_letters_of_any_language() -> None:
    assert small_script("x = 'ä א'; // ä\n".encode()) == 'x="ä א"\n'.encode()
    assert small_style('.a::before { content: "· א"; }'.encode()) == '.a::before{content:"· א"}\n'.encode()
