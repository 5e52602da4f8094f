"""What authors do to YAML: every slip is one finding where it is, in words that help, and the rest is still read."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from marked import Mistake, assert_is_the_only_finding, choice, findings_in, mistake, scene, story, unmarked
from spending import seconds_of

from builder.sources import Source, Span
from builder.storyfile.syntax import BARE, MAX_FILE_SIZE, UNREADABLE, comments_after_texts, events, parse, sound
from builder.storyfile.syntax.repair.attempts import MAX_MISTAKES
from builder.storyfile.syntax.repair.mending import without_entry

Y = "yaml-syntax"
AND_ON = "\ngoto: her-story"

COLONS_AND_DASHES = [
    mistake("a colon in text", choice("say: I see⟦:⟧ you waited." + AND_ON), Y, "double quotes"),
    mistake("a colon at the end of text", choice("say: Let me read that back⟦:⟧" + AND_ON), Y, "double quotes"),
    mistake("a colon in a title", story("title: Part one⟦:⟧ the call"), Y, "double quotes"),
    mistake("a colon between curly quotation marks", choice("say: “Sorry⟦:⟧ two days.”" + AND_ON), Y, "straight"),
    mistake(
        "a colon in the second line of a text", scene("text: Two days.\n  And then⟦:⟧ nothing.\nnext: her-story"), Y
    ),
    mistake("two keys on one line", scene("text: Two days. next⟦:⟧ her-story"), Y, "a line of its own"),
    mistake("two keys on one line with a comma", choice("say: Sorry., goto⟦:⟧ her-story"), Y, "a line of its own"),
    mistake("no space after a colon", choice("say: Sorry.\n⟦goto:⟧her-story"), Y, "space", "`goto: her-story`"),
    mistake("no space after the first colon", choice("⟦say:⟧I am sorry." + AND_ON), Y, "`say: I am sorry.`"),
    mistake("no space after the last colon", scene("text: Two days.\n⟦next:⟧her-story"), Y, "`next: her-story`"),
    mistake("no space after a colon in braces", story("cast: {priya: {⟦name:⟧Priya}}"), Y, "`name: Priya`"),
    mistake("no space after a later colon", story("cast: {priya: {name: P, ⟦role:⟧customer}}"), Y, "`role: customer`"),
    mistake("a no-break space after a colon", scene("text: Two days.\n⟦next:⟧\xa0her-story"), Y, "no-break space"),
    mistake("no space before a number", scene("text: x\nchange: {⟦tension:⟧-2}\nnext: her-story"), Y, "`tension: -2`"),
    mistake("no colon after a key", scene("text: Two days.\n⟦next⟧ her-story"), Y, "Add the colon"),
    mistake("no colon after the first key", choice("⟦say⟧ Sorry." + AND_ON), Y, "Add the colon"),
    mistake("a semicolon after a key", scene("text: Two days.\n⟦next;⟧ her-story"), Y, "Add the colon"),
    mistake("an equals sign after a key", scene("text: Two days.\n⟦next⟧ = her-story"), Y, "Add the colon"),
    mistake("two colons after a key", scene("⟦text:⟧: Two days.\nnext: her-story"), "unknown-key", "`text`"),
    mistake("no space after a dash", story("objectives:\n  - Listen.\n  ⟦-⟧Wait."), Y, "space", "`- Wait.`"),
    mistake("no space after any dash", story("objectives:\n  ⟦-Listen.⟧\n"), "wrong-type", "space", "`- Listen.`"),
    mistake(
        "no space after a dash before a key",
        scene("text: x\nchoices:\n  ⟦-⟧say: Sorry.\n   goto: hung-up\n  - {say: No., goto: her-story}"),
        Y,
        "space",
    ),
    mistake("a dash that is no hyphen", scene("text: x\nchoices:\n  ⟦–⟧ say: Sorry.\n    goto: hung-up"), Y, "`- say"),
    mistake("a dot for a list item", scene("text: x\nchoices:\n  ⟦•⟧ say: Sorry.\n    goto: hung-up"), Y, "`- say"),
    mistake("a key and a value without braces", choice("say: x\nchange: tension⟦:⟧ +2" + AND_ON), Y, "`{tension: +2}`"),
    mistake(
        "no-break spaces before a key",
        story("cast:\n  priya:\n    name: Priya\n⟦\xa0⟧\xa0\xa0\xa0role: customer\n    image: priya.svg"),
        Y,
        "ordinary spaces",
    ),
    mistake("a dash at the start of text", choice("say: ⟦-⟧ Sorry." + AND_ON), Y, "double quotes"),
    mistake("a space after a minus sign", scene("text: x\nchange: {tension: ⟦- 2⟧}\nnext: her-story"), Y, "`-2`"),
]
QUOTATION_MARKS = [
    mistake("text after a closing quotation mark", choice('say: "Right," ⟦she says.⟧' + AND_ON), Y, "|"),
    mistake("quotation marks in quotation marks", choice('say: "She said "⟦no" twice."⟧' + AND_ON), Y, "|"),
    mistake("an apostrophe in single quotation marks", choice("say: 'I'⟦m sorry.'⟧" + AND_ON), Y, "|"),
    mistake("a quotation mark never closed", choice('say: ⟦"⟧Two days.' + AND_ON), Y, "never closed"),
    mistake(
        "a quotation mark in braces that the next one closes",
        scene('lines:\n  - {speaker: priya, text: ⟦"⟧Two days.}\n  - {text: "She waits."}\nnext: her-story'),
        Y,
        "Close it",
    ),
    mistake("a single quotation mark never closed", choice("say: ⟦'⟧Two days." + AND_ON), Y, "never closed"),
    mistake("an apostrophe at the start of text", choice("say: ⟦'⟧Tis late." + AND_ON), Y, "never closed"),
    mistake(
        "a quotation mark closed by the next one", choice('say: ⟦"⟧Two days.\nreaction: "No."' + AND_ON), Y, "Close it"
    ),
    mistake("an unknown escape", choice('say: "Sorry ⟦\\d⟧."' + AND_ON), Y, "backslash"),
    mistake("a Windows path in quotation marks", choice('say: "C:⟦\\S⟧tories"' + AND_ON), Y, "backslash"),
    mistake("an escape that is half a character", choice('say: "Sorry ⟦\\ud83d⟧"' + AND_ON), Y, "not a character"),
    mistake("an escape with too few digits", choice('say: "Sorry ⟦\\x4⟧"' + AND_ON), Y, "not a character"),
    mistake("text after a quoted title", story('title: "A" ⟦call⟧'), Y, "|"),
]
SIGNS = [
    mistake("bold text at the start", choice("say: ⟦**Two⟧ days.** I waited." + AND_ON), Y, "`*`", "double quotes"),
    mistake("text in italics at the start", choice("say: ⟦*Two*⟧ days." + AND_ON), Y, "`*`", "double quotes"),
    mistake("one word in italics", choice("say: ⟦*sorry*⟧" + AND_ON), Y, "`*`", "double quotes"),
    mistake("an alias", choice("say: ⟦*sorry⟧" + AND_ON), Y, "Write the value out"),
    mistake("an anchor", choice("say: ⟦&sorry⟧ I am sorry." + AND_ON), Y, "Write the value out"),
    mistake("an anchor and its aliases", scene("x-a: ⟦&a⟧ [1]\nx-b: *a\nx-c: [*a, *a]\nnext: her-story"), Y, "anchor"),
    mistake("an anchor on braces", scene("text: x\nset: ⟦&here⟧ {has_name: true}\nnext: her-story"), Y, "anchor"),
    mistake("an anchor on a section", story("cast: ⟦&people⟧\n  priya: {name: Priya}"), Y, "anchor"),
    mistake("an anchor on a key", story("⟦&t⟧ title: A call", without="title"), Y, "anchor"),
    mistake("an ampersand at the start", choice("say: ⟦&⟧ then?" + AND_ON), Y, "double quotes"),
    mistake("an exclamation mark at the start", choice("say: ⟦!Sorry⟧ about that." + AND_ON), Y, "double quotes"),
    mistake("an exclamation mark for not", choice("say: a\nwhen: ⟦!has_name⟧" + AND_ON), Y, "`not`"),
    mistake("a tag", choice("say: ⟦!!str⟧ Sorry." + AND_ON), Y, "Take it out"),
    mistake("a tag on a section", story("cast: ⟦!people⟧ {priya: {name: Priya}}"), Y, "Take it out"),
    mistake("a tag that would run a program", choice("say: ⟦!!python/object/apply:os.system⟧ [ls]" + AND_ON), Y, "tag"),
    mistake("a merge key", story("cast: {you: {⟦<<⟧: {name: You}}}"), Y, "Write the keys out"),
    mistake("a merge key with an alias", story("cast: {you: {⟦<<⟧: *priya, name: You}}"), Y, "Write the keys out"),
    mistake("a percent sign at the start", choice("say: ⟦%⟧ of what?" + AND_ON), Y, "`%`", "double quotes"),
    mistake("an at sign at the start", choice("say: ⟦@⟧priya Sorry." + AND_ON), Y, "`@`", "double quotes"),
    mistake("a backtick at the start", choice("say: ⟦`⟧Sorry`" + AND_ON), Y, "backtick", "double quotes"),
    mistake("a question mark and a space", story("objectives: [⟦? what did she need⟧]"), "wrong-type", "double quotes"),
    mistake("text after a block sign", scene("text: | ⟦Two days.⟧\nnext: her-story"), Y, "next line"),
    mistake("text that begins like a block", choice("say: > ⟦Sorry.⟧" + AND_ON), Y, "next line"),
    mistake("a condition that begins like a block", choice("say: a\nwhen: ⟦>= 3⟧" + AND_ON), Y, "compared"),
]
BRACKETS = [
    mistake("a stage direction in brackets", choice("say: [pause] ⟦I see.⟧" + AND_ON), Y, "double quotes"),
    mistake("a placeholder in braces", choice("say: {name}⟦, I see.⟧" + AND_ON), Y, "double quotes"),
    mistake("a template's braces", choice("say: a\nwhen: {⟦{⟧tension > 3}}" + AND_ON), Y, "double quotes"),
    mistake("a bracket never closed", story("objectives: ⟦[⟧Listen."), Y, "`]`"),
    mistake("a brace never closed", story("cast:\n  priya: ⟦{⟧name: Priya\n  you: {name: You}"), Y, "`}`"),
    mistake("a bracket closed by a brace", story("objectives: ⟦[⟧Listen.}"), Y, "`]`"),
    mistake("a bracket closed twice", story("objectives: [Listen.]⟦]⟧"), Y, "closing bracket"),
    mistake("no comma in braces", story("cast: {priya: {name: Priya ⟦role:⟧ customer}}"), Y, "comma"),
    mistake(
        "no comma between braces over several lines",
        scene("choices: [\n  {say: a, goto: her-story}\n  ⟦{⟧say: b, goto: hung-up}\n]"),
        Y,
        "comma",
    ),
    mistake("two commas in brackets", story("objectives: [Listen,⟦,⟧ Wait]"), Y, "missing"),
    mistake("a list as a key", story("cast:\n  ⟦[⟧priya, you]: {name: Priya}"), Y, "key"),
    mistake("braces as a key", story("cast:\n  ⟦{⟧priya: you}: {name: Priya}"), Y, "key"),
]
INDENTATION = [
    mistake("a tab before a key", story("scenes:\n  hello:\n⟦\t⟧text: Two days.\n    next: her-story"), Y, "spaces"),
    mistake("a tab before a dash", story("objectives:\n⟦\t⟧- Listen."), Y, "spaces"),
    mistake(
        "a list item that stands out",
        scene("text: x\nchoices:\n    - say: a\n      goto: her-story\n  ⟦-⟧ say: b\n    goto: hung-up"),
        Y,
        "Indent",
    ),
    mistake(
        "a list item that stands in",
        scene("text: x\nchoices:\n  - say: a\n    goto: her-story\n    ⟦-⟧ say: b\n      goto: hung-up"),
        Y,
        "Indent",
    ),
    mistake("a key that stands out of its item", scene("choices:\n  - say: a\n   ⟦goto⟧: her-story"), Y, "Indent"),
    mistake("a key that stands in", scene("choices:\n  - say: a\n      ⟦goto⟧: her-story"), Y, "Indent"),
    mistake("a key of a scene that stands in", scene("text: Two days.\n  ⟦next⟧: her-story"), Y, "Indent"),
    mistake("a key of a scene that stands out", story("scenes:\n  a:\n    text: x\n   ⟦next⟧: settled"), Y, "Indent"),
    mistake(
        "a paragraph that stands out", scene("text: |\n  Two days.\n⟦Two⟧ whole days.\nnext: her-story"), Y, "indent"
    ),
    mistake(
        "two paragraphs that stand out",
        scene("text: |\n  Two days.\n⟦Two⟧ whole days.\n\nShe sighs.\nnext: her-story"),
        Y,
        "indent",
    ),
    mistake(
        "a block that begins too far in", scene("text: |\n    Two.\n  ⟦Days⟧ are long.\nnext: her-story"), Y, "indent"
    ),
    mistake("prose among keys", scene("text: Two days.\n⟦And⟧ she waits.\nnext: her-story"), Y, "indent"),
    mistake(
        "a no-break space before a key", scene("text: x\n⟦\xa0\xa0next⟧: her-story"), "unknown-key", "no-break space"
    ),
]
FILES = [
    mistake("two documents", story("title: A call") + "⟦---⟧\ntitle: Another\n", Y, "second"),
    mistake("fences as in Markdown pages", "---\n" + story("") + "⟦---⟧\n", Y, "second"),
    mistake("a fence of backticks", "⟦```⟧yaml\n" + story("") + "```\n", Y, "Delete"),
    mistake(
        "two versions not yet merged", story("⟦<<<<<<<⟧ HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> x"), Y, "version"
    ),
    mistake("a file of rich text", "⟦{⟧\\rtf1\\ansi\n" + story("") + "}", Y, "plain text"),
    mistake("three dots among keys", scene("text: Two days.\n⟦...⟧\nnext: her-story"), Y),
    mistake("a NUL", choice("say: Sorry⟦\0⟧." + AND_ON), Y, "U+0000", "Delete"),
    mistake("a bell", choice("say: Sorry⟦\a⟧." + AND_ON), Y, "U+0007", "Delete"),
    mistake("a terminal's colours", choice("say: ⟦\x1b⟧[1mSorry\x1b[0m" + AND_ON), Y, "U+001B", "2 such"),
    mistake("a vertical tab from a word processor", choice("say: a⟦\x0b⟧b" + AND_ON), Y, "U+000B"),
    mistake("a page break from a word processor", choice("say: a⟦\x0c⟧b" + AND_ON), Y, "U+000C"),
    mistake("deep brackets", story("x-deep: " + "[" * 19 + "⟦[⟧" + "[" * 5000 + "]" * 5020), "too-large", "20 deep"),
    mistake("deep brackets never closed", story("x-deep: " + "[" * 19 + "⟦[⟧" + "[" * 500_000), "too-large", "20 deep"),
]


@pytest.mark.parametrize(
    "mistake",
    [*COLONS_AND_DASHES, *QUOTATION_MARKS, *SIGNS, *BRACKETS, *INDENTATION, *FILES],
    ids=lambda mistake: mistake.sentence,
)
def test_a_slip_in_yaml_is_one_finding_in_its_place(mistake: Mistake) -> None:
    assert_is_the_only_finding(mistake)


@pytest.mark.parametrize(
    "words",
    [
        "No.",
        "“Sorry,” she says, “two days.”",
        "At 10:30 then, or see https://example.org/a?b=c.",
        "I'm sorry, it's late",
        "Really? Yes! (Of course.) 100% - or so",
        "50 % off & more, for priya@example.com",
        "yes",
        "Order no.7 – the café's",
        "👋🏽 Hello, Ана",
    ],
)
def test_ordinary_text_needs_no_quotation_marks(words: str) -> None:
    assert not findings_in(choice(f"say: {words}\nfeedback: {words}\ngoto: her-story"))


def test_several_slips_are_all_found_in_one_run_and_the_rest_is_read() -> None:
    text = story(
        """
