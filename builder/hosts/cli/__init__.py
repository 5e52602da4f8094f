"""The command line of `coolhead`: every command is a file of its own in `commands`."""

from builder.hosts.cli.group import coolhead, every_command
from builder.hosts.cli.main import main

__all__ = ["coolhead", "every_command", "main"]
