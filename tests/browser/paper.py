"""What Chromium prints, page by page."""

from __future__ import annotations

import re
import zlib


def drawn_pages(pdf: bytes) -> list[bytes]:
    """What is drawn on each page, as Chromium writes it."""
    objects = {found[1]: found.end() for found in re.finditer(rb"\n(\d+) 0 obj\n", pdf)}
    contents = [found[1] for found in re.finditer(rb"/Type /Page\n.*?/Contents (\d+) 0 R", pdf, re.DOTALL)]
    assert contents
    return [_drawn(pdf[objects[number] :]) for number in contents]


def _drawn(stream: bytes) -> bytes:
    head, _, packed = stream.partition(b"stream\n")
    found = re.search(rb"/Length (\d+)", head)
    assert found is not None
    return zlib.decompress(packed[: int(found[1])])
