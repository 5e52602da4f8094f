"""Making the model: one function a shape, which also checks what no single key can show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal

from builder import model
from builder.diagnostics import Related
from builder.sources import Place, Route
from builder.storyfile import schema
from builder.storyfile.frozen import at_speed
from builder.storyfile.reading import Maker, Reading, Values
from builder.storyfile.syntax import UNREADABLE
from builder.storyfile.variables import variable

_NEW_CHOICE: Final = at_speed(model.Choice)
_NEW_SCENE: Final = at_speed(model.Scene)
_NEW_LINE: Final = at_speed(model.Line)


def _choice(reading: Reading, values: Values, data: Values, route: Route) -> model.Choice:
    if "say" not in data and "do" not in data:
        help = "Add the words to `say`, or the thing to `do`."
        reading.lacks("missing-key", route, "A choice needs `say` or `do`.", help)
    if "say" in data and "do" in data:
        help = "Keep one of them, or tell what is done in the `reaction`."
        first = Related(Place(reading.file, (*route, "say"), "key"), "`say` is here")
        message = "A choice is either said or done, not both."
        reading.report("wrong-type", (*route, "do"), message, help, "key", (first,))
    values.setdefault("goto", "")
    return _NEW_CHOICE(int(route[-1]), **values)


def _scene(reading: Reading, values: Values, data: Values, route: Route) -> model.Scene:
    _check_words(reading, data, route)
    _check_exit(reading, data, route)
    _check_choice_ids(reading, values.get("choices", ()), route)
    lines = values.pop("lines", ())
    spoken = {name: values.pop(name) for name in ("text", "speaker", "mood") if name in values}
    if "text" in spoken and not lines:
        lines = (_NEW_LINE(**spoken),)
    return _NEW_SCENE(str(route[-1]), lines=lines, **values)


def _check_words(reading: Reading, data: Values, route: Route) -> None:
    """The words are a ``text``, perhaps with speaker and mood, or ``lines``, which have their own."""
    if "lines" not in data and "text" in data:
        return
    name = next((name for name in data if name in ("text", "speaker", "mood")), None)
    if name is None:
        return
    if "lines" in data:
        message = f"`{name}` cannot stand beside `lines`: each line has its own."
        reading.report("unknown-key", (*route, name), message, "Move it into an item of `lines`.", "key")
    elif route not in reading.unsure:
        help = "Add the words as `text`."
        reading.report("missing-key", (*route, name), f"`{name}` has no `text`.", help, "key")


def _check_exit(reading: Reading, data: Values, route: Route) -> None:
    exits = [name for name in ("choices", "next", "route") if name in data]
    if not exits:
        help = "Add `choices`, `next` or `route`. A scene that ends the story is an outcome."
        reading.lacks("wrong-exit", route, f"Nothing leads on from `{route[-1]}`.", help)
        return
    exits.sort(key=list(data).index)
    if len(exits) > 1 and "<<" not in data:  # else they may belong to two scenes
        help = "A scene has exactly one of `choices`, `next` and `route`: keep one."
        first = Related(Place(reading.file, (*route, exits[0]), "key"), "the first way out")
        message = "This scene has more than one way out."
        reading.report("wrong-exit", (*route, exits[1]), message, help, "key", (first,))
    items = data[exits[0]]
    if items == []:
        message, help = f"`{exits[0]}` is empty, so nothing leads on.", "Add at least one item, or use `next`."
        reading.report("wrong-exit", (*route, exits[0]), message, help)
    elif exits[0] == "choices" and isinstance(items, list) and len(items) > model.MAX_CHOICES:
        message = f"There are {len(items)} choices here; a scene has at most {model.MAX_CHOICES}."
        reading.report("too-large", (*route, "choices"), message, "Split them over several scenes.", "key")
    elif exits[0] == "route" and isinstance(items, list):
        _check_route(reading, items, (*route, "route"))


def _check_route(reading: Reading, items: list[Any], route: Route) -> None:
    """The last item, and only the last, has no ``when``. An item in the wrong place is one mistake, not two."""
    items = [item if (*route, position) not in reading.unsure else None for position, item in enumerate(items)]
    always = [position for position, item in enumerate(items) if isinstance(item, dict) and "when" not in item]
    last = len(items) - 1
    for position in always:
        if position != last:
            message = "This item is always taken, so the ones below it never are."
            reading.report("wrong-exit", (*route, position), message, "Give it a `when`, or move it to the end.")
    if not always and isinstance(items[last], dict) and not reading.open_at_the_stop(route):
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


BESIDE: Final[Mapping[Literal["image", "audio", "video"], tuple[str, ...]]] = {
    "image": ("alt",),
    "audio": ("transcript",),
    "video": ("captions", "transcript"),
}
"""What may stand beside each sort of media."""


def _media(reading: Reading, values: Values, data: Values, route: Route) -> Any:
    kinds = [kind for kind in BESIDE if kind in data]
    if not kinds:
        help = "Add one of them with its file's name."
        reading.lacks("missing-key", route, "Media needs `image`, `audio` or `video`.", help)
        return UNREADABLE
    kind = kinds[0]
    if len(kinds) > 1:
        message, help = (
            "Media is one picture, one sound or one film.",
            "Keep one; put the other into a scene of its own.",
        )
        reading.report("wrong-type", (*route, kinds[1]), message, help, "key")
    else:
        for name in data:
            if name in ("alt", "captions", "transcript") and name not in BESIDE[kind]:
                keys = " and ".join(f"`{key}`" for key in BESIDE[kind])
                message, help = f"`{name}` does not go with `{kind}`.", f"Beside `{kind}` stands {keys}."
                reading.report("unknown-key", (*route, name), message, help, "key")
    if kind not in values:
        return UNREADABLE
    return model.Media(kind, values[kind], values.get("alt"), values.get("captions"), values.get("transcript"))


def _walkthrough(reading: Reading, values: Values, data: Values, route: Route) -> model.Walkthrough:
    if data.get("expect") == {}:
        help = "Name the `outcome` it must end in, the `scene` it must reach, or the value of a variable."
        reading.report("missing-key", (*route, "expect"), "`expect` says nothing.", help, "key")
    return model.Walkthrough(**{"name": "", **values})


def _named(make: Callable[..., Any], **defaults: Any) -> Maker:
    """A maker for shapes whose model carries its own id."""
    return lambda reading, values, data, route: make(id=str(route[-1]), **{**defaults, **values})


def _plain(make: Callable[..., Any], **defaults: Any) -> Maker:
    return lambda reading, values, data, route: make(**{**defaults, **values})


def _as_read(reading: Reading, values: Values, data: Values, route: Route) -> Values:
    return values


MAKERS: Final[Mapping[str, Maker]] = {
    schema.CAST_MEMBER.called: _named(model.CastMember, name=""),
    schema.VARIABLE.called: variable,
    schema.TRIGGER.called: _named(model.Trigger),
    schema.INTERRUPT.called: _plain(model.Interrupt, when="", goto=""),
    schema.LINE.called: _plain(_NEW_LINE, text=""),
    schema.MEDIA.called: _media,
    schema.CHOICE.called: _choice,
    schema.BRANCH.called: _plain(model.Branch, goto=""),
    schema.SCENE.called: _scene,
    schema.OUTCOME.called: _named(model.Outcome, result="partial", title=""),
    schema.WALKTHROUGH.called: _walkthrough,
    schema.REVIEWED.called: _plain(model.Reviewed, by="", on=""),
    schema.STORY.called: _as_read,
    schema.MODULE.called: _plain(model.Module, title="", stories=()),
    schema.COURSE.called: _as_read,
    schema.EVIDENCE.called: _plain(model.Evidence, grade="advice"),
    schema.SKILL.called: _named(model.Skill, title=""),
    schema.SKILLS.called: _as_read,
    schema.STATEMENT.called: _named(model.Statement, title=""),
    schema.SOURCES.called: _as_read,
    schema.PHRASES.called: _as_read,
}


BLANKS: Final[Mapping[str, Callable[[str], Any]]] = {
    schema.SCENE.called: model.Scene,
    schema.OUTCOME.called: lambda name: model.Outcome(name, "partial", ""),
}
