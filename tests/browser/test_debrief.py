"""The debrief at an outcome says what the play was, figure by figure, and leads back, on, and out onto paper."""

from __future__ import annotations

import json
import re
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from browser import course
from browser.axe import violations
from browser.eyes import look, open_everything
from browser.paper import drawn_pages
from browser.retold import Retold, retold, strong_play, words
from browser.test_looks import CUT_OFF, TOO_WIDE
from conftest import ROOT, OpenPage
from playwright.sync_api import Locator, Page, expect

from builder.flow.play import decode, encode, shown_order
from builder.flow.step import offered
from builder.model import Number
from builder.pages.telling import telling


def one_of_each_result() -> list[tuple[str, str]]:
    """Every story with the shortest play to one outcome of each result, and its strong play."""
    found = []
    for graph in course.graphs():
        story = graph.story
        ends = {outcome.result: outcome.id for outcome in story.outcomes.values()}
        codes = [course.shortest_plays(story.id)[outcome] for outcome in ends.values()]
        found += [(story.id, code) for code in dict.fromkeys([*codes, strong_play(story.id)])]
    return found


EVERY: Final = pytest.mark.parametrize(("story", "code"), one_of_each_result())
ONE_A_STORY: Final = pytest.mark.parametrize(("story", "code"), dict(one_of_each_result()).items())
A_FAILURE: Final = ("the-walk-in-fridge", "1122")


@pytest.fixture
def page(open_page: OpenPage, strict_site_url: str) -> Page:
    return open_page(url=strict_site_url)


def look_back(page: Page, story: str, code: str, base: str = "") -> Retold:
    """Open the outcome of a play, and wait for its debrief."""
    told = retold(story, code)
    page.goto("about:blank")  # where only the play differs, the debrief of the last one would still be there
    page.goto(f"{base}/{story}/{course.page_name(told.outcome)}#play={code}")
    expect(page.locator(".ch-debrief")).to_have_attribute("data-outcome", told.outcome)
    expect(page.locator(".ch-foot")).to_be_attached()  # the last that the player adds
    return told


def play(page: Page, stops: list[course.Stop]) -> None:
    """Press what leads from the first of the stops to the last, an outcome."""
    for stop in stops[:-1]:
        deed = "on" if stop.choice is None else stop.choice
        pressed = page.locator(f'[data-scene="{stop.place}"] button[value="{deed}"]')
        expect(pressed).to_be_visible()
        before = page.url
        pressed.click()
        expect(page).not_to_have_url(before)  # else the next press may come before there is an answer to this one


def part(page: Page, heading: str) -> Locator:
    return page.get_by_role("region", name=heading, exact=True)


def read(found: Locator) -> list[str]:
    """The words of each, seen or folded away, with single spaces and the quotation marks that a browser draws."""
    return [" ".join((each.text_content() or "").split()) for each in found.all()]


# -- what it says --


@EVERY
def test_what_it_says_is_true(page: Page, story: str, code: str) -> None:
    """One look at a debrief for all of it: bringing up a page costs far more than reading it."""
    told = look_back(page, story, code)
    each_step_tells_scene_words_and_what_they_did(page, told)
    the_table_has_every_value_of_the_curve(page, told)
    turning_points_are_the_largest_losses_in_the_chance_of_success(page, told)
    skills_facts_and_triggers_are_counted(page, told)
    only_what_was_come_to_is_named(page, told)
    the_record_holds_the_play(page, told)


def each_step_tells_scene_words_and_what_they_did(page: Page, told: Retold) -> None:
    steps = part(page, "Step by step")
    assert read(steps.locator("h3")) == [*told.step_names]
    assert read(steps.locator(".ch-said > span")) == told.said
    state = list(told.graph.story.state)
    for step, decision in zip(steps.locator(".ch-step").all(), told.decisions, strict=True):
        changed = []
        for number in told.told_numbers:
            was, now = (each.values[state.index(number.name)] for each in (decision.before, decision.then))
            changed += [f"{number.label or number.name.capitalize()} {was} to {now}"] * (was != now)
        lines = read(step.locator(".ch-changed li"))
        assert [re.sub(r":.*?(-?\d+ to -?\d+).*", r" \1", line) for line in lines] == changed
        for told_words in (decision.choice.feedback, decision.choice.better):
            assert words(told_words or "") in read(step)[0]


