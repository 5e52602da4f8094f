"""Storyboards: every word of a story is where reviewers look for it, in each kind of file, and nothing breaks out."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import docx
import pytest
from conftest import ROOT
from docx.oxml.ns import qn
from formats.read_back import Section, Storyboard, read_back, tree
from histories import begin
from random_stories import random_story
from small_stories import graph_of

from builder.diagnostics import BuilderError
from builder.flow.changes import changes
from builder.flow.link import StoryGraph
from builder.flow.proof import Bounds, Proof, prove
from builder.flow.storyline import storyline
from builder.formats.dot import draw
from builder.formats.storyboard import SUFFIXES, revised, storyboard, write_storyboard
from builder.formats.storyboard import docx as word
from builder.hosts.folder import find_course
from builder.model import Course, Line, Outcome, Scene
from builder.pages.render import plain
from builder.pipeline import Checked, check
from builder.settings import MAX_COMBINATIONS, Settings

IDS: Final = sorted(path.stem if path.name != "story.yml" else path.parent.name
                    for path in (*ROOT.glob("stories/*.yml"), *ROOT.glob("stories/*/story.yml"))
                    if path.stem not in ("course", "skills", "sources", "phrases"))  # fmt: skip
SAID: Final = "What is said and told"
FOLLOWS: Final = "What follows"


@cache
def shipped() -> Checked:
    return check(find_course([ROOT / "stories"], root=ROOT).sources, Settings())


@cache
def bounds_of(id: str) -> Bounds:
    graph = next(each for each in shipped().graphs if each.story.id == id)
    return bounds(graph)


def bounds(graph: StoryGraph, limit: int = MAX_COMBINATIONS) -> Bounds:
    found = prove(graph, limit)
    return Bounds(graph, found if isinstance(found, Proof) else None)


@cache
def read(id: str, suffix: str) -> Storyboard:
    return read_back(write_storyboard(storyboard(bounds_of(id), shipped().course), suffix), suffix)


def written(text: str, suffix: str, limit: int = MAX_COMBINATIONS) -> Storyboard:
    """The storyboard of a small story, read back."""
    return read_back(write_storyboard(storyboard(bounds(graph_of(text), limit), Course()), suffix), suffix)


def bare(text: str | None) -> str:
    """The letters of a text, as its markup and its line breaks are the file's own business."""
    return "".join(plain(text).split())


def tight(text: str) -> str:
    return "".join(text.split())


each_story = pytest.mark.parametrize("id", IDS)
each_file = pytest.mark.parametrize("suffix", SUFFIXES)


# -- every word, in its place --


@each_story
@each_file
def test_every_scene_has_its_words_and_its_choices_in_its_own_place(id: str, suffix: str) -> None:
    found, graph = read(id, suffix), bounds_of(id).graph
    numbers = storyline(bounds_of(id)).numbers(graph.story.outcomes)
    for scene in graph.story.scenes.values():
        section = found.scene(numbers[scene.id])
        assert section.title.endswith(scene.title or "") and section.places == [place(numbers[scene.id], suffix)]
        lines = [row for row in section.rows if "Who" in row]
        told = [tight(row[SAID]) for row in lines]
        for line, words in zip(scene.lines, _said(graph, scene, lines), strict=True):
            assert tight(words).endswith(bare(line.text))
        assert not scene.hint or bare(scene.hint) in told
        assert all(row["Comment"] == "" for row in section.rows)
        choices = [row for row in section.rows if FOLLOWS in row]
        assert len(choices) == len(scene.choices)
        for choice, row in zip(scene.choices, choices, strict=True):
            target = numbers[choice.goto]
            assert tight(row["Choice"]).startswith(f"{numbers[scene.id]}.{choice.position + 1}")
            assert (choice.rating or "").capitalize() in row["Choice"]
            assert bare(choice.text) in tight(row["What the learner says or does"])
            assert tight(row[FOLLOWS]).startswith(bare(choice.reaction))
            assert f"Go to {target}. " in row[FOLLOWS]
            coach = tight(row.get("What the coach says", ""))
            assert coach.startswith(bare(choice.feedback)) and bare(choice.better) in coach
            assert tight(row.get("Why it tempts", "")) == bare(choice.tempting)


