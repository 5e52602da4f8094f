"""Playing a story in the terminal: the whole play on the engine, with undo, a state view and the author's view."""

from builder.hosts.terminal.playing import play_in_terminal

__all__ = ["play_in_terminal"]
