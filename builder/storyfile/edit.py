"""Changes to an author's file: new text goes in where it belongs, and every other byte stays as the author left it.

A file is never written anew from its data: that would lose its comments and change lines that nobody touched. What was
put in is read again with the whole file; where that does not give exactly what was wanted, the change is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from builder.diagnostics import BuilderError
from builder.sources import Route, Source
from builder.storyfile.notation import in_brackets, in_lines, item
from builder.storyfile.syntax import Lines, Node, nodes, parse
from builder.storyfile.syntax.decoding import spliced


@dataclass(frozen=True, slots=True)
class _Splice:
    """Text to put in at an index of a file's decoded text; the new entry has this ``position`` among its neighbours."""

    at: int
    text: str
    position: int


def append(source: Source, route: Route, entry: Any) -> Source:
    """The file with one more item, plain data, at the end of the list at ``route``; a list that is missing is made.

    The list's own style is kept: lines with dashes, or brackets. Raises `BuilderError` where the file does not read
    without findings, and where it is laid out so that nothing can be put in without changing something else.
    """
    parsed = parse(source)
    if parsed.findings:
        raise BuilderError(f"{source.name} does not read without errors, so nothing is put into it. Mend these first.")
    root, _ = nodes(Lines(parsed.text))
    for splice in _ways(parsed.text, root, route, entry):
        edited = spliced(source, splice.at, splice.at, splice.text)
        if _reads_as(edited, _with(parse(source).data, route, entry, splice.position)):
            return edited
    by_hand = "\n".join(in_lines({str(route[-1]): [entry]}))
    raise BuilderError(f"{source.name} is laid out so that nothing can be put in safely. Add this by hand:\n{by_hand}")


def _ways(text: str, root: Node | None, route: Route, entry: Any) -> Iterator[_Splice]:
    """The ways to put the new item in, the best one first; none where there is no place for it."""
    *way, name = route
    owner, known, quoted = _found(root, tuple(way)), _found(root, route), _is_quoted(text, root)
    new = {str(name): [entry]}
    if known is not None and known.parts is not None and not known.mapping:
        if _in_brackets(text, known):
            yield _inside(text, known, in_brackets(entry, quoted=quoted))
        else:
            yield _below(text, known, item(entry))
    elif known is None and owner is not None and owner.mapping and owner.parts:
        if _in_brackets(text, owner):
            yield _inside(text, owner, in_brackets(new, quoted=quoted)[1:-1])
        else:
            yield _below(text, owner, in_lines(new))
            yield _above_last(text, owner, in_lines(new))


def _inside(text: str, into: Node, written: str) -> _Splice:
    """New text behind the last entry in brackets."""
    if not into.parts:
        return _Splice(into.start.index + 1, written, 0)
    return _Splice(_end(text, into.parts[-1][1]), f", {written}", len(into.parts))


def _below(text: str, into: Node, lines: list[str]) -> _Splice:
    """New lines at the end of a list or mapping: below its last line, and below comments that belong to it."""
    at, column = _end(text, into), into.start.column
    if text[at - 1] != "\n":
        at = text.find("\n", at) + 1 or len(text)
    own = column if into.mapping else column + 1  # beside the dashes, it is about what comes next
    comment = re.compile(rf"(?:[ \t]*\n)* {{{own},}}#[^\n]*(?:\n|\Z)")
    while (found := comment.match(text, at)) is not None:
        at = found.end()
    written = _indented(lines, column)
    if _is_spaced(text, into) and not text.endswith("\n\n", 0, at):
        written = f"\n{written}"
    return _Splice(at, written if text[at - 1] == "\n" else f"\n{written[:-1]}", len(into.parts or ()))


def _above_last(text: str, into: Node, lines: list[str]) -> _Splice:
    """New lines above a mapping's last entry, for a file that ends in the midst of its last value."""
    parts = into.parts or []
    key, value = parts[-1]
    at = text.rfind("\n", 0, (key or value).start.index) + 1
    written = _indented(lines, into.start.column)
    return _Splice(at, f"{written}\n" if _is_spaced(text, into) else written, len(parts) - 1)


def _indented(lines: list[str], column: int) -> str:
    return "".join(f"{' ' * column}{line}\n" for line in lines)


def _is_spaced(text: str, node: Node) -> bool:
    """Whether the author leaves a line empty before the last entry."""
    if node.parts is None or len(node.parts) < 2:
        return False
    (_, before), (key, last) = node.parts[-2:]
    gap = text[_end(text, before) - 1 : (key or last).start.index]
    return re.search(r"\n[ \t]*\n", gap) is not None


def _in_brackets(text: str, node: Node) -> bool:
    return node.parts is not None and text[node.start.index] in "[{"


def _is_quoted(text: str, root: Node | None) -> bool:
    """Whether the file puts its keys in quotation marks, as JSON does."""
    key = root.parts[0][0] if root is not None and root.parts else None
    return key is not None and text[key.start.index] == '"'


def _end(text: str, node: Node) -> int:
    """Where what a node says ends; the parser lets lists and mappings without brackets run on to what comes next."""
    while node.parts and not _in_brackets(text, node):
        node = node.parts[-1][1]
    return int(node.end.index)


def _found(node: Node | None, route: Route) -> Node | None:
    for step in route:
        parts = node.parts or () if node is not None else ()
        names = (part[0].value if part[0] is not None else position for position, part in enumerate(parts))
        node = next((part[1] for name, part in zip(names, parts, strict=True) if name == step), None)
    return node


def _with(data: Any, route: Route, entry: Any, position: int) -> Any:
    """Plain data with the new item in it; a list that is missing gets this position among its neighbours."""
    owner: Any = data
    *way, name = route
    for step in way:
        owner = owner[step]
    if isinstance(owner, dict) and name not in owner:
        entries = list(owner.items())
        entries.insert(position, (name, [entry]))
        owner.clear()
        owner.update(entries)
    else:
        owner[name].append(entry)
    return data


def _reads_as(source: Source, data: Any) -> bool:
    # Compared as texts, which tell 1 from true, keep the order of keys, and let a number that is none equal itself.
    parsed = parse(source)
    return not parsed.findings and repr(parsed.data) == repr(data)
