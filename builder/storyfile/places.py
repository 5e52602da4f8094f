"""Finding places again: an address in a file becomes lines and columns, as an editor counts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from builder.diagnostics import Diagnostic, nearest
from builder.sources import Place, Route, Source, Span
from builder.storyfile.scenes import SECTION, KnownScenes
from builder.storyfile.syntax import STAND_IN, Lines, Node, alone, apart, is_plain, nodes, parse, sound
from builder.storyfile.syntax.decoding import decoded


def locate(source: Source, known: KnownScenes | None = None) -> Callable[[Place | Span], Span]:
    """A function that finds places of this file; what is needed of the file is read again, once.

    A place that cannot be found (in a file that stops half-way, say) gives the nearest one around it. With the scenes
    that are ``known`` of a story, a place in a scene is found in the text of that scene, without reading the others.
    """
    whole = cache(lambda: _Tree(source))
    pieces = cache(lambda: _pieces(source, known) if known is not None else {})

    def find(place: Place | Span) -> Span:
        if isinstance(place, Span):
            return place
        name = place.route[1] if len(place.route) > 1 and place.route[0] == SECTION else None
        elsewhere = place.otherwise is not None and place.otherwise[:2] != place.route[:2]
        piece = pieces().get(name) if isinstance(name, str) and not elsewhere else None
        return whole().find(place) if piece is None else piece.find(place)

    return find


def lines_of(source: Source) -> Lines:
    """The author's own lines, as a report shows them."""
    return Lines(decoded(source)[0])


@dataclass(slots=True)
class _Piece:
    """The text of one scene; its places are found in a tree of its own, which begins so many ``lines`` further down."""

    source: Source
    lines: int
    tree: _Tree | None = None

    def find(self, place: Place) -> Span:
        if self.tree is None:
            self.tree = _Tree(self.source)
        span = self.tree.find(place)
        return replace(span, line=span.line + self.lines, end_line=span.end_line + self.lines)


def _pieces(source: Source, known: KnownScenes) -> dict[str, _Piece]:
    """The scenes of a story, each by itself; none where the text cannot be taken apart."""
    before = known.scenes if known.file == source.name else {}
    pieces = apart(source.data, SECTION, before) if is_plain(source.data) else None
    rest = sound(Source(source.name, pieces.rest), SECTION, lambda name, data: data) if pieces is not None else None
    if pieces is None or rest is None or rest.get(SECTION) != {STAND_IN: 0}:
        return {}
    found: dict[str, _Piece] = {}
    lines = pieces.rest[: pieces.rest.index(STAND_IN.encode())].count(b"\n")
    for text in pieces.members:
        piece = _Piece(Source(source.name, alone(SECTION, text)), lines - 1)
        name = before[text].scene.id if text in before else _only_name(piece.source)
        if name is None or name in found:
            return {}
        found[name] = piece
        lines += text.count(b"\n")
    return found


def _only_name(piece: Source) -> str | None:
    """What the one scene of a piece is called that nobody knows yet; None where it is not one, or is no YAML."""
    text, fault = decoded(piece)
    root, whole = nodes(Lines(text))
    if fault is not None or not whole or root is None or not root.mapping or not root.parts:
        return None
    scenes = root.parts[0][1]
    key = scenes.parts[0][0] if scenes.mapping and scenes.parts is not None and len(scenes.parts) == 1 else None
    return key.value if key is not None else None


def as_written(found: Diagnostic, left_out: Mapping[Route, tuple[int, ...]]) -> Diagnostic:
    """What was found in a story, at the places where its author wrote it.

    ``left_out`` has, by list, the positions of items that are in the file and not in the story, as they could not be
    read. A scene's choices know their own positions.
    """

    def route_of(route: Route) -> Route:
        way: Route = ()
        for step in route:
            if isinstance(step, int) and (way[:1], way[-1:]) != (("scenes",), ("choices",)):
                for gone in left_out.get(way, ()):
                    step += gone <= step
            way += (step,)
        return way

    def place_of(place: Place | Span) -> Place | Span:
        if isinstance(place, Span):
            return place
        otherwise = None if place.otherwise is None else route_of(place.otherwise)
        return replace(place, route=route_of(place.route), otherwise=otherwise)

    related = tuple(replace(each, place=place_of(each.place)) for each in found.related)
    return replace(found, place=place_of(found.place), related=related) if left_out else found


