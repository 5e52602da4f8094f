"""The page of every key of the notation, from the table that feeds the reader of stories. MkDocs runs this file."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

import mkdocs_gen_files

from builder import model
from builder.storyfile import schema
from builder.storyfile.json_schema import FILES
from builder.storyfile.schema import Key, Kind, ListOf, MapOf, OneOf, Scalar, Shape, ShortOr

OPENING: Final = """\
# Every key

What can stand in a course's files, mapping by mapping. A key marked **needed** has to be there. How the keys work
together is told in [The story format](../story-format.md). `coolhead schema` gives the same table to
[editors](../how-to/editors.md).

Any mapping may carry these two besides its own, and keys that begin with `x-`, which are kept and ignored:

"""

FILE_NAMES: Final = {
    "story": "`stories/<story-id>.yml` or `stories/<story-id>/story.yml`",
    "course": "`stories/course.yml`",
    "skills": "`stories/skills.yml`",
    "sources": "`stories/sources.yml`",
    "phrases": "`stories/phrases.yml`",
}

SCALARS: Final = {
    "text": "text",
    "caption": 'text, or `""`',
    "id": "an id",
    "name": "an id that stands elsewhere",
    "word": "a word",
    "whole": "a whole number",
    "amount": "a whole number to add",
    "truth": "`true` or `false`",
    "expression": "an [expression](expressions.md)",
    "value": "a whole number, `true`, `false` or a word",
    "day": "a day",
}

MAP_KEYS: Final = {
    "id": "an id",
    "variable": "a variable",
    "name": "an id that stands elsewhere",
    "whole": "a whole number",
    "any": "any name",
}


MODELS: Final = {
    schema.STORY: model.Story,
    schema.SCENE: model.Scene,
    schema.VARIABLE: model.Number,
    schema.COURSE: model.Course,
}
"""What a mapping becomes, where that has a value for a key that is left out."""


def left_out(shape: Shape | None, key: Key) -> str:
    """What counts where a key is left out, if that is a value."""
    fields = dataclasses.fields(MODELS[shape]) if shape in MODELS and not key.required else ()
    found = next((each.default for each in fields if each.name == key.name.replace("-", "_")), None)
    return f"; `{json.dumps(found).strip(QUOTE)}` if left out" if isinstance(found, str | bool) and found != "" else ""


QUOTE: Final = '"'


def in_words(kind: Kind) -> str:
    """What a key takes, in words and links."""
    match kind:
        case Scalar(kind=name, least=int(least), most=int(most)):
            return f"{SCALARS[name]}, {least} to {most}"
        case Scalar(kind=name, least=int(least)):
            return f"{SCALARS[name]}, {least} or more"
        case Scalar(kind=name):
            return SCALARS[name]
        case OneOf(words):
            quoted = [f"`{word}`" for word in words]
            return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
        case ListOf(item):
            return f"a list; each: {in_words(item)}"
        case MapOf(keys, item):
            return f"a mapping; {MAP_KEYS[keys]} to {in_words(item)}"
        case Shape():
            return f"[{kind.called}](#{anchor(kind)})"
        case ShortOr(shape):
            return f"`true`, `false` or {in_words(shape)}"


def shapes_in(kind: Kind) -> Iterator[Shape]:
    """A kind's own shape and those below it, from the outside inwards."""
    match kind:
        case ListOf(item) | MapOf(_, item) | ShortOr(item):
            yield from shapes_in(item)
        case Shape(keys=keys):
            yield kind
            for key in keys:
                yield from shapes_in(key.kind)


def anchor(shape: Shape) -> str:
    """Where a shape's section begins on the page."""
    return shape.called.replace(" ", "-")


def table(called: str, keys: tuple[Key, ...], shape: Shape | None = None) -> str:
    """A row for each key of a mapping: what it is, what it takes, and an example."""
    rows = (
        f"| `{key.name}`{' (**needed**)' if key.required else ''} | {_cell(key.means)} "
        f"| {in_words(key.kind)}{left_out(shape, key)} | `{_cell(EXAMPLES[called, key.name])}` |\n"
        for key in keys
    )
    return "| key | what it is | takes | example |\n| --- | --- | --- | --- |\n" + "".join(rows)


def _examples() -> Iterator[tuple[tuple[str, str], str]]:
    """Each key's example as the author of the table wrote it, by its mapping and its name."""
    called = ""
    for line in files("builder.storyfile").joinpath("examples.yml").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"(\w.*):", line):
            called = heading[1]
        elif row := re.fullmatch(r"  ([\w-]+): .*", line):
            yield (called, row[1]), line.strip()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


EXAMPLES: Final = dict(_examples())


def page() -> str:
    """The whole page in Markdown."""
    told: set[Shape] = set()
    text = OPENING + table("any mapping", schema.COMMON)
    for file, whole in FILES.items():
        text += f"\n## In {FILE_NAMES[file]}\n"
        for shape in shapes_in(whole):
            if shape not in told:
                told.add(shape)
                text += f"\n### {shape.called[0].upper()}{shape.called[1:]}\n\n{table(shape.called, shape.keys, shape)}"
    return text


with mkdocs_gen_files.open("reference/keys.md", "w") as file:
    file.write(page())
