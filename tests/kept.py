"""What takes long to make and tests only read: made once, and kept below .cache/tests/ for as long as it is true.

Its name holds the fingerprint of all that goes into it: the program, the pilot's folder, the installed packages, this
Python, and what its maker says. Processes that test side by side, and runs after one another, share it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection
from functools import lru_cache
from importlib.metadata import distributions
from pathlib import Path

from placewright.core.fingerprints import fingerprint, fingerprint_of_file

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "src" / "placewright"
PILOT = ROOT / "places" / "hertfordshire"
FOLDER = ROOT / ".cache" / "tests"
MADE_THERE = {"__pycache__", "build", ".web", "snapshots"}
"""Folders that running the program makes beside its files and the pilot's."""
_AT_MOST = 2


def kept(name: str, make: Callable[[Path], None], **made_of: str) -> Path:
    """A folder that `make` filled, now or when it was last asked for; read it, never write there.

    Args:
        name: what it is, as a folder's name.
        make: fills an empty folder; the file that it stands in goes into the folder's fingerprint too.
        made_of: what else goes into it.
    """
    shelf = FOLDER / name
    shelf.mkdir(parents=True, exist_ok=True)
    maker = fingerprint_of_file(Path(make.__code__.co_filename))
    key = fingerprint({**everything(), **made_of, "maker": maker})[:20]
    folder, listing = shelf / key, shelf / f"{key}.list"
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (listing.is_file() and listing.read_text(encoding="utf-8") == _listing(folder)):
            listing.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            unfinished = Path(tempfile.mkdtemp(dir=shelf))  # a name of its own: who was killed may still write
            make(unfinished)
            unfinished.rename(folder)
            listing.write_text(_listing(folder), encoding="utf-8")
        os.utime(listing)
        _leave_newest(shelf)
    return folder


@lru_cache
def everything() -> dict[str, str]:
    """The fingerprints of the program's and the pilot's files, and the versions of Python and of what is installed."""
    packages = sorted(f"{one.metadata['Name']} {one.version}" for one in distributions())
    return {
        "python": sys.version,
        "packages": fingerprint(packages),
        "program": _fingerprint_of_tree(PROGRAM, without={"__pycache__"}),  # one of its packages is called `build`
        "pilot": _fingerprint_of_tree(PILOT, without=MADE_THERE),
    }


def _fingerprint_of_tree(folder: Path, *, without: Collection[str]) -> str:
    files: dict[str, str] = {}
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in without]
        here = Path(at)
        files |= {str((here / name).relative_to(folder)): fingerprint_of_file(here / name) for name in names}
    return fingerprint(files)


def _listing(folder: Path) -> str:
    """Every file with its size and the moment of its last change, so that one a test wrote to is noticed."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return "".join(f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}\n" for path in found)


def _leave_newest(shelf: Path) -> None:
    """Forget what is of no use any more; the one before is left, for whoever goes to and fro between two states."""
    newest = sorted(shelf.glob("*.list"), key=lambda one: one.stat().st_mtime, reverse=True)
    for listing in newest[_AT_MOST:]:
        listing.unlink()
    for folder in [path for path in shelf.iterdir() if path.is_dir() and not path.with_suffix(".list").exists()]:
        shutil.rmtree(folder, ignore_errors=True)
