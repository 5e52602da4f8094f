"""The reader's machine: plain data against the schema's rows, one finding for everything that does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from builder.diagnostics import Diagnostic, Related, did_you_mean, nearest
from builder.grammar import MAX_NUMBER, RESERVED
from builder.model import Waiver
from builder.sources import Place, Route
from builder.storyfile import schema
from builder.storyfile.schema import Key, Kind, ListOf, MapOf, OneOf, Scalar, Shape, ShortOr
from builder.storyfile.syntax import UNREADABLE

MAX_SCENES: Final = 200_000
"""Scenes and outcomes in one story; twice what has been measured to work."""

Values: TypeAlias = dict[str, Any]
Maker: TypeAlias = "Callable[[Reading, Values, Values, Route], Any]"
"""Makes part of the model from the values read, the author's own mapping, and where it stands."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_VARIABLE = re.compile(r"[a-z][a-z0-9_]*")


@cache
def _table(shape: Shape) -> tuple[dict[str, tuple[Key, str, bool]], tuple[str, ...]]:
    """By key: its row, its field in the model, and whether any text will do; then the keys that must be there."""
    free = {schema.TEXT, schema.NAME, schema.EXPRESSION}
    rows = {key.name: (key, key.name.replace("-", "_"), key.kind in free) for key in (*shape.keys, *schema.COMMON)}
    return rows, tuple(key.name for key in shape.keys if key.required)


