"""The pages about the rules of the checker: one for each, from its own docstring, and a list. MkDocs runs this file."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import Final

import mkdocs_gen_files

from builder.diagnostics import Group, Page
from builder.rules import all_pages

LIST: Final = """\
# What the checker reports

Each rule has a page: what it reports, why, an example that breaks it, one that does not, and the mend.
`coolhead explain` prints the same pages.

An **error** fails `coolhead check` and the build. A **warning** fails them with `--strict`, a **note** never. A course
may give a rule another severity, in its `mkdocs.yml`; faults of reading and linking stay errors:

```yaml
plugins:
  - coolhead:
      severity: {idle-effect: note, unused-definition: warning}
```
"""


def rule_page(page: Page) -> str:
    """A rule's page in Markdown: its examples as code, and the rules that it names as links."""
    always = ", always" if page.fixed else ""
    examples = re.sub(r"(?m)(?:^    .*\n|^\n(?=    ))+", _example, page.text.strip() + "\n")
    headed = re.sub(r"(?m)^(Reported|Accepted):$", r"## \1", examples)
    headed = re.sub(r"(?m)^(?=To mend it, )", "## The mend\n\n", headed)
    return f"# {page.rule}\n\n**{page.severity.value}**{always}\n\n{_linked(headed, page.rule)}"


def table(pages: Iterable[Page]) -> str:
    """A row for each rule: its name, its severity, and what it reports."""
    rows = (f"| [`{each.rule}`]({each.rule}.md) | {each.severity.value} | {each.sentence} |\n" for each in pages)
    return "| rule | severity | the fault |\n| --- | --- | --- |\n" + "".join(rows)


def _example(lines: re.Match[str]) -> str:
    return f"\n```yaml\n{textwrap.dedent(lines[0]).strip()}\n```\n"


def _linked(text: str, own: str) -> str:
    others = "|".join(re.escape(name) for name in all_pages() if name != own)
    return re.sub(rf"`({others})`", r"[`\1`](\1.md)", text)


def _write(name: str, text: str) -> None:
    with mkdocs_gen_files.open(f"rules/{name}.md", "w") as file:
        file.write(text)


def section(group: Group, pages: Iterable[Page]) -> str:
    """A group of rules: what they are about, and a row for each."""
    return f"\n## {group.title}\n\n{group.text.strip()}\n\n{table(pages)}"


pages = all_pages().values()
for each in pages:
    _write(each.rule, rule_page(each))
_write("index", LIST + "".join(section(group, members) for group, members in groupby(pages, lambda page: page.group)))
