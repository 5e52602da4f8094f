"""The rules about wording: each fault planted in a story of the course is found, and the mark lies on its words."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import pytest
from conftest import ROOT
from marked import unmarked

from builder.diagnostics import Finding, Severity
from builder.hosts.folder import read_course_folder
from builder.pipeline import check
from builder.rules import all_rules
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource
from builder.storyfile.places import lines_of


@cache
def shipped() -> CourseSources:
    return read_course_folder(ROOT / "stories", root=ROOT)


def text_of(story: str) -> str:
    (found,) = (each for each in shipped().stories if each.id == story)
    return found.source.data.decode()


def findings(text: str, *, phrases: str | None = None, language: str = "en", story: str = "a") -> list[Finding]:
    """What the rules about wording say of a text in the place of one story, with the skills of the course."""
    name = f"stories/{story}.yml"
    media = next((each.media for each in shipped().stories if each.id == story), frozenset())
    sources = CourseSources(
        (StorySource(story, Source(name, text.encode()), media),),
        Source("stories/course.yml", f"title: A course\nlanguage: {language}\n".encode()),
        shipped().skills,
        None if phrases is None else Source("stories/phrases.yml", phrases.encode()),
    )
    words = {rule.name for rule in all_rules() if rule.group.title == "Words"}
    return [each for each in check(sources, Settings()).findings if each.diagnostic.rule in words]


def marks(text: str, found: list[Finding]) -> list[tuple[str, str]]:
    """Each finding's rule, and the words that its mark lies on."""
    lines = lines_of(Source("a", text.encode()))
    spans = [(each.diagnostic.rule, each.mark.span) for each in found]
    return [(rule, lines[span.line - 1][span.column - 1 : span.end_column - 1]) for rule, span in spans]


class Planted(NamedTuple):
    """What is written in a story in place of what; the words to be marked stand between ⟦ and ⟧."""

    rule: str
    story: str
    edits: tuple[tuple[str, str], ...]


def planted(rule: str, story: str, *edits: tuple[str, str]) -> Planted:
    return Planted(rule, story, edits)


SATURDAY: Final = "third-saturday"
NOON: Final = "collect-by-noon"
FRIDGE: Final = "the-walk-in-fridge"

STRONG: Final = "It’s open in front of me, all three dates. Tell me how it’s been at your end. Take your time."
"""What the strong choice of the first scene says, with words of its own to put something else in place of."""
DATES: Final = "It’s open in front of me, all three dates."
END: Final = "Tell me how it’s been at your end."
TOLD: Final = "You say nothing. There is more."
BOYS: Final = "Two boys, three Saturdays, one van. "
HARD: Final = "Organisational communication necessitates considerable administrative documentation. " * 150
ALT: Final = (
    "      alt: A shop counter under a clock at 12.22. A man leans in; a woman behind him holds a folded yellow slip.\n"
)

PLANTED: Final = [
    planted("bare-empathy", SATURDAY, (DATES, "⟦I understand⟧. It's open in front of me.")),
    planted("bare-empathy", SATURDAY, (DATES, "⟦I hear you⟧, and I'm sorry about this problem.")),
    planted("trigger-phrase", SATURDAY, (DATES, "It's here by the ⟦order numbers⟧.")),
    planted("trigger-phrase", SATURDAY, (END, "⟦Calm down⟧ and tell me.")),
    planted("trigger-phrase", SATURDAY, (END, "Tell me, but ⟦don’t raise your voice⟧.")),
    planted("loose-promise", SATURDAY, (END, "⟦I guarantee⟧ that it comes.")),
    planted("loose-promise", SATURDAY, (END, "I'll ⟦get back to you⟧.")),
    planted("long-sentence", SATURDAY, (TOLD, "You hear one" + " more van go by" * 5 + " and then ⟦no more⟧.")),
    planted("long-sentence", SATURDAY, (DATES, "It's open" + " in front of me" * 4 + " with all ⟦three dates⟧.")),
    planted(
        "hard-to-read", SATURDAY, ("\nscenes:", "\n⟦scenes⟧:"), ("debrief: >-\n      ", f"debrief: >-\n      {HARD}")
    ),
    planted("mixed-person", SATURDAY, (TOLD, "⟦The agent⟧ says nothing.")),
    planted("long-scene", SATURDAY, (TOLD, BOYS * 17 + "Two boys, three ⟦vans still⟧.")),
    planted("left-over", SATURDAY, (END, "Tell me ⟦TODO⟧.")),
    planted("left-over", SATURDAY, (TOLD, "'She says that ⟦{name}⟧ knew.'")),
    planted("missing-alt", NOON, ("image: counter.svg", "image: ⟦counter.svg⟧"), (ALT, "")),
    planted("missing-alt", NOON, (ALT, "      alt: ⟦counter.svg⟧\n")),
    planted("missing-transcript", NOON, ("image: counter.svg", "audio: ⟦counter.svg⟧"), (ALT, "")),
    planted("text-cut-short", SATURDAY, (TOLD, "You say nothing of order ⟦#12. There is more.⟧")),
    planted("missing-content-note", FRIDGE, ("content-notes:", "x-was:"), ("turning to shit", "turning to ⟦shit⟧")),
]


