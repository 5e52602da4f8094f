"""What leads where in a story with interrupts, and what can be reached before any state is asked."""

from __future__ import annotations

from small_stories import graph_of

from builder.flow.graph import edges, network, reach

STORY = """
    state: {heat: {start: 0, min: 0, max: 9}, told: false, calm: {start: 0, min: 0, max: 9}}
    interrupts:
      - {when: heat > 3, goto: shouting}
      - {when: visited(hall), goto: porch}
    scenes:
      door:
        text: Knock.
        choices:
          - {say: Hello., goto: hall, change: {heat: +1}}
          - {do: Leave., goto: bad}
      hall: {set: {told: true}, route: [{when: told, goto: good}, {goto: porch}]}
      porch: {set: {heat: 0}, next: bad}
      shouting: {text: Go!, choices: [{do: Leave., goto: bad, set: {heat: 0}}]}
      circle: {text: Round., next: circle}
      kitchen: {change: {calm: +1}, next: good}
    outcomes:
      good: {result: success, title: Well done}
      bad: {result: failure, title: Oh dear}
      never: {result: failure, title: Nobody comes here}
    """


def test_ways_on_are_told_in_the_authors_order_and_then_the_interrupts_that_may_fire() -> None:
    found = [(edge.source, edge.target, type(edge.way).__name__) for edge in edges(graph_of(STORY))]
    assert found == [
        ("door", "hall", "Choice"),
        ("door", "bad", "Choice"),
        ("door", "shouting", "Interrupt"),
        ("hall", "good", "Branch"),
        ("hall", "porch", "Branch"),
        ("hall", "porch", "Interrupt"),
        ("porch", "bad", "Onward"),
        ("porch", "shouting", "Interrupt"),
        ("shouting", "bad", "Choice"),
        ("shouting", "shouting", "Interrupt"),
        ("circle", "circle", "Onward"),
        ("kitchen", "good", "Onward"),
    ]


def test_what_can_be_entered_and_what_can_end_is_found_whatever_the_state() -> None:
    graph = graph_of(STORY)
    found = reach(graph)
    assert found.graph is graph
    assert found.entered == {"door", "hall", "porch", "shouting", "good", "bad"}
    assert found.ending == {"door", "hall", "porch", "shouting", "kitchen", "good", "bad", "never"}


def test_every_scene_and_outcome_is_in_the_network_though_nothing_leads_there() -> None:
    graph = graph_of(STORY)
    assert set(network(graph)) == {*graph.story.scenes, *graph.story.outcomes}
