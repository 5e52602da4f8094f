"""`make transcripts`: writes the random stories and their transcripts anew, and the shipped stories' for reading."""

from __future__ import annotations

from typing import Final

from transcripts.corpus import KEPT, SHIPPED, fresh, graph_of, kept, shipped
from transcripts.notation import write
from transcripts.walking import walk

READ_ONLY: Final = SHIPPED.parent / "test-results" / "transcripts"


def main() -> None:
    files = dict(fresh())
    KEPT.mkdir(exist_ok=True)
    READ_ONLY.mkdir(parents=True, exist_ok=True)
    for old in kept():
        old.unlink()
    for name, text in files.items():
        (KEPT / name).write_text(text, encoding="utf-8", newline="\n")
    for source in shipped():
        (READ_ONLY / f"{source.id}.txt").write_text(write(walk(graph_of(source))), encoding="utf-8", newline="\n")
    print(f"{len(files)} random stories in {KEPT}, {len(shipped())} shipped ones in {READ_ONLY}")


if __name__ == "__main__":
    main()
