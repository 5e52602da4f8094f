"""After a weak choice that does not end the story, no two choices make things better.

A mistake that nothing can repair is only a longer way to lose. What teaches is the step after it: to notice, to own it,
and to see the customer come back a little.

Reported:

    state:
      tension: {start: 5, min: 0, max: 10, good: low}
    scenes:
      hello:
        text: '"I''ve read that number out twice," says Maren.'
        choices:
          - {say: You shouldn't have to. It's open here., goto: story, change: {tension: -2}, rating: strong}
          - {say: Once more for security?, goto: digits, change: {tension: +2}, rating: weak}   # <- no-recovery
      digits:
        text: She reads it out, one slow digit at a time.
        choices:
          - {say: Thank you for your patience., goto: story, rating: fair}
          - {say: And the postcode?, goto: story, change: {tension: +1}, rating: fair}
      story:
        text: '"So where is my bed?"'
        choices:
          - {say: I'll find out and ring at five., goto: end, rating: strong}
          - {say: On its way., goto: end, change: {tension: +1}, rating: weak}
      end: {route: [{when: tension <= 3, goto: settled}, {goto: gone}]}
    outcomes:
      settled: {result: success, title: She waits for your call}
      gone: {result: failure, title: She hangs up}

Accepted:

    state:
      tension: {start: 5, min: 0, max: 10, good: low}
    scenes:
      hello:
        text: '"I''ve read that number out twice," says Maren.'
        choices:
          - {say: You shouldn't have to. It's open here., goto: story, change: {tension: -2}, rating: strong}
          - {say: Once more for security?, goto: digits, change: {tension: +2}, rating: weak}
      digits:
        text: She reads it out, one slow digit at a time.
        choices:
          - {say: "I had it all along. I'm sorry.", goto: story, change: {tension: -2}, rating: strong}
          - {say: And the postcode?, goto: story, change: {tension: +1}, rating: fair}
      story:
        text: '"So where is my bed?"'
        choices:
          - {say: I'll find out and ring at five., goto: end, rating: strong}
          - {say: On its way., goto: end, change: {tension: +1}, rating: weak}
      end: {route: [{when: tension <= 3, goto: settled}, {goto: gone}]}
    outcomes:
      settled: {result: success, title: She waits for your call}
      gone: {result: failure, title: She hangs up}

Better is: a number with `good: low` or `good: high` moves that way, compared with where the learner next has to choose;
or the play ends, and not in failure. In a story without such numbers it is a better chance of success, playing on at
random. A situation is enough, of all that offer the choice; the play shows one. Nothing is said of stories with more
than 20,000 situations.

To mend it, write a choice that owns the mistake, and let it lower what the mistake raised.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.flow.hope import Step, play_of
from builder.flow.judging import Decision, judged
from builder.flow.recovery import recoverable

SEVERITY = Severity.WARNING


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every weak choice after which, in some situation, nothing gets better soon."""
    found = judged(finished)
    if found is None or finished.proof is None:
        return
    lost: dict[tuple[str, int], list[Decision]] = {}
    for decision in found.decisions.values():
        for option in decision.options:
            if option.choice.rating == "weak" and option.target is not None:
                after = found.settled(option.target)
                if after in found.decisions and not recoverable(finished, after):
                    lost.setdefault((decision.scene.id, option.choice.position), []).append(decision)
    for (_, position), decisions in lost.items():
        scene = decisions[0].scene
        step = Step(scene, scene.choices[position], tuple((each.room, 1 << each.state) for each in decisions))
        yield Diagnostic(
            "no-recovery",
            finished.at(scene, step.choice),
            "After this weak choice, no two choices make things better.",
            "Write a choice that owns the mistake, and let it lower what the mistake raised.",
            play=play_of(finished.proof.met, step),
        )
