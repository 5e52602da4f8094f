"""`coolhead play`: a story in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts.cli.asking import one_story
from builder.hosts.cli.command import STORY, command
from builder.hosts.terminal import play_in_terminal


@command
@STORY
@click.option("--at", metavar="SCENE", help="Begin at this scene, as a shortest play would reach it.")
@click.option("--replay", metavar="CODE", help="Begin where the play with this code stands.")
@click.option(
    "--save-walkthrough", "walkthrough", metavar="NAME", help="Write the play into the story's file as a walkthrough."
)
def play(course: Path, quiet: bool, story: str, at: str | None, replay: str | None, walkthrough: str | None) -> int:
    """Play the story in the terminal.

    The play that you leave at an outcome is the one that --save-walkthrough writes, and with --replay the play with
    that code, without playing. Nothing else in the story's file is changed.
    """
    graph, file = one_story(course, story)
    return play_in_terminal(graph, at=at, replay=replay, file=file, walkthrough=walkthrough)
