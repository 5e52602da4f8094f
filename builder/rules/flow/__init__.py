"""What can and cannot happen. Decided exactly, over every situation that a play can come to."""

from typing import Final

TITLE: Final = "Flow"
DRAFTS: Final = True