def the_table_has_every_value_of_the_curve(page: Page, told: Retold) -> None:
    moved = part(page, "How things moved")
    rows = [read(row.locator("td")) for row in moved.locator("tbody tr").all()]
    numbers = [[int(re.findall(r"-?\d+", cell)[-1]) for cell in row] for row in rows]
    assert numbers == [list(row) for row in zip(*(told.values(each.name) for each in told.told_numbers), strict=True)]
    heights = page.evaluate(HEIGHTS)
    for number, drawn in zip(told.told_numbers, heights, strict=True):
        values = told.values(number.name)
        assert drawn == pytest.approx([_height(number, value) for value in values], abs=0.01)


HEIGHTS: Final = """
() => [...document.querySelectorAll(".ch-track")].map(track =>
  [...track.querySelectorAll(".ch-point")].map(point => point.y.baseVal.valueInSpecifiedUnits))
"""


def _height(number: Number, value: int) -> float:
    """How far from the top a value is drawn, in hundredths: the most at 6, the least at 84."""
    return 84 - 78 * (value - number.min) / (number.max - number.min)


def turning_points_are_the_largest_losses_in_the_chance_of_success(page: Page, told: Retold) -> None:
    chances = told.chances()
    worth_telling = [
        number
        for number, (before, after) in chances.items()
        if (before - after) * 10 >= before and before != after and _in_a_hundred(before) != _in_a_hundred(after)
    ]
    dearest = sorted(worth_telling, key=lambda number: chances[number][1] - chances[number][0])[:3]
    cards = part(page, "Moments that mattered").locator(".ch-card")
    turns = cards.filter(has=page.get_by_text("A turning point", exact=True))
    names = [told.step_names[number - 1] for number in sorted(dearest)]
    assert read(turns.locator("h3")) == [f"A turning point {name}" for name in names]
    for turn, number in zip(turns.all(), sorted(dearest), strict=True):
        before, after = map(_in_a_hundred, chances[number])
        expect(turn).to_contain_text(f"at random, {before} would have come to a good end. After your answer, {after}.")
    helped = cards.filter(has=page.get_by_text("What helped most", exact=True))
    largest = max((after - before for before, after in chances.values()), default=0)
    for card in helped.all():
        number = int(re.findall(r"\d+", read(card.locator("h3"))[0])[0])
        assert chances[number][1] - chances[number][0] == largest


def _in_a_hundred(chance: int) -> str:
    match chance:
        case 0:
            return "none"
        case 1000:
            return "all of them"
        case _ if chance < 10:
            return "fewer than one"
        case _:
            return f"about {int(chance / 10 + 0.5)}"


def skills_facts_and_triggers_are_counted(page: Page, told: Retold) -> None:
    rows = part(page, "Skills").locator("dl > div")
    counted = {
        name: (int(shown), int(chances))
        for name, shown, chances in (
            re.fullmatch(r"(.*)shown at (\d+) of (\d+) chances?", row).groups()  # type: ignore[union-attr]
            for row in read(rows)
        )
    }
    assert counted == told.skills
    assert not re.search(r"%|per cent|master", " ".join(read(page.locator(".ch-debrief"))))
    facts = told.graph.story.facts
    found = part(page, "What you found out")
    assert set(read(found.locator("li"))) == {words(facts[fact]) for fact in told.facts}
    expect(found).to_contain_text(f"{len(told.facts)} of the {len(facts)} things")
    triggers = part(page, "Triggers")
    for name, ids in (("Set off:", told.tripped), ("Avoided:", told.avoided)):
        phrases = {f"{name} {', '.join(map(words, told.graph.story.triggers[each].phrases))}" for each in ids}
        assert set(read(triggers.locator("dt").filter(has_text=name))) == phrases