def _said(graph: StoryGraph, scene: Scene, rows: list[dict[str, str]]) -> Iterator[str]:
    """The words that somebody says or the narrator tells, after seeing that they are whose they should be."""
    names = [_who(graph, line) for line in scene.lines]
    spoken = [row for row in rows if row["Who"] in names]
    assert [row["Who"] for row in spoken] == names
    yield from (row[SAID] for row in spoken)


def _who(graph: StoryGraph, line: Line) -> str:
    if line.speaker is None:
        return "Narrator"
    name = graph.story.cast[line.speaker].name
    return f"{name} ({line.mood})" if line.mood else name


@each_story
@each_file
def test_every_outcome_is_told_at_the_end(id: str, suffix: str) -> None:
    found, graph = read(id, suffix), bounds_of(id).graph
    numbers = storyline(bounds_of(id)).numbers(graph.story.outcomes)
    order = [each.title for each in found.sections]
    for outcome in graph.story.outcomes.values():
        section = found.scene(numbers[outcome.id])
        assert order.index(section.title) > order.index("How it can end")
        _assert_told(section, outcome)


def _assert_told(section: Section, outcome: Outcome) -> None:
    told = {row["Part"]: tight(row["What the learner reads"]) for row in section.rows}
    assert section.title.endswith(outcome.title)
    assert told.get("How it ends", "") == bare(outcome.text)
    assert told.get("Debrief", "") == bare(outcome.debrief)
    for whom, text in outcome.aftermath.items():
        assert told[f"What it came to: {whom.replace('-', ' ')}"] == bare(text)
    assert all(bare(question) in told["To think about"] for question in outcome.reflect)


@each_story
@each_file
def test_the_front_tells_what_the_story_is(id: str, suffix: str) -> None:
    found, story = read(id, suffix), bounds_of(id).graph.story
    assert found.sections[0].title == story.title
    about = {row["About"]: row["What the author says"] for row in found.sections[1].rows}
    assert tight(about["Summary"]) == bare(story.summary)
    assert all(bare(each) in tight(about["Goal"]) for each in story.objectives)
    counted = next(each for each in found.sections if each.title == "What the story keeps count of")
    assert len(counted.rows) == len(story.state)
    facts = next(each for each in found.sections if each.title == "What there is to find out")
    assert [tight(row["The learner can find out"]) for row in facts.rows] == [
        bare(each) for each in story.facts.values()
    ]


@each_story
@each_file
def test_every_link_leads_to_a_scene(id: str, suffix: str) -> None:
    found = read(id, suffix)
    places = [place for section in found.sections for place in section.places]
    assert len(places) == len(set(places)) and found.links
    assert set(found.links) <= set(places)


@each_file
def test_the_notes_of_a_story_are_open_points(suffix: str) -> None:
    found = read("twenty-five-minutes", suffix)
    points = next(each for each in found.sections if each.title == "Notes and open points")
    notes = bounds_of("twenty-five-minutes").graph.story.notes
    assert [tight(row["What"]) for row in points.rows] == [bare(note.text) for note in notes]
    assert [row["Where"] for row in points.rows] == ["Clock", "4. Still there", "9. Six"]
    inside = next(each for each in found.sections if each.title.endswith(". Still there"))
    assert any(row["Who"] == "Note for reviewers" for row in inside.rows)


def place(number: int, suffix: str) -> str:
    return f"scene_{number}" if suffix == ".docx" else f"scene-{number}"


# -- the order --

TWISTS: Final = """
    state: {trust: {start: 1, min: 0, max: 9}}
    interrupts: [{when: trust >= 9, goto: upstairs}]
    scenes:
      ringing:
        text: Hello?
        choices:
          - {say: Wait., goto: waiting, rating: weak}
          - {say: Tell me., goto: sorting, rating: strong, change: {trust: +9}}
      lost: {text: Nobody comes here., next: waiting}
      waiting: {text: Four minutes pass., next: further}
      further: {text: Five., next: gone}
      sorting: {text: Sorted., next: settled}
      upstairs: {text: The manager comes., next: settled}
    outcomes:
      settled: {result: success, title: All is well}
      gone: {result: failure, title: Gone}
    """


