"""What an author's bar tells of: the last check, and the stories as the pages show them, which may be older."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.diagnostics import Finding, Severity
from builder.flow.guide import Guide
from builder.flow.link import StoryGraph
from builder.hosts.serving.editors import edit_link
from builder.pipeline import Checked
from builder.sources import Span


@dataclass(frozen=True, slots=True)
class Shown:
    """A course as it is served just now.

    ``checked`` is the last check, whatever it found. ``graphs`` and ``guides`` are, by story, those that the pages are
    made from: of a broken story the last good ones. ``root`` is the course's folder, ``editor`` one of `EDITORS`.
    ``trouble`` says in a sentence or two what is broken beside the stories, such as the site's own settings.
    """

    checked: Checked
    graphs: Mapping[str, StoryGraph]
    guides: Mapping[str, Guide] = field(default_factory=dict)
    root: Path = Path()
    editor: str = "none"
    trouble: str | None = None

    def opening(self, span: Span) -> str | None:
        """The address that opens a place in the author's editor; None where there is none to open it in."""
        return edit_link(self.editor, self.root / span.file, span.line, span.column)


def broken(shown: Shown, story: str | None) -> Iterator[Finding]:
    """The errors that keep what was saved last off a story's pages, and those of the course's own files."""
    sound = {graph.story.id for graph in shown.checked.graphs}
    for finding in shown.checked.findings:
        of = finding.diagnostic.story
        if finding.diagnostic.severity is Severity.ERROR and (of is None or (of == story and of not in sound)):
            yield finding
