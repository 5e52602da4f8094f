"""Links that open a file at a line: each editor takes them in a form of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

EDITORS: Final[Mapping[str, str | None]] = {
    "vscode": "vscode://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "vscodium": "vscodium://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "idea": "idea://open?file={path}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{path}&line={line}&column={column}",
    "none": None,
}
"""By the editor's name, the form of its links; None where no editor is to be opened."""


def edit_link(editor: str, file: Path, line: int, column: int) -> str | None:
    """The address that opens a file at a line and column, both from 1, in the editor of this name."""
    form = EDITORS[editor]
    if form is None:
        return None
    path = file.absolute().as_posix()
    return form.format(path=quote(path if path.startswith("/") else f"/{path}"), line=line, column=column)