def marked(fault: Planted) -> str:
    """The story with the fault in it, marked."""
    text = text_of(fault.story)
    for old, new in fault.edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.rule)
def test_a_planted_fault_is_found_and_the_mark_lies_on_its_words(fault: Planted) -> None:
    text = marked(fault)
    wanted = text.partition("⟦")[2].partition("⟧")[0]
    found = findings(unmarked(text), story=fault.story)
    assert marks(unmarked(text), found) == [(fault.rule, wanted)]
    assert found[0].mark.span.line == text[: text.index("⟦")].count("\n") + 1


@pytest.mark.parametrize("fault", {each.rule: each for each in PLANTED}.values(), ids=lambda fault: fault.rule)
def test_a_draft_is_not_asked(fault: Planted) -> None:
    text = unmarked(marked(fault)).replace("status: published", "status: draft")
    assert "status: draft" in text
    assert not findings(text, story=fault.story)


def test_a_story_in_review_is_asked() -> None:
    text = unmarked(marked(PLANTED[0])).replace("status: published", "status: review")
    assert findings(text, story=PLANTED[0].story)


def test_every_rule_about_wording_has_a_fault_planted() -> None:
    assert {rule.name for rule in all_rules() if rule.group.title == "Words"} == {each.rule for each in PLANTED}


@pytest.mark.parametrize("story", [each.id for each in shipped().stories])
def test_the_stories_of_the_course_have_none_of_these_faults(story: str) -> None:
    assert not findings(text_of(story), story=story)


# -- a strong choice, word by word --

WORDS: Final = {"bare-empathy", "trigger-phrase", "loose-promise"}


def said(words: str, **rest: str) -> list[tuple[str, str]]:
    """What is said of the strong choice of a story in which Maren has waited three Saturdays for a bed."""
    text = f"""\
format: 1
title: A bed
status: published
content-notes: [none]
cast: {{maren: {{name: Maren, role: customer}}}}
facts: {{inspection: On Monday the room is inspected.}}
triggers: {{re-asking: {{phrases: [order number, attempted]}}}}
scenes:
  ringing:
    speaker: maren
    text: '"Three Saturdays at this window, and no bed for the boys."'
    choices:
      - goto: told
        rating: strong
        say: |
          {words}
      - {{say: No., goto: gone, rating: weak, trips: [re-asking]}}
outcomes:
  told: {{result: success, title: Told}}
  gone: {{result: failure, title: Gone}}
"""
    return [each for each in marks(text, findings(text, **rest)) if each[0] in WORDS]


@pytest.mark.parametrize(
    "words",
    [
        "I understand.",
        "I understand how frustrating this must be for you.",
        "I understand. Is it three Saturdays?",
        "I do understand, and I am sorry for the inconvenience.",
        "I hear you, and we will look at the problem.",
        "Of course I understand that you are upset.",
        "I sympathise. What is your postcode?",
    ],
)
def test_sympathy_without_a_cause_is_bare(words: str) -> None:
    assert [rule for rule, _ in said(words)] == ["bare-empathy"]


@pytest.mark.parametrize(
    "words",
    [
        "I understand that you stood at that window three times.",
        "I understand. Three Saturdays, and no bed.",
        "Two boys are waiting. I hear you.",
        "I hear you: the inspection is what counts.",
        "I do understand what it means for the boys.",
        "I don't understand what happened yet.",
        "Let me make sure I understand.",
        "Do I understand you right?",
        'Nobody helps you by saying "I understand".',
        "I understood none of it at first.",
    ],
)
def test_sympathy_with_a_cause_or_none_at_all_is_let_be(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("I promise it will come.", "I promise"),
        ("It definitely comes on Monday.", "definitely"),
        ("It won’t happen again.", "won’t happen again"),
        ("I'll fix this today.", "I'll fix"),
        ("I'll look into it.", "I'll look into"),
        ("I will get back to you as soon as I can.", "get back to you"),
        ("Thank you. The depot will be in touch.", "be in touch"),
        ("I'll let you know. Thank you.", "let you know"),
    ],
)
def test_a_promise_and_a_commitment_without_a_when_are_loose(words: str, mark: str) -> None:
    assert said(words) == [("loose-promise", mark)]


