"""The one door to MkDocs: the plugin that puts stories into an ordinary MkDocs site, and the ways to run it."""

from builder.hosts.mkdocs_plugin.plugin import CoolheadPlugin

__all__ = ["CoolheadPlugin"]
