"""A course by somebody who means harm: hostile text in every field, files that act, links that lead out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

BAD: Final = (
    "<script>bad(1)</script>",
    "<img src=x onerror=bad(2)>",
    "\" onmouseover=bad(3) x=\"' autofocus onfocus=bad(4) x='",
    "</title></script></textarea></template></style><script>bad(5)</script>",
    "<!-- --><svg onload=bad(6)><![CDATA[ ]]>",
    "[x](javascript:bad(7)) [x](data:text/html,<script>bad(8)</script>) [x](vbscript:bad) <javascript:bad(9)>",
    '![x](x "onerror=bad(10)") [x](//elsewhere.example/) [x]( java\tscript:bad() )',
    "&lt;script&gt;bad(11)&lt;/script&gt; &#x3c;script&#x3e;",
    "\u2028bad(12)\u2029 \u202e ${bad(13)} `bad(14)` \\u003cscript\\u003e",
    "\n\n<div onclick=bad(15)>\n\n```\n</code></pre><script>bad(16)</script>\n```\n",
)
HOSTILE: Final = " ".join(BAD)
LINE: Final = " ".join(HOSTILE.split())
"""The same on one line, for what is no Markdown."""

NEXT: Final = "constructor"
"""An id that every JavaScript object has a meaning for."""

SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}<path d="M0 0h9v9"/></svg>'


def choice(says: str, goto: str, **more: Any) -> dict[str, Any]:
    told = dict.fromkeys(("reaction", "feedback", "better", "tempting"), HOSTILE)
    return {"say": f"{says} {HOSTILE}", "goto": goto, **told, **more}


def story() -> dict[str, Any]:
    """A sound story in which whatever an author can write freely is hostile."""
    rules = ("left-over", "long-choice", "verdict-only-feedback", "near-identical-choices", "choice-count")
    return {
        "format": 1,
        "title": f"Trap {LINE}",
        "summary": HOSTILE,
        "channel": LINE,
        "level": LINE,
        "status": "published",
        "mode": "guided",
        "objectives": [HOSTILE],
        "content-notes": [LINE],
        "sources": [LINE],
        "notes": HOSTILE,
        "practises": ["listen"],
        "waive": dict.fromkeys(rules, "It is a trap."),
        "cast": {
            "them": {"name": f"Them {LINE}", "role": "customer", "image": "face.svg", "alt": LINE},
            "you": {"name": f"You {LINE}", "role": "learner"},
        },
        "state": {
            "heat": {
                "start": 3, "min": 0, "max": 5, "label": f"Heat {LINE}", "show": "words", "good": "low",
                "words": {0: f"cool {LINE}", 4: f"hot {LINE}"},
            },
            "trust": {"start": 1, "min": 0, "max": 5, "label": f"Trust {LINE}", "show": "meter", "good": "high"},
        },
        "facts": {"why": HOSTILE},
        "triggers": {NEXT: {"phrases": [LINE], "why": HOSTILE, "hint": HOSTILE}},
        "interrupts": [{"when": "heat >= 5", "goto": "lost"}],
        "scenes": {
            "one": {
                "title": f"One {LINE}",
                "stage": LINE,
                "speaker": "them",
                "mood": LINE,
                "text": HOSTILE,
                "hint": HOSTILE,
                "media": {"image": "face.svg", "alt": LINE},
                "choices": [
                    choice("First", NEXT, change={"heat": -1}, shows=["listen"], rating="strong", reveals=["why"]),
                    choice("Second", NEXT, change={"heat": 1}, misses=["listen"], trips=[NEXT], rating="weak"),
                    choice("Third", NEXT, rating="fair"),
                ],
            },
            NEXT: {
                "lines": [
                    {"speaker": "them", "mood": LINE, "text": HOSTILE},
                    {"text": HOSTILE, "when": "heat <= 2"},
                ],
                "media": {"audio": "call.mp3", "transcript": HOSTILE},
                "choices": [
                    choice("Fourth", "won", change={"trust": 2}, when="heat <= 2", locked=f"Closed {LINE}"),
                    choice("Fifth", "lost", change={"heat": 2}, rating="weak"),
                ],
            },
        },
        "outcomes": {
            "won": {
                "result": "success", "title": f"Won {LINE}", "text": HOSTILE, "debrief": HOSTILE,
                "aftermath": {f"customer{LINE}": HOSTILE}, "reflect": [f"Why? {HOSTILE}"], "score": "100 - heat",
            },
            "lost": {
                "result": "failure", "title": f"Lost {LINE}", "text": HOSTILE,
                "aftermath": {"customer": HOSTILE}, "reflect": [HOSTILE],
            },
        },
    }  # fmt: skip


def write(root: Path) -> Path:
    """The course in this folder, not yet built."""
    own = root / "stories" / "trap"
    own.mkdir(parents=True)
    outside = root.parent / "outside.txt"
    outside.write_text("nobody's business", encoding="utf-8")
    skill = {"title": f"Listen {LINE}", "summary": HOSTILE, "do": [HOSTILE], "avoid": [LINE], "sources": ["s1"]}
    module = {"title": f"Module {LINE}", "summary": HOSTILE, "stories": ["trap"]}
    files = {
        "mkdocs.yml": {
            "site_name": "Traps",
            "docs_dir": "stories",
            "theme": {"name": "material"},
            "plugins": ["search", "coolhead"],
        },
        "stories/course.yml": {"title": f"Course {LINE}", "language": "en", "modules": [module]},
        "stories/skills.yml": {"skills": {"listen": skill}},
        "stories/sources.yml": {"sources": {"s1": {"title": f"Said {LINE}"}}},
        "stories/trap/story.yml": story(),
    }  # fmt: skip
    for name, data in files.items():
        (root / name).write_text(json.dumps(data, indent=1), encoding="utf-8")
    (own / "face.svg").write_text(SVG.format("<title>A face</title>"), encoding="utf-8")
    (own / "acts.svg").write_text(SVG.format("<script>bad(20)</script>"), encoding="utf-8")
    (own / "page.html").write_text("<script>bad(21)</script>", encoding="utf-8")
    (own / "call.mp3").write_bytes(b"ID3" + bytes(997))
    (own / "secret.txt").symlink_to(outside)
    (root / "stories" / "aside").symlink_to(root.parent / "elsewhere")
    (root.parent / "elsewhere").mkdir()
    (root.parent / "elsewhere" / "secret.md").write_text("nobody's business", encoding="utf-8")
    return root
