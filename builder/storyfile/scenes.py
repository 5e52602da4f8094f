"""A story without any fault, read at speed, scene by scene; a scene whose text is known is not read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from builder.model import Note, Scene, Waiver
from builder.sources import Source
from builder.storyfile import schema
from builder.storyfile.kinds import is_member, reader
from builder.storyfile.make import BLANKS, MAKERS
from builder.storyfile.reading import EnoughError, Reading, Values, begin
from builder.storyfile.singles import is_id
from builder.storyfile.syntax import STAND_IN, UNREADABLE, Parsed, alone, apart, is_plain, sound

SECTION: Final = "scenes"
"""The section of a story that is taken apart."""


@dataclass(frozen=True, slots=True)
class KnownScene:
    """A scene, and the waivers and notes that stand in it."""

    scene: Scene
    waivers: tuple[Waiver, ...]
    notes: tuple[Note, ...]


@dataclass(slots=True)
class KnownScenes:
    """The scenes of the last sound story that was read of a ``file``, by their text."""

    file: str = ""
    scenes: dict[bytes, KnownScene] = field(default_factory=dict)


def read_at_speed(source: Source, known: KnownScenes | None) -> tuple[Reading, Values] | None:
    """What a story file holds, or None where there is a fault in it, or may be one.

    ``known`` learns the scenes of this text, if it is laid out so that it can be taken apart.
    """
    try:
        return (_scene_by_scene(source, known) if known is not None else None) or _at_once(source)
    except EnoughError:
        return None


def _at_once(source: Source) -> tuple[Reading, Values] | None:
    reading = _reading(source)
    data = sound(source, SECTION, _scenes(reading))
    if data is None or data.get(SECTION).__class__ is not dict:
        return None
    return _with_scenes(reading, data, data[SECTION])


def _scene_by_scene(source: Source, known: KnownScenes) -> tuple[Reading, Values] | None:
    before = known.scenes if known.file == source.name else {}
    pieces = apart(source.data, SECTION, before) if is_plain(source.data) else None
    rest = sound(Source(source.name, pieces.rest), SECTION, lambda name, data: data) if pieces is not None else None
    if pieces is None or rest is None or rest.get(SECTION) != {STAND_IN: 0}:
        return None
    now: dict[bytes, KnownScene] = {}
    for text in pieces.members:
        found = before.get(text) or _scene(source.name, text)
        if found is None:
            return None
        now[text] = found
    scenes = {each.scene.id: each.scene for each in now.values()}
    if len(scenes) != len(pieces.members):
        return None
    known.file, known.scenes = source.name, now
    reading = _reading(source)
    reading.waivers += (waiver for each in now.values() for waiver in each.waivers)
    reading.notes += (note for each in now.values() for note in each.notes)
    return _with_scenes(reading, rest, scenes)


def _scene(file: str, text: bytes) -> KnownScene | None:
    """The scene that a piece of a story's text holds."""
    source = Source(file, alone(SECTION, text))
    reading = _reading(source)
    data = sound(source, SECTION, _scenes(reading))
    if data is None or data[SECTION].__class__ is not dict or len(data[SECTION]) != 1:
        return None
    [scene] = data[SECTION].values()
    return KnownScene(scene, tuple(reading.waivers), tuple(reading.notes))


def _reading(source: Source) -> Reading:
    return begin(source.name, Parsed(None), MAKERS, BLANKS)


def _scenes(reading: Reading) -> Callable[[str, Any], Any]:
    read_scene = reader(schema.SCENE)

    def scene(name: str, data: Any) -> Any:
        made = read_scene(reading, data, (SECTION, name))
        return made if is_id(name) and is_member(name) and not reading.findings else UNREADABLE

    return scene


def _with_scenes(reading: Reading, data: dict[str, Any], scenes: dict[str, Scene]) -> tuple[Reading, Values]:
    """The values of a file whose scenes were made already."""
    values = reader(schema.STORY)(reading, {**data, SECTION: {}}, ())
    return reading, {**values, SECTION: scenes}
