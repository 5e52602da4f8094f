"""The strong choice is the longest more often than chance allows, or 1.25 times as long on average.

Authors explain the right answer and only sketch the wrong ones. Learners notice that sooner than anything else, and
from then on the story practises finding the longest text.

Reported:

    scenes:                                       # <- longest-is-best
      hello:
        text: '"A fourth Saturday?" asks Maren.'
        choices:
          - {say: "Order number?", goto: story, rating: weak}
          - {say: "Three Saturdays. Tell me how they were, from your side.", goto: story, rating: strong}
      story:
        text: She tells you of three Saturdays at the window.
        choices:
          - {say: "I see.", goto: deadline, rating: weak}
          - {say: "Three times at that window, and nobody rang the bell.", goto: deadline, rating: strong}
      deadline:
        text: '"And Monday they inspect."'
        choices:
          - {say: "Noted.", goto: address, rating: weak}
          - {say: "So two beds have to stand in that room by Monday at ten.", goto: address, rating: strong}
      address:
        text: Your label has no flat number.
        choices:
          - {say: "It says attempted.", goto: plan, rating: weak}
          - {say: "They looked for Flat 3 in the street. The door is round the side.", goto: plan, rating: strong}
      plan:
        text: '"So what now?"'
        choices:
          - {say: "Wednesday.", goto: gone, rating: weak}
          - {say: "The depot has it until eight. I'll send a courier and ring at five.", goto: settled, rating: strong}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Accepted:

    scenes:
      hello:
        text: '"A fourth Saturday?" asks Maren.'
        choices:
          - {say: "Could I have the order number first, please?", goto: story, rating: weak}
          - {say: "Three Saturdays. Tell me.", goto: story, rating: strong}
      story:
        text: She tells you of three Saturdays at the window.
        choices:
          - {say: "I see.", goto: deadline, rating: weak}
          - {say: "Three times at that window, and nobody rang the bell.", goto: deadline, rating: strong}
      deadline:
        text: '"And Monday they inspect."'
        choices:
          - {say: "I will make a note of that on your order for the team.", goto: address, rating: weak}
          - {say: "So, two beds by Monday at ten?", goto: address, rating: strong}
      address:
        text: Your label has no flat number.
        choices:
          - {say: "It says here that the driver attempted it at eight minutes to twelve.", goto: plan, rating: weak}
          - {say: "They missed the side door.", goto: plan, rating: strong}
      plan:
        text: '"So what now?"'
        choices:
          - {say: "Our next van is on Wednesday, and I can book you on it.", goto: gone, rating: weak}
          - {say: "The depot has it. I'll ring at five.", goto: settled, rating: strong}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

In a story with three choices a scene, too many are 4 of 5 decisions, 5 of 6, 6 of 8, 7 of 10, 8 of 12, 9 of 15, 11 of
20, or 15 of 30: blind chance does as much less than once in twenty times. (This is the exact tail of the binomial
distribution. Under five decisions, nothing is said.)

All stories of a course are tested together as well, against once in a hundred times: a habit too small to show in
one story shows in ten.

To mend it, cut the strong choices to what a person would say, and let some of the others explain themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.course import CourseGraph
from builder.flow.tells import COURSE_LEVEL, FEWEST, STORY_LEVEL, Tell, longest, pooled, relative_length
from builder.sources import Place

SEVERITY = Severity.WARNING
MOST = 1.25
"""How many times as long the strong choices may be, on average."""


def check(course: CourseGraph) -> Iterator[Diagnostic]:
    """One finding for every story, and one for the course, in which length gives the strong choices away."""
    for story in course.finished:
        tell, ratio = longest(story), relative_length(story)
        place = Place(story.file, ("scenes",), "key")
        if tell.of >= FEWEST and tell.chance < STORY_LEVEL:
            yield _found(place, f"The strong choice is the longest in {_share(tell)}.")
        elif tell.of >= FEWEST and ratio >= MOST:
            yield _found(place, f"Strong choices are {ratio:.2f} times as long as the others, on average.")
    tell = pooled(map(longest, course.finished))
    if course.whole and course.file is not None and len(course.finished) > 1 and tell.chance < COURSE_LEVEL:
        words = f"In all stories together, the strong choice is the longest in {_share(tell)}."
        yield _found(Place(course.file), words)


def _share(tell: Tell) -> str:
    return f"{tell.hits} of {tell.of} decisions; blind chance does that in {tell.chance:.2%} of stories"


def _found(place: Place, message: str) -> Diagnostic:
    help = "Cut strong choices to what a person would say, and let some of the others explain themselves."
    return Diagnostic("longest-is-best", place, message, help)
