"""What a course covers: counted story by story, weighed exactly, and shown as tables that say the same."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from builder.flow.coverage import Coverage, story_cover
from builder.flow.figures import Figures, figures
from builder.flow.finished import Finished
from builder.flow.judging import judged
from builder.flow.practice import often_practised
from builder.flow.proof import Proof, prove
from builder.flow.skilled import skilled_success
from builder.model import Course
from builder.pages.compile import coverage_page
from builder.pages.coverage import coverage_view
from builder.pipeline import Checked, check
from builder.prose.manuscript import Manuscript, pooled
from builder.settings import MAX_COMBINATIONS, Settings
from builder.sources import CourseSources, Source, StorySource

from small_stories import graph_of  # isort: skip

HEAD = "format: 1\ntitle: {}\nstatus: {}\nchannel: phone\nsources: [{}]\n"
BODY = """
scenes:
  hello:
    text: Two days.
    choices:
      - {say: Go on., goto: plan, shows: [listen], rating: strong}
      - {say: Number., goto: plan, misses: [listen], rating: fair}
      - {say: Tut., goto: lost, misses: [listen], rating: weak}
  plan:
    text: And now?
    choices:
      - {say: By noon., goto: kept, shows: [own], rating: strong}
      - {say: Soon., goto: lost, misses: [own], rating: weak}
outcomes:
  kept: {result: success, title: A <plan>}
  lost: {result: failure, title: Gone}
"""
SKILLS = "skills: {listen: {title: Listen fully}, own: {title: Own it}, thank: {title: Thank}}"
LISTED = "sources: {a-1: {title: Let them finish, file: guide.txt}, a-2: {title: Own it}, a-3: {title: Thank them}}"
STORIES = {
    "one": HEAD.format("First & last", "published", "a-1, hearsay") + BODY,
    "two": HEAD.format("Second", "review", "a-1") + BODY,
    "three": HEAD.format("Third", "draft", "a-3") + BODY,
}


def checked() -> Checked:
    stories = (StorySource(id, Source(f"stories/{id}.yml", text.encode())) for id, text in STORIES.items())
    page = Source("stories/care.md", b"---\nsources: [a-2]\n---\n# After *care*\n")
    skills, listed = Source("stories/skills.yml", SKILLS.encode()), Source("stories/sources.yml", LISTED.encode())
    return check(
        CourseSources(tuple(stories), None, skills, None, listed, (page,)), Settings(), covering=True
    )  # fmt: skip


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    found = checked()
    return found.coverage(found.graphs)


def skilled(body: str) -> float | None:
    proof = prove(graph_of("status: published" + body), MAX_COMBINATIONS)
    assert isinstance(proof, Proof)
    found = judged(Finished(proof.graph, proof))
    assert found is not None
    return skilled_success(found)


def test_skills_are_counted_in_finished_stories_alone(coverage: Coverage) -> None:
    assert coverage.skills == {"listen": {"one": 1, "two": 1}, "own": {"one": 1, "two": 1}, "thank": {}}
    assert [story.id for story in coverage.drafts] == ["three"]


DECISIONS = """
state: {late: {start: false}}
scenes:
  hello:
    text: Two days.
    choices:
      - {say: a, goto: quarter, shows: [listen, thank]RATED}
      - {say: b, goto: rarely, misses: [listen]}
      - {say: c, goto: over}
      - {say: d, goto: over}
  quarter:
    text: And?
    choices:
      - {say: a, goto: over, when: not late, shows: [own, calm]}
      - {say: b, goto: over, when: not late, misses: [own]}
      - {say: c, goto: over, when: late, misses: [calm]}
  rarely: {text: So?, choices: [{say: a, goto: seldom}, {say: b, goto: over}]}
  seldom: {text: Oh., choices: [{say: a, goto: over, shows: [calm]}, {say: b, goto: over, misses: [calm]}]}
  never: {text: No., choices: [{say: a, goto: over, shows: [thank]}, {say: b, goto: over, misses: [thank]}]}
