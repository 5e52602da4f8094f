"""Checking again with a memory of the last time finds what checking from nothing finds, whatever was edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

import pytest
from edits import Change, changed, changes, shipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked import choice, scene, story
from random_stories import random_story

from builder import model
from builder.checking import marking, stories
from builder.diagnostics import Severity
from builder.pipeline import Checked, Known, check, link_stories
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource
from builder.storyfile import scenes

LOUD: Final = Settings({"unused-variable": Severity.ERROR, "long-scene": Severity.NOTE})
WAIVED: Final = """
format: 1
title: Round and round
status: review
scenes:
  hello: {choices: [{say: I understand., goto: goodbye}, {say: One moment., goto: on-hold}]}
  on-hold:
    waive: {no-way-out: They must see what waiting is like.}
    choices: [{do: Wait., goto: on-hold}]
  nowhere: {waive: {identical-choices: Never needed.}, next: goodbye}
outcomes:
  goodbye: {result: success, title: Goodbye}
"""
STORIES: Final[Mapping[str, str]] = {
    "collect-by-noon": shipped().stories[0].source.data.decode(),
    "round": WAIVED,
    "call": story("status: published"),
    "random": random_story(7),
}
OTHERS: Final[Mapping[str, str]] = {
    "media": scene("media: {image: counter.svg, alt: A counter}\ntext: x\nnext: settled"),
    "nothing": "",
    "wrong": choice("say: Sorry.\ngoto: nowhere\nrating: good"),
}
PHRASES: Final = (None, "empathy: [two days]\n", "allow: [I understand]\n", "promises: [One moment]\n", "empathy: 7\n")
PARTS: Final[Mapping[str, Source]] = {
    file.name: file for file in (shipped().course, shipped().skills, shipped().statements) if file is not None
}


@dataclass(frozen=True)
class Course:
    """A course on its way: the text of each of its files by name, and what lies beside its stories."""

    stories: Mapping[str, str]
    parts: Mapping[str, str] = field(default_factory=lambda: {n: each.data.decode() for n, each in PARTS.items()})
    phrases: str | None = None
    media: frozenset[str] = frozenset({"counter.svg", "sketch.svg"})

    @property
    def sources(self) -> CourseSources:
        told = tuple(
            StorySource(name, Source(f"stories/{name}.yml", _bytes(text)), self.media)
            for name, text in self.stories.items()
        )
        parts = [Source(name, _bytes(text)) if text else None for name, text in self.parts.items()]
        phrases = Source("stories/phrases.yml", self.phrases.encode()) if self.phrases is not None else None
        return CourseSources(told, parts[0], parts[1], phrases, parts[2], shipped().pages)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


Edit: TypeAlias = tuple[str, Any, Any]

edits = st.one_of(
    st.tuples(st.just("story"), st.sampled_from([*STORIES]), st.lists(changes, min_size=1, max_size=2)),
    st.tuples(st.just("part"), st.sampled_from([*PARTS]), st.lists(changes, min_size=1, max_size=2)),
    st.tuples(st.just("part gone"), st.sampled_from([*PARTS]), st.none()),
    st.tuples(st.just("story put"), st.sampled_from([*STORIES, *OTHERS]), st.none()),
    st.tuples(st.just("story gone"), st.sampled_from([*STORIES, *OTHERS]), st.none()),
    st.tuples(st.just("phrases"), st.sampled_from(PHRASES), st.none()),
    st.tuples(st.just("media"), st.sets(st.sampled_from(["counter.svg", "sketch.svg"])), st.none()),
    st.tuples(st.just("back"), st.none(), st.none()),
)
how = st.fixed_dictionaries(
    {},
    optional={
        "guiding": st.booleans(),
        "covering": st.booleans(),
        "only": st.sampled_from([None, None, {"round"}, {"call", "wrong"}]),
        "settings": st.sampled_from([Settings(), Settings(), LOUD, Settings(limit=10)]),
    },
)


def edited(course: Course, edit: Edit) -> Course:
    what, which, how = edit
    match what:
        case "story" if which in course.stories:
            return replace(course, stories={**course.stories, which: _changed(course.stories[which], how)})
        case "part":
            return replace(course, parts={**course.parts, which: _changed(course.parts[which], how)})
        case "part gone":
            return replace(course, parts={**course.parts, which: ""})
        case "story put":
            return replace(course, stories={**course.stories, which: {**STORIES, **OTHERS}[which]})
        case "story gone":
            return replace(course, stories={name: each for name, each in course.stories.items() if name != which})
        case "phrases":
            return replace(course, phrases=which)
        case "media":
            return replace(course, media=frozenset(which))
        case "back":
            return Course(STORIES)
    return course


def _changed(text: str, wanted: list[Change]) -> str:
    for change in wanted:
        text = changed(text, change) if text else text
    return text


def assert_same(found: Checked, bare: Checked) -> None:
    assert found.findings == bare.findings
    assert found.waived == bare.waived
    assert found == bare
    for one, other in ((found.guides, bare.guides), (found.covers, bare.covers), (found.practices, bare.practices)):
        assert [*one] == [*other]
    for graph, same in zip(found.graphs, bare.graphs, strict=True):
        assert [*graph.story.scenes] == [*same.story.scenes]


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(edits, how), min_size=2, max_size=6))
def test_what_is_found_with_a_memory_is_what_is_found_without(wanted: list[tuple[Edit, dict[str, Any]]]) -> None:
    known, course = Known(), Course(STORIES)
    check(course.sources, Settings(), guiding=True, covering=True, known=known)
    for edit, asked in wanted:
        course = edited(course, edit)
        told = {"settings": Settings(), **asked}
        assert_same(check(course.sources, **told, known=known), check(course.sources, **told))


def test_the_shipped_course_is_the_same_after_each_of_its_stories_was_edited() -> None:
    known, course = Known(), shipped()
    check(course, Settings(), known=known)
    for number, found in enumerate(course.stories):
        text = found.source.data.replace(b"say: ", b"say: I understand. ", 3)
        assert text != found.source.data
        now = replace(found, source=Source(found.source.name, text))
        course = replace(course, stories=(*course.stories[:number], now, *course.stories[number + 1 :]))
    assert_same(check(course, Settings(), known=known), check(course, Settings()))


TALL: Final = scene("""
media: {image: counter.svg, alt: A counter}
text: Two days, TODO, and nobody came.
choices:
  - {say: Sorry., goto: settled, shows: [listen], feedback: Well said.}
  - {do: Hang up., goto: hung-up}
