"""A dead end that one play in 6,561 comes to: proved at once, and looked for by playing at random."""

from __future__ import annotations

import time
from random import Random
from statistics import mean
from typing import Final

from builder.flow.link import StoryGraph
from builder.flow.play import begin, choose
from builder.flow.step import ended, offered
from builder.pipeline import check
from builder.settings import Settings
from builder.sources import CourseSources, Source, StorySource

STEPS: Final = 8
CHOICES: Final = 3
SAMPLERS: Final = 20


def sampling() -> None:
    """Print how long the proof takes, and how many plays samplers with different seeds needed."""
    sources = CourseSources((StorySource("rare", Source("stories/rare.yml", _story().encode())),))
    check(sources, Settings())  # imports the rules
    begun = time.process_time()
    found = check(sources, Settings())
    proved = time.process_time() - begun
    (dead_end,) = [each.diagnostic for each in found.findings if each.diagnostic.rule == "stuck-scene"]
    begun = time.process_time()
    plays = [_plays_until_stuck(found.graphs[0], Random(seed)) for seed in range(SAMPLERS)]
    spent = (time.process_time() - begun) / SAMPLERS
    print(f"\nA dead end at odds of 1 in {CHOICES**STEPS:,} under random play.\n")
    print(f"  proved, with the play {dead_end.play} that leads there, everything else checked: {proved * 1000:.1f} ms")
    print(f"  met by {SAMPLERS} samplers after {mean(plays):,.0f} plays on average, {min(plays):,} to {max(plays):,}:")
    print(f"  {spent:.2f} s each, {spent / proved:,.0f} x the proof, and one that meets nothing has proved nothing\n")


def _story() -> str:
    """Only who takes the last choice every time comes to the last scene with all the hints it asks for."""
    lines = ["format: 1", "title: A rare dead end", f"state: {{hints: {{start: 0, min: 0, max: {STEPS}}}}}", "scenes:"]
    for step in range(STEPS):
        goto = f"step-{step + 1}" if step + 1 < STEPS else "last"
        lines += [f"  step-{step}:", "    text: She waits.", "    choices:"]
        lines += [f"      - {{say: Number {number}., goto: {goto}}}" for number in range(CHOICES - 1)]
        lines += [f"      - {{say: A hint., goto: {goto}, change: {{hints: +1}}}}"]
    lines += ["  last:", "    text: And now?", "    choices:"]
    lines += [f"      - {{say: Goodbye., goto: done, when: hints < {STEPS}}}"]
    lines += ["outcomes:", "  done: {result: success, title: Done}"]
    return "\n".join(lines) + "\n"


def _plays_until_stuck(graph: StoryGraph, rng: Random) -> int:
    plays = 0
    while True:
        plays += 1
        play = begin(graph)
        while choices := offered(graph, play.situation):
            play = choose(graph, play, rng.choice(choices).position)
        if not ended(graph, play.situation):
            return plays
