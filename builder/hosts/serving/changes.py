"""What a save means for the site: which stories are to be made anew, and whether that is enough."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from builder.hosts.serving.site import Site
from builder.hosts.serving.tale import Tale
from builder.pipeline import Checked
from builder.sources import CourseSources, StorySource


def concern(saved: Iterable[Path], known: Collection[Path]) -> bool:
    """Whether what was saved is or was part of the site; files that came and went in between are an editor's own."""
    return any(path.exists() or any(each == path or path in each.parents for each in known) for path in saved)


def edited(old: CourseSources, new: CourseSources) -> frozenset[str] | None:
    """The stories whose text has changed, by id; None where anything else has."""
    if replace(old, stories=()) != replace(new, stories=()) or list(map(_around, old.stories)) != list(
        map(_around, new.stories)
    ):
        return None
    pairs = zip(old.stories, new.stories, strict=True)
    return frozenset(was.id for was, now in pairs if was.source.data != now.source.data)


def only_pages_differ(old: CourseSources, new: CourseSources) -> bool:
    """Whether nothing but the text of Markdown pages has changed."""
    names = [page.name for page in old.pages] == [page.name for page in new.pages]
    return names and replace(old, pages=()) == replace(new, pages=())


def files_around(sources: CourseSources) -> list[str]:
    """The names of the course's own files, which are on no page as they are."""
    found = (sources.course, sources.skills, sources.phrases, sources.statements)
    return [source.name for source in found if source is not None]


def _around(story: StorySource) -> tuple[str, str, frozenset[str]]:
    return story.id, story.source.name, story.media


def shown_tales(ids: Iterable[str], checked: Checked, before: Mapping[str, Tale], kept: Path) -> dict[str, Tale]:
    """The stories to show: the sound ones, and of one that is broken, what was shown before.

    What did not change stays the very same object, with all that was made of it. Drawings are kept in ``kept``.
    """
    sound = {graph.story.id: graph for graph in checked.graphs}
    found: dict[str, Tale] = {}
    for id in ids:
        old, graph, guide = before.get(id), sound.get(id), checked.guides.get(id)
        if graph is None:
            found |= {id: old} if old is not None else {}
        elif old is not None and old.graph is graph and old.guide is guide and old.course == checked.course:
            found[id] = old
        else:
            found[id] = Tale(graph, checked.course, guide, kept)
    return found


def with_tales(checked: Checked, tales: Mapping[str, Tale], before: Checked | None) -> Checked:
    """A check as pages are made from it: with what is shown of each story, and what was known of it before."""
    graphs = tuple(tale.graph for tale in tales.values())
    if before is None:
        return replace(checked, graphs=graphs)
    return replace(
        checked,
        graphs=graphs,
        covers={**{id: cover for id, cover in before.covers.items() if id in tales}, **checked.covers},
        practices={**{id: each for id, each in before.practices.items() if id in tales}, **checked.practices},
    )


def after(site: Site, sources: CourseSources, checked: Checked, tales: Mapping[str, Tale]) -> Site:
    """The site with these stories; framed pages of those that are as they were are kept."""
    same = {id for id, tale in tales.items() if tale is site.tales.get(id)}
    made = site.kept.copy()  # in one step: the server's threads may add to it at any time
    kept = {address: page for address, page in made.items() if address.partition("/")[0] in same}
    return replace(site, sources=sources, checked=checked, tales=tales, kept=kept)


def fits(site: Site, tales: Mapping[str, Tale]) -> bool:
    """Whether the site was built with all the pages that these stories have, and under the same titles."""
    changed = (tale for id, tale in tales.items() if tale is not site.tales.get(id))
    return _titles(site.tales) == _titles(tales) and all(
        site.live.has(address) for tale in changed for address in site.live.story_pages(tale.graph, tale.course)
    )


def _titles(tales: Mapping[str, Tale]) -> dict[str, str]:
    return {id: tale.graph.story.title for id, tale in tales.items()}
