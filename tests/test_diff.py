"""`coolhead diff`: what it says of a course with a history, in every form, and how it ends."""

from __future__ import annotations

import html.parser
import io
import json as json_report
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from conftest import ROOT
from histories import LATE, History, begin
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import random_story

from builder.flow.changes import changes
from builder.flow.changes.odds import odds_changes
from builder.hosts.cli import main
from builder.hosts.differences import json, markdown, text
from builder.hosts.differences.comparing import Comparison, StoryDifference, compare
from builder.hosts.differences.telling import lines, told
from builder.hosts.project import find_project
from builder.hosts.revisions import Revision, graphs_of
from builder.sources import CourseSources, Source, StorySource

MORE: Final = ("    choices:\n", "    choices:\n      - {id: tea, say: Have some tea., goto: waiting}\n")
WAITING: Final = "  waiting:\n    text: The kettle takes its time.\n    next: settled\noutcomes:\n"


@pytest.fixture
def history(tmp_path: Path) -> History:
    return begin(tmp_path / "course")


@pytest.fixture
def edited(history: History) -> History:
    """A choice redirected, one reworded, a choice and a scene that are new."""
    history.replace("stories/late.yml", "about that., goto: settled", "about all that., goto: settled")
    history.replace("stories/late.yml", "number?, goto: gone", "number?, goto: settled")
    history.replace("stories/late.yml", *MORE)
    history.replace("stories/late.yml", "outcomes:\n", WAITING)
    return history


class Ran(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run(history: History, *words: str) -> Ran:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.setattr(sys, "argv", ["coolhead", "diff", "-C", str(history.folder), *words])
        said, complained = io.StringIO(), io.StringIO()
        with redirect_stdout(said), redirect_stderr(complained):
            main()
    assert isinstance(ended.value.code, int)
    return Ran(ended.value.code, said.getvalue(), complained.getvalue())


def test_the_text_tells_each_change_with_a_sign_and_the_odds_in_a_table(edited: History) -> None:
    ran = run(edited, "main")
    commit = edited.git("rev-parse", "main")[:10]
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (
        ran.stdout
        == """\
The late parcel (late): changed
  scenes: 1 added, 1 changed; choices: 1 added, 2 changed; outcomes: 0
""".replace("; outcomes: 0", "")
        + f"""\
  ~ scene ringing
    + choice tea: “Have some tea.” → waiting
    ~ choice sorry, reworded: I am sorry about {{+all+}} that.
    ~ choice number: “What is your number?”, redirected: gone → settled
  + scene waiting: 5 words, goes on to settled
    + line 1: The kettle takes its time.
  Outcome  At random           Skilled
  settled  50.00 % → 100.00 %
  gone     50.00 % → 0.00 %             out of reach now

1 story changed since main ({commit}).
"""
    )


def test_colour_adds_to_the_text_and_takes_nothing_away(edited: History) -> None:
    from rich.text import Text

    from builder.hosts.differences.text import render

    found = compare(find_project(edited.folder), "main")
    coloured = render(found, colour=True)
    assert "\x1b[" in coloured and Text.from_ansi(coloured).plain.rstrip() == render(found, colour=False).rstrip()


def test_markdown_tells_the_same_and_means_nothing_by_an_authors_signs(edited: History) -> None:
    edited.replace(
        "stories/late.yml", "She has waited in all day.", "She has *waited* in <all> day, @team, for `hours` &amp; $5."
    )
    ran = run(edited, "main", "--format", "markdown")
    assert ran.returncode == 0
    assert "- `~` scene ringing\n  - `~` line 1: She has ~~waited in all day.~~ **\\*waited\\* in" in ran.stdout
    assert "\\<all\\>" in ran.stdout and "\\@team" in ran.stdout and "\\`hours\\` \\&amp; \\$5." in ran.stdout
    assert "  - `~` choice number: “What is your number?”, redirected: ~~gone~~ → **settled**" in ran.stdout
    assert "| gone | 50.00 % → 0.00 % |  | out of reach now |" in ran.stdout


def test_json_has_every_change_in_full(edited: History) -> None:
    edited.replace("stories/late.yml", "title: The late parcel", "title: The later parcel")
    document = json_report.loads(run(edited, "main", "--format", "json").stdout)
    assert document["version"] == 1
    assert document["revision"] == {"name": "main", "commit": edited.git("rev-parse", "main")}
    (story,) = document["stories"]
    assert (story["id"], story["old_id"], story["change"], story["file"]) == (
        "late",
        "late",
        "changed",
        "stories/late.yml",
    )
    assert story["edits"] == [
        {"route": ["title"], "change": "changed", "old": "The late parcel", "new": "The later parcel"}
    ]
    ringing, waiting = story["scenes"]
    assert (waiting["id"], waiting["old_id"], waiting["change"]) == ("waiting", None, "added")
    assert [(each["name"], each["old_name"], each["change"]) for each in ringing["choices"]] == [
        ("tea", None, "added"),
        ("sorry", "sorry", "changed"),
        ("number", "number", "changed"),
    ]
    assert ringing["choices"][2]["edits"] == [{"route": ["goto"], "change": "changed", "old": "gone", "new": "settled"}]
    gone = story["odds"]["outcomes"]["gone"]
    assert gone["moved"] and gone["old"] == {"reachable": True, "random": 0.5, "skilled": None}
    assert gone["new"] == {"reachable": False, "random": 0.0, "skilled": None}


class Page(html.parser.HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "style", "action", "data")]
        assert not any(name.startswith("on") for name, _ in attrs), attrs

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_needs_no_script_and_nothing_from_elsewhere(edited: History, tmp_path: Path) -> None:
    assert run(edited, "main", "--format", "html", "-o", str(tmp_path / "page.html")).stdout == ""
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    page = Page(text)
    assert text.startswith("<!doctype html>")
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(page.tags)
    assert all(address.startswith("#") for address in page.addresses)
    assert {"svg", "ins", "del", "table", "main", "h1"} <= set(page.tags)
    assert "url(" not in text and "@import" not in text
    assert "redirected: gone → settled" in " ".join(page.words.split())


