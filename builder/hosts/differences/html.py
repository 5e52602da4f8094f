"""What changed, as one page for a browser, with maps: it needs no other file, no script and no network."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from markupsafe import Markup

from builder.flow.changes import Kind
from builder.formats.dot import change_styles, draw_changes
from builder.hosts.differences.comparing import Comparison, StoryDifference
from builder.hosts.differences.summary import OddsRow, odds_rows, remarks, summary, title
from builder.hosts.differences.telling import SIGNS, Told, between, told
from builder.pages.render import macro

_KINDS: Final = {sign: kind for kind, sign in SIGNS.items()}

_STYLE: Final = """
:root { color-scheme: light dark; --text: #1c2030; --back: #ffffff; --line: #737b8c; --link: #1f4fa3; }
body { margin: 0; color: var(--text); background: var(--back); font: 1rem/1.5 system-ui, sans-serif; }
main { padding: 1rem 1.5rem; overflow-wrap: anywhere; }
p, ul { max-width: 60rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
a { color: var(--link); }
ul { list-style: none; padding-left: 0; }
ul ul { padding-left: 1.75rem; }
nav ul { list-style: disc; padding-left: 1.5rem; }
li { margin: 0.2rem 0; }
.sign { display: inline-block; width: 1.25rem; text-align: center; font-weight: 700; border-radius: 0.2rem; }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.added > .sign, ins { background: var(--ch-map-added); color: var(--text); }
.removed > .sign, del { background: var(--ch-map-removed); color: var(--text); }
.changed > .sign, .moved > .sign { background: var(--ch-map-changed); color: var(--text); }
.wide { overflow-x: auto; }
.wide svg { max-width: max(100%, 75rem); height: auto; }
.wide:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; }
th, td { text-align: left; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 400; }
@media (prefers-color-scheme: dark) {
  :root { --text: #eef0f6; --back: #1e2129; --line: #8f97aa; --link: #a9b6ff; }
}
"""


class _Item(NamedTuple):
    """An item with the word for its sign, for whoever hears the page, and what stands between its pieces."""

    told: Told
    kind: Kind
    between: str
    parts: list[_Item]


class _Story(NamedTuple):
    """One story on the page; ``map`` is empty where it could not be drawn, and None where there is nothing to draw."""

    id: str
    title: str
    kind: str
    summary: str
    items: list[_Item]
    undecided: bool
    odds: list[OddsRow]
    map: Markup | None


def render(comparison: Comparison, language: str = "en") -> str:
    """The comparison as a whole HTML document; ``language`` is that of our own words."""
    heading = f"What changed since {comparison.revision.title}"
    style = Markup(change_styles() + _STYLE)
    stories = [_story(each) for each in comparison.stories]
    return str(macro("changes.html", "page")(heading, list(remarks(comparison)), stories, style, language)).lstrip()


def _story(difference: StoryDifference) -> _Story:
    changes = difference.changes
    drawn = draw_changes(changes, difference.odds, alone=False) or "" if _is_seen(difference) else None
    return _Story(
        changes.now.story.id,
        title(changes),
        changes.kind or "changed",
        _sentence(summary(changes)),
        _items(told(changes)),
        difference.odds.undecided,
        odds_rows(difference.odds),
        None if drawn is None else Markup(drawn),
    )


def _is_seen(difference: StoryDifference) -> bool:
    """Whether a map would show any of it: of a story that came or went there is no change to see."""
    changes = difference.changes
    if changes.old is None or changes.new is None:
        return False
    drawn = any(edit.key in ("start", "interrupts") for edit in changes.edits)
    return bool(drawn or changes.scenes or changes.outcomes or difference.odds.moved)


def _items(found: Iterable[Told]) -> list[_Item]:
    return [_Item(each, _KINDS[each.sign], between(each.pieces), _items(each.parts)) for each in found]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
