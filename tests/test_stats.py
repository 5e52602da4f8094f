"""The figures that `coolhead stats` prints, against those that a naive interpreter counts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import naive
import pytest
import test_cli
from conftest import ROOT
from ruamel.yaml import YAML
from test_cli import Run, spoil

run = test_cli.run
course = test_cli.course

SHIPPED = sorted([*(ROOT / "stories").glob("*.yml"), *(ROOT / "stories").glob("*/story.yml")])
STORIES = [path for path in SHIPPED if path.name not in ("course.yml", "skills.yml", "sources.yml")]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_figures_of_our_stories_are_what_brute_force_counts(run: Run, path: Path) -> None:
    ran = run("stats", "--format", "json", path)
    (told,) = json.loads(ran.out)["stories"]
    story = naive.load(path)
    space = naive.explore(story)
    chances = naive.odds(story, space)
    by_result = naive.by_result(story, chances)
    assert (ran.status, told["id"]) == (0, path.parent.name if path.name == "story.yml" else path.stem)
    assert told == {
        "id": told["id"],
        "title": story.title,
        "scenes": len(story.scenes),
        "choices": sum(len(scene.choices) for scene in story.scenes.values()),
        "words": naive.count_words(naive.prose(story.raw)),
        "situations": len(naive.at_rest(space)),
        "plays": naive.count_plays(story, space)[0],
        "outcomes": {name: outcome(story, space, name, chances[name]) for name in story.outcomes},
        "random_clicker": pytest.approx(by_result, abs=1e-9),
        "unreachable_scenes": naive.unreachable_scenes(story, space),
        "never_offered_choices": naive.never_offered(story, space),
        "stuck_situations": len(naive.stuck(story, space)),
    }


def outcome(story: naive.Story, space: naive.Space, name: str, chance: float) -> dict[str, object]:
    there = [end for end in naive.ends(story, space) if end[0] == name]
    scores = [naive.score(story, end) for end in there]
    return {
        "result": story.outcomes[name].result,
        "reachable": bool(there),
        "fewest_choices": min((len(space.codes[end]) for end in there), default=None),
        "most_choices": naive.count_plays(story, space, name)[1],
        "random_clicker": pytest.approx(chance, abs=1e-9),
        "score": {"min": min(scores), "max": max(scores)} if scores else None,
    }


def test_json_has_the_promised_keys_in_the_promised_order(run: Run, course: Path) -> None:
    document = json.loads(run("stats", "-C", course, "--format", "json").out)
    assert list(document) == ["version", "stories", "course"]
    (story,) = document["stories"]
    assert list(story) == [
        "id", "title", "scenes", "choices", "words", "situations", "plays", "outcomes", "random_clicker",
        "unreachable_scenes", "never_offered_choices", "stuck_situations",
    ]  # fmt: skip
    assert list(story["random_clicker"]) == ["success", "partial", "failure", "never_ends"]
    assert list(story["outcomes"]["smile"]) == [
        "result", "reachable", "fewest_choices", "most_choices", "random_clicker", "score",
    ]  # fmt: skip


def test_what_a_loop_leaves_unbounded_is_null_and_what_is_not_reached_has_no_score(run: Run, course: Path) -> None:
    spoil(course, "goto: gone", "goto: counter")
    (story,) = json.loads(run("stats", "-C", course, "--format", "json").out)["stories"]
    assert (story["plays"], story["outcomes"]["smile"]["most_choices"]) == (None, None)
    assert story["outcomes"]["smile"]["random_clicker"] == pytest.approx(1, abs=1e-9)
    assert (story["outcomes"]["gone"]["reachable"], story["outcomes"]["gone"]["score"]) == (False, None)


def test_a_story_that_does_not_link_is_status_1_and_the_others_are_counted(run: Run, course: Path) -> None:
    (course / "stories" / "broken.yml").write_text("format: 2\n")
    ran = run("stats", "-C", course, "--format", "json")
    assert ran.status == 1
    assert [story["id"] for story in json.loads(ran.out)["stories"]] == ["latte"]
    assert "coolhead check" in ran.err


def test_authors_read_how_each_choice_fares(run: Run, course: Path) -> None:
    told = run("stats", "-C", course).out.splitlines()
    assert told[0] == "The cold latte (latte)"
    assert told[1].startswith("  1 scene, 2 choices, ")
    assert told[2] == "  3 situations, 2 plays"
    assert any(line.split() == ["smile", "success", "1", "50.00", "%", "100"] for line in told)
    row = next(line for line in told if line.startswith("  counter/1"))
    assert row.split()[1:7] == ["1", "1.00", "100.00", "%", "100.00", "%"]
    assert row.endswith("A fresh one is on its way.")


def test_a_title_does_not_steer_the_terminal(run: Run, course: Path) -> None:
    spoil(course, "title: The cold latte", 'title: "The \\u202ecold latte"')
    assert run("stats", "-C", course).out.startswith("The  cold latte (latte)\n")


def test_plays_are_printed_however_many_there_are(run: Run, course: Path) -> None:
    """Python refuses to write numbers of very many digits unless told otherwise."""
    lines = ["format: 1", "title: A long hall", "scenes:"]
    for number in range(400):
        choices = ", ".join([f"{{do: Walk on., goto: door-{number + 1}}}"] * 62)
        lines.append(f"  door-{number}: {{text: A door., choices: [{choices}]}}")
    lines += ["  door-400: {text: The last., next: out}", "outcomes:", "  out: {result: success, title: Out}"]
    (course / "stories" / "latte.yml").write_text("\n".join(lines))
    usual = sys.get_int_max_str_digits()
    try:
        sys.set_int_max_str_digits(640)
        ran = run("stats", "-C", course, "--format", "json")
        assert sys.get_int_max_str_digits() == 640
    finally:
        sys.set_int_max_str_digits(usual)
    assert json.loads(ran.out)["stories"][0]["plays"] == 62**400
    assert "717 digits" in run("stats", "-C", course).out


def test_past_the_limit_of_the_project_no_figure_is_made_up(run: Run, course: Path) -> None:
    (course / "mkdocs.yml").write_text("site_name: x\nplugins:\n  - coolhead: {limit: 5}\ndocs_dir: stories\n")
    spoil(course, "scenes:\n", "state:\n  calm: {start: 0, min: 0, max: 9}\nscenes:\n")
    spoil(course, "goto: smile}", "goto: smile, when: calm < 9, change: {calm: +1}}")
    (story,) = json.loads(run("stats", "-C", course, "--format", "json").out)["stories"]
    assert (story["situations"], story["plays"], story["outcomes"]) == (None, None, None)


def test_the_course_is_told_as_a_whole_and_only_as_a_whole(run: Run) -> None:
    document = json.loads(run("stats", "-C", ROOT, "--format", "json").out)
    told, raw = document["course"], {story["id"]: story for story in document["stories"]}
    assert list(told) == ["skills", "sources", "totals"]
    skills = YAML(typ="safe", pure=True).load(ROOT / "stories" / "skills.yml")["skills"]
    assert list(told["skills"]) == list(skills)
    for skill in told["skills"].values():
        assert skill["decisions"] == sum(skill["stories"].values())
        assert set(skill["stories"]) <= set(raw)
    totals = told["totals"]
    assert totals["words"] == sum(story["words"] for story in raw.values())
    assert totals["skills_in_two_stories"] == sum(len(skill["stories"]) > 1 for skill in told["skills"].values())
    assert json.loads(run("stats", STORIES[0], "--format", "json").out)["course"] is None


def test_the_course_tells_where_each_statement_of_its_sources_is_met(run: Run, course: Path) -> None:
    spoil(course, "title: The", "sources: [a-1, b-9]\nstatus: review\ntitle: The")
    (course / "stories" / "sources.yml").write_text("sources: {a-1: {title: One}, a-2: {title: Two}, 3: {title: C}}")
    (course / "stories" / "care.md").write_text("---\nsources: [a-2, a-1]\n---\n# After a hard call\n")
    told = json.loads(run("stats", "-C", course, "--format", "json").out)["course"]
    assert told["sources"] == {
        "a-1": {"stories": ["latte"], "pages": ["stories/care.md"]},
        "a-2": {"stories": [], "pages": ["stories/care.md"]},
        "3": {"stories": [], "pages": []},
    }
    assert (told["totals"]["sources"], told["totals"]["sources_met"]) == (3, 2)
