"""What changed in a story: every sort of edit is told as exactly what it is, and as nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, permutations
from typing import Final

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from random_stories import random_story

from builder.flow.changes import StoryChanges, changes
from builder.flow.changes.edits import Edit, edits
from builder.flow.changes.odds import MOVED, Chances, OddsChanges, OutcomeOdds, odds_changes
from builder.flow.changes.pairing import Pair, by, by_words, paired
from builder.flow.changes.wording import MOST_WORDS, compared
from builder.flow.finished import Finished
from builder.flow.judging import judged
from builder.flow.link import StoryGraph, link
from builder.flow.proof import Proof, prove
from builder.flow.skilled import SKILLED, skilled_outcomes, skilled_success
from builder.model import (
    Branch,
    CastMember,
    Course,
    Flag,
    Interrupt,
    Line,
    Media,
    Number,
    Reviewed,
    Story,
    Trigger,
    Walkthrough,
    Word,
)
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

COAT: Final = (ROOT / "stories" / "the-green-coat.yml").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def graph_of(text: str) -> StoryGraph:
    read = read_story(StorySource("tale", Source("tale.yml", text.encode())))
    graph, findings = link(read.story, Course())
    assert graph is not None, (read.findings, findings)
    return graph


def edited(*replacements: tuple[str, str], text: str = COAT) -> str:
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    return text


def told(found: StoryChanges) -> list[str]:
    """Everything that changed, a line each."""
    lines = [f"story {_edit(each)}" for each in found.edits]
    for scene in found.scenes:
        lines += [f"scene {scene.now.id} {scene.kind}"] if scene.kind != "changed" else []
        lines += [f"scene {scene.old.id} renamed {scene.now.id}"] if scene.renamed and scene.old else []
        lines += [f"scene {scene.now.id} {_edit(each)}" for each in scene.edits]
        for choice in scene.choices:
            name = f"choice {scene.now.id}/{choice.now.name}"
            lines += [f"{name} {choice.kind}"] if choice.kind in ("added", "removed") else []
            lines += [f"{name} elsewhere {choice.elsewhere}"] if choice.elsewhere else []
            lines += [f"{name} moved"] if choice.moved else []
            lines += [f"{name} {_edit(each)}" for each in choice.edits]
    for outcome in found.outcomes:
        lines += [f"outcome {outcome.now.id} {outcome.kind}"] if outcome.kind != "changed" else []
        lines += [f"outcome {outcome.old.id} renamed {outcome.now.id}"] if outcome.renamed and outcome.old else []
        lines += [f"outcome {outcome.now.id} {_edit(each)}" for each in outcome.edits]
    return lines


def _edit(edit: Edit) -> str:
    return f"{'/'.join(map(str, edit.route))} {edit.kind}: {_short(edit.old)} > {_short(edit.new)}"


def _short(text: str | None) -> str:
    return "nothing" if text is None else " ".join(text.split())[:24].rstrip()


PLANTED: Final[dict[str, tuple[list[tuple[str, str]], list[str]]]] = {
    "a title": (
        [("title: The Green Coat", "title: The Red Coat")],
        ["story title changed: The Green Coat > The Red Coat"],
    ),
    "the mode": (
        [("title: The Green Coat", "title: The Green Coat\nmode: challenge")],
        ["story mode changed: practice > challenge", "story retry changed: anywhere > never"],
    ),
    "the start": ([("start: counter", "start: unwrapped")], ["story start changed: counter > unwrapped"]),
    "a variable's limit": (
        [("    start: 5\n    min: 0\n    max: 10", "    start: 5\n    min: 0\n    max: 12")],
        ["story state/trust/max changed: 10 > 12"],
    ),
    "a word for a value": (
        [("4: will hear you out", "4: might hear you out")],
        ["story state/trust/words/4 changed: will hear you out > might hear you out"],
    ),
    "a new variable": (
        [("facts:\n", "  late:\n    start: false\n\nfacts:\n")],
        ["story state/late added: nothing > a flag, at first false"],
    ),
    "somebody more": (
        [("  callum: {name", "  amal: {name: Amal}\n  callum: {name")],
        ["story cast/amal added: nothing > Amal"],
    ),
    "a fact": (
        [("The coat was to be hers.", "The coat was to be her present.")],
        ["story facts/layla changed: Her daughter Layla is ei > Her daughter Layla is ei"],
    ),
    "what provokes": (
        [("phrases: [lift the hem, lift the coat]", "phrases: [lift the hem, lift the coat, lift it]")],
        ["story triggers/touching/phrases/2 added: nothing > lift it"],
    ),
    "an interrupt that leads elsewhere": (
        [("{when: tension >= 10, goto: taken-home}", "{when: tension >= 10, goto: the-quiet}")],
        ["story interrupts/0/goto changed: taken-home > the-quiet"],
    ),
    "an interrupt's condition": (
        [("{when: tension >= 10, goto: taken-home}", "{when: tension >= 9, goto: taken-home}")],
        ["story interrupts/0/when changed: tension >= 10 > tension >= 9"],
    ),
    "a scene's title": (
        [("title: Out of the bag", "title: On the hanger")],
        ["scene unwrapped title changed: Out of the bag > On the hanger"],
    ),
    "a line reworded": (
        [("as people do in shops", "as they do in shops")],
        ["scene unwrapped lines/0/text changed: She has the bag up over > She has the bag up over"],
    ),
    "a line with other words altogether": (
        [("          “That’s her,” says Callum, from behind the shirts.", "          Callum points.")],
        ["scene counter lines/2/text changed: “That’s her,” says Callu > Callum points."],
    ),
    "another mood": (
        [("        mood: whispering", "        mood: shouting")],
        ["scene counter lines/2/mood changed: whispering > shouting"],
    ),
    "what a scene does": (
        [("{tension: +2}\n    hint: What would you", "{tension: +3}\n    hint: What would you")],
        ["scene the-quiet change/tension changed: +2 > +3"],
    ),
    "a choice reworded": (
        [("been a slight issue with it, Ms", "been a small problem with it, Ms")],
        ["choice counter/slight-issue say changed: There’s been a slight is > There’s been a small pro"],
    ),
    "a choice that is done and no longer said": (
        [("say: There’s been a slight issue with it", "do: There’s been a slight issue with it")],
        [
            "choice counter/slight-issue say removed: There’s been a slight is > nothing",
            "choice counter/slight-issue do added: nothing > There’s been a slight is",
        ],
    ),
    "a choice redirected": (
        [("what you think.\n        goto: unwrapped", "what you think.\n        goto: the-quiet")],
        ["choice counter/slight-issue goto changed: unwrapped > the-quiet"],
    ),
    "a choice's effect": (
        [("goto: the-quiet\n        change: {trust: +2}", "goto: the-quiet\n        change: {trust: +1, tension: -1}")],
        [
            "choice counter/bad-news change/trust changed: +2 > +1",
            "choice counter/bad-news change/tension added: nothing > -1",
        ],
    ),
    "a choice's condition": (
        [("you can see what you think.\n", "you can see what you think.\n        when: trust >= 5\n")],
        ["choice counter/slight-issue when added: nothing > trust >= 5"],
    ),
    "a rating": (
        [("rating: fair\n        tempting: It’s gentle", "rating: weak\n        tempting: It’s gentle")],
        ["choice counter/slight-issue rating changed: fair > weak"],
    ),
    "feedback": (
        [("Soft words made her guess", "Such soft words made her guess")],
        ["choice counter/slight-issue feedback changed: Soft words made her gues > Such soft words made her"],
    ),
    "skills": (
        [("{trust: +2}\n        shows: [be-honest, own-it]", "{trust: +2}\n        shows: [be-honest]")],
        ["choice counter/bad-news shows/1 removed: own-it > nothing"],
    ),
    "a choice's id": (
        [("slight-issue", "soft-words")],
        [
            "choice counter/soft-words id changed: slight-issue > soft-words",
        ],
    ),
    "a scene renamed": ([("unwrapped", "on-the-hanger")], ["scene unwrapped renamed on-the-hanger"]),
    "an outcome renamed": ([("taken-home", "carried-home")], ["outcome taken-home renamed carried-home"]),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_edit_is_told_as_what_it_is_and_as_nothing_else(name: str) -> None:
    replacements, expected = PLANTED[name]
    assert told(changes(graph_of(COAT), graph_of(edited(*replacements)))) == expected


@pytest.mark.parametrize("name", PLANTED)
def test_an_edit_taken_back_is_told_the_other_way_round(name: str) -> None:
    replacements, expected = PLANTED[name]
    there = changes(graph_of(COAT), graph_of(edited(*replacements)))
    back = changes(graph_of(edited(*replacements)), graph_of(COAT))
    turned = {"added": "removed", "removed": "added"}
    assert sorted(_edit(each) for each in _all_edits(back)) == sorted(
        f"{'/'.join(map(str, each.route))} {turned.get(each.kind, each.kind)}: {_short(each.new)} > {_short(each.old)}"
        for each in _all_edits(there)
    )
    assert len(told(back)) == len(expected)


def _all_edits(found: StoryChanges) -> Iterator[Edit]:
    yield from found.edits
    for scene in found.scenes:
        yield from scene.edits
        for choice in scene.choices:
            yield from choice.edits
    for outcome in found.outcomes:
        yield from outcome.edits


SHORT: Final = """format: 1
title: A story
state: {trust: {start: 1, min: 0, max: 9}}
scenes:
  one:
    title: The first
    text: The phone rings, and it is her again.
    choices:
      - {say: Good morning to you., goto: two}
      - {id: rude, say: What is it this time?, goto: bad}
      - {do: Let it ring., goto: three}
  two: {text: Later that day., next: three}
  three:
    route: [{when: trust >= 4, goto: good}, {when: visited(two), goto: one}, {goto: bad}]
