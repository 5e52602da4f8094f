"""The author's pictures, sounds and films in a site: copied once, and from then on only given another name."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files


class MediaFile(File):
    """A file that a site holds as it is; where the site made before holds it too, both names are of one file."""

    earlier: Path

    def copy_file(self, dirty: bool = False) -> None:
        """Put the file into the site, with the time of its last change, by which the next build knows it."""
        assert self.abs_src_path is not None, "it was found on the disk"
        source, target = Path(self.abs_src_path), Path(self.abs_dest_path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not _linked(self.earlier / self.dest_uri, source, target):
            shutil.copyfile(source, target)
            seen = source.stat()
            os.utime(target, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def keep_media(files: Files, config: MkDocsConfig, earlier: Path | None) -> None:
    """Let the author's own files that are no pages be taken over from the site made ``earlier``, if they are there."""
    if earlier is None:
        return
    for file in files.media_files():
        if type(file) is File and file.src_dir == config.docs_dir:
            around = (file.src_uri, file.src_dir, config.site_dir, file.use_directory_urls)
            kept = MediaFile(*around, dest_uri=file.dest_uri, inclusion=file.inclusion)
            kept.earlier = earlier
            files.remove(file)
            files.append(kept)


def _linked(known: Path, source: Path, target: Path) -> bool:
    """Give the known file another name, if it is the source's copy: as long, and of the same nanosecond."""
    try:
        one, other = known.lstat(), source.stat()
        if (one.st_size, one.st_mtime_ns) != (other.st_size, other.st_mtime_ns):
            return False
        os.link(known, target, follow_symlinks=False)
    except (OSError, NotImplementedError):  # not there, or a file system where a file has one name
        return False
    return True
