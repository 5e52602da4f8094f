"""A skill of the framework can be practised in fewer than 3 decisions of the course, or in fewer than 2 stories.

What was learned with one customer does not carry over by itself to the next. A skill that is met in several stories,
with different people, has a chance to.

Reported:

    # stories/skills.yml
    skills:
      listen-fully: {title: Listen fully}
      be-honest: {title: Be honest}               # <- course-skill-gap
    # stories/third-saturday.yml
    scenes:
      hello:
        text: '"Let me tell you how it was," says Maren.'
        choices:
          - {say: Go on., goto: after, shows: [listen-fully], rating: strong}
          - {say: The reference first., goto: after, misses: [listen-fully], rating: weak}
      after:
        text: '"And now they inspect on Monday."'
        choices:
          - {say: "Two beds by Monday, then. I can't say yet.", goto: settled, shows: [listen-fully, be-honest]}
          - {say: "It will be there on Saturday.", goto: gone, misses: [listen-fully, be-honest]}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: A fourth Saturday}
    # stories/green-coat.yml
    scenes:
      counter:
        text: Noor looks at the sleeve and says nothing.
        choices:
          - {do: Wait until she speaks., goto: settled, shows: [listen-fully], rating: strong}
          - {say: What did you pay for it?, goto: gone, misses: [listen-fully], rating: weak}
    outcomes:
      settled: {result: success, title: She takes the panels home}
      gone: {result: failure, title: She asks for your manager}

Accepted:

    # stories/skills.yml
    skills:
      listen-fully: {title: Listen fully}
    # stories/third-saturday.yml
    scenes:
      hello:
        text: '"Let me tell you how it was," says Maren.'
        choices:
          - {say: Go on., goto: after, shows: [listen-fully], rating: strong}
          - {say: The reference first., goto: after, misses: [listen-fully], rating: weak}
      after:
        text: '"And now they inspect on Monday."'
        choices:
          - {say: "Two beds by Monday, then. I can't say yet.", goto: settled, shows: [listen-fully]}
          - {say: "It will be there on Saturday.", goto: gone, misses: [listen-fully]}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: A fourth Saturday}
    # stories/green-coat.yml
    scenes:
      counter:
        text: Noor looks at the sleeve and says nothing.
        choices:
          - {do: Wait until she speaks., goto: settled, shows: [listen-fully], rating: strong}
          - {say: What did you pay for it?, goto: gone, misses: [listen-fully], rating: weak}
    outcomes:
      settled: {result: success, title: She takes the panels home}
      gone: {result: failure, title: She asks for your manager}

A decision counts where one choice shows the skill while another, offered with it, misses it, and where random plays
come by at least once in four times. Drafts do not count. Nothing is said while a story of the course cannot be read.

To mend it, write or tag decisions that turn on this skill, in another story too, or take it out of the framework.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.course import CourseGraph
from builder.sources import Place

SEVERITY = Severity.WARNING
FEWEST_DECISIONS, FEWEST_STORIES = 3, 2


def check(course: CourseGraph) -> Iterator[Diagnostic]:
    """One finding for every skill of the framework that the course hardly practises."""
    if course.skills is None or not course.whole or not course.finished:
        return
    for skill in course.course.skills:
        found = [len(practised[skill]) for practised in course.practised.values() if skill in practised]
        if sum(found) < FEWEST_DECISIONS or len(found) < FEWEST_STORIES:
            yield Diagnostic(
                "course-skill-gap",
                Place(course.skills, ("skills", skill), "key"),
                f"`{skill}` can be both shown and missed in {_counted(sum(found), 'decision', 'decisions')}"
                f" of {_counted(len(found), 'story', 'stories')}.",
                f"Write or tag at least {FEWEST_DECISIONS} decisions that turn on it, over {FEWEST_STORIES} stories.",
            )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