outcomes:
  good: {result: success, title: Well done}
  bad: {result: failure, title: Oh dear}
walkthroughs:
  - {name: rude, choices: [one/rude], expect: {outcome: bad}}
"""
"""Choices without ids, passing scenes, and names in every place that has them."""


def short_changes(*replacements: tuple[str, str]) -> list[str]:
    return told(changes(graph_of(SHORT), graph_of(edited(*replacements, text=SHORT))))


def test_a_scene_that_came_and_one_that_went_are_told_as_a_whole() -> None:
    extra = "  four:\n    text: Something else altogether.\n    choices: [{say: Oh., goto: bad}]\n"
    assert short_changes(("outcomes:", f"{extra}outcomes:")) == ["scene four added"]
    back = changes(graph_of(edited(("outcomes:", f"{extra}outcomes:"), text=SHORT)), graph_of(SHORT))
    assert told(back) == ["scene four removed"]
    assert back.counts() == {("scene", "removed"): 1, ("choice", "removed"): 1}
    passing = edited(("outcomes:", "  four: {text: Something else altogether., next: bad}\noutcomes:"), text=SHORT)
    assert changes(graph_of(SHORT), graph_of(passing)).counts() == {("scene", "added"): 1}


def test_a_name_that_is_new_everywhere_is_one_renaming() -> None:
    assert short_changes(("two", "later")) == ["scene two renamed later"]
    assert short_changes(("three", "sorting")) == ["scene three renamed sorting"]
    assert short_changes((" bad", " poor")) == ["outcome bad renamed poor"]


def test_a_choice_asks_for_a_renamed_scene_by_its_new_name() -> None:
    asking = edited(("goto: three}\n", "goto: three, when: not visited(two)}\n"), text=SHORT)
    assert told(changes(graph_of(asking), graph_of(edited(("two", "later"), text=asking)))) == [
        "scene two renamed later"
    ]


def test_a_word_that_a_walkthrough_expects_is_no_scene() -> None:
    word = ("max: 9}}", "max: 9}, plan: {start: two, one-of: [two, three]}}")
    expecting = edited(word, ("{outcome: bad}", "{plan: two}"), text=SHORT)
    naming = (("  two:", "  later:"), ("goto: two", "goto: later"), ("visited(two)", "visited(later)"))
    assert told(changes(graph_of(expecting), graph_of(edited(*naming, text=expecting)))) == ["scene two renamed later"]


def test_a_scene_renamed_and_edited_a_little_is_still_the_same_scene() -> None:
    assert short_changes(("two", "later"), ("Later that day.", "Later that evening.")) == [
        "scene two renamed later",
        "scene later lines/0/text changed: Later that day. > Later that evening.",
    ]


@pytest.mark.parametrize(("kept", "renamed"), [(5, True), (4, False)])
def test_half_of_the_words_make_a_scene_the_same_one(kept: int, renamed: bool) -> None:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    other = [word if place < kept else f"{word}ish" for place, word in enumerate(words)]
    old = edited(("Later that day.", " ".join(words)), text=SHORT)
    naming = (("  two:", "  then:"), ("goto: two", "goto: then"), ("visited(two)", "visited(then)"))
    found = changes(graph_of(old), graph_of(edited((" ".join(words), " ".join(other)), *naming, text=old)))
    assert (found.names.get("two") == "then") is renamed


def test_a_scene_with_another_name_and_other_words_is_another_scene() -> None:
    assert short_changes(("two", "elsewhere"), ("Later that day.", "Nobody calls.")) == [
        "choice one/1 goto changed: two > elsewhere",
        "scene two removed",
        "scene elsewhere added",
        "scene three route/1/when changed: visited(two) > visited(elsewhere)",
    ]


def test_a_choice_without_an_id_is_known_by_its_words_wherever_it_stands() -> None:
    first, second = (
        "      - {say: Good morning to you., goto: two}\n",
        "      - {id: rude, say: What is it this time?, goto: bad}\n",
    )
    assert short_changes((first, ""), (second, second + first)) == ["choice one/2 moved"]
    assert short_changes((first, "")) == ["choice one/1 removed"]
    assert short_changes((first, "      - {say: Hello., goto: bad}\n" + first)) == ["choice one/1 added"]
    assert short_changes(("Good morning to you.", "Good morning to you all.")) == [
        "choice one/1 say changed: Good morning to you. > Good morning to you all."
    ]


def test_a_choice_with_other_words_altogether_in_the_same_place_is_reworded() -> None:
    assert short_changes(("Good morning to you.", "Hello?")) == [
        "choice one/1 say changed: Good morning to you. > Hello?"
    ]
    assert short_changes(("{say: Good morning to you., goto: two}", "{say: Hello?, goto: bad}")) == [
        "choice one/1 removed",
        "choice one/1 added",
    ]


def test_a_choice_taken_from_one_scene_to_another_is_moved() -> None:
    ring = "      - {do: Let it ring., goto: three}\n"
    split = f"  four:\n    text: It rings on and on.\n    choices:\n{ring}outcomes:"
    assert short_changes((ring, ""), ("outcomes:", split)) == [
        "choice one/3 removed",
        "choice one/3 elsewhere four/1",
        "scene four added",
        "choice four/1 added",
        "choice four/1 elsewhere one/3",
    ]


def test_ways_on_that_are_not_chosen_are_told_too() -> None:
    assert short_changes(("next: three", "next: one")) == ["scene two next changed: three > one"]
    assert short_changes(("goto: good}", "goto: one}")) == ["scene three route/0/goto changed: good > one"]
    assert short_changes(("trust >= 4", "trust >= 5")) == ["scene three route/0/when changed: trust >= 4 > trust >= 5"]
    assert short_changes(("{when: visited(two), goto: one}, ", "")) == [
        "scene three route/1 removed: one, if visited(two) > nothing"
    ]


def test_what_stands_in_another_order_is_moved() -> None:
    good, again = "{when: trust >= 4, goto: good}", "{when: visited(two), goto: one}"
    assert short_changes((f"{good}, {again}", f"{again}, {good}")) == [
        "scene three route/1 moved: good, if trust >= 4 > good, if trust >= 4"
    ]
    assert list(edits(("own-it", "listen"), ("listen", "own-it"), ("shows",))) == [
        Edit(("shows", 1), "own-it", "own-it", moved=True)
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "true"),
        (3, "3"),
        (Line("Two days."), "Two days."),
        (Line("Two days.", "priya"), "priya: Two days."),
        (Branch("settled"), "settled"),
        (Branch("settled", "trust > 3"), "settled, if trust > 3"),
        (Interrupt("trust > 3", "settled"), "settled, if trust > 3"),
        (CastMember("priya", "Priya"), "Priya"),
        (CastMember("priya", "Priya", "customer"), "Priya, customer"),
        (Number("trust", 5, 0, 10), "a number from 0 to 10, at first 5"),
        (Flag("late", start=False), "a flag, at first false"),
        (Word("plan", "none", ("none", "refund")), "one of none, refund, at first none"),
        (Trigger("re-asking", ("order number", "name again")), "order number, name again"),
        (Media("image", "priya.svg"), "priya.svg"),
        (Walkthrough("kind", ("hello/1", "her-story/2")), "kind: hello/1, her-story/2"),
        (Reviewed("Zoe", "2026-11-22"), "Zoe, 2026-11-22"),
    ],
)
def test_what_came_as_a_whole_is_told_in_a_few_words(value: object, words: str) -> None:
    assert list(edits(None, value, ("here",))) == [Edit(("here",), None, words)]


def test_an_edit_has_the_key_that_an_author_writes() -> None:
    old, new = Word("plan", "none", ("none", "refund")), Word("plan", "none", ("none", "refund", "redeliver"))
    assert list(edits(old, new)) == [Edit(("one-of", 2), None, "redeliver")]


def test_of_texts_that_are_alike_the_most_alike_make_a_pair() -> None:
    near, nearer, now = "one two three four", "one two three five", "one two three five six"
    for old in ((near, nearer), (nearer, near)):
        assert Pair(nearer, now) in paired(old, (now,), by_words(str))
        assert Pair(now, nearer) in paired((now,), old, by_words(str))


def test_of_lists_too_long_to_compare_the_very_same_words_make_a_pair() -> None:
    for entries in ([f"word {number}" for number in range(300)], [Line(f"word {number}") for number in range(300)]):
        *others, last = entries
        [edit] = edits(tuple(entries), (last, *others))
        assert (edit.route, edit.new, edit.moved) == ((0,), "word 299", True)


def test_as_few_as_can_be_are_moved() -> None:
    for order in permutations("abcde"):
        stayed = [each.new for each in paired("abcde", order, by(str)) if not each.moved]
        rising = (each for size in range(6) for each in combinations(order, size) if [*each] == sorted(each))
        assert stayed == sorted(map(str, stayed)) and len(stayed) == max(map(len, rising))


def test_walkthroughs_are_told_by_their_names() -> None:
    assert short_changes(("expect: {outcome: bad}", "expect: {scene: one}")) == [
        "story walkthroughs/0/expect/outcome removed: bad > nothing",
        "story walkthroughs/0/expect/scene added: nothing > one",
    ]


def test_a_walkthrough_that_means_another_choice_now_is_told() -> None:
    first = "      - {say: Good morning to you., goto: two}\n"
    by_place = edited(("[one/rude]", "[one/1]"), text=SHORT)
    moved = edited((first, first.replace("Good", "Oh, good") + first), text=by_place)
    assert told(changes(graph_of(by_place), graph_of(moved))) == [
        "story walkthroughs/0/choices/0 removed: one/2 > nothing",
        "story walkthroughs/0/choices/0 added: nothing > one/1",
        "choice one/1 added",
    ]


def test_a_story_that_came_or_went_is_told_as_a_whole() -> None:
    graph = graph_of(SHORT)
    came, went = changes(None, graph), changes(graph, None)
    assert (came.kind, went.kind, changes(None, None).kind) == ("added", "removed", None)
    assert came.counts() == {("scene", "added"): 3, ("choice", "added"): 3, ("outcome", "added"): 2}
    assert went.counts() == {("scene", "removed"): 3, ("choice", "removed"): 3, ("outcome", "removed"): 2}
    assert not came.edits and not went.edits


@given(st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_nothing_changed_between_a_story_and_itself(seed: int) -> None:
    graph = graph_of(random_story(seed))
    found = changes(graph, graph)
    assert found.kind is None and told(found) == [] and found.counts() == {}


@given(st.integers(0, 10_000), st.integers(0, 10_000))
@settings(max_examples=120, deadline=None)
def test_nothing_is_told_only_of_stories_that_are_the_same(seed: int, other: int) -> None:
    one, two = graph_of(random_story(seed)), graph_of(random_story(other))
    assert (changes(one, two).kind is None) == (_graph(one) == _graph(two))


def _graph(graph: StoryGraph) -> tuple[Story, str]:
    return replace(graph.story, id="", file="", start=None, waivers=()), graph.start


# -- odds --


def odds_between(*replacements: tuple[str, str]) -> OddsChanges:
    return odds_changes(changes(graph_of(SHORT), graph_of(edited(*replacements, text=SHORT))))


def test_the_odds_of_an_edit_that_only_rewords_do_not_move() -> None:
    found = odds_between(("Good morning to you.", "Hello?"))
    assert [each.outcome for each in found.outcomes] == ["good", "bad"] and found.moved == ()
    assert found.never_ends == (0.0, 0.0)


def test_how_likely_a_play_never_ends_is_told_too() -> None:
    wait = "  wait: {choices: [{do: Let it ring on., goto: wait}]}\noutcomes:"
    found = odds_between(("ring., goto: three", "ring., goto: wait"), ("outcomes:", wait))
    # A third wait for ever, a third have done, and a third are asked again.
    assert found.never_ends[0] == 0.0 and found.never_ends[1] == pytest.approx(1 / 2)


def test_an_outcome_that_comes_into_reach_is_told_with_its_odds() -> None:
    found = {each.outcome: each for each in odds_between(("goto: two}", "goto: two, change: {trust: +3}}")).moved}
    good, bad = found["good"], found["bad"]
    assert good.old == Chances(reachable=False, random=0.0, skilled=None)
    assert good.new is not None and good.new.reachable and good.new.random is not None
    assert bad.new is not None and bad.new.random == pytest.approx(1 - good.new.random)
    # A third choose kind words, which now lead by `three` to the good end; the others go on as before.
    assert good.new.random == pytest.approx(1 / 3)


def test_the_odds_of_a_skilled_learner_move_with_the_ratings() -> None:
    rated = edited(
        ("goto: two}", "goto: two, change: {trust: +3}, rating: strong}"),
        ("this time?, goto: bad}", "this time?, goto: bad, rating: fair}"),
        ("goto: three}\n  two", "goto: three, rating: weak}\n  two"),
        ("  bad: {", "  fair: {result: partial, title: So so}\n  bad: {"),
        text=SHORT,
    )
    other = edited(("rating: strong", "rating: other"), ("rating: fair", "rating: strong"), text=rated)
    found = odds_changes(changes(graph_of(rated), graph_of(edited(("rating: other", "rating: fair"), text=other))))
    good = next(each for each in found.moved if each.outcome == "good")
    assert good.old is not None and good.new is not None and good.old.random == good.new.random
    assert good.old.skilled == pytest.approx(SKILLED["strong"]) and good.new.skilled == pytest.approx(SKILLED["fair"])
    fair = next(each for each in found.outcomes if each.outcome == "fair")
    assert fair.new == Chances(reachable=False, random=0.0, skilled=0.0)


def test_the_skilled_chances_of_all_successes_add_up_to_skilled_success() -> None:
    for path in sorted((ROOT / "stories").glob("*.yml")):
        if path.name in ("course.yml", "skills.yml", "sources.yml"):
            continue
        graph = graph_of(path.read_text(encoding="utf-8"))
        proof = prove(graph, 10**7)
        assert isinstance(proof, Proof)
        weighed = judged(Finished(graph, proof))
        assert weighed is not None
        found, whole = skilled_outcomes(weighed), skilled_success(weighed)
        assert found is not None
        won = [found.get(each.id, 0.0) for each in graph.story.outcomes.values() if each.result == "success"]
        assert sum(won) == pytest.approx(whole, abs=1e-9) and sum(found.values()) == pytest.approx(1, abs=1e-9)


def test_an_outcome_moves_with_its_reach_and_by_what_a_figure_shows() -> None:
    def chances(random: float | None, *, reachable: bool = True) -> Chances:
        return Chances(reachable, random, None)

    assert OutcomeOdds("end", chances(None), chances(None, reachable=False)).moved
    assert OutcomeOdds("end", chances(0.5), chances(0.5001)).moved
    assert not OutcomeOdds("end", chances(0.5), chances(0.50001)).moved
    assert OutcomeOdds("end", chances(0.0), chances(MOVED)).moved
    assert not OutcomeOdds("end", chances(0.5), chances(None)).moved
    assert not OutcomeOdds("end", chances(None), chances(0.5)).moved


def test_a_renamed_outcome_keeps_its_odds() -> None:
    assert odds_between((" bad", " poor")).moved == ()


def test_outcomes_that_came_or_went_are_told_without_odds_on_the_other_side() -> None:
    fair = "  fair: {result: partial, title: So so}\n"
    found = odds_between(("  bad: {", f"{fair}  bad: {{"), ("goto: three}", "goto: fair}"))
    came = next(each for each in found.moved if each.outcome == "fair")
    assert came.old is None and came.new is not None and came.new.reachable
    assert OutcomeOdds("fair", came.new, None).moved


def test_past_the_limit_of_the_search_no_odds_are_claimed() -> None:
    small, large = graph_of(SHORT), graph_of(edited(("goto: three}", "goto: three, change: {trust: 1}}"), text=SHORT))
    for old, new in ((small, large), (large, small)):
        found = odds_changes(changes(old, new), limit=8)
        assert found.undecided and found.outcomes == ()
    assert not odds_changes(changes(small, small), limit=8).undecided


def test_there_are_no_odds_to_compare_of_a_story_that_came_or_went() -> None:
    assert odds_changes(changes(None, graph_of(SHORT))) == odds_changes(changes(graph_of(SHORT), None)) == OddsChanges()


def test_of_a_story_too_tangled_for_odds_its_reach_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.flow.changes.odds.odds", lambda _: None)
    found = odds_between(("goto: two}", "goto: two, change: {trust: +3}}"))
    assert found.never_ends == (None, None)
    assert [(each.outcome, each.new) for each in found.moved] == [("good", Chances(True, None, None))]


# -- words --


def test_words_are_compared_one_by_one() -> None:
    assert compared("She puts one hand flat on the cloth.", "She puts both hands flat on the cloth.") == (
        ("same", "She puts"),
        ("old", "one hand"),
        ("new", "both hands"),
        ("same", "flat on the cloth."),
    )


def test_a_word_or_two_between_changes_are_told_as_changed_with_them() -> None:
    assert compared("So one and then two now.", "So three and then four now.") == (
        ("same", "So"),
        ("old", "one and then two"),
        ("new", "three and then four"),
        ("same", "now."),
    )
    between = compared("one and only then two", "three and only then four")
    assert [part for part, _ in between] == ["old", "new", "same", "old", "new"]


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_the_pieces_make_up_both_texts(old: list[str], new: list[str]) -> None:
    pieces = compared(" ".join(old), " ".join(new))
    assert " ".join(text for part, text in pieces if part != "new") == " ".join(old)
    assert " ".join(text for part, text in pieces if part != "old") == " ".join(new)
    assert (old == new) == all(part == "same" for part, _ in pieces)


def test_texts_too_long_to_compare_are_told_as_replaced() -> None:
    old = "word " * (MOST_WORDS + 1)
    for new in (old + "more", "word"):
        assert [part for part, _ in compared(old, new)] == ["old", "new"]


def test_a_word_that_is_said_often_is_compared_like_any_other() -> None:
    said = " word" * 250
    assert [part for part, _ in compared(f"one{said}", f"two{said}")] == ["old", "new", "same"]
