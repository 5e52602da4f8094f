"""What is known of a language by its tag, as in ``en-GB``."""

from __future__ import annotations

from typing import Final

UNSPACED: Final = frozenset({"ja", "km", "lo", "my", "th", "zh"})
"""Languages that are written without spaces between words, so that nobody can count them by looking for spaces."""


def primary(language: str) -> str:
    """The language without its country or script: ``en`` for ``en-GB``."""
    return language.strip().replace("_", "-").partition("-")[0].lower()


def is_english(language: str) -> bool:
    """Whether what is known of English words applies."""
    return primary(language) == "en"


def is_spaced(language: str) -> bool:
    """Whether its words can be counted."""
    return primary(language) not in UNSPACED