@pytest.mark.parametrize(
    "words",
    [
        "I can't promise it for Monday.",
        "I won't promise what isn't mine.",
        "You were promised a bed three times.",
        "Shall I look into it and get back to you?",
        "I'll look into it now.",
        "I'll get back to you by five.",
        "I'll get back to you at 10:30.",
        "I'll ask the depot and let you know. You hear from me before noon.",
        "I'll let you know the moment she answers.",
        'Three people said "I promise" to you.',
        "I looked into it.",
        "What I can promise is a call at five.",
        "They guaranteed you a bed, and there is none.",
        "I'll stay on the line while you look.",
    ],
)
def test_a_when_a_not_a_question_or_a_quotation_makes_it_firm(words: str) -> None:
    assert said(words) == []


@pytest.mark.parametrize(
    "words",
    ["It shows as attempted.", "What's your Order-Number?", "Read me your order numbers.", "Just calm down for me."],
)
def test_what_provokes_is_found_in_a_strong_choice(words: str) -> None:
    assert [rule for rule, _ in said(words)] == ["trigger-phrase"]


@pytest.mark.parametrize(
    "words",
    [
        "I won't ask you for the order number.",
        "There's no need for your order number.",
        'It says "attempted" here, and I can see that is wrong.',
        "In what order? A number will do.",
        "You shouldn't have had to give us that order number three times.",
    ],
)
def test_what_is_turned_round_or_quoted_provokes_nobody(words: str) -> None:
    assert said(words) == []


def test_the_customers_own_trigger_is_an_error_and_what_a_skill_avoids_a_warning() -> None:
    own, avoided = (planted("trigger-phrase", SATURDAY, (END, words)) for words in ("The order number?", "Calm down."))
    for fault, severity in ((own, Severity.ERROR), (avoided, Severity.WARNING)):
        (found,) = findings(marked(fault), story=SATURDAY)
        assert found.diagnostic.severity is severity
    (lowered,) = check_with(marked(own), {"trigger-phrase": Severity.NOTE})
    assert lowered.diagnostic.severity is Severity.NOTE


def check_with(text: str, severities: dict[str, Severity]) -> list[Finding]:
    sources = CourseSources((StorySource(SATURDAY, Source("a.yml", text.encode())),))
    found = check(sources, Settings(severities=severities)).findings
    return [each for each in found if each.diagnostic.rule in severities]


# -- languages and a course's own phrases --


def test_a_course_adds_phrases_of_its_own_and_allows_some_of_the_tools() -> None:
    words = "I swear it on my tea. I definitely will."
    assert said(words) == [("loose-promise", "definitely")]
    assert said(words, phrases="promises: [I swear]\n") == [
        ("loose-promise", "I swear"),
        ("loose-promise", "definitely"),
    ]
    assert said(words, phrases="allow: [Definitely]\n") == []


def test_english_phrases_are_not_looked_for_in_another_language() -> None:
    assert said("I promise. I understand.", language="de") == []
    assert said("Ich verspreche es.", language="de", phrases="promises: [ich verspreche]\n") == [
        ("loose-promise", "Ich verspreche")
    ]
    assert said("I promise.", language="en-GB") == [("loose-promise", "I promise")]


@pytest.mark.parametrize(("language", "rules"), [("fr", {"long-sentence", "long-scene"}), ("zh", set())])
def test_words_are_counted_where_they_stand_apart(language: str, rules: set[str]) -> None:
    long = next(each for each in PLANTED if each.rule == "long-scene")
    text = unmarked(marked(long)).replace("Two boys,", "Two boys", 12).replace("one van.", "one van", 12)
    assert {each.diagnostic.rule for each in findings(text, language=language, story=SATURDAY)} == rules


def test_what_a_skill_avoids_may_be_allowed_too() -> None:
    assert said("Calm down for me.") == [("trigger-phrase", "Calm down")]
    assert said("Calm down for me.", phrases="allow: [calm down]\n") == []


# -- one mistake, one finding --


