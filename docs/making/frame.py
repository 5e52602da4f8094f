"""The frame of the docs: Material's, with what the sites of courses mend in it. MkDocs calls the function."""

from __future__ import annotations

from typing import Any

from builder.hosts.mkdocs_plugin.theme import mended_frame


def on_post_page(output: str, *, page: Any, config: Any) -> str:
    """A page as it is written."""
    return mended_frame(output)