outcomes: {over: {result: success, title: Over}}
"""


def practised_in(body: str, limit: int = MAX_COMBINATIONS) -> dict[str, list[str]]:
    graph = graph_of("status: published" + body)
    proof = prove(graph, limit)
    found = often_practised(Finished(graph, proof if isinstance(proof, Proof) else None))
    return {skill: [scene.id for scene in scenes] for skill, scenes in found.items()}


def test_a_skill_is_practised_where_it_can_be_shown_or_missed_at_one_time_and_plays_come_by() -> None:
    rated, plain = DECISIONS.replace("RATED", ", rating: strong"), DECISIONS.replace("RATED", "")
    often = {"listen": ["hello"], "own": ["quarter"]}
    assert practised_in(rated) == often
    assert practised_in(plain) == {**often, "calm": ["seldom"]}
    assert practised_in(plain, limit=1) == {**often, "calm": ["seldom"], "thank": ["never"]}


def test_a_statement_is_met_by_finished_stories_and_by_pages(coverage: Coverage) -> None:
    met = {id: [each.title for each in where] for id, where in coverage.statements.items()}
    assert met == {"a-1": ["First & last", "Second"], "a-2": ["After *care*"], "a-3": []}
    unmet = [each.diagnostic for each in checked().findings if each.diagnostic.rule == "source-not-met"]
    assert [each.message for each in unmet] == ["No finished story or page meets `a-3`: Thank them."]


def test_odds_are_those_of_the_figures(coverage: Coverage) -> None:
    cover = coverage.stories[0]
    told = figures(cover.graph)
    assert isinstance(told, Figures)
    assert told.random_clicker is not None
    assert cover.outcomes == pytest.approx({each.outcome.id: each.random_clicker for each in told.outcomes})
    assert cover.random == pytest.approx(told.random_clicker["success"]) == pytest.approx(1 / 3)


def test_a_skilled_learner_takes_strong_choices_most_of_the_time(coverage: Coverage) -> None:
    assert coverage.stories[0].skilled == pytest.approx(0.95 * 0.80 / 0.85)
    choices = "{say: a, goto: good, rating: strong}, {say: b, goto: bad, rating: fair}, {say: c, goto: good}"
    ends = "outcomes: {good: {result: success, title: A}, bad: {result: partial, title: B}}"
    assert skilled(f"\nscenes: {{s: {{text: x, choices: [{choices}]}}}}\n{ends}") == pytest.approx(
        (0.80 + 0.075) / 0.95
    )


def test_a_skilled_learner_may_go_round_or_be_lost_for_good() -> None:
    """Once round costs nothing but another try; a scene without an end never succeeds."""
    ends = "outcomes: {good: {result: success, title: A}}"
    choices = "{say: a, goto: good, rating: strong}, {say: b, goto: s, rating: fair}"
    lost = "{say: c, goto: t, rating: weak}, {say: e, goto: t, rating: fair}"
    trap = "t: {text: y, choices: [{say: d, goto: t}]}"
    found = skilled(f"\nscenes: {{s: {{text: x, choices: [{choices}, {lost}]}}, {trap}}}\n{ends}")
    assert found == pytest.approx(0.80 / (1 - 0.15 / 2))


def test_the_page_says_what_the_coverage_says(coverage: Coverage) -> None:
    view = coverage_view(coverage, {"stories/care.md": "care/index.html"})
    assert [(row.link.words, row.decisions, row.total, row.stories) for row in view.skills] == [
        ("Listen fully", [1, 1], 2, 2),
        ("Own it", [1, 1], 2, 2),
        ("Thank", [0, 0], 0, 0),
    ]
    assert (view.twice, view.met) == (2, 2)
    assert [[tuple(link) for link in row.where] for row in view.statements][:2] == [
        [("First & last", "../../one/index.html"), ("Second", "../../two/index.html")],
        [("After care", "../../care/index.html")],
    ]
    assert [(row.first, row.title, row.random) for row in view.outcomes[:2]] == [
        (2, "A <plan>", "33.3 %"),
        (0, "Gone", "66.7 %"),
    ]
    assert (view.stories[0].random, view.stories[0].skilled, view.stories[0].grade) == ("33.3 %", "89.4 %", "not known")


def test_the_page_is_escaped_and_every_table_has_a_caption_and_headings(coverage: Coverage) -> None:
    body = coverage_page(coverage, {}).body
    assert "A &lt;plan&gt;" in body
    assert "After care" in body
    tables = re.findall(r"<table.*?</table>", body, re.DOTALL)
    assert len(tables) == 4
    for table in tables:
        assert re.search(r"<caption id=\"[\w-]+\"><span>[A-Z]", table)
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        assert all('scope="col"' in rows[0] and "<td" not in rows[0] for _ in rows)
    assert "Nowhere yet" in body
    assert not re.search(r"\b(?:strong|fair|weak|tempting)\b", unescape(re.sub(r"</?strong>", "", body)))


def test_a_course_of_drafts_has_a_page_that_says_so() -> None:
    draft = StorySource("three", Source("stories/three.yml", STORIES["three"].encode()))
    found = check(CourseSources((draft,)), Settings(), covering=True)
    body = coverage_page(found.coverage(found.graphs), {}).body
    assert "No story of this course is finished yet." in body
    assert "<table" not in body


def test_of_a_story_past_the_limit_no_chance_is_made_up() -> None:
    finished = Finished(graph_of("status: published" + DECISIONS.replace("RATED", "")), None)
    cover = story_cover(finished, Manuscript(finished.story))
    assert (cover.outcomes, cover.random, cover.skilled, cover.grade) == (None, None, None, None)
    practised = replace(cover, decisions={"listen": 2})
    assert Coverage(Course(), (practised,)).skills == {"listen": {finished.story.id: 2}}


def test_the_grade_is_that_of_all_that_the_author_wrote() -> None:
    long = DECISIONS.replace("RATED", "").replace("Two days.", "We wait for you at the door of the house. " * 12)
    finished = Finished(graph_of("status: published" + long), None)
    grade = pooled(Manuscript(finished.story))
    assert grade is not None and story_cover(finished, Manuscript(finished.story)).grade == grade
