"""A choice changes a value by 2 or more, and no reaction and no line of the customer's follows.

Learners should see what their words did before a coach or a meter tells them: that is how they learn to read a
customer. A large change that nobody in the story shows is a number that moved by itself.

Reported:

    cast:
      gwen: {name: Gwen, role: customer}
    state:
      trust: {start: 4, min: 0, max: 10}
    scenes:
      hello:
        speaker: gwen
        text: '"Forty people are waiting for their wages."'
        choices:
          - {say: "We're doing everything we can.", goto: later, change: {trust: -2}}   # <- silent-consequence
          - {say: "One: the login. That's first.", goto: later, change: {trust: +2}, reaction: '"Go on," says Gwen.'}
      later:
        text: The file is still loading.
        route: [{when: trust > 4, goto: paid}, {goto: unpaid}]
    outcomes:
      paid: {result: success, title: Paid by five}
      unpaid: {result: failure, title: Paid on Monday}

Accepted:

    cast:
      gwen: {name: Gwen, role: customer}
    state:
      trust: {start: 4, min: 0, max: 10}
    scenes:
      hello:
        speaker: gwen
        text: '"Forty people are waiting for their wages."'
        choices:
          - {say: "We're doing everything we can.", goto: stalling, change: {trust: -2}}
          - {say: "One: the login. That's first.", goto: paid, change: {trust: +2}, reaction: '"Go on," says Gwen.'}
      stalling:
        speaker: gwen
        text: '"Everything. Name me one thing."'
        route: [{when: trust > 4, goto: paid}, {goto: unpaid}]
    outcomes:
      paid: {result: success, title: Paid by five}
      unpaid: {result: failure, title: Paid on Monday}

An outcome that tells what happened counts as a consequence.

To mend it, write a `reaction`: what the customer says or does on hearing this. Or let the next scene open with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished, choices_in
from builder.model import Scene, Story

SEVERITY = Severity.NOTE
LARGE = 2


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every choice with a large change after which nobody in the story says or does anything."""
    story, heard = finished.story, dict[str, bool]()
    for scene, choice in choices_in(finished):
        name, by = max(choice.change.items(), key=lambda change: abs(change[1]), default=("", 0))
        if abs(by) < LARGE or choice.reaction:
            continue
        if choice.goto not in heard:
            heard[choice.goto] = _is_heard(story, choice.goto)
        if not heard[choice.goto]:
            yield Diagnostic(
                "silent-consequence",
                finished.at(scene, choice, "change", name),
                f"`{name}` changes by {by:+d}, and neither a `reaction` nor a line of the customer's shows it.",
                "Write what the customer says or does on hearing this.",
            )


def _is_heard(story: Story, goto: str) -> bool:
    """Whether somebody other than the learner speaks wherever this leads, or an outcome tells what happened."""
    waiting, met = [goto], set[str]()
    while waiting:
        place = waiting.pop()
        if place in met:
            continue
        met.add(place)
        scene = story.scenes.get(place)
        if scene is None:
            if not story.outcomes[place].text:
                return False
        elif not scene.shown:
            waiting += [scene.next] if scene.next is not None else [branch.goto for branch in scene.route]
        elif not _speaks(story, scene):
            return False
    return True


def _speaks(story: Story, scene: Scene) -> bool:
    learners = {member.id for member in story.cast.values() if member.role == "learner"}
    return any(line.speaker is not None and line.speaker not in learners for line in scene.lines)
