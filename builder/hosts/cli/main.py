"""The way into the `coolhead` command: whatever goes wrong there is one sentence."""

from __future__ import annotations

import atexit
import gc
import sys
import traceback

import click

from builder.diagnostics import BuilderError
from builder.hosts.cli.command import FAILED
from builder.hosts.cli.group import coolhead


def main() -> None:
    """The entry point of the `coolhead` command: whatever goes wrong is one sentence and exit status 2."""
    atexit.register(gc.freeze)  # else Python would look for cycles in all that is about to go anyway
    try:
        status = coolhead.main(prog_name="coolhead", standalone_mode=False)
    except BuilderError as error:
        status = _failed(str(error))
    except click.ClickException as error:
        error.show()
        status = FAILED
    except (click.Abort, KeyboardInterrupt):
        status = _failed("Stopped.")
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; nothing is left to say
        status = FAILED
    except OSError as error:  # a disk or a folder that is full, gone or closed to us, wherever that shows
        _show_traceback_if_asked()
        what = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}"
        status = _failed(f"{what}. Check that it is there, may be used, and has room; then run the command again.")
    except Exception as error:
        _show_traceback_if_asked()
        status = _failed(
            f"This is a fault in coolhead itself ({type(error).__name__}). Run it again with -v and report it."
        )
    sys.exit(status)


def _show_traceback_if_asked() -> None:
    if {"-v", "--verbose"} & set(sys.argv):
        traceback.print_exc()


def _failed(sentence: str) -> int:
    click.echo(f"coolhead: {sentence}", err=True)
    return FAILED
