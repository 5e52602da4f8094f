"""What axe finds on a page as it is now."""

from __future__ import annotations

import json
from typing import Final

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

STANDARDS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
BEST: Final = (*STANDARDS, "best-practice")


def violations(page: Page, standards: tuple[str, ...] = STANDARDS) -> list[str]:
    """One line for each rule that the page breaks, with the elements that break it."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    # What axe would load before it looks takes inline styles, which the policy of a served page does not allow.
    only = {"runOnly": {"type": "tag", "values": standards}, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate(f"axe.run({json.dumps(only)})")["violations"]
    return [
        f"{each['id']}: {each['help']}: {'; '.join(node['html'][:200] for node in each['nodes'])}" for each in found
    ]