@pytest.mark.parametrize("words", ["I promise you a bed.", "I understand, but no.", "It comes as soon as possible."])
def test_words_that_two_rules_look_for_are_reported_once(words: str) -> None:
    assert [rule for rule, _ in said(words)] == ["trigger-phrase"]


def test_words_that_a_trigger_and_a_skill_have_are_the_customers_own() -> None:
    text = (
        text_of(SATURDAY).replace("phrases: [attempted]", "phrases: [calm down]").replace(END, "Please calm down.", 1)
    )
    (found,) = findings(text, story=SATURDAY)
    assert found.diagnostic.severity is Severity.ERROR


@pytest.mark.parametrize(
    "media",
    [
        "{image: gone.svg}",
        "{audio: gone.mp3}",
        "{image: counter.svg, alt: [a, b]}",
        "{}",
        "{audio: counter.svg, alt: x}",
    ],
)
def test_media_that_could_not_be_read_or_found_is_said_once(media: str) -> None:
    text = text_of(NOON).replace(f"media:\n      image: counter.svg\n{ALT}", f"media: {media}\n", 1)
    assert media in text
    found = check(
        CourseSources((StorySource(NOON, Source("a.yml", text.encode()), frozenset({"counter.svg", "sketch.svg"})),)),
        Settings(),
    )
    assert len(found.findings) == 1


# -- what is no fault --


@pytest.mark.parametrize("words", ["It was on her todo list.", "She signs it xxx.", "[laughs]", "`{name}` is a field."])
def test_what_only_looks_unfinished_is_let_be(words: str) -> None:
    text = text_of(SATURDAY).replace(TOLD, f"'{words}'", 1)
    assert words in text
    assert not findings(text, story=SATURDAY)


def test_authors_may_swear_in_their_notes() -> None:
    text = text_of(NOON).replace("content-notes:", "x-notes:").replace("tempting: ", "tempting: Shit. ", 1)
    assert "tempting: Shit. " in text
    assert not findings(text, story=NOON)


@pytest.mark.parametrize("alt", ["shop front.svg", "pictures/shop front.svg", "IMG_1234.JPG"])
def test_an_alt_is_not_the_name_of_a_file(alt: str) -> None:
    text = (
        text_of(NOON)
        .replace("image: counter.svg", "image: pictures/shop front.svg")
        .replace(ALT, f"      alt: {alt}\n")
    )
    media = frozenset({"pictures/shop front.svg", "sketch.svg"})
    found = check(CourseSources((StorySource(NOON, Source("a.yml", text.encode()), media),)), Settings()).findings
    assert marks(text, [each for each in found if each.diagnostic.rule == "missing-alt"]) == [("missing-alt", alt)]


# -- scenes whose lines depend on the play --


def scene_of(first: str, second: str) -> list[Finding]:
    """What is said of a scene with 90 words for all, and 40 more in each of two lines with these conditions."""
    told = {words: f"{words}. " * 20 for words in ("One word", "Two words", "Four words in all")}
    return findings(
        f"""\
format: 1
title: A bed
status: published
state: {{angry: {{start: false}}, called: {{start: false}}}}
scenes:
  ringing:
    text: It rings.
    choices:
      - {{say: Hello., goto: window, set: {{angry: true}}}}
      - {{say: It shows as attempted., goto: window, set: {{called: true}}}}
  window:
    lines:
      - text: {told["Four words in all"]}And ten more of them, which makes ninety in all.
      - {{when: {first}, text: {told["One word"]}}}
      - {{when: {second}, text: {told["Two words"]}}}
    next: settled
outcomes:
  settled: {{result: success, title: A bed}}
"""
    )


def test_lines_that_no_play_shows_together_are_not_counted_together() -> None:
    assert not scene_of("angry", "called")
    assert not scene_of("angry", "not angry")


def test_lines_that_a_play_shows_together_are_and_the_play_is_named() -> None:
    (found,) = scene_of("called", "not angry")
    assert found.diagnostic.rule == "long-scene"
    assert "170 words" in found.diagnostic.message
    assert found.diagnostic.play == "1"
    (always,) = scene_of("angry or called", "called or angry")
    assert always.diagnostic.play == "0"


def test_a_word_from_another_scene_may_be_chance_and_two_are_not() -> None:
    for words, rules in (("the clipboard", ["bare-empathy"]), ("the flask and the clipboard", [])):
        text = text_of(SATURDAY).replace(DATES, f"I understand about {words}.", 1)
        assert [each.diagnostic.rule for each in findings(text, story=SATURDAY)] == rules
