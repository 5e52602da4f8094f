"""How it is said. A draft is not asked for this, and the customers' own lines only where a rule says so."""

from typing import Final

TITLE: Final = "Words"
DRAFTS: Final = False
