"""A walkthrough cannot be played, or does not end as it expects.

Walkthroughs are the story's own tests. This one has left the road: the story was changed, and what it promised no
longer holds.

Reported:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: "What now?", goto: hung-up}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}
    walkthroughs:
      - name: a friendly call
        choices: [hello/2]
        expect: {outcome: goodbye}   # <- failed-walkthrough
      - name: a second thought
        choices: [hello/2, hello/1]   # <- failed-walkthrough
        expect: {outcome: goodbye}

Accepted:

    scenes:
      hello:
        text: The phone rings.
        choices:
          - {say: Hello., goto: goodbye}
          - {say: "What now?", goto: hung-up}
    outcomes:
      goodbye: {result: success, title: Goodbye}
      hung-up: {result: failure, title: She hangs up}
    walkthroughs:
      - name: a friendly call
        choices: [hello/1]
        expect: {outcome: goodbye}

To mend it, correct the walkthrough, or the change to the story that broke it.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.link import StoryGraph
from builder.flow.play import Play, begin, choose, encode, go_on, settle
from builder.flow.step import EndlessLoopError, Situation, continues, ended, offered, state
from builder.flow.walkthrough_names import find_choice
from builder.model import Value, Walkthrough
from builder.sources import Place

SEVERITY = Severity.ERROR


def check(graph: StoryGraph) -> Iterator[Diagnostic]:
    """One finding for every walkthrough that leaves the road, and for every expectation that is not met."""
    for position, walkthrough in enumerate(graph.story.walkthroughs):
        yield from _walk(graph, walkthrough, Place(graph.story.file, ("walkthroughs", position)))


def _walk(graph: StoryGraph, walkthrough: Walkthrough, at: Place) -> Iterator[Diagnostic]:
    place = at
    made: tuple[int, ...] = ()
    try:
        play = begin(graph)
        for position, step in enumerate(walkthrough.choices):
            place, made = at.at("choices", position), play.choices
            play = settle(graph, play)
            scene, _, name = step.partition("/")
            choice = find_choice(graph.story.scenes[scene], name)
            if choice is None or play.situation.place != scene or choice not in offered(graph, play.situation):
                yield _left_the_road(graph, walkthrough, play, position, place)
                return
            play = choose(graph, play, choice.position)
        play = _arrived(graph, play, walkthrough.expect.get("scene"))
    except EndlessLoopError as trouble:
        message = f"The walkthrough `{walkthrough.name}` never comes to an end. {trouble}"
        yield _failed(message, place, "Lead the story out of the circle.", made)
        return
    yield from _unmet(graph, walkthrough, play, at)


def _arrived(graph: StoryGraph, play: Play, scene: Value | None) -> Play:
    """The play gone on by itself after its last choice, but no further than the scene that is expected."""
    met: set[Situation] = set()
    while continues(graph, play.situation) and play.situation.place != scene and play.situation not in met:
        met.add(play.situation)
        play = go_on(graph, play)
    return play


def _left_the_road(graph: StoryGraph, walkthrough: Walkthrough, play: Play, position: int, place: Place) -> Diagnostic:
    step, here = walkthrough.choices[position], play.situation.place
    if ended(graph, play.situation):
        where = f"the play has ended by then, in `{here}`."
    elif here != step.partition("/")[0]:
        where = f"the play is at `{here}` then."
    else:
        where = f"the choice is not offered then{_told(graph, play)}."
    names = [f"`{here}/{choice.name}`" for choice in offered(graph, play.situation)]
    instead = f"Offered there: {', '.join(names)}." if names else "Nothing is offered there."
    message = (
        f"The walkthrough `{walkthrough.name}` leaves the road at step {position + 1}, `{step}`: {where} {instead}"
    )
    return _failed(message, place, "Correct the walkthrough, or what changed the story's way.", play.choices)


def _unmet(graph: StoryGraph, walkthrough: Walkthrough, play: Play, at: Place) -> Iterator[Diagnostic]:
    here = play.situation.place
    values: dict[str, Value] = {**state(graph, play.situation), "outcome": here, "scene": here}
    for name, wanted in walkthrough.expect.items():
        if values[name] != wanted:
            message = (
                f"The walkthrough `{walkthrough.name}` expects {name} `{_word(wanted)}`, and comes to "
                f"`{_word(values[name])}`."
            )
            help = "Correct what it expects, or what changed the story's way."
            yield _failed(message, at.at("expect", name), help, play.choices)


def _failed(message: str, place: Place, help: str, choices: tuple[int, ...]) -> Diagnostic:
    return Diagnostic("failed-walkthrough", place, message, help, play=encode(choices))


def _told(graph: StoryGraph, play: Play) -> str:
    values = [f"{name} {_word(value)}" for name, value in state(graph, play.situation).items()]
    return f", with {', '.join(values)}" if values else ""


def _word(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