@dataclass(slots=True)
class Reading:
    """One file being read: where findings, waivers and the names of unreadable things gather.

    ``makers`` turn the values of a shape into its part of the model. ``blanks`` make the empty member that stands for
    one that could not be read, so that nobody reports its name as unknown.
    """

    file: str
    findings: list[Diagnostic]
    whole: bool
    makers: Mapping[str, Maker]
    blanks: Mapping[str, Callable[[str], Any]]
    waivers: list[Waiver] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def report(
        self,
        rule: str,
        route: Route,
        message: str,
        help: str,
        part: Literal["key", "value"] = "value",
        related: tuple[Related, ...] = (),
    ) -> None:
        """Note one finding at a route of this file."""
        self.findings.append(Diagnostic(rule, Place(self.file, route, part), message, help, related=related))

    # one function a sort of kind; each gives the value, or UNREADABLE once it has reported why not

    def value(self, kind: Kind, data: Any, route: Route) -> Any:
        """The value of any kind; UNREADABLE once it is reported why there is none."""
        if data is UNREADABLE:
            return UNREADABLE
        match kind:
            case Scalar():
                return self.scalar(kind, data, route)
            case OneOf(words):
                return self.one_of(words, data, route)
            case ListOf(item):
                return self.items(item, data, route)
            case MapOf():
                return self.entries(kind, data, route)
            case Shape():
                return self.made(kind, data, route)
            case ShortOr(shape):
                short = data.__class__ is bool
                return self.made(shape, {"start": data} if short else data, route)

    def scalar(self, kind: Scalar, data: Any, route: Route) -> Any:
        """A single value."""
        match kind.kind:
            case "whole":
                good = data.__class__ is int
            case "truth":
                good = data.__class__ is bool
            case "value":
                good = data.__class__ in (int, bool, str)
            case "expression":
                if data.__class__ in (int, bool):
                    return str(data).lower()
                good = data.__class__ is str
            case _:
                good = data.__class__ is str
        if not good:
            return self.wrong_type(_WANTED[kind.kind], data, route)
        if data.__class__ is int and abs(data) > MAX_NUMBER:
            self.report("too-large", route, f"{data} is too large.", "Use a number up to a thousand million.")
            return UNREADABLE
        if kind.kind == "id" and not _ID.fullmatch(data):
            self.report("bad-id", route, f"`{data}` is not an id.", id_help(data))
        return data

    def one_of(self, words: tuple[str, ...], data: Any, route: Route) -> Any:
        """One of a few fixed words."""
        if data in words:
            return data
        listed = ", ".join(f"`{word}`" for word in words[:-1]) + f" or `{words[-1]}`"
        if data.__class__ is not str:
            return self.wrong_type(f"one of {listed}", data, route)
        help = did_you_mean(data, words, "Use one of these words.")
        self.report("wrong-type", route, f"`{route[-1]}` is {listed}, not `{data}`.", help)
        return UNREADABLE

    def items(self, item: Kind, data: Any, route: Route) -> Any:
        """A list, without the items that could not be read."""
        if data.__class__ is not list:
            return self.wrong_type("a list", data, route)
        read = [self.value(item, each, (*route, position)) for position, each in enumerate(data)]
        if UNREADABLE in read and route:
            self.unread.add(str(route[-1]))
        return tuple(each for each in read if each is not UNREADABLE)

    def entries(self, kind: MapOf, data: Any, route: Route) -> Any:
        """A mapping whose keys the author chose; members that could not be read are noted as unread."""
        if data.__class__ is not dict:
            return self.wrong_type("a mapping of `name: value` lines", data, route)
        if len(data) > MAX_SCENES:
            help = "Split the story into several."
            self.report(
                "too-large", route, f"There are {len(data):,} entries here, more than {MAX_SCENES:,}.", help, "key"
            )
            return UNREADABLE
        read: dict[Any, Any] = {}
        for name, each in data.items():
            if name.startswith("x-") or (kind.keys in ("id", "variable") and _is_common(name, each)):
                self.common(name, each, route)
                continue
            at = (*route, name)
            self.check_key(kind.keys, name, at)
            value = self.value(kind.item, each, at)
            if value is UNREADABLE:
                self.unread.add(f"{route[-1] if route else ''}/{name}")
            read[int(name) if kind.keys == "whole" and _WHOLE.fullmatch(name) else name] = value
        blank = self.blanks.get(kind.item.called) if isinstance(kind.item, Shape) else None
        if blank is not None:
            return {name: blank(name) if value is UNREADABLE else value for name, value in read.items()}
        return {name: value for name, value in read.items() if value is not UNREADABLE}

    def check_key(self, keys: str, name: str, at: Route) -> None:
        """Report a key that is not spelled as its kind asks."""
        if keys == "id" and not _ID.fullmatch(name):
            self.report("bad-id", at, f"`{name}` is not an id.", id_help(name), "key")
            self.unread.add(f"{at[0]}/{slug(name, '-')}")  # others may already call it by its proper name
        elif keys == "variable" and not _VARIABLE.fullmatch(name):
            help = f"Use small letters, digits and `_`: `{slug(name, '_')}`."
            self.report("bad-id", at, f"`{name}` is not a variable name.", help, "key")
        elif keys == "variable" and (name in RESERVED or name in ("outcome", "scene")):
            self.report("bad-id", at, f"`{name}` is a word of the notation itself.", "Use another name.", "key")
        elif keys == "whole" and not _WHOLE.fullmatch(name):
            self.report(
                "wrong-type",
                at,
                f"`{name}` is not a whole number.",
                "Write the number from which the word is used.",
                "key",
            )

    def made(self, shape: Shape, data: Any, route: Route) -> Any:
        """A mapping with fixed keys, made into its part of the model."""
        values = self.shape(shape, data, route)
        return values if values is UNREADABLE else self.makers[shape.called](self, values, data, route)

    def shape(self, shape: Shape, data: Any, route: Route) -> Any:
        """The values of a mapping with fixed keys, by field of the model; what could not be read is left out."""
        if data.__class__ is not dict:
            return self.wrong_type("a mapping of `key: value` lines", data, route)
        rows, required = _table(shape)
        values: dict[str, Any] = {}
        last = ""
        for name, each in data.items():
            row = rows.get(name)
            if row is None:
                if name.startswith("x-") or each is UNREADABLE:
                    continue
                row = self.unknown_key(shape, name, each, data, route, last, values)
                if row is None:
                    continue
            key, last, free = row
            if free and each.__class__ is str:
                values[last] = each
            elif key in schema.COMMON:
                self.common(name, each, route)
            else:
                value = self.value(key.kind, each, (*route, name))
                if value is not UNREADABLE:
                    values[last] = value
                elif not route:
                    self.unread.add(key.name)
        values.pop("notes", None)
        for name in required:
            if name not in data and name.replace("-", "_") not in values and self.whole:
                self.missing_key(shape, name, route)
        return values

    def common(self, name: str, data: Any, route: Route) -> None:
        """One of the keys that any mapping may carry."""
        if name == "notes":
            self.value(schema.TEXT, data, (*route, name))
        elif name == "waive":
            waived = self.value(schema.COMMON[1].kind, data, (*route, name))
            if waived is not UNREADABLE:
                self.waivers += [Waiver(Place(self.file, route), rule, why) for rule, why in waived.items()]

    # the findings that several of these share

    def unknown_key(
        self, shape: Shape, name: str, value: Any, data: dict[str, Any], route: Route, last: str, values: dict[str, Any]
    ) -> tuple[Key, str, bool] | None:
        """Report it. Gives the row of the key that was meant, where that is clear, so that its value is still read."""
        rows, _ = _table(shape)
        guess = nearest(name, rows)
        if guess in data:
            guess = None
        if value is None and guess is None and last:
            values.pop(last, None)  # cut off at the comma: whatever is wrong with it is this fault
            cut = last.replace("_", "-")
            help = f"A comma ends the value of `{cut}`. Put that value in double quotes if the comma belongs to it."
        elif guess is not None:
            help = f"Did you mean `{guess}`?"
        else:
            help = f"Its keys are {', '.join(key.name for key in shape.keys)}. Your own keys begin with `x-`."
        self.report("unknown-key", (*route, name), f"`{name}` is not a key of {shape.called}.", help, "key")
        return rows[guess] if guess is not None else None

    def missing_key(self, shape: Shape, name: str, route: Route) -> None:
        """Report a key that must be there."""
        key = next(key for key in shape.keys if key.name == name)
        owner = shape.called[0].upper() + shape.called[1:]
        help = f"Add `{name}:`. {key.means}"
        part: Literal["key", "value"] = "key" if route and isinstance(route[-1], str) else "value"
        self.report("missing-key", route, f"{owner} needs a `{name}`.", help, part)

    def wrong_type(self, wanted: str, data: Any, route: Route) -> Any:
        """Report a value of the wrong sort; gives UNREADABLE."""
        where = f"`{route[-1]}`" if route and isinstance(route[-1], str) else "This"
        message = f"{where} is {_described(data)}, and {wanted} is needed here."
        self.report("wrong-type", route, message, _type_help(wanted, data))
        return UNREADABLE


