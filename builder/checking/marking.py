"""Findings made ready for print: their places looked up in the author's files, and their stories and scenes named."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from builder.diagnostics import Diagnostic, Finding, Mark
from builder.model import Story
from builder.sources import CourseSources, Place, Source, Span
from builder.storyfile.front_matter import front_matter
from builder.storyfile.places import lines_of, locate
from builder.storyfile.scenes import KnownScenes


@dataclass(frozen=True, slots=True)
class Marked:
    """A file and the places that were looked up in it."""

    source: Source
    marks: dict[Place | Span, Mark] = field(default_factory=dict)


Looked: TypeAlias = MutableMapping[str, Marked]
"""What was looked up, by file: it holds as long as the file is the same."""


def marker(
    sources: CourseSources, stories: Collection[Story], looked: Looked, scenes: Mapping[str, KnownScenes]
) -> Callable[[Diagnostic], Finding]:
    """Makes diagnostics of these stories, and of the files around them, ready for print.

    A file is read for it once, only for places that ``looked`` does not have yet, and of a story only those scenes in
    which they are, as long as the others are known: ``scenes`` has those by the story's id. Files that ``looked`` has
    and the course has no longer, or not as they were, are taken out of it.
    """
    files = {source.name: source for source in _files(sources)}
    by_file = {story.file: story for story in reversed([*stories])}
    for name in [name for name, known in looked.items() if files.get(name) != known.source]:
        del looked[name]
    known_in = {found.source.name: scenes.get(found.id) for found in sources.stories}
    finders: dict[str, Callable[[Place | Span], Mark]] = {}

    def mark(place: Place | Span, label: str = "") -> Mark:
        known = looked.setdefault(place.file, Marked(files[place.file])).marks
        if place not in known:
            if place.file not in finders:
                finders[place.file] = _finder(files[place.file], known_in.get(place.file))
            known[place] = finders[place.file](place)
        return replace(known[place], label=label) if label else known[place]

    def find(bare: Diagnostic) -> Finding:
        diagnostic = _addressed(bare, by_file.get(bare.place.file))
        related = tuple(mark(each.place, each.message) for each in diagnostic.related)
        return Finding(diagnostic, mark(diagnostic.place), related)

    return find


def _addressed(diagnostic: Diagnostic, story: Story | None) -> Diagnostic:
    """The diagnostic with its story, scene and choice filled in from the place."""
    if story is None:
        return diagnostic
    match diagnostic.place:
        case Place(route=("scenes", str(scene), "choices", int(position), *_)):
            known = story.scenes.get(scene)
            choice = next((each for each in known.choices if each.position == position), None) if known else None
            name = choice.name if choice is not None else str(position + 1)
            return replace(diagnostic, story=story.id, scene=scene, choice=f"{scene}/{name}")
        case Place(route=("scenes", str(scene), *_)):
            return replace(diagnostic, story=story.id, scene=scene)
    return replace(diagnostic, story=story.id)


def _files(sources: CourseSources) -> Iterator[Source]:
    yield from (found.source for found in sources.stories)
    around = (sources.course, sources.skills, sources.phrases, sources.statements, *map(front_matter, sources.pages))
    yield from (source for source in around if source is not None)


def _finder(source: Source, known: KnownScenes | None) -> Callable[[Place | Span], Mark]:
    find, lines = locate(source, known), lines_of(source)

    def found(place: Place | Span) -> Mark:
        span = find(place)
        return Mark(span, lines[span.line - 1] if span.line <= len(lines) else "")

    return found
