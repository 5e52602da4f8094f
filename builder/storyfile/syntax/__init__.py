"""YAML 1.2, as far as a story needs it: a file becomes plain data, and findings where it is not YAML.

Data is read from libyaml's events without keeping positions, for most files are sound and nobody asks: `sound` reads
such a story at speed, `apart` takes it to pieces that mean the same alone, `parse` reads any file with all that is odd
in it, and `nodes` reads a file again, with positions, when a finding has to be printed.
"""

from builder.storyfile.syntax.apart import STAND_IN, alone, apart
from builder.storyfile.syntax.cut import comments_after_texts
from builder.storyfile.syntax.data import BARE, UNREADABLE, Missing, Parsed
from builder.storyfile.syntax.libyaml import collector_paused
from builder.storyfile.syntax.lines import Lines
from builder.storyfile.syntax.parse import MAX_FILE_SIZE, parse
from builder.storyfile.syntax.sound import is_plain, sound
from builder.storyfile.syntax.tree import Node, nodes

__all__ = [
    "BARE",
    "MAX_FILE_SIZE",
    "STAND_IN",
    "UNREADABLE",
    "Lines",
    "Missing",
    "Node",
    "Parsed",
    "alone",
    "apart",
    "collector_paused",
    "comments_after_texts",
    "is_plain",
    "nodes",
    "parse",
    "sound",
]
