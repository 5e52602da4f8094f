"""Story maps: a story as DOT text, as an accessible picture for its page, and as a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from builder.diagnostics import BuilderError
from builder.flow.changes import StoryChanges
from builder.flow.changes.odds import OddsChanges
from builder.flow.link import StoryGraph
from builder.flow.outline import Audience, Order, order_for
from builder.formats.dot.blank import blank_dot, blank_picture
from builder.formats.dot.changes import changes_dots
from builder.formats.dot.drawing import dot_text
from builder.formats.dot.engine import drawn_by, layout
from builder.formats.dot.keeping import keep, kept
from builder.formats.dot.lettering import plain
from builder.formats.dot.palette import stylesheet
from builder.formats.dot.picture import Caption, caption_for, picture
from builder.formats.dot.view import View, detail_for, in_symbols

__all__ = ["SUFFIXES", "Caption", "change_styles", "dot", "draw", "draw_blank", "draw_changes", "svg", "write_diagram"]

SUFFIXES: Final = (".svg", ".dot", ".png", ".pdf")
"""The files `write_diagram` can make."""

_TABLE: Final = "The table on this page says the same in words."


def dot(
    graph: StoryGraph,
    *,
    audience: Audience,
    link: Callable[[str], str] | None = None,
    condition: Callable[[str], str] = in_symbols,
    order: Order | None = None,
) -> str:
    """The story as DOT text, in as much detail as can still be read: the same text for the same story.

    ``link`` gives the address of a scene or outcome by id. ``condition`` puts the author's ``when`` into words.
    ``order`` is the order of a scene's choices, that in which the audience meets them unless given. Learners see no
    ratings and no ids.
    """
    return dot_text(graph, View(audience, order or order_for(graph, audience), link, condition, detail_for(graph)))


def svg(text: str, caption: Caption, *, alone: bool = False) -> str | None:
    """The picture of DOT text, or None when the layout would take too long.

    For a page it is a piece of HTML that takes its colours from the page's stylesheet; ``alone``, for a file, it is an
    ``<svg>`` element with a style of its own.
    """
    drawn = layout(text)
    return None if drawn is None else picture(drawn, caption, alone=alone)


def draw(
    graph: StoryGraph,
    audience: Audience,
    cache_dir: Path,
    *,
    link: Callable[[str], str] | None = None,
    condition: Callable[[str], str] = in_symbols,
    order: Order | None = None,
    named: bool = False,
) -> str | None:
    """The map as a piece of HTML for the story's map page, or None where no map can be laid out in time.

    It is laid out again only when its story has changed: the last layout is kept in ``cache_dir``, one file a story
    and audience. ``named`` is that of `picture`, the other arguments are those of `dot`.
    """
    view = View(audience, order or order_for(graph, audience), link, condition, detail_for(graph))
    for each, text in _attempts(graph, view):
        drawn = _kept_layout(text, cache_dir / "maps" / f"{graph.story.id}-{audience}-{each.detail}.layout")
        if drawn:
            return picture(drawn, caption_for(graph, each.detail, _TABLE), alone=False, named=named)
    return None


def draw_blank(graph: StoryGraph, cache_dir: Path) -> str | None:
    """The map without a word on it, for a script to fill in; None where the story is too large for a map of scenes.

    It is kept in ``cache_dir`` like the other.
    """
    if detail_for(graph) == "overview":
        return None
    drawn = _kept_layout(blank_dot(graph), cache_dir / "maps" / f"{graph.story.id}-blank.layout")
    return blank_picture(drawn) if drawn else None


def write_diagram(graph: StoryGraph, suffix: str, *, condition: Callable[[str], str] = in_symbols) -> bytes:
    """The author's map as a file of its own: ``suffix`` is one of `SUFFIXES`.

    Raises BuilderError for another suffix, for a story too large to lay out, and where a PNG or PDF is asked for and
    no Graphviz program is installed.
    """
    if suffix not in SUFFIXES:
        raise BuilderError(f"A diagram cannot be written as `{suffix or 'a file without an ending'}`. {_USE}")
    for view, text in _attempts(graph, View("author", order_for(graph, "author"), None, condition, detail_for(graph))):
        if suffix == ".dot":
            return text.encode()
        drawn = layout(text)
        if drawn is None:
            continue
        if suffix == ".svg":
            return (picture(drawn, caption_for(graph, view.detail), alone=True) + "\n").encode()
        return _by_installed_program(text, suffix.removeprefix("."))
    raise BuilderError(
        "This story is too large to draw. Write it as `.dot` and draw that with a program of your choice."
    )


def draw_changes(changes: StoryChanges, odds: OddsChanges, *, alone: bool) -> str | None:
    """The map of what changed in a story: old and new in one, each change with a sign besides its colour.

    ``alone`` is that of `svg`; the page of one that is not needs `change_styles`. None where more changed than can be
    drawn.
    """
    drawn = next(filter(None, map(layout, changes_dots(changes, odds))), None)
    if drawn is None:
        return None
    caption = Caption(
        id=f"changes-{changes.now.story.id}",
        title=f"What changed in ‘{plain(changes.now.story.title)}’",
        description="The old and the new story in one map. A plus marks what was added, a minus what was removed, "
        "a tilde what changed. The list says the same in words.",
    )
    return picture(drawn, caption, alone=alone)


def change_styles() -> str:
    """The stylesheet that the maps of changes need on a page of their own."""
    return stylesheet()


_USE: Final = f"End its name in one of {', '.join(f'`{each}`' for each in SUFFIXES)}."


def _attempts(graph: StoryGraph, view: View) -> Iterator[tuple[View, str]]:
    """The map in full, then, if that cannot be laid out in time, the overview."""
    yield view, dot_text(graph, view)
    if view.detail != "overview":
        general = replace(view, detail="overview")
        yield general, dot_text(graph, general)


def _kept_layout(text: str, file: Path) -> str:
    """The layout kept from the last run, else a new one; empty, and kept as such, where it would take too long."""
    made_from = f"{drawn_by()}\n{text}".encode()
    found = kept(file, made_from)
    if found is None:
        found = (layout(text) or "").encode()
        keep(file, made_from, found)
    return found.decode()


def _by_installed_program(text: str, kind: str) -> bytes:
    from graphviz import CalledProcessError, ExecutableNotFound, Source

    try:
        return bytes(Source(text).pipe(format=kind))
    except ExecutableNotFound:
        raise BuilderError(
            f"A {kind.upper()} needs the Graphviz program `dot`, which is not installed. Install Graphviz from "
            "https://graphviz.org/download/, or write the diagram as `.svg`, which needs nothing more."
        ) from None
    except CalledProcessError:
        raise BuilderError(
            f"The installed Graphviz program `dot` could not make a {kind.upper()}. "
            "Write the diagram as `.svg`, which does not need it."
        ) from None
