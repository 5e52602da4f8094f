"""The names in a story's walkthroughs: does each step name a choice, and can it end as it says?"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, shown
from builder.flow.names import Names, fits
from builder.model import Choice, Scene, Walkthrough
from builder.sources import Place


def walkthrough_findings(names: Names) -> Iterator[Diagnostic]:
    """Everything wrong with the names in the walkthroughs; whether they can be played is not asked here."""
    for position, walkthrough in enumerate(names.story.walkthroughs):
        at = Place(names.story.file, ("walkthroughs", position))
        for number, step in enumerate(walkthrough.choices):
            yield from _step(names, step, at.at("choices", number))
        yield from _expected(names, walkthrough, at.at("expect"))


def find_choice(scene: Scene, name: str) -> Choice | None:
    """The choice of a scene that a walkthrough means: by id, or by its 1-based position."""
    by_id = [choice for choice in scene.choices if choice.id == name]
    if by_id:
        return by_id[0]
    return next((choice for choice in scene.choices if str(choice.position + 1) == name), None)


def _step(names: Names, step: str, place: Place) -> Iterator[Diagnostic]:
    scene_id, _, name = step.partition("/")
    scene = names.story.scenes.get(scene_id)
    if scene is None:
        yield from names.destination(scene_id, place, (), names.story.scenes, "scene")
    elif find_choice(scene, name) is None and not names.unread & {"choices", f"scenes/{scene_id}"}:
        message = f"The scene `{scene_id}` has no choice `{shown(name)}`."
        if not name:
            message = f"`{scene_id}` names a scene, and no choice."
        steps = [f"{scene_id}/{choice.name}" for choice in scene.choices]
        listed = f"Its choices are {', '.join(steps)}." if steps else "It has no choices."
        help = listed if not name or name.isdecimal() else names.hint(step, steps, listed)
        yield Diagnostic("unknown-destination", place, message, help)


def _expected(names: Names, walkthrough: Walkthrough, at: Place) -> Iterator[Diagnostic]:
    story = names.story
    for name, value in walkthrough.expect.items():
        place = at.at(name)
        if name in ("outcome", "scene"):
            known = story.outcomes if name == "outcome" else story.scenes
            yield from names.destination(str(value), place, (), known, name)
        elif name in story.state:
            yield from fits(story.state[name], value, place)
        else:
            yield from names.variable(name, Place(place.file, place.route, "key"))
