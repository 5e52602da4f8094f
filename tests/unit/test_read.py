"""What authors do to the notation: every mistake is one finding, on the least text that must change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from marked import (
    SKILLS,
    Mistake,
    assert_is_the_only_finding,
    choice,
    findings_in,
    mistake,
    outcome,
    scene,
    story,
    unmarked,
)

from builder.flow.link import link
from builder.model import Course, Flag, Media, Note, Number, Phrases, Reviewed, Waiver, Word
from builder.sources import Place, Source, StorySource
from builder.storyfile import kinds, schema
from builder.storyfile.kinds import reader
from builder.storyfile.make import BLANKS
from builder.storyfile.read import read_course, read_story
from builder.storyfile.reading import begin
from builder.storyfile.scenes import KnownScenes
from builder.storyfile.schema import Key, Kind, ListOf, MapOf, OneOf, Scalar, Shape, ShortOr
from builder.storyfile.syntax import parse

Row: TypeAlias = tuple[str, ...]
"""A sentence, a snippet with its mark, a rule, and words of the message or help."""

T, U, M, B, R = "wrong-type", "unknown-key", "missing-key", "bad-id", "repeated-key"
X, V, L, F = "wrong-exit", "value-out-of-range", "too-large", "missing-file"

HUNG_UP = ", hung-up: {result: failure, title: H}}"

AT_THE_TOP: list[Row] = [
    ("a title that is a number", "title: ⟦1984⟧", T, '"1984"'),
    ("a title that is true", "title: ⟦true⟧", T, '"true"'),
    ("a title left empty", "⟦title⟧:", T, "is empty"),
    ("a title with nothing in it", 'title: ⟦""⟧', T, "is empty"),
    ("a title of spaces", 'title: ⟦"  "⟧', T, "is empty"),
    ("a title that is null", "title: ⟦null⟧", T, "is empty"),
    ("a title in brackets", "title: ⟦[A call]⟧", T, "a list"),
    ("a format in quotation marks", 'format: ⟦"1"⟧', T, "`1`"),
    ("a format of the future", "format: ⟦2⟧", T, "format: 1"),
    ("a format with a point", "format: ⟦1.0⟧", T, "whole number"),
    ("a status that is nearly right", "status: ⟦publshed⟧", T, "Did you mean `published`?"),
    ("a status of another tool", "status: ⟦ready⟧", T, "`draft`", "`review`"),
    ("a status in brackets", "status: ⟦[draft]⟧", T, "`draft`"),
    ("a status left empty", "⟦status⟧:", T, "is empty"),
    ("minutes in words", "minutes: ⟦eight⟧", T, "whole number"),
    ("minutes with a unit", "minutes: ⟦8 min⟧", T, "whole number"),
    ("half minutes", "minutes: ⟦8.5⟧", T, "whole number"),
    ("no minutes", "minutes: ⟦0⟧", V, "1 or more"),
    ("minutes below nothing", "minutes: ⟦-8⟧", V, "1 or more"),
    ("minutes past counting", "minutes: ⟦99999999999⟧", L, "thousand million"),
    ("minutes of many digits", f"minutes: ⟦{'9' * 5000}⟧", L, "thousand million"),
    ("objectives in one line", "objectives: ⟦Listen first.⟧", T, "`[Listen first.]`"),
    ("an objective that is a number", "objectives: [⟦7⟧]", T, '"7"'),
    ("an objective with a colon", "objectives:\n  - ⟦Listen: first⟧", T, "double quotes"),
    ("an objective left empty", "objectives:\n  - Listen.\n  ⟦-⟧\n", T, "is empty", "dash"),
    ("one skill without brackets", "practises: ⟦listen⟧", T, "`[listen]`"),
    ("a mode of another tool", "mode: ⟦exam⟧", T, "`guided`"),
    ("a mode with a capital", "mode: ⟦Practice⟧", T, "Did you mean `practice`?"),
    ("a retry of another tool", "retry: ⟦always⟧", T, "`anywhere`"),
    ("assessed in words", "assessed: ⟦yes⟧", T, "Did you mean `true`?"),
    ("not assessed in words", "assessed: ⟦No⟧", T, "Did you mean `false`?"),
    ("assessed in quotation marks", 'assessed: ⟦"true"⟧', T, "without quotation marks"),
    ("assessed as a number", "assessed: ⟦1⟧", T, "true or false"),
    ("content notes in one line", "content-notes: ⟦a caller swears⟧", T, "[a caller swears]"),
    ("content notes with an underscore", "⟦content_notes⟧: [a caller swears]", U, "Did you mean `content-notes`?"),
    ("a source that is a number", "sources: [⟦12⟧]", T, '"12"'),
    ("a review in words", "reviewed: ⟦by Ann⟧", T, "a mapping"),
    ("a review without its day", "⟦reviewed⟧: {by: Ann}", M, "`on`"),
    ("a review without its name", "⟦reviewed⟧: {on: 2026-11-20}", M, "`by`"),
    ("a day with points", "reviewed: {by: Ann, on: ⟦20.11.2026⟧}", T, "2026-11-20"),
    ("a day that does not exist", "reviewed: {by: Ann, on: ⟦2026-02-30⟧}", T, "calendar"),
    ("a day in words", "reviewed: {by: Ann, on: ⟦yesterday⟧}", T, "2026-11-20"),
    ("a day that is a number", "reviewed: {by: Ann, on: ⟦2026⟧}", T, "2026-11-20"),
    ("a key that does not exist", "⟦author⟧: Ann", U, "title", "x-"),
    ("a key that is nearly right", "⟦sumary⟧: A call.", U, "Did you mean `summary`?"),
    ("a key with a capital", "⟦Minutes⟧: 8", U, "Did you mean `minutes`?"),
    ("a key that is nearly right, and its value is not", "⟦Minutes⟧: eight", U, "Did you mean `minutes`?"),
    ("practices for practises", "⟦practices⟧: [listen]", U, "Did you mean `practises`?"),
    ("a key twice", "summary: A\n⟦summary⟧: B", R, "twice", "Keep one"),
    ("a key twice in quotation marks", 'summary: A\n⟦"summary"⟧: B', R, "twice"),
    ("a key of one's own twice", "x-a: 1\n⟦x-a⟧: 2", R, "twice"),
    ("a fact twice", "facts:\n  monday: A\n  ⟦monday⟧: B", R, "twice"),
    ("a scene twice", "scenes:\n  hello:\n    next: settled\n  ⟦hello⟧:\n    next: hung-up", R, "twice"),
    ("no scenes", "⟦scenes⟧: {}", M, "first of the scenes"),
    ("no outcomes", "⟦outcomes⟧: {}\nscenes: {hello: {text: x, next: hello}}", M, "first of the outcomes"),
    ("scenes left empty", "⟦scenes⟧:", T, "is empty"),
    ("scenes as a list", "scenes:\n  ⟦- id: hello⟧\n    next: settled", T, "is a list"),
    (
        "a scene and an outcome of one name",
        "outcomes:\n  settled: {result: success, title: S}\n  hung-up: {result: failure, title: H}\n"
        "  ⟦her-story⟧: {result: partial, title: X}",
        R,
        "both a scene and an outcome",
    ),
    ("notes that are a number", "notes: ⟦7⟧", T, '"7"'),
    ("notes as a list", "notes: ⟦[a, b]⟧", T, "text is needed"),
    ("a waiver without a reason", "waive: ⟦no-success⟧", T, "a mapping"),
    ("a waiver with an empty reason", "waive: {⟦no-success⟧: }", T, "is empty"),
    ("a waiver as a list", "waive: ⟦[no-success]⟧", T, "a mapping"),
    ("a reason with a comma in braces", "waive: {no-success: It is a draft, ⟦really⟧}", U, "comma", "double quotes"),
]
IN_THE_CAST: list[Row] = [
    ("a cast that is a list", "cast: ⟦[priya, you]⟧", T, "a mapping"),
    ("a cast that is a list of mappings", "cast:\n  ⟦- name: Priya⟧", T, "a mapping"),
    ("somebody who is only a name", "cast:\n  priya: ⟦Priya Nair⟧\n  you: {name: You}", T, "`name: Priya Nair`"),
    ("somebody without a name", "cast:\n  ⟦priya⟧: {role: customer}", M, "`name`"),
    ("somebody left empty", "cast:\n  ⟦priya⟧:", T, "is empty"),
    ("an id with a capital", "cast:\n  ⟦Priya⟧: {name: Priya}", B, "`priya`"),
    ("an id with a space", "cast:\n  ⟦priya nair⟧: {name: Priya}", B, "`priya-nair`"),
    ("an id with an umlaut", "cast:\n  ⟦jürgen⟧: {name: Jürgen}", B, "`jurgen`"),
    ("an id that is a number", "cast:\n  ⟦7⟧: {name: Seven}", B, "beginning with a letter"),
    ("an id with an apostrophe", "facts:\n  ⟦priya's⟧: x", B, "`priyas`"),
    ("an id with two hyphens", "facts:\n  ⟦mon--day⟧: x", B, "`mon-day`"),
    ("an id that ends with a hyphen", "facts:\n  ⟦monday-⟧: x", B, "`monday`"),
    ("an id in capitals, used as it should be", "cast:\n  ⟦PRIYA⟧: {name: P}\nstart: hello\nscenes:\n  hello:\n"
     "    {speaker: priya, text: x, next: settled}", B, "`priya`"),
    ("a bad id, used as it is", "cast:\n  ⟦Mrs_Nair⟧: {name: P}\nscenes:\n  hello:\n"
     "    {speaker: Mrs_Nair, text: x, next: settled}", B, "`mrs-nair`"),
    ("a key of the cast that is nearly right", "cast: {priya: {name: Priya, ⟦rol⟧: customer}}", U, "`role`"),
    ("a comma in braces", "cast: {priya: {name: Nair, ⟦Priya⟧}}", U, "comma ends the value of `name`"),
    ("a comma in braces that makes a near key", "cast: {priya: {name: Nair, ⟦rolle⟧}}", U, "comma"),
    ("two commas in braces", "cast: {priya: {name: Nair, ⟦Priya⟧, of No. 7}}", U, "comma"),
    ("a fact that is a mapping", "facts: {monday: ⟦{text: x}⟧}", T, "text is needed"),
    ("facts as a list", "facts:\n  ⟦- The school inspects.⟧", T, "a mapping"),
    ("a trigger that is only its phrase", "triggers: {re-asking: ⟦order number⟧}", T, "a mapping"),
    ("phrases without brackets", "triggers: {re-asking: {phrases: ⟦order number⟧}}", T, "`[order number]`"),
    ("one phrase", "triggers: {re-asking: {⟦phrase⟧: [order number]}}", U, "Did you mean `phrases`?"),
]  # fmt: skip
IN_THE_STATE: list[Row] = [
    ("a number in short", "state: {tension: ⟦5⟧}", T, "`{start: 5, min: 0, max: 10}`"),
    ("a word in short", "state: {plan: ⟦none⟧}", T, "one-of"),
    ("a flag in words", "state: {told: ⟦no⟧}", T, "Did you mean `false`?"),
    ("a variable left empty", "state:\n  ⟦told⟧:", T, "is empty"),
    ("a variable in brackets", "state: {plan: ⟦[none, refund]⟧}", T, "a mapping"),
    ("a state that is a list", "state:\n  ⟦- tension⟧", T, "a mapping"),
    ("a number that does not start", "state:\n  ⟦tension⟧: {min: 0, max: 10}", M, "`start`"),
    ("a number without min", "state:\n  ⟦tension⟧: {start: 5, max: 10}", M, "`min`"),
    ("a number without max", "state:\n  ⟦tension⟧: {start: 5, min: 0}", M, "`max`"),
    ("a number without bounds", "state:\n  ⟦tension⟧: {start: 5}", M, "`min` and `max`"),
    ("a start in quotation marks", 'state: {tension: {start: ⟦"5"⟧, min: 0, max: 10}}', T, "`5`"),
    ("a start in words", "state: {tension: {start: ⟦five⟧, min: 0, max: 10}}", T, "whole number"),
    ("a start left empty", "state: {tension: {⟦start⟧: , min: 0, max: 10}}", T, "is empty"),
    ("a start with a point", "state: {tension: {start: ⟦5.5⟧, min: 0, max: 10}}", T, "decimal point"),
    ("a start in brackets", "state: {tension: {start: ⟦[5]⟧, min: 0, max: 10}}", T, "a list"),
    ("a start above its range", "state: {tension: {start: ⟦12⟧, min: 0, max: 10}}", V, "0 to 10"),
    ("a start below its range", "state: {tension: {start: ⟦-1⟧, min: 0, max: 10}}", V, "0 to 10"),
    ("a bound in words", "state: {tension: {start: 5, min: ⟦zero⟧, max: 10}}", T, "whole number"),
    ("bounds the wrong way round", "state: {tension: {start: 5, min: 10, max: ⟦0⟧}}", V, "Swap"),
    ("a range of 1,001 values", "state: {tension: {start: 5, min: 0, max: ⟦1000⟧}}", L, "1,001", "1,000"),
    ("bounds in full", "state: {tension: {start: 5, ⟦minimum⟧: 0, max: 10}}", U, "Did you mean `min`?"),
    ("a start by another name", "state: {tension: {⟦initial⟧: 5, min: 0, max: 10}}", U, "Did you mean `start`?"),
    ("a show of another tool", "state: {tension: {start: 5, min: 0, max: 10, show: ⟦bar⟧}}", T, "`meter`"),
    ("a metre", "state: {tension: {start: 5, min: 0, max: 10, show: ⟦metre⟧}}", T, "Did you mean `meter`?"),
    ("a good end in words", "state: {tension: {start: 5, min: 0, max: 10, good: ⟦down⟧}}", T, "`low` or `high`"),
    ("words in a list", "state: {tension: {start: 5, min: 0, max: 10, words: ⟦[calm, cross]⟧}}", T, "a mapping"),
    ("words by name", "state: {tension: {start: 5, min: 0, max: 10, words: {⟦low⟧: calm}}}", T, "whole number"),
    ("words by range", "state: {tension: {start: 5, min: 0, max: 10, words: {⟦0-3⟧: calm}}}", T, "from which"),
    ("words that are numbers", "state: {tension: {start: 5, min: 0, max: 10, words: {0: ⟦1⟧}}}", T, '"1"'),
    ("words with a comma", "state: {tension: {start: 5, min: 0, max: 10, words: {0: calm, ⟦quiet⟧}}}", U, "comma"),
    ("a flag with a bound", "state: {told: {start: false, ⟦min⟧: 0}}", U, "a flag"),
    ("a flag that starts in words", "state: {told: {start: ⟦yes⟧}}", T, "`start: true`"),
    ("a flag in quotation marks", 'state: {told: {start: ⟦"false"⟧}}', T, "`start: false`"),
    ("a flag as one of two", "state: {told: {start: true, one-of: ⟦[true, false]⟧}}", T, "needs no `one-of`"),
    ("a word without the others", "state:\n  ⟦plan⟧: {start: none}", M, "`one-of`"),
    ("a word with a bound", "state: {plan: {start: none, one-of: [none, refund], ⟦min⟧: 0}}", U, "a word"),
    ("a word that starts elsewhere", "state: {plan: {start: ⟦later⟧, one-of: [none, refund]}}", V, "or `refund`"),
    ("a word that is nearly right", "state: {plan: {start: ⟦refnd⟧, one-of: [none, refund]}}", V, "`refund`"),
    ("a word that starts as a number", "state: {plan: {start: ⟦1⟧, one-of: [none, refund]}}", V, "`none`"),
    ("no words to choose from", "state: {plan: {start: none, one-of: ⟦[]⟧}}", T, "no words"),
    ("words in one line", "state: {plan: {start: none, one-of: ⟦none or refund⟧}}", T, "a list"),
    ("a word that is a number", "state: {plan: {start: none, one-of: [none, ⟦2⟧]}}", T, "begin with a letter"),
    ("a word with a space", "state: {plan: {start: none, one-of: [none, ⟦full refund⟧]}}", B, "`full-refund`"),
    ("a word with a capital", "state: {plan: {start: none, one-of: [none, ⟦Refund⟧]}}", B, "`refund`"),
    ("a word of the notation", "state: {plan: {start: none, one-of: [none, ⟦min⟧]}}", B, "another"),
    ("a word twice", "state: {plan: {start: none, one-of: [none, refund, ⟦refund⟧]}}", R, "twice"),
    ("one_of", "state: {plan: {start: none, ⟦one_of⟧: [none, refund]}}", U, "Did you mean `one-of`?"),
    ("oneof", "state: {plan: {start: none, ⟦oneof⟧: [none, refund]}}", U, "Did you mean `one-of`?"),
    ("a variable with a hyphen", "state: {⟦has-name⟧: false}", B, "`has_name`"),
    ("a variable with a capital", "state: {⟦Tension⟧: {start: 5, min: 0, max: 10}}", B, "`tension`"),
    ("a variable called like a word of the notation", "state: {⟦min⟧: {start: 5, min: 0, max: 10}}", B, "another"),
    ("a variable called outcome", "state: {⟦outcome⟧: {start: 5, min: 0, max: 10}}", B, "another"),
]  # fmt: skip
IN_A_SCENE: list[Row] = [
    ("two ways out", "text: x\nnext: her-story\n⟦choices⟧:\n  - {say: a, goto: her-story}", X, "keep one"),
    ("three ways out", "text: x\nnext: her-story\n⟦choices⟧: [{say: a, goto: settled}]\nroute: [{goto: settled}]", X),
    ("choices left empty", "text: x\n⟦choices⟧:", T, "is empty", "items on the lines below"),
    ("choices without any", "text: x\nchoices: ⟦[]⟧", X, "nothing leads on"),
    ("a route without any", "text: x\nroute: ⟦[]⟧", X, "nothing leads on"),
    ("choices that are one mapping", "text: x\nchoices:\n  ⟦say: Sorry.⟧\n  goto: her-story", T, "`- `"),
    ("choices in one line", "text: x\nchoices: ⟦Sorry⟧", T, "with `- `"),
    ("a next in brackets", "text: x\nnext: ⟦[her-story]⟧", T, "a name"),
    ("a next left empty", "text: x\n⟦next⟧:", T, "is empty"),
    ("a next with nothing in it", 'text: x\nnext: ⟦""⟧', T, "is empty"),
    ("a next that is a number", "text: x\nnext: ⟦7⟧", T, "begin with a letter"),
    ("goto for next", "text: x\n⟦goto⟧: her-story", U, "Did you mean `next`?"),
    ("options for choices", "text: x\n⟦options⟧: [{say: a, goto: her-story}]", U, "Did you mean `choices`?"),
    ("choices that are nearly right", "text: x\n⟦chioces⟧: [{say: a, goto: her-story}]", U, "Did you mean `choices`?"),
    ("text beside lines", "⟦text⟧: x\nlines: [{text: y}]\nnext: her-story", U, "item of `lines`"),
    ("text and speaker beside lines", "⟦speaker⟧: priya\ntext: x\nlines: [{text: y}]\nnext: her-story", U, "`lines`"),
    ("a speaker without text", "⟦speaker⟧: priya\nnext: her-story", M, "`text`"),
    ("a speaker and a mood without text", "⟦speaker⟧: priya\nmood: sad\nnext: her-story", M, "`text`"),
    ("a text left empty", "⟦text⟧:\nnext: her-story", T, "is empty"),
    ("a text in a list", "text:\n  ⟦- Two days.⟧\nnext: her-story", T, "text is needed"),
    ("a text that is a number", "text: ⟦7⟧\nnext: her-story", T, '"7"'),
    ("lines in one line", "lines: ⟦Two days.⟧\nnext: her-story", T, "a list"),
    ("a line that is only text", "lines: [⟦Two days.⟧]\nnext: her-story", T, "`text: Two days.`"),
    ("a line without text", "lines:\n  - ⟦{speaker: priya}⟧\nnext: her-story", M, "`text`"),
    ("say for text", "lines: [{speaker: priya, ⟦say⟧: Two days.}]\nnext: her-story", U, "Did you mean `text`?"),
    ("a speaker for a key", "lines:\n  - ⟦priya⟧: Two days.\nnext: her-story", U, "`text`", "missing"),
    ("a comma in a line in braces", "lines: [{text: Two days, ⟦sir⟧}]\nnext: her-story", U, "comma"),
    ("two commas in a line in braces", "lines: [{text: Two days, ⟦sir⟧, really}]\nnext: her-story", U, "comma"),
    ("a colon after a comma in braces", "lines: [{text: Two days, ⟦sir⟧: really}]\nnext: her-story", U, "Its keys"),
    ("a title in brackets", "title: ⟦[a]⟧\ntext: x\nnext: her-story", T, "a list"),
    ("a stage that is a number", "stage: ⟦1⟧\ntext: x\nnext: her-story", T, '"1"'),
    ("a checkpoint in words", "checkpoint: ⟦yes⟧\ntext: x\nnext: her-story", T, "Did you mean `true`?"),
    ("no shuffle in words", "shuffle: ⟦no⟧\ntext: x\nnext: her-story", T, "Did you mean `false`?"),
    ("a key that does not exist in a scene", "text: x\n⟦colour⟧: red\nnext: her-story", U, "Its keys are title"),
    ("a key that does not exist, and no way out", "text: x\n⟦colour⟧: red", U, "Its keys are title"),
    ("a fact without brackets", "text: x\nreveals: ⟦monday⟧\nnext: her-story", T, "`[monday]`"),
    ("media that are only a file", "text: x\nmedia: ⟦priya.svg⟧\nnext: her-story", T, "`image: priya.svg`"),
    ("media without a file", "text: x\n⟦media⟧: {alt: x}\nnext: her-story", M, "`image`, `audio` or `video`"),
    ("media with nothing", "text: x\n⟦media⟧: {}\nnext: her-story", M, "`image`"),
    ("two media", "text: x\nmedia: {image: priya.svg, ⟦audio⟧: beep.mp3}\nnext: her-story", T, "Keep one"),
    ("a picture with a transcript", "media: {image: priya.svg, ⟦transcript⟧: x}\nnext: her-story", U, "`alt`"),
    ("a sound with alt", "media: {audio: beep.mp3, transcript: x, ⟦alt⟧: x}\nnext: her-story", U, "`transcript`"),
    ("a source for an image", "media: {⟦src⟧: priya.svg, alt: x}\nnext: her-story", U, "Did you mean `image`?"),
    ("a change in one line", "change: ⟦tension -2⟧\nnext: her-story", T, "a mapping"),
    ("a change in brackets", "change: ⟦[tension, -2]⟧\nnext: her-story", T, "a mapping"),
    ("a change without a colon", "change: {⟦tension -2⟧}\nnext: her-story", U, "`tension: -2`"),
    ("a change in quotation marks", 'change: {tension: ⟦"+1"⟧}\nnext: her-story', T, "`+1`"),
    ("a change with a point", "change: {tension: ⟦0.5⟧}\nnext: her-story", T, "whole number"),
    ("a change with a long dash", "change: {tension: ⟦−2⟧}\nnext: her-story", T, "plain hyphen", "`-2`"),
    ("a change with a space", "change: {tension: ⟦+ 2⟧}\nnext: her-story", T, "`+2`"),
    ("a change left empty", "text: x\n⟦change⟧:\nnext: her-story", T, "is empty"),
    ("a change by nothing", "change: {⟦tension⟧: }\nnext: her-story", T, "is empty"),
    ("a change to true", "change: {has_name: ⟦true⟧}\nnext: her-story", T, "`set`"),
    ("a change to a word", "change: {plan: ⟦refund⟧}\nnext: her-story", T, "`set`"),
    ("a key indented into a change", "change:\n  tension: 1\n  stage: ⟦end⟧\nnext: her-story", T, "indented too far"),
    ("a change past counting", "change: {tension: ⟦99999999999⟧}\nnext: her-story", L, "thousand million"),
    ("a set in brackets", "set: {plan: ⟦[refund]⟧}\nnext: her-story", T, "a number, true, false or a word"),
    ("a set in one line", "set: ⟦has_name⟧\nnext: her-story", T, "a mapping"),
    ("a set without a value", "set: {has_name: true, ⟦told⟧}\nnext: her-story", U, "neither a colon nor a value"),
    ("a set to nothing", "set: {⟦plan⟧: }\nnext: her-story", T, "is empty"),
    ("a set with a point", "set: {tension: ⟦2.5⟧}\nnext: her-story", T, "decimal point"),
    ("a route that is one mapping", "route: ⟦{goto: settled}⟧", T, "a list"),
    ("a route of names", "route: [⟦settled⟧]", T, "`goto: settled`"),
    ("a last item with a condition", "route: [{⟦when⟧: has_name, goto: settled}]", X, "last item"),
    ("an early item without a condition", "route: [⟦{goto: her-story}⟧, {goto: settled}]", X, "always taken"),
    ("conditions the wrong way round", "route: [⟦{goto: her-story}⟧, {when: has_name, goto: settled}]", X, "always"),
    ("an item of a route that leads nowhere", "route: [⟦{when: has_name}⟧, {goto: her-story}]", M, "`goto`"),
    ("next in a route", "route: [{when: has_name, ⟦next⟧: settled}, {goto: her-story}]", U, "Did you mean `goto`?"),
    ("if in a route", "route: [{⟦if⟧: has_name, goto: settled}, {goto: her-story}]", U, "Did you mean `when`?"),
    ("else in a route", "route:\n  - {when: has_name, goto: settled}\n  - ⟦else⟧: her-story", U, "`goto`"),
    ("a condition cut by a comma", "route: [{when: has_name, ⟦told⟧, goto: settled}, {goto: her-story}]", U, "comma"),
    ("a condition left empty", "route: [{⟦when⟧: , goto: settled}, {goto: her-story}]", T, "is empty"),
]  # fmt: skip
IN_A_CHOICE: list[Row] = [
    ("a choice that leads nowhere", "⟦say: Sorry.⟧", M, "`goto`"),
    ("a choice that says nothing", "⟦goto: her-story⟧", M, "`say` or `do`"),
    ("a choice both said and done", "say: a\n⟦do⟧: b\ngoto: her-story", T, "not both"),
    ("text for say", "⟦text⟧: Sorry.\ngoto: her-story", U, "Did you mean `say`?"),
    ("next for goto", "say: Sorry.\n⟦next⟧: her-story", U, "Did you mean `goto`?"),
    ("another word for goto", "say: Sorry.\n⟦leads⟧: her-story", U, "Did you mean `goto`?"),
    ("go-to", "say: Sorry.\n⟦go-to⟧: her-story", U, "Did you mean `goto`?"),
    ("Goto", "say: Sorry.\n⟦Goto⟧: her-story", U, "Did you mean `goto`?"),
    ("a say that is nearly right", "⟦sai⟧: Sorry.\ngoto: her-story", U, "Did you mean `say`?"),
    ("a goto left empty", "say: Sorry.\n⟦goto⟧:", T, "is empty"),
    ("a goto with nothing in it", "say: Sorry.\ngoto: ⟦''⟧", T, "is empty"),
    ("a goto in brackets", "say: Sorry.\ngoto: ⟦[her-story]⟧", T, "a name"),
    ("a say with nothing in it", 'say: ⟦""⟧\ngoto: her-story', T, "is empty"),
    ("a say left empty", "⟦say⟧:\ngoto: her-story", T, "is empty"),
    ("a say below which stands a key", "say:\n  ⟦priya: Sorry.⟧\ngoto: her-story", T, "double quotes"),
    ("a say that is a number", "say: ⟦42⟧\ngoto: her-story", T, '"42"'),
    ("a say that is false", "say: ⟦false⟧\ngoto: her-story", T, '"false"'),
    ("a say that is null", "say: ⟦null⟧\ngoto: her-story", T, "is empty"),
    ("an id in words", "say: a\nid: ⟦Say Sorry⟧\ngoto: her-story", B, "`say-sorry`"),
    ("an id that is its position", "say: a\nid: ⟦1⟧\ngoto: her-story", T, "begin with a letter"),
    ("an id in brackets", "say: a\nid: ⟦[a]⟧\ngoto: her-story", T, "an id"),
    ("a rating of another tool", "say: a\nrating: ⟦good⟧\ngoto: her-story", T, "`strong`, `fair` or `weak`"),
    ("a rating with a capital", "say: a\nrating: ⟦Strong⟧\ngoto: her-story", T, "Did you mean `strong`?"),
    ("a rating that is a number", "say: a\nrating: ⟦3⟧\ngoto: her-story", T, "`strong`"),
    ("a rating left empty", "say: a\n⟦rating⟧:\ngoto: her-story", T, "`strong`"),
    ("skills without brackets", "say: a\nshows: ⟦listen, own-it⟧\ngoto: her-story", T, "`[listen, own-it]`"),
    ("a skill that is a number", "say: a\nshows: [⟦3⟧]\ngoto: her-story", T, "letter"),
    ("a skill with a colon", "say: a\nshows:\n  - ⟦listen:⟧\ngoto: her-story", T, "a name"),
    ("a condition in brackets", "say: a\nwhen: ⟦[has_name]⟧\ngoto: her-story", T, "a condition"),
    ("a condition as a mapping", "say: a\nwhen:\n  ⟦tension: 3⟧\ngoto: her-story", T, "a condition"),
    ("a condition left empty", "say: a\n⟦when⟧:\ngoto: her-story", T, "is empty"),
    ("if for when", "say: a\n⟦if⟧: has_name\ngoto: her-story", U, "Did you mean `when`?"),
    ("a locked text that is a number", "say: a\nwhen: has_name\nlocked: ⟦7⟧\ngoto: her-story", T, '"7"'),
    ("feedback in a list", "say: a\nfeedback: ⟦[a]⟧\ngoto: her-story", T, "text is needed"),
    ("feed-back", "say: a\n⟦feed-back⟧: b\ngoto: her-story", U, "Did you mean `feedback`?"),
    ("a key twice in a choice", "say: a\n⟦say⟧: b\ngoto: her-story", R, "twice"),
    ("a key twice in braces", "say: a\ngoto: her-story\nchange: {tension: 1, ⟦tension⟧: 2}", R, "twice"),
    ("a key indented into a change", "say: a\ngoto: her-story\nchange:\n  tension: 1\n  rating: ⟦weak⟧", T, "too far"),
]  # fmt: skip
IN_AN_OUTCOME: list[Row] = [
    ("a result that is nearly right", "{result: ⟦succes⟧, title: S}", T, "Did you mean `success`?"),
    ("a result of another tool", "{result: ⟦good⟧, title: S}", T, "`partial`"),
    ("an outcome that is only a result", "⟦success⟧", T, "a mapping"),
    ("a reflection without brackets", "{result: success, title: S, reflect: ⟦Think⟧}", T, "`[Think]`"),
    ("an aftermath in one line", "{result: success, title: S, aftermath: ⟦Fine.⟧}", T, "a mapping"),
    ("an aftermath in brackets", "{result: success, title: S, aftermath: {you: ⟦[a]⟧}}", T, "text is needed"),
    ("an aftermath with a comma", "{result: success, title: S, aftermath: {you: Calm, ⟦tired⟧}}", U, "comma"),
    ("a score with a point", "{result: success, title: S, score: ⟦87.5⟧}", T, "decimal point"),
    ("a score cut by a comma", "{result: success, title: S, score: min(100, ⟦90)⟧}", U, "comma"),
    ("an outcome that goes on", "{result: success, title: S, ⟦goto⟧: hello}", U, "Its keys are result", "of a choice"),
]
AMONG_THE_REST: list[Row] = [
    ("a scene without a way out", "scenes:\n  ⟦hello⟧:\n    text: x\n  b:\n    next: settled", X, "outcome"),
    ("a scene left empty", "scenes:\n  ⟦hello⟧:\n  b:\n    next: settled", T, "is empty"),
    ("a scene that is only text", "scenes:\n  hello: ⟦Two days.⟧\n  b:\n    next: settled", T, "`text: Two days.`"),
    ("a scene left empty that others lead to", "scenes:\n  a:\n    next: b\n  ⟦b⟧:", T, "is empty"),
    ("an outcome without a result", "outcomes: {⟦settled⟧: {title: S}" + HUNG_UP, M, "result"),
    ("an outcome without a title", "outcomes: {⟦settled⟧: {result: success}" + HUNG_UP, M, "title"),
    ("an outcome with a capital", "outcomes: {⟦Settled⟧: {result: success, title: S}" + HUNG_UP, B, "`settled`"),
    ("outcomes as a list", "outcomes:\n  ⟦- settled⟧\n  - hung-up", T, "a mapping"),
    ("interrupts that are one mapping", "interrupts: ⟦{when: tension >= 10, goto: hung-up}⟧", T, "a list"),
    ("an interrupt without a condition", "interrupts:\n  - ⟦{goto: hung-up}⟧", M, "`when`"),
    ("an interrupt that leads nowhere", "interrupts:\n  - ⟦{when: tension >= 10}⟧", M, "`goto`"),
    ("a start left empty", "⟦start⟧:", T, "is empty"),
    ("a start in brackets", "start: ⟦[hello]⟧", T, "a name"),
    ("walkthroughs that are one mapping", "walkthroughs:\n  ⟦name: a⟧\n  choices: [hello/1]", T, "a list"),
    ("a walkthrough without a name", "walkthroughs:\n  - ⟦choices: []⟧\n    expect: {tension: 1}", M, "name"),
    ("a walkthrough that expects nothing", "walkthroughs:\n  - ⟦name: calm⟧\n    choices: [hello/1]", M, "expect"),
    ("a walkthrough that does nothing", "walkthroughs:\n  - ⟦name: a⟧\n    expect: {tension: 1}", M, "choices"),
    ("an expectation of nothing", "walkthroughs:\n  - {name: calm, choices: [hello/1], ⟦expect⟧: {}}", M, "`outcome`"),
    ("one bare step", "walkthroughs: [{name: a, choices: ⟦hello/1⟧, expect: {tension: 1}}]", T, "`[hello/1]`"),
    ("a step that is a number", "walkthroughs:\n  - {name: a, choices: [⟦1⟧], expect: {scene: her-story}}", T, '"1"'),
]  # fmt: skip


def rows() -> Iterator[Mistake]:
    groups: dict[Callable[[str], str], list[list[Row]]] = {
        story: [AT_THE_TOP, IN_THE_CAST, IN_THE_STATE, AMONG_THE_REST],
        scene: [IN_A_SCENE],
        choice: [IN_A_CHOICE],
        outcome: [IN_AN_OUTCOME],
    }
    for build, tables in groups.items():
        for sentence, snippet, rule, *words in (row for table in tables for row in table):
            yield mistake(sentence, build(snippet), rule, *words)


WHOLE_FILES: Final = [
    mistake("no format", story("", without="format"), M, "`format: 1`"),
    mistake("no title", story("", without="title"), M, "`title`"),
    mistake("no scenes", story("", without="scenes"), M, "`scenes`"),
    mistake("no outcomes", story("scenes: {a: {text: x, next: a}}", without="outcomes"), M, "`outcomes`"),
    mistake("scene for scenes", story("", without="scenes") + "⟦scene⟧: {hello: {next: settled}}", U, "`scenes`"),
    mistake("characters for cast", story("⟦characters⟧: {priya: {name: P}}", without="cast"), U, "`cast`"),
    mistake(
        "characters for cast, and somebody speaks",
        story(
            "⟦characters⟧: {priya: {name: P}}\nscenes: {a: {speaker: priya, text: x, next: settled}}", without="cast"
        ),
        U,
        "`cast`",
    ),
    mistake(
        "a key of a story that nobody can guess, and somebody speaks",
        story("⟦xyz⟧: {}\nscenes: {a: {speaker: priya, text: x, next: settled}}", without="cast"),
        U,
        "Its keys",
    ),
    mistake(
        "endings for outcomes",
        story(
            "⟦endings⟧: {settled: {result: success, title: S}, hung-up: {result: failure, title: H}}",
            without="outcomes",
        ),
        U,
    ),
    mistake("scenes a level too high", story("", without="scenes") + "hello: {next: a}\na: {next: b}\n", M, "`scenes`"),
    mistake("a score of the story", story("⟦score⟧: 3"), U, "`score` is a key of an outcome"),
    mistake(
        "a scene a level too high",
        story("scenes:\n  hello: {next: her-story}\n⟦her-story⟧: {text: Two days., next: settled}"),
        U,
        "looks like a scene",
        "`scenes`",
    ),
    mistake(
        "an outcome a level too high",
        story("outcomes:\n  settled: {result: success, title: S}\n⟦hung-up⟧: {result: failure, title: H}"),
        U,
        "looks like an outcome",
    ),
    mistake("a variable a level too high", story("state:\n⟦trust⟧: {start: 5, min: 0, max: 10}"), U, "`state`"),
    mistake(
        "all scenes a level too high but not their section",
        story("scenes:\n⟦hello⟧: {next: her-story}\nher-story: {text: Two days., next: settled}"),
        U,
        "looks like a scene",
    ),
    mistake("an empty file", "", T, "empty", "format: 1"),
    mistake("a file of comments", "# nothing\n# yet\n", T, "empty"),
    mistake("a file of blank lines", "\n\n\n", T, "empty"),
    mistake("a file that is only begun", "---\n", T, "empty"),
    mistake("a file that is a list", "⟦- format: 1⟧\n- title: A\n", T, "a list"),
    mistake("a file that is one text", "⟦Once upon a time⟧\n", T, "text"),
    mistake("a file of prose", "⟦Priya waited in twice.⟧\nShe is angry.\n", T, "text"),
    mistake("63 choices", scene("⟦choices⟧:\n" + "  - {say: a, goto: her-story}\n" * 63), L, "62"),
    mistake("a choice that is only text", scene("choices: [⟦Sorry.⟧]"), T, "`say: Sorry.`"),
    mistake("a choice left empty", scene("choices:\n  ⟦-⟧\n  - {say: a, goto: her-story}"), T, "is empty", "dash"),
    mistake("a choice in brackets", scene("choices: [⟦[Sorry., settled]⟧]"), T, "a mapping"),
    mistake(
        "two choices of one id",
        scene("choices:\n  - {say: a, id: x, goto: her-story}\n  - {say: b, id: ⟦x⟧, goto: her-story}"),
        R,
        "another id",
    ),
    mistake("a choice cut by its comma", scene("choices: [{say: Right, ⟦then⟧, goto: her-story}]"), U, "comma"),
    mistake("a choice cut at its end", scene("choices: [{goto: her-story, say: Sorry, ⟦sir⟧}]"), U, "comma"),
    mistake("a course without a title", "⟦modules: []⟧\n", M, "`title`", file="course.yml"),
    mistake("an empty course", "", T, "empty", file="course.yml"),
    mistake("lang for language", "title: C\n⟦lang⟧: en\n", U, "`language`", file="course.yml"),
    mistake("a mode that is nearly right", "title: C\nmode: ⟦practise⟧\n", T, "`practice`", file="course.yml"),
    mistake("a pass mark in per cent", "title: C\npass-mark: ⟦70%⟧\n", T, "whole number", file="course.yml"),
    mistake("a pass mark out of reach", "title: C\npass-mark: ⟦170⟧\n", V, "0 to 100", file="course.yml"),
    mistake("a course that is no YAML", "title: C⟦:⟧ D\n", "yaml-syntax", "double quotes", file="course.yml"),
    mistake("modules as a mapping", "title: C\nmodules:\n  ⟦one: {title: x}⟧\n", T, "`- `", file="course.yml"),
    mistake("a module without a title", "title: C\nmodules:\n  - ⟦stories: [a-call]⟧\n", M, "title", file="course.yml"),
    mistake("a module without stories", "title: C\nmodules:\n  - ⟦title: M⟧\n", M, "stories", file="course.yml"),
    mistake(
        "as few decisions as less than none",
        "title: C\nmodules: [{title: M, stories: [a-call], practises: {listen: ⟦-3⟧}}]\n",
        V,
        "1 or more",
        file="course.yml",
    ),
    mistake("skills without their key", "⟦listen⟧: {title: L}\n", U, "`skills`", file="skills.yml"),
    mistake("many skills without their key", "a: {title: A}\nb: {title: B}\n", M, "`skills`", file="skills.yml"),
    mistake("skills as a list", "skills:\n  ⟦- listen⟧\n", T, "a mapping", file="skills.yml"),
    mistake("a skill without a title", "skills:\n  ⟦listen⟧: {summary: x}\n", M, "`title`", file="skills.yml"),
    mistake("a skill with a capital", "skills:\n  ⟦Listen⟧: {title: x}\n", B, "`listen`", file="skills.yml"),
    mistake("a skill that is only its title", "skills:\n  listen: ⟦Listen⟧\n", T, "`title: Listen`", file="skills.yml"),
    mistake("what to do in one line", "skills: {listen: {title: x, do: ⟦Let me⟧}}", T, "a list", file="skills.yml"),
    mistake("dont for avoid", "skills: {listen: {title: x, ⟦dont⟧: [a]}}", U, "`avoid`", file="skills.yml"),
    mistake("phrases under a key of none", "⟦promise⟧: [for sure]\n", U, "`promises`", file="phrases.yml"),
    mistake("statements under a key of none", "⟦statements⟧: {}\n", U, "`sources`", file="sources.yml"),
    mistake("a statement without words", "sources: {⟦a-1⟧: {file: x}}\n", M, "`title`", file="sources.yml"),
    mistake("a statement that is a text", "sources: {a-1: ⟦Let them finish⟧}\n", T, "title", file="sources.yml"),
    mistake("a phrase that is no list", "promises: ⟦for sure⟧\n", T, "a list", file="phrases.yml"),
]


@pytest.mark.parametrize("mistake", [*rows(), *WHOLE_FILES], ids=lambda mistake: mistake.sentence)
def test_a_mistake_in_the_notation_is_one_finding_in_its_place(mistake: Mistake) -> None:
    assert_is_the_only_finding(mistake)


# -- every key --


def examples(kind: Kind) -> tuple[str, str]:
    """A value, in braces, that the kind takes, and one that it does not."""
    match kind:
        case Scalar("text" | "caption" | "name" | "word" | "id" | "expression" | "value"):
            return "monday", "[1]"
        case Scalar("whole" | "amount"):
            return "1", "one"
        case Scalar("truth"):
            return "true", "2"
        case Scalar("day"):
            return "2026-11-20", "soon"
        case OneOf(words):
            return words[0], "7"
        case ListOf(item):
            return f"[{examples(item)[0]}]", "7"
        case MapOf("whole", item):
            return f"{{0: {examples(item)[0]}}}", "7"
        case MapOf(_, item):
            return f"{{monday: {examples(item)[0]}}}", "7"
        case Shape():
            return "{" + ", ".join(
                f"{key.name}: {examples(key.kind)[0]}" for key in kind.keys if key.required
            ) + "}", "7"
        case _:
            return "false", "7"


def shapes(kind: Kind) -> Iterator[Shape]:
    match kind:
        case Shape():
            yield kind
            for key in kind.keys:
                yield from shapes(key.kind)
        case ListOf(item) | MapOf(_, item):
            yield from shapes(item)
        case ShortOr(shape):
            yield from shapes(shape)


KEYS: Final = [
    (shape, key)
    for whole in (schema.STORY, schema.COURSE, schema.SKILLS, schema.PHRASES, schema.SOURCES)
    for shape in dict.fromkeys(shapes(whole))
    for key in (*shape.keys, *schema.COMMON)
]


@pytest.mark.parametrize(("shape", "key"), KEYS, ids=lambda each: each.name if isinstance(each, Key) else each.called)
def test_every_key_takes_its_own_kind_and_no_other(shape: Shape, key: Key) -> None:
    good, bad = examples(key.kind)
    assert not rules_of(shape, key, good)
    assert rules_of(shape, key, bad) == ["wrong-type"]
    assert rules_of(shape, key, "") == ["wrong-type"]


def rules_of(shape: Shape, key: Key, value: str) -> list[str]:
    """What reading says of one key of a shape, all that the shape needs being there besides."""
    pairs = {other.name: examples(other.kind)[0] for other in shape.keys if other.required} | {key.name: value}
    text = "".join(f"{name}: {each}\n" for name, each in pairs.items())
    parsed = parse(Source("a.yml", text.encode()))
    made = {shape.called: lambda reading, values, data, route: values for shape, _ in KEYS}
    reading = begin("a.yml", parsed, made, BLANKS)
    reader(shape)(reading, parsed.data, ())
    return [each.rule for each in reading.findings]


# -- what is read --

EVERYTHING = """
format: 1
title: A call
notes: for reviewers
x-own: {anything: [goes]}
reviewed: {by: Ann, on: 2026-11-20}
state:
  tension: {start: 7, min: 0, max: 10, show: words, good: low, words: {5: high, 0: low}}
  told: false
  plan: {start: none, one-of: [none, re-send]}
