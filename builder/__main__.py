"""`python -m builder` is the `coolhead` command."""

from builder.hosts.cli import main

main()
