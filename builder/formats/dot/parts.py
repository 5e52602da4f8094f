"""A story too large to draw scene by scene: its parts, one above the other, and how they lead to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from builder.flow.link import StoryGraph
from builder.flow.outline import Overview, Part, overview
from builder.formats.dot.lettering import escaped, plain, wrapped
from builder.formats.dot.palette import light
from builder.formats.dot.sheet import TITLE, add_interrupt, add_outcome, add_start, address, ending
from builder.formats.dot.view import RESULTS, View, capital, count

if TYPE_CHECKING:
    from graphviz import Digraph

MAX_OUTCOMES: Final = 8
"""Outcomes shown one by one; more are gathered by result."""
MAX_INTERRUPTS: Final = 6
_WIDTH: Final = 260


def draw_parts(drawing: Digraph, graph: StoryGraph, view: View) -> None:
    """Draw the story's parts with how many scenes and choices they hold, its endings, and the ways among them."""
    shown = overview(graph)
    for number, part in enumerate(shown.parts):
        _add_part(drawing, f"({number})", part, view)
    with drawing.subgraph() as row:
        row.attr(rank="sink")
        outcomes = dict(_add_outcomes(row, graph, view))
    add_start(drawing, f"({shown.start})")
    _add_links(drawing, shown, outcomes)
    names = outcomes | {scene: f"({number})" for number, part in enumerate(shown.parts) for scene in part.scenes}
    for number, interrupt in enumerate(graph.story.interrupts[:MAX_INTERRUPTS], 1):
        add_interrupt(drawing, number, names[interrupt.goto], view.condition(interrupt.when))


def _add_part(drawing: Digraph, name: str, part: Part, view: View) -> None:
    heading = list(wrapped(capital(part.name), _WIDTH - 16, TITLE, 2))
    facts = f"{count(len(part.scenes), 'scene')}, {count(part.choices, 'choice')}"
    drawing.node(
        name,
        label="{" + "".join(f"{escaped(line)}\\l" for line in [*heading, facts]) + "}",
        width=f"{_WIDTH / 72:.2f}",
        fillcolor=light("card"),
        color=light("card-line"),
        tooltip=escaped(f"{plain(part.name)}: {facts}"),
        URL=address(part.scenes[0], view),
        **{"class": f"scene t{len(heading)} i"},
    )


def _add_outcomes(drawing: Digraph, graph: StoryGraph, view: View) -> Iterator[tuple[str, str]]:
    """Add the outcomes, one by one or by result; gives each outcome's id and the name of the node that shows it."""
    outcomes = graph.story.outcomes.values()
    if len(outcomes) <= MAX_OUTCOMES:
        for outcome in outcomes:
            add_outcome(drawing, outcome, view)
            yield outcome.id, outcome.id
        return
    for result, number in sorted(Counter(outcome.result for outcome in outcomes).items(), key=_best_first):
        drawing.node(f"({result})", label=f"{RESULTS[result]}\\n{count(number, 'outcome')}", **ending(result))
    yield from ((outcome.id, f"({outcome.result})") for outcome in outcomes)


def _best_first(tally: tuple[str, int]) -> int:
    return list(RESULTS).index(tally[0])  # type: ignore[arg-type]


def _add_links(drawing: Digraph, shown: Overview, outcomes: dict[str, str]) -> None:
    """The ways among the parts: ways there and ways back between two parts are one line with two heads."""
    there: Counter[tuple[str, str]] = Counter()
    back: Counter[tuple[str, str]] = Counter()
    for (source, target), number in shown.links.items():
        if isinstance(target, str):
            there[f"({source})", outcomes[target]] += number
        elif source < target or shown.by == "loop":
            there[f"({source})", f"({target})"] += number
        else:
            back[f"({target})", f"({source})"] += number
    neighbours = [(f"({above})", f"({above + 1})") for above in range(len(shown.parts) - 1)]
    # Stages and distances stand one above the other in their order: only neighbours and endings hold a part's place.
    in_order = frozenset() if shown.by == "loop" else frozenset(neighbours)
    for ends in dict.fromkeys([*there, *back, *sorted(in_order)]):
        drawing.edge(
            *ends,
            **_line(there[ends], back[ends]),
            weight="20" if ends in in_order else None,
            constraint="false" if in_order and ends not in in_order and ends[1] not in outcomes.values() else None,
        )


def _line(there: int, back: int) -> dict[str, str]:
    if not there and not back:
        return {"style": "invis"}
    told = [f"{count(there, 'way')} on"] if there else []
    told += [f"{count(back, 'way')} back"] if back else []
    heads = "both" if there and back else "forward" if there else "back"
    return {"tooltip": ", ".join(told), "dir": heads, "penwidth": f"{min(1 + (there + back) / 20, 4):.1f}"}