@each_file
def test_the_best_path_comes_first_then_the_branches_and_last_what_no_play_comes_to(suffix: str) -> None:
    text = TWISTS.replace("change: {trust: +9}", "change: {trust: +1}")
    titles = [each.title for each in written(text, suffix).sections]
    order = titles[titles.index("The best path") :]
    assert order[:9] == [
        "The best path", "1. Ringing", "2. Sorting",
        "The branches", "Branch from 1.1: Wait.", "3. Waiting", "4. Further",
        "Where no play comes to", "5. Lost",
    ]  # fmt: skip
    assert order[9:13] == ["6. Upstairs", "How it can end", "7. All is well", "8. Gone"]


@each_file
def test_a_scene_that_only_an_interrupt_leads_to_says_when(suffix: str) -> None:
    text = TWISTS.replace("trust >= 9", "trust <= 0").replace("rating: weak", "rating: weak, change: {trust: -1}")
    titles = [each.title for each in written(text, suffix).sections]
    at = titles.index("At any time, once trust is 0 or less")
    assert titles[at + 1] == "3. Upstairs"


@each_file
def test_without_a_way_to_succeed_the_storyboard_begins_at_the_start(suffix: str) -> None:
    found = written(TWISTS.replace("result: success", "result: partial"), suffix)
    titles = [each.title for each in found.sections]
    assert titles[titles.index("From the start") + 1] == "1. Ringing"
    assert "No play is known to succeed" in found.sections[titles.index("From the start")].words


@each_file
def test_a_story_too_large_to_search_still_has_a_storyboard(suffix: str) -> None:
    titles = [each.title for each in written(TWISTS, suffix, limit=1).sections]
    assert "From the start" in titles and "Where no play comes to" in titles


def test_a_label_stands_on_the_front() -> None:
    document = storyboard(bounds(graph_of(TWISTS)), Course(), "Version 3, for the <desk>")
    for suffix in SUFFIXES:
        assert "Version 3, for the <desk>" in read_back(write_storyboard(document, suffix), suffix).sections[0].words


# -- what changed --

OLD: Final = """
    summary: Ann has waited in.
    scenes:
      ringing:
        hint: What did she say?
        lines: [{text: The phone has rung for a long time now.}, {text: It stops.}]
        choices:
          - {id: sorry, say: I am sorry about all of that., goto: settled, feedback: Good.}
          - {id: number, say: What is your number?, goto: gone, rating: weak}
          - {id: hold, do: Put her on hold., goto: gone}
      cellar: {text: Nobody is here.}
    outcomes:
      settled: {result: success, title: She has a plan, debrief: You asked.}
      gone: {result: failure, title: She hangs up}
    """.replace("Nobody is here.}", "Nobody is here., next: gone}")
NEW: Final = """
    summary: Ann has waited in twice.
    scenes:
      ringing:
        hint: What did she say?
        lines: [{text: The phone has rung for a very long time now.}, {text: You cough.}]
        choices:
          - {id: sorry, say: I am sorry about all of that., goto: waiting, feedback: Good., better: Say why.}
          - {id: number, say: What is your number?, goto: gone, rating: fair}
          - {id: tea, do: Offer tea., goto: settled}
      waiting: {text: The kettle boils., next: settled}
    outcomes:
      settled: {result: success, title: She has a plan, debrief: You asked first.}
      gone: {result: failure, title: She hangs up}
    """


def marked(suffix: str, old: str | None = OLD, new: str = NEW) -> Storyboard:
    """The storyboard of a story with what changed in it."""
    graph = graph_of(new)
    found = changes(None if old is None else graph_of(old), graph)
    document = storyboard(bounds(graph), Course(), "", revised(found if found.kind else None, "v1"))
    return read_back(write_storyboard(document, suffix), suffix)


