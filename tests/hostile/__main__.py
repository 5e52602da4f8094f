"""`make hostile`: tries every bad input, the repeated ones at 50 MB, and prints what each got, as a Markdown table."""

from __future__ import annotations

from collections.abc import Sequence

from hostile.inputs import INPUTS, LARGE

from builder.diagnostics import Finding

LONGEST = 110


def got(findings: Sequence[Finding]) -> str:
    """The first thing that is said, and how many more."""
    if not findings:
        return "read as it stands"
    first = findings[0]
    more = f" … {len(findings) - 1:,} more" if len(findings) > 1 else ""
    message = first.diagnostic.message.replace("|", "\\|")
    message = message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
    return f"{first.mark.span.line}:{first.mark.span.column} `{first.diagnostic.rule}`: {message}{more}"


def main() -> None:
    print("| bad input | what it got |\n| --- | --- |")
    for each in INPUTS:
        print(f"| {each.name} | {got(each.findings(LARGE))} |", flush=True)


if __name__ == "__main__":
    main()
