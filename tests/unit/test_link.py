"""Names that lead nowhere: each is found where it stands, and told what was probably meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

import pytest
from marked import Mistake, assert_is_the_only_finding, choice, findings_in, mistake, outcome, scene, story, unmarked

from builder.flow import misspelt
from builder.flow.link import StoryGraph, link, of_each_scene, remembered
from builder.flow.names import MAX_HINTS
from builder.model import Course, Module, Outcome, Scene, Story
from builder.pipeline import check
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource

Row: TypeAlias = tuple[str, ...]

D, N, E, V, F = "unknown-destination", "unknown-name", "bad-expression", "value-out-of-range", "missing-file"

IN_A_SCENE: list[Row] = [
    ("a next that is nearly right", "next: ⟦her-stry⟧", D, "Did you mean `her-story`?"),
    ("a next that nobody can guess", "next: ⟦zzz⟧", D, "Write a scene or outcome"),
    ("a next with a space", "next: ⟦her story⟧", D, "`her-story`"),
    ("a next with a capital", "next: ⟦Her-Story⟧", D, "`her-story`"),
    ("a next with a comment that is none", "next: ⟦her-story# done⟧", D, "`her-story`"),
    ("a speaker that is nearly right", "speaker: ⟦pria⟧\ntext: x\nnext: her-story", N, "`priya`"),
    ("a speaker by name", "speaker: ⟦Priya⟧\ntext: x\nnext: her-story", N, "`priya`"),
    ("a speaker nobody knows", "speaker: ⟦bob⟧\ntext: x\nnext: her-story", N, "`cast`"),
    ("a speaker of the only line", "lines: [{speaker: ⟦pria⟧, text: x}]\nnext: her-story", N, "`priya`"),
    ("a speaker of the second line", "lines: [{text: x}, {speaker: ⟦pria⟧, text: y}]\nnext: her-story", N, "`priya`"),
    ("a fact that is nearly right", "reveals: [⟦mondy⟧]\nnext: her-story", N, "`monday`"),
    ("a picture that is nearly there", "media: {image: ⟦pria.svg⟧, alt: x}\nnext: her-story", F, "`priya.svg`"),
    ("a picture with a capital", "media: {image: ⟦Priya.SVG⟧, alt: x}\nnext: her-story", F, "`priya.svg`"),
    ("a sound that is not there", "media: {audio: ⟦boop.ogg⟧, transcript: x}\nnext: her-story", F, "beside the story"),
    ("a transcript that is not there", "media: {audio: beep.mp3, transcript: ⟦b.txt⟧}\nnext: her-story", F, "b.txt"),
    ("captions that are not there", "media: {video: call.mp4, captions: ⟦c.vtt⟧}\nnext: her-story", F, "`call.vtt`"),
    ("a picture in another folder", "media: {image: ⟦../priya.svg⟧, alt: x}\nnext: her-story", F, "outside"),
    ("a picture of one machine", "media: {image: ⟦/etc/priya.svg⟧, alt: x}\nnext: her-story", F, "outside"),
    ("a picture on a drive", "media: {image: ⟦'C:/priya.svg'⟧, alt: x}\nnext: her-story", F, "outside"),
    ("a picture of another site", "media: {image: ⟦'https://example.org/p.svg'⟧}\nnext: her-story", F, "outside"),
    ("a picture with backslashes", "media: {image: ⟦a\\priya.svg⟧, alt: x}\nnext: her-story", F, "`/`"),
    ("a change of nothing known", "change: {tension: 1, ⟦tensn⟧: 1}\nnext: her-story", N, "`tension`"),
    ("a change of a flag", "change: {⟦has_name⟧: 1}\nnext: her-story", V, "`set`"),
    ("a change of a word", "change: {⟦plan⟧: 1}\nnext: her-story", V, "`set`"),
    ("a set of nothing known", "set: {⟦has-name⟧: true}\nnext: her-story", N, "`has_name`"),
    ("a set out of range", "set: {tension: ⟦11⟧}\nnext: her-story", V, "cannot be `11`", "0 to 10"),
    ("a set of a number to a flag", "set: {tension: ⟦true⟧}\nnext: her-story", V, "cannot be `true`", "whole number"),
    ("a set of a number to a word", "set: {tension: ⟦High⟧}\nnext: her-story", V, "cannot be `High`", "whole number"),
    ("a set of a flag in words", "set: {has_name: ⟦yes⟧}\nnext: her-story", V, "`true` or `false`"),
    ("a set of a flag to a number", "set: {has_name: ⟦1⟧}\nnext: her-story", V, "`true` or `false`"),
    ("a set of a word that is nearly right", "set: {plan: ⟦refnd⟧}\nnext: her-story", V, "Did you mean `refund`?"),
    ("a set of a word that nobody can guess", "set: {plan: ⟦zzz⟧}\nnext: her-story", V, "one of `none`, `refund`"),
    ("a route that leads nowhere", "route: [{when: has_name, goto: ⟦settld⟧}, {goto: her-story}]", D, "`settled`"),
    ("a route that asks for nothing known", "route: [{when: ⟦told⟧, goto: settled}, {goto: her-story}]", N, "`state`"),
    ("a line that asks for nothing known", "lines: [{when: ⟦told⟧, text: x}]\nnext: her-story", N, "`state`"),
]
IN_A_CHOICE: list[Row] = [
    ("a goto that is nearly right", "say: a\ngoto: ⟦her-stry⟧", D, "Did you mean `her-story`?"),
    ("a goto like a link", 'say: a\ngoto: ⟦"#her-story"⟧', D, "Did you mean `her-story`?"),
    ("a skill shown that is nearly right", "say: a\nshows: [⟦lissen⟧]\ngoto: her-story", N, "`listen`"),
    ("a skill missed that nobody knows", "say: a\nmisses: [⟦juggling⟧]\ngoto: her-story", N, "stories/skills.yml"),
    (
        "a fact used that is not known",
        "say: a\nuses: [listen, ⟦tuesday⟧]\ngoto: her-story".replace("listen, ", ""),
        N,
        "facts",
    ),
    ("a fact revealed that is nearly right", "say: a\nreveals: [⟦mondy⟧]\ngoto: her-story", N, "`monday`"),
    ("a trigger that is nearly right", "say: a\ntrips: [⟦reasking⟧]\ngoto: her-story", N, "`re-asking`"),
    ("a condition on nothing known", "say: a\nwhen: ⟦trust⟧ >= 3\ngoto: her-story", N, "`state`"),
    ("a condition that is nearly right", "say: a\nwhen: has_name and ⟦tensoin⟧ > 3\ngoto: her-story", N, "`tension`"),
    ("a condition in quotation marks", 'say: a\nwhen: "has_name and ⟦told⟧"\ngoto: her-story', N, "`state`"),
    (
        "a condition over two lines",
        "say: a\nwhen: has_name and\n  ⟦told⟧ and tension > 3\ngoto: her-story",
        N,
        "`state`",
    ),
    ("a folded condition", "say: a\nwhen: >\n  has_name and\n  ⟦told⟧ and tension > 3\ngoto: her-story", N, "`state`"),
    ("a condition of one letter", "say: a\nwhen: has_name and ⟦a⟧\ngoto: her-story", N, "`state`"),
    ("a visit to no scene", "say: a\nwhen: visited(⟦her-stry⟧)\ngoto: her-story", N, "`her-story`"),
    ("a visit to an outcome", "say: a\nwhen: visited(⟦settled⟧)\ngoto: her-story", N, "scene of this story"),
    ("a condition that is a number", "say: a\nwhen: ⟦3⟧\ngoto: her-story", E, "true or false"),
    ("a condition that assigns", "say: a\nwhen: tension ⟦=⟧ 3\ngoto: her-story", E, "`==`"),
    ("a word that is nearly right", "say: a\nwhen: plan == ⟦refnd⟧\ngoto: her-story", E, "Did you mean `refund`?"),
]
IN_AN_OUTCOME: list[Row] = [
    ("a score that is a flag", "{result: success, title: S, score: ⟦has_name⟧}", E, "a number is needed"),
    ("a score that is true", "{result: success, title: S, score: ⟦true⟧}", E, "a number is needed"),
    ("a score in per cent", "{result: success, title: S, score: 80⟦%⟧}", E, "`%`"),
    ("a score that compares", "{result: success, title: S, score: ⟦tension > 3⟧}", E, "a number is needed"),
    ("a score of nothing known", "{result: success, title: S, score: 100 - ⟦anger⟧}", N, "`state`"),
]
IN_A_WALKTHROUGH: list[Row] = [
    ("a walkthrough of no scene", "choices: [⟦helo/1⟧], expect: {tension: 5}", D, "no scene `helo`", "`hello`"),
    ("a walkthrough of no choice", "choices: [⟦hello/3⟧], expect: {tension: 5}", D, "has no choice `3`", "hello/1"),
    ("a choice that is nearly right", "choices: [⟦hello/1st⟧], expect: {tension: 5}", D, "Did you mean `hello/1`?"),
    ("a choice that nobody can guess", "choices: [⟦hello/juggling⟧], expect: {plan: none}", D, "choices are hello/1"),
    ("a walkthrough from 0", "choices: [⟦hello/0⟧], expect: {tension: 5}", D, "hello/1"),
    ("a step that is only a scene", "choices: [⟦hello⟧], expect: {tension: 5}", D, "names a scene", "hello/1"),
    ("a step in a scene that goes on by itself", "choices: [⟦her-story/1⟧], expect: {plan: none}", D, "no choices"),
    ("a step that is an outcome", "choices: [⟦settled⟧], expect: {plan: none}", D, "outcome"),
    ("an outcome expected that is nearly right", "choices: [], expect: {outcome: ⟦setled⟧}", D, "`settled`"),
    ("a scene expected as an outcome", "choices: [], expect: {outcome: ⟦hello⟧}", D, "is a scene"),
    ("an outcome expected that is a number", "choices: [], expect: {outcome: ⟦5⟧}", D, "outcome"),
    ("a scene expected that is nearly right", "choices: [], expect: {scene: ⟦helo⟧}", D, "no scene `helo`", "`hello`"),
    ("an outcome expected as a scene", "choices: [], expect: {scene: ⟦settled⟧}", D, "is an outcome"),
    ("a variable expected that is not known", "choices: [], expect: {⟦tensin⟧: 3}", N, "`tension`"),
    ("a variable expected out of range", "choices: [], expect: {tension: ⟦30⟧}", V, "0 to 10"),
]
AMONG_THE_REST: list[Row] = [
    ("a skill of the story that is nearly right", "practises: [⟦lisen⟧]", N, "`listen`"),
    ("a portrait that is not there", "cast: {priya: {name: P, image: ⟦p.svg⟧, alt: x}}", F, "p.svg"),
    ("a start that is nearly right", "start: ⟦helo⟧", D, "no scene `helo`", "`hello`"),
    ("a start that is nearly an outcome", "start: ⟦setled⟧", D, "Write a scene"),
    ("a start at an outcome", "start: ⟦settled⟧", D, "is an outcome"),
    ("an interrupt that leads nowhere", "interrupts: [{when: tension > 9, goto: ⟦hangup⟧}]", D, "`hung-up`"),
    ("an interrupt on nothing known", "interrupts: [{when: ⟦anger⟧ > 9, goto: hung-up}]", N, "`state`"),
    ("a fact whose name begins with x-", "facts: {x-ray: Lost.}\nscenes: {hello: {reveals: [⟦x-ray⟧], next: settled}}",
     N, "another name"),
]  # fmt: skip
IN_THE_COURSE: Final = [
    mistake(
        "a story of a module that is nearly right",
        "title: C\nmodules: [{title: M, stories: [⟦a-cal⟧]}]\n",
        N,
        "`a-call`",
        file="course.yml",
    ),
    mistake(
        "a story that nobody can guess",
        "title: C\nmodules: [{title: M, stories: [⟦zzz⟧]}]\n",
        N,
        "Write it as stories/zzz.yml",
        file="course.yml",
    ),
    mistake(
        "a story by its file",
        "title: C\nmodules: [{title: M, stories: [⟦a-call.yml⟧]}]",
        N,
        "`a-call`",
        file="course.yml",
    ),
    mistake(
        "a requirement that is not known",
        "title: C\nmodules: [{title: M, stories: [a-call], requires: [⟦N⟧]}]\n",
        N,
        "module",
        file="course.yml",
    ),
    mistake(
        "a skill of a module that is nearly right",
        "title: C\nmodules: [{title: M, stories: [a-call], practises: {⟦lisen⟧: 3}}]\n",
        N,
        "`listen`",
        file="course.yml",
    ),
]


def rows() -> Iterator[Mistake]:
    groups: dict[Callable[[str], str], list[Row]] = {
        scene: IN_A_SCENE,
        choice: IN_A_CHOICE,
        outcome: IN_AN_OUTCOME,
        story: AMONG_THE_REST,
        lambda body: story(f"walkthroughs: [{{name: a, {body}}}]"): IN_A_WALKTHROUGH,
    }
    for build, table in groups.items():
        for sentence, snippet, rule, *words in table:
            yield mistake(sentence, build(snippet), rule, *words)
    yield from IN_THE_COURSE


@pytest.mark.parametrize("mistake", [*rows()], ids=lambda mistake: mistake.sentence)
def test_a_name_that_leads_nowhere_is_one_finding_in_its_place(mistake: Mistake) -> None:
    assert_is_the_only_finding(mistake)


# -- what was reported when reading is not reported again --


@pytest.mark.parametrize(
    "text",
    [
        "state: {⟦has-name⟧: false}\n"
        "scenes: {a: {set: {has_name: true}, route: [{when: has_name, goto: settled}, {goto: hung-up}]}}",
        "state: {⟦has-name⟧: false}\n"
        "scenes: {a: {set: {has-name: true}, route: [{when: has-name, goto: settled}, {goto: hung-up}]}}",
        "state: {tension: {start: ⟦five⟧, min: 0, max: 10}}\nscenes: {a: {change: {tension: 1}, "
        "route: [{when: tension > 5 and tension + 1 == 3, goto: settled}, {goto: hung-up}]}}",
        "state: {plan: {start: none, one-of: ⟦none⟧}}\nscenes: {a: {set: {plan: refund}, "
        "route: [{when: plan == refund or refund == plan, goto: settled}, {goto: hung-up}]}}",
        "cast: {priya: ⟦Priya⟧}\nscenes: {a: {speaker: priya, text: x, next: settled}}",
        "facts: ⟦[monday]⟧\nscenes: {a: {reveals: [monday], next: settled}}",
        "facts: {monday: ⟦[x]⟧}\nscenes: {a: {reveals: [monday], next: settled}}",
        "cast: ⟦[priya]⟧\nscenes: {a: {speaker: priya, text: x, next: settled}}",
        "state: ⟦[late]⟧\nscenes: {a: {set: {late: true}, route: [{when: late, goto: settled}, {goto: hung-up}]}}",
        "start: a\ninterrupts: [{when: visited(a), goto: settled}]\nscenes: ⟦[a]⟧",
        "scenes: {a: {next: over}}\noutcomes: ⟦[over]⟧",
        "scenes: {a: {route: [{when: visited(b), goto: b}, {goto: settled}]}, ⟦B⟧: {next: settled}}",
        "scenes: {a: {next: b}, b: ⟦nothing⟧}",
        "scenes: {a: {next: b}, ⟦B⟧: {next: settled}}",
        "scenes: {a: {next: b}, b: {choices: [{say: x, goto: ⟦7⟧}]}}",
        "scenes: {a: {choices: [⟦x⟧, {say: b, goto: settled}]}}\n"
        "walkthroughs: [{name: a, choices: [a/1, a/2], expect: {outcome: settled}}]",
    ],
)
def test_what_could_not_be_read_is_taken_on_trust(text: str) -> None:
    [finding] = findings_in(unmarked(story(text)))
    assert_is_the_only_finding(mistake("", story(text), finding.diagnostic.rule))


def test_what_was_read_is_not_taken_on_trust_for_what_stands_beside_it() -> None:
    text = story(
        "cast: [priya]\nscenes: {a: {route: [{when: cast and visited(cast), goto: settled}, {goto: hung-up}]}}"
    )
    assert [each.diagnostic.rule for each in findings_in(text)] == ["wrong-type", N, N]
    text = story("state: [late]\nscenes: {a: {route: [{when: late and 3, goto: settled}, {goto: hung-up}]}}")
    assert [each.diagnostic.rule for each in findings_in(text)] == ["wrong-type", E]


def test_a_speaker_stands_in_their_line_though_another_is_written_beside_the_lines() -> None:
    text = scene("speaker: priya\nlines: [{speaker: pria, text: x}]\nnext: her-story")
    assert [each.mark.line.strip()[:7] for each in findings_in(text)] == ["speaker", "lines: "]


def test_what_is_wrong_at_several_places_is_a_finding_at_each() -> None:
    choices = "choices: [{say: a, goto: settled, %s}, {say: b, goto: hung-up, %s}]"
    for key, rule in (("when: 3", E), ("when: plan == refnd", E), ("shows: [lissen]", N)):
        found = findings_in(scene(choices % (key, key)))
        assert [each.diagnostic.rule for each in found] == [rule, rule]


def test_what_was_probably_meant_is_told_of_so_many_names_only() -> None:
    skills = ", ".join(f"listen{number}" for number in range(MAX_HINTS + 1))
    helps = [each.diagnostic.help for each in findings_in(story(f"practises: [{skills}]"))]
    assert len(helps) == MAX_HINTS + 1
    assert [number for number, help in enumerate(helps) if help != "Did you mean `listen`?"] == [MAX_HINTS]


def test_the_same_words_are_checked_anew_where_something_else_is_needed() -> None:
    text = scene("route: [{when: has_name, goto: settled}, {goto: her-story}]")
    text = text.replace("title: Settled", "title: Settled, score: has_name")
    assert [each.diagnostic.rule for each in findings_in(text)] == ["bad-expression"]


@pytest.mark.parametrize("skills", [None, "skills: {listen: {title: Listen}, own-it: ⟦Own it⟧}\n"])
def test_without_a_skills_file_that_can_be_read_skills_are_free_words(skills: str | None) -> None:
    text = choice("say: a\nshows: [juggling]\ngoto: her-story")
    told = StorySource("a-call", Source("a-call.yml", text.encode()))
    course = Source("course.yml", b"title: C\nmodules: [{title: M, stories: [a-call], practises: {juggling: 3}}]\n")
    of_skills = None if skills is None else Source("skills.yml", unmarked(skills).encode())
    found = check(CourseSources((told,), course, of_skills), Settings()).findings
    assert "unknown-name" not in [each.diagnostic.rule for each in found]


def test_modules_may_name_the_modules_and_stories_and_skills_that_there_are() -> None:
    first = "{title: M, stories: [a-call], practises: {listen: 3}}"
    for name in ("M", "a-call"):
        second = f"{{title: N, stories: [a-call], requires: [{name}]}}"
        assert not findings_in(f"title: C\nmodules: [{first}, {second}]\n", "course.yml")


# -- the graph --


def small(**values: object) -> Story:
    scenes = {"b": Scene("b", next="done"), "a": Scene("a", next="b")}
    return Story("s", "s.yml", "S", scenes, {"done": Outcome("done", "success", "Done")}, **values)  # type: ignore[arg-type]


def test_a_play_starts_in_the_first_scene_unless_the_story_says_otherwise() -> None:
    for given, start in ((None, "b"), ("a", "a")):
        graph, findings = link(small(start=given), Course())
        assert graph is not None and not findings
        assert graph.start == start


@pytest.mark.parametrize(
    ("own", "of_the_course", "mode", "retry"),
    [
        (None, "practice", "practice", "anywhere"),
        (None, "challenge", "challenge", "never"),
        ("guided", "challenge", "guided", "anywhere"),
    ],
)
def test_the_mode_is_the_storys_own_or_else_the_courses(own: str, of_the_course: str, mode: str, retry: str) -> None:
    graph, _ = link(small(mode=own), Course(mode=of_the_course))  # type: ignore[arg-type]
    assert graph is not None
    assert (graph.mode, graph.retry) == (mode, retry)


def test_a_story_that_was_not_read_as_a_whole_has_no_graph() -> None:
    assert link(small(), Course(), unread={"cast/priya"}) == (None, ())
    assert link(replace(small(), scenes={}), Course()) == (None, ())


def test_what_is_worked_out_about_a_story_is_worked_out_once_for_each() -> None:
    done: list[str] = []

    @remembered
    def first_scene(graph: StoryGraph) -> str:
        done.append(graph.start)
        return graph.start

    graphs = [graph for start in ("a", "b") for graph in [link(small(start=start), Course())[0]] if graph is not None]
    assert [first_scene(graph) for graph in (*graphs, *graphs)] == ["a", "b", "a", "b"]
    assert done == ["a", "b"]
    assert of_each_scene(graphs[0], "ids", None, lambda scene: scene.id) == ["b", "a"]


def test_retry_overrides_the_mode() -> None:
    graph, _ = link(small(mode="challenge", retry="checkpoint"), Course(modules=(Module("M", ("s",)),)))
    assert graph is not None
    assert graph.retry == "checkpoint"


# -- misspelt where it is declared --

TALK: Final = """
scenes:
  hello:
    lines:
      - {speaker: priya, text: Two days.}
      - {speaker: priya, text: For nothing., when: plan == refund or tension > 3}
    choices:
      - {say: a, goto: her-story, change: {tension: -1}, reveals: [monday], trips: [re-asking], set: {plan: refund}}
      - {say: b, goto: her-story, when: plan == none and tension < 9, uses: [monday], trips: [re-asking]}
  her-story:
    text: She tells you.
    route: [{when: tension > 8, goto: settled}, {goto: settled}]