summary: A call⟦:⟧ two days
objectives:
  ⟦-⟧Listen.
cast:
  priya: {⟦name:⟧Priya, role: customer}
scenes:
  hello:
    speaker: priya
    text: ⟦"⟧Two days.
    choices:
      - say: ⟦**Sorry**⟧ about that.
        goto: her-story
      - say: "I see," ⟦you say.⟧
        goto: ⟦her-stroy⟧
        rating: ⟦good⟧
  her-story:
    text: Monday.
    ⟦next:⟧settled
    ⟦colour⟧: red
outcomes:
  settled: {result: success, title: Settled, text: ⟦Well:⟧ done.}
  hung-up: {result: failure, ⟦titel⟧: Hung up}
"""
    )
    assert [f"{at.line}:{at.column}" for at in spans(text)] == [f"{line}:{column}" for line, column in marks(text)]


def spans(text: str) -> list[Span]:
    return [each.mark.span for each in findings_in(unmarked(text))]


def marks(text: str) -> list[tuple[int, int]]:
    """The line and column of every mark in the text."""
    return [
        (number, len(unmarked(line[: found.start()])) + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for found in re.finditer("⟦", line)
    ]


def test_where_indentation_hides_the_rest_what_stands_before_is_reported_and_nothing_else() -> None:
    text = """
