"""Choices that went from one scene and came to another: moved, and neither lost nor new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from builder.flow.changes.changed import ChoiceChange, SceneChange
from builder.flow.changes.edits import Edit, Kind, edits
from builder.flow.changes.pairing import by, paired
from builder.flow.changes.renaming import choice_in_new_names
from builder.model import Choice


def moved_between(scenes: list[SceneChange], names: Mapping[str, str]) -> Iterator[SceneChange]:
    """The same, with each choice that went from one scene and came to another, in the same words, marked as moved."""
    gone, came = list(_parted(scenes, "removed")), list(_parted(scenes, "added"))
    found: dict[str, list[ChoiceChange]] = {}
    for source, target, _ in paired(gone, came, by(_said)):
        if source is not None and target is not None:
            (there, was), (here, now) = source, target
            found.setdefault(there, []).append(ChoiceChange(was, None, elsewhere=f"{here}/{now.name}"))
            own = choice_edits(was, now, names)
            found.setdefault(here, []).append(ChoiceChange(None, now, own, elsewhere=f"{there}/{was.name}"))
    for scene in scenes:
        yield replace(scene, choices=_marked(scene, found.get(scene.now.id, [])))


def _parted(scenes: list[SceneChange], kind: Kind) -> Iterator[tuple[str, Choice]]:
    """Every choice that came or went, with the id of its scene, those of scenes that came or went as a whole too."""
    for scene in scenes:
        if scene.kind == kind:
            yield from ((scene.now.id, choice) for choice in scene.now.choices)
        yield from ((scene.now.id, each.now) for each in scene.choices if each.kind == kind)


def _marked(scene: SceneChange, moved: list[ChoiceChange]) -> tuple[ChoiceChange, ...]:
    if scene.kind != "changed":
        return tuple(sorted(moved, key=lambda each: each.now.position))
    by_choice = {id(each.now): each for each in moved}
    return tuple(by_choice.get(id(each.now), each) for each in scene.choices)


def choice_edits(old: Choice, new: Choice, names: Mapping[str, str]) -> tuple[Edit, ...]:
    """What was edited in a choice, wherever it stands."""
    return tuple(edits(choice_in_new_names(old, names), new, without=("position",)))


def _said(place: tuple[str, Choice]) -> str | None:
    return place[1].text or None
