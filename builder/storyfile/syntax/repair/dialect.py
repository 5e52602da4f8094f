"""What YAML 1.2 allows in brackets and libyaml, which is older, does not: ``[Why?]`` and ``{text: At 10:30}``.

Where libyaml halts at such a sign, every one like it is hidden from it behind a stand-in of the same width, and put
back into the values that it gives. A question mark with which a text in brackets begins, as in ``[?x]``, it would take
for the sign of a key without halting, so that one is always hidden.
"""

from __future__ import annotations

import re
from typing import Any, Final

_QUESTION_MARK: Final = "\uf8e0"
_COLON: Final = "\uf8e1"
_SIGNS = re.compile(r"(?<=[^\s,\[\]{}])\?|(?<=[^\s,\[\]{}\"']):(?=[^\s,\[\]{}])")
_NO_KEY = r"\?(?<=[\s,\[{]\?)(?=[^\s,\[\]{}])"
_MISREAD = re.compile(_NO_KEY)
_MISREAD_BYTES = re.compile(_NO_KEY.encode())


def is_older(error: Any, text: str) -> bool:
    """Whether libyaml halted at a sign that YAML 1.2 allows."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return False
    colon = "found unexpected ':'" in str(error.problem)
    return colon or ("flow" in str(error.context) and text[mark.index : mark.index + 1] == "?")


def is_misread(data: bytes) -> bool:
    """Whether a file holds a sign that libyaml may take for another, and say nothing."""
    return _MISREAD_BYTES.search(data) is not None


def as_read(text: str) -> str:
    """The text with stand-ins for the signs that libyaml would take for others; no character moves."""
    return _MISREAD.sub(_QUESTION_MARK, text)


def hidden(text: str) -> str:
    """The text with stand-ins for all signs; no character moves."""
    text = as_read(text)
    return _SIGNS.sub(lambda sign: _QUESTION_MARK if sign[0] == "?" else _COLON, text)


def restored(data: Any) -> Any:
    """Plain data with the signs put back."""
    match data:
        case str():
            return data.replace(_QUESTION_MARK, "?").replace(_COLON, ":")
        case list():
            return [restored(each) for each in data]
        case dict():
            return {restored(key): restored(each) for key, each in data.items()}
        case _:
            return data
