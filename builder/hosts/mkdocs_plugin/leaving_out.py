"""What lies beside the stories and does not go into the site: drawings that act, and files from outside the course."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import Files

from builder.hosts.folder import STORY, refusal
from builder.model import Story

_log: Final = get_plugin_logger("coolhead")


def leave_out_what_acts(files: Files, stories: Iterable[Story], config: MkDocsConfig) -> None:
    """Take out of the site what no learner should be given, with a warning for each file.

    That is what a link brings in from outside the course, a drawing with a script, and in a story's own folder any page
    or script. Elsewhere an author's pages and scripts stay: they are the site's, and no part of a story.
    """
    own = tuple(f"{each.id}/" for each in stories if PurePosixPath(each.file).name == STORY)
    course = (Path(config.config_file_path).parent.resolve(), Path(config.docs_dir).resolve())
    for file in [file for file in files if file.abs_src_path and file.src_dir == config.docs_dir]:
        path = Path(str(file.abs_src_path))
        if not any(path.resolve().is_relative_to(folder) for folder in course):
            why = "it leads out of the course's folder"
        elif (held := refusal(path)) and (file.src_uri.startswith(own) or path.suffix.lower() == ".svg"):
            why = f"it holds {held}"
        else:
            continue
        files.remove(file)
        _log.warning(f"{file.src_uri} is left out of the site: {why}.")