""").replace("title: A call", "title: A call\nstatus: review")
PLAIN: Final = Course(
    {"call": TALL}, dict.fromkeys(PARTS, "") | {"stories/skills.yml": "skills: {listen: {title: Listen}}"}
)


@pytest.mark.parametrize(
    ("after", "how"),
    [
        (replace(PLAIN, phrases="left-over: [nobody came]"), {}),
        (replace(PLAIN, parts={**PLAIN.parts, "stories/course.yml": "language: de"}), {}),
        (replace(PLAIN, parts={**PLAIN.parts, "stories/course.yml": "mode: challenge"}), {}),
        (replace(PLAIN, parts={**PLAIN.parts, "stories/skills.yml": "skills: {own-it: {title: Own it}}"}), {}),
        (replace(PLAIN, parts={**PLAIN.parts, "stories/skills.yml": "skills: 7"}), {}),
        (replace(PLAIN, media=frozenset()), {}),
        (replace(PLAIN, stories={"call": TALL.replace("nobody", "nobody xxx")}), {}),
        (PLAIN, {"settings": Settings({"thin-outcome": Severity.ERROR})}),
        (PLAIN, {"settings": Settings(limit=1)}),
        (PLAIN, {"guiding": True}),
        (PLAIN, {"covering": True}),
    ],
)
def test_whatever_a_story_takes_from_its_course_counts(after: Course, how: dict[str, Any]) -> None:
    known, told = Known(), {"settings": Settings(), **how}
    before = check(PLAIN.sources, Settings(), known=known)
    now = check(after.sources, **told, known=known)
    assert now != before
    assert_same(now, check(after.sources, **told))


def test_skills_in_another_order_are_not_the_same_to_stories() -> None:
    one, other = (
        {"a": model.Skill("a", "A"), "b": model.Skill("b", "B")},
        {"b": model.Skill("b", "B"), "a": model.Skill("a", "A")},
    )
    assert one == other
    assert stories.Around.of(model.Course(skills=one), True) != stories.Around.of(model.Course(skills=other), True)


# -- what is not done again --


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read, asked and looked up while a test runs."""
    done: list[str] = []

    def note(module: Any, name: str, called: Callable[[Any], str]) -> None:
        work = getattr(module, name)

        def noted(first: Any, *rest: Any, **more: Any) -> Any:
            done.append(f"{name} {called(first)}")
            return work(first, *rest, **more)

        monkeypatch.setattr(module, name, noted)

    note(stories, "read_story", lambda found: found.id)
    note(stories, "of_story", lambda needs: needs.graph.story.id)
    note(stories, "guide", lambda proof: proof.graph.story.id)
    note(marking, "locate", lambda source: source.name)
    return done


