"""What is fuzzed: each target takes any bytes at all, and fails where anything but findings comes out.

Every target holds what it is given to something that is known to be so: a finding has its place in the file, a file
is read at speed to the same data as with care, an expression written down again means the same, and no prose makes an
element that acts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, TypeAlias

from small_stories import graph_of

import builder
from builder.diagnostics import Diagnostic, Finding
from builder.expressions import Atom, Value, atoms_in, bounds, evaluate, written
from builder.flow.link import StoryGraph, link
from builder.flow.play import BadPlayError, decode, encode, replay, settle
from builder.flow.step import EndlessLoopError
from builder.grammar import MAX_LENGTH, Domain, Kind, Scope, parse
from builder.model import Course
from builder.pages.compile import scene_pages, start_page
from builder.pages.render import phrase, plain, prose
from builder.pipeline import check
from builder.reports import formats, render
from builder.settings import Settings
from builder.sources import CourseSources, Source, Span, StorySource
from builder.storyfile import syntax
from builder.storyfile.places import lines_of, locate
from builder.storyfile.read import read_story
from builder.storyfile.scenes import KnownScenes

Target: TypeAlias = Callable[[bytes], None]

FEW_COMBINATIONS: Final = 20_000
"""A search is not what is fuzzed here; past this it gives up."""


# -- files --


def story(data: bytes) -> None:
    """A story's file is read and linked; what is found lies in it, and reading at speed agrees with reading closely."""
    source = Source("a.yml", data)
    read = read_story(StorySource("a", source, frozenset({"a.png"})))
    known = KnownScenes()
    assert [read_story(StorySource("a", source, frozenset({"a.png"})), known) for _ in range(2)] == [read, read]
    _, more = link(read.story, Course(), media=frozenset({"a.png"}), unread=read.unread)
    _assert_placed(source, [*read.findings, *more])
    at_speed = syntax.sound(source, "scenes", lambda name, made: made)
    if at_speed is not None:
        closely = syntax.parse(source)
        assert closely.whole and not closely.findings, closely.findings
        assert repr(at_speed) == repr(closely.data)  # NaN is not equal to itself


def course(data: bytes) -> None:
    """The same bytes as every file of a course at once, a page among them; all reports can be made of what is found."""
    source = Source("a.yml", data)
    told = StorySource("a", source)
    sources = CourseSources((told,), source, source, source, source, (source,))
    checked = check(sources, Settings(limit=FEW_COMBINATIONS, site_url="https://example.org"), covering=True)
    _assert_in_the_file(lines_of(source), checked.findings)
    for form in formats():
        assert render(form, checked.report()).encode()


def pages(data: bytes) -> None:
    """A story is checked by every rule and told on pages; no page holds an element that its template does not write."""
    source = Source("a.yml", data)
    sources = CourseSources((StorySource("a", source, frozenset({"face.svg", "call.mp3"})),))
    checked = check(sources, Settings(limit=FEW_COMBINATIONS), guiding=True)
    _assert_in_the_file(lines_of(source), checked.findings)
    for graph in checked.graphs:
        made = [start_page(graph, checked.course), *scene_pages(graph, checked.course)]
        for page in made:
            _assert_harmless(page.body, _ON_PAGES)


def _assert_placed(source: Source, findings: Iterable[Diagnostic]) -> None:
    find, lines = locate(source), lines_of(source)
    for finding in findings:
        assert finding.message and finding.help
        for place in (finding.place, *(each.place for each in finding.related)):
            _assert_is_in(lines, find(place))


def _assert_in_the_file(lines: syntax.Lines, findings: Iterable[Finding]) -> None:
    for finding in findings:
        for mark in (finding.mark, *finding.related):
            _assert_is_in(lines, mark.span)


def _assert_is_in(lines: syntax.Lines, span: Span) -> None:
    assert 1 <= span.line == span.end_line <= len(lines), span
    assert 1 <= span.column < span.end_column <= len(lines[span.line - 1]) + 2, span


# -- expressions --

SCOPE: Final = Scope(
    {
        "tension": Domain("number", 0, 10),
        "trust": Domain("number", -5, 5),
        "told": Domain("flag"),
        "plan": Domain("word", words=("none", "refund", "re-send", "tension")),
        "lost": Domain(None),
    },
    {"hello", "on-hold"},
)
_STATES: Final[tuple[Mapping[str, Value], ...]] = (
    {"tension": 0, "trust": -5, "told": False, "plan": "none"},
    {"tension": 7, "trust": 5, "told": True, "plan": "tension"},
)
_NUMBERS: Final[Mapping[str, tuple[Value, ...]]] = {
    "tension": tuple(range(11)),
    "trust": tuple(range(-5, 6)),
    "told": (False, True),
    "plan": ("none", "refund", "re-send", "tension"),
}


