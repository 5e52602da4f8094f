"""What changed, for programs: `coolhead diff --format json`.

::

    {"version": 1,
     "revision": {"name": "main", "commit": "9e4f…"},
     "stories": [{
       "id": "late", "old_id": "late", "title": "…", "file": "stories/late.yml", "change": "changed",
       "edits": [{"route": ["state", "trust", "max"], "change": "changed", "old": "10", "new": "12"}],
       "scenes": [{"id": "ringing", "old_id": "ringing", "change": "changed", "edits": […],
         "choices": [{"name": "sorry", "old_name": "1", "change": "changed", "moved": false, "elsewhere": null,
                      "edits": [{"route": ["goto"], "change": "changed", "old": "gone", "new": "settled"}]}]}],
       "outcomes": [{"id": "settled", "old_id": "settled", "change": "changed", "edits": […]}],
       "odds": {"undecided": false, "never_ends": {"old": 0.0, "new": 0.0},
         "outcomes": {"settled": {"moved": true,
           "old": {"reachable": true, "random": 0.5, "skilled": 0.8}, "new": {…}}}}}],
     "broken_now": [], "broken_then": []}

Stories in which nothing changed are left out. ``change`` is added, removed, changed or, of what stands in another
order, moved. An id is null where there is no such thing: ``id`` once it is removed, ``old_id`` before it was added;
likewise ``old`` and ``new``. A ``route`` leads from the story, scene, choice or outcome to the value, by keys of the
notation and positions from 0. ``elsewhere`` is the ``scene/choice`` that a choice was moved to or came from. ``odds``
hold all outcomes of a story that was and is there, by the id they have or had, and are null for other stories; a chance
is null where it is not known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from builder.flow.changes import ChoiceChange, Edit, OutcomeChange, SceneChange
from builder.flow.changes.odds import OddsChanges
from builder.hosts.differences.comparing import Comparison, StoryDifference
from builder.model import Choice, Outcome, Scene


def render(comparison: Comparison) -> str:
    """The comparison as one JSON document; the same texts give the same bytes."""
    document = {
        "version": 1,
        "revision": {"name": comparison.revision.name, "commit": comparison.revision.commit},
        "stories": [_story(story) for story in comparison.stories],
        "broken_now": comparison.broken_now,
        "broken_then": comparison.broken_then,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", errors="replace").decode("utf-8")  # a file's name may hold what is no character


def _story(difference: StoryDifference) -> dict[str, Any]:
    changes = difference.changes
    old, new = changes.old, changes.new
    return {
        "id": None if new is None else new.story.id,
        "old_id": None if old is None else old.story.id,
        "title": changes.now.story.title,
        "file": changes.now.story.file,
        "change": changes.kind,
        "edits": _edits(changes.edits),
        "scenes": [_scene(each) for each in changes.scenes],
        "outcomes": [_outcome(each) for each in changes.outcomes],
        "odds": None if old is None or new is None else _odds(difference.odds),
    }


def _scene(change: SceneChange) -> dict[str, Any]:
    return _ids(change.old, change.new) | {
        "change": change.kind,
        "edits": _edits(change.edits),
        "choices": [_choice(each) for each in change.choices],
    }


def _choice(change: ChoiceChange) -> dict[str, Any]:
    return {
        "name": _name(change.new),
        "old_name": _name(change.old),
        "change": change.kind,
        "moved": change.moved,
        "elsewhere": change.elsewhere,
        "edits": _edits(change.edits),
    }


def _outcome(change: OutcomeChange) -> dict[str, Any]:
    return _ids(change.old, change.new) | {"change": change.kind, "edits": _edits(change.edits)}


def _ids(old: Scene | Outcome | None, new: Scene | Outcome | None) -> dict[str, Any]:
    return {"id": None if new is None else new.id, "old_id": None if old is None else old.id}


def _name(choice: Choice | None) -> str | None:
    return None if choice is None else choice.name


def _edits(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    return [{"route": each.route, "change": each.kind, "old": each.old, "new": each.new} for each in edits]


def _odds(odds: OddsChanges) -> dict[str, Any]:
    return {
        "undecided": odds.undecided,
        "never_ends": dict(zip(("old", "new"), odds.never_ends, strict=True)),
        "outcomes": {
            each.outcome: {
                "moved": each.moved,
                "old": None if each.old is None else asdict(each.old),
                "new": None if each.new is None else asdict(each.new),
            }
            for each in odds.outcomes
        },
    }