@each_file
def test_what_changed_is_listed_at_the_front_in_the_order_of_the_scenes(suffix: str) -> None:
    (news,) = (each for each in marked(suffix).sections if each.title == "What has changed since v1")
    assert [row["Where"] for row in news.rows] == [
        "Summary", "1. Ringing", "2. Waiting", "Cellar", "3. She has a plan",
    ]  # fmt: skip
    summary, ringing, waiting, cellar, plan = (tight(row["What has changed"]) for row in news.rows)
    assert summary == tight("Ann has waited in. in twice.")
    assert tight("1.1 Changed") in ringing and tight("Where it leads: She has a plan Waiting") in ringing
    assert tight("Better wording: Say why.") in ringing and tight("1.2 Changed Rating: weak fair") in ringing
    assert tight("1.3 New") in ringing and tight("A choice was taken out: Put her on hold.") in ringing
    assert (waiting, cellar) == ("New", tight("Taken out Nobody is here."))
    assert plan == tight("Debrief: You asked. asked first.")


@each_file
def test_what_changed_is_marked_where_it_stands(suffix: str) -> None:
    found = marked(suffix)
    ringing, waiting = found.scene(1), found.scene(2)
    assert (ringing.title, waiting.title) == ("1. Ringing Changed", "2. Waiting New")
    assert found.scene(3).title == "3. She has a plan Changed" and found.scene(4).title == "4. She hangs up"
    told = [row[SAID] for row in ringing.rows if "Who" in row]
    assert "The phone has rung for a very long time now." in told[0]
    assert any("It stops." in each for each in told) and any("You cough." in each for each in told)
    first, second, third, gone = (row for row in ringing.rows if "Choice" in row)
    assert "Changed" in first["Choice"] and "where it leads" in first["Choice"]
    assert tight(first["What the coach says"]) == tight("Good. Better: Say why.")
    assert "rating" in second["Choice"] and "New" in third["Choice"]
    assert gone["What the learner says or does"].strip() == "Put her on hold."


def test_words_that_came_and_words_that_went_look_different() -> None:
    graph = graph_of(NEW)
    document = storyboard(bounds(graph), Course(), "", revised(changes(graph_of(OLD), graph), "v1"))
    page = write_storyboard(document, ".html").decode()
    assert "The phone has rung for a <mark>very</mark> long time now." in page
    assert "<del>Put her on hold.</del>" in page and "<del>It stops.</del> <mark>You cough.</mark>" in page
    text = write_storyboard(document, ".md").decode()
    assert "The phone has rung for a **very** long time now." in text and "<del>Put her on hold.</del>" in text
    paper = docx.Document(io.BytesIO(write_storyboard(document, ".docx")))
    cells = (cell for table in paper.tables for row in table.rows for cell in row.cells)
    runs = [run for cell in cells for part in cell.paragraphs for run in part.runs]
    assert any(run.text == "very" and run.bold and not run.font.strike for run in runs)
    assert any(run.text == "Put her on hold." and run.font.strike for run in runs)


@each_file
def test_a_storyboard_says_that_nothing_changed_or_that_all_is_new(suffix: str) -> None:
    for old, words in ((NEW, "Nothing has changed in this story."), (None, "The whole story is new.")):
        found = marked(suffix, old)
        (news,) = (each for each in found.sections if each.title == "What has changed since v1")
        assert words in news.words and found.scene(1).title == "1. Ringing"


@each_file
def test_without_a_revision_nothing_is_marked(suffix: str) -> None:
    found = written(NEW, suffix)
    assert not any("What has changed" in each.title for each in found.sections)
    assert not any(each.title.endswith(("New", "Changed")) for each in found.sections)


