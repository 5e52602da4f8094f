"""The old parts of a story told in the names of the new one, so that a new name alone changes nothing else.

``names`` are new names by the old: ids of scenes and outcomes, and the ``scene/choice`` of walkthroughs. An outcome
names nothing: its score is a number, which asks for no scene.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from builder.model import Branch, Choice, Interrupt, Scene, Story, Value, Walkthrough

_ASKING: Final = re.compile(r"(\bvisited\s*\(\s*)([a-z0-9-]+)")


def story_in_new_names(story: Story, names: Mapping[str, str]) -> Story:
    """The story with its interrupts and walkthroughs in new names; its scenes and outcomes stay as they are."""
    return replace(
        story,
        interrupts=tuple(Interrupt(_asked(each.when, names), called(each.goto, names)) for each in story.interrupts),
        walkthroughs=tuple(_walkthrough(each, names) for each in story.walkthroughs),
    )


def scene_in_new_names(scene: Scene, names: Mapping[str, str]) -> Scene:
    """The scene with its lines and its ways on in new names, but for its choices."""
    return replace(
        scene,
        lines=tuple(replace(each, when=_maybe_asked(each.when, names)) for each in scene.lines),
        next=None if scene.next is None else called(scene.next, names),
        route=tuple(Branch(called(each.goto, names), _maybe_asked(each.when, names)) for each in scene.route),
    )


def choice_in_new_names(choice: Choice, names: Mapping[str, str]) -> Choice:
    """The choice, with what it leads to and what it asks for in new names."""
    return replace(choice, goto=called(choice.goto, names), when=_maybe_asked(choice.when, names))


def called(id: str, names: Mapping[str, str]) -> str:
    """What this is called now."""
    return names.get(id, id)


def _maybe_asked(expression: str | None, names: Mapping[str, str]) -> str | None:
    return None if expression is None else _asked(expression, names)


def _asked(expression: str, names: Mapping[str, str]) -> str:
    """An expression that asks for the same scenes by their new names."""
    return _ASKING.sub(lambda found: found[1] + called(found[2], names), expression)


def _walkthrough(walkthrough: Walkthrough, names: Mapping[str, str]) -> Walkthrough:
    expect: dict[str, Value] = {
        name: called(value, names) if name in ("outcome", "scene") and isinstance(value, str) else value
        for name, value in walkthrough.expect.items()
    }
    return replace(walkthrough, choices=tuple(_step(each, names) for each in walkthrough.choices), expect=expect)


def _step(step: str, names: Mapping[str, str]) -> str:
    scene, mark, choice = step.partition("/")
    return names.get(step) or f"{called(scene, names)}{mark}{choice}"
