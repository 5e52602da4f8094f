"""The strong choice stands at the same position more often than chance allows.

Authors write the right answer first, or hide it in the middle. Scenes are shuffled for learners unless they say
`shuffle: false`, but a habit of writing shows wherever the order is kept: on paper, in reviews, in other formats.

Reported:

    scenes:                                       # <- same-position-is-best
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
          - {say: "No idea.", goto: promise, rating: weak}
          - {say: "The depot has it until eight. A courier can fetch it.", goto: promise, rating: strong}
      promise:
        text: '"And it will be here?"'
        choices:
          - {say: "I promise.", goto: gone, rating: weak}
          - {say: "I can't say yet. I'll ring you at five, with or without news.", goto: settled, rating: strong}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

Accepted:

    scenes:
      hello:
        text: '"A fourth Saturday?" asks Maren.'
        choices:
          - {say: "Order number?", goto: story, rating: weak}
          - {say: "Three Saturdays. Tell me how they were, from your side.", goto: story, rating: strong}
      story:
        text: She tells you of three Saturdays at the window.
        choices:
          - {say: "Three times at that window, and nobody rang the bell.", goto: deadline, rating: strong}
          - {say: "I see.", goto: deadline, rating: weak}
      deadline:
        text: '"And Monday they inspect."'
        choices:
          - {say: "Noted.", goto: address, rating: weak}
          - {say: "So two beds have to stand in that room by Monday at ten.", goto: address, rating: strong}
      address:
        text: Your label has no flat number.
        choices:
          - {say: "They looked for Flat 3 in the street. The door is round the side.", goto: plan, rating: strong}
          - {say: "It says attempted.", goto: plan, rating: weak}
      plan:
        text: '"So what now?"'
        choices:
          - {say: "No idea.", goto: promise, rating: weak}
          - {say: "The depot has it until eight. A courier can fetch it.", goto: promise, rating: strong}
      promise:
        text: '"And it will be here?"'
        choices:
          - {say: "I promise.", goto: gone, rating: weak}
          - {say: "I can't say yet. I'll ring you at five, with or without news.", goto: settled, rating: strong}
    outcomes:
      settled: {result: success, title: A bed by Sunday}
      gone: {result: failure, title: She hangs up}

In a story with three choices a scene, too many are 5 of 5 decisions, 6 of 6, 7 of 8, 8 of 10, 9 of 12, 10 of 15, 12 of
20, or 17 of 30: blind chance does as much at one position less than once in sixty times, so at any of three less than
once in twenty. (This is the exact tail of the binomial distribution. Under five decisions, nothing is said.)

All stories of a course are tested together as well, against once in a hundred times.

To mend it, draw lots for the order in which you write the choices of a scene down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.diagnostics import Diagnostic, Severity
from builder.flow.course import CourseGraph
from builder.flow.tells import COURSE_LEVEL, FEWEST, STORY_LEVEL, at_position, decisions, pooled
from builder.model import Story
from builder.sources import Place

SEVERITY = Severity.NOTE
LEAST_POSITIONS = 3
"""As many positions are tested at least: three choices are the usual number."""


def check(course: CourseGraph) -> Iterator[Diagnostic]:
    """One finding for every story, and one for the course, in which position gives the strong choices away."""
    for story in course.finished:
        yield from _found(Place(story.file, ("scenes",), "key"), (story,), STORY_LEVEL)
    if course.whole and course.file is not None and len(course.finished) > 1:
        yield from _found(Place(course.file), course.finished, COURSE_LEVEL)


def _found(place: Place, stories: Sequence[Story], level: float) -> Iterator[Diagnostic]:
    most = max((len(scene.choices) for story in stories for scene in decisions(story)), default=0)
    for position in range(most):
        tell = pooled(at_position(story, position) for story in stories)
        if tell.of >= FEWEST and tell.chance < level / max(most, LEAST_POSITIONS):
            where = "" if len(stories) == 1 else "In all stories together, the"
            yield Diagnostic(
                "same-position-is-best",
                place,
                f"{where or 'The'} strong choice is number {position + 1} in {tell.hits} of {tell.of} decisions;"
                f" blind chance does that in {tell.chance:.2%} of stories.",
                "Draw lots for the order in which you write the choices of a scene down.",
            )
