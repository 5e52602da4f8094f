"""Every bad input is answered with the findings meant for it, at a cost that grows with its size."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hostile.__main__ import got
from hostile.inputs import INPUTS, BadInput

from builder.diagnostics import MAX_FAULTS

A_BYTE = 60
AT_ALL = 150_000
"""How many calls of functions reading may take: so many a byte of the file, and so many for any file."""


def calls(work: Any) -> tuple[Any, int]:
    """What the work gives, and how many functions it called: a measure of its cost that is the same on any machine."""
    count = 0

    def called(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        return work(), count
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("bad", INPUTS, ids=lambda bad: bad.name)
def test_bad_input_gets_the_findings_meant_for_it_and_is_done_with_at_once(bad: BadInput) -> None:
    size = 20_000
    findings, count = calls(lambda: bad.findings(size))
    assert {each.diagnostic.rule for each in findings} == set(bad.rules), got(findings)
    assert len(findings) <= MAX_FAULTS + 1
    assert all(each.diagnostic.help for each in findings)
    text = bad.make(size)
    assert count <= AT_ALL + A_BYTE * len(text if isinstance(text, bytes) else text.encode())


def test_no_two_inputs_have_the_same_name() -> None:
    assert len({each.name for each in INPUTS}) == len(INPUTS) > 100
