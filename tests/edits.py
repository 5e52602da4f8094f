"""What authors and accidents do to the files of a course: edits of a text at random, and this repository's course."""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypeAlias

from hypothesis import strategies as st

from builder.sources import CourseSources, Source, StorySource

SHIPPED: Final = Path(__file__).parents[1] / "stories"
AROUND: Final = ("course", "skills", "sources")


def shipped(**changed: str) -> CourseSources:
    """The course of this repository, some of its stories changed."""
    found = {path.stem: path for path in SHIPPED.glob("*.yml") if path.stem not in AROUND}
    found |= {path.parent.name: path for path in SHIPPED.glob("*/story.yml")}
    stories = []
    for name, path in sorted(found.items()):
        data = changed[name].encode("utf-8", "surrogatepass") if name in changed else path.read_bytes()
        media = frozenset(beside.name for beside in path.parent.iterdir()) if path.stem == "story" else frozenset()
        stories.append(StorySource(name, Source(f"stories/{name}.yml", data), media))
    course, skills, statements = (Source(f"stories/{n}.yml", (SHIPPED / f"{n}.yml").read_bytes()) for n in AROUND)
    pages = tuple(Source(f"stories/{path.name}", path.read_bytes()) for path in sorted(SHIPPED.rglob("*.md")))
    return CourseSources(tuple(stories), course, skills, None, statements, pages)


ODD: Final = [
    *"\t\"':#[]{}*&!|>%@`,?\\~é😀\0\r\n\u202e\x85\u2028\ufeff\ud800",
    ": ",
    "- ",
    " #",
    "  ",
    "<<: ",
    "---\n",
    "9" * 30,
]
Change: TypeAlias = tuple[str, float, float, str]
"""What to do, how far down the file, how far along the line, and an odd character."""

changes = st.tuples(
    st.sampled_from(["delete", "double", "swap", "indent", "outdent", "insert", "drop", "cut off", "move"]),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(ODD),
)


def changed(text: str, change: Change) -> str:
    what, down, along, odd = change
    lines = text.split("\n")
    at = int(down * len(lines))
    column = int(along * (len(lines[at]) + 1))
    match what:
        case "delete":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case "swap":
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
        case "indent":
            lines[at] = " " * (1 + column % 4) + lines[at]
        case "outdent":
            lines[at] = lines[at].removeprefix(" " * (1 + column % 4))
        case "insert":
            lines[at] = lines[at][:column] + odd + lines[at][column:]
        case "drop":
            lines[at] = lines[at][:column] + lines[at][column + 1 :]
        case "cut off":
            lines = [*lines[:at], lines[at][:column]]
        case "move":
            lines.insert(int(along * len(lines)), lines.pop(at))
    return "\n".join(lines)
