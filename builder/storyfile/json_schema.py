"""The notation as JSON Schema, so that an editor completes and explains the keys while an author writes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

from builder.grammar import MAX_NUMBER, RESERVED
from builder.model import MAX_CHOICES
from builder.sources import Source
from builder.storyfile import schema
from builder.storyfile.kinds import NOT_VARIABLES, VARIABLE, WHOLE
from builder.storyfile.make import BESIDE
from builder.storyfile.schema import Key, Kind, ListOf, MapOf, OneOf, Scalar, Shape, ShortOr
from builder.storyfile.singles import ID
from builder.storyfile.syntax import parse
from builder.storyfile.variables import SORTS, WORD

Json: TypeAlias = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
FILES: Final[Mapping[str, Shape]] = {
    "story": schema.STORY,
    "course": schema.COURSE,
    "skills": schema.SKILLS,
    "sources": schema.SOURCES,
    "phrases": schema.PHRASES,
}
"""The sorts of file there are, by the word `coolhead schema` takes."""

_OWN: Final = "x-"
_SOMETHING: Final[Json] = {"type": "string", "pattern": r"\S"}


def json_schema(file: str) -> str:
    """The schema (draft 2020-12) of one sort of file in `FILES`, as JSON text that is the same every time.

    It sees what one file shows by itself, without looking at names in it: `coolhead check` sees the rest.
    """
    shape = FILES[file]
    parts = {_slug(each): _shape(each) for each in sorted(_shapes_in(shape), key=_slug)}
    maps = {key.name: _map(key.kind) for key in schema.COMMON if isinstance(key.kind, MapOf)}
    whole = {"$schema": DRAFT, **_shape(shape), "$defs": {**parts, **maps}}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


@cache
def examples() -> Mapping[str, Mapping[str, Any]]:
    """An example for every key as plain data: by what its shape is called, or "any mapping", and by its name."""
    file = files(__package__) / "examples.yml"
    told: Mapping[str, Mapping[str, Any]] = parse(Source(file.name, file.read_bytes())).data
    return told


def _shapes_in(kind: Kind) -> Iterable[Shape]:
    """The shapes that stand somewhere in a kind of value, without itself."""
    match kind:
        case ListOf(item) | MapOf(_, item) | ShortOr(item):
            return {*([item] if isinstance(item, Shape) else []), *_shapes_in(item)}
        case Shape(keys=keys):
            own = {key.kind for key in keys if isinstance(key.kind, Shape)}
            return own.union(*(_shapes_in(key.kind) for key in keys))
        case _:
            return set()


def _slug(shape: Shape) -> str:
    return re.sub("^an? ", "", shape.called).replace(" ", "-")


def _shape(shape: Shape) -> Json:
    required = [key.name for key in shape.keys if key.required]
    return {
        "title": shape.called[0].upper() + shape.called[1:],
        **_mapping({key.name: _key(key, shape.called) for key in shape.keys}),
        "additionalProperties": False,
        **({"required": required} if required else {}),
        **_NARROWED.get(shape, {}),
    }


def _mapping(properties: Json) -> Json:
    """A mapping with these keys, and those that any mapping may carry."""
    common = {key.name: _key(key, "any mapping") for key in schema.COMMON}
    return {"type": "object", "properties": {**properties, **common}, "patternProperties": {f"^{_OWN}": {}}}


def _key(key: Key, owner: str) -> Json:
    title = key.name[0].upper() + key.name[1:].replace("-", " ")
    kind = {"$ref": f"#/$defs/{key.name}"} if key in schema.COMMON and isinstance(key.kind, MapOf) else _kind(key.kind)
    return {"title": title, "description": key.means, **kind, "examples": [examples()[owner][key.name]]}


def _kind(kind: Kind) -> Json:
    match kind:
        case Scalar():
            return _scalar(kind)
        case OneOf(words):
            return {"enum": [*words]}
        case ListOf(item):
            return {"type": "array", "items": _kind(item)}
        case MapOf():
            return _map(kind)
        case Shape():
            return {"$ref": f"#/$defs/{_slug(kind)}"}
        case ShortOr(shape):
            return {"anyOf": [{"type": "boolean"}, _kind(shape)]}


def _scalar(kind: Scalar) -> Json:
    match kind.kind:
        case "text" | "name":
            return _SOMETHING
        case "caption":
            return {"type": "string"}
        case "id":
            return {"type": "string", "pattern": _whole(ID)}
        case "word":
            return {"type": "string", "pattern": _whole(WORD), "not": {"enum": sorted(RESERVED)}}
        case "day":
            return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "format": "date"}
        case "truth":
            return {"type": "boolean"}
        case "expression" | "value":
            return {"type": ["string", "integer", "boolean"], "pattern": r"\S"}
        case "whole" | "amount":
            least = -MAX_NUMBER if kind.least is None else kind.least
            return {"type": "integer", "minimum": least, "maximum": MAX_NUMBER if kind.most is None else kind.most}


def _map(kind: MapOf) -> Json:
    return {**_mapping({}), "additionalProperties": _kind(kind.item), **_NAMES.get(kind.keys, {})}


def _whole(*patterns: re.Pattern[str]) -> str:
    """A pattern that the whole of a text has to fit; Python's own takes it from the start, JSON Schema's anywhere."""
    return f"^(?:{'|'.join(each.pattern for each in patterns)})$"


_BESIDES: Final = re.compile("|".join((*(key.name for key in schema.COMMON), f"{_OWN}.*")))
_NAMES: Final[Mapping[str, Json]] = {
    "id": {"propertyNames": {"pattern": _whole(ID, _BESIDES)}},
    "variable": {"propertyNames": {"pattern": _whole(VARIABLE, _BESIDES), "not": {"enum": sorted(NOT_VARIABLES)}}},
    "whole": {"propertyNames": {"pattern": _whole(WHOLE, _BESIDES)}},
}
"""How the keys that an author chooses are spelled."""


# -- what takes more than one key to see --


def _one_of(*names: str) -> Json:
    return {"oneOf": [{"required": [name]} for name in names]}


def _without(names: Iterable[str]) -> Json:
    return dict.fromkeys(names, False)


def _media() -> Json:
    """A picture, a sound or a film, each with what may stand beside it."""
    every = {*BESIDE, *(name for names in BESIDE.values() for name in names)}
    return {
        "oneOf": [
            {"required": [name], "properties": _without(sorted(every - {name, *beside}))}
            for name, beside in BESIDE.items()
        ]
    }


def _variable() -> Json:
    """The keys of each sort of variable, which its start tells."""
    types = {"a number": "integer", "a flag": "boolean", "a word": "string"}
    bounds = {"a number": ["min", "max"], "a word": ["one-of"]}
    every = [key.name for key in schema.VARIABLE.keys]
    return {
        "allOf": [
            {"properties": {"one-of": {"minItems": 1, "uniqueItems": True}}},
            *(
                {
                    "if": {"properties": {"start": {"type": types[sort]}}, "required": ["start"]},
                    "then": {
                        "required": bounds.get(sort, []),
                        "properties": _without(name for name in every if name not in keys),
                    },
                }
                for sort, keys in SORTS.items()
            ),
        ]
    }


def _filled(*names: str) -> Json:
    return {"allOf": [{"properties": {name: {"minProperties": 1} for name in names}}]}


_ONE_WITHOUT_WHEN: Final[Json] = {"contains": {"not": {"required": ["when"]}}, "minContains": 1, "maxContains": 1}
_NARROWED: Final[Mapping[Shape, Json]] = {
    schema.CHOICE: _one_of("say", "do"),
    schema.SCENE: {
        **_one_of("choices", "next", "route"),
        "dependentSchemas": {"lines": {"properties": _without(("text", "speaker", "mood"))}},
        "dependentRequired": {"speaker": ["text"], "mood": ["text"]},
        "allOf": [
            {"properties": {"choices": {"minItems": 1, "maxItems": MAX_CHOICES}}},
            {"properties": {"route": {"minItems": 1, **_ONE_WITHOUT_WHEN}}},
        ],
    },
    schema.MEDIA: _media(),
    schema.VARIABLE: _variable(),
    schema.WALKTHROUGH: _filled("expect"),
    schema.STORY: {"allOf": [{"properties": {"format": {"const": 1}}}, *_filled("scenes", "outcomes")["allOf"]]},
}
"""What a mapping must be besides its keys, as the makers of the model check it."""
