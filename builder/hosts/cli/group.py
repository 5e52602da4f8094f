"""The commands by their names: each is found by its file, and read only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

import click

from builder import __version__
from builder.diagnostics import did_you_mean
from builder.hosts.cli import commands


class Commands(click.Group):
    """A group whose commands are the files of a folder: `new_story.py` is `coolhead new-story`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(module.name.replace("_", "-") for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        found = getattr(import_module(f"{commands.__name__}.{name}"), name)
        assert isinstance(found, click.Command), f"{name}.py holds no command {name}"
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words name. Raises click's `UsageError`, with the name that was meant."""
        known = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in known:
            help = did_you_mean(args[0], known, "`coolhead --help` lists all commands.")
            ctx.fail(f"There is no command `{args[0]}`. {help}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coolhead")
def coolhead() -> None:
    """Practise hard conversations: branching stories in YAML become a checked, mapped training site."""


def every_command() -> Mapping[str, click.Command]:
    """All commands by name, in the order of their names."""
    asked = click.Context(coolhead)
    found = {name: coolhead.get_command(asked, name) for name in coolhead.list_commands(asked)}
    return {name: command for name, command in found.items() if command is not None}
