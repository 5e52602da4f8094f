"""Which skills a story lets its learners practise: the decisions in which each can be both shown and missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Final

from builder.flow.finished import Finished, together
from builder.flow.judging import judged
from builder.flow.link import remembered
from builder.flow.situations import entered
from builder.model import Scene

OFTEN: Final = 0.25
"""How often, on average, a random play comes to a decision that learners can be said to practise in."""


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


@remembered
def often_practised(finished: Finished) -> Mapping[str, Sequence[Scene]]:
    """The same without the scenes that fewer than one in four random plays comes to, where that is known."""
    found = judged(finished)
    if found is None:
        return practised(finished)
    visits: dict[str, float] = {}
    for decision in found.decisions.values():
        visits[decision.scene.id] = visits.get(decision.scene.id, 0.0) + decision.visits
    often = {
        skill: [scene for scene in scenes if visits.get(scene.id, 0.0) >= OFTEN]
        for skill, scenes in practised(finished).items()
    }
    return {skill: scenes for skill, scenes in often.items() if scenes}


def _tested_in(finished: Finished, scene: Scene) -> list[str]:
    found: dict[str, None] = {}
    for one, other in permutations(scene.choices, 2):
        wanted = [skill for skill in one.shows if skill in other.misses and skill not in found]
        if wanted and together(finished, scene, one, other):
            found.update(dict.fromkeys(wanted))
    return list(found)
