"""The page of every command, from what the command line itself says with `--help`. MkDocs runs this file."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Final

import click
import mkdocs_gen_files

from builder.hosts.cli import every_command

OPENING: Final = """\
# Every command

`coolhead --help` lists them, and `coolhead COMMAND --help` tells what stands here. What commands write, and the status
they end with, is told in [What commands answer](output.md).
"""

COMMANDS: Final = every_command()
CONTEXTS: Final = {
    name: click.Context(command, info_name=f"coolhead {name}", **command.context_settings)
    for name, command in COMMANDS.items()
}


def rows(options: Iterable[tuple[str, str]]) -> str:
    """A table of options and what they do."""
    told = "".join(f"| `{option}` | {said.replace('|', chr(92) + '|')} |\n" for option, said in options)
    return f"| option | does |\n| --- | --- |\n{told}"


def options(name: str) -> list[tuple[str, str]]:
    """The options of a command as its help has them: how each is written, and what it says."""
    params = (each for each in COMMANDS[name].get_params(CONTEXTS[name]) if isinstance(each, click.Option))
    return [record for each in params if (record := each.get_help_record(CONTEXTS[name])) is not None]


COMMON: Final = [each for each in options(min(COMMANDS)) if all(each in options(name) for name in COMMANDS)]


def section(name: str) -> str:
    """A command: how it is written, what it does, and its own options."""
    pieces = " ".join(COMMANDS[name].collect_usage_pieces(CONTEXTS[name]))
    own = [each for each in options(name) if each not in COMMON]
    said = inspect.cleandoc(COMMANDS[name].help or "")
    return f"\n## {name}\n\n```text\ncoolhead {name} {pieces}\n```\n\n{said}\n" + (f"\n{rows(own)}" if own else "")


def page() -> str:
    """The whole page in Markdown."""
    text = OPENING + "".join(section(name) for name in COMMANDS)
    return f"{text}\n## Options of every command\n\n{rows(COMMON)}"


with mkdocs_gen_files.open("reference/commands.md", "w") as file:
    file.write(page())
