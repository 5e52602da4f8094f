"""What others' pages cost a learner, to set ours beside: the same scenario of 12 scenes, written for each of them.

Source: our own measurements of November 2026 with Chromium on a shared machine of two cores, each peer installed in its
version of then. Slow is slow 4G and a processor slowed four times. A click is timed until the next choices are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Visit:
    """Requests, KB packed and KB of script unpacked until the first choice; the rest in milliseconds, medians."""

    name: str
    requests: int
    packed: float
    script: float
    first: float
    slow_first: float
    click: float
    click_95: float
    slow_click: float


PEERS: Final = (
    Visit("Twine SugarCube", 1, 167, 550, 497, 2157, 305, 308, 330),
    Visit("Twine Harlowe", 1, 145, 440, 689, 2450, 261, 289, 332),
    Visit("Twine Chapbook", 1, 48, 119, 253, 1536, 53, 64, 151),
    Visit("ink web page", 5, 41, 157, 1319, 2780, 1512, 1512, 1547),
    Visit("H5P Branching Scenario", 25, 492, 240, 534, 8478, 12, 842, 50),
    Visit("Material, page per scene", 6, 79, 155, 189, 2018, 93, 190, 934),
    Visit("the same, instant", 7, 79, 155, 201, 2335, 51, 87, 590),
)
"""H5P's first choice comes after a cover, and its slow clicks are 1,166 ms at the 95th percentile."""


def beside_peers(ours: Visit) -> None:
    """Print all in one table, ours last."""
    print("The same visit elsewhere: 12 scenes, until the first choice and then from click to choices, in ms.\n")
    heads = ("requests", "KB", "KB script", "first", "(slow)", "click", "95 %", "(slow)")
    print("  " + " " * 26 + "".join(f"{head:>10}" for head in heads))
    for each in (*PEERS, ours):
        costs = (each.requests, each.packed, each.script, each.first, each.slow_first)
        clicks = (each.click, each.click_95, each.slow_click)
        print(f"  {each.name:<26}" + "".join(f"{cost:10.1f}".replace(".0", "  ") for cost in (*costs, *clicks)))
    print()
