"""Making the model: one function a shape, which also checks what no single key can show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from builder import model
from builder.diagnostics import Related, did_you_mean
from builder.grammar import RESERVED
from builder.sources import Place, Route
from builder.storyfile import schema
from builder.storyfile.reading import Maker, Reading, Values, slug
from builder.storyfile.syntax import UNREADABLE

MAX_RANGE: Final = 1_000
"""Values in the range of one number."""

_WORD = re.compile(r"[a-z][a-z0-9_]*(-[a-z0-9_]+)*")


def _choice(reading: Reading, values: Values, data: Values, route: Route) -> model.Choice:
    if reading.whole and not {"say", "do"} & data.keys() and not {"say", "do"} & values.keys():
        reading.report(
            "missing-key", route, "A choice needs `say` or `do`.", "Add the words to `say`, or the thing to `do`."
        )
    if "say" in data and "do" in data:
        help = "Keep one of them, or tell what is done in the `reaction`."
        first = Related(Place(reading.file, (*route, "say"), "key"), "`say` is here")
        reading.report(
            "wrong-type", (*route, "do"), "A choice is either said or done, not both.", help, "key", (first,)
        )
    position = route[-1]
    assert isinstance(position, int)
    return model.Choice(position=position, **{"goto": "", **values})


def _scene(reading: Reading, values: Values, data: Values, route: Route) -> model.Scene:
    written = {*data, *values}
    if "lines" in written:
        for name in ("text", "speaker", "mood"):
            if name in data:
                help = "Move it into an item of `lines`."
                message = f"`{name}` cannot stand beside `lines`: each line has its own."
                reading.report("unknown-key", (*route, name), message, help, "key")
    elif "text" not in written:
        for name in ("speaker", "mood"):
            if name in data:
                reading.report(
                    "missing-key", (*route, name), f"`{name}` has no `text`.", "Add the words as `text`.", "key"
                )
    _check_exit(reading, written, values, data, route)
    _check_choice_ids(reading, values.get("choices", ()), route)
    lines = values.pop("lines", ())
    spoken = {name: values.pop(name) for name in ("text", "speaker", "mood") if name in values}
    if "text" in spoken and not lines:
        lines = (model.Line(**spoken),)
    return model.Scene(id=str(route[-1]), lines=lines, **values)


def _check_exit(reading: Reading, written: set[str], values: Values, data: Values, route: Route) -> None:
    exits = [name for name in ("choices", "next", "route") if name in written]
    if not exits and reading.whole:
        help = "Add `choices`, `next` or `route`. A scene that ends the story is an outcome."
        reading.report("wrong-exit", route, f"Nothing leads on from `{route[-1]}`.", help, "key")
    for extra in exits[1:]:
        help = "A scene has exactly one of `choices`, `next` and `route`: keep one."
        first = Related(Place(reading.file, (*route, exits[0]), "key"), "the first way out")
        reading.report("wrong-exit", (*route, extra), "This scene has two ways out.", help, "key", (first,))
    for name in exits[:1]:
        if data.get(name) == []:
            help = "Add at least one item, or use `next`."
            reading.report("wrong-exit", (*route, name), f"`{name}` is empty, so nothing leads on.", help)
    if len(data.get("choices") or ()) > model.MAX_CHOICES:
        count = f"There are {len(data['choices'])} choices here; a scene has at most {model.MAX_CHOICES}."
        reading.report("too-large", (*route, "choices"), count, "Split them over several scenes.", "key")
    branches = data.get("route")
    if isinstance(branches, list):
        _check_route(reading, branches, (*route, "route"))


def _check_route(reading: Reading, branches: list[Any], route: Route) -> None:
    """The last item, and only the last, has no ``when``. An item in the wrong place is one mistake, not two."""
    open_ended = [position for position, each in enumerate(branches) if isinstance(each, dict) and "when" not in each]
    last = len(branches) - 1
    for position in open_ended:
        if position != last:
            help = "Give it a `when`, or move it to the end."
            message = "This item is always taken, so the ones below it never are."
            reading.report("wrong-exit", (*route, position), message, help)
    if not open_ended and branches and isinstance(branches[last], dict):
        help = "Add a last item with only a `goto`, for all other cases."
        reading.report("wrong-exit", (*route, last, "when"), "The last item of a route has no `when`.", help, "key")


def _check_choice_ids(reading: Reading, choices: Iterable[model.Choice], route: Route) -> None:
    seen: dict[str, Route] = {}
    for choice in choices:
        if choice.id is None:
            continue
        at = (*route, "choices", choice.position, "id")
        if choice.id in seen:
            first = Related(Place(reading.file, seen[choice.id]), "first here")
            message = f"Two choices of this scene have the id `{choice.id}`."
            reading.report("repeated-key", at, message, "Give one of them another id.", related=(first,))
        seen.setdefault(choice.id, at)


def _media(reading: Reading, values: Values, data: Values, route: Route) -> Any:
    kinds = [kind for kind in ("image", "audio", "video") if kind in data or kind in values]
    if not kinds and reading.whole:
        reading.report(
            "missing-key", route, "Media needs an `image`, `audio` or `video`.", "Add one with its file's name.", "key"
        )
    for extra in kinds[1:]:
        help = "Keep one of them; put the other into a scene of its own."
        reading.report("wrong-type", (*route, extra), "Media is one picture, one sound or one film.", help, "key")
    if not kinds or kinds[0] not in values:
        return UNREADABLE
    rest = {name: values.get(name) for name in ("alt", "captions", "transcript")}
    return model.Media(kind=kinds[0], file=values[kinds[0]], **rest)


def _variable(reading: Reading, values: Values, data: Values, route: Route) -> Any:
    name, start = str(route[-1]), values.get("start")
    if start is None:
        return UNREADABLE
    if "one-of" in data or isinstance(start, str):
        return _word(reading, values, data, route, name, start)
    if isinstance(start, bool):
        _only(reading, data, route, "a flag", ("start", "label"))
        return model.Flag(name, start, values.get("label"))
    return _number(reading, values, data, route, name, start)


def _number(reading: Reading, values: Values, data: Values, route: Route, name: str, start: int) -> Any:
    for bound in ("min", "max"):
        if bound not in data and reading.whole:
            help = f"Add `{bound}:`. Every number has bounds, so that every play can be checked."
            reading.report("missing-key", route, f"The number `{name}` needs a `{bound}`.", help, "key")
    if "min" not in values or "max" not in values:
        return UNREADABLE
    low, high = values["min"], values["max"]
    if low > high:
        reading.report(
            "value-out-of-range", (*route, "max"), f"`max` is {high}, less than `min`, {low}.", "Swap the two."
        )
        return UNREADABLE
    if high - low >= MAX_RANGE:
        message = f"`{name}` can have {high - low + 1:,} values; {MAX_RANGE:,} is the most."
        reading.report("too-large", (*route, "max"), message, "Count in larger steps.")
        return UNREADABLE
    if not low <= start <= high:
        help = f"Start it within {low} to {high}, or widen `min` and `max`."
        reading.report(
            "value-out-of-range", (*route, "start"), f"`{name}` starts at {start}, outside {low} to {high}.", help
        )
    words = tuple(sorted((value, word) for value, word in values.get("words", {}).items() if isinstance(value, int)))
    rest = {key: values[key] for key in ("label", "show", "good") if key in values}
    return model.Number(name, min(max(start, low), high), low, high, words=words, **rest)


def _word(reading: Reading, values: Values, data: Values, route: Route, name: str, start: Any) -> Any:
    _only(reading, data, route, "a word", ("start", "one-of", "label"))
    if "one-of" not in data:
        help = "Add `one-of: [...]` with every word it can be. A whole number or true and false need none."
        reading.report("missing-key", route, f"`{name}` starts with a word, so it needs `one-of`.", help, "key")
    words: tuple[str, ...] = values.get("one_of", ())
    for position, word in enumerate(words):
        if not _WORD.fullmatch(word) or word in RESERVED:
            help = f"Use small letters, digits, `-` and `_`: `{slug(word, '-')}`."
            reading.report(
                "bad-id", (*route, "one-of", position), f"`{word}` cannot be used as a word in conditions.", help
            )
    if not words:
        return UNREADABLE
    if start not in words:
        help = did_you_mean(str(start), words, "Start with one of " + ", ".join(f"`{word}`" for word in words) + ".")
        reading.report(
            "value-out-of-range", (*route, "start"), f"`{name}` starts as `{start}`, which is none of its words.", help
        )
    return model.Word(name, start if start in words else words[0], tuple(dict.fromkeys(words)), values.get("label"))


def _only(reading: Reading, data: Values, route: Route, what: str, allowed: tuple[str, ...]) -> None:
    for name in data:
        if name in ("min", "max", "one-of", "label", "show", "good", "words") and name not in allowed:
            message = f"`{name}` is for another sort of variable; this one holds {what}."
            reading.report("unknown-key", (*route, name), message, "Delete it, or change `start`.", "key")


def _named(make: Callable[..., Any], **defaults: Any) -> Maker:
    """A maker for shapes whose model carries its own id."""
    return lambda reading, values, data, route: make(id=str(route[-1]), **{**defaults, **values})


def _plain(make: Callable[..., Any], **defaults: Any) -> Maker:
    return lambda reading, values, data, route: make(**{**defaults, **values})


MAKERS: Final[Mapping[str, Maker]] = {
    schema.CAST_MEMBER.called: _named(model.CastMember, name=""),
    schema.VARIABLE.called: _variable,
    schema.TRIGGER.called: _named(model.Trigger),
    schema.INTERRUPT.called: _plain(model.Interrupt, when="", goto=""),
    schema.LINE.called: _plain(model.Line, text=""),
    schema.MEDIA.called: _media,
    schema.CHOICE.called: _choice,
    schema.BRANCH.called: _plain(model.Branch, goto=""),
    schema.SCENE.called: _scene,
    schema.OUTCOME.called: _named(model.Outcome, result="partial", title=""),
    schema.WALKTHROUGH.called: _plain(model.Walkthrough, name=""),
    schema.REVIEWED.called: _plain(model.Reviewed, by="", on=""),
    schema.MODULE.called: _plain(model.Module, title="", stories=()),
    schema.SKILL.called: _named(model.Skill, title=""),
}


BLANKS: Final[Mapping[str, Callable[[str], Any]]] = {
    schema.SCENE.called: model.Scene,
    schema.OUTCOME.called: lambda name: model.Outcome(name, "partial", ""),
}