def test_the_command_marks_what_changed_since_a_revision(tmp_path: Path) -> None:
    history = begin(tmp_path / "course")
    history.replace("stories/late.yml", "about that.", "about all that.")
    file = tmp_path / "late.md"
    command = [sys.executable, "-m", "builder", "storyboard", "late", "-o", str(file), "-C", str(history.folder)]
    subprocess.run([*command, "--since", "HEAD"], cwd=ROOT, check=True, capture_output=True)
    found = read_back(file.read_bytes(), ".md")
    assert found.scene(1).title == "1. Ringing Changed"
    assert any(each.title.startswith("What has changed since HEAD (") for each in found.sections)
    history.git("commit", "-am", "Say all of it")
    history.write("stories/late.yml", "format: 1\n")
    history.git("commit", "-am", "Break it")
    history.git("checkout", "HEAD~1", "stories/late.yml")
    ran = subprocess.run([*command, "--since", "HEAD"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert ran.returncode == 2 and "The story had errors at HEAD (" in ran.stderr


# -- the files --


def test_a_word_document_has_an_outline_and_tables_whose_heads_repeat() -> None:
    document = docx.Document(
        io.BytesIO(write_storyboard(storyboard(bounds_of("lobby-1140"), shipped().course), ".docx"))
    )
    page = document.sections[0]
    assert page.page_width is not None and page.page_height is not None and page.page_width > page.page_height
    styles = [str(each.style.name) for each in document.paragraphs if each.style is not None]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
    for table in document.tables:
        assert table.rows[0]._tr.trPr is not None and table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        about = table._tbl.tblPr.find(qn("w:tblCaption"))
        assert about is not None and about.get(qn("w:val"))
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {shipped().course.language}
    assert document.core_properties.title == "Lobby, 11:40: storyboard for review"


def test_every_style_of_a_word_document_is_one_that_it_has() -> None:
    graph = graph_of(
        HOSTILE.replace("[home]", "> a quotation\\n\\n1. one\\n2. two\\n\\n```\\ncode\\n```\\n\\n# Loud\\n\\n[home]")
    )
    document = docx.Document(io.BytesIO(write_storyboard(storyboard(bounds(graph), Course()), ".docx")))
    named = {each.style_id for each in document.styles}
    kinds = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    used = {each.get(qn("w:val")) for each in document.element.body.iter(*kinds)}
    assert {"Quote", "MacroText", "ListParagraph", "Hyperlink", "Storyboard"} <= used <= named


@pytest.mark.parametrize("seed", range(12))
def test_a_random_story_has_every_scene_once_in_every_file(seed: int) -> None:
    graph = graph_of(random_story(seed).partition("title: ")[2].partition("\n")[2])
    document = storyboard(bounds(graph), Course())
    for suffix in SUFFIXES:
        titles = [each.title for each in read_back(write_storyboard(document, suffix), suffix).sections]
        numbers = [int(title.partition(".")[0]) for title in titles if re.match(r"\d+\. ", title)]
        assert numbers == list(range(1, len(graph.story.scenes) + len(graph.story.outcomes) + 1))


def test_emphasis_is_a_look_and_not_asterisks() -> None:
    text = TWISTS.replace("Four minutes pass.", '"Two **long** minutes, *then* `four`.\\n\\n- one\\n- two"')
    document = docx.Document(io.BytesIO(write_storyboard(storyboard(bounds(graph_of(text)), Course()), ".docx")))
    (cell,) = (
        cell for table in document.tables for row in table.rows for cell in row.cells[1:2] if "Two long" in cell.text
    )
    first, one, two = cell.paragraphs
    assert [(run.text, run.bold, run.italic) for run in first.runs][:4] == [
        ("Two ", None, None), ("long", True, None), (" minutes, ", None, None), ("then", None, True),
    ]  # fmt: skip
    assert [each.style.name for each in (one, two) if each.style] == ["List Bullet", "List Bullet"]
    assert (one.text, two.text) == ("one", "two")


MAKING: Final = """
import sys
from pathlib import Path
from formats.test_storyboard import bounds_of, shipped
from builder.formats.storyboard import SUFFIXES, storyboard, write_storyboard
document = storyboard(bounds_of("collect-by-noon"), shipped().course)
for suffix in SUFFIXES:
    Path(sys.argv[1] + suffix).write_bytes(write_storyboard(document, suffix))
"""


def test_the_same_story_gives_the_same_bytes_wherever_and_whenever(tmp_path: Path) -> None:
    for seed, zone, name in (("1", "Asia/Tokyo", "one"), ("2", "America/Lima", "other")):
        command = [sys.executable, "-c", MAKING, str(tmp_path / name)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        environment["PYTHONPATH"] = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    for suffix in SUFFIXES:
        assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"other{suffix}").read_bytes()


def test_a_word_document_is_a_sound_zip_file_that_tells_of_no_moment() -> None:
    data = write_storyboard(storyboard(bounds_of("payroll-by-five"), shipped().course), ".docx")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        about = packed.read("docProps/core.xml").decode()
    assert "dcterms" not in re.sub(r'xmlns:\w+="[^"]*"', "", about) and "python-docx" not in about


def test_another_ending_is_refused_with_those_there_are() -> None:
    with pytest.raises(BuilderError, match=r"cannot be written as `\.pdf`.*\.docx.*\.html.*\.md"):
        write_storyboard(storyboard(bounds(graph_of(TWISTS)), Course()), ".pdf")


def test_what_is_too_long_for_word_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    document = storyboard(bounds(graph_of(TWISTS)), Course())
    monkeypatch.setattr(word, "MOST_SCENES", 7)
    with pytest.raises(BuilderError, match=r"has 8 scenes and outcomes.*Write the storyboard as `\.html` or `\.md`"):
        write_storyboard(document, ".docx")


# -- what gets out --

STRANGE: Final = (
    "a | b \\x07\\u0085 <script>alert(2)</script> </table> [x](javascript:alert(3)) ![y](z.png) "
    "]]> &lt; $x$ \\\\| ~~z~~"
)
TABLE: Final = f"{'w' * 3_000}\\nline | two\\n\\n# no heading\\n\\n| a | b |\\n| - | - |"
HOSTILE: Final = f"""
    cast: {{eve: {{name: "E|ve </td><b>", role: "x] | y"}}}}
    scenes:
      ringing:
        title: "A | `title` </h2><script>alert(1)</script> #"
        speaker: eve
        mood: "an|gry *"
        text: "{STRANGE}"
        choices:
          - {{say: "{TABLE}", goto: gone, tempting: "<img src=x onerror=alert(4)>"}}
    outcomes:
      gone: {{result: failure, title: "--- | ---", text: "[home](https://a.example/x|y) <https://b.example>"}}
    """


@each_file
def test_no_words_of_an_author_break_out_of_their_place(suffix: str) -> None:
    found = written(HOSTILE, suffix)
    scene = found.scene(1)
    assert "<script>alert(1)</script> #" in scene.title
    (told,) = (row for row in scene.rows if row.get("Who", "").startswith("E|ve"))
    assert told["Who"] == "E|ve </td><b> (an|gry *)"
    assert told[SAID].startswith("a | b") and told[SAID].endswith("]]> < $x$ | ~~z~~")
    assert "<script>alert(2)</script> </table> [x](javascript:alert(3))" in told[SAID]
    (choice,) = (row for row in scene.rows if FOLLOWS in row)
    assert "w" * 3_000 in choice["What the learner says or does"]
    assert tight(choice["Why it tempts"]) == "<imgsrc=xonerror=alert(4)>"


@pytest.mark.parametrize("suffix", [".html", ".md"])
def test_a_page_holds_no_element_of_an_authors_own(suffix: str) -> None:
    data = write_storyboard(storyboard(bounds(graph_of(HOSTILE)), Course()), suffix).decode()
    if suffix == ".md":
        from markdown_it import MarkdownIt

        data = MarkdownIt("commonmark", {"html": True}).enable("table").render(data)
    top = tree(data)
    assert not list(top.all("script", "img", "b", "svg", "iframe"))
    addresses = [each.attributes["href"] for each in top.all("a") if "href" in each.attributes]
    assert {each for each in addresses if not each.startswith("#")} == {"https://a.example/x%7Cy", "https://b.example"}


def drawing(graph: StoryGraph, kept: Path) -> Any:
    """What draws the map of a story for its storyboard."""
    return lambda link, condition: draw(graph, "author", kept, link=link, condition=condition)


def test_the_page_holds_the_map_whose_scenes_lead_to_their_places_and_the_other_files_do_not(tmp_path: Path) -> None:
    found = bounds(graph_of(TWISTS.replace("Hello?", "Hello?\n        title: <script>alert(1)</script>")))
    document = storyboard(found, Course(), draw=drawing(found.graph, tmp_path))
    page = read_back(write_storyboard(document, ".html"), ".html")
    places = [place for section in page.sections for place in section.places]
    (svg,) = tree(write_storyboard(document, ".html").decode()).all("svg")
    assert {each.attributes["href"] for each in svg.all("a")} == {f"#{place}" for place in places}
    assert not [*svg.all("script", "style", "image", "foreignobject")]
    for suffix in (".docx", ".md"):
        assert write_storyboard(document, suffix) == write_storyboard(storyboard(found, Course()), suffix)