def expression(data: bytes) -> None:
    """A text is a condition or a score, or has faults inside it; what is sound has a value within its bounds."""
    text = data.decode("utf-8", "surrogateescape")
    kinds: tuple[Kind, ...] = ("flag", "number")
    for kind in kinds:
        tree, faults = parse(text, SCOPE, kind)
        assert (tree is None) == bool(faults) or "lost" in text
        for fault in faults:
            assert 0 <= fault.start < fault.end <= max(len(text), 1), (fault, text)
            assert fault.message and fault.help
        if tree is None or "lost" in text:
            continue
        again, none = parse(written(tree), SCOPE, kind)
        assert not none or len(written(tree)) > MAX_LENGTH, (written(tree), none)
        possible: dict[Atom, tuple[Value, ...]] = {
            atom: _NUMBERS.get(getattr(atom, "name", ""), (False, True)) for atom in atoms_in(tree)
        }
        least, most = bounds(tree, possible)
        for state in _STATES:
            value = evaluate(tree, state, {"hello"})
            assert type(value) is (bool if kind == "flag" else int)
            assert again is None or evaluate(again, state, {"hello"}) == value
            assert int(least) <= int(value) <= int(most)


# -- Markdown --

_IN_PROSE: Final = frozenset(
    {"p", "a", "em", "strong", "code", "pre", "br", "hr", "ul", "ol", "li", "blockquote", "h3", "h4", "h5", "h6"}
)
_TEMPLATES: Final = sorted((Path(builder.__file__).parent / "pages/templates").glob("*.html"))
_ON_PAGES: Final = _IN_PROSE.union(*(re.findall(r"<([a-z][a-z0-9]*)", each.read_text()) for each in _TEMPLATES))
_ATTRIBUTES: Final = frozenset({"href", "rel", "title", "class", "start"})
_SAFE: Final = re.compile(r"https?:.*|mailto:.*|(?!//|\\)[^:]*([/?#].*)?", re.DOTALL | re.IGNORECASE)
_EMPTY: Final = frozenset({"br", "hr", "img", "input", "source", "track", "wbr"})


def markdown(data: bytes) -> None:
    """Prose becomes HTML of few elements, each closed, none of which acts; a phrase has not even links."""
    text = data.decode("utf-8", "surrogateescape")
    for html in (prose(text, "../"), phrase(text)):
        _assert_harmless(html, _IN_PROSE, _ATTRIBUTES)
    assert "<a " not in phrase(text)
    assert "\n" not in plain(text)


def _assert_harmless(html: str, elements: frozenset[str], attributes: frozenset[str] | None = None) -> None:
    _Reader(elements, attributes).read(html)


class _Reader(HTMLParser):
    """Reads HTML as a browser would, and fails at what acts and at what is not closed."""

    def __init__(self, elements: frozenset[str], attributes: frozenset[str] | None) -> None:
        super().__init__()
        self.elements, self.attributes = elements, attributes
        self.open: list[str] = []

    def read(self, html: str) -> None:
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.elements, tag
        for name, value in attrs:
            assert not name.startswith("on") and name not in ("style", "srcdoc", "formaction"), name
            assert self.attributes is None or name in self.attributes, name
            assert name not in ("href", "src", "action") or _SAFE.fullmatch(value or ""), value
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            assert self.open and self.open.pop() == tag, tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


# -- play codes --

_PLAYED: Final = (
    """
    state: {tension: {start: 3, min: 0, max: 4}, plan: {start: none, one-of: [none, refund]}}
    interrupts: [{when: tension >= 4, goto: out}]
    scenes:
      a:
        text: x
        change: {tension: -1}
        choices:
          - {say: b, goto: b, change: {tension: +2}}
          - {say: c, goto: c, when: tension < 2}
          - {say: d, goto: a, set: {plan: refund}}
      b: {text: x, next: c}
      c: {route: [{when: visited(b) and plan == refund, goto: in}, {goto: a}]}
    outcomes: {in: {result: success, title: In}, out: {result: failure, title: Out}}
    """,
    """
    scenes:
      a: {text: x, choices: [{say: b, goto: b}, {say: c, goto: in}]}
      b: {text: x, next: c}
      c: {text: x, next: b}
    outcomes: {in: {result: success, title: In}}
    """,
)


@cache
def _played() -> tuple[StoryGraph, ...]:
    return tuple(map(graph_of, _PLAYED))


def play(data: bytes) -> None:
    """A code is played, or there is one sentence about it; what is played is written down as the same code."""
    code = data.decode("utf-8", "surrogateescape")
    for graph in _played():
        try:
            choices = decode(code)
            assert encode(choices) == code
            settle(graph, replay(graph, choices))
        except (BadPlayError, EndlessLoopError) as error:
            assert str(error)


TARGETS: Final[Mapping[str, Target]] = {
    each.__name__: each for each in (story, course, pages, expression, markdown, play)
}
