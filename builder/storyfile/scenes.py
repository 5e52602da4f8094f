"""A story read at speed, or scene by scene; a scene whose text is known is not read again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from builder.diagnostics import MAX_FAULTS, Diagnostic
from builder.model import Note, Scene, Waiver
from builder.sources import Source
from builder.storyfile import schema
from builder.storyfile.kinds import is_member, reader
from builder.storyfile.make import BLANKS, MAKERS
from builder.storyfile.reading import EnoughError, Reading, Values, begin
from builder.storyfile.singles import is_id
from builder.storyfile.syntax import STAND_IN, UNREADABLE, Parsed, alone, apart, is_plain, parse, sound

SECTION: Final = "scenes"
"""The section of a story that is taken apart."""


@dataclass(frozen=True, slots=True)
class KnownScene:
    """What the text of a scene comes to: the scene, the waivers and notes in it, what is wrong and what was not read.

    ``careful`` is how it was read: not at speed, as there is something wrong with it, or odd.
    """

    scene: Scene
    waivers: tuple[Waiver, ...]
    notes: tuple[Note, ...]
    findings: tuple[Diagnostic, ...] = ()
    unread: frozenset[str] = frozenset()
    careful: bool = False


@dataclass(slots=True)
class KnownScenes:
    """The scenes of a story as they were last read of a ``file``, by their text."""

    file: str = ""
    scenes: dict[bytes, KnownScene] = field(default_factory=dict)


def read_at_speed(source: Source, known: KnownScenes | None) -> tuple[Reading, Values] | None:
    """What a story file holds; None where there is a fault in it, or may be one, other than in a scene by itself.

    ``known`` learns the scenes of this text, if it is laid out so that it can be taken apart. Without it, any fault
    gives None.
    """
    try:
        return (_scene_by_scene(source, known) if known is not None else None) or _at_once(source)
    except EnoughError:
        return None


def _at_once(source: Source) -> tuple[Reading, Values] | None:
    reading = _reading(source.name)
    data = sound(source, SECTION, _scenes(reading))
    if data is None or data.get(SECTION).__class__ is not dict:
        return None
    values = _with_scenes(reading, data, data[SECTION])
    return (reading, values) if not reading.findings else None


def _scene_by_scene(source: Source, known: KnownScenes) -> tuple[Reading, Values] | None:
    before = known.scenes if known.file == source.name else {}
    pieces = apart(source.data, SECTION, before) if is_plain(source.data) else None
    rest = sound(Source(source.name, pieces.rest), SECTION, lambda name, data: data) if pieces is not None else None
    if pieces is None or rest is None or rest.get(SECTION) != {STAND_IN: 0}:
        return None
    now: dict[bytes, KnownScene] = {}
    for text in pieces.members:
        found = before.get(text) or _sound_scene(source.name, text) or _odd_scene(source.name, text)
        if found is None:
            return None
        now[text] = found
    scenes = {each.scene.id: each.scene for each in now.values()}
    reading = _reading(source.name)
    values = _with_scenes(reading, rest, scenes)
    if len(scenes) != len(pieces.members) or reading.findings or reading.unread or reading.unsure:
        return None
    if any(each.careful for each in now.values()) and (reading.waivers or reading.notes):
        return None  # read with care, they come in another order
    known.file, known.scenes = source.name, now
    reading.waivers = [*(waiver for each in now.values() for waiver in each.waivers), *reading.waivers]
    reading.notes = [*(note for each in now.values() for note in each.notes), *reading.notes]
    reading.findings += (finding for each in now.values() for finding in each.findings)
    reading.unread |= {name for each in now.values() for name in each.unread}
    return (reading, values) if len(reading.findings) < MAX_FAULTS else None


def _sound_scene(file: str, text: bytes) -> KnownScene | None:
    """The scene in a piece of a story's text, if there is nothing wrong with it, and nothing odd."""
    reading = _reading(file)
    data = sound(Source(file, alone(SECTION, text)), SECTION, _scenes(reading))
    if data is None or data[SECTION].__class__ is not dict or len(data[SECTION]) != 1:
        return None
    [scene] = data[SECTION].values()
    return KnownScene(scene, tuple(reading.waivers), tuple(reading.notes))


def _odd_scene(file: str, text: bytes) -> KnownScene | None:
    """The scene in a piece that is YAML, unless what is wrong with it says something of other scenes too."""
    source = Source(file, alone(SECTION, text))
    parsed = parse(source)
    if parsed.findings or not parsed.whole or parsed.text.encode() != source.data or parsed.data.__class__ is not dict:
        return None
    reading = _reading(file)
    scenes = _READ_SCENES(reading, parsed.data[SECTION], (SECTION,)) if len(parsed.data) == 1 else UNREADABLE
    around = bool(reading.misplaced) or any(len(route) < len((SECTION, "name")) for route in reading.unsure)
    around = around or bool(reading.left_out)  # the places of items are then told with the whole file
    if scenes.__class__ is not dict or len(scenes) != 1 or around or len(parsed.data[SECTION]) != 1:
        return None
    [scene] = scenes.values()
    kept = tuple(reading.waivers), tuple(reading.notes), tuple(reading.findings), frozenset(reading.unread)
    return KnownScene(scene, *kept, careful=True)


def _reading(file: str) -> Reading:
    return begin(file, Parsed(None), MAKERS, BLANKS)


def _scenes(reading: Reading) -> Callable[[str, Any], Any]:
    read_scene = reader(schema.SCENE)

    def scene(name: str, data: Any) -> Any:
        made = read_scene(reading, data, (SECTION, name))
        return made if is_id(name) and is_member(name) and not reading.findings else UNREADABLE

    return scene


def _with_scenes(reading: Reading, data: dict[str, Any], scenes: dict[str, Scene]) -> Values:
    """The values of a file whose scenes were made already."""
    values = reader(schema.STORY)(reading, {**data, SECTION: {}}, ())
    return {**values, SECTION: scenes}


_READ_SCENES: Final = next(reader(key.kind) for key in schema.STORY.keys if key.name == SECTION)
