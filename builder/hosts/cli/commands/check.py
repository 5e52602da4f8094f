"""`coolhead check`: what is wrong with the stories, in any of the reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from builder.diagnostics import BuilderError
from builder.hosts import baseline as baselines
from builder.hosts.cli.asking import check_asked
from builder.hosts.cli.command import DONE, FINDINGS, OUTPUT, PATHS, colour, command, write
from builder.hosts.selecting import found_by, selected_rules
from builder.pipeline import Checked
from builder.reports import Report, formats, render


@command
@PATHS
@click.option("--format", "form", type=click.Choice(formats()), default="text", help="How to print the findings.")
@click.option("--select", metavar="RULES", help="Report only these rules, with commas between them.")
@click.option("--ignore", metavar="RULES", help="Leave these rules out.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--site-url", metavar="URL", help="Where the site will live, for links to plays.")
@click.option("--baseline", metavar="FILE", type=click.Path(path_type=Path), help="Pass over the findings in FILE.")
@click.option(
    "--write-baseline", metavar="FILE", type=click.Path(path_type=Path), help="Put all findings into FILE first."
)
@OUTPUT
def check(
    course: Path,
    quiet: bool,
    paths: Sequence[Path],
    form: str,
    select: str | None,
    ignore: str | None,
    strict: bool,
    site_url: str | None,
    baseline: Path | None,
    write_baseline: Path | None,
    output: Path | None,
) -> int:
    """Read the stories and report what is wrong with them.

    PATH is a story file, a story folder or a folder of stories; without one, the course in this folder is checked.
    FILE of --baseline and --write-baseline is relative to the course.
    """
    rules = selected_rules(select, ignore)
    checked = check_asked(course, paths, site_url)
    report = found_by(rules, checked.report(strict=strict, colour=output is None and colour()))
    if write_baseline is not None:
        _begin_baseline(course / write_baseline, checked, report, quiet)
        baseline = write_baseline
    if baseline is not None:
        report = _compared(course / baseline, checked, report, rules, quiet)
    failed = any(report.fails(each.diagnostic) for each in report.findings)
    if quiet and form == "text":
        wrong = tuple(each for each in report.findings if report.fails(each.diagnostic))
        report = replace(report, findings=wrong, waived=(), known=0)
    write(render(form, report), output, quiet=quiet and not report.findings)
    return FINDINGS if failed else DONE


def _begin_baseline(path: Path, checked: Checked, report: Report, quiet: bool) -> None:
    if not checked.whole:
        raise BuilderError("A baseline is of a whole course, not of some of its stories. Leave out the paths.")
    written = baselines.write_baseline(path, report.findings).total()
    if not quiet:
        what = "finding" if written == 1 else "findings"
        click.echo(f"{path} holds {written:,} {what} now, which --baseline passes over.", err=True)


def _compared(path: Path, checked: Checked, report: Report, rules: set[str], quiet: bool) -> Report:
    """The report without what the baseline knows. What the baseline could drop is said on standard error."""
    compared = baselines.compare(checked, report.findings, baselines.read_baseline(path), rules)
    if compared.gone and not quiet:
        click.echo(f"These no longer occur. Take them out of {path} with --write-baseline:", err=True)
        for rule, story, *_, message in compared.gone:
            click.echo(f"  {story}: {rule}: {message}", err=True)
    return replace(report, findings=compared.new, known=compared.known)