def test_what_authors_write_is_shown_as_text_on_the_page(edited: History) -> None:
    edited.replace(
        "stories/late.yml", "text: She has waited in all day.", "text: '<script>alert(1)</script> <b>so</b> & all.'"
    )
    page = run(edited, "main", "--format", "html").stdout
    assert "<script" not in page and "<b>" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("form", ["text", "html"])
def test_the_same_texts_give_the_same_bytes(edited: History, form: str) -> None:
    command = [sys.executable, "-m", "builder", "diff", "-C", str(edited.folder), "main", "--format", form]
    told_twice = [
        subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True)
        for seed in ("1", "2")
    ]
    assert told_twice[0].stdout == told_twice[1].stdout != b""


def test_without_a_change_it_says_so_in_one_line(history: History) -> None:
    commit = history.git("rev-parse", "main")[:10]
    ran = run(history, "HEAD")
    assert (ran.returncode, ran.stdout) == (0, f"Nothing in the stories changed since HEAD ({commit}).\n")
    assert run(history, "-q", "HEAD").stdout == ""


def test_stories_that_came_went_and_were_renamed_are_told_as_such(history: History) -> None:
    history.write("stories/early.yml", LATE.replace("late", "early"))
    history.commit()
    history.git("mv", "stories/late.yml", "stories/much-later.yml")
    history.git("rm", "--quiet", "stories/early.yml")
    other = LATE.replace("The late parcel", "A bill").replace("She has waited in all day.", "It is twice as much.")
    other = other.replace("I am sorry about that.", "Let us see.").replace("What is your number?", "No.")
    history.write("stories/bill/story.yml", other)
    said = run(history, "HEAD").stdout.splitlines()
    assert "A bill (bill): added" in said and "The early parcel (early): removed" in said
    at = said.index("The late parcel (much-later, was late): changed")
    assert said[at + 1 : at + 3] == ["  only its name", ""]


