"""Whether learners can learn from it. A draft is not asked for this: it has these faults while it is being written."""

from typing import Final

TITLE: Final = "Design"
DRAFTS: Final = False
