"""The folder that `--out` names: whether output may go there."""

from __future__ import annotations

from pathlib import Path

from placewright.core.errors import PlacewrightError
from placewright.workspace.kinds import KINDS

_KEPT = frozenset({"boundaries", "caveats", "datasets", "figures", "indicators", "instruments", "snapshots", "sources"})
"""Folders of a workspace that hold no authored records, and nothing that a command may write output to."""


def check_out_folder(out: Path | None, folder: Path) -> None:
    """Refuse to write output over or between the records of the workspace in a folder; None is its own output.

    Raises:
        PlacewrightError: records lie there, or it is a file.
    """
    if out is None:
        return
    kept, at = {kind.folder for kind in KINDS.values()} | _KEPT, out.resolve()
    inside = at.relative_to(folder.resolve()).parts if at.is_relative_to(folder.resolve()) else None
    if inside is not None and (not inside or inside[0] in kept):
        what = "Records lie here, and output would lie between them."
        raise PlacewrightError(what, where=str(out), fix="Leave --out out, or name another folder.")
    if out.exists() and not out.is_dir():
        raise PlacewrightError("This is no folder.", where=str(out), fix="Name a folder after --out.")
