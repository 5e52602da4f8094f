"""Which skills a story lets its learners practise: the decisions in which each can be both shown and missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from builder.flow.finished import Finished, together
from builder.flow.link import remembered
from builder.flow.situations import entered
from builder.model import Scene


@remembered
def practised(finished: Finished) -> Mapping[str, Sequence[Scene]]:
    """For each skill the scenes that offer, at one time, a choice that shows it and another that misses it.

    Scenes that no play enters do not count.
    """
    proof = finished.proof
    met = finished.story.scenes.keys() if proof is None else entered(proof.situations)
    found: dict[str, list[Scene]] = {}
    for scene in finished.story.scenes.values():
        for skill in _tested_in(finished, scene) if scene.id in met else ():
            found.setdefault(skill, []).append(scene)
    return found


def _tested_in(finished: Finished, scene: Scene) -> list[str]:
    found: dict[str, None] = {}
    for one, other in permutations(scene.choices, 2):
        wanted = [skill for skill in one.shows if skill in other.misses and skill not in found]
        if wanted and together(finished, scene, one, other):
            found.update(dict.fromkeys(wanted))
    return list(found)