class _Tree:
    """One file with its positions."""

    def __init__(self, source: Source) -> None:
        self.file = source.name
        self.lines = lines_of(source)
        self.root, whole = nodes(self.lines)
        if not whole:
            self.root, _ = nodes(Lines(parse(source).text))

    def find(self, place: Place) -> Span:
        if self.root is None:
            return Span(self.file, 1, 1, 1, 2)
        key, node = None, self.root
        for depth, step in enumerate(place.route):
            below = self.step(node, step, place.nth if depth == len(place.route) - 1 else 1)
            if below is None and place.otherwise is not None:
                return self.find(Place(place.file, place.otherwise, place.part, within=place.within))
            if below is None:
                return self.extent(key or node)
            key, node = below
        if place.part == "key" and key is not None:
            return self.extent(key)
        if place.within is not None and node.value is not None:
            return self.inside(node, place.within)
        if node.scalar and node.start == node.end:
            return self.extent(key) if key is not None else self.dash(node)
        return self.extent(node)

    def step(self, node: Node, step: str | int, nth: int) -> tuple[Node | None, Node] | None:
        """One step down. A key that is not there may have been written a little differently, and reported for it."""
        if isinstance(step, int):
            item = node.item(step)
            return (None, item) if item is not None else None
        names = node.names
        guess = step if step in names else nearest(step, names)
        return node.named(guess, nth) if guess is not None else None

    def extent(self, node: Node) -> Span:
        """The node's extent, cut at the end of its first line: a mark under one line says more than one over twenty."""
        start, end = node.start, node.end
        if end.line == start.line and end.column > start.column:
            return self.span(start.line, start.column, end.column)
        line = self.lines[start.line] if start.line < len(self.lines) else ""
        return self.span(start.line, start.column, max(len(line.rstrip()), start.column + 1))

    def dash(self, node: Node) -> Span:
        """The dash of a list item after which nothing stands."""
        line, column = node.start.line, node.start.column
        before = self.lines[line][:column] if line < len(self.lines) else ""
        at = before.rfind("-")
        return self.span(line, at, at + 1) if at >= 0 else self.span(line, column, column + 1)

    def inside(self, node: Node, within: tuple[int, int]) -> Span:
        """Part of a scalar, found in the author's text, which may break its lines elsewhere; else the whole of it."""
        value, (begin, end) = str(node.value).rstrip(), within
        raw = self.lines.between(node.start.line, node.end.line)
        parts = (value[:begin], value[begin:end], value[end:])
        before, piece, after = (r"\s+".join(map(re.escape, re.split(r"\s+", part))) for part in parts)
        found = re.compile(f"{before}({piece}){after}").search(raw, node.start.column) if end - begin < 999 else None
        if found is None or not found[1]:
            return self.extent(node)
        column = found.start(1) - (raw.rfind("\n", 0, found.start(1)) + 1)
        return self.span(
            node.start.line + raw.count("\n", 0, found.start(1)), column, column + len(found[1].split("\n")[0])
        )

    def span(self, line: int, column: int, end: int) -> Span:
        # A document without content is said to begin below a last line that has no end, and what was set aside to read
        # on may have been shorter than what stands for it.
        if line >= len(self.lines):
            line = len(self.lines) - 1
            column = len(self.lines[line])
        column = min(column, max(len(self.lines[line]) - 1, 0))
        end = max(min(end, len(self.lines[line])), column + 1)
        return Span(self.file, line + 1, column + 1, line + 1, end + 1)
