"""What is shown where there is no page yet: what has to be mended before there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape
from http import HTTPStatus
from typing import Final

from builder.diagnostics import Finding, Severity
from builder.hosts.serving.answers import HTML, Answer
from builder.pipeline import Checked
from builder.reports import text

_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{base}_author/waiting.css">
</head>
<body>
<main>
<h1>{title}</h1>
{said}
<p>{follows}</p>
</main>
</body>
</html>
"""
_FOLLOWS: Final = "Save, and this page follows by itself."


def being_made(base: str) -> Answer:
    """The page while the first site is being made."""
    return _page("One moment", "<p>The site is being made.</p>", "This page follows by itself.", base)


def not_built(trouble: str, checked: Checked | None, base: str) -> Answer:
    """The page where not even a first site could be made: why, and what checking found as far as it came."""
    findings = _report(checked, checked.findings) if checked is not None else ""
    return _page("Not built yet", f'<p role="alert">{escape(trouble)}</p>\n{findings}', _FOLLOWS, base)


def story_page(id: str, checked: Checked, base: str) -> Answer:
    """The page of a story that could never be read: its errors."""
    errors = (each for each in checked.findings if each.diagnostic.severity is Severity.ERROR)
    own = [each for each in errors if each.diagnostic.story == id]
    said = f"<p>The story <code>{escape(id)}</code> has no pages until these errors are mended.</p>"
    home = f'<p><a href="{escape(base)}">Home</a></p>'
    return _page("This story cannot be played yet", f"{said}\n{_report(checked, own)}\n{home}", _FOLLOWS, base)


def _report(checked: Checked, findings: Iterable[Finding]) -> str:
    """Findings as the terminal prints them."""
    told = text.findings(replace(checked.report(), findings=tuple(findings)))
    return f"<pre>{escape(told)}</pre>" if told else ""


def _page(title: str, said: str, follows: str, base: str) -> Answer:
    page = _PAGE.format(title=title, said=said, follows=follows, base=escape(base))
    return Answer(page.encode(errors="replace"), HTML, HTTPStatus.SERVICE_UNAVAILABLE)
