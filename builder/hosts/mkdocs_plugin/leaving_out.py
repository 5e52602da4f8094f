"""What does not go into the site: drawings that act, files from outside the course, what of the theme nothing loads."""

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
_SEARCH: Final = "material/search"
_LANGUAGES: Final = "assets/javascripts/lunr/"
_CUTTERS: Final = {"ja": "tinyseg.js", "hi": "wordcut.js", "th": "wordcut.js"}
"""What finds the words of a language that has no spaces between them, or whose letters lunr cannot tell apart."""


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


def leave_out_what_nothing_loads(files: Files, config: MkDocsConfig) -> None:
    """Take out of the site the theme's source maps, and its search's files for languages that this site has not.

    Material brings 1.3 MB of the former, which only tools for developers ask for, and 0.9 MB of the latter.
    """
    loaded = {_LANGUAGES + name for name in _loaded_by_search(config)}
    for file in [file for file in files if file.src_dir in config.theme.dirs]:
        name = file.src_uri
        if name.endswith((".js.map", ".css.map")) or (name.startswith(_LANGUAGES) and name not in loaded):
            files.remove(file)


def _loaded_by_search(config: MkDocsConfig) -> set[str]:
    """The files below lunr's folder that Material's search asks for in a browser: as its worker has it."""
    search = config.plugins.get(_SEARCH)
    languages = (search.config["lang"] or ()) if search is not None else ()
    foreign = [each for each in languages if each != "en"]
    found = {f"min/lunr.{each}.min.js" for each in foreign} | {_CUTTERS[each] for each in foreign if each in _CUTTERS}
    if len(languages) > 1:
        found.add("min/lunr.multi.min.js")
    return found | {"min/lunr.stemmer.support.min.js"} if found else found
