"""The command line: `coolhead check`, `draw`, `play`, `build` and `serve`."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from builder import __version__
from builder.diagnostics import BuilderError, Diagnostic, Finding, Severity, did_you_mean

if TYPE_CHECKING:
    from builder.flow.link import StoryGraph
    from builder.hosts.project import Project
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
@_PATHS
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the findings."
)
@click.option("--select", metavar="RULES", help="Report only these rules, with commas between them.")
@click.option("--ignore", metavar="RULES", help="Leave these rules out.")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--site-url", metavar="URL", help="Where the site will live, for links to plays.")
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
    output: Path | None,
) -> int:
    """Read the stories and report what is wrong with them.

    PATH is a story file, a story folder or a folder of stories; without one, the course in this folder is checked.
    """
    checked = _checked(course, paths, site_url)
    findings = _chosen(checked.findings, select, ignore)
    errors = sum(_counts(each.diagnostic, strict) for each in findings)
    if quiet and form == "text":
        findings = tuple(each for each in findings if _counts(each.diagnostic, strict))
    _write(_report(form, findings, checked, colour=output is None and _colour()), output, quiet=quiet and not findings)
    return FINDINGS if errors else DONE


def _counts(diagnostic: Diagnostic, strict: bool) -> bool:
    return diagnostic.severity is Severity.ERROR or (strict and diagnostic.severity is Severity.WARNING)


def _chosen(findings: Iterable[Finding], select: str | None, ignore: str | None) -> tuple[Finding, ...]:
    """The findings that --select and --ignore leave; errors of reading and linking are always among them."""
    from builder.rules import all_rules

    known = {rule.name for rule in all_rules()}
    wanted, unwanted = _rule_names("--select", select, known), _rule_names("--ignore", ignore, known)

    def stays(rule: str) -> bool:
        return rule not in known or ((wanted is None or rule in wanted) and rule not in (unwanted or ()))

    return tuple(finding for finding in findings if stays(finding.diagnostic.rule))


def _rule_names(option: str, text: str | None, known: Iterable[str]) -> set[str] | None:
    if text is None:
        return None
    names = {name.strip() for name in text.split(",") if name.strip()}
    for name in sorted(names - set(known)):
        help = did_you_mean(name, known, "Faults of reading and linking can be neither chosen nor left out.")
        raise BuilderError(f"{option} names `{name}`, which is no rule it can choose. {help}")
    return names


def _report(form: str, findings: tuple[Finding, ...], checked: Checked, *, colour: bool) -> str:
    if form == "json":
        from builder.reports.json import render as render_json

        return render_json(findings, len(checked.stories))
    from builder.reports.text import render as render_text

    return render_text(findings, len(checked.stories), colour=colour)


@_command
@_STORY
@_OUTPUT
def draw(course: Path, quiet: bool, story: str, output: Path | None) -> int:
    """Draw the story's map, with the ratings of its choices.

    The ending of FILE says what is written: .svg, .dot, and .png or .pdf where Graphviz is installed. Without FILE, the
    SVG goes to standard output.
    """
    from builder.formats.dot import write_diagram

    graph = _graph(course, story)
    data = write_diagram(graph, output.suffix if output is not None else ".svg")
    _write(data, output)
    return DONE


@_command
@_STORY
@click.option("--at", metavar="SCENE", help="Begin at this scene, as a shortest play would reach it.")
@click.option("--replay", metavar="CODE", help="Begin where the play with this code stands.")
def play(course: Path, quiet: bool, story: str, at: str | None, replay: str | None) -> int:
    """Play the story in the terminal."""
    from builder.hosts.terminal import play_in_terminal

    return play_in_terminal(_graph(course, story), at=at, replay=replay)


@_command
@click.option(
    "--site-dir", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="Where the site goes."
)
@click.option("--strict", is_flag=True, help="Let warnings stop the build too.")
def build(course: Path, quiet: bool, site_dir: Path | None, strict: bool) -> int:
    """Check the stories, then compile the site; an old site is replaced only by a whole new one."""
    from builder.hosts.site import build_site

    return build_site(_project(course), site_dir, strict=strict, quiet=quiet)


@_command
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to serve on.")
def serve(course: Path, quiet: bool, port: int) -> int:
    """Build the site, serve it on this machine only, and rebuild and reload whenever a file is saved."""
    from builder.hosts.site import serve_site

    return serve_site(_project(course), port, quiet=quiet)


# -- what several commands need --


def _project(course: Path) -> Project:
    from builder.hosts.project import find_project

    return find_project(course)


def _checked(course: Path, paths: Sequence[Path], site_url: str | None = None) -> Checked:
    """Read and check the stories at the paths, or the whole course."""
    from builder.hosts.folder import find_course
    from builder.hosts.project import find_project
    from builder.pipeline import check as check_course

    places = [course / path for path in paths]
    project = find_project(places[0] if places else course)
    found = find_course(places or [project.stories], root=project.root)
    settings = project.settings if site_url is None else replace(project.settings, site_url=site_url)
    return check_course(found.sources, settings, found.only)


def _graph(course: Path, story: str) -> StoryGraph:
    """The story an argument names: its id in the course, or a path to its file or folder. Its errors are printed."""
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
    checked = _checked(Path(), [path])
    if not checked.graphs:
        click.echo(_report("text", checked.findings, checked, colour=_colour()), err=True, nl=False)
        raise BuilderError("A story can be drawn or played once it reads without errors. Mend these first.")
    return checked.graphs[0]


def _colour() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _write(content: str | bytes, output: Path | None, *, quiet: bool = False) -> None:
    if output is not None:
        try:
            output.write_bytes(content if isinstance(content, bytes) else content.encode())
        except OSError as error:
            raise BuilderError(f"{output} cannot be written: {error.strerror}. Check the folder.") from error
    elif not quiet:
        click.echo(content, nl=False)