_WHOLE = re.compile(r"[-+]?[0-9]{1,9}")
_WANTED = {
    "text": "text",
    "id": "an id",
    "name": "a name",
    "whole": "a whole number",
    "truth": "true or false",
    "expression": "a condition or sum",
    "value": "a number, true, false or a word",
}


def _is_common(name: str, value: Any) -> bool:
    """Whether this is one of the keys that any mapping may carry, and not a member that happens to be called so."""
    return name == "waive" or (name == "notes" and value.__class__ is str)


def _described(data: Any) -> str:
    match data:
        case None:
            return "empty"
        case bool():
            return f"`{str(data).lower()}`"
        case int():
            return f"the number {data}"
        case float():
            return "a number with a decimal point"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _type_help(wanted: str, data: Any) -> str:
    if data is None:
        return "Write a value after the colon, or delete the key."
    if wanted in ("text", "a name", "an id"):
        if isinstance(data, bool | int):
            return f'If it is text, put it in double quotes: `"{str(data).lower()}"`.'
        return "If it is text, put it in double quotes, or write it on the lines below after a `|`."
    if wanted == "true or false" and isinstance(data, str):
        guess = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(data.lower())
        return f"Did you mean `{guess}`?" if guess else "Write `true` or `false`."
    if wanted == "a list":
        return "Write `[one, two]`, or each item on a line of its own after `- `."
    if wanted.startswith("a mapping"):
        return "Write its keys on the lines below, indented, each as `key: value`."
    if wanted == "a whole number":
        return "Write a whole number such as `3` or `-2`, without quotation marks."
    return "Write one single value here."


def slug(text: str, joint: str) -> str:
    """The nearest thing to ``text`` that is spelled as an id."""
    return joint.join(re.findall(r"[a-z0-9]+", text.casefold())).lstrip("0123456789" + joint) or "name"


def id_help(text: str) -> str:
    """How to mend a bad id."""
    return f"Use small letters, digits and single hyphens, beginning with a letter: `{slug(text, '-')}`."


def is_id(text: str) -> bool:
    """Whether the text is spelled as an id: small letters, digits and single hyphens, a letter first."""
    return _ID.fullmatch(text) is not None
