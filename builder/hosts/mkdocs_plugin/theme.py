"""Material for MkDocs as we use it: our templates before its own, no request to another host, the author's colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger, get_plugins
from mkdocs.structure.files import Files

import builder
from builder.pages.scripts import small_script, small_style

_log: Final = get_plugin_logger("coolhead")

SCRIPTS: Final = "assets/coolhead/"
_LEAN_STYLES: Final = "assets/coolhead/coolhead.css"
_PLAY_STYLES: Final = "assets/coolhead/play.css"
_PAGE_STYLES: Final = "assets/coolhead/pages.css"
_MATERIAL_STYLES: Final = "assets/coolhead/material.css"
_DARK_STYLES: Final = "assets/coolhead/material-dark.css"
_WORKER: Final = "assets/coolhead/iframe-worker.js"
_LARGE_SCRIPT: Final = "assets/javascripts/bundle."
_OFFLINE: Final = "material/offline"
COLOURS: Final = "assets/coolhead/colours.css"


def overrides_folder() -> Path:
    """Where our theme lies: inside the installed package, or beside it in the repository."""
    package = Path(builder.__file__).parent
    inside = package / "theme_overrides"
    return inside if inside.is_dir() else package.parent / "theme_overrides"


def set_up_theme(config: MkDocsConfig) -> None:
    """Change the theme's settings for this build. Raises `PluginError` where the theme is not Material."""
    if config.theme.name != "material":
        raise PluginError(
            "Stories stand in the frame of Material for MkDocs. Write `theme: {name: material}` in mkdocs.yml."
        )
    folder = str(overrides_folder())
    if folder not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
    config.theme["font"] = False
    config.extra.setdefault("generator", False)
    config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)  # else style="text-align: …"
    ours = [_LEAN_STYLES, _PLAY_STYLES, _PAGE_STYLES, _MATERIAL_STYLES]
    if follows_system(config):
        ours.append(_DARK_STYLES)
    if colour_rules(config):
        ours.append(COLOURS)
    if _OFFLINE in config.plugins:
        _search_from_a_disk(config)
    config.extra_css = [*ours, *(path for path in config.extra_css if path not in ours)]
    _tell_what_is_left_out(config)


def go_offline(config: MkDocsConfig) -> None:
    """Let the site open from a disk: with Material's own plugin for that, in front of ours, if it is not there yet."""
    if _OFFLINE not in config.plugins:
        offline = get_plugins()[_OFFLINE].load()()
        offline.load_config({})
        config.plugins[_OFFLINE] = offline
    config.use_directory_urls = False


def compare_languages(config: MkDocsConfig, stories: str) -> None:
    """Warn where the theme could speak the stories' language and was not told to."""
    theme, wanted = str(config.theme["language"]), stories.partition("-")[0].lower()
    known = any(Path(folder, "partials", "languages", f"{wanted}.html").is_file() for folder in config.theme.dirs)
    if known and theme.partition("-")[0].lower() != wanted:
        _log.warning(
            f"The stories are in `{stories}` and the pages around them in `{theme}`. "
            f"Write `language: {wanted}` below `theme` in mkdocs.yml."
        )


def make_small(files: Files) -> None:
    """Let our theme's stylesheets and scripts be served without what only people need."""
    ours = str(overrides_folder())
    for file in files:
        if file.src_dir == ours and file.src_uri.endswith((".css", ".js")):
            small = small_style if file.src_uri.endswith(".css") else small_script
            file.content_bytes = small(file.content_bytes)


def mended_frame(html: str) -> str:
    """The page with two faults of Material's frame mended.

    Its search is a plain search, which it also is, and not a dialog without a name. Its large script does not keep the
    page from being painted, unless a script comes after it, which may need it.
    """
    named = html.replace('data-md-component="search" role="dialog"', 'data-md-component="search"', 1)
    before, script, after = named.rpartition(_LARGE_SCRIPT)
    opening, tag, address = before.rpartition("<script src=")
    return named if "<script" in after else f"{opening}{tag and '<script defer src='}{address}{script}{after}"


def follows_system(config: MkDocsConfig) -> bool:
    """Whether light or dark is left to the reader's system: the author has chosen no dark palette, nor several."""
    palette = config.theme.get("palette")
    return not palette or (isinstance(palette, Mapping) and palette.get("scheme", "default") == "default")


def colours(config: MkDocsConfig) -> Mapping[str, str]:
    """The author's primary and accent colour by Material's names for them, where they chose any."""
    palette = config.theme.get("palette")
    if isinstance(palette, Sequence) and not isinstance(palette, str) and palette:
        palette = palette[0]
    chosen: Mapping[str, Any] = palette if isinstance(palette, Mapping) else {}
    return {part: str(chosen[part]).replace(" ", "-") for part in ("primary", "accent") if chosen.get(part)}


def colour_rules(config: MkDocsConfig) -> str:
    """A stylesheet for the author's colours: Material's own rules for them, in light and in dark."""
    return "".join(_colour_rules(config))


def _colour_rules(config: MkDocsConfig) -> Iterator[str]:
    chosen = colours(config)
    if not chosen:
        return
    palette = _material_palette(config)
    for part, name in chosen.items():
        selector = f"[data-md-color-{part}={name}]"
        yield from (f"{selector}{{{body}}}\n" for body in _bodies(palette, selector))
        dark = _bodies(palette, f"[data-md-color-scheme=slate]{selector}")
        if follows_system(config):
            yield from (f"@media screen and (prefers-color-scheme:dark){{{selector}{{{body}}}}}\n" for body in dark)


def _material_palette(config: MkDocsConfig) -> str:
    """Material's stylesheet of palettes; its name bears a number that changes from version to version."""
    for folder in config.theme.dirs:
        for file in sorted(Path(folder).glob("assets/stylesheets/palette.*.min.css")):
            return file.read_text(encoding="utf-8")
    return ""


def _bodies(stylesheet: str, selector: str) -> list[str]:
    """What the rules for exactly this selector, alone or in a list, declare."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet)
    return [body for selectors, body in rules if selector in (each.strip() for each in selectors.split(","))]


def _search_from_a_disk(config: MkDocsConfig) -> None:
    """Have what the search needs there in the site, and not fetched from another host, as Material's plugin would."""
    others = (script for script in config.extra.get("polyfills", []) if "iframe-worker" not in str(script))
    config.extra["polyfills"] = [*others, _WORKER]


def _tell_what_is_left_out(config: MkDocsConfig) -> None:
    if config.extra.get("analytics"):
        _log.warning(
            "`extra.analytics` is left out: a built site tells nobody about its readers. Remove it from mkdocs.yml."
        )
    icons = config.theme.get("icon") or {}
    for name in ("admonition", "annotation", "tag"):
        if name in icons:
            _log.warning(
                f"`theme.icon.{name}` is left out: it would put styles inside each page. Set the icons in a stylesheet."
            )