def only_what_was_come_to_is_named(page: Page, told: Retold) -> None:
    titles, outcomes = telling(told.graph).titles, told.graph.story.outcomes
    ways = part(page, "Where this story can go")
    expect(ways).to_contain_text(f"1 of {len(outcomes)} endings: “{outcomes[told.outcome].title}”")
    seen = page.locator(".ch-map-seen")
    assert {node.get_attribute("data-place") for node in seen.all()} == {*told.way}
    shown = {place for place in told.way if place in outcomes or told.graph.story.scenes[place].shown}
    assert sorted(read(page.locator(".ch-map-blank title"))) == sorted(titles[place] for place in shown)
    assert page.locator(".ch-map-node:not(.ch-map-seen) text").count() == 0
    unfound = {outcome.title for outcome in outcomes.values()} - {outcomes[told.outcome].title}
    whole = read(page.locator(".ch-debrief"))[0]
    assert not [title for title in unfound if title in whole]
    drawn, taken = _ways(page.locator(".ch-map-way[data-from]")), _ways(page.locator(".ch-map-taken[data-from]"))
    steps = set(pairwise(told.way))
    assert taken == steps & drawn
    assert page.locator(".ch-map-jump").count() == len(steps - drawn)


def _ways(found: Locator) -> set[tuple[str | None, str | None]]:
    return {(way.get_attribute("data-from"), way.get_attribute("data-to")) for way in found.all()}


@pytest.mark.parametrize("story", [graph.story.id for graph in course.graphs()])
def test_a_strong_way_is_shown_on_request_and_to_nobody_who_took_it(page: Page, story: str) -> None:
    strong = strong_play(story)
    look_back(page, story, strong)
    expect(page.get_by_text("Your way was a strong one.")).to_be_visible()
    look_back(page, story, next(code for each, code in one_of_each_result() if each == story and code != strong))
    expect(page.get_by_text("Trying again first teaches more")).to_be_visible()
    steps = page.locator(".ch-spoiler li")
    expect(steps.first).to_be_hidden()
    page.get_by_text("Show one strong way through").click()
    assert read(steps.locator(".ch-said > span")) == retold(story, strong).said


def test_a_challenge_shows_in_the_debrief_how_things_stood(open_page: OpenPage, small_url: str) -> None:
    page = open_page(url=small_url)
    page.goto("/never/out.html#play=0000")
    expect(part(page, "Step by step").locator(".ch-changed")).to_have_text(["Nerve: more (5 to 6), better"])
    assert read(part(page, "How things moved").locator("td")) == ["some (5)", *["more (6)"] * 4]
    expect(page.get_by_text("That was brave.")).to_have_count(1)


def test_a_story_with_nothing_to_learn_from_has_a_short_debrief(open_page: OpenPage, small_url: str) -> None:
    page = open_page(url=small_url)
    page.goto("/desk/ignored.html#play=1")
    expect(page.locator(".ch-debrief")).to_be_visible()
    assert read(page.locator(".ch-part > h2")) == [
        "How did that feel?",
        "Moments that mattered",
        "Step by step",
        "Where this story can go",
        "To think about",
        "Your record",
    ]


def test_an_assessed_story_tells_the_score(open_page: OpenPage, small_url: str) -> None:
    page = open_page(url=small_url)
    for ending, code, score in (("greeted", 0, 100), ("ignored", 1, 0)):
        page.goto(f"/desk/{ending}.html#play={code}")
        expect(page.locator(".ch-score")).to_have_text(f"Your score is {score} out of 100.")


# -- where it leads --


@pytest.mark.parametrize("story", [graph.story.id for graph in course.graphs()])
def test_going_back_to_a_moment_restores_it(page: Page, story: str) -> None:
    code = strong_play(story)
    told = look_back(page, story, code)
    last = len(decode(code))
    page.get_by_role("region", name="Step by step").get_by_text("Look closer").last.click()
    page.get_by_role("link", name=f"Go back to this moment in step {last}", exact=True).last.click()
    before = told.decisions[-1].before
    expect(page.locator("[data-scene]")).to_have_attribute("data-scene", before.place)
    expect(page).to_have_url(re.compile(f"#play={encode(decode(code)[:-1])}&"))
    expect(page.locator("h1")).to_be_focused()
    open_now = {choice.position for choice in offered(told.graph, before)}
    scene = told.graph.story.scenes[before.place]
    order = [each.position for each in shown_order(told.graph, scene, decode(code)[:-1])]
    buttons = [int(each.get_attribute("value") or "") for each in page.locator("button.ch-pick").all()]
    assert buttons == [position for position in order if position in open_now]
    stops = course.rests(story, code)
    play(page, stops[max(number for number, stop in enumerate(stops) if stop.choice is not None) :])
    expect(page.locator(".ch-debrief")).to_have_attribute("data-outcome", told.outcome)


