"""What servers and commits run in a new course: its workflow files as their makers' schemas and audits want them, and
their commands, in order, in an environment that holds the installed package."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest
from conftest import ROOT
from installed import Installed
from ruamel.yaml import YAML

from builder.hosts.beginning import new_course

GITHUB: Final = ".github/workflows/course.yml"
GITLAB: Final = ".gitlab-ci.yml"
PRE_COMMIT: Final = ".pre-commit-config.yaml"

# Run by a server in every step: it stops at the first command that fails.
_SHELL: Final = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    new_course(tmp_path / "course")
    return tmp_path / "course"


def data_of(path: Path) -> Any:
    return YAML(typ="safe").load(path)


def break_the_story(course: Path) -> None:
    story = course / "stories" / "the-cold-house.yml"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("goto: her-morning", "goto: her-mornin", 1), encoding="utf-8")


# -- what their makers say of the files --


@pytest.mark.parametrize(("schema", "file"), [("vendor.github-workflows", GITHUB), ("vendor.gitlab-ci", GITLAB)])
def test_a_workflow_fits_its_makers_schema(schema: str, file: str, course: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(course / file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def audit(workflow: Path) -> subprocess.CompletedProcess[str]:
    auditor, settings = Path(sys.executable).with_name("zizmor"), ROOT / "tests" / "zizmor.yml"
    command = [str(auditor), "--offline", "--no-progress", "--config", str(settings), str(workflow)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_audit_of_the_workflow_finds_nothing(course: Path) -> None:
    told = audit(course / GITHUB)
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize(
    ("old", "new", "audited"),
    [
        ("  contents: read", "  contents: write", "excessive-permissions"),
        ("persist-credentials: false", "fetch-depth: 1", "artipacked"),
        ("actions/deploy-pages@v", "someone/deploy-pages@v", "unpinned-uses"),
    ],
)
def test_the_audit_sees_a_workflow_that_may_too_much(old: str, new: str, audited: str, course: Path) -> None:
    workflow = course / GITHUB
    text = workflow.read_text(encoding="utf-8")
    assert old in text
    workflow.write_text(text.replace(old, new), encoding="utf-8")
    assert audited in audit(workflow).stdout


def test_only_what_publishes_may_write_and_only_to_the_pages(course: Path) -> None:
    workflow = data_of(course / GITHUB)
    assert workflow["permissions"] == {"contents": "read"}
    allowed = {name: job.get("permissions") for name, job in workflow["jobs"].items()}
    assert allowed == {"build": None, "publish": {"pages": "write", "id-token": "write"}}


def test_nothing_is_published_that_was_not_checked(course: Path) -> None:
    assert data_of(course / GITHUB)["jobs"]["publish"]["needs"] == "build"
    gitlab = data_of(course / GITLAB)
    assert (gitlab["check"]["stage"], gitlab["pages"]["stage"]) == ("test", "deploy")


def test_every_action_is_named_by_its_major_version(course: Path) -> None:
    steps = [step for job in data_of(course / GITHUB)["jobs"].values() for step in job["steps"]]
    used = [step["uses"] for step in steps if "uses" in step]
    assert len(used) == 4
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", each) for each in used)


def test_editors_are_told_of_files_that_are_there(course: Path) -> None:
    settings = json.loads((course / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    schemas = {Path(name).name for name in settings["yaml.schemas"]}
    assert schemas == {each.name for each in (course / "stories").glob("*.schema.json")}
    assert all((course / name).exists() for name in settings["yaml.schemas"])


# -- what their commands do --


@dataclass(frozen=True, slots=True)
class Job:
    """The commands of one job, in order, and the files it gives away, as its workflow file has them."""

    commands: Sequence[str]
    gives: Sequence[str]


def jobs(course: Path, file: str) -> Mapping[str, Job]:
    workflow = data_of(course / file)
    if file == GITHUB:
        return {name: Job(_runs(job), _uploads(job)) for name, job in workflow["jobs"].items()}
    before = workflow["default"]["before_script"]
    found = {name: job for name, job in workflow.items() if "script" in job}
    return {name: Job([*before, *job["script"]], _artifacts(job["artifacts"])) for name, job in found.items()}


def _runs(job: Mapping[str, Any]) -> Sequence[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


def _uploads(job: Mapping[str, Any]) -> Sequence[str]:
    return [step["with"]["path"] for step in job["steps"] if "path" in step.get("with", ())]


def _artifacts(artifacts: Mapping[str, Any]) -> Sequence[str]:
    return [*artifacts.get("paths", ()), *artifacts.get("reports", {}).values()]


def run(commands: Sequence[str], installed: Installed, course: Path) -> subprocess.CompletedProcess[str]:
    """What the last command said that was run: one that fails is the last."""
    assert commands
    for command in commands:
        ran = installed.run(*_SHELL, command, cwd=course)
        if ran.returncode != 0:
            break
    return ran


@pytest.mark.parametrize(
    ("file", "job", "page"), [(GITHUB, "build", "site"), (GITLAB, "check", ""), (GITLAB, "pages", "public")]
)
def test_a_workflows_commands_pass_and_leave_what_it_gives_away(
    file: str, job: str, page: str, installed: Installed, course: Path
) -> None:
    todo = jobs(course, file)[job]
    assert todo.commands[0] == "pip install -r requirements.txt"
    ran = run(todo.commands, installed, course)
    assert ran.returncode == 0, ran.stderr
    assert todo.gives
    assert all((course / each).exists() for each in todo.gives)
    assert not page or (course / page / "the-cold-house" / "index.html").exists()
    # What begins with a dot would not be published.
    assert not [path for each in todo.gives for path in (course / each).rglob(".*")]


def test_every_job_with_commands_is_run(course: Path) -> None:
    named = {(file, name) for file in (GITHUB, GITLAB) for name, job in jobs(course, file).items() if job.commands}
    assert named == {(GITHUB, "build"), (GITLAB, "check"), (GITLAB, "pages")}


def test_a_broken_story_stops_the_github_job_at_the_check_with_an_annotation(
    installed: Installed, course: Path
) -> None:
    break_the_story(course)
    ran = run(jobs(course, GITHUB)["build"].commands, installed, course)
    assert ran.returncode == 1
    assert re.search(r"(?m)^::error file=stories/the-cold-house\.yml,line=\d+.*her-mornin", ran.stdout)
    assert not (course / "site").exists()


def test_a_broken_story_fails_the_gitlab_check_and_its_report_is_written_all_the_same(
    installed: Installed, course: Path
) -> None:
    break_the_story(course)
    check = jobs(course, GITLAB)["check"]
    assert run(check.commands, installed, course).returncode == 1
    (report,) = check.gives
    assert data_of(course / GITLAB)["check"]["artifacts"]["when"] == "always"
    (failure,) = ElementTree.parse(course / report).iter("failure")
    assert "her-mornin" in failure.attrib["message"]
    assert run(jobs(course, GITLAB)["pages"].commands, installed, course).returncode == 1
    assert not (course / "public").exists()


# -- before a commit --


def commit(course: Path, installed: Installed) -> subprocess.CompletedProcess[str]:
    """Commit everything the way an author does, after `pre-commit install`."""
    steps = ("init --quiet .", "add .", "-c user.name=A -c user.email=a@example.org commit --quiet -m Course")
    hook = f"{sys.executable} -m pre_commit install"
    return run([f"git {steps[0]}", hook, *(f"git {step}" for step in steps[1:])], installed, course)


def test_a_sound_course_can_be_committed(installed: Installed, course: Path) -> None:
    done = commit(course, installed)
    assert done.returncode == 0, done.stderr
    assert "coolhead check" in done.stderr + done.stdout


def test_a_broken_story_cannot_be_committed_and_the_author_is_told_why(installed: Installed, course: Path) -> None:
    break_the_story(course)
    refused = commit(course, installed)
    assert refused.returncode == 1
    assert "Did you mean `her-morning`?" in refused.stderr + refused.stdout
