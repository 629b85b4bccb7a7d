"""How a workspace's files stand: what a check or build reads, and by what a file that was written since is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from placewright.workspace.authored import REVIEWS, WAIVERS
from placewright.workspace.kinds import KINDS

Stand = Mapping[str, tuple[int, ...]]
"""When each file was written, in nanoseconds, and its size in bytes, by its path from the workspace's folder.

Of records also when the system last touched them, which nobody can put back as an archive puts back when a file was
written. Figures are left without: files of theirs may be one and the same in several folders.
"""

_FOLDERS = ("sources", "datasets", "indicators", "caveats", "boundaries", "instruments")
_ALONE = ("workspace.toml", REVIEWS, WAIVERS)


def as_they_stand(folder: Path) -> Stand:
    """How the files that a check reads stand now: what people wrote, and the figures."""
    found: dict[str, tuple[int, ...]] = {}
    figures = set((folder / "figures").glob("*"))
    for path in (*record_paths(folder), *figures):
        try:
            known = path.stat()
        except OSError:  # taken away since it was listed, as when an editor writes a new file over it
            continue
        written = (known.st_mtime_ns, known.st_size)
        name = path.relative_to(folder).as_posix()
        found[name] = written if path in figures else (*written, known.st_ctime_ns)
    return found


def record_paths(folder: Path) -> list[Path]:
    """Where each of a workspace's records and other texts stands."""
    records = [path for name in _ALONE if (path := folder / name).is_file()]
    for kind in (*_FOLDERS, *(kind.folder for kind in KINDS.values())):
        records += sorted(path for path in (folder / kind).glob("*") if path.is_file())
    return records
