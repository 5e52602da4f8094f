"""The command line: `coolhead new`, `new-story`, `check`, `explain` and the others, each thin."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from builder import __version__
from builder.diagnostics import BuilderError, did_you_mean
from builder.reports import Report, formats
from builder.reports import render as render_report

if TYPE_CHECKING:
    from builder.flow.link import StoryGraph
    from builder.hosts.folder import Found
    from builder.hosts.project import Project
    from builder.hosts.saving import StoryFile
    from builder.pipeline import Checked

DONE: Final = 0
FINDINGS: Final = 1
"""Exit status where findings of error severity were found."""
FAILED: Final = 2
"""Exit status where the command could not do its work."""


def main() -> None:
    """The entry point of the `coolhead` command: whatever goes wrong is one sentence and exit status 2."""
    try:
        status = commands.main(prog_name="coolhead", standalone_mode=False)
    except BuilderError as error:
        status = _failed(str(error))
    except click.ClickException as error:
        error.show()
        status = FAILED
    except (click.Abort, KeyboardInterrupt):
        status = _failed("Stopped.")
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; nothing is left to say
        status = FAILED
    except Exception as error:
        if {"-v", "--verbose"} & set(sys.argv):
            traceback.print_exc()
        status = _failed(
            f"This is a fault in coolhead itself ({type(error).__name__}). Run it again with -v and report it."
        )
    sys.exit(status)


def _failed(sentence: str) -> int:
    click.echo(f"coolhead: {sentence}", err=True)
    return FAILED


def _command(function: Callable[..., int]) -> click.Command:
    """A command with the options that every command takes; the function gets the folder to work in as ``course``."""

    @functools.wraps(function)
    def run(course: Path, quiet: bool, verbose: bool, **options: Any) -> int:
        return function(course=course, quiet=quiet, **options)

    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say more; a fault in coolhead itself shows its traceback."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong."),
        click.option(
            "-C",
            "course",
            metavar="DIR",
            type=click.Path(path_type=Path),
            default=".",
            help="Work in the course in DIR.",
        ),
    ):
        run = option(run)
    return commands.command(context_settings={"help_option_names": ["-h", "--help"]})(run)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coolhead")
def commands() -> None:
    """Practise hard conversations: branching stories in YAML become a checked, mapped training site."""


_PATHS = click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
_STORY = click.argument("story", metavar="STORY")
_OUTPUT = click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE."
)


@_command
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(course: Path, quiet: bool, folder: Path) -> int:
    """Make a new course in DIR that builds at once: a worked story, settings for editors, files for CI."""
    from builder.hosts.beginning import new_course

    new_course(course / folder)
    if not quiet:
        click.echo(f"Here is a course. To see it: coolhead serve -C {course / folder}", err=True)
    return DONE


@_command
@click.argument("id", metavar="ID")
@click.option("--channel", type=click.Choice(["phone", "chat", "email", "counter"]), default="phone", help="Its sort.")
def new_story(course: Path, quiet: bool, id: str, channel: str) -> int:
    """Begin a story called ID, as a draft with comments that say what goes where."""
    from builder.hosts import beginning

    path = beginning.new_story(_project(course).stories, id, channel)
    if not quiet:
        click.echo(f"{path} is a draft that plays. Put your own words in place of its words.", err=True)
    return DONE


@_command
@_PATHS
@click.option("--format", "form", type=click.Choice(formats()), default="text", help="How to print the findings.")
@click.option("--select", metavar="RULES", help="Report only these rules, with commas between them.")
@click.option("--ignore", metavar="RULES", help="Leave these rules out.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--site-url", metavar="URL", help="Where the site will live, for links to plays.")
@click.option("--baseline", metavar="FILE", type=click.Path(path_type=Path), help="Pass over the findings in FILE.")
@click.option(
    "--write-baseline", metavar="FILE", type=click.Path(path_type=Path), help="Put all findings into FILE first."
)
@_OUTPUT
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
    from builder.hosts.selecting import found_by, selected_rules

    rules = selected_rules(select, ignore)
    checked = _checked(course, paths, site_url)
    report = found_by(rules, checked.report(strict=strict, colour=output is None and _colour()))
    if write_baseline is not None:
        _begin_baseline(course / write_baseline, checked, report, quiet)
        baseline = write_baseline
    if baseline is not None:
        report = _compared(course / baseline, checked, report, rules, quiet)
    failed = any(report.fails(each.diagnostic) for each in report.findings)
    if quiet and form == "text":
        wrong = tuple(each for each in report.findings if report.fails(each.diagnostic))
        report = replace(report, findings=wrong, waived=(), known=0)
    _write(render_report(form, report), output, quiet=quiet and not report.findings)
    return FINDINGS if failed else DONE


def _begin_baseline(path: Path, checked: Checked, report: Report, quiet: bool) -> None:
    from builder.hosts.baseline import write_baseline

    if not checked.whole:
        raise BuilderError("A baseline is of a whole course, not of some of its stories. Leave out the paths.")
    written = write_baseline(path, report.findings).total()
    if not quiet:
        what = "finding" if written == 1 else "findings"
        click.echo(f"{path} holds {written:,} {what} now, which --baseline passes over.", err=True)


def _compared(path: Path, checked: Checked, report: Report, rules: set[str], quiet: bool) -> Report:
    """The report without what the baseline knows. What the baseline could drop is said on standard error."""
    from builder.hosts.baseline import compare, read_baseline

    compared = compare(checked, report.findings, read_baseline(path), rules)
    if compared.gone and not quiet:
        click.echo(f"These no longer occur. Take them out of {path} with --write-baseline:", err=True)
        for rule, story, *_, message in compared.gone:
            click.echo(f"  {story}: {rule}: {message}", err=True)
    return replace(report, findings=compared.new, known=compared.known)


@_command
@click.argument("rule", metavar="[RULE]", required=False)
def explain(course: Path, quiet: bool, rule: str | None) -> int:
    """Tell a rule in full: what, why, an example that breaks it, the mend. Without RULE, list all rules."""
    from builder.hosts.explaining import explain as explain_rule
    from builder.hosts.explaining import list_rules
    from builder.rules import all_pages

    if rule is None:
        list_rules(all_pages(), colour=_colour())
    else:
        explain_rule(rule, all_pages(), colour=_colour())
    return DONE


@_command
@_PATHS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the figures.")
def stats(course: Path, quiet: bool, paths: Sequence[Path], form: str) -> int:
    """Print the figures of each story, all exact: what can be reached, how long plays are, how choices fare.

    PATH is a story file, a story folder or a folder of stories; without one, the course in this folder is counted.
    """
    from builder.hosts.figures import as_json, as_text

    checked = _checked(course, paths, covering=form == "json")
    graphs, limit = checked.graphs, checked.settings.limit
    if form == "json":
        told = as_json(graphs, limit, checked.coverage(graphs) if checked.whole else None)
    else:
        told = as_text(graphs, limit)
    _write(told, None)
    if len(checked.graphs) == len(checked.stories):
        return DONE
    click.echo("Stories without figures have errors: `coolhead check` tells them.", err=True)
    return FINDINGS


@_command
@_STORY
@_OUTPUT
def draw(course: Path, quiet: bool, story: str, output: Path | None) -> int:
    """Draw the story's map, with the ratings of its choices.

    The ending of FILE says what is written: .svg, .dot, and .png or .pdf where Graphviz is installed. Without FILE, the
    SVG goes to standard output.
    """
    from builder.formats.dot import write_diagram

    graph, _ = _story(course, story)
    data = write_diagram(graph, output.suffix if output is not None else ".svg")
    _write(data, output)
    return DONE


@_command
@_STORY
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
    from builder.hosts.terminal import play_in_terminal

    graph, file = _story(course, story)
    return play_in_terminal(graph, at=at, replay=replay, file=file, walkthrough=walkthrough)


@_command
@click.option(
    "--site-dir", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes."
)
@click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
@click.option("--offline", is_flag=True, help="Make a site that also opens from a disk, without a server.")
def build(course: Path, quiet: bool, site_dir: Path | None, strict: bool, offline: bool) -> int:
    """Check the stories, then compile the site; an old site is replaced only by a whole new one."""
    from builder.hosts.site import build_site

    return build_site(_project(course), site_dir, strict=strict, quiet=quiet, offline=offline)


@_command
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to serve on.")
def serve(course: Path, quiet: bool, port: int) -> int:
    """Build the site, serve it on this machine only, and rebuild and reload whenever a file is saved."""
    from builder.hosts.site import serve_site

    return serve_site(_project(course), port, quiet=quiet)


@_command
@click.argument("sort", type=click.Choice(["story", "course", "skills", "sources", "phrases"]), default="story")
@_OUTPUT
def schema(course: Path, quiet: bool, sort: str, output: Path | None) -> int:
    """Print the JSON Schema of a sort of file, from which an editor completes and explains its keys.

    SORT is story, course, skills, sources or phrases; story if left out.
    """
    from builder.storyfile.json_schema import json_schema

    _write(json_schema(sort), output)
    return DONE


# -- what several commands need --


def _project(course: Path) -> Project:
    from builder.hosts.project import find_project

    return find_project(course)


def _checked(course: Path, paths: Sequence[Path], site_url: str | None = None, *, covering: bool = False) -> Checked:
    """Read and check the stories at the paths, or the whole course."""
    checked, _ = _found_and_checked(course, paths, site_url, covering=covering)
    return checked


def _found_and_checked(
    course: Path, paths: Sequence[Path], site_url: str | None = None, *, covering: bool = False
) -> tuple[Checked, Found]:
    from builder.hosts.folder import find_course
    from builder.hosts.project import find_project
    from builder.pipeline import check as check_course

    places = [course / path for path in paths]
    project = find_project(places[0] if places else course)
    found = find_course(places or [project.stories], root=project.root)
    settings = project.settings if site_url is None else replace(project.settings, site_url=site_url)
    return check_course(found.sources, settings, found.only, covering=covering), found


def _story(course: Path, story: str) -> tuple[StoryGraph, StoryFile]:
    """The story an argument names, by its id in the course or a path to its file or folder. Its errors are printed."""
    from builder.hosts.saving import StoryFile

    path = course / story
    if not path.exists():
        from builder.hosts.folder import find_course

        project = _project(course)
        found = find_course([project.stories], root=project.root)
        ids = [each.id for each in found.sources.stories]
        if story not in ids:
            listed = "The stories are " + ", ".join(ids) + "."
            raise BuilderError(f"There is no story `{story}`. {did_you_mean(story, ids, listed)}")
        path = next(each for each in (found.stories / story, found.stories / f"{story}.yml") if each.exists())
    checked, found = _found_and_checked(Path(), [path])
    if not checked.graphs:
        click.echo(render_report("text", checked.report(colour=_colour())), err=True, nl=False)
        raise BuilderError("A story can be drawn or played once it reads without errors. Mend these first.")
    read = next(each for each in found.sources.stories if each.id == checked.graphs[0].story.id)
    return checked.graphs[0], StoryFile(found.root / read.source.name, read)


def _colour() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _write(content: str | bytes, output: Path | None, *, quiet: bool = False) -> None:
    if output is not None:
        try:
            output.write_bytes(content if isinstance(content, bytes) else content.encode(errors="surrogateescape"))
        except OSError as error:
            raise BuilderError(f"{output} cannot be written: {error.strerror}. Check the folder.") from error
    elif not quiet:
        click.echo(content, nl=False)