def test_going_back_begins_a_new_attempt_even_where_there_is_no_way_back_in_play(
    open_page: OpenPage, small_url: str
) -> None:
    page = open_page(url=small_url)
    page.goto("/never/one.html")
    for _ in range(4):
        page.get_by_role("button", name="Open it.").click()
    step = part(page, "Step by step").locator(".ch-step").nth(1)
    step.get_by_role("link", name="Go back to this moment").click()
    expect(page.locator("h1")).to_have_text("The second door")
    expect(page.locator("button.ch-pick")).to_have_count(2)
    expect(page).to_have_url(re.compile("#play=0&"))


def test_the_debrief_is_there_after_playing_and_leaves_the_focus_on_the_heading(page: Page) -> None:
    story, code = A_FAILURE
    page.goto(f"/{story}/{retold(story, code).plays[0].situation.place}.html")
    play(page, course.rests(story, code))
    expect(page.locator(".ch-debrief")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_focused()
    levels = [int(each.evaluate("element => element.localName[1]")) for each in page.locator(":is(h1,h2,h3,h4)").all()]
    assert levels[0] == 1
    assert all(then - before <= 1 for before, then in pairwise(levels))


NEVER_AT_REST: Final = """
self.requestIdleCallback = (deed, options) => options?.timeout && setTimeout(deed, options.timeout);
"""


def test_the_debrief_comes_on_a_machine_that_never_rests(page: Page) -> None:
    page.add_init_script(NEVER_AT_REST)
    look_back(page, *A_FAILURE)


def test_own_words_are_there_again_after_a_reload(page: Page) -> None:
    look_back(page, *A_FAILURE)
    boxes = page.locator("textarea")
    for number, box in enumerate(boxes.all()):
        box.fill(f"my words {number} <b>&")
    page.reload()
    expect(page.locator(".ch-debrief")).to_be_visible()
    assert [box.input_value() for box in boxes.all()] == [f"my words {number} <b>&" for number in range(boxes.count())]


def test_own_words_hold_for_the_visit_where_nothing_is_kept(page: Page) -> None:
    page.add_init_script("Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error('no') }")
    story, code = A_FAILURE
    look_back(page, story, code)
    page.get_by_label("One thing I want to try").fill("breathe out")
    page.locator(".ch-card").get_by_role("link", name="Go back").last.click()
    expect(page.locator("[data-scene]")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("One thing I want to try")).to_have_value("breathe out")


def test_endings_found_before_are_counted_and_named(page: Page) -> None:
    story, code = A_FAILURE
    start = retold(story, code).plays[0].situation.place
    for each in (code, strong_play(story)):
        page.goto(f"/{story}/{start}.html")
        play(page, course.rests(story, each))
        expect(page.locator(".ch-debrief")).to_be_visible()
    outcomes = course.graph_of(story).story.outcomes
    expect(page.get_by_text("Your way was a strong one.")).to_be_visible()
    page.goto(f"/{story}/{course.page_name(retold(story, code).outcome)}#play={code}")
    expect(page.get_by_text("You have come to an ending more than once.")).to_be_visible()
    titles = ", ".join(f"“{outcomes[retold(story, each).outcome].title}”" for each in (code, strong_play(story)))
    expect(part(page, "Where this story can go")).to_contain_text(f"2 of {len(outcomes)} endings: {titles}.")


# -- the record --


def _downloaded(page: Page) -> Any:
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my record").click()
    return download.value.suggested_filename, json.loads(Path(download.value.path()).read_text(encoding="utf-8"))


DOCUMENTED: Final = json.loads(
    (ROOT / "docs/record.md").read_text(encoding="utf-8").split("```")[1].removeprefix("json")
)


def _shape(record: dict[str, Any]) -> list[list[str]]:
    """The keys of a record, and of the first of its decisions."""
    return [[*record], [*record["outcome"]], [*record["decisions"][0]]]


def _recorded(told: Retold) -> dict[str, Any]:
    outcome = told.graph.story.outcomes[told.outcome]
    return {
        "play": told.code,
        "said": told.said,
        "outcome": (outcome.id, outcome.title, outcome.result),
        "skills": told.skills,
        "triggers": told.tripped,
        "words": {"How did that feel?": "hot", "One thing I want to try in my next hard conversation": "breathe"},
    }


def _summed_up(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "play": record["play"],
        "said": [" ".join(each["said"].split()) for each in record["decisions"]],
        "outcome": (record["outcome"]["id"], record["outcome"]["title"], record["outcome"]["result"]),
        "skills": {each["title"]: (each["shown"], each["shown"] + each["missed"]) for each in record["skills"]},
        "triggers": set(record["triggers"]),
        "words": record["words"],
    }


def the_record_holds_the_play(page: Page, told: Retold) -> None:
    page.get_by_label("One line, for you alone").fill("hot")
    page.get_by_label("One thing I want to try").fill("breathe")
    name, record = _downloaded(page)
    assert name == f"coolhead-{told.graph.story.id}.json"
    assert _shape(record) == _shape(DOCUMENTED)
    assert _summed_up(record) == _recorded(told)
    known = [each.choice.id or each.choice.position + 1 for each in told.decisions]
    assert [each["choice"] for each in record["decisions"]] == known
    for number in told.told_numbers:
        label = number.label or number.name.capitalize()
        assert [each["state"][label] for each in record["decisions"]] == told.values(number.name)[1:]


def test_all_of_it_works_from_a_disk(open_page: OpenPage, built_site: Path) -> None:
    page = open_page(url=built_site.as_uri())
    told = look_back(page, *A_FAILURE, base=built_site.as_uri())
    page.get_by_label("One line, for you alone").fill("hot")
    page.get_by_label("One thing I want to try").fill("breathe")
    assert _summed_up(_downloaded(page)[1]) == _recorded(told)
    page.locator(".ch-card").get_by_role("link", name="Go back").last.click()
    expect(page.locator("[data-scene]")).to_have_attribute("data-scene", told.decisions[-1].before.place)


# -- what it looks like --


@pytest.mark.parametrize(
    ("story", "code", "width", "dark"),
    [(*play, *look) for play, look in zip(dict(one_of_each_result()).items(), cycle([(1280, False), (360, True)]))],
)
def test_axe_finds_nothing(open_page: OpenPage, site_url: str, story: str, code: str, width: int, dark: bool) -> None:
    page = open_page(width=width, dark=dark)
    look_back(page, story, code)
    for _ in ("folded", "unfolded"):
        assert not violations(page)
        open_everything(page)


@ONE_A_STORY
def test_nothing_is_cut_off_or_too_wide(open_page: OpenPage, story: str, code: str) -> None:
    for width, size in ((320, 1), (1280, 2)):
        page = open_page(width=width)
        look_back(page, story, code)
        open_everything(page)
        page.evaluate("size => { document.documentElement.style.fontSize = `${16 * size}px` }", size)
        assert not look(page, TOO_WIDE)
        assert not look(page, CUT_OFF)
        assert page.evaluate(NAMES_IN_VIEW) == []


NAMES_IN_VIEW: Final = """
() => [...document.querySelectorAll(".ch-curve text")].filter(each => {
  const [text, page] = [each.getBoundingClientRect(), document.documentElement];
  return text.left < 0 || text.right > page.clientWidth;
}).map(each => each.textContent)
"""


def test_the_names_of_the_lines_do_not_lie_on_one_another(page: Page) -> None:
    for story, code in one_of_each_result():
        look_back(page, story, code)
        boxes = [each.bounding_box() for each in page.locator(".ch-name").all()]
        sides = sorted((box["y"], box["y"] + box["height"]) for box in boxes if box is not None)
        assert all(one[1] <= other[0] + 4 for one, other in pairwise(sides)), (story, code, sides)


@ONE_A_STORY
def test_on_paper_it_is_black_unfolded_and_has_no_empty_page(page: Page, story: str, code: str) -> None:
    look_back(page, story, code)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('.ch-coach')).color") == "rgb(0, 0, 0)"
    expect(page.locator(".ch-step .ch-coach").first).to_be_visible()
    for tool in (".ch-record", ".ch-go", ".ch-next", ".ch-spoiler"):
        expect(page.locator(tool).first).to_be_hidden()
    pages = drawn_pages(page.pdf())
    assert len(pages) > 1
    assert all(b"Tj" in each or b"TJ" in each for each in pages)