def test_nothing_is_done_again_for_a_course_that_is_the_same(work: list[str]) -> None:
    known = Known()
    check(Course(STORIES).sources, Settings(), known=known)
    assert {each for each in work if not each.startswith("locate")} == {
        f"{done} {id}" for done in ("read_story", "of_story") for id in STORIES
    }
    assert "locate stories/round.yml" in work
    work.clear()
    assert check(Course(STORIES).sources, Settings(), known=known).findings
    assert not work


def test_only_the_story_that_was_edited_is_done_again(work: list[str]) -> None:
    known, course = Known(), Course(STORIES).sources
    check(course, Settings(), known=known)
    work.clear()
    texts = {**STORIES, "call": STORIES["call"].replace("Two days", "Three days")}
    check(Course(texts).sources, Settings(), known=known)
    assert work[:2] == ["read_story call", "of_story call"]
    assert {*work[2:]} <= {"locate stories/call.yml"}


def test_what_was_linked_for_pages_is_not_read_again_for_the_rules(work: list[str]) -> None:
    known = Known()
    course, linked = link_stories(Course(STORIES).sources, known)
    assert work == [f"read_story {id}" for id in STORIES]
    checked = check(Course(STORIES).sources, Settings(), known=known)
    assert [id for id in work if id.startswith("read_story")] == [f"read_story {id}" for id in STORIES]
    assert course == checked.course
    assert [each.graph for each in linked if each.graph is not None] == [*checked.graphs]


def test_what_stories_take_nothing_of_changes_none_of_them(work: list[str]) -> None:
    known, course = Known(), Course(STORIES)
    check(course.sources, Settings(), known=known)
    work.clear()
    titled = course.parts["stories/course.yml"].replace("title: Cool heads", "title: Calm heads")
    parts = {**course.parts, "stories/course.yml": titled}
    assert check(replace(course, parts=parts).sources, Settings(), known=known).course.title == "Calm heads"
    assert {each for each in work if not each.startswith("locate")} == set()


@pytest.mark.parametrize("settings", [LOUD, Settings(limit=10)])
def test_other_settings_ask_all_rules_again_but_read_nothing(work: list[str], settings: Settings) -> None:
    known = Known()
    check(Course(STORIES).sources, Settings(), known=known)
    work.clear()
    check(Course(STORIES).sources, settings, known=known)
    assert [each for each in work if not each.startswith("locate")] == [f"of_story {id}" for id in STORIES]


def test_one_check_alone_neither_takes_texts_apart_nor_compares_guides(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((scenes, "apart"), (stories, "without_words")):
        monkeypatch.delattr(module, name)
    assert check(Course(STORIES).sources, Settings(), guiding=True).guides
    assert link_stories(Course(STORIES).sources)


def test_stories_that_are_gone_are_forgotten() -> None:
    known = Known()
    check(Course(STORIES).sources, Settings(), known=known)
    check(Course({"call": STORIES["call"]}).sources, Settings(), known=known)
    assert [*known.linked] == [*known.judged] == ["call"]
    assert {file for file in known.looked if file not in PARTS} <= {"stories/call.yml"}


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("Two days.", "Three days.", False),
        ("title: A call", "title: Another call", False),
        ("title: Settled", "title: All settled", False),
        ("goto: her-story", "goto: hung-up", True),
        ("{say: Sorry., goto", "{say: Sorry., rating: weak, goto", True),
        ("{say: Sorry., goto", "{say: Sorry., when: has_name, goto", True),
        ("text: Two days.", "text: Two days.\n    set: {has_name: true}", True),
        ("text: She tells you about Monday.", "notes: Nothing is shown.", True),
        ("result: failure", "result: success", True),
        ("max: 10}", "max: 9}", True),
        ("title: Settled}", "title: Settled, score: tension}", True),
    ],
)
def test_a_guide_is_made_again_only_if_something_else_can_happen(
    work: list[str], old: str, new: str, again: bool
) -> None:
    known, before = Known(), story("status: review")
    assert old in before
    after = Course({"call": before.replace(old, new, 1)}).sources
    check(Course({"call": before}).sources, Settings(), guiding=True, known=known)
    work.clear()
    found = check(after, Settings(), guiding=True, known=known)
    assert ("guide call" in work) is again
    assert found.guides == check(after, Settings(), guiding=True).guides != {}
