"""However the learner decides in a scene, the story ends in the same ways, about as often.

Skills build on one another: an early mistake must be felt later, or there was no reason to avoid it. Where all roads
lead to Rome, learners find out in their second play.

Reported:

    state:
      trust: {start: 3, min: 0, max: 10}
    scenes:
      hello:
        text: '"Forty people unpaid," says Gwen.'
        choices:                                  # <- choice-without-influence
          - {say: "Three things, in this order.", goto: login, shows: [break-it-down], rating: strong}
          - {say: We will do everything we can., goto: login, misses: [break-it-down], rating: weak}
      login:
        text: The account opens.
        choices:
          - {say: "One of three done. Now the file.", goto: end, change: {trust: +2}, rating: strong}
          - {say: "There you go.", goto: end, rating: weak}
      end: {route: [{when: trust >= 5, goto: paid}, {goto: unpaid}]}
    outcomes:
      paid: {result: success, title: Paid by five}
      unpaid: {result: failure, title: Paid on Monday}

Accepted:

    state:
      trust: {start: 3, min: 0, max: 10}
    scenes:
      hello:
        text: '"Forty people unpaid," says Gwen.'
        choices:
          - {say: "Three things, in this order.", goto: login, change: {trust: +2}, rating: strong}
          - {say: We will do everything we can., goto: login, change: {trust: -1}, rating: weak}
      login:
        text: The account opens.
        choices:
          - {say: "One of three done. Now the file.", goto: end, change: {trust: +2}, rating: strong}
          - {say: "There you go.", goto: end, rating: weak}
      end: {route: [{when: trust >= 6, goto: paid}, {goto: unpaid}]}
    outcomes:
      paid: {result: success, title: Paid by five}
      unpaid: {result: failure, title: Paid on Monday}

The influence of a decision is the largest difference between the shares of outcomes after two of its choices, playing
on at random (the total-variation distance: half the sum of all differences), averaged over the situations in which
random plays come to it. Under 0.05 it is reported, and so is a story of three decisions or more if half of them have
under 0.10. The figures are exact; nothing is said of stories with more than 20,000 situations.

To mend it, give the choices different effects, and let a later condition ask about them; or let them lead to different
scenes. If the decision is there for its words alone, say so in a waiver.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from statistics import median

from builder.diagnostics import Diagnostic, Severity
from builder.flow.finished import Finished
from builder.flow.judging import influences, judged
from builder.sources import Place

SEVERITY = Severity.WARNING
LEAST, LEAST_MEDIAN = 0.05, 0.10
FEW = 3
"""Decisions below which a median says no more than the decisions themselves."""


def check(finished: Finished) -> Iterator[Diagnostic]:
    """One finding for every scene that hardly matters, and one for a story most of which hardly does."""
    found = judged(finished)
    if found is None:
        return
    by_scene = influences(found)
    for id, influence in by_scene.items():
        if influence < LEAST:
            place = replace(finished.at(finished.story.scenes[id], None, "choices"), part="key")
            message = f"What is chosen in `{id}` hardly matters: it moves {influence:.1%} of plays to another outcome."
            yield _found(place, message)
    if len(by_scene) >= FEW and (typical := median(by_scene.values())) < LEAST_MEDIAN:
        message = (
            f"Half of the decisions hardly matter: they move {typical:.1%} of plays, or fewer, to another outcome."
        )
        yield _found(Place(finished.story.file, ("scenes",), "key"), message)


def _found(place: Place, message: str) -> Diagnostic:
    help = "Give the choices different effects that a later condition asks about, or lead them to different scenes."
    return Diagnostic("choice-without-influence", place, message, help)
