"""The learner's script plays every story as the play engine does: each situation, and each step from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page
from transcripts import corpus
from transcripts.corpus import Told
from transcripts.notation import FIRST, Row, written

from builder.flow.play import encode, shown_order
from builder.pages.playdata.logic import story_logic
from builder.pages.scripts import small_script
from builder.sources import Source, StorySource

CONSTANT: Final = b"""
format: 1
title: Always and never
interrupts: [{when: false, goto: out}]
scenes:
  door:
    lines: [{text: Heard., when: true}, {text: Not heard., when: false}]
    choices:
      - {say: Never., goto: out, when: false}
      - {say: Always., goto: hall, when: true}
      - {say: As well., goto: hall}
  hall:
    text: A hall.
    route: [{when: false, goto: out}, {goto: in}]
outcomes:
  in: {result: success, title: In, score: 0}
  out: {result: failure, title: Out}
"""

ENGINE: Final = Path(__file__).parents[2] / "builder/pages/assets/play/engine.js"


@pytest.fixture(scope="module")
def engine(chromium: Browser) -> Iterator[Page]:
    """An empty page on which the engine stands alone, made small as the site serves it."""
    page = chromium.new_page()
    source = small_script(ENGINE.read_bytes()).decode()
    page.evaluate(
        f"() => {{ {source}; window.engine = {{begin, offered, shuffled, choose, goOn, continues, replay}}; }}"
    )
    yield page
    page.close()


@pytest.mark.parametrize("source", corpus.shipped(), ids=lambda source: source.id)
def test_a_shipped_story_is_played_alike(engine: Page, source: StorySource) -> None:
    assert_alike(engine, corpus.tell(source))


@pytest.mark.parametrize("path", corpus.kept(), ids=lambda path: path.stem)
def test_a_random_story_is_played_alike(engine: Page, path: Path) -> None:
    assert_alike(engine, corpus.load(path))


def test_a_condition_that_is_always_or_never_true_is_played_alike(engine: Page) -> None:
    assert_alike(engine, corpus.tell(StorySource("constant", Source("stories/constant.yml", CONSTANT))))


def assert_alike(engine: Page, told: Told) -> None:
    rows = told.transcript.rows
    story = story_logic(told.graph, [])
    found = engine.evaluate(COMPARE, [story, [_row(told, row) for row in rows]])
    assert found["walked"] == len(rows), f"the script rests in {found['walked']} of {len(rows)} situations"
    wrong = [f"{written(rows[line])}\n    {told_by_script}" for line, told_by_script in found["wrong"]]
    assert not wrong, "\n".join(wrong[:10])


def _row(told: Told, row: Row) -> dict[str, Any]:
    """A line of the transcript as the page compares it: what the script says of a rest, and the steps from it."""
    scene = told.graph.story.scenes.get(row.situation.place)
    lines = range(len(scene.lines) if scene else 0)
    return {
        "code": encode(row.choices),
        "rest": {
            "place": row.situation.place,
            "values": row.situation.values,
            "visited": sorted(row.situation.visited),
            "withheld": [line for line in lines if line not in row.lines],
            "code": row.choices,
            "ons": row.gone_on,
            "score": row.score,
        },
        "order": [each.position for each in shown_order(told.graph, scene, row.choices)] if scene else [],
        "ways": [[way.choice, way.target - FIRST if isinstance(way.target, int) else way.target] for way in row.ways],
    }


COMPARE: Final = """
([story, rows]) => {
  const {begin, offered, shuffled, choose, goOn, continues, replay} = window.engine;
  story = JSON.parse(story);
  const wrong = new Map();
  const told = ({place, values, visited, withheld, code, ons, score}) =>
    ({place, values, visited: [...visited].sort(), withheld, code, ons, score: score ?? null});
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const compare = (line, found, wanted) => same(found, wanted) || wrong.set(line, JSON.stringify(found));
  const situation = ({place, values, visited}) => ({place, values, visited});
  const rests = [begin(story)].filter(Boolean);  // as many as are known, by line; a line is known before it is read
  rows.forEach((row, line) => {
    const rest = rests[line];
    if (!rest) return wrong.set(line, "never comes here");
    compare(line, told(rest), row.rest);
    const ways = continues(story, rest) ? [null] : offered(story, rest);
    compare(line, ways, row.ways.map(([choice]) => choice));
    compare(line, shuffled(story, rest, row.order.toSorted()), row.order);
    for (const [choice, target] of row.ways) {
      const next = choice === null ? goOn(story, rest) : choose(story, rest, choice);
      if (target === "endless" || next === null) compare(line, next, target === "endless" ? null : "a rest");
      else if (target !== "beyond") {
        compare(line, situation(told(next)), situation(rows[target].rest));
        rests[target] ??= next;
      }
    }
    const again = replay(story, row.code);
    let last = again.rests.at(-1);
    for (let on = 0; on < row.rest.ons; on++) last = goOn(story, last);
    compare(line, [again.problem, again.good, told(last)], [false, row.rest.code.length, row.rest]);
  });
  return {walked: rests.filter(Boolean).length, wrong: [...wrong]};
}
"""
