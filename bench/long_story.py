"""A story of any length, for measuring: sound, ordinary, and the same every time.

python -m bench.long_story SCENES FILE writes one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

_SCENES_A_STAGE: Final = 50
_SETTLED: Final = 20
"""From this scene on plays differ enough for conditions to be true and false, and for every effect to do something."""

_HEAD: Final = """\
format: 1
title: The long queue
summary: Ann has waited in for a parcel again and again. This is every call about it.
channel: phone
status: draft
cast:
  ann: {name: Ann, role: customer}
state:
  tension: {start: 5, min: 0, max: 10, label: Tension, show: words, good: low, words: {0: calm, 4: short, 8: shouting}}
  trust: {start: 3, min: 0, max: 10, label: Trust}
  calls: {start: 0, min: 0, max: 4}
  ignored: {start: false}
start: call-0
scenes:
"""

_SCENE: Final = """\
  call-{number}:
    title: Call number {number}
    stage: part-{stage}
    speaker: ann
    mood: angry
    text: |
      "Two days. **Two days** I have sat in for you people, and this is call {number}."
      A door closes behind her. She takes a long breath before she goes on.
    choices:
      - say: That is two days gone. Tell me what happened, from the start, on day {number}.
        goto: {next}
        change: {{{strong}}}
        rating: strong
        reaction: There is a breath on the line. "Right. Well. On Monday they said ten."
      - say: I see. Can I take your order number before we go any further today?
        goto: {after}
        change: {{{fair}, calls: +1}}{heard}
        rating: fair
        feedback: You asked for what you had on the screen, and she noticed that you did.
      - do: Put her on hold while the record loads.
        goto: {next}{when}
        change: {{{weak}}}
        set: {{ignored: true}}
        rating: weak
"""

_STRONG: Final = ("tension: -2, trust: +1", "trust: +2", "tension: -1")
_FAIR: Final = ("tension: +1", "tension: +1, trust: -1")
_WEAK: Final = ("tension: +2, trust: -1", "tension: +3", "trust: -2")

_TAIL: Final = """\
  summing-up:
    speaker: ann
    text: '"So what happens now?"'
    choices:
      - say: You have waited in three times. That is three mornings, and we owe you an answer.
        goto: summing-up
        change: {tension: -1, trust: +1}
      - say: Before that, is there anything else you want me to know?
        goto: summing-up
        change: {tension: +1, trust: -1}
        set: {ignored: false}
      - say: Here is what I will do, and by when.
        goto: sorting
  sorting:
    route:
      - {when: trust >= 6 and tension <= 3, goto: settled}
      - {when: ignored or calls > 2, goto: grudging}
      - {goto: hung-up}
outcomes:
  settled: {result: success, title: Ann has a plan, text: She reads it back to you., score: 100 - 5 * tension}
  grudging: {result: partial, title: Ann will wait and see, text: She does not thank you.}
  hung-up: {result: failure, title: Ann hangs up, text: The line is dead.}
"""


def long_story(scenes: int) -> str:
    """The text of a story with so many scenes, one leading to the next two, each with three choices.

    Scenes far enough from the start are come to with every combination of its four variables, 1,210 of them. At any
    length the checker finds nothing to report; it is a draft, so nobody asks how well its scenes teach.
    """
    return _HEAD + "".join(_scene(number, scenes) for number in range(scenes)) + _TAIL


def _scene(number: int, scenes: int) -> str:
    def call(wanted: int) -> str:
        return f"call-{wanted}" if wanted < scenes else "summing-up"

    stage, settled = number // _SCENES_A_STAGE, number >= _SETTLED
    asked = f"trust >= {1 + number % 3} or tension < {9 - number % 2}"
    return _SCENE.format(
        number=number,
        stage=stage,
        next=call(number + 1),
        after=call(number + 2),
        when=f"\n        when: {asked}" if settled else "",
        strong=_STRONG[number % 3] + (", calls: -1" if settled else ""),
        fair=_FAIR[number % 2],
        weak=_WEAK[number % 3],
        heard="\n        set: {ignored: false}" if settled else "",
    )


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(long_story(int(sys.argv[1])), encoding="utf-8")
