"""The stylesheet of the docs: what the sites of courses mend in Material, and what only the docs need.

MkDocs runs this file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import mkdocs_gen_files

from builder.hosts.mkdocs_plugin.theme import overrides_folder

MENDED: Final = overrides_folder() / "assets" / "coolhead" / "material.css"
OWN: Final = Path(__file__).with_name("docs.css")

with mkdocs_gen_files.open("assets/docs.css", "w") as file:
    file.write("\n".join(path.read_text(encoding="utf-8") for path in (MENDED, OWN)))
