"""What cannot be read or leads nowhere. These are always errors: all other rules rely on there being none."""

from typing import Final

TITLE: Final = "Reading and linking"
DRAFTS: Final = True
