"""A course's mkdocs.yml, read without starting MkDocs: where the stories are, and what the project sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from builder.diagnostics import BuilderError, Severity
from builder.hosts.folder import STORIES, STORY
from builder.rules import severities
from builder.settings import MAX_COMBINATIONS, Settings
from builder.sources import Source
from builder.storyfile.syntax import parse

CONFIG: Final = "mkdocs.yml"
_PARENT: Final = "INHERIT"


@dataclass(frozen=True, slots=True)
class Project:
    """A course on disk: its ``root``, its folder of ``stories``, its ``config`` file if it has one, its settings."""

    root: Path
    stories: Path
    config: Path | None
    settings: Settings


def find_project(start: Path) -> Project:
    """The course that ``start`` lies in: the nearest folder, upwards, with a mkdocs.yml, else ``start`` itself.

    Raises `BuilderError` where there is no such folder, or where mkdocs.yml sets what cannot be set.
    """
    if not start.exists():
        raise BuilderError(f"There is no file or folder {start}. Check the path.")
    folder = start.resolve() if start.is_dir() else start.resolve().parent
    for candidate in (folder, *folder.parents):
        if (candidate / CONFIG).is_file():
            return _configured(candidate)
    if (folder / STORIES).is_dir():
        return Project(folder, folder / STORIES, None, Settings())
    stories = folder.parent if (folder / STORY).is_file() else folder
    return Project(stories.parent if stories.name == STORIES else stories, stories, None, Settings())


def stories_folder(project: Project, config: Source) -> Path:
    """The folder of a course's stories as this state of its mkdocs.yml has it; where that inherits it, as it is."""
    found = _read(config)
    return project.stories if _PARENT in found and "docs_dir" not in found else _stories(project.root, found)


def _configured(root: Path) -> Project:
    path = root / CONFIG
    try:
        config = _with_parents(path)
    except OSError as error:
        raise BuilderError(f"{path} cannot be read: {error.strerror}. Check its permissions.") from error
    url, options = config.get("site_url"), _plugin_options(config)
    settings = Settings(_severities(options), url if isinstance(url, str) else None, _limit(options))
    return Project(root, _stories(root, config), path, settings)


def _with_parents(path: Path, met: frozenset[Path] = frozenset()) -> Mapping[str, Any]:
    """What a mkdocs.yml sets and inherits (https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance)."""
    config = _read(Source(path.name, path.read_bytes()))
    parent = config.get(_PARENT)
    if not isinstance(parent, str) or path in met:
        return config
    return _merged(_with_parents(path.parent / parent, met | {path}), config)


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = {key: under[key] for key, value in over.items() if _are_mappings(under.get(key), value)}
    return {**under, **over, **{key: _merged(value, over[key]) for key, value in inner.items()}}


def _are_mappings(*values: object) -> bool:
    return all(isinstance(each, Mapping) for each in values)


def _read(config: Source) -> Mapping[str, Any]:
    data = parse(config).data
    return data if isinstance(data, dict) else {}


def _stories(root: Path, config: Mapping[str, Any]) -> Path:
    docs = config.get("docs_dir")
    return root / (docs if isinstance(docs, str) else STORIES)


def _limit(options: Mapping[str, Any]) -> int:
    limit = options.get("limit", MAX_COMBINATIONS)
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise BuilderError(f"`limit` in {CONFIG} is no number of combinations. Write it as limit: {MAX_COMBINATIONS}.")
    return limit


def _severities(options: Mapping[str, Any]) -> Mapping[str, Severity]:
    wanted = options.get("severity")
    if wanted is not None and not isinstance(wanted, dict):
        raise BuilderError(f"`severity` in {CONFIG} is not a mapping. Write it as severity: {{rule-name: warning}}.")
    return severities({str(name): str(word) for name, word in (wanted or {}).items()})


def _plugin_options(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """The options under ``plugins: - coolhead: {…}``, in either of the two ways MkDocs allows."""
    plugins = config.get("plugins")
    entries = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    for entry in entries:
        options = entry.get("coolhead") if isinstance(entry, dict) else None
        if isinstance(options, dict):
            return options
    return {}