facts: {monday: It rains., notes: She keeps notes.}
waive: {no-success: not yet}
scenes:
  hello:
    waive: {no-way-out: on purpose}
    media: {image: priya.svg, alt: ""}
    speaker: priya
    text: |
      Two days.
    change: {tension: +1, notes: why, x-ray: 1}
    choices:
      - {say: "a", goto: done, waive: {no-success: here too}, set: {plan: re-send, told: true, tension: 3}}
      - do: b
        id: second
        goto: done
        when: true
outcomes:
  done: {result: success, title: Done, score: 90, aftermath: {you: Calm, notes: not for learners}}
"""


def test_every_key_finds_its_way_into_the_model() -> None:
    read = read_story(StorySource("a-call", Source("a-call.yml", EVERYTHING.encode())))
    story, hello = read.story, read.story.scenes["hello"]
    assert not read.findings and not read.unread
    assert story.reviewed == Reviewed("Ann", "2026-11-20")
    assert story.state == {
        "tension": Number("tension", 7, 0, 10, show="words", good="low", words=((0, "low"), (5, "high"))),
        "told": Flag("told", False),
        "plan": Word("plan", "none", ("none", "re-send")),
    }
    assert hello.media == Media("image", "priya.svg", "")
    assert [(line.text, line.speaker) for line in hello.lines] == [("Two days.\n", "priya")]
    assert hello.change == {"tension": 1}
    assert [(each.name, each.position, each.text, each.when) for each in hello.choices] == [
        ("1", 0, "a", None),
        ("second", 1, "b", "true"),
    ]
    assert hello.choices[0].set == {"plan": "re-send", "told": True, "tension": 3}
    assert story.outcomes["done"].score == "90"
    assert story.outcomes["done"].aftermath == {"you": "Calm"}


def test_notes_waivers_and_keys_of_ones_own_are_part_of_no_mapping() -> None:
    read = read_story(StorySource("a-call", Source("a-call.yml", EVERYTHING.encode())))
    assert dict(read.story.facts) == {"monday": "It rains."}
    here = Place("a-call.yml")
    assert set(read.story.waivers) == {
        Waiver(here.at("scenes", "hello", "choices", 0), "no-success", "here too"),
        Waiver(here.at("scenes", "hello"), "no-way-out", "on purpose"),
        Waiver(here, "no-success", "not yet"),
    }
    assert set(read.story.notes) == {
        Note(here, "for reviewers"),
        Note(here.at("facts"), "She keeps notes."),
        Note(here.at("scenes", "hello", "change"), "why"),
        Note(here.at("outcomes", "done", "aftermath"), "not for learners"),
    }


def test_notes_and_waivers_are_the_same_where_scenes_are_known() -> None:
    source, known = StorySource("a-call", Source("a-call.yml", EVERYTHING.encode())), KnownScenes()
    read = read_story(source)
    for found in (read_story(source, known), read_story(source, known)):
        assert known.scenes and set(found.story.waivers) == set(read.story.waivers)
        assert found.story.notes == read.story.notes


def test_a_course_and_its_skills_are_read() -> None:
    text = "title: C\nmode: challenge\npass-mark: 70\nwaive: {a-rule: new}\nmodules: [{title: M, stories: [a]}]\n"
    course, findings, sound = read_course(Source("course.yml", text.encode()), Source("skills.yml", SKILLS.encode()))
    assert sound and not findings
    assert (course.title, course.mode, course.pass_mark) == ("C", "challenge", 70)
    assert [module.stories for module in course.modules] == [("a",)]
    assert list(course.skills) == ["listen", "own-it"]
    assert [waiver.reason for waiver in course.waivers] == ["new"]


def test_without_files_there_is_the_course_of_the_format() -> None:
    course, findings, sound = read_course(None, None)
    assert (replace(course, phrases=Phrases()), findings, sound) == (Course(), (), True)


def test_a_language_has_the_tools_own_phrases_if_there_are_any() -> None:
    def phrases(language: str, own: str = "promises: [well sure]\n") -> Phrases:
        course = Source("course.yml", f"title: C\nlanguage: {language}\n".encode())
        return read_course(course, None, Source("phrases.yml", own.encode()))[0].phrases

    assert phrases("tlh") == Phrases(promises=("well sure",))
    assert phrases("../en") == phrases("tlh")
    assert phrases("en").promises[:2] == ("well sure", "I promise")
    assert phrases("en_GB") == phrases("EN") == phrases("en")
    assert phrases("en", "allow: [I PROMISE]\n").promises == phrases("en").promises[2:]


def test_skills_that_cannot_be_read_are_not_missed_in_the_stories() -> None:
    assert {each.mark.span.file for each in findings_in("skills: [\n", "skills.yml")} == {"skills.yml"}


# -- many mistakes --


def test_two_mistakes_in_one_mapping_are_two_findings() -> None:
    text = choice("⟦text⟧: Sorry.\nrating: ⟦good⟧\n⟦colour⟧: red\ngoto: ⟦nowhere⟧\nchange: {⟦trust⟧: 1}")
    found = [
        unmarked(each.mark.line)[each.mark.span.column - 1 : each.mark.span.end_column - 1]
        for each in findings_in(unmarked(text))
    ]
    assert found == ["text", "good", "colour", "nowhere", "trust"]


def test_a_story_of_a_bad_name_is_told_a_better_one() -> None:
    [finding] = read_story(StorySource("My Story", Source("My Story.yml", story("").encode()))).findings
    assert (finding.rule, "`my-story`" in finding.help) == ("bad-id", True)


def test_the_mistakes_of_a_large_story_are_all_reported_at_once() -> None:
    scenes = "".join(f"  s{n}:\n    text: x\n    next: t{n}\n" for n in range(3_000))
    assert len(findings_in(story(f"scenes:\n{scenes}"))) == 3_000


def test_a_story_of_too_many_scenes_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MAX_SCENES", 3)
    scenes = "".join(f"  s{n}: {{next: settled}}\n" for n in range(4))
    assert_is_the_only_finding(mistake("", story(f"⟦scenes⟧:\n{scenes}"), L, "4", "Split"))


def test_the_example_of_the_format_page_is_a_story() -> None:
    page = (Path(__file__).parents[2] / "docs" / "story-format.md").read_text(encoding="utf-8")
    text, *around = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    text = text.replace("[ ... ]", "[{id: listen, say: Go on., goto: sorting}]").replace(", ...]", "]")
    read = read_story(StorySource("twice-missed", Source("twice-missed.yml", text.encode())))
    files = zip(("course.yml", "skills.yml", "phrases.yml", "sources.yml"), around, strict=True)
    _, findings, _ = read_course(*(Source(name, written.encode()) for name, written in files))
    assert not read.findings and not findings
    assert not link(read.story, Course(), media={"priya.svg"})[1]
