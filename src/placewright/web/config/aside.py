"""Putting one state of an installation in the place of another in one step, and back again."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from placewright.core.errors import PlacewrightError
from placewright.web.config.schemas import rename_schemas

STATE = (
    "database.sqlite3", "database.sqlite3-wal", "database.sqlite3-shm", "evidence", "builds", "media", "locale",
    "editions", "engagement",
)  # fmt: skip
"""What of the data folder is state; where the database lies elsewhere, its files are absent here."""

_NOTE = "state.json"
_PREFIX = "before-restore-"


def set_aside(data: Path, staged: Path, *, schema: str, now: datetime, keys: tuple[str, ...] = ()) -> Path:
    """Put what was restored in place and keep what was there; whatever fails, what was there stays.

    Args:
        data: the installation's data folder.
        staged: the folder in which the restored state lies.
        schema: on PostgreSQL the schema that holds the restored tables; empty for the embedded database.
        now: when, for the name of the folder that keeps the old state.
        keys: the secret key and the folder of sealing keys, where those that were restored take their place.

    Returns:
        the folder that keeps the old state.
    """
    stamp = now.strftime("%Y%m%d-%H%M%S")
    kept = data / f"{_PREFIX}{stamp}"
    kept.mkdir()
    old_schema = f"before_restore_{stamp.replace('-', '_')}" if schema else ""
    (kept / _NOTE).write_text(json.dumps({"schema": old_schema, "keys": keys}), encoding="utf-8")
    _exchange(data, staged, kept, names=(*STATE, *keys), new_schema=schema, old_schema=old_schema)
    return kept


def last_set_aside(data: Path) -> Path:
    """The folder that keeps what the last restore put aside.

    Raises:
        PlacewrightError: nothing was put aside.
    """
    found = sorted(path for path in data.glob(f"{_PREFIX}*") if re.fullmatch(rf"{_PREFIX}\d{{8}}-\d{{6}}", path.name))
    if not found:
        raise PlacewrightError("Nothing was put aside here.", where=str(data), fix="There is nothing to undo.")
    return found[-1]


def undo(data: Path, *, now: datetime) -> tuple[Path, Path]:
    """Have back what the last restore put aside; the folder it lay in, and the one that keeps what was there since.

    Raises:
        PlacewrightError: nothing was put aside.
    """
    last = last_set_aside(data)
    note = json.loads((last / _NOTE).read_text(encoding="utf-8"))
    schema = str(note["schema"])
    keys = note.get("keys", ["secret-key"] if (last / "secret-key").exists() else [])
    stamp = now.strftime("%Y%m%d-%H%M%S")
    kept = data / f"undone-restore-{stamp}"
    kept.mkdir()
    names = (*STATE, *(str(name) for name in keys))
    old_schema = f"undone_restore_{stamp.replace('-', '_')}" if schema else ""
    _exchange(data, last, kept, names=names, new_schema=schema, old_schema=old_schema)
    (last / _NOTE).unlink()
    last.rmdir()
    return last, kept


def _exchange(data: Path, new: Path, old: Path, *, names: tuple[str, ...], new_schema: str, old_schema: str) -> None:
    """Move the state out of the data folder and the new one in; back again where anything fails."""
    moved: list[tuple[Path, Path]] = []
    try:
        for name in names:
            for source, target in ((data / name, old / name), (new / name, data / name)):
                if source.exists():
                    source.rename(target)
                    moved.append((source, target))
        if new_schema:
            rename_schemas(new_schema, old_schema)
    except BaseException:
        for source, target in reversed(moved):
            with suppress(OSError):
                target.rename(source)
        raise
