"""A statement of the course's sources is met by no finished story and no page.

A course that promises to teach what its sources say should teach all of it. Where `stories/sources.yml` lists the
statements, each should be named under `sources` in a story, or at the top of a Markdown page.

Reported:

    # stories/sources.yml
    sources:
      "12": {title: Let an angry caller finish}
      "13": {title: Say what happens next}        # <- source-not-met
      "14": {title: Call back when you said}      # <- source-not-met
    # stories/third-saturday.yml
    sources: ["12"]
    scenes: {hello: {text: '"Three Saturdays," says Maren.', next: settled}}
    outcomes: {settled: {result: success, title: A bed by Sunday}}

Accepted:

    # stories/sources.yml
    sources:
      "12": {title: Let an angry caller finish}
      "13": {title: Say what happens next}
      "14":
        title: Call back when you said
        waive: {source-not-met: Our own policy says that another desk calls back.}
    # stories/third-saturday.yml
    sources: ["12", "13", The depot's log of May]
    scenes: {hello: {text: '"Three Saturdays," says Maren.', next: settled}}
    outcomes: {settled: {result: success, title: A bed by Sunday}}

Drafts do not count. Nothing is said of a course without such a list, nor while a story of the course cannot be read.

To mend it, name the statement under `sources` in the story or page that teaches it, or write one that does.
"""

from __future__ import annotations

from collections.abc import Iterator

from builder.diagnostics import Diagnostic, Severity
from builder.flow.course import CourseGraph, met
from builder.sources import Place

SEVERITY = Severity.WARNING


def check(course: CourseGraph) -> Iterator[Diagnostic]:
    """One finding for every statement that is met nowhere."""
    if course.statements is None or not course.whole or not course.finished:
        return
    for id, where in met(course.course.statements, course.finished, course.pages).items():
        if not where:
            yield Diagnostic(
                "source-not-met",
                Place(course.statements, ("sources", id), "key"),
                f"No finished story or page meets `{id}`: {course.course.statements[id].title.rstrip('.')}.",
                "Name it under `sources` in the story or page that teaches it, or write one that does.",
            )
