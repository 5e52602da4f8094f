"""`coolhead explain`: a rule in full, or the list of them."""

from __future__ import annotations

from pathlib import Path

import click

from builder.hosts.cli.command import DONE, colour, command
from builder.hosts.explaining import explain as explain_rule
from builder.hosts.explaining import list_rules
from builder.rules import all_pages


@command
@click.argument("rule", metavar="[RULE]", required=False)
def explain(course: Path, quiet: bool, rule: str | None) -> int:
    """Tell a rule in full, or list all rules. A rule in full is what, why, an example that breaks it, the mend."""
    if rule is None:
        list_rules(all_pages(), colour=colour())
    else:
        explain_rule(rule, all_pages(), colour=colour())
    return DONE
