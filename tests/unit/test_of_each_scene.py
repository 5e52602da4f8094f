"""What is worked out about each scene is kept from one state of a story to the next, and is never out of date."""

from __future__ import annotations

from typing import Any

import pytest
from edits import Change, changed, changes, shipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_stories import random_story

from bench.long_story import long_story
from builder.flow.link import StoryGraph, of_each_scene
from builder.model import Course, Scene
from builder.pages.playdata import live_data_files
from builder.pages.playdata.logic import _Coder
from builder.pipeline import Known, link_stories
from builder.sources import CourseSources, Source, StorySource


def graph_of(text: str, known: Known | None = None) -> StoryGraph | None:
    found = StorySource("a", Source("a.yml", text.encode("utf-8", "surrogatepass")))
    _, [linked] = link_stories(CourseSources((found,)), known)
    return linked.graph


def files_of(graph: StoryGraph) -> dict[str, bytes]:
    return {address: make() for address, make in live_data_files(graph, Course(), None, lambda: None)}


def test_work_is_done_again_only_for_other_scenes_or_where_what_it_rests_on_has_changed() -> None:
    done: list[str] = []

    def work(scene: Scene) -> str:
        done.append(scene.id)
        return scene.id.upper()

    known, text = Known(), long_story(2)
    retitled = text.replace("title: Call number 1", "title: Call number one")
    longer = retitled.replace("  call-1:", "  call-one: {next: sorting}\n  call-1:")
    for edited, around, wanted in (
        (text, 1, ["call-0", "call-1", "summing-up", "sorting"]),
        (text, 1, []),
        (retitled, 1, ["call-1"]),
        (longer, 1, ["call-one"]),
        (longer, 2, ["call-0", "call-one", "call-1", "summing-up", "sorting"]),
        (text, 2, ["call-1"]),
    ):
        graph = graph_of(edited, known)
        assert graph is not None
        assert of_each_scene(graph, "work", around, work) == [id.upper() for id in graph.story.scenes]
        assert done == wanted
        done.clear()


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("title: Call number 1", "checkpoint: true\n    title: Call number 1", ["call-1"]),
        ("        goto: call-1\n", "        goto: call-1\n        when: trust > 3\n", ["call-0"]),
        ("  ignored: {start: false}", "  more: {start: 1, min: 0, max: 3}\n  ignored: {start: false}", None),
        ("max: 4}", "max: 5}", None),
    ],
)
def test_of_an_edited_story_only_what_was_edited_is_put_into_short_form_again(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, again: list[str] | None
) -> None:
    done: list[str] = []
    work = _Coder.scene

    def noting(coder: _Coder, scene: Scene) -> Any:
        done.append(scene.id)
        return work(coder, scene)

    monkeypatch.setattr(_Coder, "scene", noting)
    known, text = Known(), long_story(3)
    assert old in text
    before, after = graph_of(text, known), graph_of(text.replace(old, new, 1), known)
    assert before is not None and after is not None
    first = files_of(before)
    assert done == [*before.story.scenes]
    done.clear()
    assert files_of(after) != first
    assert done == (again if again is not None else [*after.story.scenes])


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([long_story(4), random_story(2), random_story(9), shipped().stories[0].source.data.decode()]),
    st.lists(changes, min_size=1, max_size=4),
)
def test_the_files_of_a_story_are_the_same_with_a_memory_of_its_scenes(text: str, wanted: list[Change]) -> None:
    known = Known()
    for change in [None, *wanted]:
        edited = changed(text, change) if change is not None else text
        graph, bare = graph_of(edited, known), graph_of(edited)
        assert (graph is None) == (bare is None)
        if graph is not None and bare is not None:
            text = edited
            assert files_of(graph) == files_of(bare)