outcomes:
  settled: {result: success, title: Settled, score: 10 * tension}
walkthroughs: [{name: w, choices: [hello/1], expect: {outcome: settled, tension: 4}}]
"""


@pytest.mark.parametrize(
    ("sections", "rule", "words"),
    [
        (
            "state: {⟦tenson⟧: {start: 5, min: 0, max: 10}, plan: {start: none, one-of: [none, refund]}}",
            N,
            "6 places refer to `tension`",
        ),
        (
            "state: {tension: {start: 5, min: 0, max: 10}, ⟦paln⟧: {start: none, one-of: [none, refund]}}",
            N,
            "3 places refer to `plan`",
        ),
        ("cast: {⟦prya⟧: {name: Priya}, bo: {name: Bo}}", N, "2 places refer to `priya`"),
        ("facts: {⟦mondy⟧: It is Monday.}", N, "2 places refer to `monday`"),
        ("triggers: {⟦re-askin⟧: {phrases: [number]}}", N, "2 places refer to `re-asking`"),
    ],
)
def test_a_name_that_is_misspelt_where_it_is_declared_is_one_finding_there(
    sections: str, rule: str, words: str
) -> None:
    assert_is_the_only_finding(mistake(sections, story(sections + TALK), rule, words))


@pytest.mark.parametrize(("right", "wrong"), [("her-story:", "⟦her-stroy⟧:"), ("settled: {", "⟦setled⟧: {")])
def test_so_is_a_scene_or_an_outcome(right: str, wrong: str) -> None:
    assert_is_the_only_finding(mistake(wrong, story(TALK.replace(right, wrong)), D, "is not there"))


def test_so_is_a_variable_that_was_given_quite_another_name() -> None:
    variables = "state: {⟦heat⟧: {start: 5, min: 0, max: 10}, plan: {start: none, one-of: [none, refund]}}"
    assert_is_the_only_finding(mistake("heat", story(variables + TALK), N, "Write `tension` here, or `heat` there."))


def test_several_such_names_are_a_finding_each_that_shows_the_first_places_of_use() -> None:
    variables = "{tenson: {start: 5, min: 0, max: 10}, paln: {start: none, one-of: [none, refund]}}"
    found = findings_in(story(f"facts: {{mondy: x}}\nstate: {variables}{TALK}"))
    assert [each.diagnostic.message.split("`")[1] for each in found] == ["mondy", "tenson", "paln"]
    assert [len(each.related) for each in found] == [2, 3, 3]
    assert [each.label for each in found[0].related] == ["named here"] * 2


def test_a_declaration_that_is_referred_to_is_not_misspelt() -> None:
    text = story("facts: {mondy: x}" + TALK.replace("She tells you.", "She tells you.\n    reveals: [mondy]"))
    assert [each.mark.line.strip()[:6] for each in findings_in(text)] == ["- {say"] * 2


def test_of_two_declarations_that_may_be_meant_neither_is_called_misspelt() -> None:
    found = findings_in(story("facts: {mondy: x, munday: y}" + TALK))
    assert [each.diagnostic.message for each in found] == ["There is no fact `monday`."] * 2


@pytest.mark.parametrize(("most", "misspelt_names"), [(3, 3), (2, 0)])
def test_where_very_many_names_are_unknown_no_declaration_is_tried(
    most: int, misspelt_names: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(misspelt, "MOST_NAMES", most)
    variables = "{tenson: {start: 5, min: 0, max: 10}, paln: {start: none, one-of: [none, refund]}}"
    told = [each.diagnostic.message for each in findings_in(story(f"facts: {{mondy: x}}\nstate: {variables}{TALK}"))]
    assert sum(each.startswith("Nothing refers to") for each in told) == misspelt_names


def test_of_very_many_faults_only_the_first_are_told_and_that_there_are_more(monkeypatch: pytest.MonkeyPatch) -> None:
    text = story("facts: {mondy: x, munday: y}" + TALK)
    monkeypatch.setattr(misspelt, "MAX_FAULTS", 3)
    first, second = (each.diagnostic for each in findings_in(text))
    monkeypatch.setattr(misspelt, "MAX_FAULTS", 2)
    found = {(each.diagnostic.rule, each.diagnostic.place) for each in findings_in(text)}
    assert found == {(N, first.place), (N, second.place), ("too-large", second.place)}


@pytest.mark.parametrize(
    "text",
    [
        story("facts: {zebra: x}" + TALK),
        story(
            "state: {heat: {start: 5, min: 0, max: 10}, plan: {start: none, one-of: [none, refund]}, third: false}"
            + TALK.replace("set: {plan: refund}", "set: {plan: refund, third: true}")
        ),
    ],
    ids=["a fact", "one of three variables"],
)
def test_a_declaration_of_quite_another_name_is_tried_only_if_it_is_one_of_few_variables(text: str) -> None:
    found = [each.diagnostic.message for each in findings_in(text)]
    assert found and all(each.startswith("There is no ") for each in found)
