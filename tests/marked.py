"""Small stories with one mistake each: a snippet in an otherwise sound story, the mistake between ⟦ and ⟧."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from builder.diagnostics import Finding
from builder.pipeline import check
from builder.rules import all_rules
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource

MEDIA: Final = frozenset({"priya.svg", "beep.mp3", "call.mp4", "call.vtt"})
SKILLS: Final = "skills: {listen: {title: Listen}, own-it: {title: Own it}}\n"
SECTIONS: Final = {
    "format": " 1",
    "title": " A call",
    "cast": " {priya: {name: Priya, role: customer}, you: {name: You, role: learner}}",
    "state": """
  tension: {start: 5, min: 0, max: 10}
  has_name: {start: false}
  plan: {start: none, one-of: [none, refund, redeliver]}""",
    "facts": " {monday: The school inspects on Monday.}",
    "triggers": " {re-asking: {phrases: [order number]}}",
    "scenes": """
  hello:
    text: Two days.
    choices:
      - {say: Sorry., goto: her-story}
      - {do: Hang up., goto: hung-up}
  her-story:
    text: She tells you about Monday.
    next: settled""",
    "outcomes": """
  settled: {result: success, title: Settled}
  hung-up: {result: failure, title: Hung up}""",
}
"""A sound story, section by section."""


def story(sections: str, without: str = "") -> str:
    """A sound story with these sections in place of its own, and perhaps without one."""
    sections = sections.strip("\n") + "\n"
    own = {*re.findall(r"^⟦?([\w-]+)⟧? *:", sections, flags=re.MULTILINE), without}
    return sections + "".join(f"{key}:{value}\n" for key, value in SECTIONS.items() if key not in own)


def scene(body: str) -> str:
    """A sound story whose first scene has this body."""
    indented = "\n".join(f"    {line}" for line in body.strip("\n").split("\n"))
    rest = "  her-story:\n    choices: [{say: a, goto: settled}, {say: b, goto: hung-up}]\n"
    return story(f"scenes:\n  hello:\n{indented}\n{rest}")


def choice(body: str) -> str:
    """A sound story in which one choice has this body."""
    first, *others = body.strip("\n").split("\n")
    item = "\n".join([f"  - {first}", *(f"    {line}" if line else "" for line in others)])
    return scene(f"text: Two days.\nchoices:\n  - {{do: Hang up., goto: hung-up}}\n{item}")


def outcome(body: str) -> str:
    """A sound story in which one outcome has these keys, written in braces."""
    return story(f"outcomes:\n  settled: {body}\n  hung-up: {{result: failure, title: Hung up}}")


@dataclass(frozen=True)
class Mistake:
    """A text with one marked mistake: its rule, and words that its message and help must have between them."""

    sentence: str
    text: str
    rule: str
    words: tuple[str, ...]
    file: str = "a-call.yml"


def mistake(sentence: str, text: str, rule: str, *words: str, file: str = "a-call.yml") -> Mistake:
    return Mistake(sentence, text, rule, words, file)


def unmarked(text: str) -> str:
    return text.replace("⟦", "").replace("⟧", "")


def findings_in(text: str | bytes, file: str = "a-call.yml") -> tuple[Finding, ...]:
    """What reading and linking a course of one story comes to; ``file`` says which of its files holds the text."""
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    files = {"a-call.yml": story("").encode(), "skills.yml": SKILLS.encode(), file: data}
    course = Source("course.yml", data) if file == "course.yml" else None
    told = StorySource("a-call", Source("a-call.yml", files["a-call.yml"]), MEDIA)
    phrases = Source("phrases.yml", data) if file == "phrases.yml" else None
    statements = Source("sources.yml", data) if file == "sources.yml" else None
    sources = CourseSources((told,), course, Source("skills.yml", files["skills.yml"]), phrases, statements)
    judged = {rule.name for rule in all_rules()}
    return tuple(each for each in check(sources, Settings()).findings if each.diagnostic.rule not in judged)


def assert_is_the_only_finding(mistake: Mistake) -> None:
    """One mistake is one finding, of the right rule, on the right words, that says what it should."""
    findings = findings_in(unmarked(mistake.text), mistake.file)
    said = [f"{each.diagnostic.rule}: {each.diagnostic.message} {each.diagnostic.help}" for each in findings]
    assert len(findings) == 1, said
    diagnostic, span = findings[0].diagnostic, findings[0].mark.span
    assert diagnostic.rule == mistake.rule, said
    assert (span.file, span.line, span.end_line) == (mistake.file, span.line, span.line)
    lines = unmarked(mistake.text).split("\n")
    line = lines[span.line - 1]
    start, end = span.column - 1, span.end_column - 1
    lines[span.line - 1] = f"{line[:start]}⟦{line[start:end]}⟧{line[end:]}"
    marked = mistake.text if "⟦" in mistake.text else "\n".join(lines)
    assert "\n".join(lines) == marked, said
    for word in mistake.words:
        assert word in f"{diagnostic.message} {diagnostic.help}", said
    assert diagnostic.message[-1] in ".?", said
    assert diagnostic.help, said
