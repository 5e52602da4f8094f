"""`coolhead draw`: the map of a story as a picture."""

from __future__ import annotations

from pathlib import Path

from builder.formats.dot import write_diagram
from builder.hosts.cli.asking import one_story
from builder.hosts.cli.command import DONE, OUTPUT, STORY, command, write


@command
@STORY
@OUTPUT
def draw(course: Path, quiet: bool, story: str, output: Path | None) -> int:
    """Draw the story's map, with the ratings of its choices.

    The ending of FILE says what is written: .svg, .dot, and .png or .pdf where Graphviz is installed. Without FILE, the
    SVG goes to standard output.
    """
    graph, _ = one_story(course, story)
    data = write_diagram(graph, output.suffix if output is not None else ".svg")
    write(data, output)
    return DONE
