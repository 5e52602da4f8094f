"""What `coolhead explain` prints: a rule's page for reading in a terminal, or the list of all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from rich.console import Console
from rich.text import Text

from builder.diagnostics import BuilderError, Page, did_you_mean
from builder.reports.text import STYLES

WIDTH: Final = 100
"""Wider than this, lines of prose are hard to follow."""


def explain(name: str, pages: Mapping[str, Page], *, colour: bool) -> None:
    """Print the page of the rule of this name. Raises `BuilderError` where there is none."""
    page = pages.get(name)
    if page is None:
        help = did_you_mean(name, pages, "`coolhead explain` without a rule lists all of them.")
        raise BuilderError(f"There is no rule `{name}`. {help}")
    out = _console(colour)
    for line in (_title(page), Text(), *_body(page.text)):
        out.print(line, soft_wrap=bool(line.no_wrap))


def list_rules(pages: Mapping[str, Page], *, colour: bool) -> None:
    """Print the rules group by group, a line for each: its name, its severity, and what it reports."""
    out = _console(colour)
    widest = max(map(len, pages))
    for number, (group, members) in enumerate(groupby(pages.values(), key=lambda page: page.group)):
        out.print(Text(group.title if number == 0 else f"\n{group.title}", "bold underline"))
        for page in members:
            severity = Text(f"{page.severity.value:<8}", STYLES[page.severity])
            line = Text.assemble((f"{page.rule:<{widest}}  ", "bold"), severity, _prose(page.sentence))
            out.print(line, soft_wrap=True)


def _console(colour: bool) -> Console:
    out = Console(force_terminal=colour, no_color=not colour, highlight=False, markup=False, emoji=False)
    out.width = min(out.width, WIDTH)
    return out


def _title(page: Page) -> Text:
    always = ", always: it cannot be waived, lowered or left out" if page.fixed else ""
    severity = Text(page.severity.value, STYLES[page.severity])
    return Text.assemble((page.rule, "bold"), ": ", severity, always, f" ({page.group.title})")


def _body(text: str) -> Iterator[Text]:
    """Paragraphs joined into flowing lines; examples as they stand."""
    for example, lines in groupby(text.strip().splitlines(), key=lambda line: line.startswith("    ")):
        if example:
            yield from (_example(line) for line in lines)
        else:
            for blank, paragraph in groupby(lines, key=lambda line: not line.strip()):
                yield Text() if blank else _prose(" ".join(paragraph))


def _example(line: str) -> Text:
    text = Text(line, no_wrap=True)
    text.highlight_regex(re.compile(r"# <- .*"), "bold red")
    return text


def _prose(words: str) -> Text:
    """Prose with what stands between backticks set apart."""
    text = Text(words)
    text.highlight_regex(re.compile(r"`[^`]+`"), "cyan")
    return text