format: 1
title: A call
state:
  tension: {start: 50, min: 0, max: 10}
scenes:
  hello:
    speaker: priya
    text: Two days.
    colour: red
    set: {tension: 11, trust: 1}
    choices:
      - {say: Sorry., goto: her-story, when: told}
      - {say: No., goto: hung-up, rating: good, when: tension = 3, notes: why}
   next: hung-up
  her-story:
    nonsense: here
"""
    found = [(each.diagnostic.rule, each.mark.span.line) for each in findings_in(text)]
    assert found == [
        ("value-out-of-range", 5),
        ("unknown-key", 10),
        ("value-out-of-range", 11),
        ("wrong-type", 14),
        ("bad-expression", 14),
        ("yaml-syntax", 15),
    ]
    assert "could not be checked yet" in findings_in(text)[-1].diagnostic.help


def test_after_many_slips_a_file_is_not_read_on() -> None:
    text = story("objectives:\n" + "  - a: b: c\n" * (MAX_MISTAKES + 50))
    findings = findings_in(text)
    assert len(findings) == MAX_MISTAKES + 1
    assert "could not be checked yet" in findings[-1].diagnostic.help


# -- bytes --


@pytest.mark.parametrize(
    ("encoding", "newline"),
    [("utf-8", "\n"), ("utf-8", "\r\n"), ("utf-8", "\r"), ("utf-8-sig", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\n")],
)
def test_encodings_and_line_ends_of_other_editors_change_nothing(encoding: str, newline: str) -> None:
    text = scene("title: “Café” 👋🏽\ntext: |\n  Two days.\n  Two whole days.\nnext: nowhere")
    [finding] = findings_in(text.replace("\n", newline).encode(encoding))
    assert (finding.mark.span.line, finding.mark.span.column, finding.mark.line) == (7, 11, "    next: nowhere")


def test_columns_count_characters_and_not_bytes() -> None:
    [finding] = findings_in(choice("{say: “Café” 👋🏽 Ана, goto: nowhere}"))
    line = finding.mark.line
    assert line[finding.mark.span.column - 1 : finding.mark.span.end_column - 1] == "nowhere"


def test_line_breaks_that_no_editor_shows_count_as_none() -> None:
    [finding] = findings_in(scene("title: a\u2028b\u2029c\x85d\nnext: nowhere"))
    assert (finding.mark.span.line, finding.mark.span.column) == (4, 11)


def test_bytes_that_are_not_text_are_one_finding_and_the_rest_is_read() -> None:
    text = scene("title: Café à la crème\nnext: nowhere")
    findings = findings_in(text.encode("latin-1"))
    assert [(each.diagnostic.rule, each.mark.span.line, each.mark.span.column) for each in findings] == [
        ("yaml-syntax", 3, 15),
        ("unknown-destination", 4, 11),
    ]
    assert "UTF-8" in findings[0].diagnostic.help


@pytest.mark.parametrize("data", [story("").encode("utf-16-le"), b"\x89PNG\r\n\x1a\n" + bytes(500), b"\xff" * 2000])
def test_a_file_that_is_no_text_is_one_finding(data: bytes) -> None:
    [finding] = [each for each in findings_in(data) if each.diagnostic.rule == "yaml-syntax"]
    assert (finding.mark.span.line, finding.mark.span.column) == (1, 1)


# -- bombs --


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a, *a, *a, *a, *a]\n" for n in range(30)),
        "[" * 1_000_000,
        "{a: " * 300_000,
        "- " * 300_000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 3_000)),
        "a: " + "x" * 5_000_000,
        '"' * 200_001,
        "a: |\n" + " x\n" * 500_000,
        "x" * 2_000_000 + ": 1",
        "? " * 100_000,
        "!!" * 100_000,
        "&a " * 100_000,
        "{a:,b}",
        "[?]",
        "{? }",
        "[a ?b, c: ?]",
        "{a ::b, ?: c}",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_bomb_ends_at_once(text: str) -> None:
    found: list[object] = []
    assert seconds_of(lambda: found.extend(findings_in(text))) < 2
    assert found


def test_a_file_past_the_limit_is_not_read() -> None:
    [finding] = parse(Source("a.yml", bytes(MAX_FILE_SIZE + 1))).findings
    assert finding.rule == "too-large"


@pytest.mark.parametrize(
    "text", ["a: [1, 2, 3, 4, 5]", "{a, b, c: 1, d: 2}", "- 1\n- [2]\n- {a: 1}\n- 3\n", "[[[[[[]]]]]]"]
)
def test_a_file_with_too_many_entries_is_read_no_further(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not parse(Source("a.yml", text.encode())).findings
    monkeypatch.setattr(events, "MAX_ENTRIES", 4)
    parsed = parse(Source("a.yml", text.encode()))
    assert [finding.rule for finding in parsed.findings] == ["too-large"]
    assert not parsed.whole


def test_a_file_that_may_have_too_many_entries_is_not_read_at_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("a.yml", b"scenes: {a: 1}\nx-own: [1, 2, 3]\n")
    assert sound(source, "scenes", lambda name, data: data) is not None
    monkeypatch.setattr(import_module("builder.storyfile.syntax.sound"), "MAX_ENTRIES", 7)
    assert sound(source, "scenes", lambda name, data: data) is None


# -- data --


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: yes\nb: no\nc: on\nd: off\n", {"a": "yes", "b": "no", "c": "on", "d": "off"}),
        ("a: true\nb: False\nc: TRUE\nd: tRue\n", {"a": True, "b": False, "c": True, "d": "tRue"}),
        ("a: null\nb: ~\nc:\nd: ''\n", {"a": None, "b": None, "c": None, "d": ""}),
        ("[1, -2, +3, 007, 1_000, 0x10x, 12 am]", [1, -2, 3, 7, "1_000", "0x10x", "12 am"]),
        ("- '1'\n- \"true\"\n- 2026-11-20\n- 10:30\n- 003-04\n", ["1", "true", "2026-11-20", "10:30", "003-04"]),
        ("{a: b, c, d: }", {"a": "b", "c": BARE, "d": None}),
        ("1: a\ntrue: b\n? c\n: d\n", {"1": "a", "true": "b", "c": "d"}),
        ("a: |\n  b: c\n  # no comment\nd: >-\n  e\n  f # g\n", {"a": "b: c\n# no comment\n", "d": "e f # g"}),
        ("a: b # a comment\n# another\nc: d#e\n", {"a": "b", "c": "d#e"}),
        ("a: &x 1\nb: *x\n", {"a": 1, "b": UNREADABLE}),
        ("a: !x [1]\nb: {<<: [1]}\n", {"a": UNREADABLE, "b": {"<<": UNREADABLE}}),
        ("a: 1\na: 2\n", {"a": 1}),
        ("", None),
        ("# a comment\n", None),
        ("%YAML 1.2\n---\na: b\n...\n", {"a": "b"}),
    ],
)
def test_plain_values_are_typed_as_yaml_1_2_says(text: str, data: object) -> None:
    assert parse(Source("a.yml", text.encode())).data == data


def test_numbers_that_a_story_cannot_use_are_no_text() -> None:
    data = parse(Source("a.yml", f"[1.5, 1e3, 0x10, .inf, -.INF, .nan, {'9' * 5000}]".encode())).data
    assert [type(each) for each in data] == [float] * 6 + [int]


# -- setting entries aside --


@pytest.mark.parametrize(
    ("text", "at", "left"),
    [
        ("a: b: c\nd: e", 0, "a: *set-aside\nd: e"),
        ("a:\n  b: c: d\n    e\n\n  # why\n  f: g", 1, "a:\n  b: *set-aside\n\n\n  # why\n  f: g"),
        ("- a: b: c\n  d: e\n- f", 0, "- a: *set-aside\n  d: e\n- f"),
        ("- a' b\n   c\n- d", 0, "- *set-aside\n\n- d"),
        ("-a\n b\n- c", 0, "- *set-aside\n\n- c"),
        ("a:b\nc: d", 0, "a: *set-aside\nc: d"),
        ("a b\nc d\ne: f", 0, "x-line-1: *set-aside\n\ne: f"),
        ("a: [\n  b c\n]\nd: e", 0, "a: *set-aside\n\n\nd: e"),
        ("'a b': 'c'd\ne: f", 0, "'a b': *set-aside\ne: f"),
        ("```\na: b", 0, None),
    ],
)
def test_an_entry_is_set_aside_with_all_that_belongs_to_it_and_no_line_moves(
    text: str, at: int, left: str | None
) -> None:
    assert without_entry(text, at) == left


# -- YAML 1.2 in brackets --


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("[Why?]", ["Why?"]),
        ("{say: What now?, goto: x}", {"say": "What now?", "goto": "x"}),
        ("{a: What? Why?!, b: [Really?, 'No?', \"No?\"]}", {"a": "What? Why?!", "b": ["Really?", "No?", "No?"]}),
        ("{at: 10:30, see: https://example.org/?q=a:b}", {"at": "10:30", "see": "https://example.org/?q=a:b"}),
        ("{a:b: c, 1:2}", {"a:b": "c", "1:2": BARE}),
        ("{a: at 1:2, 'b':2, \"c\":[3]}", {"a": "at 1:2", "b": 2, "c": [3]}),
        (
            "a: |\n  Why? At 10:30.\nb: [Why?, 10:30]\nc: Why? # 10:30?\n",
            {"a": "Why? At 10:30.\n", "b": ["Why?", "10:30"], "c": "Why?"},
        ),
    ],
)
def test_question_marks_and_colons_in_text_need_no_quotation_marks_in_brackets(text: str, data: object) -> None:
    parsed = parse(Source("a.yml", text.encode()))
    assert (parsed.data, parsed.findings) == (data, ())


def test_a_mistake_beside_a_question_mark_in_brackets_is_where_it_is() -> None:
    text = scene("choices: [{say: What? At 10:30?, goto: ⟦nowhere⟧}, {say: b, goto: her-story, ⟦10:30?⟧: x}]")
    assert [(at.line, at.column) for at in spans(text)] == marks(text)


def test_slips_beside_question_marks_in_brackets_are_still_found() -> None:
    text = scene(
        "choices:\n  - {say: Why?, goto: her-story}\n  - say: a⟦:⟧ b\n    goto: her-story\n"
        "  - {say: 10:30?, goto: her-story}\n  - say: ⟦*a*⟧?\n    ⟦goto:⟧her-story"
    )
    assert [(at.line, at.column) for at in spans(text)] == marks(text)


@pytest.mark.parametrize(
    "body",
    [
        "say: Bill ⟦#12 is paid.⟧" + AND_ON,
        "x-note: {why: Why?, by: me}\nsay: Bill ⟦#12⟧" + AND_ON,
        "say: Two days.\n  Bill ⟦#12⟧ \ngoto: her-story",
        "say: Sorry. # a comment\ngoto: her-story",
        "say: 'Bill #12'\ngoto: her-story",
        "say: |\n  Bill #12\ngoto: her-story",
        "say: Bill#12\ngoto: her-story #later",
        "say: Sorry.\n#12\n  #12\ngoto: her-story",
        "say: [Bill #12\n",
    ],
)
def test_a_number_sign_that_cuts_a_text_short_is_found_and_no_other(body: str) -> None:
    text = choice(body)
    source = Source("x.yml", unmarked(text).encode())
    found = comments_after_texts(source).after_texts
    assert [(at.line, at.column) for at, _ in found] == marks(text)
    assert all(words.startswith("#12") and words == words.strip() for _, words in found)
