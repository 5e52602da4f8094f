"""The plugins, hooks and templates that a mkdocs.yml names beside ours: what they are told, and what fails in them."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from itertools import takewhile
from typing import Final, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from builder.diagnostics import BuilderError

_OURS: Final = "builder"
_HOST: Final = "mkdocs"


@contextlib.contextmanager
def faults_of_others() -> Iterator[None]:
    """Raise as a `BuilderError` what failed in the code of others that MkDocs called.

    What failed in ours stays as it is, and so does what the system refused, whoever asked it.
    """
    try:
        yield
    except MkDocsException as error:
        raise BuilderError(f"The site could not be made: {error}") from error
    except OSError:
        raise
    except Exception as error:
        if not _is_of_others(error):
            raise
        raise BuilderError(
            f"A plugin, hook or template that mkdocs.yml names failed ({type(error).__name__}: {error}). "
            "`mkdocs build` shows where. Mend it, or take it out."
        ) from error


def _is_of_others(error: Exception) -> bool:
    """Whether MkDocs was at work when it happened, and had not called us."""
    modules = [str(frame.f_globals.get("__name__", "")) for frame, _ in traceback.walk_tb(error.__traceback__)]
    packages = [name.partition(".")[0] for name in reversed(modules)]
    return _HOST in packages and _OURS not in takewhile(lambda name: name != _HOST, packages)


@contextlib.contextmanager
def started(config: MkDocsConfig, command: Literal["build", "serve"]) -> Iterator[None]:
    """Tell plugins that want to know when the first build begins, and when there will be no other."""
    with faults_of_others():
        config.plugins.on_startup(command=command, dirty=False)
    try:
        yield
    finally:
        with faults_of_others():
            config.plugins.on_shutdown()