def test_only_the_stories_that_were_asked_for_are_compared(edited: History) -> None:
    edited.write("stories/new.yml", LATE)
    assert "new" not in run(edited, "main", "late").stdout and "(late)" in run(edited, "main", "late").stdout
    assert "(late)" not in run(edited, "main", "new").stdout
    for path in ("stories/late.yml", "stories/late/", "stories/late/story.yml"):
        assert run(edited, "main", path).stdout == run(edited, "main", "late").stdout
    ran = run(edited, "main", "lat")
    assert ran.returncode == 2 and ran.stderr.endswith("Did you mean `late`?\n") and ran.stderr.count("\n") == 1


def test_a_story_with_errors_now_is_named_and_makes_the_status_1(edited: History) -> None:
    edited.write("stories/bad.yml", "format: 1\ntitle: [")
    ran = run(edited, "main")
    assert ran.returncode == 1 and "(late): changed" in ran.stdout
    assert ran.stdout.endswith("Not compared, as they have errors now: bad. `coolhead check` tells them.\n")
    assert json_report.loads(run(edited, "main", "--format", "json").stdout)["broken_now"] == ["bad"]


def test_a_story_that_had_errors_then_is_not_compared_nor_called_new(history: History) -> None:
    history.replace("stories/late.yml", "goto: gone", "goto: nowhere")
    history.commit()
    history.replace("stories/late.yml", "goto: nowhere", "goto: gone")
    ran = run(history, "HEAD")
    assert ran.returncode == 0 and "added" not in ran.stdout
    assert "Not compared, as they had errors at HEAD" in ran.stdout and ran.stdout.endswith(": late.\n")


def test_what_cannot_be_done_is_one_sentence_and_status_2(history: History, tmp_path: Path) -> None:
    for words in (
        ("nowhere",), ("--", "-x"), ("HEAD", "--map", "map.svg"), ("HEAD", "late", "--map", "map.png"),
        ("HEAD", "late", "--map", str(tmp_path / "map.svg")),
    ):  # fmt: skip
        ran = run(history, *words)
        assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1), words
        assert ran.stderr.startswith("coolhead: "), words


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_whatever_changed_can_be_told_in_every_form(seed: int, other: int) -> None:
    sources = [
        CourseSources((StorySource("tale", Source("stories/tale.yml", random_story(each).encode())),))
        for each in (seed, other)
    ]
    old, new = (graphs_of(each)["tale"] for each in sources)
    found = changes(old, new)
    stories = (StoryDifference(found, odds_changes(found)),) if found.kind else ()
    comparison = Comparison(Revision("main", "0" * 40, sources[0]), stories, (), ())
    said = text.render(comparison, colour=False)
    assert len(markdown.render(comparison)) > 1 and text.render(comparison, colour=True)
    assert len(json_report.loads(json.render(comparison))["stories"]) == len(stories)
    for edit in (edit for scene in found.scenes for edit in scene.edits if edit.kind == "added"):
        assert " ".join((edit.new or "").split()) in said


def test_file_names_do_not_steer_the_terminal(history: History) -> None:
    history.write("stories/\x1b[31m\nred.yml", "title: [")
    assert "\x1b" not in run(history, "HEAD").stdout and "red" in run(history, "HEAD").stdout


def test_the_map_of_one_story_is_a_picture_of_its_own(edited: History, tmp_path: Path) -> None:
    assert run(edited, "main", "late", "--map", str(tmp_path / "map.svg")).returncode == 0
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert text.startswith("<svg") and "+ Waiting" in text and "<style>" in text


def test_what_is_told_of_every_form_is_of_one_make(edited: History) -> None:
    found = compare(find_project(edited.folder), "main")
    abouts = [item.about for _, item in lines(told(found.stories[0].changes))]
    for form in ("text", "markdown", "html"):
        said = run(edited, "main", "--format", form).stdout
        assert all(about in said for about in abouts), form
